//! The labels of lists, counted and printed as Word does.
//!
//! A list ("num") is an instance of a definition ("abstractNum") of up to nine levels, each with a first count, a
//! numeral and a pattern such as "%1.%2". Lists of one definition share its counts, which is how paragraph numbers
//! run on across headings; a list may override where it starts. A count begins anew after an item of a higher level.
//!
//! Source: ECMA-376 part 1, 17.9 (numbering), and the restart rule of 17.9.10 (lvlRestart).

use std::collections::{BTreeMap, BTreeSet};

use super::value;
use crate::ingest::xml::Element;
use crate::text::Numeral;

/// The lists a document defines.
#[derive(Debug, Default)]
pub struct Numbering {
    definitions: BTreeMap<String, Definition>,
    lists: BTreeMap<String, List>,
}

#[derive(Debug, Default)]
struct Definition {
    levels: BTreeMap<u8, Level>,
    /// Name of the list style that this definition is.
    is_style: Option<String>,
    /// Name of the list style that this definition stands for.
    of_style: Option<String>,
}

#[derive(Debug, Default)]
struct List {
    definition: String,
    starts: BTreeMap<u8, u32>,
    levels: BTreeMap<u8, Level>,
}

#[derive(Debug, Clone)]
struct Level {
    start: u32,
    /// `None` for bullets.
    numeral: Option<Numeral>,
    /// The label, with "%1" for the count of the first level.
    pattern: String,
    /// Identifier of the paragraph style that stands for this level.
    style: Option<String>,
    /// The count begins anew after an item of this level (from 1) or a higher one; 0: never. `None`: of any higher.
    restart: Option<u8>,
    /// Whether counts of higher levels print as plain numbers ("1.1" beneath "I").
    plain: bool,
}

/// What stands before an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Marker {
    /// A label: "3.", "(a)", "Recommendation 2".
    Label(String),
    /// A bullet.
    Bullet,
}

impl Numbering {
    /// Reads the part of the document that defines lists.
    pub fn read(root: &Element) -> Self {
        let mut numbering = Self::default();
        for child in root.children() {
            match &*child.name {
                "w:abstractNum" => {
                    if let Some(id) = child.attribute("w:abstractNumId") {
                        numbering.definitions.insert(id.to_owned(), definition(child));
                    }
                }
                "w:num" => {
                    if let Some(id) = child.attribute("w:numId") {
                        numbering.lists.insert(id.to_owned(), list(child));
                    }
                }
                _ => {}
            }
        }
        numbering
    }

    /// The level of a list that a paragraph style stands for.
    pub fn depth_of_style(&self, list: &str, style: &str) -> Option<u8> {
        let (_, definition) = self.definition(self.lists.get(list)?)?;
        definition.levels.iter().find(|(_, level)| level.style.as_deref() == Some(style)).map(|(depth, _)| *depth)
    }

    /// The definition of a list and its identifier; a definition may stand for that of a list style.
    fn definition(&self, list: &List) -> Option<(&str, &Definition)> {
        let (id, own) = self.definitions.get_key_value(&list.definition)?;
        let styled = own.of_style.as_ref().filter(|_| own.levels.is_empty()).and_then(|style| {
            self.definitions.iter().find(|(_, definition)| definition.is_style.as_ref() == Some(style))
        });
        Some(styled.map_or((id.as_str(), own), |(id, definition)| (id.as_str(), definition)))
    }
}

fn definition(element: &Element) -> Definition {
    Definition {
        levels: levels(element).collect(),
        is_style: value(element, "w:styleLink").map(str::to_owned),
        of_style: value(element, "w:numStyleLink").map(str::to_owned),
    }
}

fn list(element: &Element) -> List {
    let mut list = List { definition: value(element, "w:abstractNumId").unwrap_or_default().into(), ..List::default() };
    for change in element.children().filter(|child| &*child.name == "w:lvlOverride") {
        let Some(depth) = change.attribute("w:ilvl").and_then(|depth| depth.parse().ok()) else { continue };
        if let Some(start) = value(change, "w:startOverride").and_then(|start| start.parse().ok()) {
            list.starts.insert(depth, start);
        }
        list.levels.extend(levels(change));
    }
    list
}

fn levels(element: &Element) -> impl Iterator<Item = (u8, Level)> + '_ {
    element.children().filter(|child| &*child.name == "w:lvl").filter_map(|element| {
        let depth = element.attribute("w:ilvl")?.parse().ok()?;
        let number = |name: &str| value(element, name).and_then(|number| number.parse().ok());
        let level = Level {
            start: number("w:start").unwrap_or(0),
            numeral: numeral(value(element, "w:numFmt").unwrap_or("decimal")),
            pattern: value(element, "w:lvlText").unwrap_or_default().to_owned(),
            style: value(element, "w:pStyle").map(str::to_owned),
            restart: value(element, "w:lvlRestart").and_then(|level| level.parse().ok()),
            plain: element.child("w:isLgl").is_some_and(super::is_on),
        };
        Some((depth, level))
    })
}

/// `None` for bullets. Numerals of other scripts print as plain numbers.
fn numeral(format: &str) -> Option<Numeral> {
    match format {
        "bullet" => None,
        "none" => Some(Numeral::Nothing),
        "decimalZero" => Some(Numeral::PaddedDecimal),
        "ordinal" => Some(Numeral::Ordinal),
        "lowerLetter" => Some(Numeral::Letter),
        "upperLetter" => Some(Numeral::CapitalLetter),
        "lowerRoman" => Some(Numeral::Roman),
        "upperRoman" => Some(Numeral::CapitalRoman),
        _ => Some(Numeral::Decimal),
    }
}

/// Counts the lists of a document from its beginning to its end.
#[derive(Debug)]
pub struct Counter<'a> {
    numbering: &'a Numbering,
    /// The last count of each level of each definition.
    counts: BTreeMap<&'a str, BTreeMap<u8, u32>>,
    /// Levels of lists whose own start has been taken.
    started: BTreeSet<(String, u8)>,
}

impl<'a> Counter<'a> {
    /// A counter at the beginning of the document.
    pub fn new(numbering: &'a Numbering) -> Self {
        Self { numbering, counts: BTreeMap::new(), started: BTreeSet::new() }
    }

    /// Counts the next item of a list; `None` when the list is not defined or prints nothing.
    pub fn next(&mut self, list: &str, depth: u8) -> Option<Marker> {
        let own = self.numbering.lists.get(list)?;
        let (id, definition) = self.numbering.definition(own)?;
        let level_at = |depth: u8| own.levels.get(&depth).or_else(|| definition.levels.get(&depth));
        let level = level_at(depth)?;
        let counts = self.counts.entry(id).or_default();
        let first_of_list = self.started.insert((list.to_owned(), depth));
        let count = match (own.starts.get(&depth).filter(|_| first_of_list), counts.get(&depth)) {
            (Some(start), _) => *start,
            (None, Some(last)) => last.saturating_add(1),
            (None, None) => level.start,
        };
        counts.insert(depth, count);
        counts.retain(|deeper, _| {
            let restart = level_at(*deeper).and_then(|level| level.restart);
            *deeper <= depth || restart.is_some_and(|after| after == 0 || depth >= after)
        });
        if level.numeral.is_none() {
            // A bullet of spaces indents what goes on with the item above.
            return (!level.pattern.trim().is_empty()).then_some(Marker::Bullet);
        }
        let print = |at: u8| {
            let Some(shown) = level_at(at) else { return String::new() };
            let count = counts.get(&at).copied().unwrap_or(shown.start);
            let numeral =
                if level.plain && at != depth { Numeral::Decimal } else { shown.numeral.unwrap_or(Numeral::Nothing) };
            numeral.print(count)
        };
        let label = fill(&level.pattern, print);
        (!label.trim().is_empty()).then_some(Marker::Label(label))
    }
}

/// A pattern with "%1" to "%9" replaced by the counts of the levels 0 to 8.
fn fill(pattern: &str, print: impl Fn(u8) -> String) -> String {
    let mut label = String::new();
    let mut characters = pattern.chars().peekable();
    while let Some(character) = characters.next() {
        let level = characters.peek().and_then(|next| next.to_digit(10)).filter(|digit| *digit > 0);
        match level.filter(|_| character == '%') {
            Some(level) => {
                characters.next();
                label.push_str(&print(level as u8 - 1));
            }
            None => label.push(character),
        }
    }
    label
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::xml;

    const LEVELS: &str = r#"<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
        <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
        <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%3)"/></w:lvl>"#;

    fn numbering(definitions: &str, lists: &str) -> Numbering {
        Numbering::read(&xml::parse(&format!("<w:numbering>{definitions}{lists}</w:numbering>")).unwrap())
    }

    fn labels(numbering: &Numbering, items: &[(&str, u8)]) -> Vec<String> {
        let mut counter = Counter::new(numbering);
        let label = |(list, depth): &(&str, u8)| match counter.next(list, *depth) {
            Some(Marker::Label(label)) => label,
            Some(Marker::Bullet) => "•".into(),
            None => String::new(),
        };
        items.iter().map(label).collect()
    }

    fn one(levels: &str) -> String {
        format!("<w:abstractNum w:abstractNumId=\"0\">{levels}</w:abstractNum>")
    }

    const TWO_LISTS: &str = r#"<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>
        <w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>"#;

    #[test]
    fn levels_count_beneath_each_other_and_begin_anew() {
        let numbering = numbering(&one(LEVELS), TWO_LISTS);
        let items = [("1", 0), ("1", 1), ("1", 1), ("1", 2), ("1", 2), ("1", 0), ("1", 1), ("1", 2)];
        assert_eq!(labels(&numbering, &items), ["1.", "1.1", "1.2", "(a)", "(b)", "2.", "2.1", "(a)"]);
    }

    #[test]
    fn lists_of_one_definition_run_on_unless_one_starts_anew() {
        let numbering = numbering(&one(LEVELS), TWO_LISTS);
        assert_eq!(
            labels(&numbering, &[("1", 0), ("2", 0), ("3", 0), ("3", 0), ("1", 0)]),
            ["1.", "2.", "1.", "2.", "3."]
        );
    }

    #[test]
    fn patterns_are_printed_as_they_are() {
        let levels = r#"<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="Recommendation %1:"/></w:lvl>
            <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2"/></w:lvl>
            <w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl>
            <w:lvl w:ilvl="3"><w:numFmt w:val="none"/><w:lvlText w:val=""/></w:lvl>
            <w:lvl w:ilvl="4"><w:numFmt w:val="bullet"/><w:lvlText w:val=" "/></w:lvl>"#;
        let numbering = numbering(&one(levels), TWO_LISTS);
        assert_eq!(
            labels(&numbering, &[("1", 0), ("1", 1), ("1", 2), ("1", 3), ("1", 4), ("9", 0)]),
            ["Recommendation III:", "3.1", "•", "", "", ""]
        );
    }

    #[test]
    fn a_count_that_never_restarts_runs_through() {
        let levels = r#"<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/><w:lvlText w:val="Part %1"/></w:lvl>
            <w:lvl w:ilvl="1"><w:start w:val="1"/><w:lvlRestart w:val="0"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>"#;
        let numbering = numbering(&one(levels), TWO_LISTS);
        let items = [("1", 0), ("1", 1), ("1", 1), ("1", 0), ("1", 1)];
        assert_eq!(labels(&numbering, &items), ["Part A", "1.", "2.", "Part B", "3."]);
    }

    #[test]
    fn a_list_may_take_its_levels_from_a_list_style() {
        let definitions = format!(
            r#"<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="Paras"/></w:abstractNum>
            <w:abstractNum w:abstractNumId="5"><w:styleLink w:val="Paras"/>{LEVELS}</w:abstractNum>"#
        );
        assert_eq!(labels(&numbering(&definitions, TWO_LISTS), &[("1", 0), ("2", 1)]), ["1.", "1.1"]);
    }
}
