//! Parsers at arm's length: long-lived child processes that read what a hostile file could turn against us.
//!
//! A file that makes its parser abort, hang or ask for endless memory costs itself and nothing else: its child is
//! ended, the next file gets a new one. A child that has read a hundred files makes room for a new one too.
//!
//! What the pool runs is told by whoever makes it: any command that runs [`worker::serve`](crate::ingest::worker::serve)
//! on its standard input and output. The program names itself, with a hidden subcommand. Plain text and Markdown
//! are read in this process.
//!
//! ```no_run
//! use std::path::Path;
//! use std::process::Command;
//! use lookback::reading::{Limits, Pool, Told};
//!
//! let mut reader = Command::new(std::env::current_exe()?);
//! reader.arg("__read");
//! let pool = Pool::new(reader, Limits::default());
//! match pool.read(Path::new("papers/report.pdf"), "report.pdf", &Told::default()) {
//!     Ok(reading) => assert!(!reading.blocks.is_empty()),
//!     Err(reason) => eprintln!("skipped: {reason}"), // "skipped: took longer than 60 s"
//! }
//! # Ok::<(), std::io::Error>(())
//! ```

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::child::{Child, Fault};
use super::{Inspection, Told, inspect_by, inspect_bytes_by};
use crate::error::Unreadable;
use crate::ingest::{self, Hints, Ingested};
use crate::model::Reading;

/// What the children of a [`Pool`] may take. Their memory is limited by themselves:
/// [`limit_memory`](crate::ingest::worker::limit_memory).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Most children at a time; at least one. By default as many as rayon has threads.
    pub children: usize,
    /// Longest time for one file, 60 seconds by default.
    pub time: Duration,
    /// How many files a child reads before a new one takes its place, 100 by default.
    pub files: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { children: rayon::current_num_threads(), time: Duration::from_secs(60), files: 100 }
    }
}

/// Child processes that read, started when they are needed and ended when the pool is dropped.
///
/// Can be asked from any number of threads; those beyond the number of children wait for one to be free.
#[derive(Debug)]
pub struct Pool {
    command: Mutex<Command>,
    limits: Limits,
    children: Mutex<Children>,
    freed: Condvar,
}

#[derive(Debug, Default)]
struct Children {
    idle: Vec<Child>,
    /// How many are reading, starting or ending.
    slots_taken: usize,
}

impl Pool {
    /// A pool of children of `command`, whose standard streams are the pool's. None is started yet.
    pub fn new(mut command: Command, limits: Limits) -> Self {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let limits = Limits { children: limits.children.max(1), ..limits };
        Self { command: Mutex::new(command), limits, children: Mutex::default(), freed: Condvar::new() }
    }

    /// Reads one file, as [`read`](super::read) does.
    ///
    /// # Errors
    /// [`Unreadable`] says why the file gives no text.
    pub fn read(&self, path: &Path, relative: &str, told: &Told) -> Result<Reading, Unreadable> {
        self.inspect(path, relative, told).map(|inspection| inspection.reading)
    }

    /// Reads one file and keeps what was taken out, as [`inspect`](super::inspect) does.
    ///
    /// # Errors
    /// [`Unreadable`] says why the file gives no text.
    pub fn inspect(&self, path: &Path, relative: &str, told: &Told) -> Result<Inspection, Unreadable> {
        inspect_by(path, relative, told, &|bytes, name, hints| self.ingest(bytes, name, hints))
    }

    /// Reads a file that is already in memory, as [`inspect_bytes`](super::inspect_bytes) does.
    ///
    /// # Errors
    /// [`Unreadable`] says why the bytes give no text.
    pub fn inspect_bytes(&self, bytes: &[u8], relative: &str, told: &Told) -> Result<Inspection, Unreadable> {
        inspect_bytes_by(bytes, relative, told, &|bytes, name, hints| self.ingest(bytes, name, hints))
    }

    /// Turns bytes into pages, as [`ingest_with`](ingest::ingest_with) does. `name` is the file's name.
    ///
    /// A file is first read without OCR, so that what it costs to parse is limited as ever; only where it then has
    /// pages that are pictures, and OCR is asked for, it is read again with time for each of them.
    ///
    /// A child that had read other files before it stopped may have been worn by them, so the file is given to a new
    /// one; what happens to that is final. Time is not given twice.
    ///
    /// # Errors
    /// [`Unreadable`] says why the bytes give no text.
    pub fn ingest(&self, bytes: &[u8], name: &str, hints: Hints) -> Result<Ingested, Unreadable> {
        if let Some(plain) = ingest::ingest_plain(bytes, name, hints) {
            return plain;
        }
        let outcome = self.ask_twice(bytes, name, Hints { ocr: false, ..hints }, self.limits.time);
        let scans = match &outcome {
            Ok(ingested) => u32::try_from(ingested.scanned.len()).unwrap_or(u32::MAX),
            Err(Unreadable::Scanned { pages }) => *pages,
            Err(_) => 0,
        };
        if scans == 0 || !hints.ocr {
            return outcome;
        }
        let time = ingest::ocr::MAX_PAGE_TIME.saturating_mul(scans).saturating_add(self.limits.time);
        self.ask_twice(bytes, name, hints, time)
    }

    /// Has a child read a file, and a new one where the first may have been worn.
    fn ask_twice(&self, bytes: &[u8], name: &str, hints: Hints, time: Duration) -> Result<Ingested, Unreadable> {
        match self.ask(bytes, name, hints, time, Which::Any) {
            Err(Fault { worn: true, reason: Unreadable::Stopped | Unreadable::TooMuchMemory { .. } }) => {
                self.ask(bytes, name, hints, time, Which::New)
            }
            answered_or_not => answered_or_not,
        }
        .unwrap_or_else(|fault| Err(fault.reason))
    }

    /// Has one child read one file.
    fn ask(
        &self,
        bytes: &[u8],
        name: &str,
        hints: Hints,
        time: Duration,
        which: Which,
    ) -> Result<Result<Ingested, Unreadable>, Fault> {
        let (_slot, idle) = self.take_slot();
        // Where a new one is wanted the idle one ends first: there are never more than there may be.
        let mut child = match idle.filter(|_| which == Which::Any) {
            Some(child) => child,
            None => Child::start(&mut locked(&self.command))?,
        };
        let outcome = child.ask(bytes, name, hints, time)?;
        if child.files() < self.limits.files {
            locked(&self.children).idle.push(child);
        }
        Ok(outcome)
    }

    /// Waits until fewer children than there may be are at work, and gives an idle one if there is one.
    fn take_slot(&self) -> (Slot<'_>, Option<Child>) {
        let full = |children: &mut Children| children.idle.is_empty() && children.slots_taken >= self.limits.children;
        let children = self.freed.wait_while(locked(&self.children), full);
        let mut children = children.unwrap_or_else(PoisonError::into_inner);
        children.slots_taken += 1;
        (Slot(self), children.idle.pop())
    }
}

/// Which child is to read a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    Any,
    New,
}

/// One of the slots of the pool. Given back when dropped.
struct Slot<'a>(&'a Pool);

impl Drop for Slot<'_> {
    fn drop(&mut self) {
        locked(&self.0.children).slots_taken -= 1;
        self.0.freed.notify_one();
    }
}

/// Takes a lock. A panic of another thread leaves nothing half done behind these.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
