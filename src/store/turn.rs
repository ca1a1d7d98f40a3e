//! Who changes what people settled? One program at a time: the browser and the command line write to the same files.

use std::fs::File;
use std::path::Path;

/// Lies beside the files that people's words are kept in. Hidden, and so no paper; empty, and nothing comes of its lying there: the
/// system gives the turn back when a program ends, however it ends.
const FILE: &str = ".lookback-turn";

/// A turn at changing what is settled of a folder of papers. Given back when dropped.
#[derive(Debug)]
pub struct Turn(#[expect(dead_code, reason = "the turn ends with the file")] Option<File>);

/// Waits for a turn: from here on no other program changes `pins.toml` and `corrections.toml` of this folder.
///
/// Where the drive knows no turns, or the folder takes no file, there is none to wait for; what cannot be written says so itself.
pub fn take_turn(folder: &Path) -> Turn {
    let file = File::options().create(true).truncate(false).write(true).open(folder.join(FILE)).ok();
    Turn(file.filter(|file| file.lock().is_ok()))
}
