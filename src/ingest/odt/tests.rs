use std::io::Write;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::model::Mark;

const STYLES: &str = r#"<office:styles><style:style style:name="Title" style:family="paragraph"/>
    <style:style style:name="Own" style:family="paragraph" style:parent-style-name="Title"/>
    <style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
    <text:outline-style style:name="Outline"><text:outline-level-style text:level="1" style:num-format="1" style:num-suffix="."/></text:outline-style>
    <text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
    <text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="(" style:num-suffix=")"/></text:list-style>
    <text:list-style style:name="D"><text:list-level-style-number text:level="1" style:num-format="1"/>
    <text:list-level-style-number text:level="2" style:num-format="1" text:display-levels="2"/></text:list-style>
    <text:list-style style:name="U"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>
    <text:list-style style:name="S"><text:list-level-style-bullet text:level="1" text:bullet-char=" "/></text:list-style></office:styles>"#;

/// An OpenDocument text with this body.
fn odt(body: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    );
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let styles = format!("<office:document-styles>{STYLES}</office:document-styles>");
    for (name, text) in
        [("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", &content), ("styles.xml", &styles)]
    {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn printed(body: &str) -> Vec<String> {
    let label = |mark: &Mark| match mark {
        Mark::Item { label, .. } => format!("{} ", label.as_deref().unwrap_or("•")),
        Mark::Heading(level) => format!("{} ", "#".repeat(usize::from(*level))),
        Mark::Row { cells, .. } => cells.join(" | "),
        _ => String::new(),
    };
    let lines = Odt.read(&odt(body)).unwrap().pages.remove(0).lines;
    lines.iter().map(|line| format!("{}{}", label(&line.mark), line.text)).collect()
}

fn item(text: &str) -> String {
    format!("<text:list-item><text:p>{text}</text:p></text:list-item>")
}

fn list(attributes: &str, items: &str) -> String {
    format!("<text:list {attributes}>{items}</text:list>")
}

#[test]
fn labels_come_as_printed_and_run_on_where_the_file_says_so() {
    let letters = list("", &[item("that"), item("and")].concat());
    let body = [
        list(
            r#"text:style-name="L" xml:id="a""#,
            &[item("One"), format!("<text:list-item><text:p>Two</text:p>{letters}</text:list-item>")].concat(),
        ),
        list(r#"text:style-name="U""#, &item("bullet")),
        list(r#"text:style-name="S""#, &item("and more of it")),
        list(r#"text:style-name="L" text:continue-list="a""#, &item("Three")),
        list(r#"text:style-name="L" text:continue-numbering="true""#, &item("Four")),
        list(r#"text:style-name="L""#, &item("Anew")),
    ];
    assert_eq!(
        printed(&body.concat()),
        ["1. One", "2. Two", "(a) that", "(b) and", "• bullet", "and more of it", "3. Three", "4. Four", "1. Anew"]
    );
}

#[test]
fn labels_of_several_levels_and_given_starts_are_printed() {
    let inner = list("", &item("Para"));
    let body = list(
        r#"text:style-name="D""#,
        &format!(
            r#"<text:list-item text:start-value="4"><text:p>Top</text:p>{inner}</text:list-item><text:list-item>{inner}</text:list-item>"#
        ),
    );
    assert_eq!(printed(&body), ["4. Top", "4.1 Para", "4.2 Para"]);
}

#[test]
fn headings_carry_their_numbers_and_titles_are_headings() {
    let body = r#"<text:p text:style-name="Own">Review</text:p><text:h text:outline-level="1">Summary</text:h>
        <text:h text:outline-level="2">Early help</text:h><text:h text:outline-level="1">Findings</text:h>
        <text:p><text:span text:style-name="B">Strengths</text:span></text:p>"#;
    assert_eq!(printed(body), ["# Review", "# 1. Summary", "## Early help", "# 2. Findings", "###### Strengths"]);
}

#[test]
fn notes_follow_their_paragraph_and_boxes_too() {
    let body = r#"<text:p>It met<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Twice.</text:p></text:note-body></text:note> again.
        <draw:frame><draw:text-box><text:p>Boxed</text:p></draw:text-box><svg:desc>A picture</svg:desc></draw:frame></text:p>
        <office:annotation><text:p>comment</text:p></office:annotation><text:p>End</text:p>"#;
    let found: Vec<String> = printed(body).iter().map(|text| crate::text::squeeze(text)).collect();
    assert_eq!(found, ["It met again.", "Twice.", "Boxed", "End"]);
}

#[test]
fn a_table_gives_rows_with_its_covered_cells() {
    let cell = |text: &str| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>");
    let row = |cells: String| format!("<table:table-row>{cells}</table:table-row>");
    let head =
        format!("<table:table-header-rows>{}</table:table-header-rows>", row([cell("Ref"), cell("Action")].concat()));
    let body = format!(
        "<table:table>{head}{}</table:table>",
        row([cell("A1"), "<table:covered-table-cell/>".into()].concat())
    );
    assert_eq!(printed(&body), ["Ref | Action", "A1 | "]);
}

#[test]
fn a_file_with_a_password_is_said_to_have_one() {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("META-INF/manifest.xml", SimpleFileOptions::default()).unwrap();
    zip.write_all(b"<manifest:encryption-data/>").unwrap();
    assert_eq!(Odt.read(&zip.finish().unwrap().into_inner()), Err(Unreadable::Encrypted));
}

#[test]
fn hidden_text_is_left_out_and_tables_in_each_other_are_not_said_again() {
    let hidden = r#"<text:p>Shown <text:hidden-text text:is-hidden="true">secret</text:hidden-text>text</text:p>
        <text:p><text:hidden-paragraph text:is-hidden="true"/>Hidden</text:p>"#;
    assert_eq!(printed(hidden), ["Shown text"]);
    let within = |inner: String| {
        format!(
            r#"<table:table><table:table-row><table:table-cell table:number-columns-repeated="64">{inner}</table:table-cell></table:table-row></table:table>"#
        )
    };
    let bomb = (0..6).fold("<text:p>The Panel met.</text:p>".to_owned(), |inner, _| within(inner));
    assert!(printed(&bomb).concat().len() < 10_000);
}

#[test]
fn how_far_a_paragraph_is_bold_is_kept() {
    let body = r#"<text:p><text:span text:style-name="B">Cut the aims.</text:span> There are many.</text:p><text:p>There are <text:span text:style-name="B">many</text:span>.</text:p>"#;
    let lines = Odt.read(&odt(body)).unwrap().pages.remove(0).lines;
    assert_eq!(lines.iter().map(|line| line.bold).collect::<Vec<_>>(), [11, 0]);
}
