use std::path::Path;

use super::*;
use crate::model::ReviewId;

fn read(text: &str) -> Result<Corrections> {
    Corrections::parse(text, Path::new(FILE))
}

fn correction(quote: &str, change: Amendment) -> Correction {
    Correction {
        path: "a.txt".into(),
        quote: quote.into(),
        finding: Some("marlshire/para1".into()),
        change,
        note: None,
        who: None,
    }
}

#[test]
fn what_is_written_is_read_again() {
    let review: ReviewId = "marlshire-lga-safeguarding-children-2015-04".into();
    let changes = [
        Amendment::Reject,
        Amendment::Retype(FindingKind::Request),
        Amendment::Attribute(Some(review.clone())),
        Amendment::Attribute(None),
        Amendment::Add(FindingKind::Priority, Some(review)),
        Amendment::Add(FindingKind::Priority, None),
    ];
    let mut text = String::new();
    let mut wanted = Vec::new();
    for (index, change) in changes.into_iter().enumerate() {
        let correction = correction(&format!("“Quote” number \\ {index}\""), change);
        text = put(&text, &correction, Path::new(FILE)).unwrap();
        wanted.push(correction);
    }
    let found: Vec<Correction> = read(&text).unwrap().all.into_iter().map(|(_, correction)| correction).collect();
    assert_eq!(found, wanted, "{text}");
}

#[test]
fn comments_and_order_are_kept_and_a_second_word_replaces_the_first() {
    let by_hand = "# Agreed with the chair.\n\n[[correction]] # hers\npath = \"b.txt\"\nquote = \"Publish\"\ndo = \"reject\"\n\n# the end\n";
    let path = Path::new(FILE);
    let once = put(by_hand, &correction("Write", Amendment::Retype(FindingKind::Action)), path).unwrap();
    assert!(once.starts_with(&by_hand[..by_hand.len() - 11]) && once.contains("# the end"), "{once}");
    let twice = put(&once, &correction("Write", Amendment::Retype(FindingKind::Request)), path).unwrap();
    assert_eq!(read(&twice).unwrap().all.len(), 2);
    assert!(twice.contains("request") && !twice.contains("action"), "{twice}");
    let without = take_out(&twice, &[1], path).unwrap();
    assert_eq!(read(&without).unwrap().all[0].1.quote, "Publish");
    let none = take_out(&without, &[0], path).unwrap();
    assert_eq!(none, "# Agreed with the chair.\n\n# the end\n", "of the file, not of the entry");
}

#[test]
fn what_is_wrong_is_said_with_its_line() {
    let message = |text: &str| read(text).unwrap_err().to_string();
    let entry = |rest: &str| format!("# one\n\n[[correction]]\npath = \"a\"\nquote = \"b\"\n{rest}\n");
    assert!(message(&entry("do = \"mend\"")).starts_with("line 3 of corrections.toml: `do` is reject"));
    assert!(message(&entry("do = \"retype\"")).contains("needs a `kind`"));
    assert!(message(&entry("do = \"retype\"\nkind = \"wish\"")).contains("no kind `wish`"));
    assert!(message(&entry("do = \"attribute\"")).contains("needs a `review`"));
    assert!(message("[[correction]]\npath = \"a\"\nquote = \" \"\ndo = \"reject\"").contains("needs a `quote`"));
    assert!(message("[[correction]]\npath = 3\n").starts_with("line 2"));
    assert_eq!(read("").unwrap(), Corrections::default());
}
