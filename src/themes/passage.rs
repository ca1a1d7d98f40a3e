//! What is grouped, and searched for phrases: findings, paragraphs of papers, or texts of a table.
//!
//! ```
//! use lookback::themes::passage::{Taken, read_texts};
//!
//! let texts = read_texts("asks.csv", "text,year\nLower the caseloads,2015\n")?;
//! assert_eq!((texts[0].text.as_str(), texts[0].year), ("Lower the caseloads", Some(2015)));
//! # Ok::<(), String>(())
//! ```

use super::gathered::{Lot, Passages, Told};
use crate::model::{Citation, DocumentKind, Finding, Item};

/// A passage that is shown, with all that is known of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Passage {
    /// A finding.
    Finding(Box<Finding>),
    /// A paragraph of a paper, or a text of a table.
    Taken(Box<Taken>),
}

impl Passage {
    /// What it is known by: of a finding its identifier.
    pub fn id(&self) -> &str {
        match self {
            Self::Finding(finding) => &finding.id,
            Self::Taken(taken) => &taken.id,
        }
    }

    /// Its words.
    pub fn text(&self) -> &str {
        match self {
            Self::Finding(finding) => &finding.text,
            Self::Taken(taken) => &taken.text,
        }
    }

    /// Where they stand.
    pub fn at(&self) -> &Citation {
        match self {
            Self::Finding(finding) => &finding.citation,
            Self::Taken(taken) => &taken.at,
        }
    }

    /// The finding, where it is one.
    pub fn finding(&self) -> Option<&Finding> {
        match self {
            Self::Finding(finding) => Some(finding),
            Self::Taken(_) => None,
        }
    }
}

/// A passage that is no finding: a paragraph of a paper, or a text of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// What it is known by.
    pub id: String,
    /// Its words.
    pub text: String,
    /// Where they stand.
    pub at: Citation,
    /// The year it counts for; `None` where none is known.
    pub year: Option<i32>,
    /// The topic a person gave it; `None` where none is given.
    pub topic: Option<String>,
}

impl Taken {
    /// What is gathered of it.
    pub fn told(&self) -> Told<'_> {
        Told {
            id: &self.id,
            text: &self.text,
            path: &self.at.path,
            document: &self.at.document,
            block: self.at.block,
            review: None,
            year: self.year,
        }
    }
}

/// Texts that were given, gathered in their order.
pub fn gathered(texts: &[Taken]) -> Passages {
    let told: Vec<Told<'_>> = texts.iter().map(Taken::told).collect();
    Passages::joined(&[Lot::of(&told)]).0
}

/// Names of the column that holds the texts, of which the first that is there counts.
const TEXT: [&str; 4] = ["text", "recommendation", "finding", "passage"];

/// Names of the column that holds topics.
const TOPIC: [&str; 4] = ["topic", "issue", "theme", "label"];

/// Names of the column that holds years or dates.
const YEAR: [&str; 3] = ["year", "date", "review_date"];

/// The texts of a table, or of a file with a text a line, in order; empty ones are left out.
///
/// A table is CSV with a first row of names, where the name of the file ends in `.csv`: the texts stand in the column
/// `text` (or `recommendation`, `finding`, `passage`, or the only one); `id`, `topic` (or `issue`, `theme`, `label`) and
/// `year` (or `date`) may stand beside. Fails, in plain words, where the table has no such column or cannot be read.
pub fn read_texts(name: &str, text: &str) -> Result<Vec<Taken>, String> {
    let text = text.trim_start_matches('\u{feff}');
    let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
    let document = stem.rsplit(['/', '\\']).next().unwrap_or(stem);
    if !ending.eq_ignore_ascii_case("csv") {
        let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
        return Ok(lines.map(|(at, line)| taken(name, document, at, line.trim())).collect());
    }
    let mut table = csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(true).from_reader(text.as_bytes());
    let unreadable = |error: csv::Error| format!("it is no CSV table: {error}");
    let head: Vec<String> = table.headers().map_err(unreadable)?.iter().map(str::to_lowercase).collect();
    let column = |names: &[&str]| names.iter().find_map(|name| head.iter().position(|head| head == name));
    let texts = column(&TEXT)
        .or_else(|| (head.len() == 1).then_some(0))
        .ok_or_else(|| format!("none of its columns is called `text`; there are {}", head.join(", ")))?;
    let (ids, topics, years) = (column(&["id"]), column(&TOPIC), column(&YEAR));
    let mut found = Vec::new();
    for (at, row) in (2..).zip(table.records()) {
        let row = row.map_err(unreadable)?;
        let cell = |at: Option<usize>| at.and_then(|at| row.get(at)).filter(|cell| !cell.is_empty());
        let Some(text) = cell(Some(texts)) else { continue };
        let mut row = taken(name, document, at, text);
        row.id = cell(ids).map_or(row.id, str::to_owned);
        row.topic = cell(topics).map(str::to_owned);
        row.year = cell(years).and_then(year);
        found.push(row);
    }
    Ok(found)
}

/// The year of "2015", "2015-04-01", "18 May 2016" or, as dates are written here, "01/04/2015".
fn year(cell: &str) -> Option<i32> {
    let plain = cell.get(..4).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()));
    let named = || crate::text::dates(cell).first().map(|dated| dated.period.start.year());
    plain.and_then(|year| year.parse().ok()).or_else(named).or_else(|| {
        let (_, year) = cell.split_whitespace().next()?.rsplit_once(['/', '.', '-'])?;
        Some(year).filter(|year| year.len() == 4)?.parse().ok()
    })
}

/// The text at a line, or row, of a file.
fn taken(name: &str, document: &str, at: usize, text: &str) -> Taken {
    let at_row = Citation { item: Some(Item::Row(at)), ..Citation::new(document, DocumentKind::Other, name, at) };
    Taken { id: format!("{document}/r{at}"), text: text.to_owned(), at: at_row, year: None, topic: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_are_read_from_dates_as_they_are_written_here() {
        for (cell, of) in [
            ("2015", 2015),
            ("2015-04-01", 2015),
            ("18 May 2016", 2016),
            ("01/04/2015", 2015),
            ("1.4.2015 10:00", 2015),
        ] {
            assert_eq!(year(cell), Some(of), "{cell}");
        }
        assert_eq!((year("soon"), year("4/15")), (None, None));
    }

    #[test]
    fn a_table_gives_its_texts_with_what_stands_beside() {
        let table = "\u{feff}Issue,Recommendation,Date\r\nTrade,\"Lower, at once\",2015-04-01\r\n,,\r\nHealth,Open a clinic,\r\n";
        let texts = read_texts("in/asks.CSV", table).unwrap();
        let told: Vec<_> = texts.iter().map(|t| (t.id.as_str(), t.text.as_str(), t.topic.as_deref(), t.year)).collect();
        assert_eq!(
            told,
            [
                ("asks/r2", "Lower, at once", Some("Trade"), Some(2015)),
                ("asks/r4", "Open a clinic", Some("Health"), None)
            ]
        );
        assert_eq!(texts[0].at.to_string(), "Paper, row 2");
    }

    #[test]
    fn a_text_a_line_needs_no_names_and_a_table_without_texts_says_what_it_has() {
        let texts = read_texts("asks.txt", "Lower the caseloads\n\n  Open a clinic \n").unwrap();
        assert_eq!(
            texts.iter().map(|t| (t.at.block, t.text.as_str())).collect::<Vec<_>>(),
            [(1, "Lower the caseloads"), (3, "Open a clinic")]
        );
        assert!(read_texts("asks.csv", "a,b\n1,2\n").unwrap_err().ends_with("there are a, b"));
    }
}
