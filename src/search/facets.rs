//! How are the answers spread: over years, councils, kinds of paper and of finding?
//!
//! Every value is counted over all passages that answer, not only those shown, and comes as it can be typed to narrow the
//! query by it: its figure is what the query so narrowed finds. With a scope a condition is asked of the whole unit, so the
//! values of all its passages count, each with what the unit gives. Papers are counted by their passages; kinds of finding,
//! bodies and states by the terms that passages carry, each set against the passages found without reading any of them.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::schema::{Field, IndexRecordOption, Value};
use tantivy::{DocAddress, DocId, DocSet, TERMINATED, TantivyDocument};

use super::found::addresses;
use super::plan::Planner;
use super::query::Node;
use super::units::{Whole, wholes};
use super::{Options, Query, Scope, Themes, widen};
use crate::error::Result;
use crate::model::{Document, FindingKind, slug};
use crate::store::schema::column;
use crate::store::{Retold, Snapshot};

/// Unpacked pages of stored passages kept while they are read in order.
const PAGES_AT_HAND: usize = 1;

/// How a term of the index is called; `None` leaves it out.
type Naming<'a> = &'a dyn Fn(&str) -> Option<String>;

/// One way to divide the answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// The field that narrows by it: "council", "year", "kind".
    pub field: &'static str,
    /// What is counted, for people: "Kind of finding".
    pub label: &'static str,
    /// The values there are, the most frequent first, then in order; years in order.
    pub values: Vec<FacetValue>,
}

/// One value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetValue {
    /// The value for people: "Marlshire", "area for consideration", "2015".
    pub label: String,
    /// What to add to the query: `council:marlshire`.
    pub query: String,
    /// Passages found that have it.
    pub passages: usize,
    /// Papers in which those stand.
    pub documents: usize,
}

/// Counts the answers to a query by year, council, committee, kind of paper, kind of finding, body, strength, status and, where
/// the options have a codebook, theme: for that every passage found is read.
///
/// A facet without values is left out.
///
/// # Errors
/// As [`search`](super::search).
pub fn facets(snapshot: &Snapshot, query: &Query, options: &Options) -> Result<Vec<Facet>> {
    let (query, _) = widen(snapshot, query, options)?;
    let planner = Planner::new(snapshot, &query, options);
    let counted = Counted::of(&planner, query.root())?;
    let fields = snapshot.fields();
    let by_paper = |of: &dyn Fn(&Document) -> Option<(String, String)>| counted.by_paper(of);
    let mut facets = vec![
        Facet {
            field: "year",
            label: "Year",
            values: by_paper(&|paper| paper.date.map(|date| date.year().to_string()).map(|year| (year.clone(), year))),
        },
        Facet {
            field: "council",
            label: "Council",
            values: by_paper(&|paper| paper.council.clone().map(|council| (slug(&council), council))),
        },
        Facet {
            field: "committee",
            label: "Committee",
            values: by_paper(&|paper| paper.committee.clone().map(|committee| (slug(&committee), committee))),
        },
        Facet {
            field: "kind",
            label: "Kind of paper",
            values: by_paper(&|paper| Some((paper.kind.as_str().to_owned(), paper.kind.label().to_owned()))),
        },
    ];
    let finding = |term: &str| FindingKind::ALL.into_iter().find(|kind| kind.as_str() == term);
    let plain = |term: &str| Some(term.replace('-', " "));
    let reviews = snapshot.reviews()?;
    let bodies: BTreeMap<String, &str> =
        reviews.iter().map(|review| (slug(&review.series.body), review.series.body.as_str())).collect();
    let strength = |term: &str| Some(format!("{term} {}", strength(term)?));
    let of_terms: [(&'static str, &'static str, Field, Naming<'_>); 4] = [
        ("kind", "Kind of finding", fields.kind, &|term| finding(term).map(|kind| kind.label().to_owned())),
        ("strength", "Strength of the finding", fields.strength, &strength),
        ("body", "Reviewed by", fields.body, &|term| {
            let short = || Some(term.to_uppercase()).filter(|name| name.len() <= 4);
            bodies.get(term).map(|name| (*name).to_owned()).or_else(short).or_else(|| plain(term))
        }),
        ("status", "Status", fields.status, &plain),
    ];
    for (field, label, of, name) in of_terms {
        let instead = if of == fields.kind { snapshot.retold()? } else { Vec::new() };
        facets.push(Facet { field, label, values: counted.by_term(snapshot, of, name, &instead)? });
    }
    if let Some(codebook) = &options.themes {
        facets.push(Facet { field: "theme", label: "Theme", values: counted.by_theme(snapshot, &**codebook)? });
    }
    for facet in &mut facets {
        for value in &mut facet.values {
            // A name of several words is typed in quotes.
            let name = match value.query.contains('-') {
                true => format!("\"{}\"", value.query.replace('-', " ")),
                false => value.query.clone(),
            };
            value.query = format!("{}:{name}", facet.field);
        }
        if facet.field == "year" || facet.field == "strength" {
            facet.values.sort_by(|a, b| a.label.cmp(&b.label));
        }
    }
    facets.retain(|facet| !facet.values.is_empty());
    Ok(facets)
}

/// How hard a finding asks, in a word.
fn strength(term: &str) -> Option<&'static str> {
    match term {
        "1" => Some("(noted)"),
        "2" => Some("(agreed)"),
        "3" => Some("(requested)"),
        "4" => Some("(recommended)"),
        "5" => Some("(with an owner or a date)"),
        _ => None,
    }
}

/// The passages that are counted, by segment, with the papers they stand in: those found, with a scope all of the units.
struct Counted {
    /// For each segment the passages, in order, each with the place of its paper.
    segments: Vec<Vec<(DocId, usize)>>,
    papers: Vec<Document>,
    units: Option<Units>,
}

/// The units that answer, and which of them each of their passages stands in.
struct Units {
    wholes: Vec<Whole>,
    unit_of: BTreeMap<DocAddress, usize>,
}

impl Units {
    fn of(planner: &Planner<'_>, root: &Node, scope: Scope) -> Result<Self> {
        let wholes = wholes(planner, root, scope)?;
        let passages =
            wholes.iter().enumerate().flat_map(|(unit, whole)| whole.passages.iter().map(move |at| (*at, unit)));
        Ok(Self { unit_of: passages.collect(), wholes })
    }
}

impl Counted {
    fn of(planner: &Planner<'_>, root: &Node) -> Result<Self> {
        let units = match planner.options.scope {
            Scope::Passage => None,
            scope => Some(Units::of(planner, root, scope)?),
        };
        let found = match &units {
            None => addresses(planner, root)?,
            Some(units) => units.unit_of.keys().copied().collect(),
        };
        let snapshot = planner.snapshot;
        let papers = snapshot.documents()?;
        let places: BTreeMap<&str, usize> =
            papers.iter().enumerate().map(|(place, paper)| (paper.path.as_str(), place)).collect();
        let mut segments = vec![Vec::new(); snapshot.searcher().segment_readers().len()];
        for of_segment in found.chunk_by(|a, b| a.segment_ord == b.segment_ord) {
            let number = of_segment[0].segment_ord as usize;
            let reader = snapshot.searcher().segment_reader(of_segment[0].segment_ord);
            let column = reader.fast_fields().str(column::PATH).map_err(|error| snapshot.failed(error))?;
            let Some(column) = column else { continue };
            let mut of_ord: BTreeMap<u64, Option<usize>> = BTreeMap::new();
            for at in of_segment {
                let Some(ord) = column.ords().first(at.doc_id) else { continue };
                let place = match of_ord.get(&ord) {
                    Some(place) => *place,
                    None => {
                        let mut path = String::new();
                        column.ord_to_str(ord, &mut path).map_err(|error| snapshot.failed(error.into()))?;
                        let place = places.get(path.as_str()).copied();
                        of_ord.insert(ord, place);
                        place
                    }
                };
                segments[number].extend(place.map(|place| (at.doc_id, place)));
            }
        }
        Ok(Self { segments, papers, units })
    }

    /// How many passages are found when the query also asks for what holds for these.
    fn narrowed_to(&self, holding: &[DocAddress]) -> usize {
        let Some(units) = &self.units else { return holding.len() };
        let mut of_unit: BTreeMap<usize, BTreeSet<DocAddress>> = BTreeMap::new();
        for at in holding {
            of_unit.entry(units.unit_of[at]).or_default().insert(*at);
        }
        of_unit.iter().map(|(unit, holding)| units.wholes[*unit].given_with(holding)).sum()
    }

    /// Counts by something that a whole paper has, given as it is typed and as it is shown.
    fn by_paper(&self, of: &dyn Fn(&Document) -> Option<(String, String)>) -> Vec<FacetValue> {
        let named: Vec<Option<(String, String)>> = self.papers.iter().map(of).collect();
        let mut values = Values::new();
        for (number, found) in (0..).zip(&self.segments) {
            for &(doc, paper) in found {
                let Some((query, label)) = &named[paper] else { continue };
                let value = values.entry(query.clone()).or_insert_with(|| Tallied::called(label.clone()));
                value.take(DocAddress::new(number, doc), paper);
            }
        }
        self.counted(values)
    }

    /// Values with their figures, the most frequent first.
    fn counted(&self, values: Values) -> Vec<FacetValue> {
        let counted = |(query, value): (String, Tallied)| FacetValue {
            label: value.label,
            query,
            passages: self.narrowed_to(&value.holding),
            documents: value.papers.len(),
        };
        let mut values: Vec<FacetValue> = values.into_iter().map(counted).collect();
        values.sort_by(|a, b| b.passages.cmp(&a.passages).then_with(|| a.query.cmp(&b.query)));
        values
    }

    /// Counts by the terms that passages carry; `name` says what to call a term, or that it does not count. Of some passages the kinds
    /// they carry are told `instead`.
    fn by_term(
        &self,
        snapshot: &Snapshot,
        of: Field,
        name: &dyn Fn(&str) -> Option<String>,
        instead: &[Retold],
    ) -> Result<Vec<FacetValue>> {
        let failed = |error| snapshot.failed(error);
        let mut values = Values::new();
        let apart: BTreeSet<DocAddress> = instead.iter().map(|retold| retold.at).collect();
        for retold in instead {
            let found = self.segments.get(retold.at.segment_ord as usize).map_or(&[][..], Vec::as_slice);
            let Ok(place) = found.binary_search_by_key(&retold.at.doc_id, |(doc, _)| *doc) else { continue };
            for kind in &retold.kinds {
                let Some(label) = name(kind) else { continue };
                let value = values.entry((*kind).to_owned()).or_insert_with(|| Tallied::called(label));
                value.take(retold.at, found[place].1);
            }
        }
        for (number, (reader, found)) in (0..).zip(snapshot.searcher().segment_readers().iter().zip(&self.segments)) {
            if found.is_empty() {
                continue;
            }
            let inverted = reader.inverted_index(of).map_err(failed)?;
            let mut terms = inverted.terms().stream().map_err(|error| failed(error.into()))?;
            while terms.advance() {
                let Ok(term) = std::str::from_utf8(terms.key()).map(str::to_owned) else { continue };
                let Some(label) = name(&term) else { continue };
                let postings = inverted.read_postings_from_terminfo(terms.value(), IndexRecordOption::Basic);
                let mut postings = postings.map_err(|error| failed(error.into()))?;
                for &(doc, paper) in found {
                    let reached = if postings.doc() < doc { postings.seek(doc) } else { postings.doc() };
                    if reached == TERMINATED {
                        break;
                    }
                    if reached == doc && !apart.contains(&DocAddress::new(number, doc)) {
                        let value = values.entry(term.clone()).or_insert_with(|| Tallied::called(label.clone()));
                        value.take(DocAddress::new(number, doc), paper);
                    }
                }
            }
        }
        Ok(self.counted(values))
    }

    /// Counts by the themes that the texts of passages carry.
    fn by_theme(&self, snapshot: &Snapshot, codebook: &dyn Themes) -> Result<Vec<FacetValue>> {
        let failed = |error| snapshot.failed(error);
        let mut values = Values::new();
        for (number, (reader, found)) in (0..).zip(snapshot.searcher().segment_readers().iter().zip(&self.segments)) {
            let store = reader.get_store_reader(PAGES_AT_HAND).map_err(|error| failed(error.into()))?;
            for &(doc, paper) in found {
                let passage: TantivyDocument = store.get(doc).map_err(failed)?;
                let text = passage.get_first(snapshot.fields().text).and_then(|text| text.as_str());
                for theme in codebook.of(text.unwrap_or_default()) {
                    let label = theme.replace('_', " ");
                    let value = values.entry(theme).or_insert_with(|| Tallied::called(label));
                    value.take(DocAddress::new(number, doc), paper);
                }
            }
        }
        Ok(self.counted(values))
    }
}

/// By what is typed to narrow to it.
type Values = BTreeMap<String, Tallied>;

/// What holds for some passages.
struct Tallied {
    label: String,
    /// Each once.
    holding: Vec<DocAddress>,
    papers: BTreeSet<usize>,
}

impl Tallied {
    fn called(label: String) -> Self {
        Self { label, holding: Vec::new(), papers: BTreeSet::new() }
    }

    fn take(&mut self, at: DocAddress, paper: usize) {
        self.holding.push(at);
        self.papers.insert(paper);
    }
}
