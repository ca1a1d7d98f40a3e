use super::*;
use crate::model::Mark;

fn read(text: &str) -> Ingested {
    Rtf.read(text.as_bytes()).unwrap()
}

fn printed(text: &str) -> Vec<String> {
    let label = |mark: &Mark| match mark {
        Mark::Item { label, .. } => format!("{} ", label.as_deref().unwrap_or("•")),
        Mark::Heading(level) => format!("{} ", "#".repeat(usize::from(*level))),
        Mark::Row { cells, .. } => cells.join(" | "),
        _ => String::new(),
    };
    read(text).pages[0].lines.iter().map(|line| format!("{}{}", label(&line.mark), line.text.trim())).collect()
}

#[test]
fn letters_are_read_in_any_of_their_spellings() {
    let text = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset2 Symbol;}{\f2\fcharset238 X;}}
\f0 \'a36.8m \u8211\'96 \uc0\u8220 No\u8221\uc1  \rquote s {\f2 \'b3}{\f1\'b7} \u-10180?\u-8443?\~end\par}";
    assert_eq!(printed(text), ["£6.8m – “No” ’s ł\u{f0b7} 🌅\u{a0}end"]);
}

#[test]
fn labels_stand_in_the_file_as_printed() {
    let text = r"{\rtf1{\stylesheet{\s1\outlinelevel0\b Heading 1;}{\s2 heading 2;}}
\pard\plain\s1 Summary\par
\pard\plain{\listtext\pard\plain 17.\tab}\ilvl0\ls2 The Panel recommends:\par
\pard{\listtext\tab (a)\tab}\ilvl1\ls2 that it be noted\par
\pard{\listtext \'b7\tab}\ilvl0\ls3 a bullet\par
\pard{\listtext \tab}\ilvl0\ls4 and more of it\par
\pard\plain\s2 {\listtext 4.2\tab}Early help\par\pard {\b Strengths}\par Half {\b bold}\par}";
    let want = [
        "# Summary",
        "17. The Panel recommends:",
        "(a) that it be noted",
        "• a bullet",
        "and more of it",
        "## 4.2 Early help",
        "###### Strengths",
        "Half bold",
    ];
    assert_eq!(printed(text), want);
}

#[test]
fn tables_give_rows_and_what_follows_is_no_part_of_them() {
    let row = |cells: &[&str]| {
        let cells: String = cells.iter().map(|cell| format!("\\pard\\intbl {cell}\\cell ")).collect();
        format!("\\trowd\\trhdr\\cellx1\\cellx2 {cells}\\row\n")
    };
    let text = format!(
        "{{\\rtf1 Before\\par {}{}\\pard After\\par}}",
        row(&["Action", "Owner"]),
        row(&["Do\\par it", "Clerk"])
    );
    assert_eq!(printed(&text), ["Before", "Action | Owner", "Do\nit | Clerk", "After"]);
}

#[test]
fn a_wide_cell_covers_columns() {
    let row = |cells: &[(&str, i32)]| {
        let edges: String = cells.iter().map(|(_, edge)| format!("\\cellx{edge}")).collect();
        let cells: String = cells.iter().map(|(cell, _)| format!("\\pard\\intbl {cell}\\cell ")).collect();
        format!("\\trowd{edges} {cells}\\row\n")
    };
    let rows = [
        row(&[("Ref", 1000), ("Action", 3000), ("Lead", 4000)]),
        row(&[("All of it", 3010), ("Clerk", 4000)]),
        row(&[("1", 1000), ("Publish", 3000), ("Chair", 4000)]),
    ];
    let text = format!("{{\\rtf1 {}\\pard After\\par}}", rows.concat());
    assert_eq!(printed(&text), ["Ref | Action | Lead", "All of it |  | Clerk", "1 | Publish | Chair", "After"]);
}

#[test]
fn heads_codes_hidden_and_deleted_text_are_left_out() {
    let text = r"{\rtf1{\info{\title Peer review}{\author A. Clerk}}{\header Head\par}{\*\generator X;}
{\field{\*\fldinst PAGE}{\fldrslt 5}} pages{\v secret}{\deleted gone}{\pict 0102}{\*\unknown y}\par}";
    let found = read(text);
    assert_eq!(found.title.as_deref(), Some("Peer review"));
    assert_eq!(found.warnings.len(), 1);
    assert_eq!(printed(text), ["5 pages"]);
}

#[test]
fn a_footnote_follows_the_paragraph_that_carries_it() {
    let text = r"{\rtf1 It met{\super\chftn{\footnote\pard\plain {\super\chftn} Twice.}} again.\par It agreed.\par}";
    assert_eq!(printed(text), ["It met again.", "Twice.", "It agreed."]);
}

#[test]
fn a_file_that_breaks_off_gives_what_it_has_and_says_so() {
    let found = read(r"{\rtf1 The Panel met.\par {\b Its conc");
    assert_eq!(found.pages[0].lines.len(), 2);
    assert_eq!(found.warnings.len(), 1);
}

#[test]
fn endless_nesting_is_refused() {
    assert!(matches!(Rtf.read("{".repeat(100_000).as_bytes()), Err(Unreadable::TooLarge(_))));
}

#[test]
fn how_far_a_paragraph_is_bold_is_kept() {
    let lines = read(r"{\rtf1 {\b Cut the aims.} There are many.\par There are {\b many}.\par}").pages.remove(0).lines;
    assert_eq!(lines.iter().map(|line| line.bold).collect::<Vec<_>>(), [11, 0]);
}
