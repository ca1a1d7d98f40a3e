//! Bytes to text, in the encodings councils still use.
//!
//! A byte order mark decides; then the zero bytes that give UTF-16 away; then strict UTF-8; then the encoding the file
//! declares; then the one a person named; then a guess by [`chardetng`]. MacRoman cannot be told from windows-1252, so it
//! needs naming; where it is likely ("councilÕs") a warning says so. Text that was encoded twice ("â€™" for ’) is
//! legal and stays as it is, with a warning.
//!
//! ```
//! use lookback::ingest::encoding_named;
//!
//! assert_eq!(encoding_named("MacRoman").map(|found| found.name()), Some("macintosh"));
//! ```

use std::borrow::Cow;

use encoding_rs::{Encoding, MACINTOSH, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::model::{Untold, Warning};

/// A text with this many bytes of UTF-8 characters to each that is none is UTF-8 with faults in it.
const MOSTLY: usize = 10;

/// Names that can be typed for the encodings papers come in, commonest first.
pub const USUAL_ENCODINGS: [&str; 6] = ["macroman", "windows-1252", "iso-8859-15", "windows-1250", "utf-16le", "utf-8"];

/// The encoding people mean by a name: a label of the Encoding Standard, or one of the usual other names.
///
/// `None` when the name is not known.
pub fn encoding_named(name: &str) -> Option<&'static Encoding> {
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    match plain.as_str() {
        "macroman" | "mac" | "applemacroman" => Some(MACINTOSH),
        "ansi" | "windows" | "cp1252" | "win1252" => Some(WINDOWS_1252),
        _ => Encoding::for_label(name.trim().as_bytes()),
    }
}

/// A file's bytes as text.
#[derive(Debug)]
pub struct Decoded {
    /// The text.
    pub text: String,
    /// What is doubtful about it.
    pub warnings: Vec<Warning>,
    /// The encoding, where neither the bytes nor the file tell it.
    pub untold: Option<Untold>,
}

/// Decodes a file's bytes. Never fails: what cannot be decoded becomes U+FFFD, with a warning.
///
/// `named` is what a person says the encoding is, `declared` what the file says; they count only where the bytes
/// themselves do not tell, and what the file says before what a person says of many files.
pub fn decode(bytes: &[u8], named: Option<&'static Encoding>, declared: Option<&'static Encoding>) -> Decoded {
    let mut warnings = Vec::new();
    let told = Encoding::for_bom(bytes).map(|(encoding, _)| encoding).or_else(|| utf16_without_mark(bytes));
    let told = told.or_else(|| is_mostly_utf8(bytes).then_some(UTF_8)).or(declared);
    let encoding = told.or(named).unwrap_or_else(|| guess(bytes));
    let untold = told.is_none().then(|| Untold::Encoding { name: encoding.name().to_owned(), named: named.is_some() });
    let (text, _, broken) = encoding.decode(bytes);
    if broken {
        warnings.push(Warning(format!("some bytes are not {} text and show as \u{fffd}", encoding.name())));
    }
    if looks_encoded_twice(&text) {
        warnings.push(Warning("the text seems to have been encoded twice: quotes and dashes show as “â€”".into()));
    }
    if told.is_none() && encoding == WINDOWS_1252 && looks_like_mac_roman(&text) {
        let text = "apostrophes show as “Õ”, so this may be text from a Mac: try `--encoding macroman`";
        warnings.push(Warning(text.into()));
    }
    Decoded { text: text.into_owned(), warnings, untold }
}

/// The encoding that the first lines of a web page declare.
pub fn declared_in_html(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    let label = head.split("charset=").nth(1)?.trim_start_matches(['"', '\'']);
    let label = label.split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'))).next()?;
    Encoding::for_label(label.as_bytes())
}

/// Text that [`decode`] has made, as readers are given it.
pub fn decoded(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

/// Whether the bytes are UTF-8, or were before a few were spoilt.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|byte| !byte.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    bad * MOSTLY <= good
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(Some(b"uk"), chardetng::Utf8Detection::Allow)
}

/// UTF-16 without a byte order mark: more than a fifth of the bytes are zero, all on one side.
pub fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(64 * 1024)];
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = sample.len() / 5;
    match (even > many, odd > many) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        _ => None,
    }
}

fn looks_encoded_twice(text: &str) -> bool {
    ["â€", "Ã©", "Ã¢", "Â£"].iter().map(|pair| text.matches(pair).count()).sum::<usize>() >= 3
}

/// Whether “Õ”, which is ’ in MacRoman, stands within words as in "councilÕs". No Western language sets it there.
fn looks_like_mac_roman(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    let within = |three: &[char]| three[1] == 'Õ' && three[0].is_lowercase() && three[2].is_lowercase();
    letters.windows(3).filter(|three| within(three)).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "The Panel’s report – “back to basics” cost £6.8m";

    #[test]
    fn common_encodings_are_read_without_being_named() {
        let utf16 = |swap: bool| -> Vec<u8> {
            SAMPLE.encode_utf16().flat_map(|u| if swap { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
        };
        let (windows, _, _) = WINDOWS_1252.encode(SAMPLE);
        let with_mark = [b"\xEF\xBB\xBF".as_slice(), SAMPLE.as_bytes()].concat();
        for bytes in [SAMPLE.as_bytes(), &utf16(true), &utf16(false), &windows, &with_mark] {
            let Decoded { text, warnings, .. } = decode(bytes, None, None);
            assert_eq!(text, SAMPLE);
            assert!(warnings.is_empty(), "{warnings:?}");
        }
    }

    #[test]
    fn a_named_encoding_counts_only_where_the_bytes_do_not_tell() {
        let (mac, _, _) = MACINTOSH.encode(SAMPLE);
        let as_mac = decode(&mac, encoding_named("MacRoman"), None);
        assert_eq!(as_mac.text, SAMPLE);
        assert_eq!(as_mac.untold, Some(Untold::Encoding { name: "macintosh".into(), named: true }));
        let told = decode(SAMPLE.as_bytes(), encoding_named("MacRoman"), None);
        assert_eq!((told.text.as_str(), told.untold), (SAMPLE, None));
        let declared = decode(&mac, Some(WINDOWS_1252), Some(MACINTOSH));
        assert_eq!((declared.text.as_str(), declared.untold), (SAMPLE, None));
        assert_eq!(encoding_named("no such thing"), None);
        assert!(USUAL_ENCODINGS.iter().all(|name| encoding_named(name).is_some()));
    }

    #[test]
    fn text_from_a_mac_is_warned_of_where_its_encoding_is_not_named() {
        let (mac, _, _) = MACINTOSH.encode("The council’s plan, the panel’s view and the children’s centre");
        let guessed = decode(&mac, None, None);
        assert!(guessed.warnings.iter().any(|warning| warning.0.contains("--encoding macroman")), "{guessed:?}");
        assert!(decode(&mac, encoding_named("macroman"), None).warnings.is_empty());
    }

    #[test]
    fn one_spoilt_byte_does_not_turn_the_rest_into_another_encoding() {
        let spoilt = [SAMPLE.as_bytes(), b" \xFF ", SAMPLE.as_bytes()].concat();
        let Decoded { text, warnings, .. } = decode(&spoilt, None, None);
        assert_eq!(text, format!("{SAMPLE} \u{fffd} {SAMPLE}"));
        assert_eq!(warnings.len(), 1);
    }

    #[test]
    fn a_page_is_read_as_it_declares_where_its_bytes_do_not_tell() {
        let page = b"<html><meta charset=\"windows-1252\"><p>\x93No\x94</p>";
        assert!(decode(page, None, declared_in_html(page)).text.contains("“No”"));
    }

    #[test]
    fn text_encoded_twice_is_said_to_be() {
        let decoded = decode("Itâ€™s the councilâ€™s and the panelâ€™s".as_bytes(), None, None);
        assert_eq!(decoded.warnings.len(), 1);
    }
}
