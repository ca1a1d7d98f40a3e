//! One child process that reads, and why it stopped when it did.

use std::io::Read;
use std::process::{self, ChildStdin, ChildStdout, Command};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use crate::error::Unreadable;
use crate::ingest::{Hints, Ingested, worker};

/// What the runtime says last when no memory is to be had; the only sign by which that differs from another abort.
const OUT_OF_MEMORY: &str = "memory allocation of";

/// Most of a child's last words that are looked at, in bytes.
const LAST_WORDS_BYTES: u64 = 64 << 10;

/// A running child. Dropped, it is killed and waited for, with all it started.
#[derive(Debug)]
pub(super) struct Child {
    process: process::Child,
    stdin: ChildStdin,
    stdout: ChildStdout,
    /// How many files it has read.
    files: u32,
}

/// Why a child gave no answer. It is of no more use.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fault {
    /// What is said of the file.
    pub reason: Unreadable,
    /// Whether the child had read other files before.
    pub worn: bool,
}

impl Child {
    /// Starts a child of `command`, whose standard streams are pipes.
    pub fn start(command: &mut Command) -> Result<Self, Fault> {
        let failed = |message| Fault { reason: Unreadable::NotStarted(message), worn: false };
        let mut process = command.spawn().map_err(|error| failed(error.to_string()))?;
        match (process.stdin.take(), process.stdout.take()) {
            (Some(stdin), Some(stdout)) => Ok(Self { process, stdin, stdout, files: 0 }),
            _ => {
                kill(&mut process);
                let _ = process.wait();
                Err(failed("it has no standard input and output".into()))
            }
        }
    }

    /// How many files it has read so far.
    pub fn files(&self) -> u32 {
        self.files
    }

    /// Has it read one file within `limit`.
    ///
    /// # Errors
    /// [`Fault`] when it did not answer: drop it then.
    pub fn ask(
        &mut self,
        bytes: &[u8],
        name: &str,
        hints: Hints,
        limit: Duration,
    ) -> Result<Result<Ingested, Unreadable>, Fault> {
        let fault = |reason| Fault { reason, worn: self.files > 0 };
        let (process, stdin, stdout) = (&mut self.process, &mut self.stdin, &mut self.stdout);
        let (tell, told) = mpsc::channel();
        // Writing can block as well as reading, so both are left to a thread. The end of the child ends them.
        let answer = thread::scope(|scope| {
            let converse = move || {
                // Nobody listens any more once the time is over.
                let _ = tell.send(worker::ask(stdin, stdout, bytes, name, hints));
            };
            if let Err(error) = thread::Builder::new().spawn_scoped(scope, converse) {
                return Err(Unreadable::NotStarted(error.to_string()));
            }
            match told.recv_timeout(limit) {
                Ok(Ok(outcome)) => Ok(outcome),
                Ok(Err(_)) | Err(RecvTimeoutError::Disconnected) => Err(cause_of_death(process)),
                Err(RecvTimeoutError::Timeout) => {
                    kill(process);
                    Err(Unreadable::TooSlow { limit })
                }
            }
        });
        let answer = answer.map_err(fault)?;
        self.files += 1;
        Ok(answer)
    }
}

/// Why a child gave no answer, by its last words.
fn cause_of_death(process: &mut process::Child) -> Unreadable {
    kill(process);
    let mut words = Vec::new();
    if let Some(stderr) = process.stderr.take() {
        // What cannot be read was not said.
        let _ = stderr.take(LAST_WORDS_BYTES).read_to_end(&mut words);
    }
    if String::from_utf8_lossy(&words).contains(OUT_OF_MEMORY) {
        Unreadable::TooMuchMemory { limit: worker::MAX_MEMORY_BYTES }
    } else {
        Unreadable::Stopped
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        kill(&mut self.process);
        // Fails only for a process that was waited for.
        let _ = self.process.wait();
    }
}

/// Kills a process that was not waited for yet and, on Unix, all it started. Twice is once.
fn kill(process: &mut process::Child) {
    // Both fail only where there is nothing left to kill.
    #[cfg(unix)]
    {
        use rustix::process::{Pid, Signal, kill_process_group};
        let _ = kill_process_group(Pid::from_child(process), Signal::KILL);
    }
    let _ = process.kill();
}
