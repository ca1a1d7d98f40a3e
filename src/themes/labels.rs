//! What a reader gave each finding, and the codebook held against it.
//!
//! Labels are a CSV table, a row a finding: `themes`, the identifiers given, parted by `;` (empty says: none); and which
//! finding it is, by `text`, its words, or by `file`, `section` and `ordinal`, its number under that heading, from 1.
//! Other columns are left alone.
//!
//! ```
//! use lookback::themes::{Codebook, labels};
//!
//! let table = "text,themes\nLower the caseloads.,workforce_and_caseloads\nRepaint the hall.,\n";
//! let rows = labels::read(table.as_bytes())?;
//! let held = labels::hold(Codebook::builtin("children_services").expect("it ships"), &rows, &[]);
//! assert_eq!((held.agreement.passages, held.agreement.total().f1()), (2, Some(1.0)));
//! # Ok::<(), String>(())
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use super::agreement::Agreement;
use super::codebook::Codebook;
use crate::model::Finding;
use crate::text::letters_and_digits;

/// The themes a reader gave a finding.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Label {
    /// The line of the table, from 1.
    pub line: usize,
    /// The paper it stands in; empty where the words are given.
    pub file: String,
    /// The heading it stands under.
    pub section: String,
    /// Its number there, from 1.
    pub ordinal: usize,
    /// Its words; empty where they are to be found by place.
    pub text: String,
    /// Identifiers of the themes.
    pub themes: Vec<String>,
}

/// Why a label has no finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    /// No paper with findings has this path, nor one that ends with it.
    Paper,
    /// Several papers have paths that end with it.
    Ambiguous,
    /// The paper has no finding of this number under this heading.
    Finding,
}

/// A codebook held against labels.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Held {
    /// How far the two agree.
    pub agreement: Agreement,
    /// The words of each passage compared, as `agreement` counts them.
    pub texts: Vec<String>,
    /// Labels whose finding is not among those read, and why.
    pub missing: Vec<(Label, Missing)>,
    /// Themes that the labels name and the codebook has not.
    pub unknown: Vec<String>,
}

/// Reads a table of labels.
///
/// Fails, in plain words, where it is no table, has no column `themes`, or a row does not say which finding it is.
pub fn read(table: impl Read) -> Result<Vec<Label>, String> {
    let mut table = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(table);
    let head = table.headers().map_err(|error| format!("the labels are no CSV table: {error}"))?;
    let head: Vec<String> = head.iter().map(|name| name.trim_start_matches('\u{feff}').to_lowercase()).collect();
    if !head.iter().any(|name| name == "themes") {
        return Err("the labels need a column `themes`, and `text` or `file`, `section` and `ordinal`".into());
    }
    let mut labels = Vec::new();
    for (line, row) in (2..).zip(table.records()) {
        let row = row.map_err(|error| format!("a row of the labels cannot be read: {error}"))?;
        let cells: BTreeMap<&str, &str> = head.iter().map(String::as_str).zip(row.iter()).collect();
        let cell = |name: &str| cells.get(name).copied().unwrap_or("").to_owned();
        let label = Label {
            line,
            file: cell("file").replace('\\', "/"),
            section: cell("section"),
            ordinal: cell("ordinal").parse().unwrap_or(0),
            text: cell("text"),
            themes: cell("themes").split(';').map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned).collect(),
        };
        if label.text.is_empty() && (label.file.is_empty() || label.ordinal == 0) {
            return Err(format!("line {line} of the labels gives neither `text` nor `file` and `ordinal`"));
        }
        labels.push(label);
    }
    Ok(labels)
}

/// Holds a codebook against labels, of these findings where the labels do not give the words.
///
/// The paper of a label may be named by the end of its path, or by a longer one that ends as its path does.
pub fn hold(codebook: &Codebook, labels: &[Label], findings: &[Finding]) -> Held {
    let places = places(findings);
    let papers: BTreeSet<&str> = places.keys().map(|(path, _)| *path).collect();
    let find = |label: &Label| -> Result<&Finding, Missing> {
        let path = paper(&papers, &label.file)?;
        let under = places.get(&(path, heading(&label.section)));
        under.and_then(|findings| findings.get(label.ordinal.wrapping_sub(1)).copied()).ok_or(Missing::Finding)
    };
    let mut held = Held::default();
    for label in labels {
        let text = match (label.text.as_str(), find(label)) {
            ("", Err(why)) => {
                held.missing.push((label.clone(), why));
                continue;
            }
            ("", Ok(finding)) => finding.text.clone(),
            (text, _) => text.to_owned(),
        };
        let given = codebook.apply(&text);
        held.agreement.add(given.iter().map(|m| m.theme.as_str()), label.themes.iter().map(String::as_str));
        held.texts.push(text);
    }
    let known = |id: &&String| codebook.theme(id).is_none();
    held.unknown = labels.iter().flat_map(|label| &label.themes).filter(known).cloned().collect();
    held.unknown.sort();
    held.unknown.dedup();
    held
}

/// The findings of each paper under each of its headings, in the order of the paper.
fn places(findings: &[Finding]) -> BTreeMap<(&str, String), Vec<&Finding>> {
    let mut places: BTreeMap<(&str, String), Vec<&Finding>> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.judgement.is_none()) {
        for at in std::iter::once(&finding.citation).chain(&finding.also_in) {
            places.entry((&at.path, heading(at.section.as_deref().unwrap_or("")))).or_default().push(finding);
        }
    }
    for ((path, _), findings) in &mut places {
        let block = |finding: &&Finding| {
            let at = std::iter::once(&finding.citation).chain(&finding.also_in).find(|at| at.path == *path);
            at.map(|at| at.block)
        };
        findings.sort_by_key(block);
    }
    places
}

/// The paper that a label names: by its path, else the only one of which one of the two paths is the end of the other.
fn paper<'a>(papers: &BTreeSet<&'a str>, name: &str) -> Result<&'a str, Missing> {
    if let Some(path) = papers.get(name) {
        return Ok(path);
    }
    let ends = |long: &str, short: &str| long.strip_suffix(short).is_some_and(|rest| rest.ends_with('/'));
    let mut found = papers.iter().filter(|path| ends(path, name) || ends(name, path));
    match (found.next(), found.next()) {
        (Some(path), None) => Ok(path),
        (Some(_), Some(_)) => Err(Missing::Ambiguous),
        (None, _) => Err(Missing::Paper),
    }
}

/// The lowest heading of a path of headings, as letters and digits.
fn heading(section: &str) -> String {
    letters_and_digits(section.rsplit('›').next().unwrap_or(section))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::themes::testing;

    #[test]
    fn a_finding_is_found_by_its_number_under_its_heading() {
        let finding = |section: &str, block: usize, text: &str| {
            let mut finding = testing::finding("d", text);
            finding.citation.section = Some(section.to_owned());
            finding.citation.block = block;
            finding
        };
        let findings = [
            finding("What needs to improve?", 9, "Lower the caseloads."),
            finding("What needs to improve?", 4, "Early help."),
            finding("Strengths", 2, "Good housing."),
        ];
        let table = "file,section,ordinal,themes\nd.txt,What needs to improve,2,workforce_and_caseloads\n\
                     d.txt,What needs to improve,3,early_help\nd.txt,Strengths,1,nonsense\n";
        let labels = read(table.as_bytes()).unwrap();
        let held = hold(Codebook::builtin("children_services").unwrap(), &labels, &findings);
        assert_eq!(held.texts, ["Lower the caseloads.", "Good housing."]);
        let missing: Vec<_> = held.missing.iter().map(|(label, why)| (label.line, *why)).collect();
        assert_eq!((missing, held.unknown), (vec![(3, Missing::Finding)], vec!["nonsense".to_owned()]));
        assert_eq!(held.agreement.themes["workforce_and_caseloads"].both, 1);
    }

    #[test]
    fn a_paper_is_found_by_the_end_of_its_path_where_only_one_has_it() {
        let papers = BTreeSet::from(["ofsted/a/letter.pdf", "ofsted/b/letter.pdf", "minutes.txt"]);
        assert_eq!(paper(&papers, "a/letter.pdf"), Ok("ofsted/a/letter.pdf"));
        assert_eq!(paper(&papers, "2015/minutes.txt"), Ok("minutes.txt"));
        assert_eq!(paper(&papers, "letter.pdf"), Err(Missing::Ambiguous));
        assert_eq!((paper(&papers, "etter.pdf"), paper(&papers, "x.txt")), (Err(Missing::Paper), Err(Missing::Paper)));
    }

    #[test]
    fn a_table_that_does_not_say_what_it_labels_is_refused() {
        assert!(read("file,text\n".as_bytes()).unwrap_err().contains("need a column `themes`"));
        assert!(read("file,themes\na,b\n".as_bytes()).unwrap_err().contains("line 2"));
    }
}
