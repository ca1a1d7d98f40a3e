use super::*;

fn listed(label: &str, text: &str) -> Line {
    let list = Some(Listed { depth: 1, label: Some(label.into()) });
    paragraph(text.into(), &Said { list, ..Said::default() })
}

fn row(cells: &[&str]) -> Row {
    let cell = |text: &&str| text.lines().map(|text| paragraph(text.into(), &Said::default())).collect();
    Row { cells: cells.iter().map(cell).collect(), ..Row::default() }
}

#[test]
fn every_label_is_kept_as_a_mark_or_in_the_text() {
    let item = |depth, label: &str| Mark::Item { depth, label: Some(label.into()) };
    assert_eq!(listed("(a)", "that").mark, item(1, "(a)"));
    assert_eq!(listed("7", "That").mark, item(1, "7."));
    assert_eq!(listed("4.2", "The").mark, item(0, "4.2"));
    assert_eq!(listed("Recommendation 3:", "Publish").text, "Recommendation 3: Publish");
    assert_eq!(listed("B.", "Publish").text, "B. Publish");
}

#[test]
fn line_breaks_part_labels_from_their_texts_and_items_from_each_other() {
    let read =
        |text: &str| paragraphs(text.into(), &Said::default()).into_iter().map(|line| line.text).collect::<Vec<_>>();
    assert_eq!(read("Recommendation 1\nPublish the plan"), ["Recommendation 1", "Publish the plan"]);
    assert_eq!(
        read("RESOLVED:\n1. That it be noted\n2. That it close"),
        ["RESOLVED:", "1. That it be noted", "2. That it close"]
    );
    assert_eq!(read("a child of\n12. It was said\nin the room"), ["a child of\n12. It was said\nin the room"]);
    assert_eq!(read("Shire Hall\nMarl"), ["Shire Hall\nMarl"]);
}

#[test]
fn a_number_of_a_heading_stays_before_it() {
    let said =
        Said { heading: Some(2), list: Some(Listed { depth: 0, label: Some("3".into()) }), bold: true, bold_bytes: 0 };
    assert_eq!(paragraph("Findings".into(), &said).text, "3. Findings");
    let long = "word ".repeat(60);
    assert_eq!(paragraph(long, &said).mark, Mark::Item { depth: 0, label: Some("3.".into()) });
}

#[test]
fn a_list_keeps_its_lead_in_though_a_note_hangs_on_it() {
    let bullet = |text: &str| line(text.into(), Mark::Item { depth: 0, label: None });
    let number = |label: &str, text: &str| line(text.into(), Mark::Item { depth: 0, label: Some(label.into()) });
    let note = || line("A note.".into(), Mark::Paragraph);
    let settled = |lines: &[Line]| {
        let mut hanging = Hanging::default();
        hanging.note(1, &lines[..2]);
        hanging.settle(lines.to_vec()).into_iter().map(|line| line.text).collect::<Vec<_>>()
    };
    let list = [number("4.", "The priorities were:"), note(), bullet("one"), bullet("two"), number("5.", "Next")];
    assert_eq!(settled(&list), ["The priorities were:", "one", "two", "A note.", "Next"]);
    let plain = [number("4.", "It met."), note(), bullet("one")];
    assert_eq!(settled(&plain), ["It met.", "A note.", "one"]);
    let numbers = [number("4.", "It asked:"), note(), number("5.", "Next")];
    assert_eq!(settled(&numbers), ["It asked:", "A note.", "Next"]);
}

#[test]
fn a_table_that_counts_a_list_is_one() {
    let read = |rows: Vec<Row>| table(rows, &mut 0).into_iter().map(|line| line.text).collect::<Vec<_>>();
    let list = vec![row(&["R1", "Agree a reserves policy"]), row(&["R2", "Reprofile the capital programme"])];
    assert_eq!(read(list), ["R1 Agree a reserves policy", "R2 Reprofile the capital programme"]);
    let named = |n: u32| row(&[&format!("Recommendation {n}:"), "Agree a reserves policy"]);
    assert_eq!(read(vec![named(1), named(2)])[1], "Recommendation 2: Agree a reserves policy");
    assert_eq!(read(vec![row(&["1", "45"]), row(&["2", "50"])]), ["", ""], "figures");
    assert_eq!(read(vec![row(&["Ref", "Action to be taken"]), row(&["1", "Agree a reserves policy"])]), ["", ""]);
}

#[test]
fn names_on_two_rows_are_those_of_the_columns() {
    let head = |cells: &[&str]| Row { head: true, ..row(cells) };
    let rows = vec![
        head(&["Ref", "Action", "Responsibility", "", "RAG"]),
        head(&["", "", "Lead officer", "Target date", ""]),
        row(&["1", "Hold workshops", "Clerk", "May 2023", "Green"]),
    ];
    let lines = table(rows, &mut 0);
    let Mark::Row { cells, head: true, .. } = &lines[1].mark else { panic!("{lines:?}") };
    assert_eq!(cells.join("|"), "Ref|Action|Lead officer|Target date|RAG");
}

#[test]
fn a_tracker_keeps_its_columns_though_a_cell_holds_three_paragraphs() {
    let rows = vec![row(&["Action", "Owner", "Progress"]), row(&["Do it", "Clerk", "One\nTwo\nThree"])];
    let lines = table(rows, &mut 0);
    assert!(matches!(&lines[0].mark, Mark::Row { head: true, .. }));
    assert!(matches!(&lines[1].mark, Mark::Row { head: false, cells, .. } if cells[2] == "One\nTwo\nThree"));
}

#[test]
fn minutes_in_a_table_are_told_from_a_tracker_whose_cells_say_agreed() {
    let head = ["Ref", "Matter", "Action"];
    let minutes = vec![row(&head), row(&["12", "Roofs\nResolved:\nThat all be seen.", "Clerk"])];
    let texts: Vec<String> = table(minutes, &mut 0).into_iter().map(|line| line.text).collect();
    assert_eq!(texts, ["12. Roofs", "Resolved:", "That all be seen.", "Action: Clerk"]);
    for cell in ["Survey all roofs\nAgreed", "Roofs\nActions:\nSee all"] {
        let tracker = vec![row(&head), row(&["12", cell, "Clerk"])];
        assert!(matches!(table(tracker, &mut 0)[1].mark, Mark::Row { .. }), "{cell}");
    }
}

#[test]
fn what_stands_across_a_table_heads_the_rows_below_it() {
    let names = ["No", "Action", "Lead"];
    let rows = vec![
        row(&["Recommendation 1: Publish the plan", "", ""]),
        row(&names),
        row(&["1.1", "Print it", "Clerk"]),
        row(&["Finance and the estate", "", ""]),
        row(&names),
        row(&["2.1", "Sell the hall", "Clerk"]),
        row(&["3.1", "", ""]),
    ];
    let lines = table(rows, &mut 0);
    let headings: Vec<&str> =
        lines.iter().filter(|line| line.mark == Mark::Heading(BOLD_TITLE)).map(|line| line.text.as_str()).collect();
    assert_eq!(headings, ["Recommendation 1: Publish the plan", "Finance and the estate"]);
    let heads = lines.iter().filter(|line| matches!(line.mark, Mark::Row { head: true, .. })).count();
    assert_eq!((heads, lines.len()), (2, 7));
}

#[test]
fn a_table_of_items_is_read_as_its_items() {
    let rows = vec![row(&["No.", "Item"]), row(&["12.", "Peer review\nThe Panel met.\nIt agreed."])];
    let texts: Vec<String> = table(rows, &mut 0).into_iter().map(|line| line.text).collect();
    assert_eq!(texts, ["No.", "Item", "12. Peer review", "The Panel met.", "It agreed."]);
}

#[test]
fn a_box_round_a_passage_is_no_table() {
    let mut tables = 0;
    let lines = table(vec![row(&["Recommendation 1: publish it."])], &mut tables);
    assert_eq!((lines[0].mark.clone(), tables), (Mark::Paragraph, 0));
}

#[test]
fn a_paragraph_of_many_lines_is_read_in_time() {
    let text = "The Panel noted it.\n".repeat(30_000);
    let began = std::time::Instant::now();
    assert_eq!(paragraphs(text, &Said::default()).len(), 1);
    assert!(began.elapsed().as_secs() < 20, "the whole was looked through at each of its lines");
}
