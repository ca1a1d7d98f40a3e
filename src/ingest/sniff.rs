//! What is in the file? By its bytes, never by its name: an error page saved as `report.pdf` is HTML.

use super::{Hints, encoding, ole};

/// What the bytes of a file say it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// `%PDF-` within the first kilobyte.
    Pdf,
    /// A zip archive that holds a Word document.
    Docx,
    /// A zip archive that holds an OpenDocument text.
    Odt,
    /// A workbook: a zip archive that holds sheets, or Excel as it was before 2007.
    Spreadsheet,
    /// A zip archive that holds slides.
    Slides,
    /// Another zip archive.
    Zip,
    /// Word as it was before 2007.
    Doc,
    /// A Word, Excel or PowerPoint file that needs a password.
    Locked,
    /// An Outlook message.
    Outlook,
    /// Another OLE container.
    Ole,
    /// Rich text.
    Rtf,
    /// A saved e-mail.
    Mail,
    /// A web page.
    Html,
    /// XML that is not a web page.
    Xml,
    /// A picture.
    Image,
    /// Text of some sort: plain, Markdown, CSV.
    Text,
    /// None of these.
    Binary,
}

impl Content {
    /// The name for messages, with what to do where there is something; `None` when nothing is known.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Pdf => Some("PDF"),
            Self::Docx => Some("Word"),
            Self::Odt => Some("OpenDocument"),
            Self::Spreadsheet => Some("a workbook"),
            Self::Slides => Some("slides: save them as PDF"),
            Self::Zip => Some("a zip archive: unpack it"),
            Self::Doc => Some("Word 97-2003"),
            Self::Locked => Some("an Office file with a password"),
            Self::Outlook => Some("an Outlook message: save it as EML or text"),
            Self::Ole => Some("an old Office file: save it in today's format"),
            Self::Rtf => Some("rich text"),
            Self::Mail => Some("an e-mail"),
            Self::Html => Some("HTML"),
            Self::Xml => Some("XML"),
            Self::Image => Some("a picture: run it through OCR first"),
            Self::Text => Some("text"),
            Self::Binary => None,
        }
    }

    /// Whether the bytes are text in some encoding, which readers are given as UTF-8.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Text | Self::Html)
    }
}

/// Tells what a file holds from its bytes.
pub fn sniff(bytes: &[u8]) -> Content {
    let head = &bytes[..bytes.len().min(1024)];
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    // First, because a message may carry a PDF as it is.
    if is_mail(bytes) {
        return Content::Mail;
    }
    if head.windows(5).any(|window| window == b"%PDF-") {
        return Content::Pdf;
    }
    if starts(b"PK\x03\x04") {
        return in_zip(bytes);
    }
    if starts(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return in_ole(bytes);
    }
    if starts(b"{\\rtf") {
        return Content::Rtf;
    }
    if starts(b"\x89PNG") || starts(b"\xFF\xD8\xFF") || starts(b"GIF8") || starts(b"II*\0") || starts(b"MM\0*") {
        return Content::Image;
    }
    if !is_text(bytes) {
        return Content::Binary;
    }
    let opening = encoding::decode(head, Hints::default(), None).text.to_ascii_lowercase();
    let opening = opening.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    match opening {
        page if is_html(page) => Content::Html,
        page if page.starts_with("<?xml") => Content::Xml,
        _ => Content::Text,
    }
}

/// What a zip archive holds, by the names of its parts, which stand in it unpacked.
fn in_zip(bytes: &[u8]) -> Content {
    // An OpenDocument file says what it is in its first part, which is stored as it is.
    const MEDIA_TYPE: &[u8] = b"mimetypeapplication/vnd.oasis.opendocument.";
    let head = &bytes[..bytes.len().min(256)];
    if let Some(at) = head.windows(MEDIA_TYPE.len()).position(|window| window == MEDIA_TYPE) {
        let kind = &head[at + MEDIA_TYPE.len()..];
        return match kind {
            kind if kind.starts_with(b"text") => Content::Odt,
            kind if kind.starts_with(b"spreadsheet") => Content::Spreadsheet,
            kind if kind.starts_with(b"presentation") => Content::Slides,
            _ => Content::Zip,
        };
    }
    // The names are in the directory at the end, and at the head of each part if the end is lost.
    let places = [&bytes[bytes.len().saturating_sub(64 * 1024)..], bytes];
    let found = places.iter().find_map(|place| {
        let has = |name: &[u8]| place.windows(name.len()).any(|window| window == name);
        let kinds: [(&[u8], Content); 3] =
            [(b"word/", Content::Docx), (b"xl/", Content::Spreadsheet), (b"ppt/", Content::Slides)];
        let office = has(b"[Content_Types].xml") || has(b"_rels/.rels");
        kinds.iter().find(|(name, _)| office && has(name)).map(|(_, kind)| *kind)
    });
    found.unwrap_or(Content::Zip)
}

/// What an OLE container holds, by the names of the streams at its root: what is attached or embedded lies in storages within.
fn in_ole(bytes: &[u8]) -> Content {
    let at_root = ole::root_names(bytes).filter(|names| !names.is_empty());
    let has = |name: &str| {
        if let Some(names) = &at_root {
            return names.iter().any(|own| own == name);
        }
        // Of a damaged one all names are looked through; they are UTF-16.
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.chunks(128).any(|entry| entry.starts_with(&name))
    };
    // Entries of the directory are 128 bytes long, begin with their name, and lie at multiples of 128.
    match () {
        () if has("EncryptedPackage") => Content::Locked,
        () if has("WordDocument") => Content::Doc,
        () if has("__properties_version1.0") => Content::Outlook,
        () if has("Workbook") => Content::Spreadsheet,
        () if has("PowerPoint Document") => Content::Slides,
        () => Content::Ole,
    }
}

/// A message begins with header fields, of which one is written by programs only: a memo has "From:" as well.
fn is_mail(bytes: &[u8]) -> bool {
    const BY_PROGRAMS: [&str; 7] =
        ["mime-version", "message-id", "received", "return-path", "content-type", "delivered-to", "x-mailer"];
    const BY_PEOPLE: [&str; 4] = ["from", "to", "subject", "date"];
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(16 * 1024)]);
    let (mut programs, mut people) = (false, false);
    for line in head.trim_start_matches('\u{feff}').lines() {
        if line.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) && (programs || people) {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else { return false };
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_') {
            return false;
        }
        let name = name.to_ascii_lowercase();
        programs |= BY_PROGRAMS.contains(&name.as_str());
        people |= BY_PEOPLE.contains(&name.as_str());
    }
    programs && people
}

/// `text` is in lower case and begins with what is not white space.
fn is_html(text: &str) -> bool {
    let opening = ["<!doctype html", "<html", "<head", "<body"];
    let inner = ["<html", "<body", "<table", "<div", "<p>", "<h1"];
    opening.iter().any(|tag| text.starts_with(tag))
        || (text.starts_with('<') && inner.iter().any(|tag| text.contains(tag)))
}

/// Text has no control bytes but white space; UTF-16 has zero bytes at every other place.
fn is_text(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(64 * 1024)];
    if sample.starts_with(b"\xFF\xFE")
        || sample.starts_with(b"\xFE\xFF")
        || encoding::utf16_without_mark(sample).is_some()
    {
        return true;
    }
    let odd =
        sample.iter().filter(|&&b| b == 0 || (b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B))).count();
    odd * 200 <= sample.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_not_the_name() {
        assert_eq!(sniff(b"\n%PDF-1.7\n..."), Content::Pdf);
        assert_eq!(sniff(b"\xEF\xBB\xBF<!DOCTYPE html><p>Not found"), Content::Html);
        assert_eq!(sniff(b"<p>Hello</p>"), Content::Html);
        assert_eq!(sniff(b"<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"x\"><html>"), Content::Html);
        assert_eq!(sniff(b"<?xml version=\"1.0\"?><plan/>"), Content::Xml);
        assert_eq!(sniff("1. The Panel – as before".as_bytes()), Content::Text);
        assert_eq!(sniff(b"a < b and <p> is not a tag here"), Content::Text);
        assert_eq!(sniff(b"\x00\x01\x02\x03\x04\x05"), Content::Binary);
        assert_eq!(sniff(b"P\0a\0n\0e\0l\0 \0o\0f\0 \0"), Content::Text);
        assert_eq!(sniff(b"<\0p\0>\0H\0e\0l\0l\0o\0<\0/\0p\0>\0"), Content::Html);
        assert_eq!(sniff(b"{\\rtf1\\ansi Hello}"), Content::Rtf);
    }

    #[test]
    fn a_memo_is_no_mail_though_it_says_from_and_to() {
        assert_eq!(sniff(b"From: The Clerk\nTo: All members\nDate: 4 May 2015\n\nPlease note"), Content::Text);
        assert_eq!(sniff(b"Subject: Panel\r\nFrom: a@b.example\r\nMIME-Version: 1.0\r\n\r\nHello"), Content::Mail);
    }

    #[test]
    fn what_is_attached_or_embedded_is_not_what_the_file_is() {
        for (own, inner, is) in [
            ("/__properties_version1.0", "/__substg1.0_3701000D", Content::Outlook),
            ("/Workbook", "/MBD0001", Content::Spreadsheet),
            ("/PowerPoint Document", "/MBD0001", Content::Slides),
            ("/VisioDocument", "/MBD0001", Content::Ole),
        ] {
            let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
            file.create_storage(inner).unwrap();
            for name in [own.to_owned(), format!("{inner}/WordDocument"), format!("{inner}/EncryptedPackage")] {
                file.create_stream(name).unwrap();
            }
            assert_eq!(sniff(&file.into_inner().into_inner()), is, "{own}");
        }
    }

    #[test]
    fn archives_and_containers_are_told_by_what_is_in_them() {
        let ole = |name: &str| {
            let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
            bytes.resize(512, 0);
            bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
            bytes
        };
        assert_eq!(sniff(&ole("WordDocument")), Content::Doc);
        assert_eq!(sniff(&ole("EncryptedPackage")), Content::Locked);
        assert_eq!(sniff(&ole("__properties_version1.0")), Content::Outlook);
        assert_eq!(sniff(b"PK\x03\x04 [Content_Types].xml ... xl/workbook.xml"), Content::Spreadsheet);
        assert_eq!(sniff(b"PK\x03\x04 ...mimetypeapplication/vnd.oasis.opendocument.textPK"), Content::Odt);
        assert_eq!(sniff(b"PK\x03\x04 photos/one.jpg"), Content::Zip);
    }
}
