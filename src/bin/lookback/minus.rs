//! `search -housing`: a word left out of a query, which would be read as options. It is refused in words: "-over" might even name a file
//! to write to, and "-housing" asks for help.

use lookback::{Error, Result};

/// The commands that take a query.
const COMMANDS: [&str; 2] = ["search", "trace"];

/// Refuses a word left out, or a condition, that stands where options do.
///
/// # Errors
/// [`Error::Query`] says how to write it.
pub fn refuse(args: impl IntoIterator<Item = String>) -> Result<()> {
    let mut args = args.into_iter().skip(1).skip_while(|arg| !COMMANDS.contains(&arg.as_str()));
    let Some(command) = args.next() else { return Ok(()) };
    let word = args.take_while(|arg| arg != "--").find(|arg| is_word(arg));
    let Some(word) = word else { return Ok(()) };
    Err(Error::Query {
        hint: format!("write `NOT {}`, or `{command} ... -- {word}` with what is asked after `--`", &word[1..]),
        message: "a word left out would be read as options where it begins what is typed".into(),
        query: word,
        at: 0,
    })
}

/// Whether an argument is a word or a condition with a minus before it: no option of one letter with its value has these forms.
fn is_word(arg: &str) -> bool {
    let Some(rest) = arg.strip_prefix('-').filter(|rest| !rest.starts_with('-')) else { return false };
    let names_file = rest.strip_prefix('o').is_some_and(|file| file.contains(['.', '/', '\\', '=']));
    let counts = rest.strip_prefix('C').is_some_and(|count| count.trim_start_matches('=').parse::<usize>().is_ok());
    let is_term =
        rest.starts_with(['"', '(', '“']) || (rest.starts_with(char::is_alphabetic) && rest.chars().nth(1).is_some());
    is_term && !names_file && !counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_left_out_are_told_from_options() {
        let refused = |typed: &str| refuse(typed.split(' ').map(str::to_owned)).is_err();
        for typed in [
            "lookback search -housing",
            "lookback search early -over",
            "lookback --corpus x search -kind:minutes",
            "lookback search -\"front",
            "lookback trace -h2o",
        ] {
            assert!(refused(typed), "{typed}");
        }
        for typed in [
            "lookback search -- -housing",
            "lookback search early -o hits.csv",
            "lookback search early -ohits.csv -C3 -C 2 -h",
            "lookback search early --facets",
            "lookback status -housing",
            "lookback search early - late",
        ] {
            assert!(!refused(typed), "{typed}");
        }
    }
}
