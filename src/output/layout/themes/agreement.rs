//! Does a codebook read as a person reads? Figures a theme, and what the two read differently.

use std::io;

use serde::Serialize;

use crate::output::grid::Cell;
use crate::output::page::Part;
use crate::output::words::counted;
use crate::output::{Answer, Page, Records, Table, table};
use crate::themes::Codebook;
use crate::themes::agreement::Counts;
use crate::themes::labels::{Held, Label, Missing};

/// Passages on a page, at most, that are read differently; `--list` has all.
const SHOWN: usize = 5;

/// A codebook held against labels.
#[derive(Debug, Clone, Copy)]
pub struct ThemeAgreement<'a> {
    /// The codebook.
    pub codebook: &'a Codebook,
    /// What came of it.
    pub held: &'a Held,
    /// Whether what was read differently is listed. In CSV it then stands in place of the figures.
    pub list: bool,
}

#[derive(Serialize)]
struct FiguresRecord<'a> {
    theme: &'a str,
    passages: usize,
    both: usize,
    only_codebook: usize,
    only_reader: usize,
    precision: Option<f64>,
    recall: Option<f64>,
    f1: Option<f64>,
    kappa: Option<f64>,
    alpha: Option<f64>,
}

#[derive(Serialize)]
struct DifferenceRecord<'a> {
    theme: &'a str,
    given_by: &'static str,
    text: &'a str,
}

impl ThemeAgreement<'_> {
    fn figures(&self) -> Vec<FiguresRecord<'_>> {
        let agreement = &self.held.agreement;
        let record = |theme, counts: Counts, decisions| FiguresRecord {
            theme,
            passages: agreement.passages,
            both: counts.both,
            only_codebook: counts.only_codebook,
            only_reader: counts.only_reader,
            precision: counts.precision(),
            recall: counts.recall(),
            f1: counts.f1(),
            kappa: counts.kappa(decisions),
            alpha: counts.alpha(decisions),
        };
        let themes = self.codebook.themes().len() + self.held.unknown.len();
        let all = record("all", agreement.total(), agreement.passages * themes);
        let each = agreement.themes.iter().map(|(theme, counts)| record(theme, *counts, agreement.passages));
        std::iter::once(all).chain(each).collect()
    }

    fn differences(&self) -> impl Iterator<Item = DifferenceRecord<'_>> {
        self.held.agreement.disagreements.iter().map(|difference| DifferenceRecord {
            theme: &difference.theme,
            given_by: if difference.by_codebook { "codebook" } else { "reader" },
            text: self.held.texts.get(difference.passage).map_or("", String::as_str),
        })
    }
}

impl ThemeAgreement<'_> {
    /// Labels without a finding: how many, why, which is the first, and what to try.
    fn missing(&self) -> impl Iterator<Item = String> {
        let told = [
            (
                Missing::Paper,
                "of papers that are not in this corpus, or in which nothing was found",
                "Paths are those below the folder of papers: name that folder with --corpus.",
            ),
            (Missing::Ambiguous, "of a path that several papers end with", "Write more of the path."),
            (
                Missing::Finding,
                "of a heading and number under which no finding was read",
                "`lookback findings PAPER` shows what was.",
            ),
        ];
        told.into_iter().filter_map(|(why, what, hint)| {
            let of: Vec<&Label> =
                self.held.missing.iter().filter(|(_, other)| *other == why).map(|(label, _)| label).collect();
            let first = of.first()?;
            let labels = counted(of.len(), "label is", "labels are");
            let at = format!("line {}: {}, {} {}", first.line, first.file, first.section, first.ordinal);
            Some(format!("Not compared: {labels} {what} (the first, {at}). {hint}"))
        })
    }
}

impl ThemeAgreement<'_> {
    /// Themes that no label names: a reader with another list of themes could not have given them.
    fn never_named(&self) -> Option<String> {
        let agreement = &self.held.agreement;
        let is_never_named = |counts: &Counts| counts.both + counts.only_reader == 0;
        let never = agreement.themes.iter().filter(|(_, counts)| is_never_named(counts));
        let names: Vec<&str> = never.map(|(theme, _)| theme.as_str()).collect();
        let named = agreement.themes.values().filter(|counts| !is_never_named(counts));
        let f1 = named.fold(Counts::default(), |sum, counts| sum.and(*counts)).f1()?;
        (!names.is_empty()).then(|| {
            format!(
                "No label names {}; where the reader was not asked about that, the F1 of the others counts: {f1:.3}.",
                names.join(", ")
            )
        })
    }
}

impl Answer for ThemeAgreement<'_> {
    fn table(&self) -> Table {
        if self.list {
            let row =
                |record: DifferenceRecord<'_>| vec![record.theme.into(), record.given_by.into(), record.text.into()];
            return Table::new(&table::THEME_DIFFERENCES, self.differences().map(row).collect());
        }
        let row = |record: FiguresRecord<'_>| {
            vec![
                record.theme.into(),
                record.passages.into(),
                record.both.into(),
                record.only_codebook.into(),
                record.only_reader.into(),
                Cell::figure(record.precision, 3),
                Cell::figure(record.recall, 3),
                Cell::figure(record.f1, 3),
                Cell::figure(record.kappa, 3),
                Cell::figure(record.alpha, 3),
            ]
        };
        Table::new(&table::THEME_AGREEMENT, self.figures().into_iter().map(row).collect())
    }

    fn records(&self, records: &mut Records<'_>) -> io::Result<()> {
        self.figures().iter().try_for_each(|record| records.put("theme_agreement", record))?;
        if self.list {
            self.differences().try_for_each(|record| records.put("theme_difference", &record))?;
        }
        Ok(())
    }

    fn title(&self) -> String {
        format!("Themes held against labels: {}", self.codebook.title)
    }

    fn page(&self) -> Page {
        let mut page = Page::new(self.title());
        let passages = self.held.agreement.passages;
        page.sentence(format!("{} compared.", counted(passages, "finding", "findings")));
        let figures = Self { list: false, ..*self }.table();
        page.table(figures.grid(
            "Figures by theme",
            &["theme", "both", "only_codebook", "only_reader", "precision", "recall", "f1", "kappa", "alpha"],
        ));
        page.note("All counts every theme on every finding (micro). Kappa is Cohen's, alpha Krippendorff's: 1 is full agreement, 0 what chance would do.");
        if !self.held.unknown.is_empty() {
            page.note(format!("The labels name themes the codebook has not: {}.", self.held.unknown.join(", ")));
        }
        page.parts.extend(self.never_named().map(Part::Note));
        for missing in self.missing() {
            page.note(missing);
        }
        let mut differences: Vec<_> = self.differences().collect();
        differences.sort_by(|a, b| (a.theme, a.given_by).cmp(&(b.theme, b.given_by)));
        if !differences.is_empty() {
            page.heading(2, "Read differently");
        }
        for theme in differences.chunk_by(|a, b| (a.theme, a.given_by) == (b.theme, b.given_by)) {
            page.heading(3, format!("{}, only by the {} ({})", theme[0].theme, theme[0].given_by, theme.len()));
            let shown = if self.list { usize::MAX } else { SHOWN };
            page.parts
                .push(Part::List(theme.iter().take(shown).map(|difference| difference.text.to_owned()).collect()));
        }
        page
    }
}
