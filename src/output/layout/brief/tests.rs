//! Whether every line is cited, and whether a reader of the Word file finds all of it.

use std::collections::BTreeMap;

use super::*;
use crate::answers::brief::Alone;
use crate::ingest::ingest;
use crate::model::Mark;
use crate::output::docx::tests::saved_by_a_person;
use crate::output::goldens::briefing::brief;
use crate::output::goldens::papers::Papers;
use crate::output::page::Quote;
use crate::output::{Format, Settings, write};

fn page_of(change: impl FnOnce(&mut Brief)) -> Page {
    let papers = Papers::new();
    let register = Register::new(&papers.reviews, &papers.documents);
    let mut brief = brief(&papers);
    change(&mut brief);
    Briefing { brief: &brief, register: &register }.page()
}

/// What papers say without a citation or a way to one.
fn uncited(page: &Page) -> Vec<String> {
    let mut uncited = Vec::new();
    for part in &page.parts {
        match part {
            Part::Quote(Quote { quoted: true, source, reference, words, .. })
                if source.is_none() || reference.is_none() =>
            {
                uncited.push(format!("{words:?}"));
            }
            Part::Cited(points) => {
                let bare = points.iter().filter(|point| point.source.is_none() || point.reference.is_none());
                uncited.extend(bare.map(|point| format!("{point:?}")));
            }
            // The last column that is always there leads to entries or papers.
            Part::Table(grid) => {
                let by = |name: &str| grid.head.iter().position(|head| head == name);
                let column = by("Where").or(by("Items"));
                let bare = |row: &&Vec<crate::output::grid::Cell>| {
                    column.is_some_and(|column| row[column].to_string().is_empty())
                };
                uncited.extend(grid.rows.iter().filter(bare).map(|row| format!("{row:?}")));
            }
            _ => {}
        }
    }
    uncited
}

#[test]
fn what_a_review_found_that_stands_alone_is_cited_as_well() {
    let page = page_of(|brief| {
        let series = brief.series.remove(0);
        let side = series.comparison.earlier;
        let (of, since) = (side.findings.len(), series.since);
        brief.alone = vec![Alone { side, of, followed: BTreeMap::new(), since }];
    });
    assert_eq!(uncited(&page), Vec::<String>::new());
    let quotes = page.parts.iter().filter(|part| matches!(part, Part::Quote(Quote { depth: 0, .. }))).count();
    let papers = Papers::new();
    let brief = brief(&papers);
    assert_eq!(quotes, brief.series[0].comparison.earlier.findings.len() + brief.asked.asks.len());
}

#[test]
fn every_line_is_cited_and_every_number_leads_to_a_paper() {
    let page = page_of(|_| {});
    assert_eq!(uncited(&page), Vec::<String>::new());
    let sources = page.parts.iter().find_map(|part| match part {
        Part::Sources(sources) => Some(sources.len()),
        _ => None,
    });
    let references = page.parts.iter().flat_map(|part| match part {
        Part::Quote(quote) => vec![quote.reference],
        Part::Cited(points) => points.iter().map(|point| point.reference).collect(),
        _ => Vec::new(),
    });
    assert!(references.flatten().all(|number| number >= 1 && Some(number) <= sources));
    assert_eq!(sources, Some(3));
}

#[test]
fn the_word_file_read_again_has_every_heading_table_quote_and_citation() {
    let papers = Papers::new();
    let register = Register::new(&papers.reviews, &papers.documents);
    let brief = brief(&papers);
    let briefing = Briefing { brief: &brief, register: &register };
    let mut bytes = Vec::new();
    write(&briefing, Format::Docx, &Settings::default(), &mut bytes).unwrap();
    let read = ingest(&saved_by_a_person(&bytes), "brief.docx").unwrap();
    let lines: Vec<_> = read.pages.iter().flat_map(|page| &page.lines).collect();
    let said: String = lines.iter().map(|line| format!("{}\n", line.text)).collect();
    let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let said = folded(&said);
    let page = briefing.page();
    for part in &page.parts {
        match part {
            Part::Heading { text, .. } => {
                assert!(lines.iter().any(|line| line.text == *text && matches!(line.mark, Mark::Heading(_))), "{text}");
            }
            Part::Quote(quote) => {
                let words: String = quote.words.iter().map(words_of).collect();
                assert!(said.contains(&folded(&words)), "{words}");
                assert!(quote.source.as_ref().is_none_or(|source| said.contains(source.as_str())));
            }
            Part::Cited(points) => {
                for point in points {
                    assert!(said.contains(&folded(&point.words.iter().map(words_of).collect::<String>())));
                    assert!(point.source.as_ref().is_some_and(|source| said.contains(source.as_str())));
                }
            }
            _ => {}
        }
    }
    let tables = page.parts.iter().filter(|part| matches!(part, Part::Table(_))).count();
    let heads = lines.iter().filter(|line| matches!(line.mark, Mark::Row { head: true, .. })).count();
    assert_eq!((heads, tables > 2), (tables, true));
}

fn words_of(span: &crate::output::page::Span) -> String {
    use crate::output::page::Span::*;
    let (Plain(text) | Match(text) | Added(text) | Removed(text)) = span;
    text.clone()
}

#[test]
fn questions_are_put_only_where_they_are_wanted() {
    let has = |page: &Page| {
        page.parts.iter().any(|part| matches!(part, Part::Heading { text, .. } if text.contains("wish to put")))
    };
    assert!(!has(&page_of(|_| {})));
    assert!(has(&page_of(|brief| brief.prompts = true)));
}

#[test]
fn a_committee_reads_first_what_became_of_its_own_asks() {
    let headings = |page: &Page| -> Vec<String> {
        let heading = |part: &Part| match part {
            Part::Heading { level: 2, text } => Some(text.clone()),
            _ => None,
        };
        page.parts.iter().filter_map(heading).collect()
    };
    let at = |page: &Page| headings(page).iter().position(|heading| heading.contains("asked for")).unwrap();
    assert_eq!(at(&page_of(|brief| brief.committee = Some("Children’s Panel".into()))), 1);
    assert!(at(&page_of(|_| {})) > 4);
}

#[test]
fn a_quotation_is_shortened_at_the_end_of_a_word() {
    assert_eq!(cut("Agree what the front door is for, and staff it", 33), "Agree what the front door is …");
    assert_eq!(cut("Agree", 33), "Agree");
}
