//! Where the papers and the index are, and bringing the index up to date.

use std::borrow::Cow;
use std::io::{self, IsTerminal};
use std::path::{Component, Path, PathBuf};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use lookback::answers::Pins;
use lookback::compare::Pinned;
use lookback::ingest::{CONFIG_FILE, Hints, INDEX_FOLDER, ocr};
use lookback::lexicon::Lexicon;
use lookback::settings::Settings;
use lookback::store::{Again, Progress, Refresh, RefreshReport, Snapshot, refresh};
use lookback::themes::Codebooks;
use lookback::{Error, Result};

use crate::args::Common;
use crate::exit::{clean, note};
pub use crate::writing::{answer, format_for};
use crate::{model, read};

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

    /// The same for a folder that was named outside the common options.
    pub fn find_at(common: &Common, path: Option<&Path>) -> Result<Self> {
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

    /// Whether a person chose the folder of papers: by name, by a configuration in it, or as `corpus/`; not where it is merely here.
    pub fn was_chosen(&self, common: &Common) -> bool {
        common.corpus.is_some()
            || self.corpus.join(CONFIG_FILE).is_file()
            || std::env::current_dir().is_ok_and(|here| here != self.corpus)
    }

    /// Opens the index, brought up to date first unless that was declined.
    pub fn open(common: &Common) -> Result<(Self, Snapshot)> {
        Self::open_at(common, None)
    }

    /// The same for a folder that was named outside the common options.
    pub fn open_at(common: &Common, path: Option<&Path>) -> Result<(Self, Snapshot)> {
        let context = Self::find_at(common, path)?;
        if !common.no_refresh {
            let report = context.refresh(common, Again::No)?;
            tell(&report);
        }
        let snapshot = Snapshot::open(&context.index)?;
        if !snapshot.has_passages() {
            let (documents, skipped) = snapshot.files()?;
            tell_if_empty(&context.corpus, documents, skipped);
        }
        Ok((context, snapshot))
    }

    /// The codebooks that tell themes: the one named here, else the one that is set, else each subject's own.
    ///
    /// Named on the command line a file lies from here; in the settings, from the folder of papers.
    pub fn codebooks(&self, named: Option<&str>) -> Result<Codebooks> {
        match named {
            Some(named) => Codebooks::chosen(Some(named), Path::new("")),
            None => Codebooks::chosen(self.settings.codebook.as_deref(), &self.corpus),
        }
    }

    /// A paper as it was named: the path of a file within the corpus, from wherever it was typed, is that below the corpus.
    pub fn paper(&self, named: &str) -> String {
        let typed = Some(Path::new(named)).filter(|path| path.is_file());
        typed.and_then(|path| self.below(path)).unwrap_or_else(|| named.to_owned())
    }

    /// Where a path lies among the papers, with `/` between names; `None` where it lies elsewhere.
    pub fn below(&self, path: &Path) -> Option<String> {
        let whole = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.into());
        let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| whole(path));
        // As it is written first: a link among the papers lies there, wherever it leads.
        let ways = [(whole(&self.corpus), whole(path)), (real(&self.corpus), real(path))];
        let is_inside = |rest: &&Path| !rest.components().any(|part| part == Component::ParentDir);
        let inside = ways.iter().find_map(|(corpus, path)| path.strip_prefix(corpus).ok().filter(is_inside))?;
        Some(inside.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"))
    }

    /// What a person settled about pairs. A pin that lost its place is told of.
    pub fn pins(&self, snapshot: &Snapshot) -> Result<Pinned> {
        let (pinned, lost) = Pins::load(&self.corpus)?.resolve(snapshot)?;
        lost.iter().for_each(|message| note(message));
        Ok(pinned)
    }

    /// How the sector says it: what comes with the program, and what was learnt from this corpus's own papers.
    pub fn lexicon(&self, common: &Common) -> Result<Cow<'static, Lexicon>> {
        model::beside(common, Lexicon::of_corpus(&self.corpus)?, Some(&self.index))
    }

    /// Brings the index up to date, with a bar on a terminal.
    pub fn refresh(&self, common: &Common, again: Again) -> Result<RefreshReport> {
        let bar = progress_bar();
        let report = self.refresh_telling(common, again, &|progress| match progress {
            Progress::Compared { to_read: 0, .. } => {}
            Progress::Compared { to_read, .. } => {
                bar.set_length(to_read as u64);
                style(&bar, "reading {pos} of {len}  {wide_msg}");
            }
            Progress::Read { done, path, .. } => {
                bar.set_position(done as u64);
                bar.set_message(clean(path));
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
        again: Again,
        progress: &(dyn Fn(Progress<'_>) + Sync),
    ) -> Result<RefreshReport> {
        let options = Refresh {
            again,
            hints: hints(common)?,
            settings: self.settings.clone(),
            pool: read::pool(),
            ..Refresh::default()
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
    style(&bar, "{wide_msg}");
    bar.set_message("looking for new papers");
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

fn style(bar: &ProgressBar, template: &str) {
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
}

/// Says what an officer should know about the refresh before reading the answer.
fn tell(report: &RefreshReport) {
    if report.busy {
        let wait = if report.pending == 1 { "file waits" } else { "files wait" };
        let pending = report.pending;
        note(&format!("another run is reading the papers; this answers from the last one ({pending} {wait})"));
    }
    if let Some(reason) = &report.rebuilt {
        note(&format!("the index was made anew: {reason}"));
    }
    if report.committed && report.totals.skipped > 0 && report.totals.documents > 0 {
        let files = if report.totals.skipped == 1 { "file" } else { "files" };
        note(&format!("{} {files} could not be read; `lookback status` says why", report.totals.skipped));
    }
}

/// Says that there is nothing to answer from, which no answer would tell.
pub fn tell_if_empty(corpus: &Path, documents: usize, skipped: usize) {
    let corpus = corpus.display();
    match (documents, skipped) {
        (0, 0) => note(&format!("there is no paper in {corpus}; name the folder that holds them with `--corpus DIR`")),
        (0, skipped) => {
            let all = if skipped == 1 { "the one file".to_owned() } else { format!("none of the {skipped} files") };
            let could = if skipped == 1 { "could not be read" } else { "could be read" };
            note(&format!("{all} in {corpus} {could}; `lookback status` says why"));
        }
        _ => {}
    }
}
