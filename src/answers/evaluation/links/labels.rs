//! Labelled links as people write them, and the findings they speak of.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::super::named;
use super::LabelledLinks;
use crate::compare::Places;
use crate::error::{Error, Result};
use crate::model::{Citation, DocumentKind, Finding, FindingKind};
use crate::store::{Snapshot, Wanted};
use crate::text::letters_and_digits;
use crate::text::similarity::ratio;

/// A finding as read is a labelled item from this likeness of letters and digits on.
const SAME_ITEM: f32 = 0.9;

/// Without these a table of links says nothing; beside them stand, for each link, the `section` and `ordinal` of both and its
/// `level`.
const OF_LINKS: [&str; 3] = ["council", "earlier_file", "later_file"];
const OF_ITEMS: [&str; 5] = ["file", "kind", "section", "ordinal", "text"];

#[derive(Deserialize)]
struct Row {
    council: String,
    earlier_file: String,
    #[serde(default)]
    earlier_section: String,
    #[serde(default)]
    earlier_ordinal: String,
    later_file: String,
    #[serde(default)]
    later_section: String,
    #[serde(default)]
    later_ordinal: String,
    #[serde(default)]
    level: Option<Level>,
}

/// How near two findings are that a reader linked.
#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Level {
    Same,
    Related,
}

#[derive(Deserialize)]
struct Item {
    file: String,
    kind: String,
    section: String,
    ordinal: String,
    text: String,
}

#[derive(Deserialize)]
struct Scenario {
    name: String,
    a: Vec<String>,
    b: Vec<String>,
    links: Vec<(usize, usize, String)>,
}

/// Reads labelled links, the findings in the words of the labels.
///
/// # Errors
/// [`Error::Io`] and [`Error::Config`] when a file cannot be read or has another form, when a table of links has no table
/// of items, and when a link names an item that is not there.
pub fn labelled_links(links: &Path, items: Option<&Path>) -> Result<Vec<LabelledLinks>> {
    if links.extension().is_some_and(|ending| ending == "json") {
        return scenarios(links);
    }
    let (reports, lists, rows) = tables(links, items)?;
    let of = |file: &str| lists.get(file).map_or(&[][..], Vec::as_slice);
    reports
        .iter()
        .map(|report| {
            let (before, after) = (of(&report.earlier_file), of(&report.later_file));
            let (mut same, mut related) = (BTreeSet::new(), BTreeSet::new());
            for row in rows.iter().filter(|row| is_of(row, report)) {
                let place = |list: &[Item], section: &str, ordinal: &str| {
                    list.iter().position(|item| item.section == section && item.ordinal == ordinal)
                };
                let found = place(before, &row.earlier_section, &row.earlier_ordinal).zip(place(
                    after,
                    &row.later_section,
                    &row.later_ordinal,
                ));
                let Some(found) = found else {
                    let message = format!(
                        "a link between {} and {} names an item that is not among the items",
                        row.earlier_file, row.later_file
                    );
                    return Err(Error::Config { path: links.to_owned(), message });
                };
                match row.level {
                    None | Some(Level::Same) => same.insert(found),
                    Some(Level::Related) => related.insert(found),
                };
            }
            Ok(LabelledLinks {
                group: report.council.clone(),
                earlier: asks("a", before.iter().map(|item| item.text.as_str())),
                later: asks("b", after.iter().map(|item| item.text.as_str())),
                same,
                related,
                unread: 0,
            })
        })
        .collect()
}

/// Reads labelled links, the findings as they were read from the papers of an index.
///
/// # Errors
/// As [`labelled_links`]; [`Error::Index`] when the index is damaged.
pub fn links_in_papers(snapshot: &Snapshot, links: &Path, items: Option<&Path>) -> Result<Vec<LabelledLinks>> {
    let labelled = labelled_links(links, items)?;
    if links.extension().is_some_and(|ending| ending == "json") {
        return Ok(labelled);
    }
    let (reports, ..) = tables(links, items)?;
    let (documents, reviews) = (snapshot.documents()?, snapshot.reviews()?);
    let of_boards: BTreeSet<&str> =
        reviews.iter().filter(|review| review.series.is_of_board()).map(|review| review.id.as_str()).collect();
    let read = |file: &str| -> Result<Vec<Finding>> {
        let paths = documents.iter().map(|document| document.path.as_str());
        let Some(path) = named(file, paths) else { return Ok(Vec::new()) };
        let wanted = Wanted { documents: vec![path.to_owned()], ..Wanted::default() };
        let is_of_board = |finding: &Finding| finding.review.as_deref().is_some_and(|id| of_boards.contains(id));
        let all = snapshot.findings(&wanted)?;
        Ok(all.into_iter().filter(|finding| finding.kind.is_ask() && !is_of_board(finding)).collect())
    };
    let mut out = Vec::new();
    for (report, labelled) in reports.iter().zip(labelled) {
        let (earlier, later) = (read(&report.earlier_file)?, read(&report.later_file)?);
        let (before, after) = (places(&labelled.earlier, &earlier), places(&labelled.later, &later));
        let moved = |links: &BTreeSet<Places>| -> BTreeSet<Places> {
            links.iter().filter_map(|(row, column)| Some((before[*row]?, after[*column]?))).collect()
        };
        let (same, related) = (moved(&labelled.same), moved(&labelled.related));
        let unread = labelled.same.len() - same.len();
        out.push(LabelledLinks { group: labelled.group, earlier, later, same, related, unread });
    }
    Ok(out)
}

/// For each labelled item the finding that was read for it.
fn places(labelled: &[Finding], read: &[Finding]) -> Vec<Option<usize>> {
    let letters: Vec<String> = read.iter().map(|finding| letters_and_digits(&finding.text)).collect();
    let mut taken = vec![false; read.len()];
    let mut found = vec![None; labelled.len()];
    for (at, item) in labelled.iter().enumerate() {
        let own = letters_and_digits(&item.text);
        let alike = |place: usize| if letters[place] == own { 1.0 } else { ratio(&letters[place], &own) };
        let best = (0..read.len())
            .filter(|place| !taken[*place])
            .map(|place| (place, alike(place)))
            .filter(|(_, likeness)| *likeness >= SAME_ITEM)
            .reduce(|best, next| if next.1 > best.1 { next } else { best });
        if let Some((place, _)) = best {
            taken[place] = true;
            found[at] = Some(place);
        }
    }
    found
}

/// Pairs of reports that were labelled, items by file, and links.
type Tables = (Vec<Row>, BTreeMap<String, Vec<Item>>, Vec<Row>);

fn tables(links: &Path, items: Option<&Path>) -> Result<Tables> {
    let Some(items) = items else {
        let message = "a table of links needs the items it speaks of: name their table with --items".to_owned();
        return Err(Error::Config { path: links.to_owned(), message });
    };
    let rows: Vec<Row> = read_table(links, &OF_LINKS)?;
    let name = links.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = links.with_file_name(format!("{name}-reports.csv"));
    let mut reports: Vec<Row> = read_table(if beside.is_file() { &beside } else { links }, &OF_LINKS)?;
    let mut seen = BTreeSet::new();
    reports.retain(|row| seen.insert((row.earlier_file.clone(), row.later_file.clone())));
    let mut lists: BTreeMap<String, Vec<Item>> = BTreeMap::new();
    for item in read_table::<Item>(items, &OF_ITEMS)? {
        // The links are between the council's own lists, not those of its safeguarding board.
        if item.kind == "recommendation" && !item.section.contains("LSCB") {
            lists.entry(item.file.clone()).or_default().push(item);
        }
    }
    Ok((reports, lists, rows))
}

pub(super) fn read_table<T: DeserializeOwned>(path: &Path, needed: &[&str]) -> Result<Vec<T>> {
    let wrong = |message: String| Error::Config { path: path.to_owned(), message };
    let failed = |error: csv::Error| wrong(format!("this table cannot be read: {error}"));
    let mut reader = csv::Reader::from_path(path).map_err(failed)?;
    let head = reader.headers().map_err(failed)?;
    let named = |columns: &[&str]| columns.iter().map(|column| format!("`{column}`")).collect::<Vec<_>>().join(", ");
    let missing: Vec<&str> = needed.iter().copied().filter(|column| !head.iter().any(|own| own == *column)).collect();
    if !missing.is_empty() {
        let (missing, all) = (named(&missing), named(needed));
        return Err(wrong(format!("there is no column {missing} in this table, which needs the columns {all}")));
    }
    reader.deserialize().collect::<csv::Result<_>>().map_err(failed)
}

fn scenarios(path: &Path) -> Result<Vec<LabelledLinks>> {
    let text = fs::read_to_string(path).map_err(|source| Error::Io { doing: "read", path: path.to_owned(), source })?;
    let wrong = |message: String| Error::Config { path: path.to_owned(), message };
    let scenarios: Vec<Scenario> = serde_json::from_str(&text).map_err(|error| wrong(error.to_string()))?;
    let labelled = |scenario: Scenario| {
        let Scenario { name, a, b, links } = scenario;
        if links.iter().any(|(row, column, _)| *row >= a.len() || *column >= b.len()) {
            return Err(wrong(format!("a link of `{name}` names an item that is not there")));
        }
        Ok(LabelledLinks {
            group: name,
            earlier: asks("a", a.iter().map(String::as_str)),
            later: asks("b", b.iter().map(String::as_str)),
            same: links.into_iter().map(|(row, column, _)| (row, column)).collect(),
            related: BTreeSet::new(),
            unread: 0,
        })
    };
    scenarios.into_iter().map(labelled).collect()
}

fn is_of(row: &Row, report: &Row) -> bool {
    row.earlier_file == report.earlier_file && row.later_file == report.later_file
}

/// Texts as recommendations; an identifier is the side and the place.
pub(super) fn asks<'t>(side: &str, texts: impl Iterator<Item = &'t str>) -> Vec<Finding> {
    let ask = |(place, text): (usize, &str)| {
        let at = Citation::new(side, DocumentKind::Other, side, place);
        Finding::new(format!("{side}{place}"), FindingKind::Recommendation, text, at, "label")
    };
    texts.enumerate().map(ask).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_links_takes_its_words_from_the_items() {
        let folder = tempfile::tempdir().unwrap();
        let (links, items) = (folder.path().join("links.csv"), folder.path().join("items.csv"));
        let head =
            "council,earlier_file,earlier_section,earlier_ordinal,later_file,later_section,later_ordinal,level\n";
        fs::write(&links, format!("{head}Marlshire,a.pdf,S,2,b.pdf,S,1,same\nMarlshire,a.pdf,S,1,b.pdf,S,1,related\n"))
            .unwrap();
        let rows = "a.pdf,recommendation,S,1,Mend the roof\na.pdf,recommendation,S,2,Grit the roads\n\
                    b.pdf,recommendation,S,1,Roads are not gritted\nb.pdf,strength,S,2,Good swans\n";
        fs::write(&items, format!("file,kind,section,ordinal,text\n{rows}")).unwrap();
        let sets = labelled_links(&links, Some(&items)).unwrap();
        assert_eq!((sets.len(), sets[0].later.len()), (1, 1));
        assert_eq!((sets[0].same.iter().next(), sets[0].related.iter().next()), (Some(&(1, 0)), Some(&(0, 0))));
        let slip = folder.path().join("slip.csv");
        fs::write(&slip, format!("{head}Marlshire,a.pdf,S,2,b.pdf,S,1,relatd\n")).unwrap();
        assert!(labelled_links(&slip, Some(&items)).unwrap_err().to_string().contains("`same` or `related`"));
        assert!(labelled_links(&links, None).unwrap_err().to_string().contains("--items"));
        fs::write(&items, "file,kind,section,ordinal,text\n").unwrap();
        assert!(labelled_links(&links, Some(&items)).is_err());
        fs::write(&items, "file,kind,section,words\n").unwrap();
        let said = labelled_links(&links, Some(&items)).unwrap_err().to_string();
        assert_eq!(
            said,
            "there is no column `ordinal`, `text` in this table, which needs the columns `file`, `kind`, `section`, `ordinal`, `text`"
        );
    }

    #[test]
    fn a_finding_read_is_the_item_it_is_alike_to() {
        let labelled = asks("a", ["Mend the roof of the library", "Grit the roads"].into_iter());
        let read = asks("r", ["Grit the roads.", "Count the swans"].into_iter());
        assert_eq!(places(&labelled, &read), [None, Some(0)]);
    }
}
