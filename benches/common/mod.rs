//! Taking turns with a peer: what a run cost, and what of many rounds is told.

#![allow(dead_code)] // Each bench uses its own part of this.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What something cost.
#[derive(Debug, Clone, Copy)]
pub struct Cost {
    /// Processor time of all processes, in seconds.
    pub cpu: f64,
    /// Time by the clock, in seconds.
    pub wall: f64,
    /// Most memory that the process held, in MiB; 0 where it was too short to be seen.
    pub peak: f64,
}

/// Runs a command to its end; what it prints is dropped.
///
/// # Errors
/// When it cannot be started, or does not end well.
pub fn cost_of(command: &mut Command) -> io::Result<Cost> {
    let (cpu, clock) = (children_cpu()?, Instant::now());
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let mut peak = 0.0_f64;
    let status = loop {
        peak = peak.max(peak_of(child.id()));
        match child.try_wait()? {
            Some(status) => break status,
            None => std::thread::sleep(Duration::from_millis(1)),
        }
    };
    if !status.success() {
        return Err(io::Error::other(format!("{command:?} failed: {status}")));
    }
    Ok(Cost { cpu: children_cpu()? - cpu, wall: clock.elapsed().as_secs_f64(), peak })
}

/// What work done by child processes cost; their memory is not looked at.
///
/// # Errors
/// Those of the work.
pub fn measured(work: &dyn Fn() -> io::Result<()>) -> io::Result<Cost> {
    let (cpu, clock) = (children_cpu()?, Instant::now());
    work()?;
    Ok(Cost { cpu: children_cpu()? - cpu, wall: clock.elapsed().as_secs_f64(), peak: 0.0 })
}

/// Processor time of all children that have ended, and of theirs, in seconds: as Linux counts it, a hundredth at a time.
fn children_cpu() -> io::Result<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat")
        .map_err(|error| io::Error::new(error.kind(), format!("processor time is only measured on Linux: {error}")))?;
    // The name of the program, in parentheses, may hold spaces; the fields are counted after it.
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks: f64 = fields.iter().skip(13).take(2).filter_map(|field| field.parse::<f64>().ok()).sum();
    Ok(ticks / 100.0)
}

/// The most memory a living process has held so far, in MiB.
fn peak_of(process: u32) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<f64>().map_or(0.0, |kib| kib / 1024.0)
}

/// The least, the median and the most.
pub fn spread(values: impl IntoIterator<Item = f64>) -> [f64; 3] {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    let at = |index: usize| values.get(index).copied().unwrap_or(f64::NAN);
    [at(0), at(values.len() / 2), at(values.len().saturating_sub(1))]
}

/// The median.
pub fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    spread(values)[1]
}

/// "1.23 (1.10 to 1.41)".
pub fn shown([least, median, most]: [f64; 3]) -> String {
    format!("{median:.3} ({least:.3} to {most:.3})")
}

/// Bytes of the files in a folder and its folders.
pub fn size_of(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let size =
        |path: PathBuf| if path.is_dir() { size_of(&path) } else { path.metadata().map_or(0, |file| file.len()) };
    entries.map(|entry| size(entry.path())).sum()
}

/// Papers to measure on: those of the folder, else many copies of the text papers of our own corpus, told apart by a word.
///
/// # Errors
/// When they cannot be written.
pub fn papers(given: Option<&str>, scratch: &Path) -> io::Result<PathBuf> {
    if let Some(given) = given {
        return Ok(given.into());
    }
    const COPIES: usize = 60;
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let sources = lookback::ingest::walk(&ours).map_err(|error| io::Error::other(error.to_string()))?;
    let folder = scratch.join("papers");
    for source in sources.iter().filter(|source| source.relative.ends_with(".txt") || source.relative.ends_with(".md"))
    {
        let text = std::fs::read_to_string(&source.path)?;
        for copy in 0..COPIES {
            let path = folder.join(format!("copy-{copy}")).join(&source.relative);
            path.parent().map_or(Ok(()), std::fs::create_dir_all)?;
            std::fs::write(path, text.replace("Marlshire", &format!("Marlshire{copy}")))?;
        }
    }
    Ok(folder)
}
