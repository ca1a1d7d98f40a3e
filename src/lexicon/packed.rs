//! The synonyms that come with the program, read and stemmed already.
//!
//! `synonyms.toml` is what people read and write; `synonyms.bin` is made of it, as MessagePack, so that a query need not read
//! thirty-six kilobytes of TOML and stem a thousand phrases before it looks for its first word. A test fails as long as
//! the two differ, and says how to make the one anew.

use super::Lexicon;

static BUILTIN: &[u8] = include_bytes!("synonyms.bin");

/// The synonyms that come with the program, without the vectors.
pub(super) fn builtin() -> Lexicon {
    // Part of the program: a test reads it.
    Lexicon::of_parts(rmp_serde::from_slice(BUILTIN).expect("synonyms.bin is sound"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_is_what_the_file_says() {
        let now = Lexicon::from_toml(include_str!("synonyms.toml")).unwrap().into_parts();
        let now = rmp_serde::to_vec(&now).unwrap();
        if std::env::var_os("UPDATE_GOLDENS").is_some() {
            let file = concat!(env!("CARGO_MANIFEST_DIR"), "/src/lexicon/synonyms.bin");
            std::fs::write(file, &now).unwrap();
        }
        assert!(now == BUILTIN, "synonyms.toml has changed: `UPDATE_GOLDENS=1 cargo test packed` packs it anew");
    }
}
