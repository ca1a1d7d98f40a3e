//! Killed, locked, damaged, read-only, worn: what the index survives, and what it says when it does not.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::{Corpus, statuses};
use crate::error::Error;
use crate::model::FindingKind;
use crate::store::Again;
use crate::store::schema::FORMAT;
use crate::store::testing::{Paper, index_of, source_of, update, writer};
use crate::store::{FileStatus, Refresh, Snapshot, Wanted};

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

/// How often a run is killed.
const KILLS: usize = 100;

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
    // Moments as random as they need be, and the same in each run of this test.
    let mut state = 2015_u64;
    for round in 0..KILLS {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let delay = 20 + (state >> 33) % 120;
        let mut victim = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "store::tests::survival::writes_until_it_is_killed", "--ignored"])
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
        if round % 10 == 0 {
            drop(snapshot);
            let completed = update(folder.path(), &generation(round), &[]);
            let completed = completed.findings(&Wanted::default()).unwrap();
            assert!(completed.iter().all(|finding| finding.text == round.to_string()));
        }
    }
    let completed = update(folder.path(), &generation(7), &[]);
    assert!(completed.findings(&Wanted::default()).unwrap().iter().all(|finding| finding.text == "7"));
}

#[test]
fn readers_beside_a_writer_each_see_one_state() {
    let folder = tempfile::tempdir().unwrap();
    update(folder.path(), &generation(0), &[]);
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for number in 1..=20 {
                update(folder.path(), &generation(number), &[]);
            }
            done.store(true, Ordering::Release);
        });
        for _ in 0..3 {
            scope.spawn(|| {
                let mut last = 0;
                while !done.load(Ordering::Acquire) {
                    let snapshot = Snapshot::open(folder.path()).unwrap();
                    let numbers = snapshot.findings(&Wanted::default()).unwrap();
                    let numbers: Vec<usize> = numbers.iter().map(|finding| finding.text.parse().unwrap()).collect();
                    assert_eq!(numbers, [numbers[0]; 8], "one commit, one state");
                    assert!(numbers[0] >= last, "never an earlier one");
                    last = numbers[0];
                }
            });
        }
    });
    assert_eq!(Snapshot::open(folder.path()).unwrap().findings(&Wanted::default()).unwrap()[0].text, "20");
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
fn a_folder_that_never_held_an_index_keeps_all_it_has() {
    let corpus = Corpus::new();
    corpus.paper("a.txt", "Early help");
    fs::create_dir_all(corpus.index()).unwrap();
    let own = ["pdf", "store"].map(|ending| corpus.index().join(format!("0123456789abcdef0123456789abcdef.{ending}")));
    own.iter().for_each(|file| fs::write(file, "mine").unwrap());
    corpus.refresh();
    assert_eq!(corpus.snapshot().totals().unwrap().documents, 1);
    assert!(own.iter().all(|file| fs::read_to_string(file).is_ok_and(|text| text == "mine")));
}

#[test]
fn an_index_of_another_form_is_made_anew_and_nothing_else_is_touched() {
    let corpus = Corpus::new();
    corpus.paper("a.txt", "Early help");
    corpus.refresh();
    let scan = corpus.index().join("0123456789abcdef0123456789abcdef.pdf");
    fs::write(corpus.index().join("notes.txt"), "mine").unwrap();
    fs::write(&scan, "mine").unwrap();
    let meta = corpus.index().join("meta.json");
    let other_form =
        fs::read_to_string(&meta).unwrap().replace(&format!(r#"\"lookback\":{FORMAT}"#), r#"\"lookback\":99"#);
    fs::write(&meta, other_form).unwrap();
    let Err(Error::Index { message, .. }) = Snapshot::open(&corpus.index()) else { panic!("of another form") };
    assert_eq!(message, format!("the index has form 99, and this version reads form {FORMAT}"));
    let report = corpus.refresh();
    assert_eq!(report.rebuilt, Some(message));
    assert_eq!(statuses(&report), [("a.txt", FileStatus::Added)]);
    assert_eq!(corpus.snapshot().totals().unwrap().documents, 1);
    assert_eq!(fs::read_to_string(corpus.index().join("notes.txt")).unwrap(), "mine");
    assert!(scan.exists());
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
fn a_damaged_index_is_made_anew_where_all_is_read_again_and_nothing_else_is_lost() {
    let corpus = Corpus::new();
    corpus.paper("a.txt", "Early help");
    corpus.refresh();
    let meta = corpus.index().join("meta.json");
    let ours = fs::read_to_string(&meta).unwrap();
    let notes = corpus.index().join("notes.txt");
    fs::write(&notes, "of the officer").unwrap();
    let again = Refresh { again: Again::All, ..Refresh::default() };
    fs::write(&meta, &ours[..ours.len() / 2]).unwrap();
    let report = corpus.try_refresh(&again).unwrap();
    assert_eq!(report.rebuilt.as_deref(), Some("it was damaged"));
    assert_eq!(corpus.snapshot().blocks("a.txt").unwrap()[0].text, "Early help");
    for segment in fs::read_dir(corpus.index()).unwrap().map(|entry| entry.unwrap().path()) {
        if segment.extension().is_some_and(|ending| ending == "store" || ending == "fast") {
            fs::write(segment, "cut").unwrap();
        }
    }
    assert!(corpus.try_refresh(&again).unwrap().rebuilt.is_some());
    assert_eq!(corpus.snapshot().blocks("a.txt").unwrap()[0].text, "Early help");
    fs::write(&meta, ours.replace("lookback", "other")).unwrap();
    assert!(corpus.try_refresh(&again).is_err(), "the index of another program stays as it is");
    assert_eq!(fs::read_to_string(&notes).unwrap(), "of the officer");
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

#[cfg(unix)]
#[test]
fn whoever_may_read_a_file_of_the_index_may_read_all() {
    use std::os::unix::fs::PermissionsExt;
    let corpus = Corpus::new();
    corpus.paper("a.txt", "Early help");
    corpus.refresh();
    let beside = corpus.index().join("notes.txt");
    fs::write(&beside, "mine").unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
    let files = fs::read_dir(corpus.index()).unwrap().map(|entry| entry.unwrap().path());
    let other: Vec<PathBuf> = files.filter(|file| mode(file) != mode(&beside)).collect();
    assert_eq!(other, Vec::<PathBuf>::new());
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
    let (turns, files) = (200, 40);
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
