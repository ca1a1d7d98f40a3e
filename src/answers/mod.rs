//! Which questions together make this answer?
