//! Where a click leads: the file of a paper, and in a browser the passage in it.
//!
//! A PDF opens at its page; a web page or text at the words themselves, by a text fragment, which browsers mark and others
//! pass over. Word processors open a file at its beginning.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::model::Citation;

/// What is written with percent signs among words: a hyphen has a meaning of its own in text fragments.
const IN_WORDS: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'_').remove(b'~');

/// What is in a path.
const IN_PATH: &AsciiSet = &IN_WORDS.remove(b'/');

/// Words given of each end of a passage.
const WORDS: usize = 5;

/// A place in a file of the corpus.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Path of the file, relative to the corpus.
    path: String,
    page: Option<u32>,
    words: String,
}

impl Link {
    /// The place of a passage of these words.
    pub fn new(at: &Citation, words: &str) -> Self {
        Self { path: at.path.clone(), page: at.page, words: words.to_owned() }
    }

    /// A place of no matter.
    #[cfg(test)]
    pub fn anywhere() -> Self {
        Self { path: "a.txt".into(), page: None, words: String::new() }
    }

    /// The address of the file, for a terminal. `papers` is the address of the folder of papers.
    pub fn file(&self, papers: &str) -> String {
        format!("{}/{}", papers.trim_end_matches('/'), utf8_percent_encode(&self.path, IN_PATH))
    }

    /// The address of the passage, for a browser.
    ///
    /// ```text
    /// ../papers/2015/report.pdf#page=3
    /// ../papers/2015/minutes.html#:~:text=The%20Panel%20asked%20for%20a,by%20the%20end%20of%20June
    /// ```
    pub fn passage(&self, papers: &str) -> String {
        let ending = self.path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        let place = match ending.as_str() {
            "pdf" => self.page.map(|page| format!("#page={page}")),
            "html" | "htm" | "txt" | "md" => self.fragment(),
            _ => None,
        };
        self.file(papers) + &place.unwrap_or_default()
    }

    fn fragment(&self) -> Option<String> {
        let words: Vec<&str> = self.words.split_whitespace().collect();
        let ends = match words.as_slice() {
            [] => return None,
            few if few.len() <= 2 * WORDS => vec![few.join(" ")],
            many => vec![many[..WORDS].join(" "), many[many.len() - WORDS..].join(" ")],
        };
        let ends: Vec<String> = ends.iter().map(|end| utf8_percent_encode(end, IN_WORDS).to_string()).collect();
        Some(format!("#:~:text={}", ends.join(",")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::DocumentKind;

    fn link(path: &str, page: Option<u32>, words: &str) -> Link {
        let at = Citation { page, ..Citation::new("d", DocumentKind::Minutes, path, 0) };
        Link::new(&at, words)
    }

    #[test]
    fn a_click_leads_to_the_page_or_to_the_words() {
        let pdf = link("2015/the report.pdf", Some(3), "x");
        assert_eq!(pdf.passage("../papers/"), "../papers/2015/the%20report.pdf#page=3");
        assert_eq!(pdf.file("file:///p"), "file:///p/2015/the%20report.pdf");
        let page = link("m.html", None, "Agreed: a well-run “front door”");
        assert_eq!(page.passage("."), "./m.html#:~:text=Agreed%3A%20a%20well%2Drun%20%E2%80%9Cfront%20door%E2%80%9D");
        let long = link("m.txt", None, "one two three four five six seven eight nine ten eleven");
        assert_eq!(
            long.passage("p"),
            "p/m.txt#:~:text=one%20two%20three%20four%20five,seven%20eight%20nine%20ten%20eleven"
        );
        assert_eq!(link("m.docx", Some(2), "x").passage("p"), "p/m.docx");
    }
}
