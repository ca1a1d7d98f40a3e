//! How the program ends: exit codes, and errors in one style.
//!
//! 0 answered, 1 nothing found, 2 could not. Errors say what, where and what to try.

use std::process::ExitCode;

use lookback::Error;
use lookback::text::steers;

/// What came of a command that did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// There is an answer.
    Answered,
    /// There is none: the question was understood, and nothing answers it.
    NothingFound,
}

/// Turns an outcome into an exit code, printing the error if there is one.
pub fn report(outcome: Result<Outcome, Error>) -> ExitCode {
    match outcome {
        Ok(Outcome::Answered) => ExitCode::SUCCESS,
        Ok(Outcome::NothingFound) => ExitCode::from(1),
        // A reader that went away (`| head`) wants no more, and no complaint.
        Err(Error::Io { source, .. }) if source.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            print(&error);
            ExitCode::from(2)
        }
    }
}

fn print(error: &Error) {
    let bold = anstyle::Style::new().bold();
    let red = bold.fg_color(Some(anstyle::AnsiColor::Red.into()));
    anstream::eprintln!("{red}error{red:#}: {}", clean(&error.to_string()));
    if let Some(place) = error.place() {
        anstream::eprintln!("  in {}", clean(&place));
    }
    if let Some(hint) = error.hint() {
        anstream::eprintln!("{bold}hint{bold:#}: {}", clean(&hint));
    }
}

/// A note beside the answer, on standard error.
pub fn note(message: &str) {
    anstream::eprintln!("note: {}", clean(message));
}

/// Without control characters, ends of lines aside: names of files and words of papers must not steer the terminal.
pub fn clean(text: &str) -> String {
    text.replace(|c: char| steers(c) && c != '\n', "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_does_not_steer_the_terminal() {
        assert_eq!(clean("a\u{1b}[2J.txt\nb\u{202e}fdp.exe"), "a\u{fffd}[2J.txt\nb\u{fffd}fdp.exe");
    }
}
