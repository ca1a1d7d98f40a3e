//! The formats there are. One file and one line here, one format more.

use std::fmt;
use std::io::{self, Write};
use std::path::Path;
use std::str::FromStr;

#[cfg(feature = "parquet")]
use super::parquet;
use super::{Answer, Settings, csv, docx, html, json, markdown, plain, svg, xlsx};

/// A way to write an answer down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Format {
    /// For the terminal and e-mail.
    #[default]
    Plain,
    /// For spreadsheets.
    Csv,
    /// For programs: one JSON object a line.
    Json,
    /// For notes and wikis.
    Markdown,
    /// For a browser or a printer: one file with nothing outside it.
    Html,
    /// A Word document.
    Docx,
    /// A workbook: a sheet for each table, with its columns explained.
    Xlsx,
    /// A picture, of answers that have one.
    Svg,
    /// For data tools: columns with their types.
    #[cfg(feature = "parquet")]
    Parquet,
}

/// How many formats this build has.
const COUNT: usize = if cfg!(feature = "parquet") { 9 } else { 8 };

/// One line of the registry.
pub struct Drawing {
    /// The format.
    pub format: Format,
    /// Its name on the command line.
    pub name: &'static str,
    /// Endings of file names that ask for it, without the dot; the first is the usual one.
    pub endings: &'static [&'static str],
    /// Its media type, as browsers are told.
    pub media: &'static str,
    /// Whether it is text that a terminal can show.
    pub is_text: bool,
    /// Whether it is rows or records, of which a program counts every one.
    pub is_rows: bool,
    /// How it is drawn.
    pub draw: fn(&dyn Answer, &Settings, &mut dyn Write) -> io::Result<()>,
}

/// Every format, in the order of [`Format`].
pub static FORMATS: [Drawing; COUNT] = [
    Drawing {
        format: Format::Plain,
        name: "plain",
        endings: &["txt"],
        media: "text/plain; charset=utf-8",
        is_text: true,
        is_rows: false,
        draw: plain::draw,
    },
    Drawing {
        format: Format::Csv,
        name: "csv",
        endings: &["csv"],
        media: "text/csv; charset=utf-8",
        is_text: true,
        is_rows: true,
        draw: csv::draw,
    },
    Drawing {
        format: Format::Json,
        name: "json",
        endings: &["jsonl", "ndjson", "json"],
        media: "application/jsonl; charset=utf-8",
        is_text: true,
        is_rows: true,
        draw: json::draw,
    },
    Drawing {
        format: Format::Markdown,
        name: "markdown",
        endings: &["md", "markdown"],
        media: "text/markdown; charset=utf-8",
        is_text: true,
        is_rows: false,
        draw: markdown::draw,
    },
    Drawing {
        format: Format::Html,
        name: "html",
        endings: &["html", "htm"],
        media: "text/html; charset=utf-8",
        is_text: true,
        is_rows: false,
        draw: html::draw,
    },
    Drawing {
        format: Format::Docx,
        name: "docx",
        endings: &["docx"],
        media: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        is_text: false,
        is_rows: false,
        draw: docx::draw,
    },
    Drawing {
        format: Format::Xlsx,
        name: "xlsx",
        endings: &["xlsx"],
        media: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        is_text: false,
        is_rows: true,
        draw: xlsx::draw,
    },
    Drawing {
        format: Format::Svg,
        name: "svg",
        endings: &["svg"],
        media: "image/svg+xml",
        is_text: true,
        is_rows: false,
        draw: svg::draw,
    },
    #[cfg(feature = "parquet")]
    Drawing {
        format: Format::Parquet,
        name: "parquet",
        endings: &["parquet"],
        media: "application/vnd.apache.parquet",
        is_text: false,
        is_rows: true,
        draw: parquet::draw,
    },
];

impl Format {
    /// Its line in the registry.
    pub fn drawing(self) -> &'static Drawing {
        &FORMATS[self as usize]
    }

    /// Its name on the command line.
    pub fn as_str(self) -> &'static str {
        self.drawing().name
    }

    /// The format that the name of a file asks for: `themes.csv`. `None` where the ending is none of ours.
    pub fn of_file(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        FORMATS.iter().find(|drawing| drawing.endings.contains(&ending.as_str())).map(|drawing| drawing.format)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Format {
    type Err = String;

    /// Reads the name on the command line; fails with the names there are.
    fn from_str(name: &str) -> Result<Self, String> {
        FORMATS.iter().find(|drawing| drawing.name == name).map(|drawing| drawing.format).ok_or_else(|| {
            let names: Vec<_> = FORMATS.iter().map(|drawing| drawing.name).collect();
            format!("`{name}` is no format; there are {}", super::words::listed(&names))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_stands_at_its_place_and_is_found_by_name_and_ending() {
        for (place, drawing) in FORMATS.iter().enumerate() {
            let format = drawing.format;
            assert_eq!(format as usize, place);
            assert_eq!(drawing.name.parse(), Ok(format));
            for ending in drawing.endings {
                assert_eq!(Format::of_file(Path::new(&format!("out.{}", ending.to_uppercase()))), Some(format));
            }
        }
        assert_eq!(Format::of_file(Path::new("out.pdf")), None);
    }

    #[test]
    fn a_wrong_name_is_answered_with_the_right_ones() {
        let message = "xls".parse::<Format>().unwrap_err();
        assert!(
            message.starts_with("`xls` is no format; there are plain, csv, json, markdown, html, docx, xlsx"),
            "{message}"
        );
    }
}
