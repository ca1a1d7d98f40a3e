//! Saved e-mails: the head of the message, what it says, and the papers attached to it, as one document.
//!
//! The subject is its title and first heading; then who sent it to whom and when; then the message, from its web
//! page where it has one; then each attachment under a heading of its own, read by the reader its content calls for.
//! Pages of an attachment keep their numbers. Where the message only repeats an attachment, the attachment is read
//! and the message left out, with a warning: a finding must not count twice. Pictures in the message are not read.

use std::collections::BTreeMap;

use mail_parser::{Address, DateTime, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::sniff::sniff;
use super::{Content, Ingested, Reader, html, limits, text};
use crate::error::Unreadable;
use crate::model::{ATTACHED, Date, Line, Mark, Page, Warning};

/// The reader of saved e-mails (EML).
pub struct Eml;

impl Reader for Eml {
    fn format(&self) -> &'static str {
        "e-mail"
    }

    fn takes(&self, content: Content, _extension: &str) -> bool {
        content == Content::Mail
    }

    fn read(&self, bytes: &[u8]) -> Result<Ingested, Unreadable> {
        let message = MessageParser::default().parse(bytes);
        let message = message.ok_or_else(|| Unreadable::Damaged("its head cannot be read".into()))?;
        let mut letter = Letter::default();
        letter.message(&message, 0);
        let title = message.subject().map(str::trim).filter(|subject| !subject.is_empty()).map(str::to_owned);
        Ok(Ingested { pages: letter.pages, title, warnings: letter.warnings, ..Ingested::default() })
    }
}

/// A message repeats an attachment when so many of the words of each are in the other.
const REPEATS: f64 = 0.95;
/// Shorter messages than this, in words, do not repeat anything.
const FEWEST_WORDS: usize = 40;

#[derive(Default)]
struct Letter {
    pages: Vec<Page>,
    warnings: Vec<Warning>,
    tables: u32,
}

impl Letter {
    fn message(&mut self, message: &Message<'_>, depth: u8) {
        self.pages.push(Page { number: None, lines: head(message) });
        let attached: Vec<(String, Vec<Page>)> =
            message.attachments().filter_map(|part| self.attachment(part, depth)).collect();
        let body = self.body(message);
        let repeated = attached.iter().find(|(_, pages)| repeats(&body, pages));
        match repeated {
            Some((name, _)) => {
                self.warnings
                    .push(Warning(format!("the message repeats its attachment {name}, which is read instead")));
            }
            None => self.add(body),
        }
        for (name, pages) in attached {
            self.pages.push(Page { number: None, lines: vec![line(Mark::Heading(1), format!("{ATTACHED}{name}"))] });
            self.add(pages);
        }
    }

    fn body(&mut self, message: &Message<'_>) -> Vec<Page> {
        let mut pages = Vec::new();
        for part in message.html_bodies() {
            let read = match &part.body {
                PartType::Html(page) => html::Html.read(page.as_bytes()),
                PartType::Text(letters) => text::Text.read(letters.as_bytes()),
                _ => continue,
            };
            match read {
                Ok(ingested) => {
                    pages.extend(ingested.pages);
                    self.warnings.extend(ingested.warnings);
                }
                Err(reason) => self.warnings.push(Warning(format!("the message was not read: {reason}"))),
            }
        }
        pages
    }

    /// The name and pages of an attachment; `None`, with a warning, when it cannot be read.
    fn attachment(&mut self, part: &MessagePart<'_>, depth: u8) -> Option<(String, Vec<Page>)> {
        if let PartType::Message(message) = &part.body {
            return self.attached_message(message, message.subject().unwrap_or("a message").to_owned(), depth);
        }
        let name = part.attachment_name().unwrap_or("without a name").to_owned();
        let bytes = match &part.body {
            PartType::Binary(bytes) => bytes.as_ref(),
            PartType::Text(text) | PartType::Html(text) => text.as_bytes(),
            // A picture within the message.
            PartType::InlineBinary(_) | PartType::Multipart(_) | PartType::Message(_) => return None,
        };
        // A message may be attached as a file like any other.
        let message = (sniff(bytes) == Content::Mail).then(|| MessageParser::default().parse(bytes)).flatten();
        if let Some(message) = message {
            return self.attached_message(&message, name, depth);
        }
        match super::ingest(bytes, &name) {
            Ok(ingested) => {
                let told = |warning: Warning| Warning(format!("in the attachment {name}: {warning}"));
                self.warnings.extend(ingested.warnings.into_iter().map(told));
                Some((name, ingested.pages))
            }
            Err(Unreadable::Scanned { .. }) => {
                let why = "its pages look scanned: save it as a file of its own and read it with `--ocr`";
                self.warnings.push(Warning(format!("the attachment {name} was not read: {why}")));
                None
            }
            Err(reason) => {
                self.warnings.push(Warning(format!("the attachment {name} was not read: {reason}")));
                None
            }
        }
    }

    fn attached_message(&mut self, message: &Message<'_>, name: String, depth: u8) -> Option<(String, Vec<Page>)> {
        if depth >= limits::MAX_MAIL_DEPTH {
            self.warnings.push(Warning(format!("the attachment {name} was not read: too many within each other")));
            return None;
        }
        let mut letter = Self { tables: self.tables, ..Self::default() };
        letter.message(message, depth + 1);
        self.warnings.append(&mut letter.warnings);
        Some((name, letter.pages))
    }

    /// Adds pages, with their tables counted on from those before.
    fn add(&mut self, mut pages: Vec<Page>) {
        let first = self.tables;
        for line in pages.iter_mut().flat_map(|page| &mut page.lines) {
            if let Mark::Row { table, .. } = &mut line.mark {
                *table += first;
                self.tables = self.tables.max(*table + 1);
            }
        }
        self.pages.extend(pages);
    }
}

/// The head of a message, as it is printed.
fn head(message: &Message<'_>) -> Vec<Line> {
    let field = |name: &str, value: Option<String>| {
        let value = value.filter(|value| !value.is_empty())?;
        Some(line(Mark::Paragraph, format!("{name}: {value}")))
    };
    let subject = message.subject().map(str::trim).filter(|subject| !subject.is_empty());
    let fields = [
        subject.map(|subject| line(Mark::Heading(1), subject.to_owned())),
        field("From", message.from().map(people)),
        field("To", message.to().map(people)),
        field("Date", message.date().and_then(date)),
    ];
    fields.into_iter().flatten().collect()
}

fn line(mark: Mark, text: String) -> Line {
    Line::new(text, mark)
}

fn people(address: &Address<'_>) -> String {
    let person = |person: &mail_parser::Addr<'_>| match (person.name(), person.address()) {
        (Some(name), Some(address)) => format!("{name} <{address}>"),
        (name, address) => name.or(address).unwrap_or_default().to_owned(),
    };
    address.iter().map(person).collect::<Vec<_>>().join(", ")
}

/// The day it was sent, where the sender was: "12 December 2018".
fn date(sent: &DateTime) -> Option<String> {
    Some(Date::day_of(i32::from(sent.year), sent.month, sent.day)?.long())
}

/// Whether two readings have the same words.
fn repeats(body: &[Page], attached: &[Page]) -> bool {
    let (body, attached) = (words(body), words(attached));
    let total = |words: &BTreeMap<String, usize>| words.values().sum::<usize>();
    let shared: usize = body.iter().map(|(word, n)| attached.get(word).map_or(0, |m| *n.min(m))).sum();
    let most = total(&body).max(total(&attached));
    total(&body) >= FEWEST_WORDS && shared as f64 >= REPEATS * most as f64
}

fn words(pages: &[Page]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    let mut add = |text: &str| {
        for word in crate::text::words(text) {
            *counts.entry(word.text.to_lowercase()).or_default() += 1;
        }
    };
    for line in pages.iter().flat_map(|page| &page.lines) {
        match &line.mark {
            Mark::Row { cells, .. } => cells.iter().for_each(|cell| add(cell)),
            _ => add(&line.text),
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "From: Scrutiny Office <scrutiny@marlshire.example>\r\nTo: members@marlshire.example\r\n\
        Subject: Peer review =?utf-8?b?4oCT?= letter\r\nDate: Wed, 12 Dec 2018 09:00:00 +0000\r\nMIME-Version: 1.0\r\n";

    fn read(rest: &str) -> Ingested {
        super::super::ingest(format!("{HEAD}{rest}").as_bytes(), "letter.eml").unwrap()
    }

    fn texts(ingested: &Ingested) -> Vec<&str> {
        let lines = ingested.pages.iter().flat_map(|page| &page.lines);
        lines.map(|line| line.text.as_str()).filter(|text| !text.is_empty()).collect()
    }

    fn with_attachment(body: &str, name: &str, attached: &str) -> String {
        let part = |head: &str, text: &str| format!("--x\r\n{head}\r\n\r\n{text}\r\n");
        let attachment = format!(
            "Content-Type: application/octet-stream; name=\"{name}\"\r\nContent-Disposition: attachment; filename=\"{name}\""
        );
        format!(
            "Content-Type: multipart/mixed; boundary=x\r\n\r\n{}{}--x--\r\n",
            part("Content-Type: text/plain; charset=utf-8", body),
            part(&attachment, attached)
        )
    }

    #[test]
    fn subject_sender_and_date_head_the_message() {
        let found = read(
            "Content-Type: text/plain; charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nCosts rose by =A36.8m=\r\n.\r\n",
        );
        assert_eq!(found.title.as_deref(), Some("Peer review – letter"));
        let want = [
            "Peer review – letter",
            "From: Scrutiny Office <scrutiny@marlshire.example>",
            "To: members@marlshire.example",
            "Date: 12 December 2018",
            "Costs rose by £6.8m.",
        ];
        assert_eq!(texts(&found), want);
    }

    #[test]
    fn the_web_page_of_a_message_is_read_rather_than_its_text() {
        let found = read(
            "Content-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nplain\r\n\
             --x\r\nContent-Type: text/html\r\n\r\n<h2>Findings</h2><ul><li>One</li></ul>\r\n--x--\r\n",
        );
        let marks: Vec<&Mark> = found.pages[1].lines.iter().map(|line| &line.mark).collect();
        assert_eq!(marks, [&Mark::Heading(2), &Mark::Item { depth: 0, label: None }]);
    }

    #[test]
    fn an_attachment_is_read_by_what_is_in_it() {
        let found = read(&with_attachment("Please see the plan.", "plan.rtf", "{\\rtf1 The plan.\\par}"));
        assert_eq!(texts(&found)[4..], ["Please see the plan.", "Attached: plan.rtf", "The plan."]);
        assert!(found.warnings.is_empty());
    }

    #[test]
    fn an_attachment_that_cannot_be_read_is_named() {
        let found = read(&with_attachment("Please see the picture.", "plan.png", "\u{89}PNG..."));
        assert!(found.warnings.is_empty() || found.warnings[0].0.contains("plan.png"), "{:?}", found.warnings);
        let found = read(&with_attachment("Please see the scan.", "plan.pdf", "%PDF-1.7 broken"));
        assert!(found.warnings[0].0.contains("plan.pdf"));
        assert_eq!(texts(&found).last(), Some(&"Please see the scan."));
    }

    #[test]
    fn messages_within_each_other_end_however_they_are_attached() {
        let mut inner = "The last.".to_owned();
        for level in 0..12 {
            let (part, head) = (format!("--level{level}x"), if level == 0 { "\r\n" } else { HEAD });
            let file = "application/octet-stream; name=m.eml\r\nContent-Disposition: attachment; filename=m.eml";
            let attached = format!("{part}\r\nContent-Type: {file}\r\n\r\n{head}{inner}\r\n");
            inner = format!("Content-Type: multipart/mixed; boundary=level{level}x\r\n\r\n{attached}{part}--\r\n");
        }
        let found = read(&inner);
        let read = texts(&found).iter().filter(|text| text.starts_with("From:")).count();
        assert_eq!(read, 1 + usize::from(limits::MAX_MAIL_DEPTH));
        assert!(found.warnings.iter().any(|warning| warning.0.contains("too many within each other")));
    }

    #[test]
    fn a_message_that_repeats_its_attachment_is_read_once() {
        let letter: String = (1..60).map(|n| format!("finding number {n} stands ")).collect();
        let found = read(&with_attachment(&letter, "letter.txt", &letter));
        assert_eq!(texts(&found).iter().filter(|text| text.contains("number 7 stands")).count(), 1);
        assert_eq!(found.warnings.len(), 1);
    }
}
