use std::io::Write;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::model::{Line, Mark};

const STYLES: &str = r#"<w:styles>
    <w:style w:styleId="H"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>
    <w:style w:styleId="Own"><w:basedOn w:val="H"/></w:style>
    <w:style w:styleId="Ring"><w:basedOn w:val="Ring"/></w:style>
    <w:style w:styleId="T"><w:name w:val="Title"/></w:style></w:styles>"#;

const NUMBERING: &str = r#"<w:numbering><w:abstractNum w:abstractNumId="0">
    <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
    <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="(%2)"/></w:lvl></w:abstractNum>
    <w:abstractNum w:abstractNumId="1">
    <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="H"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>
    <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>"#;

const FOOTNOTES: &str = r#"<w:footnotes><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>
    <w:footnote w:id="4"><w:p><w:r><w:t>See appendix.</w:t></w:r></w:p></w:footnote></w:footnotes>"#;

/// A Word file with this body.
fn docx(body: &str) -> Vec<u8> {
    let relation = |kind: &str, target: &str| format!(r#"<Relationship Type="http://x/{kind}" Target="{target}"/>"#);
    let main = relation("officeDocument", "word/document.xml");
    let parts = ["styles", "numbering", "footnotes"].map(|kind| relation(kind, &format!("{kind}.xml"))).concat();
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in [
        ("_rels/.rels", format!("<Relationships>{main}</Relationships>")),
        ("word/_rels/document.xml.rels", format!("<Relationships>{parts}</Relationships>")),
        ("word/document.xml", format!("<w:document><w:body>{body}</w:body></w:document>")),
        ("word/styles.xml", STYLES.into()),
        ("word/numbering.xml", NUMBERING.into()),
        ("word/footnotes.xml", FOOTNOTES.into()),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn lines(body: &str) -> Vec<Line> {
    Docx.read(&docx(body)).unwrap().pages.remove(0).lines
}

fn printed(body: &str) -> Vec<String> {
    let label = |mark: &Mark| match mark {
        Mark::Item { label, .. } => format!("{} ", label.as_deref().unwrap_or("•")),
        Mark::Heading(level) => format!("{} ", "#".repeat(usize::from(*level))),
        Mark::Row { cells, .. } => cells.join(" | "),
        _ => String::new(),
    };
    lines(body).iter().map(|line| format!("{}{}", label(&line.mark), line.text)).collect()
}

fn p(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

fn item(list: u8, depth: u8, text: &str) -> String {
    p(&format!(r#"<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list}"/></w:numPr>"#), text)
}

#[test]
fn labels_come_as_word_prints_them_and_run_on_across_headings() {
    let body = [
        p(r#"<w:pStyle w:val="H"/>"#, "Summary"),
        item(1, 0, "The Panel met."),
        item(1, 1, "that it be noted"),
        p(r#"<w:pStyle w:val="Own"/>"#, "Findings"),
        item(1, 0, "Members agreed."),
        p(r#"<w:pStyle w:val="H"/><w:numPr><w:numId w:val="0"/></w:numPr>"#, "Annex"),
    ]
    .concat();
    assert_eq!(
        printed(&body),
        ["# 1. Summary", "1. The Panel met.", "(i) that it be noted", "# 2. Findings", "2. Members agreed.", "# Annex"]
    );
}

#[test]
fn an_empty_numbered_paragraph_counts_and_a_deleted_one_does_not() {
    let deleted = r#"<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>
        <w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"#;
    let body = [item(1, 0, "One"), item(1, 0, ""), deleted.into(), item(1, 0, "Three")].concat();
    assert_eq!(printed(&body), ["1. One", "3. Three"]);
    assert_eq!(Docx.read(&docx(&body)).unwrap().warnings.len(), 1);
}

#[test]
fn a_footnote_follows_the_paragraph_that_carries_it() {
    let body = r#"<w:p><w:r><w:t>It met twice.</w:t></w:r><w:r><w:footnoteReference w:id="4"/></w:r></w:p>"#;
    assert_eq!(printed(&format!("{body}{}", p("", "It agreed."))), ["It met twice.", "See appendix.", "It agreed."]);
}

#[test]
fn a_footnote_of_a_lead_in_follows_the_list() {
    let lead = r#"<w:p><w:r><w:t>The priorities were:</w:t></w:r><w:r><w:footnoteReference w:id="4"/></w:r></w:p>"#;
    let body = format!("{lead}{}{}", item(1, 1, "one"), item(1, 1, "two"));
    assert_eq!(printed(&body), ["The priorities were:", "(i) one", "(ii) two", "See appendix."]);
}

#[test]
fn codes_hidden_text_and_the_fallback_of_a_box_are_not_text() {
    let field = r#"<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>IF</w:t></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>
        <w:r><w:t>page 4</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r></w:p>"#;
    let boxed = r#"<w:p><w:r><w:t>Before</w:t><mc:AlternateContent><mc:Choice><w:drawing><x><w:txbxContent><w:p><w:r><w:t>In the box</w:t></w:r></w:p></w:txbxContent></x></w:drawing></mc:Choice>
        <mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>In the box</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"#;
    assert_eq!(printed(&format!("{field}{boxed}")), ["page 4", "Before", "In the box"]);
}

#[test]
fn a_table_keeps_its_columns_under_wide_cells() {
    let cell = |properties: &str, text: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p("", text));
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let table = [
        row(&[cell("", "Ref"), cell("", "Action"), cell("", "Owner")]),
        row(&[cell(r#"<w:gridSpan w:val="2"/>"#, "Across"), cell("", "Clerk")]),
    ];
    let found = lines(&format!("<w:tbl>{}</w:tbl>", table.concat()));
    assert!(matches!(&found[0].mark, Mark::Row { head: true, .. }));
    assert!(matches!(&found[1].mark, Mark::Row { head: false, cells, .. } if cells == &["Across", "", "Clerk"]));
}

#[test]
fn short_bold_paragraphs_and_titles_are_headings() {
    let bold = |text: &str| format!("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r></w:p>");
    let half = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Members</w:t></w:r><w:r><w:t> agreed</w:t></w:r></w:p>";
    let body = [p(r#"<w:pStyle w:val="T"/>"#, "Review"), bold("Strengths"), bold("Not a title."), half.into()].concat();
    assert_eq!(printed(&body), ["# Review", "###### Strengths", "Not a title.", "Members agreed"]);
}

#[test]
fn endless_nesting_and_rings_of_styles_end() {
    let deep = format!("{}{}", "<w:sdt>".repeat(100_000), "</w:sdt>".repeat(100_000));
    assert!(matches!(Docx.read(&docx(&deep)), Err(Unreadable::TooLarge(_))));
    assert_eq!(printed(&p(r#"<w:pStyle w:val="Ring"/>"#, "Round")), ["Round"]);
}

#[test]
fn what_unpacks_to_too_much_is_refused() {
    let bomb = docx(&" ".repeat(70 * 1024 * 1024));
    assert!(bomb.len() < 1_000_000, "it is small on disk");
    assert!(matches!(Docx.read(&bomb), Err(Unreadable::TooLarge(_))));
}

#[test]
fn what_was_moved_away_counts_nothing_and_a_field_without_end_hides_nothing() {
    let listed = r#"<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>"#;
    let moved = format!(
        r#"<w:p><w:pPr>{listed}<w:rPr><w:moveFrom w:id="1"/></w:rPr></w:pPr><w:moveFrom><w:r><w:t>Two</w:t></w:r></w:moveFrom></w:p>"#
    );
    let body = [p(listed, "One"), moved, p(listed, "Three")].concat();
    assert_eq!(printed(&body), ["1. One", "2. Three"]);
    let field = r#"<w:p><w:r><w:t>See</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>"#;
    assert_eq!(printed(&format!("{field}{}", p("", "The rest"))), ["See", "The rest"]);
}

#[test]
fn a_row_may_begin_right_of_the_first_column() {
    let cells = |texts: &[&str]| texts.iter().map(|text| format!("<w:tc>{}</w:tc>", p("", text))).collect::<String>();
    let body = format!(
        r#"<w:tbl><w:tr>{}</w:tr><w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{}</w:tr></w:tbl>"#,
        cells(&["Ref", "Action", "Lead"]),
        cells(&["Publish it", "Clerk"])
    );
    assert_eq!(printed(&body), ["Ref | Action | Lead", " | Publish it | Clerk"]);
}

#[test]
fn how_far_a_paragraph_is_bold_is_kept() {
    let run = |bold: bool, text: &str| {
        let weight = if bold { "<w:rPr><w:b/></w:rPr>" } else { "" };
        format!(r#"<w:r>{weight}<w:t xml:space="preserve">{text}</w:t></w:r>"#)
    };
    let paragraph = |runs: &[String]| format!("<w:p>{}</w:p>", runs.concat());
    let body = [
        paragraph(&[run(true, "Cut the"), run(false, " "), run(true, "aims."), run(false, " There are many.")]),
        paragraph(&[run(false, "There are "), run(true, "many.")]),
    ];
    assert_eq!(lines(&body.concat()).iter().map(|line| line.bold).collect::<Vec<_>>(), [11, 0]);
}
