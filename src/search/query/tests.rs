//! Promises of the query language: what is understood, and what the errors say.

use super::{Filter, Node, Part, Query, Unit, fields};
use crate::error::Error;

/// The tree of a query in brackets, operator first.
fn tree(query: &str) -> String {
    fn unit(unit: &Unit) -> String {
        match unit {
            Unit::Word(word) => word.clone(),
            Unit::Pattern(pattern) => format!("/{pattern}/"),
            Unit::Fuzzy { word, distance } => format!("{word}~{distance}"),
            Unit::Acronym(word) => word.to_uppercase(),
            Unit::Hyphened(word) => format!("-{word}"),
        }
    }
    fn show(node: &Node) -> String {
        let each = |nodes: &[Node]| nodes.iter().map(show).collect::<Vec<_>>().join(" ");
        match &node.part {
            Part::Run(units) => units.iter().map(unit).collect::<Vec<_>>().join("_"),
            Part::Near { left, right, within, ordered } => {
                format!("({}near{within} {} {})", if *ordered { "o" } else { "" }, show(left), show(right))
            }
            Part::Filter(Filter::Kind(kinds)) => format!("[kind {}]", kinds.join(" ")),
            Part::Filter(Filter::Date(spans)) => {
                let end = |date: &Option<crate::model::Date>| date.map_or(String::new(), |date| date.to_string());
                let spans: Vec<String> = spans.iter().map(|(from, to)| format!("{}..{}", end(from), end(to))).collect();
                format!("[date {}]", spans.join(" "))
            }
            Part::Filter(Filter::Name { field, names }) => {
                let names: Vec<String> = names
                    .iter()
                    .map(|name| format!("{}{}", name.words.join("_"), if name.prefix { "*" } else { "" }))
                    .collect();
                format!("[{field:?} {}]", names.join(" "))
            }
            Part::Filter(Filter::Page(spans)) => format!("[page {spans:?}]"),
            Part::Filter(Filter::Due(spans)) => format!("[due {}]", spans.len()),
            Part::Filter(Filter::Strength(spans)) => format!("[strength {spans:?}]"),
            Part::Filter(Filter::Theme(names)) => format!("[theme {}]", names[0].words.join("_")),
            Part::Alike { said, also } => format!("(alike {} {})", show(said), each(also)),
            Part::Not(inner) => format!("(not {})", show(inner)),
            Part::All(parts) => format!("(and {})", each(parts)),
            Part::Any(parts) => format!("(or {})", each(parts)),
        }
    }
    show(Query::parse(query).unwrap_or_else(|error| panic!("{query}: {error}")).root())
}

/// Message, hint, and the part of the query from the place of the error on.
fn trouble(query: &str) -> (String, String, String) {
    match Query::parse(query) {
        Err(Error::Query { at, message, hint, .. }) => (message, hint, query[at..].to_owned()),
        other => panic!("`{query}` gave {other:?}"),
    }
}

#[test]
fn not_binds_before_and_and_before_or() {
    assert_eq!(tree("a b"), "(and a b)");
    assert_eq!(tree("a AND b c"), "(and a b c)");
    assert_eq!(tree("a OR b c OR d"), "(or a (and b c) d)");
    assert_eq!(tree("a NOT b OR c"), "(or (and a (not b)) c)");
    assert_eq!(tree("NOT a b"), "(and (not a) b)");
    assert_eq!(tree("a AND NOT (b OR c)"), "(and a (not (or b c)))");
    assert_eq!(tree("a -b -(c d) -\"e f\""), "(and a (not b) (not (and c d)) (not e_f))");
    assert_eq!(tree("(a OR b) (c)"), "(and (or a b) c)");
    assert_eq!(tree("NOT NOT a"), "(not (not a))");
    assert_eq!(tree("-kind:priority"), "(not [kind priority])");
}

#[test]
fn what_was_copied_from_a_page_is_read_as_the_papers_are() {
    assert_eq!(tree("o\u{fb03}cer safe\u{ad}guarding\u{a0}\u{200b}board"), "(and officer safeguarding board)");
    assert_eq!(tree("YEAR:2015 Council:Marlshire"), "(and [date 2015..2015] [Council marlshire])");
}

#[test]
fn lower_case_operators_are_words() {
    assert_eq!(tree("checks and balances or not near"), "(and checks and balances or not near)");
    assert_eq!(tree("\"terms AND conditions\""), "terms_and_conditions");
}

#[test]
fn punctuation_of_print_parts_words_as_in_the_papers() {
    assert_eq!(tree("multi-agency"), "multi_agency");
    assert_eq!(tree("Children’s, services;"), "(and children's services)");
    assert_eq!(tree("2011/12 A&E £1.2m 50% 'back to basics'"), "(and 2011_12 a_e 1_2m 50 back to basics)");
    assert_eq!(tree("“Front Door”"), "front_door");
    assert_eq!(tree("\"Is it safe? (No: 3)\""), "is_it_safe_no_3");
    assert_eq!(tree("ends. here"), "(and ends here)");
}

#[test]
fn wildcards_mistakes_and_expressions_are_understood() {
    assert_eq!(tree("thresh*"), "/thresh.*/");
    assert_eq!(tree("*GUARD*"), "/.*guard.*/");
    assert_eq!(tree("organi?e"), "/organi.e/");
    assert_eq!(tree("multi-agen*"), "multi_/agen.*/");
    assert_eq!(tree("\"care leav*\""), "care_/leav.*/");
    assert_eq!(tree("\"early organi?e? help\""), "early_/organi.e/_help", "at the end of a word it is a question mark");
    assert_eq!(tree("children’*"), "/children'.*/");
    assert_eq!(tree("Safegard~1 x"), "(and safegard~1 x)");
    assert_eq!(tree("/review(s|ed)/ a"), "(and /review(s|ed)/ a)");
    assert_eq!(tree("/^review$/"), "/review/", "it is asked of whole words");
    assert_eq!(tree("/children’s?/"), "/children's?/");
    assert_eq!(tree(r"/(?:re)?view[^-]{1,2}\w+[\w\d]\d/"), r"/(?:re)?view[^-]{1,2}[^']+[\w0-9][0-9]/");
}

#[test]
fn nearness_binds_first_and_from_the_left() {
    assert_eq!(tree("a NEAR/5 b c"), "(and (near5 a b) c)");
    assert_eq!(tree("\"a b\" ONEAR/0 (c OR d*)"), "(onear0 a_b (or c /d.*/))");
    assert_eq!(tree("a NEAR/1 b NEAR/2 c"), "(near2 (near1 a b) c)");
    assert_eq!(tree("NOT a NEAR/1 b"), "(not (near1 a b))");
}

#[test]
fn every_field_has_an_example_that_is_understood() {
    for (name, example) in fields::FIELDS {
        assert!(example.starts_with(name));
        assert!(tree(example).starts_with('['), "{example}");
    }
}

#[test]
fn values_may_be_several_quoted_or_a_range() {
    assert_eq!(tree("kind:priority,recommendations,minutes"), "[kind priority recommendation minutes]");
    assert_eq!(tree("kind:\"areas for consideration\",Panel-Report"), "[kind area_for_consideration panel_report]");
    assert_eq!(tree("kind:priorities,strengths"), "[kind priority strength]");
    assert_eq!(tree("year:2011,2014..2015,2019..,..2001"), "[date 2011..2011 2014..2015 2019.. ..2001]");
    assert_eq!(tree("year:>=2011,<2015"), "[date 2011.. ..2014]");
    assert_eq!(tree("date:<2015,>2015-12,<2015-01"), "[date ..2014 2016-01.. ..2014-12]");
    assert_eq!(tree("date:<2015-03-01,>2015-02-27,>2015-02-28"), "[date ..2015-02 2015-02-28.. 2015-03..]");
    assert_eq!(tree("date:\"4 March 2021\",\"May 2020\""), "[date 2021-03-04..2021-03-04 2020-05..2020-05]");
    assert_eq!(tree("date:4/3/2021,04.03.2021"), "[date 2021-03-04..2021-03-04 2021-03-04..2021-03-04]");
    assert_eq!(tree("page:3..5,>7"), "[page [(Some(3), Some(5)), (Some(8), None)]]");
    assert_eq!(tree("strength:<=2"), "[strength [(None, Some(2))]]");
    assert_eq!(tree("theme:\"early help\""), "[theme early_help]");
    assert_eq!(tree("date:2015-04..2015-06-30"), "[date 2015-04..2015-06-30]");
    assert_eq!(tree("council:\"North Marlshire\",thornm*"), "[Council north_marlshire thornm*]");
    assert_eq!(tree("(doc:reports/2011.pdf OR body:LGA)"), "(or [Document reports_2011_pdf] [Body lga])");
}

#[test]
fn parts_know_where_they_were_typed() {
    let query = Query::parse("“Früh” (early OR help) -kind:minutes").unwrap();
    let Part::All(parts) = &query.root().part else { panic!("three parts") };
    let typed: Vec<&str> = parts.iter().map(|part| query.typed(part)).collect();
    assert_eq!(typed, ["“Früh”", "(early OR help)", "-kind:minutes"]);
    assert_eq!(query.typed(query.root()), query.text());
}

#[test]
fn an_operator_without_its_words_is_pointed_at() {
    for (query, message, place) in [
        ("front AND", "nothing to look for stands after `AND`", "AND"),
        ("AND front", "nothing to look for stands before `AND`", "AND front"),
        ("front OR OR door", "nothing to look for stands after `OR`", "OR OR door"),
        ("a NEAR/5", "nothing to look for stands after `NEAR/5`", "NEAR/5"),
        ("(a OR) b", "nothing to look for stands after `OR`", "OR) b"),
        ("NOT", "nothing to look for stands after `NOT`", "NOT"),
    ] {
        let (told, hint, at) = trouble(query);
        assert_eq!((told.as_str(), at.as_str()), (message, place), "{query}");
        assert!(hint.contains("in quotes"), "{hint}");
    }
}

#[test]
fn brackets_and_quotes_must_close() {
    for (query, message, place) in [
        ("a (b OR c", "this bracket is not closed", "(b OR c"),
        ("a) b", "this bracket closes nothing", ") b"),
        ("a ()", "there is nothing in these brackets", "()"),
        ("a \"front door", "this quote is not closed", "\"front door"),
        ("a \"...\"", "there is no word between these quotes", "...\""),
        ("a /b", "this `/` opens a regular expression that is not closed", "/b"),
        ("", "nothing was asked", ""),
        ("  ", "nothing was asked", "  "),
    ] {
        let (told, _, at) = trouble(query);
        assert_eq!((told.as_str(), at.as_str()), (message, place), "{query}");
    }
}

#[test]
fn marks_that_mean_nothing_are_answered_with_what_to_write() {
    for (query, hint, place) in [
        ("a | b", "write `OR` between the words", "| b"),
        ("a|b", "write `OR` between the words", "|b"),
        ("a & b", "write `AND` between the words, or put the whole phrase in quotes", "& b"),
        ("+a b", "leave it out: every word has to be there already", "+a b"),
        ("!a", "write `-word` to leave a word out", "!a"),
        ("a - b", "write `-word`, without a space, to leave a word out", "- b"),
        ("is it ?safe", "put a question in quotes; inside a word `?` stands for one letter, `*` for any", "?safe"),
        ("a * b", "write some letters with it: `thresh*`", "* b"),
        ("multi-*", "write some letters with it: `thresh*`", "multi-*"),
        ("[2011 TO 2015]", "write a range as `year:2011..2015`, a group in round brackets", "[2011 TO 2015]"),
        ("a^2", "leave it out, or put the words in quotes", "^2"),
        ("help~", "write `~1` or `~2` after a word for that many letters wrong", "~"),
        ("hel*~1", "write each word with its own `~1`, without `*`", "~1"),
        ("\"early help\"~5", "write `word NEAR/5 word` for words not far apart", "~5"),
        ("a NEAR b", "write `NEAR/5`, or `\"NEAR\"` for the word", "NEAR b"),
        ("a ONEAR/x b", "write `ONEAR/5`, or `\"ONEAR/x\"` for the word", "ONEAR/x b"),
        ("a NEAR/5 -b", "write words there, or `\"NEAR/5\"` in quotes for the word itself", "NEAR/5 -b"),
        ("(a b) NEAR/5 c", "write words, a phrase, or `(one OR other)` on both sides of it", "(a b) NEAR/5 c"),
        ("/Review/", "write it in lower case: words are looked up in lower case", "Review/"),
        ("/re(view/", "it is matched against one whole word, for example `/review(s|ed)/`", "re(view/"),
        (
            "kind: priority",
            "write the value without a space, `kind:value`; quotes make `kind:` plain words",
            ": priority",
        ),
        ("kind:(a OR b)", "write values with commas: `kind:one,two`", "(a OR b)"),
        ("year:2011-2015", "write `year:2015`, `year:2011..2015`, `year:2011..` or `year:<=2015`", "2011-2015"),
        ("page:0", "write `page:1`, `page:1..3`, `page:>=3` or `page:<3`", "0"),
        ("strength:6", "write `strength:1`, `strength:1..3`, `strength:>=3` or `strength:<3`", "6"),
        ("strength:>=", "write `strength:1`, `strength:1..3`, `strength:>=3` or `strength:<3`", ""),
        ("date:>9999", "write `date:2015-04`, `date:2015-04-18`, `date:2011..2015-04` or `date:>=2015-04`", ">9999"),
        (
            "date:\"may it be\"",
            "write `date:2015-04`, `date:2015-04-18`, `date:2011..2015-04` or `date:>=2015-04`",
            "may it be\"",
        ),
        ("early – help", "leave it out: no mark is looked for", "– help"),
        ("year:2015..2011", "write `2011..2015`", "2015..2011"),
        (
            "date:2015-13",
            "write `date:2015-04`, `date:2015-04-18`, `date:2011..2015-04` or `date:>=2015-04`",
            "2015-13",
        ),
        ("council:*", "write some words of the name", "*"),
        (
            "owner:>=2016",
            "write words of the name, as `owner:director`; ranges go with `due:`, `year:` and `date:`",
            ">=2016",
        ),
        ("/follow-up/", "what stands on its two sides are two words: write `\"word word\"` in quotes", "-up/"),
        (r"/a\/b/", "what stands on its two sides are two words: write `\"word word\"` in quotes", r"\/b/"),
        (r"/s\.47/", "what stands on its two sides are two words: write `\"word word\"` in quotes", r"\.47/"),
        (r"/[\w]*{50}/", "write smaller numbers in `{}`, or fewer choices", r"[\w]*{50}/"),
        ("/early help/", "it is matched against one whole word, for example `/review(s|ed)/`", " help/"),
        ("\"early help~1\"", "outside quotes write `word~1`; `one~1 NEAR/1 other` for words not far apart", "~1\""),
        ("hi~2", "write a longer word, or leave `~` out", "~2"),
        ("~1", "put the words in quotes to search for them as they stand", "~1"),
    ] {
        let (message, told, at) = trouble(query);
        assert_eq!((told.as_str(), at.as_str()), (hint, place), "{query}: {message}");
    }
}

#[test]
fn an_unknown_field_or_kind_is_answered_with_those_there_are() {
    let (message, hint, at) = trouble("help topic:early");
    assert_eq!((message.as_str(), at.as_str()), ("there is no field `topic:`", "topic:early"));
    assert!(fields::FIELDS.iter().all(|(_, example)| hint.contains(example)), "{hint}");
    let (message, hint, at) = trouble("kind:minutes,wish");
    assert_eq!((message.as_str(), at.as_str()), ("there is no kind `wish`", "wish"));
    for kind in ["priority", "area_for_consideration", "panel_report", "minutes"] {
        assert!(hint.contains(kind), "{hint}");
    }
}

/// Numbers that look random and are the same in every run.
fn dice() -> impl FnMut(usize) -> usize {
    let mut state = 2015_u64;
    move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    }
}

/// Whatever is typed is understood, or answered at a place in it.
fn read(query: &str) -> Option<String> {
    match Query::parse(query) {
        Ok(parsed) => {
            assert!(parsed.text().get(parsed.root().span.clone()).is_some(), "{query}");
            Some(format!("{:?}", unplaced(parsed.root())))
        }
        Err(Error::Query { query: read, at, message, hint }) => {
            assert!(read.get(at..).is_some() && !message.is_empty() && !hint.is_empty(), "{query}");
            None
        }
        Err(other) => panic!("{query}: {other}"),
    }
}

/// A tree without the places of its parts.
fn unplaced(node: &Node) -> Node {
    let each = |nodes: &[Node]| nodes.iter().map(unplaced).collect();
    let part = match &node.part {
        Part::Near { left, right, within, ordered } => Part::Near {
            left: Box::new(unplaced(left)),
            right: Box::new(unplaced(right)),
            within: *within,
            ordered: *ordered,
        },
        Part::Not(inner) => Part::Not(Box::new(unplaced(inner))),
        Part::All(parts) => Part::All(each(parts)),
        Part::Any(parts) => Part::Any(each(parts)),
        other => other.clone(),
    };
    Node { span: 0..0, part }
}

#[test]
fn no_typing_makes_it_panic() {
    let pieces = [
        "a",
        "é",
        "OR",
        "AND",
        "NOT",
        "NEAR/2",
        "(",
        ")",
        "\"",
        "“",
        "”",
        "-",
        "/",
        "*",
        "?",
        "~",
        "~1",
        ":",
        "kind:",
        "year:",
        "page:",
        ">=",
        "<",
        "..",
        ",",
        "’",
        "\\",
        "\u{301}",
        " ",
        "  ",
        "\u{a0}",
        "😀",
        "2015",
        "&",
        "doc:",
        "strength:",
        "theme:",
    ];
    let mut next = dice();
    for _ in 0..20_000 {
        let query: String = (0..1 + next(8)).map(|_| pieces[next(pieces.len())]).collect();
        read(&query);
    }
    assert!(Query::parse(&"(".repeat(100_000)).is_err());
    assert!(Query::parse(&format!("{}a", "NOT ".repeat(100_000))).is_err());
}

/// Marks that print sets between, before and after words, and that part words there or belong to them.
const OF_PRINT: &str = ",.;!%…'’‘-–—‐‑/&_@+£$€";

#[test]
fn every_mark_a_person_types_is_understood_or_answered_and_none_is_dropped() {
    let mut next = dice();
    let words = ["safe", "thresh", "Care", "2015", "élan"];
    let mut understood = 0;
    for _ in 0..60_000 {
        let mut query = String::new();
        for _ in 0..1 + next(4) {
            for _ in 0..next(3) {
                query.push(char::from(b'!' + next(94) as u8));
            }
            query += words[next(words.len())];
            for _ in 0..next(2) {
                query.push(char::from(b'!' + next(94) as u8));
            }
            query += [" ", " ", "", "’s ", " – ", "… "][next(6)];
        }
        let Some(tree) = read(&query) else { continue };
        understood += 1;
        // Every letter and figure that was typed is asked for.
        let letters = |text: &str| text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let quoted = query.contains(['"', '“', '”']);
        if !query.contains([':', '/', '~']) && !["AND", "OR", "NOT"].iter().any(|operator| query.contains(operator)) {
            let asked: String = asked_for(Query::parse(&query).unwrap().root());
            assert_eq!(letters(&asked), letters(&query), "{query}");
        }
        // A mark that is not one of print does something: without it the query asks for something else.
        for (at, mark) in query.char_indices().filter(|(_, c)| c.is_ascii_punctuation() && !OF_PRINT.contains(*c)) {
            // At the end of a word it ends a question.
            if mark == '?' && !query[at + 1..].starts_with(char::is_alphanumeric) {
                continue;
            }
            let inside_quotes = quoted && query[..at].matches('"').count() % 2 == 1;
            if inside_quotes && mark != '"' && mark != '*' {
                continue;
            }
            let without = format!("{} {}", &query[..at], &query[at + mark.len_utf8()..]);
            assert!(read(&without).as_ref() != Some(&tree), "`{mark}` is dropped in silence: {query}");
        }
    }
    assert!(understood > 5_000, "few were understood: {understood}");
}

/// The words that a tree asks for, or asks not to find, one after the other.
fn asked_for(node: &Node) -> String {
    match &node.part {
        Part::Run(units) => units
            .iter()
            .map(|unit| match unit {
                Unit::Word(word) | Unit::Acronym(word) | Unit::Hyphened(word) | Unit::Fuzzy { word, .. } => {
                    word.clone()
                }
                Unit::Pattern(pattern) => pattern.clone(),
            })
            .collect(),
        part => part.parts().into_iter().map(asked_for).collect(),
    }
}

#[test]
fn the_page_of_the_language_speaks_of_every_field_and_its_examples_are_understood() {
    let page = super::LANGUAGE;
    for (name, _) in fields::FIELDS {
        assert!(page.contains(&format!("{name}:")), "{name}");
    }
    let mut examples = 0;
    for block in page.split("```text\n").skip(1) {
        for line in block.split("```").next().unwrap().lines().filter(|line| !line.starts_with(' ')) {
            let typed: String = line.chars().take(33).collect();
            // Several examples on a line stand two spaces apart; one that runs on has no words after it.
            let typed = if typed.ends_with(' ') { typed.trim() } else { line };
            for example in typed.split("  ").map(str::trim).filter(|example| !example.is_empty()) {
                assert!(Query::parse(example).is_ok(), "{example}");
                examples += 1;
            }
        }
    }
    assert!(examples > 20);
    assert!(super::language().contains("\n    early help  ") && !super::language().contains("```"));
}

#[test]
fn operators_in_small_letters_are_told_of_where_they_stand_between_words() {
    let told = |text: &str| Query::parse(text).unwrap().operators_read_as_words();
    assert_eq!(told("early help and neglect"), ["and"]);
    assert_eq!(told("(early or help) not neglect"), ["or", "not"]);
    assert_eq!(told("not neglect"), ["not"]);
    assert_eq!(told("early And help near/5 family oNear/2 home"), ["and", "near", "onear"]);
    for text in [
        "early AND help",
        "homes near schools",
        "early and/or help",
        "\"early and help\"",
        "and",
        "early and",
        "or help",
        "not",
    ] {
        assert_eq!(told(text), [""; 0], "{text}");
    }
}

#[test]
fn no_year_comes_after_the_last_that_can_be_written() {
    assert!(Query::parse("year:>9999").is_err() && Query::parse("year:<1").is_err());
    assert!(Query::parse("year:>9998").is_ok() && Query::parse("year:<=9999").is_ok());
}
