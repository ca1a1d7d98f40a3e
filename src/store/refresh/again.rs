//! Which files are read again though they did not change.

/// Which files are read again though they did not change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Again {
    /// None.
    #[default]
    No,
    /// All of them.
    All,
    /// Those at or under these paths, relative to the corpus; an empty path is the corpus.
    Under(Vec<String>),
}

impl Again {
    /// Whether the file of a path is read again.
    pub(super) fn reads(&self, path: &str) -> bool {
        match self {
            Self::No => false,
            Self::All => true,
            Self::Under(places) => places.iter().any(|place| is_under(path, place)),
        }
    }
}

/// Whether a path is a place, or lies under it. Both are relative to the corpus, with `/` between names; an empty place is the
/// corpus.
///
/// ```
/// use lookback::store::is_under;
///
/// assert!(is_under("2015/report.pdf", "2015") && is_under("2015/report.pdf", "2015/report.pdf"));
/// assert!(is_under("2015/report.pdf", "") && !is_under("2015-report.pdf", "2015"));
/// ```
pub fn is_under(path: &str, place: &str) -> bool {
    place.is_empty() || path.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
