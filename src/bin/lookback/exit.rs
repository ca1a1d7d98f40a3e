//! How the program ends: exit codes, and errors in one style.
//!
//! 0 answered, 1 nothing found, 2 could not. Errors say what, where and what to try.

use std::io::Write;
use std::panic::{self, AssertUnwindSafe, Location, catch_unwind};
use std::process::ExitCode;

use lookback::Error;
use lookback::error::is_contained;
use lookback::text::steers;

/// What came of a command that did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// There is an answer.
    Answered,
    /// There is none: the question was understood, and nothing answers it.
    NothingFound,
    /// Some of several questions were answered, and others could not be read, as was said.
    InPart,
}

/// Turns an outcome into an exit code, printing the error if there is one.
pub fn report(outcome: Result<Outcome, Error>) -> ExitCode {
    match outcome {
        Ok(Outcome::Answered) => ExitCode::SUCCESS,
        Ok(Outcome::NothingFound) => ExitCode::from(1),
        Ok(Outcome::InPart) => ExitCode::from(2),
        // A reader that went away (`| head`) wants no more, and no complaint.
        Err(Error::Io { source, .. }) if source.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            print(&error);
            ExitCode::from(2)
        }
    }
}

/// Runs the program to its end. A fault of our own is told in the style of all errors, and ends it as one.
pub fn guarded(run: impl FnOnce() -> ExitCode) -> ExitCode {
    panic::set_hook(Box::new(|fault| {
        // Where a paper nobody thought of brings its reader down, that is told as the paper's.
        if !is_contained() {
            // Where nobody listens there is nobody to tell: a second fault would end the program at once.
            let _ = write!(anstream::stderr(), "{}", told(fault.location()));
        }
    }));
    catch_unwind(AssertUnwindSafe(run)).unwrap_or(ExitCode::from(2))
}

/// What is said of a fault of our own.
fn told(place: Option<&Location<'_>>) -> String {
    let bold = anstyle::Style::new().bold();
    let red = bold.fg_color(Some(anstyle::AnsiColor::Red.into()));
    let place = place.map_or_else(String::new, |place| format!("  in {}:{}\n", clean(place.file()), place.line()));
    format!(
        "{red}error{red:#}: lookback met a fault of its own\n{place}{bold}hint{bold:#}: please report it, with this place \
         and the command you typed\n"
    )
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
    fn a_fault_of_our_own_is_told_as_errors_are_and_ends_with_2() {
        let told = anstream::adapter::strip_str(&told(Some(Location::caller()))).to_string();
        let lines: Vec<&str> = told.lines().collect();
        assert_eq!(lines.len(), 3, "{told}");
        assert_eq!(lines[0], "error: lookback met a fault of its own");
        assert!(lines[1].starts_with("  in ") && lines[1].contains("exit.rs:"), "{told}");
        assert_eq!(lines[2], "hint: please report it, with this place and the command you typed");
        let ended = guarded(|| panic!("a fault"));
        let _ = panic::take_hook();
        assert_eq!(format!("{ended:?}"), format!("{:?}", ExitCode::from(2)));
    }

    #[test]
    fn a_name_does_not_steer_the_terminal() {
        assert_eq!(clean("a\u{1b}[2J.txt\nb\u{202e}fdp.exe"), "a\u{fffd}[2J.txt\nb\u{fffd}fdp.exe");
    }
}
