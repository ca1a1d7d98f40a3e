//! Which papers does an entry speak of? Globs as `.gitignore` writes them, by path from the corpus.

use globset::{GlobBuilder, GlobMatcher};

/// A pattern of paths, and the line it stands on.
#[derive(Debug, Clone)]
pub(super) struct Glob {
    written: String,
    matcher: GlobMatcher,
    /// Counted from 1.
    pub line: usize,
}

impl Glob {
    /// Reads a pattern. The error says what is wrong, and what to write.
    pub fn new(written: &str, line: usize) -> Result<Self, String> {
        let plain = written.strip_prefix("./").unwrap_or(written);
        if plain.is_empty() || plain.starts_with('/') || plain.contains('\\') {
            return Err(format!(
                "`{written}` is not a path from the folder of papers; write it with forward slashes: reports/2015-*.pdf"
            ));
        }
        let matcher = compiled(plain).map_err(|why| format!("`{written}` cannot be read: {why}"))?;
        Ok(Self { written: plain.to_owned(), matcher, line })
    }

    /// Whether a path, relative to the corpus, answers to it. A file of exactly that name always does.
    pub fn matches(&self, path: &str) -> bool {
        path == self.written || self.matcher.is_match(path)
    }

    /// What to say when no path answers to it.
    pub fn matches_nothing(&self, paths: &[&str]) -> String {
        let wider = format!("**/{}", self.written);
        let meant = compiled(&wider).ok().and_then(|glob| paths.iter().find(|path| glob.is_match(path)));
        let hint = match meant {
            Some(path) => format!("`{wider}` would match {path}"),
            None => "write a path from the folder that holds lookback.toml, as `lookback status --documents` shows it"
                .into(),
        };
        format!("line {}: no paper answers to `{}`; {hint}", self.line, self.written)
    }
}

fn compiled(glob: &str) -> Result<GlobMatcher, String> {
    let built = GlobBuilder::new(glob).literal_separator(true).backslash_escape(false).build();
    built.map(|glob| glob.compile_matcher()).map_err(|error| error.kind().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stays_within_a_folder_and_two_go_through_them() {
        let matches = |glob: &str, path: &str| Glob::new(glob, 1).unwrap().matches(path);
        assert!(matches("reports/2015-*.pdf", "reports/2015-06.pdf"));
        assert!(!matches("*.pdf", "reports/2015-06.pdf"));
        assert!(matches("**/*.pdf", "reports/2015-06.pdf") && matches("**/*.pdf", "2015-06.pdf"));
        assert!(matches("drafts/**", "drafts/a/b.txt"));
        assert!(matches("notes [final].txt", "notes [final].txt"), "a file of that very name");
        for wrong in ["", "/reports/a.pdf", "reports\\a.pdf", "a[.pdf"] {
            assert!(Glob::new(wrong, 1).is_err(), "{wrong}");
        }
    }
}
