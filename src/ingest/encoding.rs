//! Bytes to text, in the encodings councils still use.
//!
//! A byte order mark decides; then the zero bytes that give UTF-16 away; then strict UTF-8; then the encoding given of this
//! very file; then the one the file declares; then the one named for all; then a guess by [`chardetng`]. MacRoman cannot be told from windows-1252, so it
//! needs naming; where it is likely ("councilÕs") a warning says so. Text that was encoded twice ("â€™" for ’) is
//! legal and stays as it is, with a warning.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::Hints;
use crate::model::{NamedBy, Untold, Warning};

/// A text with this many bytes of UTF-8 characters to each that is none is UTF-8 with faults in it.
const MOSTLY: usize = 10;

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
/// `hints` are what people say the encoding is, `declared` what the file says; they count only where the bytes themselves
/// do not tell. What is said of this very file comes before what the file says, and that before what is said of all.
pub fn decode(bytes: &[u8], hints: Hints, declared: Option<&'static Encoding>) -> Decoded {
    let mut warnings = Vec::new();
    let told = Encoding::for_bom(bytes).map(|(encoding, _)| encoding).or_else(|| utf16_without_mark(bytes));
    let told = told.or_else(|| is_mostly_utf8(bytes).then_some(UTF_8));
    let told = told.or(declared.filter(|_| hints.own_encoding.is_none()));
    let own = hints.own_encoding.map(|encoding| (encoding, Some(NamedBy::Settings)));
    let named = own.or(hints.encoding.map(|encoding| (encoding, Some(NamedBy::Run))));
    let (encoding, by) = match told {
        Some(encoding) => (encoding, None),
        None => named.unwrap_or_else(|| (guess(bytes), None)),
    };
    let untold = told.is_none().then(|| Untold::Encoding { name: encoding.name().to_owned(), named: by });
    let (text, _, broken) = encoding.decode(bytes);
    if broken {
        warnings.push(Warning(format!("some bytes are not {} text and show as \u{fffd}", encoding.name())));
    }
    if looks_encoded_twice(&text) {
        warnings.push(Warning("the text seems to have been encoded twice: quotes and dashes show as “â€”".into()));
    }
    if told.is_none() && encoding == WINDOWS_1252 && looks_like_mac_roman(&text) {
        let text = "apostrophes show as “Õ”, so this may be text from a Mac: try `--encoding macroman`, or give its encoding in lookback.toml";
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
    if std::str::from_utf8(bytes).is_ok() {
        return true;
    }
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
    if !sample.contains(&0) {
        return None;
    }
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
    !text.is_ascii() && ["â€", "Ã©", "Ã¢", "Â£"].iter().map(|pair| text.matches(pair).count()).sum::<usize>() >= 3
}

/// Whether “Õ”, which is ’ in MacRoman, stands within words as in "councilÕs". No Western language sets it there.
fn looks_like_mac_roman(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    let within = |three: &[char]| three[1] == 'Õ' && three[0].is_lowercase() && three[2].is_lowercase();
    letters.windows(3).filter(|three| within(three)).count() >= 2
}

#[cfg(test)]
mod tests {
    use encoding_rs::MACINTOSH;

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
            let Decoded { text, warnings, .. } = decode(bytes, Hints::default(), None);
            assert_eq!(text, SAMPLE);
            assert!(warnings.is_empty(), "{warnings:?}");
        }
    }

    #[test]
    fn a_named_encoding_counts_only_where_the_bytes_do_not_tell() {
        let (mac, _, _) = MACINTOSH.encode(SAMPLE);
        let run = Hints { encoding: Some(MACINTOSH), ..Hints::default() };
        let as_mac = decode(&mac, run, None);
        assert_eq!(as_mac.text, SAMPLE);
        assert_eq!(as_mac.untold, Some(Untold::Encoding { name: "macintosh".into(), named: Some(NamedBy::Run) }));
        let told = decode(SAMPLE.as_bytes(), run, None);
        assert_eq!((told.text.as_str(), told.untold), (SAMPLE, None));
        let declared = decode(&mac, Hints { encoding: Some(WINDOWS_1252), ..run }, Some(MACINTOSH));
        assert_eq!((declared.text.as_str(), declared.untold), (SAMPLE, None));
    }

    #[test]
    fn an_encoding_given_of_the_very_file_counts_before_all_but_its_bytes() {
        let (mac, _, _) = MACINTOSH.encode(SAMPLE);
        let own = Hints { encoding: Some(WINDOWS_1252), own_encoding: Some(MACINTOSH), ocr: false };
        for declared in [None, Some(WINDOWS_1252)] {
            let given = decode(&mac, own, declared);
            assert_eq!(given.text, SAMPLE);
            let untold = Untold::Encoding { name: "macintosh".into(), named: Some(NamedBy::Settings) };
            assert_eq!(given.untold, Some(untold));
        }
        let told = decode(SAMPLE.as_bytes(), own, None);
        assert_eq!((told.text.as_str(), told.untold), (SAMPLE, None));
    }

    #[test]
    fn text_from_a_mac_is_warned_of_where_its_encoding_is_not_named() {
        let (mac, _, _) = MACINTOSH.encode("The council’s plan, the panel’s view and the children’s centre");
        let guessed = decode(&mac, Hints::default(), None);
        assert!(guessed.warnings.iter().any(|warning| warning.0.contains("--encoding macroman")), "{guessed:?}");
        assert!(decode(&mac, Hints { encoding: Some(MACINTOSH), ..Hints::default() }, None).warnings.is_empty());
    }

    #[test]
    fn one_spoilt_byte_does_not_turn_the_rest_into_another_encoding() {
        let spoilt = [SAMPLE.as_bytes(), b" \xFF ", SAMPLE.as_bytes()].concat();
        let Decoded { text, warnings, .. } = decode(&spoilt, Hints::default(), None);
        assert_eq!(text, format!("{SAMPLE} \u{fffd} {SAMPLE}"));
        assert_eq!(warnings.len(), 1);
    }

    #[test]
    fn a_page_is_read_as_it_declares_where_its_bytes_do_not_tell() {
        let page = b"<html><meta charset=\"windows-1252\"><p>\x93No\x94</p>";
        assert!(decode(page, Hints::default(), declared_in_html(page)).text.contains("“No”"));
    }

    #[test]
    fn text_encoded_twice_is_said_to_be() {
        let decoded = decode("Itâ€™s the councilâ€™s and the panelâ€™s".as_bytes(), Hints::default(), None);
        assert_eq!(decoded.warnings.len(), 1);
    }
}
