//! What is served, and how it is kept up to date while many read.
//!
//! Readers share one commit; a refresh puts the next one in its place without their waiting for it. A refresh looks at
//! every file, so it is not run more often than the papers warrant: after a while of reading, and after every write.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock, TryLockError, mpsc};
use std::time::{Duration, Instant};

use axum::body::Bytes;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use tokio::sync::Semaphore;

use super::frame::sentence;
use super::holdings::{Holdings, Stamp};
use crate::Result;
use crate::error::Error;
use crate::store::Progress;

/// Brings the index up to date with the papers, telling how far it has come.
pub type Refresher = Box<dyn Fn(&(dyn Fn(Progress<'_>) + Sync)) -> Result<()> + Send + Sync>;

/// The papers are looked at again no sooner than this after they were.
const REST: Duration = Duration::from_secs(5);

/// A refresh takes at most one part in so many of the time.
const SHARE: u32 = 20;

/// What is said when a refresh ends in a fault of our own.
const BROKE_OFF: &str =
    "The papers could not be looked at again: a fault in the program stopped it. What was read before is shown.";

/// Memory for pages that were drawn already, in bytes.
const DRAWN: u64 = 32 << 20;

/// How far the papers have been read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Headway {
    /// Papers read.
    pub done: usize,
    /// Papers to read; 0 when none are.
    pub of: usize,
    /// Why the last refresh failed; `None` when it did not.
    pub trouble: Option<String>,
}

/// The pages of one folder of papers.
pub struct Site {
    pub(super) corpus: PathBuf,
    index: PathBuf,
    refresher: Refresher,
    held: RwLock<Option<Arc<Holdings>>>,
    headway: Mutex<Headway>,
    /// One refresh at a time, and when the last ended and how long it took.
    refreshing: Mutex<Option<(Instant, Duration)>>,
    asked_to_refresh: AtomicBool,
    /// Whether a refresh waits for the one under way to end.
    waiting: AtomicBool,
    /// One write at a time. Not of the gate: readers do not wait for those who write.
    pub(super) writing: Arc<Semaphore>,
    commits: AtomicU64,
    /// Shows that a write comes from one of our pages.
    pub(super) token: String,
    /// Answers that are made at a time; the rest wait for their turn.
    pub(super) gate: Arc<Semaphore>,
    pub(super) drawn: Cache<(u64, String), Bytes, BySize>,
}

/// A refresh that was asked for; when it is over, whatever way it ends, the next may be asked for.
struct AskedToRefresh(Arc<Site>, fn(&Site) -> &AtomicBool);

impl Drop for AskedToRefresh {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.broke_off();
        }
        self.1(&self.0).store(false, Ordering::Release);
    }
}

/// Weighs a page by its bytes.
#[derive(Clone)]
pub(super) struct BySize;

impl Weighter<(u64, String), Bytes> for BySize {
    fn weight(&self, (_, address): &(u64, String), page: &Bytes) -> u64 {
        (address.len() + page.len()) as u64
    }
}

impl Site {
    /// The pages of the papers in `corpus`, answered from the index in `index`, which `refresher` brings up to date.
    ///
    /// # Errors
    /// [`Error::Io`] when the system gives no random bytes.
    pub fn new(corpus: PathBuf, index: PathBuf, refresher: Refresher) -> Result<Arc<Self>> {
        let mut random = [0_u8; 16];
        getrandom::fill(&mut random).map_err(|error| Error::Io {
            doing: "draw a random word for",
            path: corpus.clone(),
            source: std::io::Error::other(error.to_string()),
        })?;
        let token = random.iter().map(|byte| format!("{byte:02x}")).collect();
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Ok(Arc::new(Self {
            corpus,
            index,
            refresher,
            held: RwLock::default(),
            headway: Mutex::default(),
            refreshing: Mutex::default(),
            asked_to_refresh: AtomicBool::new(false),
            waiting: AtomicBool::new(false),
            writing: Arc::new(Semaphore::new(1)),
            commits: AtomicU64::new(0),
            token,
            gate: Arc::new(Semaphore::new(cores * 2)),
            drawn: Cache::with_weighter(1024, DRAWN, BySize),
        }))
    }

    /// What is served now; `None` before anything was read.
    pub(super) fn held(&self) -> Option<Arc<Holdings>> {
        self.held.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The folder of the papers.
    pub fn corpus(&self) -> &Path {
        &self.corpus
    }

    /// How far the papers have been read.
    pub(super) fn headway(&self) -> Headway {
        self.headway.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Starts a refresh beside the readers. What was read in an earlier run is served meanwhile.
    pub fn bring_up_to_date(self: &Arc<Self>) {
        if self.asked_to_refresh.swap(true, Ordering::AcqRel) {
            return;
        }
        let asked = AskedToRefresh(Arc::clone(self), |site| &site.asked_to_refresh);
        std::thread::spawn(move || {
            let site = &asked.0;
            if site.held().is_none() {
                let _ = site.take_up(false); // Nothing read yet, or another version's: the refresh makes it.
            }
            let _ = site.refresh();
        });
    }

    /// The same, unless the papers were looked at a moment ago.
    pub(super) fn keep_up_to_date(self: &Arc<Self>) {
        let last = match self.refreshing.try_lock() {
            Err(TryLockError::WouldBlock) => return,
            Err(TryLockError::Poisoned(last)) => *last.into_inner(),
            Ok(last) => *last,
        };
        if last.is_none_or(|(ended, took)| ended.elapsed() > REST.max(took * SHARE)) {
            self.bring_up_to_date();
        }
    }

    /// Brings the index up to date with all that was written before this was called, and waits for it so long. Whether it is
    /// done: otherwise it is done without anybody waiting, after the refresh that is under way.
    pub(super) fn refresh_within(self: &Arc<Self>, patience: Duration) -> Result<bool> {
        // One that has not begun yet sees what was written, too.
        if self.waiting.swap(true, Ordering::AcqRel) {
            return Ok(false);
        }
        let (tell, told) = mpsc::channel();
        let asked = AskedToRefresh(Arc::clone(self), |site| &site.waiting);
        std::thread::spawn(move || {
            let site = &asked.0;
            let last = site.refreshing.lock().unwrap_or_else(PoisonError::into_inner);
            site.waiting.store(false, Ordering::Release);
            // Nobody listens any more once the time is over.
            let _ = tell.send(site.refresh_after(last));
        });
        // A refresh that broke off is told of on every page.
        told.recv_timeout(patience).map_or(Ok(false), |done| done.map(|()| true))
    }

    /// Brings the index up to date, and serves what is in it then.
    fn refresh(&self) -> Result<()> {
        self.refresh_after(self.refreshing.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The same when its turn has come.
    fn refresh_after(&self, mut last: MutexGuard<'_, Option<(Instant, Duration)>>) -> Result<()> {
        let began = Instant::now();
        let before = self.headway().trouble;
        self.tell(|headway| *headway = Headway::default());
        let report = (self.refresher)(&|progress| match progress {
            Progress::Compared { to_read, .. } => self.tell(|headway| headway.of = to_read),
            Progress::Read { .. } => self.tell(|headway| headway.done += 1),
            _ => {}
        });
        let result = report.and_then(|()| self.take_up(false));
        let trouble = result.as_ref().err().map(|error| match (error.place(), error.hint()) {
            (Some(place), Some(hint)) => format!("{error} ({place}). {}", sentence(&hint)),
            (Some(place), None) => format!("{error} ({place})."),
            _ => sentence(&error.to_string()),
        });
        // Pages tell how far the reading is, and what hinders it.
        if trouble != before || self.headway().of > 0 {
            self.drawn.clear();
        }
        self.tell(|headway| *headway = Headway { trouble, ..Headway::default() });
        *last = Some((Instant::now(), began.elapsed()));
        result
    }

    /// Serves the last commit and what was settled by hand, if either is not what is served already, or `anew` in any
    /// case.
    pub(super) fn take_up(&self, anew: bool) -> Result<()> {
        let stamp = Stamp::of(&self.corpus, &self.index);
        if !anew && self.held().is_some_and(|held| held.stamp == stamp) {
            return Ok(());
        }
        let number = self.commits.fetch_add(1, Ordering::Relaxed);
        let holdings = Holdings::open(&self.corpus, &self.index, stamp, number)?;
        *self.held.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(holdings));
        self.drawn.clear();
        Ok(())
    }

    /// A refresh that broke off is over too, and pages tell of it.
    fn broke_off(&self) {
        let mut last = self.refreshing.lock().unwrap_or_else(PoisonError::into_inner);
        self.tell(|headway| *headway = Headway { trouble: Some(BROKE_OFF.to_owned()), ..Headway::default() });
        self.drawn.clear();
        *last = Some((Instant::now(), REST));
    }

    fn tell(&self, what: impl FnOnce(&mut Headway)) {
        what(&mut self.headway.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refresh_that_breaks_off_is_told_of_and_the_next_is_not_held_up() {
        let folder = tempfile::tempdir().unwrap();
        let calls = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&calls);
        let refresher: Refresher = Box::new(move |_| {
            assert!(counted.fetch_add(1, Ordering::SeqCst) > 0, "the first breaks off");
            Ok(())
        });
        let site = Site::new(folder.path().to_owned(), folder.path().join("index"), refresher).unwrap();
        for (times, said) in [(1, true), (2, false)] {
            site.bring_up_to_date();
            let began = Instant::now();
            while site.asked_to_refresh.load(Ordering::Acquire) && began.elapsed() < Duration::from_secs(60) {
                std::thread::sleep(Duration::from_millis(5));
            }
            assert_eq!(calls.load(Ordering::SeqCst), times);
            assert_eq!(site.headway().trouble.is_some_and(|trouble| trouble == BROKE_OFF), said);
        }
    }

    #[test]
    fn who_writes_while_papers_are_read_does_not_wait_and_another_look_follows() {
        let folder = tempfile::tempdir().unwrap();
        let (calls, gate) = (Arc::new(AtomicU64::new(0)), Arc::new(Mutex::new(())));
        let (counted, held_up) = (Arc::clone(&calls), Arc::clone(&gate));
        let refresher: Refresher = Box::new(move |_| {
            counted.fetch_add(1, Ordering::SeqCst);
            drop(held_up.lock());
            Ok(())
        });
        let until = |wanted: u64| {
            let began = Instant::now();
            while calls.load(Ordering::SeqCst) < wanted && began.elapsed() < Duration::from_secs(60) {
                std::thread::sleep(Duration::from_millis(5));
            }
            calls.load(Ordering::SeqCst)
        };
        let site = Site::new(folder.path().to_owned(), folder.path().join("index"), refresher).unwrap();
        let reading = gate.lock().unwrap();
        site.bring_up_to_date();
        assert_eq!(until(1), 1);
        for _ in 0..8 {
            assert!(!site.refresh_within(Duration::from_millis(20)).unwrap());
        }
        drop(reading);
        assert_eq!(until(2), 2, "what was written while papers were read is looked at");
        let _ = site.refresh_within(Duration::from_secs(60)); // There is no index that could be served.
        assert_eq!(calls.load(Ordering::SeqCst), 3, "eight that waited together are one");
    }
}
