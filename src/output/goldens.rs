//! Every answer in every format, held against a file one can read: `goldens/`.
//!
//! The papers are invented. `UPDATE_GOLDENS=1 cargo test` writes the files anew; the diff is then to be read.

pub(super) mod briefing;
pub(super) mod papers;

use std::borrow::Cow;
use std::path::Path;

use super::layout::*;
use super::{Answer, Drawing, FORMATS, Format, Register, Settings, table, write};
use crate::answers::ThemesBy;
use crate::error::Unreadable;
use crate::store::FileStatus;
use crate::themes::gathered::{Lot, Passages, Told};
use crate::themes::passage::Passage;
use crate::themes::{Codebook, Codebooks, Tally};
use papers::Papers;

fn drawn(answer: &dyn Answer, format: Format, settings: &Settings) -> String {
    let mut bytes = Vec::new();
    write(answer, format, settings, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// Holds an answer, in every format, against its files.
fn hold(name: &str, answer: &dyn Answer) {
    let pictured = answer.chart().is_some();
    let is_held = |drawing: &&Drawing| drawing.is_text && (pictured || drawing.format != Format::Svg);
    for format in FORMATS.iter().filter(is_held).map(|drawing| drawing.format) {
        let text = drawn(answer, format, &Settings::default());
        let file = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("src/output/goldens")
            .join(format!("{name}.{}", format.drawing().endings[0]));
        if std::env::var_os("UPDATE_GOLDENS").is_some() {
            std::fs::write(&file, &text).unwrap();
        }
        let expected = std::fs::read_to_string(&file).unwrap_or_default();
        assert!(expected == text, "{} differs; UPDATE_GOLDENS=1 writes it anew. Now:\n{text}", file.display());
    }
    for format in [Format::Csv, Format::Json, Format::Markdown, Format::Html, Format::Docx, Format::Xlsx] {
        let mut bytes = Vec::new();
        write(answer, format, &Settings::default(), &mut bytes).unwrap();
        let kept_among_papers = crate::ingest::ingest(&bytes, &format!("{name}.{}", format.drawing().endings[0]));
        assert_eq!(kept_among_papers, Err(Unreadable::Answer), "{name} as {format:?}");
    }
}

fn with(check: impl FnOnce(&Papers, &Register<'_>)) {
    let papers = Papers::new();
    let register = Register::new(&papers.reviews, &papers.documents);
    check(&papers, &register);
}

#[test]
fn findings_read_by_review_and_kind() {
    with(|papers, register| {
        let codebooks = Codebooks::one(Cow::Borrowed(Codebook::builtin("children_services").unwrap()));
        let register = register.clone().with_themes(&codebooks);
        hold("findings", &FindingList { findings: &papers.findings, register: &register, explain: false });
    });
}

#[test]
fn a_search_shows_what_matched_and_where() {
    with(|papers, _| {
        hold("search", &HitList { query: "\"front door\"", like: false, answer: &papers.found(), groups: &[] });
    });
}

#[test]
fn a_comparison_reads_the_evening_before_a_meeting() {
    with(|papers, register| {
        hold("diff", &ComparisonList { comparisons: &[papers.comparison()], register });
    });
}

#[test]
fn a_briefing_is_a_page_and_what_stands_behind_it() {
    with(|papers, register| {
        let brief = briefing::brief(papers);
        hold("brief", &Briefing { brief: &brief, register });
    });
}

#[test]
fn themes_are_counted_with_their_zeros_and_their_doubts() {
    with(|papers, register| {
        let codebook = Codebook::builtin("lga_safeguarding").unwrap();
        let tally = Tally::new(&papers.findings, crate::model::Certainty::Sure, |f| f.review.clone(), codebook);
        let without_period = tally.without_period().len();
        let (cells, evidence, by) = (tally.matrix(), tally.evidence(), ThemesBy::Review);
        hold("themes", &ThemeMatrix { cells: &cells, codebook, register, without_period, evidence: &evidence, by });
    });
}

#[test]
fn what_rose_and_fell_is_told_with_its_counts_and_quotes() {
    with(|papers, register| {
        let codebook = Codebook::builtin("lga_safeguarding").unwrap();
        let year = |finding: &crate::model::Finding| Some(register.review_date(finding)?.year().to_string());
        let tally = Tally::new(&papers.findings, crate::model::Certainty::Sure, year, codebook);
        let periods: Vec<_> = tally.periods().map(str::to_owned).collect();
        let [earlier, later, ..] = periods.as_slice() else { panic!("there are two reviews") };
        hold(
            "theme_changes",
            &ThemeChanges {
                title: &codebook.title,
                earlier,
                later,
                judged: &tally.compare(earlier, later),
                apart: None,
                evidence: &tally.evidence(),
                words: false,
                scope: &["The two sides used different frameworks of inspection.".into()],
                register,
            },
        );
    });
}

#[test]
fn what_is_found_without_a_codebook_is_named_and_quoted() {
    with(|papers, register| {
        let year = |finding: &crate::model::Finding| register.review_date(finding).map(|date| date.year());
        // Grades are left out, as the program does.
        let findings: Vec<_> = papers.findings.iter().filter(|finding| finding.judgement.is_none()).collect();
        let told: Vec<_> = findings.iter().map(|finding| Told::finding(finding, year(finding))).collect();
        let (passages, order) = Passages::joined(&[Lot::of(&told)]);
        let full = |(at, told): (usize, &usize)| (at, Passage::Finding(Box::new(findings[*told].clone())));
        let shown = &order.iter().enumerate().map(full).collect();
        let (of, passages) = (Grouped::Findings, &passages);
        let groups = &crate::themes::discover::discover(passages, Some(3), None);
        hold("discovered", &DiscoveredThemes { groups, of, passages, shown, evidence: false, model: None, register });
        let phrases = &crate::themes::discover::recurring(passages, crate::themes::phrases::Rank::CValue, 5);
        hold("phrases", &KeyPhrases { phrases, of, passages, quoted: shown });
    });
}

#[test]
fn evidence_is_one_row_a_quote() {
    with(|papers, register| {
        let codebook = Codebook::builtin("children_services").unwrap();
        let rows = crate::themes::evidence(&papers.findings, |f| f.review.clone(), codebook);
        hold("evidence", &ThemeEvidence { rows: &rows, register });
    });
}

#[test]
fn a_thread_runs_oldest_first() {
    with(|papers, register| {
        hold("trace", &Thread { query: "\"early help\"", entries: &papers.thread(), widened: &[], register })
    });
}

#[test]
fn a_document_is_shown_part_by_part_with_its_rules() {
    with(|papers, _| {
        let (blocks, findings) = (papers.blocks(), papers.findings_of("marlshire-2015-06-02-review-letter"));
        let document = &papers.documents[1];
        let dropped: Vec<(Option<u32>, String)> =
            [(1, "Marlshire County Council"), (1, "1"), (2, "Marlshire County Council")]
                .map(|(page, text)| (Some(page), text.to_owned()))
                .into();
        let dropped = Some(dropped.as_slice());
        hold(
            "show",
            &DocumentParts { document, blocks: &blocks, findings: &findings, points_to: &[], dropped, explain: true },
        );
    });
}

#[test]
fn what_is_known_of_papers_is_held_against_labels() {
    let wrong = |file: &str, read: Option<&str>| crate::answers::WrongField {
        file: file.into(),
        label: "2015-06-02".into(),
        read: read.map(str::to_owned),
    };
    let field = |name: &str, right, wrong: Vec<_>| crate::answers::FieldAgreement {
        field: name.into(),
        right,
        labelled: 4,
        read: 3,
        wrong,
    };
    let wrong = vec![wrong("a.pdf", Some("2015-06")), wrong("b.pdf", None)];
    let fields = [field("council", 3, Vec::new()), field("published", 2, wrong)];
    hold("eval_metadata", &MetadataReport { fields: &fields, papers: 4 });
}

#[test]
fn status_says_what_was_read_and_what_was_not() {
    with(|papers, _| {
        let skipped = [Skipped { path: "scan.pdf".into(), reason: "no text on any of its 3 pages".into() }];
        let (documents, reviews) = (&papers.documents, &papers.reviews);
        let answer = Status {
            documents,
            reviews,
            findings: papers.findings.len(),
            possible: 0,
            only: None,
            skipped: &skipped,
            corrections: &[],
            list_documents: true,
        };
        hold("status", &answer);
    });
}

#[test]
fn indexing_is_a_line_a_file_and_a_sum() {
    let file = |path: &str, status, reason: Option<&str>| IndexedFile {
        path: path.into(),
        status,
        reason: reason.map(str::to_owned),
        document: reason.is_none().then(|| path.replace(".txt", "")),
        blocks: reason.is_none().then_some(12),
        findings: reason.is_none().then_some(4),
        warnings: Vec::new(),
    };
    let mut files = [
        file("a.txt", FileStatus::Added, None),
        file("b.txt", FileStatus::Unchanged, None),
        file("scan.pdf", FileStatus::Skipped, Some("no text on any of its 3 pages")),
    ];
    files[0].warnings.push("four priorities are announced and three are listed".into());
    let summary =
        IndexSummary { documents: 2, blocks: 24, findings: 8, possible: 2, reviews: 1, skipped: 1, seconds: 0.25 };
    hold("index", &IndexReport { files: &files, summary });
}

#[test]
fn nothing_found_is_said_in_words_and_leaves_the_columns() {
    let register = Register::default();
    let codebook = Codebook::builtin("lga_safeguarding").unwrap();
    let answers: [(&dyn Answer, &str); 6] = [
        (&FindingList { findings: &[], register: &register, explain: false }, "No finding"),
        (&HitList { query: "x", like: false, answer: &crate::search::Answer::default(), groups: &[] }, "Nothing found"),
        (&ComparisonList { comparisons: &[], register: &register }, "No two reviews"),
        (
            &ThemeMatrix {
                cells: &[],
                codebook,
                register: &register,
                without_period: 0,
                evidence: &[],
                by: ThemesBy::Review,
            },
            "No finding",
        ),
        (&ThemeEvidence { rows: &[], register: &register }, "No finding"),
        (&Thread { query: "x", entries: &[], widened: &[], register: &register }, "No paper"),
    ];
    for (answer, words) in answers {
        assert!(drawn(answer, Format::Plain, &Settings::default()).contains(words), "{words}");
        assert_eq!(drawn(answer, Format::Csv, &Settings::default()).lines().count(), 1);
        assert_eq!(drawn(answer, Format::Json, &Settings::default()), "");
    }
}

#[test]
fn every_json_line_has_its_type_and_schema_and_the_columns_have_their_fields() {
    with(|papers, register| {
        let answer = FindingList { findings: &papers.findings, register, explain: false };
        let json = drawn(&answer, Format::Json, &Settings::default());
        for line in json.lines() {
            let record: serde_json::Map<String, serde_json::Value> = serde_json::from_str(line).unwrap();
            assert_eq!((&record["type"], &record["schema"]), (&"finding".into(), &1.into()));
            for column in table::FINDINGS.columns {
                assert!(record.contains_key(column.name), "{}", column.name);
            }
        }
    });
}

#[test]
fn a_split_is_one_change_and_a_row_a_pair() {
    with(|papers, register| {
        let comparison = papers.comparison();
        let table = ComparisonList { comparisons: std::slice::from_ref(&comparison), register }.table();
        let split = comparison.changes.iter().find(|c| c.status == crate::model::Status::Split).unwrap();
        let of_split = |row: &&Vec<super::grid::Cell>| row[0] == split.id.as_str().into();
        assert_eq!(table.rows.iter().filter(of_split).count(), split.earlier.len() * split.later.len());
    });
}

#[test]
fn several_series_each_have_their_heading_and_their_sections_below_it() {
    with(|papers, register| {
        let two = [papers.comparison(), papers.comparison()];
        let markdown = drawn(&ComparisonList { comparisons: &two, register }, Format::Markdown, &Settings::default());
        let headings: Vec<_> = markdown.lines().filter(|line| line.starts_with('#')).collect();
        assert_eq!(headings[0], "# What changed: 2 comparisons");
        assert!(headings[1].starts_with("## Marlshire"), "{headings:?}");
        assert_eq!(headings[2], "### Judgements (1)");
        assert!(headings[3].starts_with("#### c1"), "{headings:?}");
    });
}

#[test]
fn no_page_says_that_an_absent_finding_was_resolved() {
    with(|papers, register| {
        let mut comparison = papers.comparison();
        comparison.changes.retain(|change| change.closed_in.is_none());
        let answer = ComparisonList { comparisons: &[comparison], register };
        for format in [Format::Plain, Format::Markdown, Format::Html] {
            let text = drawn(&answer, format, &Settings::default());
            assert!(text.contains("Not found in the 2015 review"));
            assert!(!text.to_lowercase().contains("dropped") && !text.to_lowercase().contains("resolved"));
        }
    });
}

#[test]
fn plain_text_keeps_to_its_width() {
    with(|papers, register| {
        let answer = ComparisonList { comparisons: &[papers.comparison()], register };
        for colour in [false, true] {
            let settings = Settings { width: 60, colour, ..Settings::default() };
            for line in drawn(&answer, Format::Plain, &settings).lines() {
                assert!(textwrap::core::display_width(line) <= 60, "{line}");
            }
        }
    });
}

#[test]
fn a_byte_order_mark_comes_first_and_only_when_asked() {
    with(|papers, register| {
        let answer = FindingList { findings: &papers.findings, register, explain: false };
        let settings = Settings { byte_order_mark: true, ..Settings::default() };
        let (with, without) =
            (drawn(&answer, Format::Csv, &settings), drawn(&answer, Format::Csv, &Settings::default()));
        assert_eq!(with.strip_prefix('\u{feff}'), Some(without.as_str()));
        assert!(without.contains("\r\n") && without.starts_with("id,"));
    });
}
