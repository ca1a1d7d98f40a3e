//! Nothing is lost from a PDF: its words against those of `pdftotext`, its digits page by page.
//!
//! `cargo test --test papers fidelity -- --nocapture` prints the figures. Without `pdftotext` the tests that need it say so and
//! pass.

use std::process::Command;

use lookback::answers::{Fidelity, fidelity};
use lookback::reading::{Told, inspect_bytes};
use rayon::prelude::*;

use crate::common;
use crate::common::pdf::{bold, pdf, text};
use crate::shelf::{is_measurable, shelf};

fn counts(text: &str) -> [usize; 10] {
    let mut counts = [0; 10];
    text.bytes().filter(u8::is_ascii_digit).for_each(|byte| counts[usize::from(byte - b'0')] += 1);
    counts
}

#[test]
fn the_words_and_digits_of_real_reports_are_kept() {
    let Some(shelf) = shelf() else { return };
    let Some(prints) = shelf.prints() else { return };
    let papers: Vec<Fidelity> = shelf
        .inspections
        .par_iter()
        .filter(|paper| paper.reading.document.path.starts_with("ofsted/"))
        .map(|paper| fidelity(paper, &prints[&paper.reading.document.path]))
        .collect();
    assert_eq!(papers.len(), 145);
    let mean = papers.iter().map(Fidelity::recall).sum::<f64>() / papers.len() as f64;
    let lowest = papers.iter().min_by(|a, b| a.recall().total_cmp(&b.recall())).expect("a paper");
    let (digits, found) = papers.iter().fold((0, 0), |(a, b), paper| (a + paper.digits, b + paper.digits_found));
    println!("words kept: {mean:.4} on average, at least {:.4}; digits: {found} of {digits}", lowest.recall());
    assert!(mean >= 0.998, "{mean:.4}");
    assert!(lowest.recall() >= 0.99, "{}: {:.4}", lowest.path, lowest.recall());
    assert!(digits - found <= 10, "{found} of {digits}");
    for paper in &papers {
        assert!(paper.pages_wrong.is_empty(), "{}: {:?}", paper.path, paper.pages_wrong);
        assert!(paper.furniture_share() <= 0.06, "{}: {:.3}", paper.path, paper.furniture_share());
        let false_alarms: Vec<_> =
            paper.warnings.iter().filter(|w| w.contains("figures") || w.contains(" % of")).collect();
        assert!(false_alarms.is_empty(), "{}: {false_alarms:?}", paper.path);
    }
}

#[test]
fn a_page_set_glyph_by_glyph_to_its_edges_keeps_every_digit() {
    let Some(fixtures) = common::shared("fixtures") else { return };
    let bytes = std::fs::read(fixtures.join("panel-report.wk.pdf")).expect("a fixture");
    let paper = inspect_bytes(&bytes, "panel-report.wk.pdf", &Told::default()).expect("it reads");
    assert!(paper.digits.iter().all(|tally| tally.adds_up()));
    let all: String = paper.reading.blocks.iter().map(|block| block.text.as_str()).collect();
    for figure in ["£6.8m", "£4.2m", "14,312", "01632 960147"] {
        assert!(all.contains(figure), "{figure}");
    }
}

/// Digits one by one, in the outermost lines, raised, turned, over one another, alone, in labels and in a head that
/// recurs: each is in a block or among what was taken out, on its own page.
#[test]
fn a_hostile_page_loses_no_digit() {
    let mut pages = Vec::new();
    let mut painted = Vec::new();
    for page in 1..=4u32 {
        let head = format!("Marlshire County Council 4 May 201{page}");
        let mut operators = bold(9.0, 60.0, 822.0, &head);
        let mut words = head;
        let mut draw = |drawn: String, said: &str| {
            operators.push_str(&drawn);
            words.push_str(said);
        };
        for (index, glyph) in "£6.8m of 2014".chars().filter(char::is_ascii).enumerate() {
            draw(text(10.0, 60.0 + 6.0 * index as f32, 800.0, &glyph.to_string()), &glyph.to_string());
        }
        draw(text(10.0, 60.0, 760.0, "1.2 Caseloads fell to 24 in each of 9 teams"), "12249");
        draw(text(6.0, 262.0, 764.0, "3"), "3");
        draw(text(10.0, 60.0, 740.0, "17"), "17");
        draw(text(10.0, 62.0, 740.5, "18"), "18");
        draw(text(10.0, 60.0, 700.0, "5"), "5");
        draw(text(10.0, 90.0, 700.0, "Publish the plan by"), "");
        draw(text(10.0, 90.0, 686.0, "2016."), "2016");
        draw(format!("BT /F1 9 Tf 0 1 -1 0 30 300 Tm (Draft {page} of 88) Tj ET\n"), &format!("{page}88"));
        draw(text(7.0, 60.0, 60.0, "3"), "3");
        draw(text(8.0, 66.0, 58.0, "See page 41 of the Act of 1989."), "411989");
        draw(text(9.0, 290.0, 12.0, &page.to_string()), &page.to_string());
        pages.push(operators);
        painted.push(counts(&words));
    }
    let paper = inspect_bytes(&pdf(&pages), "hostile.pdf", &Told::default()).expect("it reads");
    assert_eq!(paper.digits.len(), 4);
    for (tally, painted) in paper.digits.iter().zip(painted) {
        let read: [usize; 10] = std::array::from_fn(|digit| tally.kept[digit] + tally.dropped[digit]);
        assert_eq!(read, painted, "page {}", tally.page);
        assert!(tally.adds_up(), "page {}", tally.page);
    }
}

#[test]
fn the_measure_is_one_command() {
    let program = common::Lookback::new().file("report.pdf", pdf(&[text(11.0, 60.0, 700.0, "The Panel met in 2015.")]));
    if is_measurable() {
        let table = program.answer(&["eval", "--reading", "--format", "csv"], 0);
        assert!(table.contains("report.pdf,5,5,1.0000,0,0.0000,4,4"), "{table}");
        let line = program.answer(&["eval", "--reading", "--format", "json"], 0);
        assert!(line.contains("\"mean_recall\":1.0"), "{line}");
    }
    let mut bare = Command::new(env!("CARGO_BIN_EXE_lookback"));
    let output = bare.args(["eval", "--reading", "."]).env("PATH", "").output().expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("pdftotext") && said.contains("poppler-utils"), "{said}");
}
