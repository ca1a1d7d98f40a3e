//! The labels of lists, counted and printed as an office program does.
//!
//! A list style gives each level a numeral, what stands before and after it, and how many levels it shows ("4.2").
//! A list counts on from another where it says so: from one it names, or from the last of its style. Headings are
//! counted apart, by the outline.
//!
//! Source: OpenDocument 1.3 part 3, 5.3 (lists), 16.30 to 16.34 (list styles), 19.880.2 (text:start-value).

use std::collections::BTreeMap;

use crate::ingest::xml::Element;
use crate::text::Numeral;

/// The list styles of a document.
#[derive(Debug, Default)]
pub struct Definitions {
    by_name: BTreeMap<String, Levels>,
    outline: Levels,
}

/// The levels of a list style, from 1.
type Levels = BTreeMap<usize, Level>;

#[derive(Debug, Clone)]
struct Level {
    /// `None` for bullets.
    numeral: Option<Numeral>,
    prefix: String,
    suffix: String,
    /// How many levels the label shows, its own included.
    shown: usize,
    start: u32,
    /// Whether its bullet is white space.
    blank: bool,
}

impl Definitions {
    /// Reads the list styles of the parts that hold them.
    pub fn read(roots: &[&Element]) -> Self {
        let mut definitions = Self::default();
        for root in roots {
            for style in root.all("text:list-style") {
                if let Some(name) = style.attribute("style:name") {
                    definitions.by_name.insert(name.to_owned(), levels(style));
                }
            }
            if let Some(outline) = root.all("text:outline-style").first() {
                definitions.outline = levels(outline);
            }
        }
        definitions
    }
}

fn levels(style: &Element) -> Levels {
    let level = |element: &Element| {
        let depth = element.attribute("text:level")?.parse().ok()?;
        let number = |name: &str| element.attribute(name).and_then(|number| number.parse::<u32>().ok());
        let text = |name: &str| element.attribute(name).unwrap_or_default().to_owned();
        let counted = matches!(&*element.name, "text:list-level-style-number" | "text:outline-level-style");
        let level = Level {
            numeral: counted.then(|| numeral(element.attribute("style:num-format").unwrap_or_default())),
            prefix: text("style:num-prefix"),
            suffix: text("style:num-suffix"),
            shown: number("text:display-levels").unwrap_or(1) as usize,
            start: number("text:start-value").unwrap_or(1),
            blank: element.attribute("text:bullet-char").is_some_and(|bullet| bullet.trim().is_empty()),
        };
        Some((depth, level))
    };
    style.children().filter_map(level).collect()
}

fn numeral(format: &str) -> Numeral {
    match format {
        "" => Numeral::Nothing,
        "a" => Numeral::Letter,
        "A" => Numeral::CapitalLetter,
        "i" => Numeral::Roman,
        "I" => Numeral::CapitalRoman,
        "1st" => Numeral::Ordinal,
        _ => Numeral::Decimal,
    }
}

/// The counts of a list: the last of each level, outermost first.
type Counts = Vec<Option<u32>>;

/// Counts the lists and headings of a document from its beginning to its end.
#[derive(Debug)]
pub struct Counter<'a> {
    definitions: &'a Definitions,
    counts: Vec<Counts>,
    /// Which counts a list took, by its identifier.
    by_id: BTreeMap<&'a str, usize>,
    /// Which counts the last outermost list of a style took.
    by_style: BTreeMap<&'a str, usize>,
    outline: Counts,
}

impl<'a> Counter<'a> {
    /// A counter at the beginning of the document.
    pub fn new(definitions: &'a Definitions) -> Self {
        Self { definitions, counts: Vec::new(), by_id: BTreeMap::new(), by_style: BTreeMap::new(), outline: Vec::new() }
    }

    /// Begins an outermost list and tells which counts it takes.
    pub fn begin(&mut self, list: &'a Element, style: &'a str) -> usize {
        let named = list.attribute("text:continue-list").and_then(|id| self.by_id.get(id));
        let on = list.attribute("text:continue-numbering") == Some("true");
        let last = self.by_style.get(style).filter(|_| on);
        let index = named.or(last).copied().unwrap_or_else(|| {
            self.counts.push(Vec::new());
            self.counts.len() - 1
        });
        self.by_style.insert(style, index);
        self.know(list, index);
        index
    }

    /// Remembers which counts a list takes, for those that name it.
    pub fn know(&mut self, list: &'a Element, index: usize) {
        if let Some(id) = list.attribute("xml:id") {
            self.by_id.insert(id, index);
        }
    }

    /// Counts the next item and prints its label; `None` for a bullet, or when nothing is printed.
    ///
    /// `depth` is that of the item, from 0; `start` the count that the item itself asks for.
    pub fn next(&mut self, counts: usize, style: &str, depth: usize, start: Option<u32>) -> Option<String> {
        let levels = self.definitions.by_name.get(style)?;
        count(self.counts.get_mut(counts)?, levels, depth, start)
    }

    /// Whether the bullet of a level is blank: it indents what goes on with the item above.
    pub fn is_blank(&self, style: &str, depth: usize) -> bool {
        self.definitions.by_name.get(style).and_then(|levels| levels.get(&(depth + 1))).is_some_and(|level| level.blank)
    }

    /// Counts the next heading of a level, from 1, and prints its number, if headings have them.
    pub fn heading(&mut self, level: usize, start: Option<u32>) -> Option<String> {
        count(&mut self.outline, &self.definitions.outline, level.checked_sub(1)?, start)
    }
}

fn count(counts: &mut Counts, levels: &Levels, depth: usize, start: Option<u32>) -> Option<String> {
    let level = levels.get(&(depth + 1))?;
    let last = counts.get(depth).copied().flatten();
    counts.resize(depth, None);
    counts.push(Some(start.unwrap_or_else(|| last.map_or(level.start, |last| last.saturating_add(1)))));
    let own = level.numeral?;
    let shown = (depth + 1).saturating_sub(level.shown.max(1))..depth + 1;
    let print = |at: usize| {
        let level = levels.get(&(at + 1))?;
        let numeral = if at == depth { own } else { level.numeral? };
        let printed = numeral.print(counts.get(at).copied().flatten().unwrap_or(level.start));
        (!printed.is_empty()).then_some(printed)
    };
    let numbers: Vec<String> = if own == Numeral::Nothing { Vec::new() } else { shown.filter_map(print).collect() };
    let label = format!("{}{}{}", level.prefix, numbers.join("."), level.suffix);
    (!label.trim().is_empty()).then_some(label)
}
