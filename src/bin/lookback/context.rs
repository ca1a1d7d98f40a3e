//! Where the papers and the index are, bringing the index up to date, and writing the answer down.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use lookback::ingest::{CONFIG_FILE, Hints, INDEX_FOLDER, ocr};
use lookback::output::{self, Answer, Format};
use lookback::settings::Settings;
use lookback::store::{Progress, Refresh, RefreshReport, Snapshot, refresh};
use lookback::{Error, Result, reading};

use crate::args::Common;
use crate::exit::note;
use crate::read;

/// The folder of papers and the folder of the index.
#[derive(Debug, Clone)]
pub struct Context {
    pub corpus: PathBuf,
    pub index: PathBuf,
    /// What `lookback.toml` says.
    pub settings: Settings,
}

impl Context {
    /// Finds the corpus: as named, else the nearest folder upward with a configuration, else `corpus/`, else here.
    pub fn find(common: &Common) -> Result<Self> {
        Self::find_at(common, None)
    }

    fn find_at(common: &Common, path: Option<&Path>) -> Result<Self> {
        let corpus = match path.or(common.corpus.as_deref()) {
            Some(named) => named.to_owned(),
            None => default_corpus()?,
        };
        if !corpus.is_dir() {
            return Err(Error::NoCorpus { path: corpus });
        }
        let index = common.index.clone().unwrap_or_else(|| corpus.join(INDEX_FOLDER));
        let settings = Settings::load(&corpus.join(CONFIG_FILE))?;
        Ok(Self { corpus, index, settings })
    }

    /// Opens the index, brought up to date first unless that was declined.
    pub fn open(common: &Common) -> Result<(Self, Snapshot)> {
        Self::open_at(common, None)
    }

    /// The same for a folder that was named outside the common options.
    pub fn open_at(common: &Common, path: Option<&Path>) -> Result<(Self, Snapshot)> {
        let context = Self::find_at(common, path)?;
        if !common.no_refresh {
            let report = context.refresh(common, false)?;
            tell(&report);
        }
        let snapshot = Snapshot::open(&context.index)?;
        Ok((context, snapshot))
    }

    /// Brings the index up to date, with a bar on a terminal.
    pub fn refresh(&self, common: &Common, again: bool) -> Result<RefreshReport> {
        let bar = progress_bar();
        let report = self.refresh_telling(common, again, &|progress| match progress {
            Progress::Compared { to_read, .. } => bar.set_length(to_read as u64),
            Progress::Read { done, path, .. } => {
                bar.set_position(done as u64);
                bar.set_message(path.to_owned());
            }
            Progress::Committing => bar.set_message("putting it together"),
            _ => {}
        });
        bar.finish_and_clear();
        if let Ok(report) = &report {
            report.unmatched.iter().for_each(|message| note(&format!("{CONFIG_FILE}, {message}")));
        }
        report
    }

    /// Brings the index up to date, telling how far it has come.
    pub fn refresh_telling(
        &self,
        common: &Common,
        again: bool,
        progress: &(dyn Fn(Progress<'_>) + Sync),
    ) -> Result<RefreshReport> {
        let options = Refresh {
            again,
            configuration: reading::fingerprint(),
            hints: hints(common)?,
            settings: self.settings.clone(),
            pool: read::pool(),
        };
        refresh(&self.corpus, &self.index, &options, progress)
    }
}

/// What was said of papers that do not tell it themselves.
pub fn hints(common: &Common) -> Result<Hints> {
    if common.ocr {
        ocr::available().map_err(|message| Error::NoOcr { message })?;
    }
    Ok(Hints { encoding: common.encoding, ocr: common.ocr, ..Hints::default() })
}

fn default_corpus() -> Result<PathBuf> {
    let here = std::env::current_dir().map_err(|source| Error::Io { doing: "find", path: ".".into(), source })?;
    if let Some(configured) = here.ancestors().find(|folder| folder.join(CONFIG_FILE).is_file()) {
        return Ok(configured.to_owned());
    }
    let corpus = here.join("corpus");
    Ok(if corpus.is_dir() { corpus } else { here })
}

/// Quick refreshes show nothing: the bar appears after a fifth of a second.
fn progress_bar() -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("reading {pos} of {len}  {wide_msg}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

/// Says what an officer should know about the refresh before reading the answer.
fn tell(report: &RefreshReport) {
    if report.busy {
        note(&format!(
            "another run is reading the papers; this answers from the last one ({} files wait)",
            report.pending
        ));
    }
    if let Some(reason) = &report.rebuilt {
        note(&format!("the index was made anew: {reason}"));
    }
    if report.committed && report.totals.skipped > 0 {
        let files = if report.totals.skipped == 1 { "file" } else { "files" };
        note(&format!("{} {files} could not be read; `lookback status` says why", report.totals.skipped));
    }
}

/// Writes an answer in the format asked for, to the place asked for.
pub fn answer(common: &Common, answer: &dyn Answer) -> Result<()> {
    let format = common.format.or_else(|| common.output.as_deref().and_then(Format::of_file)).unwrap_or(Format::Plain);
    match &common.output {
        Some(path) => {
            let failed = |source| Error::Io { doing: "write", path: path.clone(), source };
            let mut file = BufWriter::new(File::create(path).map_err(failed)?);
            let papers = if format == Format::Html { papers_from(common, path) } else { None };
            let settings = output::Settings { byte_order_mark: common.excel, papers, ..output::Settings::default() };
            output::write(answer, format, &settings, &mut file).and_then(|()| file.flush()).map_err(failed)
        }
        None => {
            let terminal = io::stdout().is_terminal();
            if terminal && !format.is_text() {
                let source = io::Error::new(
                    io::ErrorKind::Unsupported,
                    format!("{format} is not for a terminal; name a file with -o"),
                );
                return Err(Error::Io { doing: "write to", path: "the terminal".into(), source });
            }
            let width = terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0)).min(110);
            let colour = anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
            let linked = match format {
                Format::Html => true,
                Format::Plain => terminal && supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout),
                _ => false,
            };
            let settings = output::Settings {
                width: if terminal { width } else { 100 },
                colour,
                byte_order_mark: common.excel,
                papers: if linked { papers(common) } else { None },
            };
            let mut out = BufWriter::new(io::stdout().lock());
            let written = output::write(answer, format, &settings, &mut out).and_then(|()| out.flush());
            written.map_err(|source| Error::Io { doing: "write", path: Path::new("standard output").into(), source })
        }
    }
}

/// The address of the folder of papers, for links; `None` where there is none.
fn papers(common: &Common) -> Option<String> {
    let folder = Context::find(common).ok()?.corpus.canonicalize().ok()?;
    Some(format!("file://{}", address(&folder)))
}

/// The same as seen from a file beside or above the papers, so that a folder with both can be sent or moved.
fn papers_from(common: &Common, file: &Path) -> Option<String> {
    let folder = Context::find(common).ok()?.corpus.canonicalize().ok()?;
    let from = file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let from = from.canonicalize().ok()?;
    let shared = folder.components().zip(from.components()).take_while(|(a, b)| a == b).count();
    if shared < 2 {
        return papers(common);
    }
    let mut relative = PathBuf::new();
    from.components().skip(shared).for_each(|_| relative.push(".."));
    relative.extend(folder.components().skip(shared));
    let relative = if relative.as_os_str().is_empty() { PathBuf::from(".") } else { relative };
    Some(address(&relative))
}

/// A path as part of an address: what an address gives a meaning to is written with percent signs.
fn address(path: &Path) -> String {
    let mut out = String::new();
    for byte in path.to_string_lossy().replace('\\', "/").bytes() {
        match byte {
            b'/' | b'.' | b'-' | b'_' | b'~' => out.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => out.push(char::from(byte)),
            byte => out += &format!("%{byte:02X}"),
        }
    }
    out
}
