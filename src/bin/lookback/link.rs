//! How the program is linked: run by Cargo before it is built, and part of nothing else.

/// Where the linker can be asked for a program at a fixed place.
const FIXED: (&str, &str) = ("linux", "gnu");

/// A program that can lie anywhere has 65,000 addresses written into it at each start: 350 pages of memory, and half the time of a
/// start. This one lies at a fixed place; its stack, its heap and the libraries of the system still lie anywhere.
fn main() {
    println!("cargo::rerun-if-changed=src/bin/lookback/link.rs");
    let of_target = |name: &str| std::env::var(format!("CARGO_CFG_TARGET_{name}")).unwrap_or_default();
    if (of_target("OS").as_str(), of_target("ENV").as_str()) == FIXED {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
