use super::*;

fn lines(html: &str) -> Vec<(Mark, String)> {
    let page = Html.read(html.as_bytes()).unwrap().pages.remove(0);
    page.lines.into_iter().map(|line| (line.mark, line.text)).collect()
}

#[test]
fn lists_keep_their_labels_and_depth() {
    let found = lines("<ol start=4><li>Four<ol type=a><li>inner</li></ol></li><li>Five</li></ol>");
    let item = |depth, label: &str| Mark::Item { depth, label: Some(label.into()) };
    assert_eq!(
        found,
        [(item(0, "4."), "Four".into()), (item(1, "(a)"), "inner".into()), (item(0, "5."), "Five".into())]
    );
}

#[test]
fn a_numbered_layout_table_becomes_items_with_their_paragraphs() {
    let found = lines(
        "<table><tr><td>12.</td><td><h3>Peer review</h3><p>The Panel met.</p><p>RESOLVED:<br>(a) one<br>(b) two</p><p>End</p></td></tr></table>",
    );
    let texts: Vec<&str> = found.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(texts, ["12. Peer review", "The Panel met.", "RESOLVED:", "(a) one", "(b) two", "End"]);
}

#[test]
fn items_of_a_minutes_page_are_headings_with_their_number() {
    let item = |number: &str, title: &str| {
        format!(
            "<tr><td><p class=\"mgAiTitleTxt\">{number}</p></td><td><p class=\"mgAiTitleTxt\">{title}</p><p>Minutes:</p></td></tr>"
        )
    };
    let page = format!(
        "<div>Home News</div><div id=\"modgov\"><table><tr><th>No.</th><th>Item</th></tr>{}{}</table></div>",
        item("4.", "Apologies"),
        item("5.", "Review of safeguarding: what was asked for and what came of it since the spring")
    );
    let found = lines(&page);
    assert_eq!(found[2], (Mark::Heading(2), "4. Apologies".into()));
    assert!(found[4].0 == Mark::Heading(2) && found[4].1.starts_with("5. Review of"), "{found:?}");
    assert!(found.iter().all(|(_, text)| !text.contains("Home")), "menus are no paper");
}

#[test]
fn notes_lose_their_numbers_and_running_heads_are_left_out() {
    let found = lines(
        "<div title=\"header\"><p>Panel</p></div><p>It met.<a class=\"footnote-ref\" role=\"doc-noteref\">1</a></p>\
         <ol><li role=\"doc-endnote\"><p>Twice.<a role=\"doc-backlink\">back</a></p></li></ol>",
    );
    assert_eq!(found, [(Mark::Paragraph, "It met.".into()), (Mark::Paragraph, "Twice.".into())]);
}

#[test]
fn a_table_of_data_gives_rows() {
    let found = lines("<table><tr><th>Action</th><th>Owner</th></tr><tr><td>Do it</td><td>Clerk</td></tr></table>");
    assert!(matches!(&found[0].0, Mark::Row { head: true, .. }));
    assert!(matches!(&found[1].0, Mark::Row { head: false, cells, .. } if cells[1] == "Clerk"));
}

#[test]
fn a_cell_may_cover_rows_below_it() {
    let found = lines(
        "<table><tr><th>Priority</th><th>Action</th><th>Lead</th></tr><tr><td rowspan=2>1</td><td>Do it</td><td>Clerk</td></tr><tr><td>Tell all</td><td>Ben</td></tr><tr><td>2</td><td>Wait</td><td>Ann</td></tr></table>",
    );
    let cells = |at: usize| match &found[at].0 {
        Mark::Row { cells, .. } => cells.join("|"),
        other => format!("{other:?}"),
    };
    assert_eq!([cells(1), cells(2), cells(3)], ["1|Do it|Clerk", "\u{F8FE}|Tell all|Ben", "2|Wait|Ann"]);
}

#[test]
fn a_line_break_in_a_cell_parts_two_actions_and_no_sentence() {
    let cell =
        |text: &str| format!("<table><tr><th>Item</th><th>Action</th></tr><tr><td>3</td><td>{text}</td></tr></table>");
    let read = |text: &str| match &lines(&cell(text))[1].0 {
        Mark::Row { cells, .. } => cells[1].clone(),
        other => panic!("{other:?}"),
    };
    let two = "TR to send the agency figures<br>LC to meet the university by May";
    assert_eq!(read(two), "TR to send the agency figures\nLC to meet the university by May");
    let one = "Head of Quality to meet the<br>University of Marl by May";
    assert_eq!(read(one), "Head of Quality to meet the University of Marl by May");
}

#[test]
fn captions_numbers_of_headings_and_reversed_lists_are_read() {
    let found = lines(
        "<table><caption>Progress in 2015</caption><tr><th>Action</th><th>Who</th></tr><tr><td>Do it</td><td>Clerk</td></tr></table>",
    );
    assert_eq!(found[0], (Mark::Paragraph, "Progress in 2015".into()));
    assert_eq!(lines("<ol><li><h3>Safety</h3><p>Text</p></li></ol>")[0], (Mark::Heading(3), "1. Safety".into()));
    let label = |at: usize| lines("<ol reversed><li>Last</li><li>First</li></ol>")[at].0.clone();
    let item = |label: &str| Mark::Item { depth: 0, label: Some(label.into()) };
    assert_eq!([label(0), label(1)], [item("2."), item("1.")]);
}

#[test]
fn what_is_hidden_or_struck_out_is_no_text() {
    let page = "<p>Kept <del>not </del><s>nor this</s>words</p><p style='Display: none'>Hidden</p>";
    assert_eq!(lines(page), [(Mark::Paragraph, "Kept words".into())]);
    assert_eq!(Html.read(page.as_bytes()).unwrap().warnings.len(), 1);
}

#[test]
fn lines_are_kept_where_they_are_set_as_written() {
    let found = lines("<pre>MINUTES\n\n12. The Panel met.\n    RESOLVED that it be noted.</pre>");
    assert!(found.iter().all(|(mark, _)| *mark == Mark::Raw) && found.len() == 5, "{found:?}");
}

#[test]
fn a_paragraph_is_bold_where_all_its_words_are() {
    let marks = |page: &str| lines(page)[0].0.clone();
    assert_eq!(marks("<p><strong>Areas</strong> <b><strong>for consideration</strong></b></p>"), Mark::Heading(6));
    assert_eq!(marks("<p><strong>Areas</strong> for consideration</p>"), Mark::Paragraph);
}

#[test]
fn how_far_a_paragraph_is_bold_is_kept() {
    let page = "<ol><li><b>Cut the <i>aims</i>.</b> There are <b>many</b>.</li><li>Many <b>aims</b></li></ol><p>1. <b>Cut</b> it</p>";
    let page = Html.read(page.as_bytes()).unwrap().pages.remove(0);
    assert_eq!(page.lines.iter().map(|line| line.bold).collect::<Vec<_>>(), [11, 0, 5]);
}

#[test]
fn a_label_alone_on_its_line_heads_what_is_below_it() {
    let texts: Vec<String> =
        lines("<p>Recommendation 1<br>Publish the plan</p>").into_iter().map(|line| line.1).collect();
    assert_eq!(texts, ["Recommendation 1", "Publish the plan"]);
}

#[test]
fn raised_note_numbers_and_scripts_are_not_text() {
    assert_eq!(lines("<p>improve?<sup>1</sup></p><script>x</script>"), [(Mark::Paragraph, "improve?".into())]);
}
