//! What is put in comes back: verbatim, in order, once, narrowed as wanted.

use crate::error::{Error, Unreadable};
use crate::model::{DocumentKind, FindingKind};
use crate::store::testing::{Paper, index_of, source_of, update, writer};
use crate::store::{Snapshot, Totals, Wanted};

#[test]
fn what_is_put_in_comes_back_verbatim_and_in_order() {
    let text = "A ‘back to basics’ plan — 50% “done”, \\n\u{a0}and no more";
    let minutes = Paper::new("b/minutes.txt").kind(DocumentKind::Minutes).heading("Resolved").paragraph(text);
    let report =
        Paper::new("a/report.txt").numbered("3", "The four priorities:").item(text).found(FindingKind::Priority);
    let (_folder, snapshot) = index_of(&[minutes.clone(), report.clone()]);
    assert_eq!(snapshot.documents().unwrap(), [report.clone().reading().document, minutes.clone().reading().document]);
    assert_eq!(snapshot.blocks("b/minutes.txt").unwrap(), minutes.reading().blocks);
    assert_eq!(snapshot.findings(&Wanted::default()).unwrap(), [report.reading().findings[0].finding.clone()]);
    assert_eq!(snapshot.blocks("none").unwrap(), []);
    assert_eq!(
        snapshot.totals().unwrap(),
        Totals { documents: 2, blocks: 4, findings: 1, possible: 0, reviews: 0, skipped: 0 }
    );
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
    assert_eq!(
        snapshot.totals().unwrap(),
        Totals { documents: 1, blocks: 1, findings: 0, possible: 0, reviews: 0, skipped: 1 }
    );
    assert_eq!(snapshot.blocks("a.txt").unwrap()[0].text, "second");
}

#[test]
fn a_paper_that_names_no_council_belongs_to_that_of_its_neighbours_as_long_as_they_agree() {
    let paper =
        |path: &str, council| Paper::new(path).council(council).paragraph("Early help").found(FindingKind::Action);
    let minutes = paper("m/minutes.txt", None);
    let (letter, stranger) = (paper("m/letter.txt", Some("Marlshire")), paper("m/c.txt", Some("Thornmere")));
    let councils = |snapshot: &Snapshot| -> Vec<Option<String>> {
        snapshot.documents().unwrap().into_iter().map(|document| document.council).collect()
    };
    let of_marlshire = |snapshot: &Snapshot| {
        let wanted = Wanted { councils: vec!["Marlshire".into()], ..Wanted::default() };
        snapshot.findings(&wanted).unwrap().len()
    };
    let (marlshire, thornmere) = (Some("Marlshire".to_owned()), Some("Thornmere".to_owned()));
    let folder = tempfile::tempdir().unwrap();
    let alone = update(folder.path(), std::slice::from_ref(&minutes), &[]);
    assert_eq!((councils(&alone), of_marlshire(&alone)), (vec![None], 0));
    let adopted = update(folder.path(), std::slice::from_ref(&letter), &[]);
    assert_eq!((councils(&adopted), of_marlshire(&adopted)), (vec![marlshire.clone(), marlshire.clone()], 2));
    assert_eq!(adopted.paths_of(&["marlshire".to_owned()]).unwrap(), ["m/letter.txt", "m/minutes.txt"]);
    let apart = update(folder.path(), std::slice::from_ref(&stranger), &[]);
    assert_eq!((councils(&apart), of_marlshire(&apart)), (vec![thornmere, marlshire.clone(), None], 1));
    let again = update(folder.path(), &[], &["m/c.txt"]);
    let (_fresh, fresh) = index_of(&[minutes, letter]);
    assert_eq!(again.documents().unwrap(), fresh.documents().unwrap());
    assert_eq!(again.findings(&Wanted::default()).unwrap(), fresh.findings(&Wanted::default()).unwrap());
    assert_eq!(councils(&again), [marlshire.clone(), marlshire]);
}
