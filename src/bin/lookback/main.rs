//! The program: what was typed, what is shown.

fn main() {}
