//! Promises of search: what is found, in which order, marked where, cited how.

use std::sync::Arc;

use super::{Answer, Options, Order, PartCount, Query, Scope, Themes, explain_empty, facets, search};
use crate::error::Error;
use crate::lexicon::Lexicon;
use crate::model::{Boilerplate, Date, DocumentKind, FindingKind, Hit};
use crate::store::Snapshot;
use crate::store::testing::{Paper, index_of, update};

fn answer(snapshot: &Snapshot, query: &str, options: &Options) -> Answer {
    search(snapshot, &Query::parse(query).unwrap(), options).unwrap()
}

/// Path and block of every hit, best first.
fn places(snapshot: &Snapshot, query: &str) -> Vec<(String, usize)> {
    let hits = answer(snapshot, query, &Options::default()).hits;
    hits.into_iter().map(|hit| (hit.citation.path, hit.citation.block)).collect()
}

/// The texts found, in the order of the papers.
fn texts(snapshot: &Snapshot, query: &str) -> Vec<String> {
    let mut hits = answer(snapshot, query, &Options::default()).hits;
    hits.sort_by(|a, b| (&a.citation.path, a.citation.block).cmp(&(&b.citation.path, b.citation.block)));
    hits.into_iter().map(|hit| hit.text).collect()
}

/// A panel report, minutes and an inspection of two invented councils.
fn papers() -> Vec<Paper> {
    vec![
        Paper::new("2011/letter.txt")
            .kind(DocumentKind::ReviewLetter)
            .dated("2011-10")
            .report_of("LGA", "safeguarding children", "2011-10")
            .heading("Priorities")
            .numbered("3", "The team identified the following priorities:")
            .item("Resolve the future of the ‘Front Door’")
            .found(FindingKind::Priority)
            .item("Clarify thresholds for early help")
            .found(FindingKind::Priority)
            .item("Perhaps look at thresholds again")
            .maybe(FindingKind::Concern),
        Paper::new("2015/minutes.txt")
            .kind(DocumentKind::Minutes)
            .committee("Children and Families Scrutiny Panel")
            .dated("2015-11-18")
            .boilerplate(Boilerplate::Apologies, "Apologies: the member for Threshold Lane")
            .paragraph("The front of the building has a new door.")
            .paragraph("RESOLVED that the threshold document be revised.")
            .found(FindingKind::Resolution),
        Paper::new("2019/inspection.txt")
            .council(Some("North Thornmere"))
            .kind(DocumentKind::InspectionReport)
            .dated("2019")
            .report_of("Ofsted", "children's services", "2019-03")
            .paragraph("Children’s services are well organised."),
    ]
}

#[test]
fn words_are_found_in_any_form_and_phrases_side_by_side() {
    let (_folder, snapshot) = index_of(&papers());
    assert_eq!(texts(&snapshot, "threshold").len(), 3);
    assert_eq!(texts(&snapshot, "\"front door\""), ["Resolve the future of the ‘Front Door’"]);
    assert_eq!(texts(&snapshot, "front door").len(), 2);
    assert_eq!(texts(&snapshot, "childrens organizing"), ["Children’s services are well organised."]);
    assert_eq!(texts(&snapshot, "apologies"), [""; 0], "boilerplate is left out");
    let all = Options { all: true, ..Options::default() };
    assert_eq!(answer(&snapshot, "apologies", &all).total, 1);
}

#[test]
fn a_wider_scope_keeps_what_a_small_word_answers_by_itself() {
    let (_folder, snapshot) = index_of(&papers());
    for scope in Scope::ALL {
        let options = Options { scope, ..Options::default() };
        let found = |query: &str| answer(&snapshot, query, &options).total;
        assert_eq!(found("are OR thresholds"), found("are") + found("thresholds"), "{scope:?}");
        assert_eq!(found("are"), 1, "{scope:?}");
    }
}

#[test]
fn what_is_a_name_as_a_whole_is_not_widened_word_by_word() {
    let folder = tempfile::tempdir().unwrap();
    let paper = Paper::new("2015/minutes.txt")
        .paragraph("The Audit Committee met.")
        .paragraph("The committee looked at quality assurance.");
    let snapshot = update(folder.path(), &[paper], &[]);
    let options = Options { synonyms: Some(Arc::new(Lexicon::builtin().clone())), ..Options::default() };
    let named = answer(&snapshot, "audit committee", &options);
    assert!(named.total == 1 && named.widened.is_empty(), "{:?}", named.widened);
    let apart = answer(&snapshot, "audit AND committee", &options);
    assert_eq!((apart.total, apart.widened.len()), (2, 1));
}

#[test]
fn a_small_word_is_marked_beside_a_condition() {
    let (_folder, snapshot) = index_of(&papers());
    for query in ["are year:2019", "are NOT zebra"] {
        let hits = answer(&snapshot, query, &Options::default()).hits;
        assert_eq!(hits.iter().map(|hit| hit.highlights.len()).collect::<Vec<_>>(), [1], "{query}");
    }
}

#[test]
fn a_council_is_found_by_its_name_in_full() {
    let (_folder, snapshot) = index_of(&papers());
    let found = |query: &str| texts(&snapshot, query).len();
    assert_eq!(found("council:\"North Thornmere District Council\""), 1);
    assert_eq!(found("council:\"County Council\""), 0);
}

#[derive(Debug)]
struct Doors;

impl Themes for Doors {
    fn ids(&self) -> Vec<String> {
        vec!["front_door".into()]
    }

    fn of(&self, text: &str) -> Vec<String> {
        if text.to_lowercase().contains("door") { self.ids() } else { Vec::new() }
    }
}

#[test]
fn answers_are_counted_by_theme_where_there_is_a_codebook() {
    let (_folder, snapshot) = index_of(&papers());
    let query = Query::parse("front OR thresholds").unwrap();
    let themes =
        |options: &Options| facets(&snapshot, &query, options).unwrap().into_iter().find(|f| f.field == "theme");
    assert_eq!(themes(&Options::default()), None);
    let found = themes(&Options { themes: Some(Arc::new(Doors)), ..Options::default() }).unwrap();
    let value = &found.values[0];
    assert_eq!((value.label.as_str(), value.query.as_str()), ("front door", "theme:front_door"));
    assert_eq!((found.values.len(), value.passages, value.documents), (1, 2, 2));
}

#[test]
fn exact_words_are_found_as_printed() {
    let (_folder, snapshot) = index_of(&papers());
    let exact = |query: &str| answer(&snapshot, query, &Options { exact: true, ..Options::default() }).total;
    assert_eq!((exact("threshold"), exact("thresholds"), exact("THRESHOLDS")), (1, 2, 2));
    assert_eq!((exact("\"threshold document\""), exact("\"thresholds document\"")), (1, 0));
    assert_eq!((exact("\"front door\""), exact("thresh*"), exact("organised -organise")), (1, 3, 1));
}

#[test]
fn conditions_narrow_by_paper_and_by_finding() {
    let (_folder, snapshot) = index_of(&papers());
    let at = |path: &str, blocks: &[usize]| blocks.iter().map(|&block| (path.to_owned(), block)).collect::<Vec<_>>();
    let (letter, minutes, inspection) = ("2011/letter.txt", "2015/minutes.txt", "2019/inspection.txt");
    for (query, expected) in [
        ("kind:priority", at(letter, &[2, 3])),
        ("kind:concern", vec![]),
        ("threshold kind:resolution", at(minutes, &[2])),
        ("threshold kind:minutes,inspection_report", at(minutes, &[2])),
        ("threshold year:2011..2014", at(letter, &[3, 4])),
        ("threshold year:2012..", at(minutes, &[2])),
        ("date:2015-11", at(minutes, &[1, 2])),
        ("date:2019-06", at(inspection, &[0])),
        ("council:\"north thornmere\"", at(inspection, &[0])),
        ("council:thornmere", at(inspection, &[0])),
        ("council:thorn*", at(inspection, &[0])),
        ("council:thorn", vec![]),
        ("committee:scrutiny", at(minutes, &[1, 2])),
        ("committee:\"families scrutiny\"", at(minutes, &[1, 2])),
        ("committee:\"scrutiny families\"", vec![]),
        ("body:ofsted", at(inspection, &[0])),
        ("doc:letter -threshold", at(letter, &[0, 1, 2])),
        ("doc:marlshire-letter thresholds", at(letter, &[3, 4])),
        ("doc:2015/minutes.txt", at(minutes, &[1, 2])),
    ] {
        let mut found = places(&snapshot, query);
        found.sort();
        assert_eq!(found, expected, "{query}");
    }
}

#[test]
fn a_negation_alone_finds_everything_else() {
    let (_folder, snapshot) = index_of(&papers());
    assert_eq!(texts(&snapshot, "-threshold").len(), 5);
    assert_eq!(texts(&snapshot, "-threshold -door -kind:priority").len(), 3);
    assert_eq!(texts(&snapshot, "NOT (threshold OR door OR year:2011)").len(), 1);
    assert_eq!(texts(&snapshot, "door OR -doc:2011").len(), 4);
}

#[test]
fn a_hit_is_cited_marked_and_names_its_findings() {
    let (_folder, snapshot) = index_of(&papers());
    let found = answer(&snapshot, "\"front door\"", &Options::default());
    let hit = &found.hits[0];
    assert_eq!(hit.citation.to_string(), "Review letter, Oct 2011, para 3, bullet 1");
    assert_eq!(
        (hit.citation.document.as_str(), hit.citation.section.as_deref()),
        ("marlshire-letter", Some("Priorities"))
    );
    assert_eq!(hit.highlights.iter().map(|&(a, b)| &hit.text[a..b]).collect::<Vec<_>>(), ["Front Door"]);
    assert_eq!(hit.findings, ["marlshire-letter/block2"]);
    assert_eq!((hit.council.as_deref(), hit.kind), (Some("Marlshire"), DocumentKind::ReviewLetter));
    let perhaps = answer(&snapshot, "perhaps", &Options::default());
    assert_eq!(perhaps.hits[0].findings, [""; 0], "a possible finding is not named as one");
}

#[test]
fn the_best_come_first_and_equals_by_path_and_place() {
    let same = "help for families";
    let papers = [
        Paper::new("b.txt").paragraph(same).paragraph("nothing").paragraph(same),
        Paper::new("a.txt").paragraph("a long paragraph in which help is one word among very many others"),
        Paper::new("c.txt").paragraph("help help families"),
        Paper::new("A.txt").paragraph(same),
    ];
    let at =
        |places: &[(&str, usize)]| places.iter().map(|&(path, block)| (path.to_owned(), block)).collect::<Vec<_>>();
    let expected = at(&[("c.txt", 0), ("A.txt", 0), ("b.txt", 0), ("b.txt", 2), ("a.txt", 0)]);
    let (_folder, snapshot) = index_of(&papers);
    assert_eq!(places(&snapshot, "help"), expected);
    let folder = tempfile::tempdir().unwrap();
    for paper in &papers {
        update(folder.path(), std::slice::from_ref(paper), &[]);
    }
    let in_segments = Snapshot::open(folder.path()).unwrap();
    assert_eq!(places(&in_segments, "help"), expected);
    for offset in 0..6 {
        for limit in 0..6 {
            let page = answer(&in_segments, "help", &Options { limit: Some(limit), offset, ..Options::default() });
            let page_places: Vec<_> =
                page.hits.into_iter().map(|hit| (hit.citation.path, hit.citation.block)).collect();
            let expected: Vec<_> = expected.iter().skip(offset).take(limit).cloned().collect();
            assert_eq!((page_places, page.total), (expected, 5));
        }
    }
}

#[test]
fn an_updated_index_answers_as_a_fresh_one_to_the_last_digit() {
    let paper = |file: usize, turn: usize| {
        let text =
            |n: usize| format!("early help {} thresholds {}", "delay ".repeat(n % 4), "review ".repeat(turn % 3));
        (0..6).fold(Paper::new(&format!("{file}.txt")), |paper, n| paper.paragraph(&text(n + file)))
    };
    let folder = tempfile::tempdir().unwrap();
    let mut last = [0; 6];
    for turn in 0..12 {
        let file = (turn * 5) % 6;
        last[file] = turn;
        update(folder.path(), &[paper(file, turn)], &[]);
    }
    let updated = update(folder.path(), &[], &["3.txt"]);
    let kept: Vec<Paper> = (0..6).filter(|file| *file != 3).map(|file| paper(file, last[file])).collect();
    let (_fresh, fresh) = index_of(&kept);
    for query in
        ["help", "delay review", "\"early help\" OR review OR thresholds", "help -delay", "del* early", "-review"]
    {
        let (a, b) = (answer(&updated, query, &Options::default()), answer(&fresh, query, &Options::default()));
        assert!(!b.hits.is_empty(), "{query}");
        assert_eq!(a, b, "{query}");
    }
}

#[test]
fn nothing_found_says_which_part_is_to_blame() {
    let (_folder, snapshot) = index_of(&papers());
    let query = Query::parse("threshold council:elsewhere \"early help\"").unwrap();
    let empty = explain_empty(&snapshot, &query, &Options::default()).unwrap();
    let part = |part: &str, at, alone, without: usize, known: &[&str]| PartCount {
        part: part.into(),
        at,
        alone,
        without: Some(without),
        known: known.iter().map(|&name| name.to_owned()).collect(),
        apart: None,
    };
    let expected = [
        part("threshold", 0, 3, 0, &[]),
        part("council:elsewhere", 10, 0, 1, &["marlshire", "north-thornmere"]),
        part("\"early help\"", 28, 1, 0, &[]),
    ];
    assert_eq!(empty.parts, expected);
    let query = Query::parse("help date:<2005").unwrap();
    let empty = explain_empty(&snapshot, &query, &Options::default()).unwrap();
    assert_eq!(empty.parts[1].known, ["2011", "2015", "2019"]);
    let query = Query::parse("apologies").unwrap();
    let empty = explain_empty(&snapshot, &query, &Options::default()).unwrap();
    assert_eq!((empty.in_boilerplate, empty.parts[0].without), (1, None));
}

#[test]
fn words_that_stand_nowhere_side_by_side_are_counted_apart() {
    let (_folder, snapshot) = index_of(&papers());
    let nothing = |query: &str| {
        let query = Query::parse(query).unwrap();
        explain_empty(&snapshot, &query, &Options::default()).unwrap()
    };
    let parts: Vec<_> = nothing("\"help early\" the \"door thresholds\" apply?").parts;
    let told: Vec<_> = parts.iter().map(|part| (part.part.as_str(), part.apart)).collect();
    assert_eq!(told, [("\"help early\"", Some(1)), ("\"door thresholds\"", Some(0)), ("apply", None)]);
}

#[test]
fn a_name_or_a_year_that_was_typed_as_a_word_is_offered_as_a_condition() {
    let (_folder, snapshot) = index_of(&papers());
    for (typed, offered) in [
        ("north thornmere organised", Some("council:\"north thornmere\" organised")),
        ("thresholds marlshire 2011", Some("thresholds council:marlshire year:2011")),
        ("LGA thresholds", Some("body:LGA thresholds")),
        ("\"north thornmere\" organised", None),
        ("thresholds marlshire 2019", None),
        ("gazebo", None),
    ] {
        let query = Query::parse(typed).unwrap();
        let empty = explain_empty(&snapshot, &query, &Options::default()).unwrap();
        assert_eq!(empty.with_conditions.as_deref(), offered, "{typed}");
    }
}

#[test]
fn an_expression_the_engine_cannot_run_is_an_error_at_its_place() {
    let (_folder, snapshot) = index_of(&papers());
    let query = Query::parse("help /thresh\\b.*/").unwrap();
    let Err(Error::Query { at, .. }) = search(&snapshot, &query, &Options::default()) else { panic!("it cannot run") };
    assert_eq!(at, 5);
}

#[test]
fn an_empty_index_answers_with_nothing() {
    let (_folder, snapshot) = index_of(&[]);
    for query in ["help", "-help", "kind:priority", "\"early help\"", "hel*", "council:marlshire"] {
        assert_eq!(answer(&snapshot, query, &Options::default()), Answer::default(), "{query}");
    }
}

#[test]
fn passages_by_date_are_those_of_the_best_in_another_order() {
    let (_folder, snapshot) = index_of(&papers());
    for scope in Scope::ALL {
        for fold in [false, true] {
            let of = |order: Order, limit: Option<usize>| {
                let options = Options { order, limit, fold, scope, ..Options::default() };
                answer(&snapshot, "threshold OR organised OR door", &options).hits
            };
            let place = |hit: &Hit| (hit.citation.date, hit.citation.path.clone(), hit.citation.block);
            let mut best: Vec<_> = of(Order::Best, None).iter().map(place).collect();
            let oldest: Vec<_> = of(Order::Oldest, None).iter().map(place).collect();
            let dates =
                |places: &[(Option<Date>, String, usize)]| places.iter().map(|place| place.0).collect::<Vec<_>>();
            assert!(dates(&oldest).is_sorted(), "{oldest:?}");
            let newest: Vec<_> = of(Order::Newest, None).iter().map(place).collect();
            assert!(dates(&newest).iter().rev().is_sorted(), "{newest:?}");
            assert_eq!(of(Order::Newest, Some(2)).iter().map(place).collect::<Vec<_>>(), newest[..2]);
            best.sort();
            let mut same = newest.clone();
            same.sort();
            assert_eq!(same, best);
        }
    }
}
