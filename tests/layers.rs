//! The rows of the house: a room imports only from rows below its own.
//!
//! Reads every path in `src/` that begins with `crate`, `super`, `self` or, in the program, `lookback`; comments and
//! strings do not count, tests inside files do. A name that `lib.rs` gives out counts as the room it comes from. A file that
//! is taken in (`include_str!`) counts as an import of its room.
//! A new folder must be given its row here. Within the rooms named for it, nor do the parts import each other in circles.

#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms, lowest row first. Rooms of one row do not import each other.
const ROWS: [&[&str]; 9] = [
    &["model", "error"],
    &["text"],
    &["ingest", "structure", "findings", "settings"],
    &["reading", "resolve"],
    &["store", "lexicon"],
    &["search", "compare", "themes"],
    &["answers"],
    &["output"],
    &["serve"],
];

/// Rooms of which no part, a file or a folder, leads back to itself by what it imports. None of the parts then imports what stands in
/// the `mod.rs` above them, which imports them.
const WITHOUT_CIRCLES: &[&str] = &["findings", "resolve"];

#[test]
fn every_room_imports_only_from_rows_below() {
    let sources = sources();
    let root = &sources.iter().find(|(name, _)| name == "lib.rs").expect("lib.rs is there").1;
    let given_out = given_out(root);
    let faults: Vec<_> = sources.iter().flat_map(|(name, source)| faults_of(name, source, &given_out)).collect();
    assert!(sources.len() > 10, "only {} files were read", sources.len());
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn no_part_of_a_room_leads_back_to_itself() {
    let sources = sources();
    let faults: Vec<_> = WITHOUT_CIRCLES.iter().flat_map(|room| circles_in(room, &sources)).collect();
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// Data files of the rooms that make an index which decide nothing of what is stored: questions are asked with them.
const ASKED_WITH: [&str; 4] =
    ["lexicon/synonyms.toml", "lexicon/synonyms.bin", "lexicon/vectors.bin", "lexicon/model/asks.txt"];

#[test]
fn every_data_file_that_decides_what_is_stored_is_in_a_fingerprint() {
    let store = row_of("store").expect("the store has its row");
    let (mut taken_in, mut printed) = (BTreeSet::new(), BTreeSet::new());
    for (file, source) in sources() {
        if module_of(&file).first().and_then(|room| row_of(room)).is_none_or(|row| row > store) {
            continue;
        }
        let paths = |source: &str| included(&file, source).into_iter().map(|(_, path)| path.join("/"));
        taken_in.extend(paths(&source));
        let body = source.split_once("fn fingerprint() -> String {").map_or("", |(_, rest)| rest);
        printed.extend(paths(body.split("\n}").next().unwrap_or_default()));
    }
    let missing: Vec<_> = taken_in.difference(&printed).filter(|file| !ASKED_WITH.contains(&file.as_str())).collect();
    assert!(printed.len() > 10 && missing.is_empty(), "an index would outlive a change of {missing:?}");
}

/// The source files, each by its path below `src/`.
fn sources() -> Vec<(String, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    list(&src, &mut files);
    let read = |file: &PathBuf| {
        let name = file.strip_prefix(&src).expect("it is below src").to_string_lossy().replace('\\', "/");
        (name, fs::read_to_string(file).expect("a source file can be read"))
    };
    files.iter().map(read).collect()
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder).expect("a folder can be read");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry can be read").path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            list(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

/// What is wrong with the imports of one file, named relative to `src/`: a line each.
fn faults_of(file: &str, source: &str, given_out: &BTreeMap<String, String>) -> Vec<String> {
    let module = module_of(file);
    let Some(room) = module.first() else { return Vec::new() }; // lib.rs names every room
    if room == "bin" {
        return Vec::new(); // the program may ask every room
    }
    let Some(row) = row_of(room) else {
        return vec![format!("src/{file}:1: `{room}` has no row: give it one in tests/layers.rs")];
    };
    let mut faults = Vec::new();
    for (line, path) in paths(&module, source).into_iter().chain(included(file, source)) {
        let Some(target) = path.first() else {
            faults.push(format!("src/{file}:{line}: `{room}` takes in the whole crate: name what is meant"));
            continue;
        };
        let target = given_out.get(target).unwrap_or(target);
        let fault = match row_of(target) {
            _ if target == room => continue,
            None => format!("`{room}` imports `{target}`, which is no room"),
            Some(other) if other < row => continue,
            Some(other) if other == row => {
                format!("`{room}` and `{target}` are neighbours and do not import each other")
            }
            Some(_) => format!("`{room}` imports `{target}`, which stands above it"),
        };
        faults.push(format!("src/{file}:{line}: {fault}"));
    }
    faults
}

/// What the parts of a room import of each other that they should not: a line each.
fn circles_in(room: &str, sources: &[(String, String)]) -> Vec<String> {
    let modules: Vec<_> = sources.iter().map(|(file, source)| (file, module_of(file), source)).collect();
    let of_room: Vec<_> = modules.iter().filter(|(_, module, _)| module.len() > 1 && module[0] == room).collect();
    let mut imports: BTreeMap<&str, BTreeSet<String>> =
        of_room.iter().map(|(_, module, _)| (module[1].as_str(), BTreeSet::new())).collect();
    let parts: BTreeSet<String> = imports.keys().map(|part| (*part).to_owned()).collect();
    let mut faults = Vec::new();
    for (file, module, source) in of_room {
        for (line, path) in paths(module, source).into_iter().filter(|(_, path)| path.first() == module.first()) {
            match path.get(1) {
                Some(part) if *part == module[1] => {}
                Some(part) if parts.contains(part) => {
                    imports.entry(&module[1]).or_default().insert(part.clone());
                }
                named => {
                    let named = named.map_or("all", String::as_str);
                    faults.push(format!("src/{file}:{line}: `{}` imports `{named}` from the file above it", module[1]));
                }
            }
        }
    }
    // What imports nothing that is left, or is imported by nothing that is left, is in no circle.
    loop {
        let left: BTreeSet<String> = imports.keys().map(|part| (*part).to_owned()).collect();
        let imported: BTreeSet<String> = imports.values().flatten().cloned().collect();
        imports.values_mut().for_each(|of| of.retain(|part| left.contains(part)));
        imports.retain(|part, of| !of.is_empty() && imported.contains(*part));
        if imports.len() == left.len() {
            break;
        }
    }
    for (part, of) in imports {
        faults
            .extend(of.iter().map(|other| format!("src/{room}: `{part}` imports `{other}`, and leads back to itself")));
    }
    faults
}

fn row_of(room: &str) -> Option<usize> {
    ROWS.iter().position(|rooms| rooms.contains(&room))
}

/// The module a file is: `themes/codebook.rs` is `themes`, `codebook`. Empty for the root.
fn module_of(file: &str) -> Vec<String> {
    let mut parts: Vec<_> = file.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
    if parts.last().is_some_and(|last| last == "mod" || last == "lib") {
        parts.pop();
    }
    parts
}

/// The files of `src/` that a file takes in, each by its path there, with its line.
fn included(file: &str, source: &str) -> Vec<(usize, Vec<String>)> {
    let mut found = Vec::new();
    for (number, line) in source.lines().enumerate() {
        for call in ["include_str!(\"", "include_bytes!(\""] {
            for (_, rest) in line.match_indices(call).map(|(at, _)| line.split_at(at + call.len())) {
                let named = rest.split('"').next().unwrap_or_default();
                let mut path: Vec<String> = file.split('/').map(str::to_owned).collect();
                path.pop();
                // What leads out of `src/` is of no room.
                let is_inside = named.split('/').all(|part| match part {
                    ".." => path.pop().is_some(),
                    part => {
                        path.push(part.to_owned());
                        true
                    }
                });
                found.extend(is_inside.then_some((number + 1, path)));
            }
        }
    }
    found
}

/// Names that the root gives out, and the room each comes from.
fn given_out(root: &str) -> BTreeMap<String, String> {
    let tokens = tokens(root);
    let mut names = BTreeMap::new();
    for (at, _) in tokens.iter().enumerate().filter(|(_, token)| token.text == "use") {
        let end = tokens[at..].iter().position(|token| token.text == ";").map_or(tokens.len(), |more| at + more);
        let words: Vec<_> = tokens[at + 1..end].iter().filter(|token| token.is_name()).collect();
        let Some((room, rest)) = words.split_first() else { continue };
        names.extend(rest.iter().map(|name| (name.text.clone(), room.text.clone())));
    }
    names
}

#[derive(Debug, PartialEq)]
struct Token {
    line: usize,
    text: String,
}

impl Token {
    fn is_name(&self) -> bool {
        self.text.starts_with(|c: char| c.is_alphabetic() || c == '_')
    }
}

/// Names and signs, without comments, strings, characters and lifetimes. `::` is one sign.
fn tokens(source: &str) -> Vec<Token> {
    let chars: Vec<char> = source.chars().collect();
    let at = |index: usize| chars.get(index).copied().unwrap_or('\0');
    let mut tokens: Vec<Token> = Vec::new();
    let (mut index, mut line) = (0, 1);
    while index < chars.len() {
        let start = index;
        match at(index) {
            '/' if at(index + 1) == '/' => {
                while index < chars.len() && at(index) != '\n' {
                    index += 1;
                }
            }
            '/' if at(index + 1) == '*' => {
                let mut depth = 0;
                loop {
                    match (at(index), at(index + 1)) {
                        ('/', '*') => (depth, index) = (depth + 1, index + 2),
                        ('*', '/') => (depth, index) = (depth - 1, index + 2),
                        _ => index += 1,
                    }
                    if depth == 0 || index >= chars.len() {
                        break;
                    }
                }
            }
            '"' => {
                index += 1;
                while index < chars.len() && at(index) != '"' {
                    index += if at(index) == '\\' { 2 } else { 1 };
                }
                index += 1;
            }
            '\'' if at(index + 1) == '\\' => {
                index += 3;
                while index < chars.len() && at(index) != '\'' {
                    index += 1;
                }
                index += 1;
            }
            '\'' if at(index + 2) == '\'' => index += 3,
            '\'' => {
                index += 1;
                while at(index).is_alphanumeric() || at(index) == '_' {
                    index += 1;
                }
            }
            c if c.is_alphanumeric() || c == '_' => {
                while at(index).is_alphanumeric() || at(index) == '_' {
                    index += 1;
                }
                let text: String = chars[start..index].iter().collect();
                let hashes = (index..).take_while(|&i| at(i) == '#').count();
                if matches!(text.as_str(), "r" | "br" | "cr") && at(index + hashes) == '"' {
                    index += hashes + 1;
                    while index < chars.len() && !(at(index) == '"' && (1..=hashes).all(|more| at(index + more) == '#'))
                    {
                        index += 1;
                    }
                    index += hashes + 1;
                } else {
                    tokens.push(Token { line, text });
                }
            }
            ':' if at(index + 1) == ':' => {
                index += 2;
                tokens.push(Token { line, text: "::".into() });
            }
            c => {
                index += 1;
                if !c.is_whitespace() {
                    tokens.push(Token { line, text: c.into() });
                }
            }
        }
        index = index.min(chars.len());
        line += chars[start..index].iter().filter(|c| **c == '\n').count();
    }
    tokens
}

/// Every path of a file that is anchored in the crate, in full, with its line. Groups are taken apart.
fn paths(module: &[String], source: &str) -> Vec<(usize, Vec<String>)> {
    let tokens = tokens(source);
    let text = |index: usize| tokens.get(index).map_or("", |token| token.text.as_str());
    let mut found = Vec::new();
    // For each open brace, whether it opens a module inside the file.
    let mut braces: Vec<Option<String>> = Vec::new();
    let mut index = 0;
    while index < tokens.len() {
        match text(index) {
            "{" => {
                let named = index >= 2 && text(index - 2) == "mod";
                braces.push(named.then(|| text(index - 1).to_owned()));
            }
            "}" => {
                braces.pop();
            }
            "crate" | "super" | "self" if text(index + 1) == "::" && (index == 0 || text(index - 1) != "::") => {
                let here: Vec<_> = module.iter().cloned().chain(braces.iter().flatten().cloned()).collect();
                index = tree(&tokens, index, here, &mut found);
                continue;
            }
            _ => {}
        }
        index += 1;
    }
    found
}

/// Follows one path, or a group of them, from `index`; returns where it ends.
fn tree(tokens: &[Token], mut index: usize, mut path: Vec<String>, found: &mut Vec<(usize, Vec<String>)>) -> usize {
    let text = |index: usize| tokens.get(index).map_or("", |token| token.text.as_str());
    let line = tokens.get(index).map_or(0, |token| token.line);
    loop {
        match text(index) {
            "crate" => path.clear(),
            "super" => {
                path.pop();
            }
            "self" => {}
            "{" => {
                index += 1;
                while !matches!(text(index), "}" | "") {
                    index = tree(tokens, index, path.clone(), found);
                    while !matches!(text(index), "," | "}" | "") {
                        index += 1; // `as name`
                    }
                    if text(index) == "," {
                        index += 1;
                    }
                }
                return index + 1;
            }
            name if tokens.get(index).is_some_and(Token::is_name) => path.push(name.to_owned()),
            _ => {
                found.push((line, path)); // a glob
                return index + 1;
            }
        }
        index += 1;
        if text(index) != "::" {
            found.push((line, path));
            return index;
        }
        index += 1;
    }
}

#[cfg(test)]
mod the_test_itself {
    use super::*;

    fn faults(file: &str, source: &str) -> Vec<String> {
        let given_out = given_out("pub mod error;\npub use error::{Error, Result};\npub use themes::Codebook;");
        faults_of(file, source, &given_out)
    }

    #[test]
    fn an_import_from_above_is_flagged_with_its_line() {
        let found = faults("text/words.rs", "//! Words.\n\nuse crate::model::Date;\nuse crate::store::Reader;\n");
        assert_eq!(found, ["src/text/words.rs:4: `text` imports `store`, which stands above it"]);
    }

    #[test]
    fn neighbours_are_flagged_in_groups_in_paths_and_through_super() {
        for source in [
            "use crate::{model::Date, search::{self, plan as p}};",
            "fn f() { crate::search::plan() }",
            "use super::super::search;",
            "pub use super::super::search::Plan;",
            "mod tests { use super::super::super::search::Plan; }",
        ] {
            let found = faults("themes/tally.rs", source);
            assert!(
                !found.is_empty() && found[0].contains("`themes` and `search` are neighbours"),
                "{source} {found:?}"
            );
        }
    }

    #[test]
    fn names_of_the_root_count_as_their_room() {
        assert!(faults("text/words.rs", "use crate::{Error, Result};").is_empty());
        assert!(faults("text/words.rs", "use crate::Codebook;")[0].contains("imports `themes`"));
        assert!(faults("text/words.rs", "use crate::Nothing;")[0].contains("is no room"));
    }

    #[test]
    fn what_stays_in_the_room_or_goes_down_is_left_alone() {
        let source = "use super::{codebook::Codebook, *};\nuse self::term::Term;\nuse crate::error::Result;\n\
                      mod tests { use super::*; use super::super::term; }\n// use crate::output::x;\n/* crate::output */\n\
                      const S: &str = \"crate::output::x\"; const R: &str = r#\"crate::\"output\"#; const C: char = '\"';\n\
                      fn f<'a>(x: &'a str) -> &'a str { crate::text::fold(x) }";
        assert_eq!(faults("themes/tally.rs", source), Vec::<String>::new());
    }

    #[test]
    fn a_file_that_is_taken_in_is_of_its_room() {
        let found = faults("findings/rules.rs", "\nconst P: &str = include_str!(\"../resolve/plans.txt\");\n");
        assert_eq!(found, ["src/findings/rules.rs:2: `findings` imports `resolve`, which stands above it"]);
        for source in
            ["include_str!(\"rules.toml\")", "include_str!(\"../text/a.txt\")", "include_str!(\"../../README.md\")"]
        {
            assert_eq!(faults("findings/rules.rs", source), Vec::<String>::new(), "{source}");
        }
        assert!(!faults("findings/attribution/known.rs", "include_bytes!(\"../../store/x.bin\")").is_empty());
    }

    #[test]
    fn circles_within_a_room_are_flagged_and_nothing_else() {
        let found = |files: &[(&str, &str)]| {
            let sources: Vec<_> =
                files.iter().map(|(part, source)| (format!("findings/{part}.rs"), (*source).to_owned())).collect();
            circles_in("findings", &sources)
        };
        let (a, b) = (("a", "use super::b::f;\nuse super::c::h;"), ("b", "use crate::findings::c::g;"));
        assert_eq!(found(&[a, b, ("c", "use crate::text::fold;"), ("mod", "use self::a::x;")]), [""; 0]);
        let circle = found(&[a, b, ("c", "fn f() { super::a::f() }"), ("d", "use super::a;"), ("mod", "")]);
        assert_eq!(circle.len(), 4, "{circle:?}");
        assert!(circle.iter().all(|line| !line.contains("`d`")), "{circle:?}");
        assert_eq!(
            found(&[("a/b", "use super::{c, d};\nuse super::super::Found;"), ("a/c", "use super::b;"), ("mod", "")]),
            ["src/findings/a/b.rs:2: `a` imports `Found` from the file above it"]
        );
    }

    #[test]
    fn a_glob_of_the_whole_crate_and_a_room_without_a_row_are_flagged() {
        assert!(faults("text/mod.rs", "use crate::*;")[0].contains("the whole crate"));
        assert!(faults("attic/mod.rs", "")[0].contains("has no row"));
        assert!(faults("bin/lookback/main.rs", "use lookback::output;").is_empty());
    }
}
