//! Promises of the store: what comes back, what is read again, and what survives.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use super::refresh::refresh_with;
use super::testing::{PLAIN, Paper, index_of, source_of, update, writer};
use super::{FileStatus, Progress, Refresh, RefreshReport, Skipped, Snapshot, Totals, Wanted};
use crate::error::{Error, Result, Unreadable};
use crate::model::{DocumentKind, FindingKind};

/// A folder of papers and its index.
struct Corpus(TempDir);

impl Corpus {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn index(&self) -> PathBuf {
        self.path(".lookback")
    }

    /// Writes a paper that was last changed an hour ago.
    fn paper(&self, name: &str, text: &str) {
        self.fresh_paper(name, text);
        self.set_time(name, SystemTime::now() - Duration::from_secs(3600));
    }

    fn fresh_paper(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn set_time(&self, name: &str, time: SystemTime) {
        File::options().write(true).open(self.path(name)).unwrap().set_modified(time).unwrap();
    }

    fn try_refresh(&self, options: &Refresh) -> Result<RefreshReport> {
        refresh_with(self.0.path(), &self.index(), options, &|_| {}, PLAIN)
    }

    fn refresh(&self) -> RefreshReport {
        self.try_refresh(&Refresh::default()).unwrap()
    }

    fn snapshot(&self) -> Snapshot {
        Snapshot::open(&self.index()).unwrap()
    }
}

fn statuses(report: &RefreshReport) -> Vec<(&str, FileStatus)> {
    report.files.iter().map(|file| (file.path.as_str(), file.status)).collect()
}

#[test]
fn what_is_put_in_comes_back_verbatim_and_in_order() {
    let text = "A ‘back to basics’ plan — 50% “done”, \\n\u{a0}and no more";
    let minutes = Paper::new("b/minutes.txt").kind(DocumentKind::Minutes).heading("Resolved").paragraph(text);
    let report =
        Paper::new("a/report.txt").numbered("3", "The four priorities:").item(text).found(FindingKind::Priority);
    let (_folder, snapshot) = index_of(&[minutes.clone(), report.clone()]);
    assert_eq!(snapshot.documents().unwrap(), [report.clone().reading().document, minutes.clone().reading().document]);
    assert_eq!(snapshot.blocks("b/minutes.txt").unwrap(), minutes.reading().blocks);
    assert_eq!(snapshot.findings(&Wanted::default()).unwrap(), report.reading().findings);
    assert_eq!(snapshot.blocks("none").unwrap(), []);
    assert_eq!(snapshot.totals().unwrap(), Totals { documents: 2, blocks: 4, findings: 1, reviews: 0, skipped: 0 });
}

#[test]
fn findings_can_be_narrowed() {
    let review = |path: &str, council: &str, body: &str, on_site: &str| {
        Paper::new(path)
            .council(Some(council))
            .report_of(body, "safeguarding children", on_site)
            .paragraph("Early help")
            .found(FindingKind::Priority)
            .paragraph("Leadership")
            .found(FindingKind::Strength)
            .paragraph("Perhaps")
            .maybe(FindingKind::Concern)
    };
    let (_folder, snapshot) = index_of(&[
        review("1.txt", "Marlshire", "LGA", "2011-10"),
        review("2.txt", "Marlshire", "Ofsted", "2015-04"),
        review("3.txt", "North Thornmere", "LGA", "2015-04"),
        Paper::new("4.txt").council(None).paragraph("Noted").found(FindingKind::Resolution),
    ]);
    let places = |wanted: Wanted| -> Vec<(String, usize)> {
        let findings = snapshot.findings(&wanted).unwrap();
        findings.into_iter().map(|f| (f.citation.path, f.citation.block)).collect()
    };
    let at =
        |places: &[(&str, usize)]| places.iter().map(|&(path, block)| (path.to_owned(), block)).collect::<Vec<_>>();
    let some = |name: &str| vec![name.to_owned()];
    assert_eq!(places(Wanted::default()).len(), 7);
    assert_eq!(places(Wanted { possible: true, ..Wanted::default() }).len(), 10);
    let priorities = Wanted { kinds: vec![FindingKind::Priority], ..Wanted::default() };
    assert_eq!(places(priorities), at(&[("1.txt", 0), ("2.txt", 0), ("3.txt", 0)]));
    assert_eq!(
        places(Wanted { councils: some("north thornmere"), ..Wanted::default() }),
        at(&[("3.txt", 0), ("3.txt", 1)])
    );
    assert_eq!(places(Wanted { bodies: some("ofsted"), ..Wanted::default() }), at(&[("2.txt", 0), ("2.txt", 1)]));
    let review = some("marlshire-lga-safeguarding-children-2011-10");
    assert_eq!(places(Wanted { reviews: review, ..Wanted::default() }), at(&[("1.txt", 0), ("1.txt", 1)]));
    assert_eq!(places(Wanted { documents: some("4.txt"), ..Wanted::default() }), at(&[("4.txt", 0)]));
    assert_eq!(places(Wanted { subjects: some("adult social care"), ..Wanted::default() }), []);
    let unknown = Wanted { documents: some("5.txt"), ..Wanted::default() };
    assert!(matches!(snapshot.findings(&unknown), Err(Error::NoDocument { .. })));
    assert_eq!(snapshot.finding("marlshire-4/block0").unwrap().unwrap().text, "Noted");
    assert_eq!(snapshot.finding("marlshire-4/block9").unwrap(), None);
}

#[test]
fn a_document_answers_to_its_identifier_its_path_and_its_file_name() {
    let (_folder, snapshot) =
        index_of(&[Paper::new("2011/letter.txt"), Paper::new("2015/minutes.txt"), Paper::new("2019/minutes.txt")]);
    for name in ["marlshire-letter", "2011/letter.txt", "letter.txt"] {
        assert_eq!(snapshot.document(name).unwrap().path, "2011/letter.txt");
    }
    let Err(Error::NoDocument { matches, .. }) = snapshot.document("minutes.txt") else { panic!("it is ambiguous") };
    assert_eq!(matches, ["marlshire-minutes", "marlshire-minutes"]);
    let Err(Error::NoDocument { matches, .. }) = snapshot.document("agenda") else { panic!("there is none") };
    assert_eq!(matches, [""; 0]);
}

#[test]
fn only_what_changed_is_read_again() {
    let corpus = Corpus::new();
    corpus.paper("a.txt", "# Marlshire\n! Early help");
    corpus.paper("b.txt", "# Marlshire\nThresholds");
    corpus.paper("c.txt", "# Thornmere\n! Front door");
    corpus.paper("d.txt", "");
    let report = corpus.refresh();
    let (added, skipped) = (FileStatus::Added, FileStatus::Skipped);
    assert_eq!(statuses(&report), [("a.txt", added), ("b.txt", added), ("c.txt", added), ("d.txt", skipped)]);
    assert_eq!(report.files[3].reason.as_deref(), Some("the file is empty"));
    assert_eq!((report.files[0].blocks, report.files[0].findings, report.files[3].blocks), (Some(1), Some(1), None));
    assert_eq!(report.totals, Totals { documents: 3, blocks: 3, findings: 2, reviews: 2, skipped: 1 });

    corpus.paper("b.txt", "# Marlshire\nThresholds\n! Neglect");
    fs::remove_file(corpus.path("c.txt")).unwrap();
    corpus.paper("e.txt", "New");
    let report = corpus.refresh();
    let (updated, unchanged) = (FileStatus::Updated, FileStatus::Unchanged);
    let expected = [
        ("a.txt", unchanged),
        ("b.txt", updated),
        ("c.txt", FileStatus::Removed),
        ("d.txt", skipped),
        ("e.txt", added),
    ];
    assert_eq!(statuses(&report), expected);
    assert_eq!(report.files[3].reason.as_deref(), Some("the file is empty"));
    assert_eq!(report.totals, Totals { documents: 3, blocks: 4, findings: 2, reviews: 1, skipped: 1 });
    let snapshot = corpus.snapshot();
    let texts: Vec<String> = snapshot.findings(&Wanted::default()).unwrap().into_iter().map(|f| f.text).collect();
    assert_eq!(texts, ["Early help", "Neglect"]);
    assert_eq!(snapshot.skipped().unwrap(), [Skipped { path: "d.txt".into(), reason: "the file is empty".into() }]);
    assert_eq!(snapshot.blocks("c.txt").unwrap(), []);
}

#[test]
fn nothing_is_written_when_nothing_changed() {
    let corpus = Corpus::new();
    corpus.paper("a.txt", "Early help");
    assert!(corpus.refresh().committed);
    let files = || -> Vec<(PathBuf, SystemTime)> {
        let entries = fs::read_dir(corpus.index()).unwrap().map(|entry| entry.unwrap());
        let mut files: Vec<_> = entries.map(|e| (e.path(), e.metadata().unwrap().modified().unwrap())).collect();
        files.sort();
        files
    };
    let before = files();
    let report = corpus.refresh();
    assert!(!report.committed);
    assert_eq!(statuses(&report), [("a.txt", FileStatus::Unchanged)]);
    assert_eq!(files(), before);
}

#[test]
fn a_paper_that_only_looks_changed_is_not_read_again() {
    let corpus = Corpus::new();
    corpus.paper("a.txt", "Early help");
    corpus.refresh();
    corpus.set_time("a.txt", SystemTime::now() - Duration::from_secs(60));
    let report = corpus.refresh();
    assert_eq!((statuses(&report), report.committed), (vec![("a.txt", FileStatus::Unchanged)], true));
    assert!(!corpus.refresh().committed, "its new looks are remembered");
}

#[test]
fn a_change_within_the_tick_of_the_commit_is_noticed() {
    let corpus = Corpus::new();
    corpus.fresh_paper("a.txt", "Early help");
    let time = fs::metadata(corpus.path("a.txt")).unwrap().modified().unwrap();
    corpus.refresh();
    assert!(!corpus.refresh().committed);
    corpus.fresh_paper("a.txt", "Front door");
    corpus.set_time("a.txt", time);
    assert_eq!(statuses(&corpus.refresh()), [("a.txt", FileStatus::Updated)]);
    assert_eq!(corpus.snapshot().blocks("a.txt").unwrap()[0].text, "Front door");
}

#[test]
fn all_is_read_again_when_asked_and_when_the_configuration_changed() {
    let corpus = Corpus::new();
    corpus.paper("a.txt", "! Early help");
    corpus.refresh();
    let again = corpus.try_refresh(&Refresh { again: true, ..Refresh::default() }).unwrap();
    assert_eq!((statuses(&again), &again.rebuilt), (vec![("a.txt", FileStatus::Updated)], &None));
    let other = Refresh { configuration: "other".into(), ..Refresh::default() };
    let report = corpus.try_refresh(&other).unwrap();
    assert_eq!(report.rebuilt.as_deref(), Some("the configuration changed"));
    assert_eq!(report.totals, Totals { documents: 1, blocks: 1, findings: 1, reviews: 1, skipped: 0 });
    assert!(!corpus.try_refresh(&other).unwrap().committed);
}

#[test]
fn any_order_of_updates_answers_like_a_fresh_build() {
    let paper = |name: &str, council: &str, words: &str| {
        let paper = Paper::new(name).council(Some(council)).report_of("LGA", "adult social care", "2015-04");
        paper.paragraph(words).found(FindingKind::Priority).paragraph("Marl")
    };
    let last = [paper("a", "Marlshire", "one"), paper("b", "Thornmere", "two"), paper("c", "Marlshire", "three")];
    let (_fresh, fresh) = index_of(&last);
    let folder = tempfile::tempdir().unwrap();
    update(folder.path(), &[paper("b", "Marlshire", "old"), paper("d", "Elsewhere", "gone")], &[]);
    update(folder.path(), &[last[2].clone(), paper("a", "Thornmere", "older")], &["d"]);
    update(folder.path(), &[last[1].clone()], &[]);
    let updated = update(folder.path(), &[last[0].clone()], &["none"]);
    assert_eq!(updated.documents().unwrap(), fresh.documents().unwrap());
    assert_eq!(updated.reviews().unwrap(), fresh.reviews().unwrap());
    assert_eq!(updated.findings(&Wanted::default()).unwrap(), fresh.findings(&Wanted::default()).unwrap());
    assert_eq!(updated.totals().unwrap(), fresh.totals().unwrap());
    assert_eq!((updated.commit().blocks, updated.commit().tokens), (6, 6));
    let councils = |snapshot: &Snapshot| snapshot.names(snapshot.fields().council, &|_| true).unwrap();
    assert_eq!(councils(&updated), ["marlshire", "thornmere"]);
}

#[test]
fn a_paper_put_twice_before_the_commit_counts_once() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = writer(folder.path());
    for text in ["first", "second"] {
        let paper = Paper::new("a.txt").paragraph(text);
        writer.put(&source_of(&paper), Ok(paper.reading())).unwrap();
    }
    let gone = Paper::new("b.txt").paragraph("gone");
    writer.put(&source_of(&gone), Ok(gone.clone().reading())).unwrap();
    writer.put(&source_of(&gone), Err(Unreadable::Encrypted)).unwrap();
    writer.commit().unwrap();
    let snapshot = Snapshot::open(folder.path()).unwrap();
    assert_eq!(snapshot.totals().unwrap(), Totals { documents: 1, blocks: 1, findings: 0, reviews: 0, skipped: 1 });
    assert_eq!(snapshot.blocks("a.txt").unwrap()[0].text, "second");
}

#[test]
fn a_writer_dropped_midway_leaves_the_last_commit() {
    let folder = tempfile::tempdir().unwrap();
    update(folder.path(), &[Paper::new("a.txt").paragraph("kept")], &[]);
    let mut writer = writer(folder.path());
    let paper = Paper::new("a.txt").paragraph("lost");
    writer.put(&source_of(&paper), Ok(paper.reading())).unwrap();
    drop(writer);
    assert_eq!(Snapshot::open(folder.path()).unwrap().blocks("a.txt").unwrap()[0].text, "kept");
}

/// Papers that all tell the number of the commit they belong to.
fn generation(number: usize) -> Vec<Paper> {
    let paper = |file| Paper::new(&format!("{file}.txt")).paragraph(&number.to_string()).found(FindingKind::Action);
    (0..8).map(paper).collect()
}

const VICTIM: &str = "LOOKBACK_TEST_INDEX_TO_DIE_OVER";

#[test]
#[ignore = "the process that the next test kills; does nothing on its own"]
fn writes_until_it_is_killed() {
    let Ok(index) = std::env::var(VICTIM) else { return };
    for number in 1.. {
        update(Path::new(&index), &generation(number), &[]);
    }
}

#[test]
fn killed_at_any_moment_the_index_opens_at_its_last_commit() {
    let folder = tempfile::tempdir().unwrap();
    update(folder.path(), &generation(0), &[]);
    for delay in [60, 75, 90, 110, 140, 200] {
        let mut victim = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "store::tests::writes_until_it_is_killed", "--ignored"])
            .env(VICTIM, folder.path())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(delay));
        victim.kill().unwrap();
        victim.wait().unwrap();
        let snapshot = Snapshot::open(folder.path()).unwrap();
        let findings = snapshot.findings(&Wanted::default()).unwrap();
        assert_eq!(findings.len(), 8);
        assert!(findings.iter().all(|finding| finding.text == findings[0].text), "one commit, one state");
        assert_eq!(snapshot.totals().unwrap().blocks, 8);
        for finding in &findings {
            assert_eq!(snapshot.blocks(&finding.citation.path).unwrap()[0].text, finding.text);
        }
    }
    let completed = update(folder.path(), &generation(7), &[]);
    assert!(completed.findings(&Wanted::default()).unwrap().iter().all(|finding| finding.text == "7"));
}

#[test]
fn while_another_run_writes_the_last_commit_answers_and_says_so() {
    let corpus = Corpus::new();
    corpus.paper("a.txt", "Early help");
    fs::create_dir(corpus.index()).unwrap();
    let other = writer(&corpus.index());
    assert!(matches!(corpus.try_refresh(&Refresh::default()), Err(Error::Busy { .. })));
    drop(other);
    corpus.refresh();
    let other = writer(&corpus.index());
    assert!(!corpus.refresh().busy, "nothing changed, so nothing waits");
    corpus.paper("b.txt", "Front door");
    let report = corpus.refresh();
    assert!(report.busy && !report.committed);
    assert_eq!((report.pending, statuses(&report)), (1, vec![("a.txt", FileStatus::Unchanged)]));
    drop(other);
    assert!(!corpus.refresh().busy);
    assert_eq!(corpus.snapshot().totals().unwrap().documents, 2);
}

#[test]
fn an_index_of_another_form_is_made_anew_and_nothing_else_is_touched() {
    let corpus = Corpus::new();
    corpus.paper("a.txt", "Early help");
    corpus.refresh();
    fs::write(corpus.index().join("notes.txt"), "mine").unwrap();
    let meta = corpus.index().join("meta.json");
    let other_form = fs::read_to_string(&meta).unwrap().replace(r#"\"lookback\":1"#, r#"\"lookback\":99"#);
    fs::write(&meta, other_form).unwrap();
    let Err(Error::Index { message, .. }) = Snapshot::open(&corpus.index()) else { panic!("of another form") };
    assert_eq!(message, "the index has form 99, and this version reads form 1");
    let report = corpus.refresh();
    assert_eq!(report.rebuilt, Some(message));
    assert_eq!(statuses(&report), [("a.txt", FileStatus::Added)]);
    assert_eq!(corpus.snapshot().totals().unwrap().documents, 1);
    assert_eq!(fs::read_to_string(corpus.index().join("notes.txt")).unwrap(), "mine");
}

#[test]
fn what_is_damaged_or_not_ours_is_refused() {
    let corpus = Corpus::new();
    corpus.paper("a.txt", "Early help");
    assert!(matches!(Snapshot::open(&corpus.index()), Err(Error::NoIndex { .. })));
    corpus.refresh();
    let meta = corpus.index().join("meta.json");
    let ours = fs::read_to_string(&meta).unwrap();
    for (name, text) in [("cut", ours[..ours.len() / 2].to_owned()), ("not ours", ours.replace("lookback", "other"))] {
        fs::write(&meta, &text).unwrap();
        assert!(matches!(Snapshot::open(&corpus.index()), Err(Error::Index { .. })), "{name}");
        assert!(matches!(corpus.try_refresh(&Refresh::default()), Err(Error::Index { .. })), "{name}");
        assert_eq!(fs::read_to_string(&meta).unwrap(), text);
    }
}

#[test]
fn a_place_that_cannot_be_written_is_named_with_what_to_try() {
    let corpus = Corpus::new();
    corpus.paper("a.txt", "Early help");
    fs::write(corpus.index(), "a file where the folder should be").unwrap();
    let error = corpus.try_refresh(&Refresh::default()).unwrap_err();
    assert!(matches!(error, Error::Io { .. }), "{error:?}");
    assert_eq!(error.place().unwrap(), corpus.index().display().to_string());
}

#[cfg(unix)]
#[test]
fn a_read_only_index_can_be_read_and_not_written() {
    use std::os::unix::fs::PermissionsExt;
    let corpus = Corpus::new();
    corpus.paper("a.txt", "Early help");
    corpus.refresh();
    let files: Vec<PathBuf> = fs::read_dir(corpus.index()).unwrap().map(|entry| entry.unwrap().path()).collect();
    for path in files.iter().chain([&corpus.index()]) {
        let mode = if path.is_dir() { 0o555 } else { 0o444 };
        fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
    }
    if File::options().write(true).open(&files[0]).is_ok() {
        // Whoever runs the tests may write anywhere (root), so nothing is read-only here.
        return;
    }
    assert_eq!(statuses(&corpus.refresh()), [("a.txt", FileStatus::Unchanged)]);
    assert_eq!(corpus.snapshot().blocks("a.txt").unwrap()[0].text, "Early help");
    corpus.paper("b.txt", "Front door");
    let error = corpus.try_refresh(&Refresh::default()).unwrap_err();
    let Error::Io { source, .. } = &error else { panic!("{error:?}") };
    assert_eq!(source.kind(), ErrorKind::PermissionDenied);
    assert!(error.hint().unwrap().contains("--index"));
    fs::set_permissions(corpus.index(), PermissionsExt::from_mode(0o755)).unwrap();
}

#[test]
fn an_empty_folder_gives_an_empty_index_and_no_folder_an_error() {
    let corpus = Corpus::new();
    assert_eq!(corpus.refresh().files, []);
    assert_eq!(corpus.snapshot().totals().unwrap(), Totals::default());
    let missing = refresh_with(&corpus.path("none"), &corpus.index(), &Refresh::default(), &|_| {}, PLAIN);
    assert!(matches!(missing, Err(Error::NoCorpus { .. })));
}

#[test]
fn an_index_kept_among_the_papers_is_not_one_of_them() {
    let corpus = Corpus::new();
    corpus.paper("a.txt", "Early help");
    let index = corpus.path("index");
    for _ in 0..2 {
        let report = refresh_with(corpus.0.path(), &index, &Refresh::default(), &|_| {}, PLAIN).unwrap();
        assert_eq!(report.files.len(), 1);
    }
}

#[test]
fn progress_tells_every_file_once() {
    let corpus = Corpus::new();
    for name in 0..20 {
        corpus.paper(&format!("{name:02}.txt"), "Early help");
    }
    let told = std::sync::Mutex::new(Vec::new());
    let tell = |progress: Progress<'_>| {
        told.lock().unwrap().push(match progress {
            Progress::Compared { files, to_read } => format!("{to_read} of {files}"),
            Progress::Read { of: 20, path, .. } => path.to_owned(),
            Progress::Read { .. } => "wrong".into(),
            Progress::Committing => "commit".into(),
        })
    };
    refresh_with(corpus.0.path(), &corpus.index(), &Refresh::default(), &tell, PLAIN).unwrap();
    let mut told = told.into_inner().unwrap();
    assert_eq!((told.remove(0).as_str(), told.pop().as_deref()), ("20 of 20", Some("commit")));
    told.sort();
    assert_eq!(told, (0..20).map(|name| format!("{name:02}.txt")).collect::<Vec<_>>());
}

#[test]
fn many_small_updates_do_not_make_the_index_grow() {
    let size = |folder: &Path| -> u64 {
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().metadata().unwrap().len()).sum()
    };
    let paper = |file: usize, turn: usize| {
        let mut paper = Paper::new(&format!("{file:02}.txt"));
        for paragraph in 0..20 {
            let text = format!(
                "Paragraph {paragraph} of paper {file} as it was put in turn {turn}: early help and thresholds."
            );
            paper = paper.paragraph(&text);
        }
        paper.found(FindingKind::Priority)
    };
    let (turns, files) = (60, 40);
    let folder = tempfile::tempdir().unwrap();
    let papers: Vec<Paper> = (0..files).map(|file| paper(file, 0)).collect();
    update(folder.path(), &papers, &[]);
    for turn in 1..=turns {
        update(folder.path(), &[paper(turn % files, turn)], &[]);
    }
    let last = |file| (0..=turns).rev().find(|turn| *turn == 0 || turn % files == file).unwrap_or(0);
    let papers: Vec<Paper> = (0..files).map(|file| paper(file, last(file))).collect();
    let (fresh, _) = index_of(&papers);
    let ratio = size(folder.path()) as f64 / size(fresh.path()) as f64;
    assert!(ratio < 1.5, "{ratio:.2} times the size of a fresh index");
}
