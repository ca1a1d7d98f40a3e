//! Bytes to text, in the encodings councils still use.
//!
//! A byte order mark decides; then strict UTF-8; then the zero bytes that give UTF-16 away; then a guess
//! by [`chardetng`]. Text that was encoded twice ("â€™" for ’) is legal and stays as it is, with a warning.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::model::Warning;

/// Decodes a file's bytes. Never fails: what cannot be decoded becomes U+FFFD, with a warning.
pub fn decode(bytes: &[u8]) -> (String, Vec<Warning>) {
    let mut warnings = Vec::new();
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if std::str::from_utf8(bytes).is_ok() && utf16_without_mark(bytes).is_none() => UTF_8,
        None => utf16_without_mark(bytes).unwrap_or_else(|| guess(bytes)),
    };
    let (text, _, broken) = encoding.decode(bytes);
    if broken {
        warnings.push(Warning(format!("some bytes are not {} text and show as \u{fffd}", encoding.name())));
    }
    if looks_encoded_twice(&text) {
        warnings.push(Warning("the text seems to have been encoded twice: quotes and dashes show as “â€”".into()));
    }
    (text.into_owned(), warnings)
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
    let pairs = text.matches("â€").count() + text.matches("Ã©").count() + text.matches("Â£").count();
    pairs >= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "The Panel’s report – “back to basics” cost £6.8m";

    #[test]
    fn common_encodings_are_read() {
        let utf16 = |swap: bool| -> Vec<u8> {
            SAMPLE.encode_utf16().flat_map(|u| if swap { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
        };
        let (windows, _, _) = encoding_rs::WINDOWS_1252.encode(SAMPLE);
        let with_mark = [b"\xEF\xBB\xBF".as_slice(), SAMPLE.as_bytes()].concat();
        for bytes in [SAMPLE.as_bytes(), &utf16(true), &utf16(false), &windows, &with_mark] {
            let (text, warnings) = decode(bytes);
            assert_eq!(text, SAMPLE);
            assert!(warnings.is_empty(), "{warnings:?}");
        }
    }

    #[test]
    fn text_encoded_twice_is_said_to_be() {
        let (_, warnings) = decode("Itâ€™s the councilâ€™s and the panelâ€™s".as_bytes());
        assert_eq!(warnings.len(), 1);
    }
}
