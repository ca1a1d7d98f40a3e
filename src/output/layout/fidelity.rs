//! How whole the text of each paper is: words and digits against another program's print.

use std::io;

use serde::Serialize;

use super::Skipped;
use crate::answers::Fidelity;
use crate::model::page_list;
use crate::output::grid::Cell;
use crate::output::page::Part;
use crate::output::words::counted;
use crate::output::{Answer, Page, Records, Table, table};

/// Papers held against another print of them.
#[derive(Debug, Clone, Copy)]
pub struct FidelityReport<'a> {
    /// The papers, ordered by path.
    pub papers: &'a [Fidelity],
    /// Files that could not be read, ordered by path.
    pub skipped: &'a [Skipped],
}

#[derive(Serialize)]
struct PaperRecord<'a> {
    path: &'a str,
    words: usize,
    found: usize,
    recall: f64,
    read: usize,
    furniture: usize,
    furniture_share: f64,
    digits: usize,
    digits_found: usize,
    pages_short: &'a [u32],
    pages_wrong: &'a [u32],
    warnings: &'a [String],
}

#[derive(Serialize)]
struct SumRecord {
    papers: usize,
    skipped: usize,
    mean_recall: Option<f64>,
    lowest_recall: Option<f64>,
    mean_furniture_share: Option<f64>,
    digits: usize,
    digits_found: usize,
}

impl FidelityReport<'_> {
    fn mean(&self, of: impl Fn(&Fidelity) -> f64) -> Option<f64> {
        (!self.papers.is_empty()).then(|| self.papers.iter().map(of).sum::<f64>() / self.papers.len() as f64)
    }

    fn sum(&self) -> SumRecord {
        SumRecord {
            papers: self.papers.len(),
            skipped: self.skipped.len(),
            mean_recall: self.mean(Fidelity::recall),
            lowest_recall: self.papers.iter().map(Fidelity::recall).min_by(f64::total_cmp),
            mean_furniture_share: self.mean(Fidelity::furniture_share),
            digits: self.papers.iter().map(|paper| paper.digits).sum(),
            digits_found: self.papers.iter().map(|paper| paper.digits_found).sum(),
        }
    }
}

impl Answer for FidelityReport<'_> {
    fn table(&self) -> Table {
        let row = |paper: &Fidelity| {
            vec![
                paper.path.as_str().into(),
                paper.words.into(),
                paper.found.into(),
                Cell::figure(Some(paper.recall()), 4),
                paper.furniture.into(),
                Cell::figure(Some(paper.furniture_share()), 4),
                paper.digits.into(),
                paper.digits_found.into(),
                Cell::several(&paper.pages_short),
                Cell::several(&paper.pages_wrong),
                Cell::several(&paper.warnings),
            ]
        };
        Table::new(&table::FIDELITY, self.papers.iter().map(row).collect())
    }

    fn records(&self, records: &mut Records<'_>) -> io::Result<()> {
        for paper in self.papers {
            let record = PaperRecord {
                path: &paper.path,
                words: paper.words,
                found: paper.found,
                recall: paper.recall(),
                read: paper.read,
                furniture: paper.furniture,
                furniture_share: paper.furniture_share(),
                digits: paper.digits,
                digits_found: paper.digits_found,
                pages_short: &paper.pages_short,
                pages_wrong: &paper.pages_wrong,
                warnings: &paper.warnings,
            };
            records.put("paper", &record)?;
        }
        self.skipped.iter().try_for_each(|skipped| records.put("skipped", skipped))?;
        records.put("fidelity", &self.sum())
    }

    fn title(&self) -> String {
        "How whole the text is".to_owned()
    }

    fn page(&self) -> Page {
        let mut page = Page::new(self.title());
        let sum = self.sum();
        if let (Some(mean), Some(lowest), Some(furniture)) =
            (sum.mean_recall, sum.lowest_recall, sum.mean_furniture_share)
        {
            page.sentence(format!(
                "{}. Of the words that pdftotext prints, {mean:.4} were read on average and {lowest:.4} in the worst \
                 paper; {furniture:.4} of the words read are heads, feet, page numbers and note marks. Of {} digits, {} \
                 were read on their page.",
                counted(sum.papers, "PDF", "PDFs"),
                sum.digits,
                sum.digits_found,
            ));
            let columns =
                ["path", "words", "recall", "furniture_share", "digits", "digits_found", "pages_short", "pages_wrong"];
            page.table(self.table().grid("Every PDF, by path", &columns));
        } else {
            page.sentence("There is no PDF here.");
        }
        let short: Vec<String> = self
            .papers
            .iter()
            .filter(|paper| !paper.pages_short.is_empty())
            .map(|paper| format!("{}: fewer digits than pdftotext on {}", paper.path, page_list(&paper.pages_short)))
            .collect();
        let warned = self.papers.iter().flat_map(|p| p.warnings.iter().map(move |w| format!("{}: {w}", p.path)));
        let lines: Vec<String> = short.into_iter().chain(warned).collect();
        if !lines.is_empty() {
            page.heading(2, "Worth a look");
            page.parts.push(Part::List(lines));
        }
        if !self.skipped.is_empty() {
            page.heading(2, format!("Skipped ({})", self.skipped.len()));
            page.parts.push(Part::List(self.skipped.iter().map(|s| format!("{}: {}", s.path, s.reason)).collect()));
        }
        page
    }
}
