//! A codebook as a sheet: CSV, a row a theme, for who would rather edit in a spreadsheet than in TOML.
//!
//! Columns: id, label, description, parent, include, exclude, example, unlike. Terms of a cell are parted by `;`. Where
//! several have to stand together, `health* NEAR/5 late* | delay*` or `budget AND overspen* AND school*` is written, two to
//! eight of them: `|` parts words of which any will do.
//!
//! ```
//! use lookback::themes::Codebook;
//!
//! let sheet = "id,label,description,parent,include,exclude,example,unlike\n\
//!              health,Health,Health of children,,health check*; health NEAR/5 late* | delay*,,Health checks are late.,\n";
//! let codebook = Codebook::from_csv("ours", sheet)?;
//! assert_eq!(codebook.apply("Many delays in health assessments.")[0].words, ["delays", "health"]);
//! assert_eq!(Codebook::from_csv("ours", &codebook.to_csv())?.themes(), codebook.themes());
//! # Ok::<(), lookback::themes::CodebookError>(())
//! ```

use std::collections::BTreeMap;

use super::codebook::{Codebook, CodebookError};
use super::source::{Entry, File, Side, Term};

const COLUMNS: [&str; 8] = ["id", "label", "description", "parent", "include", "exclude", "example", "unlike"];

/// Reads a codebook. A byte order mark, quotes as spreadsheets turn them, and columns in another order are fine.
pub(super) fn read(name: &str, text: &str) -> Result<File, CodebookError> {
    let whole = |message: String| CodebookError { theme: None, message };
    let text = text.trim_start_matches('\u{feff}');
    let mut rows = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let head: Vec<String> =
        rows.headers().map_err(|error| whole(error.to_string()))?.iter().map(str::to_lowercase).collect();
    if let Some(unknown) = head.iter().find(|name| !name.is_empty() && !COLUMNS.contains(&name.as_str())) {
        return Err(whole(format!("no column is called `{unknown}`; there are {}", COLUMNS.join(", "))));
    }
    let mut theme = Vec::new();
    for (number, row) in (2..).zip(rows.records()) {
        let row = row.map_err(|error| whole(error.to_string()))?;
        let cells: BTreeMap<&str, &str> = head.iter().map(String::as_str).zip(row.iter()).collect();
        let cell = |name: &str| cells.get(name).copied().filter(|cell| !cell.is_empty());
        let Some(id) = cell("id") else {
            return Err(whole(format!("row {number} has no `id`")));
        };
        let wrong = |message: String| CodebookError { theme: Some(id.to_owned()), message };
        let own = |name: &str| cell(name).map(str::to_owned);
        theme.push(Entry {
            id: id.to_owned(),
            label: own("label"),
            description: own("description").or_else(|| own("label")),
            parent: own("parent"),
            from: None,
            include: parted(cell("include")).map(|term| read_term(term).map_err(wrong)).collect::<Result<_, _>>()?,
            exclude: parted(cell("exclude")).map(str::to_owned).collect(),
            example: own("example").or_else(|| Some(String::new())),
            unlike: own("unlike"),
        });
    }
    if theme.is_empty() {
        return Err(whole("it has no theme: a row each".into()));
    }
    Ok(File { name: name.to_owned(), title: name.replace('_', " "), description: String::new(), theme })
}

fn parted(cell: Option<&str>) -> impl Iterator<Item = &str> {
    cell.into_iter().flat_map(|cell| cell.split(';')).map(str::trim).filter(|term| !term.is_empty())
}

fn read_term(term: &str) -> Result<Term, String> {
    let words = |side: &str| side.split('|').map(|one| one.trim().to_owned()).collect::<Vec<_>>();
    let side = |side: &str| match words(side) {
        mut one if one.len() == 1 => Side::One(one.remove(0)),
        any => Side::Any(any),
    };
    match (term.contains(" AND "), term.split_once(" NEAR/")) {
        (true, Some(_)) => {
            Err(format!("`{term}`: AND and NEAR are not taken together; write two terms, parted by `;`"))
        }
        (true, None) => Ok(Term::All { all: term.split(" AND ").map(side).collect() }),
        (false, None) if term.contains('|') => Ok(Term::Any { any: words(term) }),
        (false, None) => Ok(Term::Words(term.to_owned())),
        (false, Some((first, rest))) => {
            let mut near = vec![side(first)];
            let mut most: Option<usize> = None;
            for part in rest.split(" NEAR/") {
                let (within, words) = part.split_once(' ').ok_or_else(|| format!("`{term}` ends after NEAR"))?;
                let within = within
                    .parse()
                    .map_err(|_| format!("`{term}`: after NEAR/ stands how many words may lie between"))?;
                if most.is_some_and(|most| most != within) {
                    return Err(format!("`{term}`: every NEAR of a term has the same number"));
                }
                most = Some(within);
                near.push(side(words));
            }
            Ok(Term::Near { near, within: most.unwrap_or_default() })
        }
    }
}

pub(super) fn write_term(term: &Term) -> String {
    let sides = |sides: &[Side], between: &str| {
        let sides: Vec<_> = sides.iter().map(|side| side.any().join(" | ")).collect();
        sides.join(between)
    };
    match term {
        Term::Words(words) => words.clone(),
        Term::Any { any } => any.join(" | "),
        Term::Near { near, within } => sides(near, &format!(" NEAR/{within} ")),
        Term::All { all } => sides(all, " AND "),
    }
}

pub(super) fn write(codebook: &Codebook) -> String {
    let mut rows = vec![COLUMNS.map(str::to_owned)];
    for theme in codebook.themes() {
        rows.push([
            theme.id.clone(),
            theme.label.clone(),
            theme.description.clone(),
            theme.parent.clone().unwrap_or_default(),
            theme.include.iter().map(write_term).collect::<Vec<_>>().join("; "),
            theme.exclude.join("; "),
            theme.example.clone(),
            theme.unlike.clone().unwrap_or_default(),
        ]);
    }
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing to memory cannot fail, and the rows are equally long.
    rows.iter().for_each(|row| drop(writer.write_record(row)));
    writer.into_inner().map_or_else(|_| String::new(), |bytes| String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_builtin_codebook_survives_the_way_to_a_sheet_and_back() {
        for name in Codebook::names() {
            let codebook = Codebook::builtin(name).unwrap();
            let back = Codebook::from_csv(name, &codebook.to_csv()).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(back.themes(), codebook.themes());
        }
    }

    #[test]
    fn a_sheet_that_is_wrong_says_where() {
        for (sheet, expected) in [
            ("id,colour\na,red\n", "no column is called `colour`"),
            ("id,label,include\n,L,a\n", "row 2 has no `id`"),
            ("id,label,include\nt,L,a NEAR/x b\n", "in the theme `t`: `a NEAR/x b`"),
            ("id,label,include\nt,L,a NEAR/2 b NEAR/3 c\n", "every NEAR of a term has the same number"),
            ("id,label,include\nt,L,a NEAR/2 b AND c\n", "AND and NEAR are not taken together"),
            ("id,label,include\nt,L,a AND | b\n", "in the theme `t`: `` has no word in it"),
            ("id,label,include\nt,L,\n", "in the theme `t`: it has no `include`"),
            ("id,label,include\n", "it has no theme"),
        ] {
            let message = Codebook::from_csv("ours", sheet).unwrap_err().to_string();
            assert!(message.contains(expected), "{sheet}\n{message}");
        }
    }

    #[test]
    fn lists_of_any_length_survive_the_way_to_a_sheet_and_back() {
        let toml = "name = \"ours\"\ntitle = \"ours\"\n[[theme]]\nid = \"t\"\nlabel = \"T\"\ndescription = \"D\"\n\
                    example = \"E\"\ninclude = [\"a\", { any = [\"b\", \"c d\"] }, { all = [\"e\", [\"f\", \"g*\"], \"h\"] },\
                    { near = [\"i\", \"j\", [\"k\", \"l\"], \"m\"], within = 3 }]\n";
        let codebook = Codebook::from_toml(toml).unwrap();
        let sheet = codebook.to_csv();
        assert!(sheet.contains("a; b | c d; e AND f | g* AND h; i NEAR/3 j NEAR/3 k | l NEAR/3 m"), "{sheet}");
        let back = Codebook::from_csv("ours", &sheet).unwrap();
        assert_eq!(back.themes(), codebook.themes());
        for (text, fires) in
            [("c d", true), ("H, gs and e", true), ("e f", false), ("m of l to j i", true), ("i j k", false)]
        {
            assert_eq!((codebook.apply(text).len() == 1, back.apply(text).len() == 1), (fires, fires), "{text}");
        }
    }

    #[test]
    fn among_the_papers_a_codebook_is_known_as_ours() {
        let read = crate::ingest::ingest(COLUMNS.join(",").as_bytes(), "codebook.csv");
        assert_eq!(read, Err(crate::Unreadable::Answer));
    }

    #[test]
    fn what_a_spreadsheet_does_to_a_file_does_no_harm() {
        let sheet = "\u{feff}Include,ID,Label\r\n\"early help; front door\",t,T\r\n";
        let codebook = Codebook::from_csv("ours", sheet).unwrap();
        assert_eq!(codebook.apply("The front door")[0].theme, "t");
    }
}
