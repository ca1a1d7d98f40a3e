//! What has no name of its own: tables whose first row names no columns, contents without pages, grades run on in a paragraph,
//! rules of a council that ask nothing; and bodies that are no principal council.

use lookback::model::{Certainty, FindingKind, ReadFinding, Reading};

use super::{COVER, read, sure};

fn plan(table: &[&[&str]]) -> Vec<ReadFinding> {
    page("<h2>Corporate Peer Challenge Action Plan</h2>", table)
}

fn page(above: &str, table: &[&[&str]]) -> Vec<ReadFinding> {
    let cells = |row: &&[&str]| row.iter().map(|cell| format!("<td>{cell}</td>")).collect::<String>();
    let rows: String = table.iter().map(|row| format!("<tr>{}</tr>", cells(row))).collect();
    read("page.html", &format!("<h1>Fenmoor Council</h1>{above}<p>12 July 2023</p><table>{rows}</table>")).findings
}

fn texts(reading: &Reading) -> Vec<&str> {
    sure(reading).into_iter().map(|(_, text)| text).collect()
}

#[test]
fn rows_that_count_from_one_are_known_by_what_is_in_them() {
    let found = plan(&[
        &["1", "The council should publish one plan", "Complete", "Head of Policy, March 2020"],
        &["2", "Train all members in scrutiny", "In progress", "Head of Law, June 2020"],
    ]);
    let said: Vec<_> = found
        .iter()
        .map(|f| (f.certainty, f.text.as_str(), f.owner.as_deref(), f.due.as_deref(), f.status.as_deref()))
        .collect();
    assert_eq!(
        said,
        [
            (
                Certainty::Possible,
                "The council should publish one plan",
                Some("Head of Policy"),
                Some("March 2020"),
                Some("Complete")
            ),
            (
                Certainty::Possible,
                "Train all members in scrutiny",
                Some("Head of Law"),
                Some("June 2020"),
                Some("In progress")
            ),
        ]
    );
    let costs = plan(&[
        &["1", "The hall of the town", "£300", "May 2020"],
        &["2", "The depot at the mill", "£400", "June 2020"],
    ]);
    assert_eq!(costs, [], "they ask nothing");
    let risks = plan(&[
        &["1", "Reserves may be too low for it", "High", "Head of Finance"],
        &["2", "Staff may leave the service soon", "Low", "Head of Law"],
    ]);
    assert_eq!(risks, [], "risks");
}

#[test]
fn a_form_of_one_recommendation_gives_it_and_none_of_its_names() {
    let found = page(
        "<h2>Auditor's Annual Report</h2>",
        &[
            &["Key recommendation", "The Council should agree a medium term plan."],
            &["Why it matters", "The reserves are low."],
            &["Management comment", "Agreed."],
        ],
    );
    let said: Vec<_> = found.iter().map(|finding| (finding.kind, finding.text.as_str())).collect();
    assert_eq!(said, [(FindingKind::Recommendation, "The Council should agree a medium term plan.")]);
    let table = page(
        "<h2>Auditor's Annual Report</h2>",
        &[&["Recommendation", "Progress so far"], &["Agree a medium term plan", "It should be done in May."]],
    );
    assert_eq!(table.len(), 1);
    assert_eq!(table[0].text, "Agree a medium term plan");
}

#[test]
fn contents_without_page_numbers_list_no_recommendations() {
    let contents = ["Introduction", "Recommendations", "Summary of the approach", "Detailed feedback", "Next steps"];
    let body = "Introduction\n\nThe team came in May.\n\nRecommendations\n\n• Train members.\n\nSummary of the approach\n\nIt went well.\n\nDetailed feedback\n\nIt is good.\n\nNext steps\n\nThe team will return.\n";
    let cover = "Corporate Peer Challenge\n\nFenmoor Council\n\n16th – 18th September 2014\n\n";
    for mark in ["", "• "] {
        let listed = contents.map(|entry| format!("{mark}{entry}")).join("\n\n");
        let reading = read("report.txt", &format!("{cover}Contents\n\n{listed}\n\n{body}"));
        assert_eq!(texts(&reading), ["Train members."], "{mark:?}");
    }
    let numbered: Vec<String> = contents.iter().zip(1..).map(|(entry, at)| format!("{at}. {entry}")).collect();
    let reading = read("report.txt", &format!("{cover}Contents\n\n{}\n\n{body}", numbered.join("\n\n")));
    assert_eq!(texts(&reading), ["Train members."]);
    // A list below a heading that is called so by chance stays.
    let kept = read(
        "report.txt",
        &format!("{cover}Contents\n\nRecommendations\n\n• Train members.\n\n• Publish the plan.\n\n• Visit schools.\n"),
    );
    assert_eq!(texts(&kept).len(), 3);
}

#[test]
fn grades_run_on_in_one_paragraph_are_read() {
    let text = format!(
        "{COVER}The impact of leaders on social work practice Requires improvement to be good The experiences and progress of children in care Good Overall effectiveness Requires improvement to be good\n\nWhat needs to improve?\n\n• The quality of plans.\n"
    );
    let reading = read("report.txt", &text);
    let grades = reading.findings.iter().filter_map(|finding| finding.judgement.as_ref());
    assert_eq!(
        grades.map(|judgement| judgement.grade.as_str()).collect::<Vec<_>>(),
        ["Requires improvement to be good", "Good", "Requires improvement to be good"]
    );
    let prose = format!("{COVER}Overall effectiveness Good The experiences of children in care Good and better\n");
    assert_eq!(read("report.txt", &prose).findings, []);
}

#[test]
fn a_police_force_is_graded_area_by_area() {
    let text = "PEEL 2021/22\n\nPolice effectiveness, efficiency and legitimacy\n\nAn inspection of Northlea Constabulary\n\nPublished 9 March 2022\n\nInvestigating crime\n\nRequires improvement\n\nNorthlea Constabulary requires improvement at investigating crime.\n\nPreventing crime\n\nGood\n\nNorthlea Constabulary is good at preventing crime.\n";
    let reading = read("report.txt", text);
    assert_eq!(reading.document.council.as_deref(), Some("Northlea Constabulary"));
    assert_eq!(texts(&reading), ["Investigating crime Requires improvement", "Preventing crime Good"]);
    let list = "Effectiveness and efficiency\n\nAn inspection of Northlea Fire and Rescue Service\n\nPublished 9 March 2022\n\nEffectiveness\n\nRequires improvement\n\nEfficiency\n\nGood\n\nPeople\n\nInadequate\n\nThe service did well.\n";
    assert_eq!(
        texts(&read("report.txt", list)),
        ["Effectiveness Requires improvement", "Efficiency Good", "People Inadequate"]
    );
    let by_grade = "Effectiveness and efficiency\n\nAn inspection of Northlea Fire and Rescue Service\n\nPublished 9 March 2022\n\nGood\n\nEfficiency\n\nRequires improvement\n\nEffectiveness\n\nPeople\n\nThe service did well.\n";
    assert_eq!(texts(&read("report.txt", by_grade)), Vec::<&str>::new(), "each beneath its grade");
}

#[test]
fn rules_of_a_council_recommend_nothing() {
    let rules = "Fenmoor Town Council\n\nSTANDING ORDERS\n\nAdopted in May 2021\n\nThe Council recommends that members should:\n\n• stand when they speak;\n• address the Chair.\n";
    assert_eq!(read("orders.txt", rules).findings, []);
    let minutes = "Minutes of the Housing Panel held on 3 May 2016\n\n1. Rules\n\nRECOMMENDATION: That the Council adopt these standing orders:\n\n1. The Chairman shall preside.\n\n2. Members shall stand to speak.\n";
    assert_eq!(texts(&read("minutes.txt", minutes)), ["That the Council adopt these standing orders:"]);
    let list = "Minutes of the Housing Panel held on 3 May 2016\n\n1. Rules\n\nRESOLVED: That the Council agree the following:\n\n1. That the orders be kept.\n\n2. That members be trained.\n";
    assert_eq!(texts(&read("minutes.txt", list)).len(), 2);
}

#[test]
fn parishes_and_police_keep_their_sort_and_are_only_named_by_their_own_papers() {
    let council = |text: &str| read("paper.txt", text).document.council;
    let held = "Minutes of the meeting held on 3 May 2016\n\n1. Hedge\n\nRESOLVED: That the hedge be cut.\n";
    assert_eq!(council(&format!("GREAT FENMOOR PARISH COUNCIL\n\n{held}")).as_deref(), Some("Great Fenmoor Parish"));
    assert_eq!(
        council("Minutes of the Annual Meeting of Great Fenmoor Parish Council held on 3 May 2016\n\n1. Hedge\n\nMembers met.\n")
            .as_deref(),
        Some("Great Fenmoor Parish")
    );
    let passing = format!("Fenmoor District Council\n\n{held}\n\nGreat Marl Parish Council had written to object.\n");
    assert_eq!(council(&passing).as_deref(), Some("Fenmoor"));
    let alone = format!("Planning Committee\n\n{held}\n\nGreat Marl Parish Council had written to object.\n");
    assert_eq!(council(&alone), None);
}

#[test]
fn the_subject_of_a_letter_is_its_title() {
    let title = |subject: &str| {
        let letter = format!(
            "3 May 2016\n\nDear Jo\n\n{subject}\n\nOn behalf of the team, I would like to say how much we enjoyed our visit to Fenmoor.\n\nRecommendations\n\n• Train members.\n"
        );
        read("letter.txt", &letter).document.title
    };
    assert_eq!(
        title("Re: LGA Safeguarding Children Peer Review").as_deref(),
        Some("LGA Safeguarding Children Peer Review")
    );
    assert_ne!(title("Thank you for your report.").as_deref(), Some("Thank you for your report."));
}
