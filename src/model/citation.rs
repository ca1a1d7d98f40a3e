//! Where on paper a passage stands, so that a member can find it.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Block, CHAPTER_MARK, Date, Document, DocumentKind, Item, ItemMark, Place};

/// A place in a document.
///
/// Prints as a person would give it: "Panel report, 18 Nov 2015, para 3, bullet 2, p. 1". Parts that
/// are not known are left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// Identifier of the document.
    pub document: String,
    /// What sort of paper it is.
    pub kind: DocumentKind,
    /// Date of the document.
    pub date: Option<Date>,
    /// Path of the file, relative to the corpus.
    pub path: String,
    /// The heading above the passage.
    pub section: Option<String>,
    /// The printed number of the paragraph the passage stands in or hangs from.
    pub paragraph: Option<String>,
    /// Whether that is the number of a heading above the section's, which has none: then both tell where it stands.
    pub by_section: bool,
    /// What of a list or a table it is.
    pub item: Option<Item>,
    /// The physical page.
    pub page: Option<u32>,
    /// Ordinal of the block.
    pub block: usize,
    /// Whether the paper was read by OCR, so that its words want checking against the paper.
    #[serde(default)]
    pub ocr: bool,
    /// The printed reference of a table row, with the name of its column, where it is not the count of the row, "Ref T7"; and of
    /// several lines of one of its cells, which it is: "“Action”, item 2". `None` where the row has no reference and its cell one line.
    #[serde(default)]
    pub reference: Option<String>,
    /// Whether the paper says that it is not for publication, so that nobody quotes it in public unawares.
    #[serde(default)]
    pub exempt: bool,
}

impl Citation {
    /// A block of a paper, and no more of the place.
    pub fn new(document: impl Into<String>, kind: DocumentKind, path: impl Into<String>, block: usize) -> Self {
        Self {
            document: document.into(),
            kind,
            date: None,
            path: path.into(),
            section: None,
            paragraph: None,
            by_section: false,
            item: None,
            page: None,
            block,
            ocr: false,
            reference: None,
            exempt: false,
        }
    }

    /// Where a block of a paper stands.
    pub fn of(document: &Document, block: &Block, place: Place) -> Self {
        Self {
            date: document.date,
            section: place.section,
            paragraph: place.paragraph,
            by_section: place.by_section,
            item: place.item,
            page: block.page,
            ocr: document.is_ocr(),
            reference: place.reference,
            exempt: document.exempt,
            ..Self::new(&document.id, document.kind, &document.path, block.ordinal)
        }
    }

    /// The address of the passage, its paper and its block: "marlshire-2015-06-review-report#b12".
    pub fn address(&self) -> String {
        format!("{}#b{}", self.document, self.block)
    }
}

impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.label())?;
        if let Some(date) = self.date {
            write!(f, ", {}", date.short())?;
        }
        // "45(q)" is minute 45 (q).
        let paragraph = self.paragraph.as_ref().map(|paragraph| match self.kind {
            DocumentKind::Minutes => format!("minute {}", paragraph.replace('(', " (")),
            _ => format!("para {}", paragraph.replace('(', " (")),
        });
        match (&paragraph, &self.section) {
            (Some(paragraph), Some(section)) if self.by_section && self.item.is_some() => {
                // The number tells the chapter.
                let own = section.rsplit(CHAPTER_MARK).next().unwrap_or(section);
                write!(f, ", {paragraph}, “{own}”")?;
            }
            (Some(paragraph), _) => write!(f, ", {paragraph}")?,
            (None, Some(section)) => write!(f, ", “{section}”")?,
            (None, None) => {}
        }
        match &self.item {
            None => {}
            Some(Item::Row(count)) => {
                write!(f, ", row {count}")?;
                if let Some(reference) = &self.reference {
                    write!(f, " ({reference})")?;
                }
            }
            Some(Item::Head) => write!(f, ", head of the table")?,
            Some(Item::Recommendation(label)) => write!(f, ", recommendation {label}")?,
            Some(Item::Listed(marks)) => match marks.as_slice() {
                [ItemMark::Bullet(count)] => write!(f, ", bullet {count}")?,
                // So that it is asked for as it is called: "minute 45 (q)".
                marks if self.kind == DocumentKind::Minutes && self.paragraph.is_some() && !self.by_section => {
                    let mut before = " ";
                    for mark in marks {
                        before = match mark {
                            ItemMark::Bullet(count) => write!(f, ", bullet {count}").map(|()| " "),
                            ItemMark::Label(label) => write!(f, "{before}({label})").map(|()| ""),
                        }?;
                    }
                }
                _ => write!(f, ", item ({})", Item::Listed(marks.clone()))?,
            },
        }
        if let Some(page) = self.page {
            write!(f, ", p. {page}")?;
        }
        f.write_str(if self.ocr { " (read by OCR)" } else { "" })?;
        f.write_str(if self.exempt { " (not for publication)" } else { "" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_citation_reads_as_a_person_would_give_it() {
        let mut citation = Citation {
            date: "2015-11-18".parse().ok(),
            section: Some("Background".into()),
            paragraph: Some("3".into()),
            item: Some(Item::bullet(2)),
            page: Some(1),
            ..Citation::new("worcestershire-2015-11-18-panel-report", DocumentKind::PanelReport, "panel.txt", 9)
        };
        assert_eq!(citation.to_string(), "Panel report, 18 Nov 2015, para 3, bullet 2, p. 1");
        citation.by_section = true;
        citation.section = Some("Leadership › Background".into());
        assert_eq!(citation.to_string(), "Panel report, 18 Nov 2015, para 3, “Background”, bullet 2, p. 1");
        citation.section = Some("Background".into());
        citation.paragraph = None;
        citation.item = Some(Item::label("a"));
        citation.page = None;
        assert_eq!(citation.to_string(), "Panel report, 18 Nov 2015, “Background”, item (a)");
        citation.item = Some(Item::Row(6));
        assert_eq!(citation.to_string(), "Panel report, 18 Nov 2015, “Background”, row 6");
        citation.reference = Some("Ref T5".into());
        assert_eq!(citation.to_string(), "Panel report, 18 Nov 2015, “Background”, row 6 (Ref T5)");
        citation.item = Some(Item::Recommendation("4".into()));
        assert_eq!(citation.to_string(), "Panel report, 18 Nov 2015, “Background”, recommendation 4");
        let of_q = |within| Item::Listed(vec![ItemMark::Label("q".into()), within]);
        let minute = Citation {
            kind: DocumentKind::Minutes,
            paragraph: Some("45".into()),
            by_section: false,
            item: Some(of_q(ItemMark::Label("ii".into()))),
            ..citation.clone()
        };
        assert_eq!(minute.to_string(), "Minutes, 18 Nov 2015, minute 45 (q)(ii)");
        let bullet = Citation { item: Some(of_q(ItemMark::Bullet(2))), ..minute.clone() };
        assert_eq!(bullet.to_string(), "Minutes, 18 Nov 2015, minute 45 (q), bullet 2");
        let lettered = Citation { paragraph: Some("45(q)".into()), item: None, ..minute };
        assert_eq!(lettered.to_string(), "Minutes, 18 Nov 2015, minute 45 (q)");
        citation.item = Some(Item::label("a"));
        citation.ocr = true;
        assert_eq!(citation.to_string(), "Panel report, 18 Nov 2015, “Background”, item (a) (read by OCR)");
        (citation.ocr, citation.exempt) = (false, true);
        assert_eq!(citation.to_string(), "Panel report, 18 Nov 2015, “Background”, item (a) (not for publication)");
    }

    #[test]
    fn a_printed_letter_with_a_figure_is_no_bullet_and_no_row() {
        let item = |label: &str| Citation {
            paragraph: Some("45".into()),
            item: Some(Item::label(label)),
            ..Citation::new("d", DocumentKind::Minutes, "d.txt", 0)
        };
        assert_eq!(item("b1").to_string(), "Minutes, minute 45 (b1)");
        assert_eq!(item("r2").to_string(), "Minutes, minute 45 (r2)");
        assert_eq!(item("1.2").to_string(), "Minutes, minute 45 (1.2)");
        let report = Citation { kind: DocumentKind::ReviewReport, paragraph: None, ..item("b1") };
        assert_eq!(report.to_string(), "Review report, item (b1)");
    }
}
