//! What could steer a terminal, or turn round what is read on it? Papers and the names of their files come from outside.

/// Whether a letter steers what it is printed on: a control character (C1 as well: U+009B begins a command), or one that has what
/// follows read from right to left, "exe.pdf" for "fdp.exe". Ends of lines steer too; who prints them knows.
///
/// ```
/// assert!(lookback::text::steers('\u{9b}') && lookback::text::steers('\u{202e}'));
/// assert!(!lookback::text::steers('é'));
/// ```
pub fn steers(c: char) -> bool {
    // Of the marks of direction those that turn; the others, which programs leave around telephone numbers, change nothing here.
    c.is_control() || matches!(c, '\u{202b}' | '\u{202d}' | '\u{202e}' | '\u{2067}' | '\u{2068}')
}
