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
    /// How it is drawn.
    pub draw: fn(&dyn Answer, &Settings, &mut dyn Write) -> io::Result<()>,
}

/// Every format, in the order of [`Format`].
pub static FORMATS: [Drawing; COUNT] = [
    Drawing { format: Format::Plain, name: "plain", endings: &["txt"], draw: plain::draw },
    Drawing { format: Format::Csv, name: "csv", endings: &["csv"], draw: csv::draw },
    Drawing { format: Format::Json, name: "json", endings: &["jsonl", "ndjson", "json"], draw: json::draw },
    Drawing { format: Format::Markdown, name: "markdown", endings: &["md", "markdown"], draw: markdown::draw },
    Drawing { format: Format::Html, name: "html", endings: &["html", "htm"], draw: html::draw },
    Drawing { format: Format::Docx, name: "docx", endings: &["docx"], draw: docx::draw },
    Drawing { format: Format::Xlsx, name: "xlsx", endings: &["xlsx"], draw: xlsx::draw },
    Drawing { format: Format::Svg, name: "svg", endings: &["svg"], draw: svg::draw },
    #[cfg(feature = "parquet")]
    Drawing { format: Format::Parquet, name: "parquet", endings: &["parquet"], draw: parquet::draw },
];

impl Format {
    /// Every format.
    pub const ALL: [Self; COUNT] = [
        Self::Plain,
        Self::Csv,
        Self::Json,
        Self::Markdown,
        Self::Html,
        Self::Docx,
        Self::Xlsx,
        Self::Svg,
        #[cfg(feature = "parquet")]
        Self::Parquet,
    ];

    /// Its line in the registry.
    pub fn drawing(self) -> &'static Drawing {
        &FORMATS[self as usize]
    }

    /// Whether it is text that a terminal can show.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Plain | Self::Csv | Self::Json | Self::Markdown | Self::Html | Self::Svg)
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
        Self::ALL.into_iter().find(|format| format.as_str() == name).ok_or_else(|| {
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
        for (format, drawing) in Format::ALL.into_iter().zip(&FORMATS) {
            assert_eq!(format.drawing().format, format);
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
