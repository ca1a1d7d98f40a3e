//! What is in the file? By its first bytes, never by its name: an error page saved as `report.pdf` is HTML.

/// What the first bytes of a file say it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// `%PDF-` within the first kilobyte.
    Pdf,
    /// A zip archive that holds a Word document.
    Docx,
    /// Another zip archive (ODT, spreadsheets, plain zip).
    Zip,
    /// An OLE container: old Word, Outlook messages.
    Ole,
    /// Rich text.
    Rtf,
    /// A web page.
    Html,
    /// A picture.
    Image,
    /// Text of some sort: plain, Markdown, CSV.
    Text,
    /// None of these.
    Binary,
}

impl Content {
    /// The name for messages; `None` when nothing is known.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Self::Pdf => Some("PDF"),
            Self::Docx => Some("Word"),
            Self::Zip => Some("a zip archive, perhaps a spreadsheet or OpenDocument"),
            Self::Ole => Some("an old Word or Outlook file: save it as DOCX"),
            Self::Rtf => Some("rich text: save it as DOCX"),
            Self::Html => Some("HTML"),
            Self::Image => Some("a picture: run it through OCR first"),
            Self::Text => Some("text"),
            Self::Binary => None,
        }
    }
}

/// Tells what a file holds from its bytes.
pub fn sniff(bytes: &[u8]) -> Content {
    let head = &bytes[..bytes.len().min(1024)];
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if head.windows(5).any(|window| window == b"%PDF-") {
        return Content::Pdf;
    }
    if starts(b"PK\x03\x04") {
        let has = |needle: &[u8]| bytes.windows(needle.len()).any(|window| window == needle);
        return if has(b"word/document.xml") { Content::Docx } else { Content::Zip };
    }
    if starts(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Content::Ole;
    }
    if starts(b"{\\rtf") {
        return Content::Rtf;
    }
    if starts(b"\x89PNG") || starts(b"\xFF\xD8\xFF") || starts(b"GIF8") || starts(b"II*\0") || starts(b"MM\0*") {
        return Content::Image;
    }
    if is_html(head) {
        return Content::Html;
    }
    if is_text(bytes) { Content::Text } else { Content::Binary }
}

fn is_html(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head).to_ascii_lowercase();
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let opening = ["<!doctype html", "<html", "<head", "<body", "<?xml"];
    let inner = ["<html", "<body", "<table", "<div", "<p>", "<h1"];
    opening.iter().any(|tag| text.starts_with(tag))
        || (text.starts_with('<') && inner.iter().any(|tag| text.contains(tag)))
}

/// Text has no control bytes but white space; UTF-16 has zero bytes at every other place.
fn is_text(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(64 * 1024)];
    if sample.starts_with(b"\xFF\xFE")
        || sample.starts_with(b"\xFE\xFF")
        || super::encoding::utf16_without_mark(sample).is_some()
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
        assert_eq!(sniff("1. The Panel – as before".as_bytes()), Content::Text);
        assert_eq!(sniff(b"a < b and <p> is not a tag here"), Content::Text);
        assert_eq!(sniff(b"\x00\x01\x02\x03\x04\x05"), Content::Binary);
        assert_eq!(sniff(b"P\0a\0n\0e\0l\0 \0o\0f\0 \0"), Content::Text);
    }
}
