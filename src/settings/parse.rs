//! From the text of `lookback.toml` to [`Settings`]. Every complaint names its line and what to write instead.

use std::borrow::Cow;
use std::ops::Range;
use std::path::{Component, Path};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::globs::Glob;
use super::keys::{PAPER, PERIOD, TOP, unknown};
use super::{Entry, Given, Settings};
use crate::model::{Date, DocumentKind, Period};
use crate::text::{USUAL_ENCODINGS, encoding_named};

type Value<'a> = Spanned<DeValue<'a>>;

pub(super) fn settings(text: &str) -> Result<Settings, String> {
    let file = File(text);
    let table = DeTable::parse(text).map_err(|error| match error.span() {
        Some(span) => file.at(&span, error.message()),
        None => error.message().to_owned(),
    })?;
    let mut settings = Settings::default();
    for (key, value) in table.get_ref() {
        match key.get_ref().as_ref() {
            "name" => settings.name = Some(file.words(value)?),
            "council" => settings.council = Some(file.words(value)?),
            "codebook" => settings.codebook = Some(from_folder(&file.words(value)?)),
            "ignore" => settings.ignore = file.globs(value)?,
            "paper" => settings.papers = file.papers(value)?,
            other => return Err(file.at(&key.span(), &unknown(other, &TOP, "of a folder"))),
        }
    }
    Ok(settings)
}

/// A path as those of papers are written: "./sub//ours.toml" is "sub/ours.toml". One that leads elsewhere stays as it is.
fn from_folder(written: &str) -> String {
    let mut parts: Vec<Cow<'_, str>> = Vec::new();
    for part in Path::new(written).components() {
        match part {
            Component::Normal(part) => parts.push(part.to_string_lossy()),
            Component::CurDir => {}
            Component::ParentDir if !parts.is_empty() => _ = parts.pop(),
            _ => return written.to_owned(),
        }
    }
    parts.join("/")
}

/// The text, by which a place becomes a line.
struct File<'a>(&'a str);

impl File<'_> {
    fn line(&self, span: &Range<usize>) -> usize {
        self.0.bytes().take(span.start).filter(|byte| *byte == b'\n').count() + 1
    }

    fn at(&self, span: &Range<usize>, message: &str) -> String {
        format!("line {}: {message}", self.line(span))
    }

    fn wrong<T>(&self, value: &Value<'_>, message: &str) -> Result<T, String> {
        Err(self.at(&value.span(), message))
    }

    /// Words in quotation marks, and not none.
    fn words(&self, value: &Value<'_>) -> Result<String, String> {
        match value.get_ref().as_str().map(str::trim) {
            Some("") => self.wrong(value, "nothing stands between the quotation marks; leave the line out instead"),
            Some(words) => Ok(words.to_owned()),
            None => self.wrong(value, "words are wanted here, in quotation marks"),
        }
    }

    fn glob(&self, value: &Value<'_>) -> Result<Glob, String> {
        let written = self.words(value)?;
        Glob::new(&written, self.line(&value.span())).map_err(|message| self.at(&value.span(), &message))
    }

    fn globs(&self, value: &Value<'_>) -> Result<Vec<Glob>, String> {
        match value.get_ref().as_array() {
            Some(list) => list.iter().map(|value| self.glob(value)).collect(),
            None => self.wrong(value, "a list of paths is wanted here: ignore = [\"drafts/**\"]"),
        }
    }

    fn papers(&self, value: &Value<'_>) -> Result<Vec<Entry>, String> {
        let wanted = "each paper begins with a line [[paper]], with two brackets on either side";
        let Some(list) = value.get_ref().as_array() else { return self.wrong(value, wanted) };
        list.iter()
            .map(|value| value.get_ref().as_table().map_or_else(|| self.wrong(value, wanted), |t| self.paper(value, t)))
            .collect()
    }

    fn paper(&self, whole: &Value<'_>, table: &DeTable<'_>) -> Result<Entry, String> {
        let mut path = None;
        let mut given = Given::default();
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "path" => path = Some(self.glob(value)?),
                "kind" => given.kind = Some(self.kind(value)?),
                "title" => given.title = Some(self.words(value)?),
                "council" => given.council = Some(self.words(value)?),
                "committee" => given.committee = Some(self.words(value)?),
                "date" => given.date = Some(self.date(value)?),
                "body" => given.body = Some(self.words(value)?),
                "subject" => given.subject = Some(self.words(value)?),
                "on_site" => given.on_site = Some(self.period(value)?),
                "published" => given.published = Some(self.date(value)?),
                "grade" => given.grade = Some(self.words(value)?),
                "encoding" => given.encoding = Some(self.encoding(value)?),
                other => return Err(self.at(&key.span(), &unknown(other, &PAPER, "of a paper"))),
            }
        }
        let Some(path) = path else {
            return self.wrong(whole, "this paper has no `path`; write one: path = \"reports/2015-*.pdf\"");
        };
        Ok(Entry { path, given })
    }

    fn kind(&self, value: &Value<'_>) -> Result<DocumentKind, String> {
        let words = self.words(value)?;
        let name = words.to_lowercase().replace([' ', '-'], "_");
        let known = DocumentKind::ALL.into_iter().find(|kind| kind.as_str() == name);
        known.map_or_else(
            || {
                let kinds = DocumentKind::ALL.map(DocumentKind::as_str).join(", ");
                self.wrong(value, &format!("there is no kind of paper `{words}`; there are {kinds}"))
            },
            Ok,
        )
    }

    fn encoding(&self, value: &Value<'_>) -> Result<String, String> {
        let words = self.words(value)?;
        match encoding_named(&words) {
            Some(encoding) => Ok(encoding.name().to_owned()),
            None => {
                let usual = USUAL_ENCODINGS.join(", ");
                self.wrong(value, &format!("there is no encoding `{words}`; try {usual}"))
            }
        }
    }

    /// A date as precise as known, in quotation marks or, where TOML knows it, without.
    fn date(&self, value: &Value<'_>) -> Result<Date, String> {
        let written = match value.get_ref() {
            DeValue::String(text) => text.trim().to_owned(),
            DeValue::Integer(year) => year.as_str().to_owned(),
            DeValue::Datetime(date) => date.to_string(),
            _ => String::new(),
        };
        written.parse().map_err(|_| {
            let message = format!(
                "`{written}` is not a date; write \"2015\", \"2015-04\" or \"2015-04-18\", as precise as known"
            );
            self.at(&value.span(), &message)
        })
    }

    /// From one date to another, or one date.
    fn period(&self, value: &Value<'_>) -> Result<Period, String> {
        let Some(table) = value.get_ref().as_table() else { return self.date(value).map(Period::single) };
        let (mut from, mut to) = (None, None);
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "from" => from = Some(self.date(value)?),
                "to" => to = Some(self.date(value)?),
                other => return Err(self.at(&key.span(), &unknown(other, &PERIOD, "of a period"))),
            }
        }
        match (from, to) {
            (Some(start), Some(end)) if start <= end => Ok(Period { start, end }),
            (Some(start), Some(end)) => self.wrong(
                value,
                &format!("it ends on {} and begins later, on {}; change them over", end.long(), start.long()),
            ),
            _ => self.wrong(value, "a period has two ends: { from = \"2015-04-20\", to = \"2015-04-24\" }"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_can_be_set_is_read() {
        let text = r#"
name = "Marlshire's papers"
council = "Marlshire"
codebook = "our-themes.toml"
ignore = ["drafts/**", "old.pdf"]

[[paper]]
path = "reports/2015-*.pdf"
kind = "Review report"
title = "Peer review"
council = "Thornmere"
committee = "Cabinet"
date = 2015-06-03
body = "LGA"
subject = "safeguarding children"
on_site = { from = "2015-04-20", to = 2015-04-24 }
published = "2015-06"
grade = "Good"
encoding = "MacRoman"

[[paper]]
path = "minutes.txt"
on_site = 2015
"#;
        let settings = settings(text).unwrap();
        let given = settings.given("reports/2015-a.pdf");
        assert_eq!(given.kind, Some(DocumentKind::ReviewReport));
        assert_eq!(given.on_site.map(|p| p.to_string()).as_deref(), Some("20 April 2015 to 24 April 2015"));
        assert_eq!((given.date, given.published), ("2015-06-03".parse().ok(), "2015-06".parse().ok()));
        assert_eq!(given.encoding.as_deref(), Some("macintosh"));
        assert_eq!(settings.given("minutes.txt").on_site, Some(Period::single(Date::year_only(2015))));
        assert_eq!((settings.ignore.len(), settings.codebook.as_deref()), (2, Some("our-themes.toml")));
    }

    #[test]
    fn every_complaint_names_its_line_and_what_to_write() {
        let paper = |line: &str| format!("[[paper]]\npath = 'a.pdf'\n{line}\n");
        let cases = [
            (
                "\ncouncl = 'Marlshire'".to_owned(),
                "line 2: there is no setting `councl` of a folder; did you mean `council`?",
            ),
            (paper("dat = '2015'"), "line 3: there is no setting `dat` of a paper; did you mean `date`?"),
            (
                paper("date = '18/04/2015'"),
                "line 3: `18/04/2015` is not a date; write \"2015\", \"2015-04\" or \"2015-04-18\", as precise as known",
            ),
            (paper("date = '2015-02-30'"), "line 3: `2015-02-30` is not a date"),
            (
                paper("kind = 'memo'"),
                "line 3: there is no kind of paper `memo`; there are review_letter, review_report",
            ),
            (
                paper("on_site = { from = '2015-05', to = '2015-04' }"),
                "line 3: it ends on April 2015 and begins later, on May 2015",
            ),
            (paper("on_site = { from = '2015-05' }"), "line 3: a period has two ends"),
            (paper("encoding = 'latin'"), "line 3: there is no encoding `latin`; try macroman, windows-1252"),
            (paper("council = ''"), "line 3: nothing stands between the quotation marks"),
            (paper("council = 7"), "line 3: words are wanted here, in quotation marks"),
            ("[[paper]]\ncouncil = 'Marlshire'".to_owned(), "line 1: this paper has no `path`"),
            ("[paper]\npath = 'a.pdf'".to_owned(), "line 1: each paper begins with a line [[paper]]"),
            ("ignore = 'drafts'".to_owned(), "line 1: a list of paths is wanted here"),
            ("a = 'b".to_owned(), "line 1: "),
        ];
        for (text, want) in cases {
            let complaint = settings(&text).unwrap_err();
            assert!(complaint.starts_with(want), "{text}: {complaint}");
        }
    }
}
