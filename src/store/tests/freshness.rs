//! What changed is read again, and nothing else.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use super::{Corpus, statuses};
use crate::error::{Error, Unreadable};
use crate::ingest::Hints;
use crate::model::Reading;
use crate::reading::Told;
use crate::settings::Settings;
use crate::store::refresh::refresh_with;
use crate::store::testing::{PLAIN, read_lines};
use crate::store::{Again, FileStatus, Progress, Refresh, RefreshReport, Skipped, Stages, Totals, Wanted, refresh};

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
    assert_eq!(report.totals, Totals { documents: 3, blocks: 3, findings: 2, possible: 0, reviews: 2, skipped: 1 });

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
    assert_eq!(report.totals, Totals { documents: 3, blocks: 4, findings: 2, possible: 0, reviews: 1, skipped: 1 });
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
fn a_paper_that_moved_to_another_folder_is_not_read_again() {
    let corpus = Corpus::new();
    corpus.paper("a.txt", "# Marlshire\n! Early help");
    corpus.paper("b.txt", "# Marlshire\nThresholds");
    corpus.refresh();
    fs::create_dir(corpus.path("2015")).unwrap();
    fs::rename(corpus.path("a.txt"), corpus.path("2015/a.txt")).unwrap();
    fs::rename(corpus.path("b.txt"), corpus.path("2015/c.txt")).unwrap();
    let read = Mutex::new(Vec::new());
    let note = |progress: Progress<'_>| {
        if let Progress::Read { path, of, .. } = progress {
            read.lock().unwrap().push((path.to_owned(), of));
        }
    };
    refresh_with(corpus.0.path(), &corpus.index(), &Refresh::default(), &note, PLAIN).unwrap();
    assert_eq!(*read.lock().unwrap(), [("2015/c.txt".to_owned(), 1)], "a new name may tell something new");
    let (moved, fresh) = (corpus.snapshot(), Corpus::new());
    fresh.paper("2015/a.txt", "# Marlshire\n! Early help");
    fresh.paper("2015/c.txt", "# Marlshire\nThresholds");
    fresh.refresh();
    let fresh = fresh.snapshot();
    assert_eq!(moved.findings(&Wanted::default()).unwrap(), fresh.findings(&Wanted::default()).unwrap());
    assert_eq!(moved.documents().unwrap(), fresh.documents().unwrap());
    assert_eq!(moved.blocks("2015/a.txt").unwrap(), fresh.blocks("2015/a.txt").unwrap());
    assert_eq!(moved.blocks("a.txt").unwrap(), []);
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
fn what_was_given_up_on_a_busy_machine_is_tried_once_more() {
    fn read(path: &Path, relative: &str, told: &Told) -> Result<Reading, Unreadable> {
        let text = fs::read_to_string(path).unwrap();
        let is_busy = text.starts_with("long") && path.with_file_name(".busy").exists();
        let slow = text.starts_with("endless") || is_busy;
        if slow {
            Err(Unreadable::TooSlow { limit: Duration::from_secs(60) })
        } else {
            read_lines(path, relative, told)
        }
    }
    let corpus = Corpus::new();
    corpus.paper("a.txt", "endless");
    corpus.paper("b.txt", "long");
    corpus.paper(".busy", "");
    let refresh = || {
        let stages = Stages { read, ..PLAIN };
        refresh_with(corpus.0.path(), &corpus.index(), &Refresh::default(), &|_| {}, stages).unwrap()
    };
    let skipped = |report: &RefreshReport| {
        let skipped = report.files.iter().filter(|file| file.status == FileStatus::Skipped);
        skipped.map(|file| file.path.clone()).collect::<Vec<_>>()
    };
    assert_eq!(skipped(&refresh()), ["a.txt", "b.txt"]);
    fs::remove_file(corpus.path(".busy")).unwrap();
    assert_eq!(skipped(&refresh()), ["a.txt"]);
    assert!(!refresh().committed, "what is slow twice is not read at each question");
    corpus.paper("a.txt", "endless still");
    assert!(refresh().committed && refresh().committed && !refresh().committed, "another text has its own two tries");
}

#[test]
fn a_file_that_stays_unreadable_has_nothing_written() {
    fn read(path: &Path, relative: &str, told: &Told) -> Result<Reading, Unreadable> {
        let reading = read_lines(path, relative, told)?;
        if path.with_file_name(".locked").exists() && reading.blocks.iter().any(|block| block.text == "locked") {
            return Err(Unreadable::Io("another program has it open".into()));
        }
        Ok(reading)
    }
    let corpus = Corpus::new();
    corpus.paper("a.txt", "# Marlshire\n! Early help");
    corpus.paper("b.txt", "locked");
    corpus.paper(".locked", "");
    let stages = Stages { read, ..PLAIN };
    let refresh = || refresh_with(corpus.0.path(), &corpus.index(), &Refresh::default(), &|_| {}, stages).unwrap();
    let meta = || fs::read(corpus.path(".lookback/meta.json")).unwrap();
    let (added, same, skipped) = (FileStatus::Added, FileStatus::Unchanged, FileStatus::Skipped);
    assert_eq!(statuses(&refresh()), [("a.txt", added), ("b.txt", skipped)]);
    let before = meta();
    let again = refresh();
    assert_eq!((statuses(&again), again.committed), (vec![("a.txt", same), ("b.txt", skipped)], false));
    assert_eq!(again.files[1].reason.as_deref(), Some("could not be opened: another program has it open"));
    assert_eq!(meta(), before);
    corpus.paper("c.txt", "Thresholds");
    assert_eq!(statuses(&refresh()), [("a.txt", same), ("b.txt", skipped), ("c.txt", added)]);
    fs::remove_file(corpus.path(".locked")).unwrap();
    assert_eq!(statuses(&refresh()), [("a.txt", same), ("b.txt", FileStatus::Updated), ("c.txt", same)]);
    assert!(!refresh().committed, "once it is read it is a paper as any other");
}

#[test]
fn a_reading_that_cannot_be_stored_costs_its_own_file() {
    fn read(path: &Path, relative: &str, told: &Told) -> Result<Reading, Unreadable> {
        let mut reading = read_lines(path, relative, told)?;
        // Out of its place: nobody can tell what stands before it.
        reading.blocks.iter_mut().filter(|block| block.text == "broken").for_each(|block| block.ordinal = 9);
        Ok(reading)
    }
    let corpus = Corpus::new();
    corpus.paper("a.txt", "broken");
    corpus.paper("b.txt", "whole");
    let stages = Stages { read, ..PLAIN };
    let refresh = || refresh_with(corpus.0.path(), &corpus.index(), &Refresh::default(), &|_| {}, stages).unwrap();
    let report = refresh();
    assert_eq!(statuses(&report), [("a.txt", FileStatus::Skipped), ("b.txt", FileStatus::Added)]);
    assert!(!refresh().committed);
}

#[test]
fn all_is_read_again_when_asked_and_when_the_rules_changed() {
    let corpus = Corpus::new();
    corpus.paper("a.txt", "! Early help");
    corpus.refresh();
    let again = corpus.try_refresh(&Refresh { again: Again::All, ..Refresh::default() }).unwrap();
    assert_eq!((statuses(&again), &again.rebuilt), (vec![("a.txt", FileStatus::Updated)], &None));
    let other = Refresh { reading: "other".into(), ..Refresh::default() };
    let report = corpus.try_refresh(&other).unwrap();
    assert_eq!(report.rebuilt.as_deref(), Some("this version of lookback reads papers differently"));
    assert_eq!(report.totals, Totals { documents: 1, blocks: 1, findings: 1, possible: 0, reviews: 1, skipped: 0 });
    assert!(!corpus.try_refresh(&other).unwrap().committed);
}

#[test]
fn what_lies_under_a_place_can_be_read_again_by_itself() {
    let corpus = Corpus::new();
    for name in ["2011/a.txt", "2015/b.txt", "2015.txt"] {
        corpus.paper(name, "! Early help");
    }
    corpus.refresh();
    let under = |place: &str| Refresh { again: Again::Under(vec![place.into()]), ..Refresh::default() };
    let (same, again) = (FileStatus::Unchanged, FileStatus::Updated);
    let statuses_under = |place: &str| {
        let report = corpus.try_refresh(&under(place)).unwrap();
        report.files.iter().map(|file| file.status).collect::<Vec<_>>()
    };
    assert_eq!(statuses_under("2015"), [same, same, again], "2011/a.txt, 2015.txt, 2015/b.txt");
    assert_eq!(statuses_under("2015.txt"), [same, again, same]);
    assert_eq!(statuses_under(""), [again; 3]);
    assert_eq!(corpus.snapshot().totals().unwrap().findings, 3);
}

#[test]
fn what_was_said_of_a_paper_holds_until_all_is_read_again() {
    let ocr = Refresh { hints: Hints { ocr: true, ..Hints::default() }, ..Refresh::default() };
    let (updated, unchanged, skipped) = (FileStatus::Updated, FileStatus::Unchanged, FileStatus::Skipped);
    let corpus = Corpus::new();
    corpus.paper("a.txt", "Early help");
    corpus.paper("b.txt", "scan of a letter");
    assert_eq!(corpus.refresh().files[1].status, skipped);
    let report = corpus.try_refresh(&ocr).unwrap();
    assert_eq!(statuses(&report), [("a.txt", unchanged), ("b.txt", updated)], "only the scan is read again");
    assert!(!corpus.try_refresh(&ocr).unwrap().committed, "and only once");
    assert!(!corpus.refresh().committed, "it need not be said again");
    corpus.paper("b.txt", "scan of another letter");
    corpus.paper("c.txt", "scan of a third");
    let report = corpus.refresh();
    assert_eq!(statuses(&report), [("a.txt", unchanged), ("b.txt", updated), ("c.txt", skipped)]);
    let other = Refresh { reading: "other".into(), ..Refresh::default() };
    assert_eq!(corpus.try_refresh(&other).unwrap().files[1].status, updated, "nor after other rules");
    let again = Refresh { again: Again::All, ..other };
    assert_eq!(corpus.try_refresh(&again).unwrap().files[1].status, skipped);
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
    let told = Mutex::new(Vec::new());
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
fn what_is_given_of_a_paper_has_that_paper_read_again_and_no_other() {
    let corpus = Corpus::new();
    corpus.paper("a.txt", "Early help");
    corpus.paper("b.txt", "Front door");
    let refresh = |text: &str| {
        let settings = Settings::parse(text).unwrap();
        corpus.try_refresh(&Refresh { settings, ..Refresh::default() }).unwrap()
    };
    let titles = || -> Vec<Option<String>> {
        corpus.snapshot().documents().unwrap().into_iter().map(|document| document.title).collect()
    };
    refresh("");
    let titled = "[[paper]]\npath = 'a.txt'\ntitle = 'Plan'\n";
    let (same, again) = (FileStatus::Unchanged, FileStatus::Updated);
    assert_eq!(statuses(&refresh(titled)), [("a.txt", again), ("b.txt", same)]);
    assert_eq!(titles(), [Some("Plan".to_owned()), None]);
    assert!(!refresh(&format!("name = 'Ours'\n{titled}")).committed, "nothing of it touches a paper");
    let moved = refresh("[[paper]]\npath = 'b.*'\ntitle = 'Plan'\n[[paper]]\npath = 'c.txt'\n");
    assert_eq!(statuses(&moved), [("a.txt", again), ("b.txt", again)]);
    assert_eq!(moved.unmatched.len(), 1);
    assert_eq!(titles(), [None, Some("Plan".to_owned())]);
    assert_eq!(statuses(&refresh("ignore = ['a.*']\n")), [("a.txt", FileStatus::Removed), ("b.txt", again)]);
    assert_eq!(statuses(&refresh("")), [("a.txt", FileStatus::Added), ("b.txt", same)]);
}

#[cfg(unix)]
#[test]
fn an_index_among_the_papers_is_no_paper_by_whatever_way_it_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let papers = folder.path().join("papers");
    fs::create_dir_all(papers.join("sub")).unwrap();
    fs::write(papers.join("a.txt"), "Early help").unwrap();
    let link = folder.path().join("link");
    std::os::unix::fs::symlink(&papers, &link).unwrap();
    for (root, index) in [
        (papers.clone(), link.join("index")),
        (link.clone(), papers.join("index")),
        (papers.clone(), papers.join("sub/../index")),
    ] {
        for _ in 0..2 {
            let report = refresh(&root, &index, &Refresh::default(), &|_| {}).unwrap();
            assert_eq!(report.files.len(), 1, "{report:?}");
        }
        fs::remove_dir_all(papers.join("index")).unwrap();
    }
}
