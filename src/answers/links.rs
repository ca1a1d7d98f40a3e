//! How good is the pairing? Links that a person has read, from either form of labels.
//!
//! - **A table of links** (`council, earlier_file, earlier_section, earlier_ordinal, later_file, later_section,
//!   later_ordinal, level`) speaks of items by file, section and number; a table of items (`file, kind, section, ordinal,
//!   text`) has their words. A table beside it whose name ends in `-reports` lists the pairs of reports that were labelled;
//!   without it these are the pairs that have a link. `level` is `same` or `related`; related ones are neither right nor
//!   wrong.
//! - **Scenarios** (JSON): `[{name, a: [text], b: [text], links: [[i, j, how]]}]`.
//!
//! With a corpus the findings are those that were read from the papers, so that what was not read counts as missed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::compare::{Case, Figures, Places, Scorer, Settings, Standing, Words};
use crate::compare::{alone_at_threshold, at_threshold, evaluate, leaving_out, links_made, pair, ranking};
use crate::error::{Error, Result};
use crate::lexicon::Lexicon;
use crate::model::{Band, Certainty, Change, Citation, DocumentKind, Finding, FindingKind};
use crate::store::{Snapshot, Wanted};
use crate::text::letters_and_digits;
use crate::text::similarity::ratio;

/// A finding as read is a labelled item from this likeness of letters and digits on.
const SAME_ITEM: f32 = 0.9;

/// Draws of the interval, and where the generator starts.
const DRAWS: usize = 2000;
const SEED: u64 = 5;

/// Two lists of findings and the links a person read.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelledLinks {
    /// What is left out together: the council, or the scenario.
    pub group: String,
    /// The earlier findings.
    pub earlier: Vec<Finding>,
    /// The later findings.
    pub later: Vec<Finding>,
    /// Links that are right, as places in the two lists.
    pub same: BTreeSet<Places>,
    /// Links that are neither right nor wrong.
    pub related: BTreeSet<Places>,
    /// Right links of which a side was not read from the papers: missed.
    pub unread: usize,
}

/// Figures of one way to pair.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkFigures {
    /// Which way: `pairs`, `certain pairs`, `left out`, `word tf-idf`.
    pub name: &'static str,
    /// What it is, in words.
    pub meaning: &'static str,
    /// The counts and the figures made of them.
    pub figures: Figures,
    /// 95 % interval of F1, by drawing the later findings; `None` where it was not drawn.
    pub interval: Option<(f32, f32)>,
}

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
    level: String,
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
                if row.level == "related" {
                    related.insert(found)
                } else {
                    same.insert(found)
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
    let documents = snapshot.documents()?;
    let read = |file: &str| -> Result<Vec<Finding>> {
        let named = documents.iter().find(|d| d.path == file || d.path.ends_with(&format!("/{file}")));
        let Some(document) = named else { return Ok(Vec::new()) };
        let wanted = Wanted { documents: vec![document.path.clone()], ..Wanted::default() };
        let is_of_board = |finding: &Finding| finding.review.as_ref().is_some_and(|id| id.contains("board"));
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

/// Figures of the pairing as delivered, of its certain band, of its measure with the threshold chosen leaving each group
/// out, and of plain word tf-idf chosen the same way, over the same labels.
pub fn evaluate_links(sets: &[LabelledLinks], lexicon: &Lexicon) -> Vec<LinkFigures> {
    let answers: Vec<(Vec<Change>, Vec<Vec<usize>>)> = sets
        .iter()
        .map(|set| {
            let changes = pair(&set.earlier, &set.later, lexicon, &Settings::default());
            (changes, ranking(&set.earlier, &set.later, lexicon))
        })
        .collect();
    let cases: Vec<Case<'_>> = sets
        .iter()
        .zip(&answers)
        .map(|(set, (changes, ranking))| Case {
            earlier: &set.earlier,
            later: &set.later,
            changes,
            ranking,
            same: &set.same,
            related: &set.related,
        })
        .collect();
    let unread: usize = sets.iter().map(|set| set.unread).sum();
    let with_unread = |figures: Figures| Figures { links: figures.links + unread, ..figures };
    let grouped: Vec<(&str, Case<'_>)> = sets.iter().map(|set| set.group.as_str()).zip(cases.iter().copied()).collect();
    let ours = |case: &Case<'_>, bar| at_threshold(case, bar, lexicon);
    let words = |before: &[&str], after: &[&str]| Standing::of(&[&Words as &dyn Scorer], before, after);
    let plain = |case: &Case<'_>, bar| alone_at_threshold(case, bar, &words);
    let line =
        |name, meaning, figures, interval| LinkFigures { name, meaning, figures: with_unread(figures), interval };
    vec![
        line(
            "pairs",
            "every pair, certain or possible, as diff gives them",
            evaluate(&cases, Band::Possible),
            interval(&cases, Band::Possible, unread),
        ),
        line(
            "certain pairs",
            "the pairs that diff calls certain",
            evaluate(&cases, Band::Certain),
            interval(&cases, Band::Certain, unread),
        ),
        line(
            "left out",
            "every pair, the threshold chosen without the council or scenario it is scored on",
            leaving_out(&grouped, &ours),
            None,
        ),
        line(
            "word tf-idf",
            "plain word tf-idf, the threshold chosen in the same way",
            leaving_out(&grouped, &plain),
            None,
        ),
    ]
}

/// The 95 % interval of F1, by drawing the later findings anew: pairs of one finding stand or fall together.
fn interval(cases: &[Case<'_>], least: Band, unread: usize) -> Option<(f32, f32)> {
    // Right, made and labelled links of each later finding.
    let mut units: Vec<(usize, usize, usize)> = Vec::new();
    for case in cases {
        let made: BTreeSet<Places> = links_made(case, least).difference(case.related).copied().collect();
        for column in 0..case.later.len() {
            let of = |links: &BTreeSet<Places>| links.iter().filter(|link| link.1 == column).count();
            let right = made.intersection(case.same).filter(|link| link.1 == column).count();
            units.push((right, of(&made), of(case.same)));
        }
    }
    units.extend(std::iter::repeat_n((0, 0, 1), unread));
    if units.iter().all(|(_, made, links)| made + links == 0) {
        return None;
    }
    let mut state = SEED;
    let mut draw = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        units[((state >> 33) % units.len() as u64) as usize]
    };
    let mut drawn: Vec<f32> = (0..DRAWS)
        .map(|_| {
            let sum = (0..units.len()).map(|_| draw()).fold((0, 0, 0), |a, b| (a.0 + b.0, a.1 + b.1, a.2 + b.2));
            if sum.1 + sum.2 == 0 { 0.0 } else { 2.0 * sum.0 as f32 / (sum.1 + sum.2) as f32 }
        })
        .collect();
    drawn.sort_by(f32::total_cmp);
    Some((drawn[DRAWS / 40], drawn[DRAWS - 1 - DRAWS / 40]))
}

/// Pairs of reports that were labelled, items by file, and links.
type Tables = (Vec<Row>, BTreeMap<String, Vec<Item>>, Vec<Row>);

fn tables(links: &Path, items: Option<&Path>) -> Result<Tables> {
    let Some(items) = items else {
        let message = "a table of links needs the items it speaks of: name their table with --items".to_owned();
        return Err(Error::Config { path: links.to_owned(), message });
    };
    let rows: Vec<Row> = read_table(links)?;
    let name = links.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let beside = links.with_file_name(format!("{name}-reports.csv"));
    let mut reports: Vec<Row> = if beside.is_file() { read_table(&beside)? } else { read_table(links)? };
    let mut seen = BTreeSet::new();
    reports.retain(|row| seen.insert((row.earlier_file.clone(), row.later_file.clone())));
    let mut lists: BTreeMap<String, Vec<Item>> = BTreeMap::new();
    for item in read_table::<Item>(items)? {
        // The links are between the council's own lists, not those of its safeguarding board.
        if item.kind == "recommendation" && !item.section.contains("LSCB") {
            lists.entry(item.file.clone()).or_default().push(item);
        }
    }
    Ok((reports, lists, rows))
}

fn read_table<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>> {
    let failed = |error: csv::Error| Error::Config { path: path.to_owned(), message: error.to_string() };
    let mut reader = csv::Reader::from_path(path).map_err(failed)?;
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
fn asks<'t>(side: &str, texts: impl Iterator<Item = &'t str>) -> Vec<Finding> {
    let ask = |(place, text): (usize, &str)| Finding {
        id: format!("{side}{place}"),
        review: None,
        kind: FindingKind::Recommendation,
        text: text.to_owned(),
        citation: Citation {
            document: side.to_owned(),
            kind: DocumentKind::Other,
            date: None,
            path: side.to_owned(),
            section: None,
            paragraph: None,
            item: None,
            page: None,
            block: place,
            ocr: false,
        },
        also_in: Vec::new(),
        rule: "label".into(),
        cue: None,
        certainty: Certainty::Sure,
        strength: None,
        owner: None,
        due: None,
        recipient: None,
        firmness: None,
        judgement: None,
        corrected: None,
        status: None,
    };
    texts.enumerate().map(ask).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCENARIO: &str = r#"[{"name": "roads", "a": ["Grit the roads before dawn", "Mend the bridge"],
        "b": ["The bridge is still to be mended", "Roads should be gritted before dawn", "Count the swans"],
        "links": [[0, 1, "reworded"], [1, 0, "reworded"]]}]"#;

    #[test]
    fn scenarios_are_scored_in_four_ways() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("scenarios.json");
        fs::write(&path, SCENARIO).unwrap();
        let sets = labelled_links(&path, None).unwrap();
        let lines = evaluate_links(&sets, Lexicon::builtin());
        assert_eq!(
            lines.iter().map(|line| line.name).collect::<Vec<_>>(),
            ["pairs", "certain pairs", "left out", "word tf-idf"]
        );
        assert_eq!((lines[0].figures.links, lines[0].figures.rank1()), (2, Some(1.0)));
        let (low, high) = lines[0].interval.unwrap();
        assert!(low <= high);
    }

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
        assert!(labelled_links(&links, None).unwrap_err().to_string().contains("--items"));
        fs::write(&items, "file,kind,section,ordinal,text\n").unwrap();
        assert!(labelled_links(&links, Some(&items)).is_err());
    }

    #[test]
    fn a_finding_read_is_the_item_it_is_alike_to() {
        let labelled = asks("a", ["Mend the roof of the library", "Grit the roads"].into_iter());
        let read = asks("r", ["Grit the roads.", "Count the swans"].into_iter());
        assert_eq!(places(&labelled, &read), [None, Some(0)]);
    }
}
