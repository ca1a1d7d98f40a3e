//! Reports of bodies that give no list of what to improve: grades beneath their areas, findings told in prose, one matter
//! under a heading in the singular. Each in our own words.

use lookback::model::{Certainty, DocumentKind, FindingKind, Reading};

use super::common::Lookback;
use super::{bullet, read, sure};

fn maker(reading: &Reading) -> (Option<&str>, Option<&str>) {
    let own = reading.mentions.iter().find(|mention| mention.own).expect("it is an inspection's own report");
    (own.body.as_deref(), own.subject.as_deref())
}

fn grades(reading: &Reading) -> Vec<(&str, &str)> {
    let judged = reading.findings.iter().filter_map(|finding| finding.judgement.as_ref());
    judged.map(|judgement| (judgement.area.as_str(), judgement.grade.as_str())).collect()
}

fn told(reading: &Reading, certainty: Certainty) -> Vec<(FindingKind, &str)> {
    let of = reading.findings.iter().filter(|finding| finding.certainty == certainty && finding.judgement.is_none());
    of.map(|finding| (finding.kind, finding.text.as_str())).collect()
}

const ASSESSED_2024: &str = "Fenmoor Council: local authority assessment\n\nAssessment published: 18 October 2024\n\nHow we assess local authorities\n\nLocal authority rating and score\n\nFenmoor Council\n\nRequires improvement\n\nQuality statement scores\n\nAssessing needs\n\nScore: 2\n\nSafeguarding\n\nScore: 2\n\nPartnerships and communities\n\nScore: 3\n\nSummary of people's experiences\n\nMost people were content.\n\nSummary of strengths, areas for development and next steps\n\nResidents were waiting for a first visit from an occupational therapist for longer than they should. The sensory team was well led, and people spoke of it warmly.\n\nThe council has four area offices. There were no delays at the front desk.\n\nTheme 1: How Fenmoor Council works with people\n\nThe statements of this theme may not always be looked at together.\n\nAssessing needs\n\nScore: 2\n\n2 - Evidence shows some shortfalls\n\nWhat people expect\n\nI am not always left to wait for an answer.\n\nKey findings for this quality statement\n\nCarers\n\nThe offer to carers was not yet embedded in the teams.\n";

const ASSESSED_2026: &str = "Fenmoor Council: local authority assessment\n\nAssessment published: 11 September 2026\n\nOverall summary\n\nLocal authority rating and score\n\nFenmoor Council\n\nGood\n\nQuality statement scores\n\nAssessing needs\n\nScore: 3\n\nSafeguarding\n\nScore: 2\n\nSummary of strengths, areas for development and next steps\n\nThere were still delays before a first visit from an occupational therapist.\n";

#[test]
fn an_assessment_gives_its_scores_and_what_its_summary_tells() {
    let reading = read("2024-10-assessment.txt", ASSESSED_2024);
    assert_eq!(reading.document.kind, DocumentKind::InspectionReport);
    assert_eq!(reading.document.title.as_deref(), Some("Fenmoor Council: local authority assessment"));
    assert_eq!(reading.document.grade.as_deref(), Some("Requires improvement"));
    assert_eq!(
        grades(&reading),
        [
            ("Overall effectiveness", "Requires improvement"),
            ("Assessing needs", "Score: 2"),
            ("Safeguarding", "Score: 2"),
            ("Partnerships and communities", "Score: 3")
        ]
    );
    let (area, strength) = (FindingKind::AreaForConsideration, FindingKind::Strength);
    // What neither praises nor finds wanting is left, and so is what the framework says of itself.
    assert_eq!(
        told(&reading, Certainty::Sure),
        [
            (
                area,
                "Residents were waiting for a first visit from an occupational therapist for longer than they should."
            ),
            (strength, "The sensory team was well led, and people spoke of it warmly.")
        ]
    );
    assert_eq!(told(&reading, Certainty::Possible), [(area, "The offer to carers was not yet embedded in the teams.")]);
    let scores = reading.findings.iter().find(|finding| finding.text.contains("Safeguarding")).expect("it is scored");
    assert_eq!(scores.text, "Safeguarding Score: 2", "a score is quoted with what it is of");
    // The name of the service does not occur in the second, and an inspection is not always of children's services.
    let later = read("2026-09-assessment.txt", ASSESSED_2026);
    assert_eq!(maker(&reading), (Some("CQC"), Some("adult social care")));
    assert_eq!(maker(&later), maker(&reading));
}

#[test]
fn two_assessments_are_compared_by_scores_and_by_what_is_told() {
    let corpus = Lookback::new().file("2024-10.txt", ASSESSED_2024).file("2026-09.txt", ASSESSED_2026);
    let answer = corpus.answer(&["diff", "2024", "2026"], 0);
    for said in [
        "Overall effectiveness: was Requires improvement, now Good (better)",
        "Assessing needs: was Score: 2, now Score: 3 (better)",
        "Safeguarding: was Score: 2 and still is Score: 2 (the same)",
        "1 came back (1 in other words)",
    ] {
        assert!(answer.contains(said), "{said}: {answer}");
    }
}

#[test]
fn a_regulator_of_landlords_grades_in_a_table_and_tells_in_prose() {
    let text = "<h1>Fenmoor Borough Council (00ZZ) - Regulatory Judgement: 28 August 2024</h1>\
        <h2>Our Judgement</h2><table><tr><th></th><th>Grade/Judgement</th><th>Change</th></tr>\
        <tr><td>Consumer</td><td>C3<br>The landlord has to improve a great deal.</td><td>First grading</td></tr></table>\
        <h2>Summary of the decision</h2><p>We found serious failings in how the council keeps its homes safe.</p>\
        <h2>Summary of findings</h2><h3>Consumer – C3 – August 2024</h3>\
        <p>The council does not have an accurate record of the state of its roofs.</p>\
        <h2>Background to the judgement</h2><p>Landlords do not always know what a grade is for.</p>";
    let reading = read("judgement.html", text);
    assert_eq!(maker(&reading), (Some("Regulator of Social Housing"), Some("housing")));
    assert_eq!(grades(&reading), [("Consumer standards", "C3")]);
    assert_eq!(
        told(&reading, Certainty::Sure),
        [(FindingKind::Concern, "We found serious failings in how the council keeps its homes safe.")]
    );
    assert_eq!(
        told(&reading, Certainty::Possible),
        [(
            FindingKind::AreaForConsideration,
            "The council does not have an accurate record of the state of its roofs."
        )]
    );
}

#[test]
fn a_fire_service_is_graded_beneath_its_chapters_and_not_by_the_list_before_them() {
    let text = "Effectiveness, efficiency and people\n\nAn inspection of Northmoor Fire and Rescue Service\n\nPublished on: 14 March 2024\n\nOur judgments\n\nGood\n\nUnderstanding fire and risk\n\nRequires improvement\n\nMaking best use of resources\n\nPromoting the right values and culture\n\nInadequate\n\nThe inspector's summary\n\nMuch has been done since our last visit.\n\nHow effective is the service at keeping people safe?\n\nPreventing fires and other risks\n\nAdequate\n\nAreas for improvement\n\n• The service should measure what its visits prevent.\n\nHow well does the service look after its people?\n\nPromoting the right values and culture\n\nRequires improvement\n\nCause of concern\n\nStaff do not trust the way complaints are dealt with.\n\nRecommendations\n\nBy 30 June 2024, the service should:\n\n• tell all staff how to raise a concern; and\n\n• train managers.\n\nArea for improvement\n\nSenior managers should be seen at stations.\n\nWe spoke to staff at four stations who had not met one.\n";
    let reading = read("report.txt", text);
    assert_eq!(maker(&reading), (Some("HMICFRS"), Some("fire and rescue")));
    assert_eq!(reading.document.council.as_deref(), Some("Northmoor"));
    assert_eq!(
        grades(&reading),
        [
            ("Preventing fires and other risks", "Adequate"),
            ("Promoting the right values and culture", "Requires improvement")
        ]
    );
    let rec = FindingKind::Recommendation;
    let found: Vec<_> = sure(&reading).into_iter().filter(|(kind, _)| *kind != FindingKind::Judgement).collect();
    assert_eq!(
        found,
        [
            (rec, "The service should measure what its visits prevent."),
            (FindingKind::Concern, "Staff do not trust the way complaints are dealt with."),
            (rec, "tell all staff how to raise a concern; and"),
            (rec, "train managers."),
            (rec, "Senior managers should be seen at stations."),
        ]
    );
    let due: Vec<Option<&str>> = reading.findings.iter().map(|finding| finding.due.as_deref()).collect();
    assert_eq!(due.iter().flatten().collect::<Vec<_>>(), [&"30 June 2024", &"30 June 2024"]);
}

#[test]
fn a_partnership_of_another_nation_is_read_by_its_name_and_its_cover() {
    let text = "Report of a joint inspection of services for children and young people in need of care and protection in Strathmarl\n\nStrathmarl Community Planning Partnership\n\nNovember 2019\n\nOur inspection was carried out between March and August 2019.\n\nEvaluations\n\n2.1 Impact on children and young people: Very good\n\nAreas for improvement\n\n1. Write chronologies that help.\n\n2. Let chief officers see the work.\n";
    let reading = read("report.txt", text);
    assert_eq!(maker(&reading), (Some("Care Inspectorate"), Some("children's services")));
    assert_eq!(reading.document.council.as_deref(), Some("Strathmarl"));
    assert_eq!(reading.document.date.map(|date| date.to_string()).as_deref(), Some("2019-11"));
    assert_eq!(grades(&reading), [("Impact on children and young people", "Very good")]);
}

#[test]
fn a_local_area_is_judged_in_a_letter_whose_weaknesses_are_concerns() {
    let text = "18 July 2019\n\nMs Karen Holt\nDirector of Children's Services, Fenmoor Metropolitan Borough Council\n\nDear Ms Holt\n\nJoint local area SEND inspection in Fenmoor\n\nBetween 20 May 2019 and 24 May 2019, Ofsted and the Care Quality Commission looked at how the local area serves children with special educational needs.\n\nStrengths\n\n• Health visitors notice early.\n\nAreas for development\n\n• Too few children are seen at two.\n\n• Plans vary too much.\n\nThe area must write a statement of action on the following areas of significant weakness:\n\n• the quality of plans\n\n• the wait for an autism assessment.\n\nYours sincerely\n";
    let reading = read("letter.txt", text);
    assert_eq!(reading.document.kind, DocumentKind::InspectionReport);
    assert_eq!(maker(&reading), (Some("Ofsted"), Some("SEND")));
    assert_eq!(reading.document.council.as_deref(), Some("Fenmoor"));
    let (rec, concern) = (FindingKind::Recommendation, FindingKind::Concern);
    let found: Vec<_> = reading.findings.iter().map(|f| (f.kind, f.text.as_str(), f.citation.item.clone())).collect();
    // The bullets below a heading are counted through, so that no two are cited alike.
    assert_eq!(
        found,
        [
            (FindingKind::Strength, "Health visitors notice early.", bullet(1)),
            (rec, "Too few children are seen at two.", bullet(1)),
            (rec, "Plans vary too much.", bullet(2)),
            (concern, "the quality of plans", bullet(3)),
            (concern, "the wait for an autism assessment.", bullet(4)),
        ]
    );
}

#[test]
fn a_review_of_scrutiny_itself_and_a_report_of_the_auditors_are_read() {
    let text = "Centre for Governance and Scrutiny\n\nFenmoor Council\n\nScrutiny Improvement Review\n\nOctober 2021\n\nRecommendations\n\n1. Ask Cabinet members to speak for their papers.\n\n2. Keep agendas short.\n";
    let reading = read("review.txt", text);
    assert_eq!(reading.document.kind, DocumentKind::ReviewReport);
    assert_eq!(maker(&reading), (Some("CfGS"), Some("scrutiny")));

    let text = "Auditor's Annual Report for Fenmoor Council\n\nYear ended 31 March 2023\n\nDecember 2023\n\nKey recommendation 1\n\nThe Council should close the gap in its plan.\n\nImprovement recommendation 1\n\nThe Council should train the members of its Audit Committee.\n";
    let reading = read("report.txt", text);
    assert_eq!(reading.document.date.map(|date| date.to_string()).as_deref(), Some("2023-12"));
    let recommended = [
        "The Council should close the gap in its plan.",
        "The Council should train the members of its Audit Committee.",
    ];
    assert_eq!(sure(&reading), recommended.map(|text| (FindingKind::Recommendation, text)));
}

#[test]
fn services_for_the_young_who_offend_are_graded_by_numbered_standards() {
    let text = "An inspection of youth justice services in Upper Fenmoor\n\nHM Inspectorate of Probation, June 2022\n\nOverall rating    Good\n\n1. Organisational delivery\n\n1.1 Governance and leadership    Good\n1.2 Staff    Requires improvement\n\n2. Court disposals\n\n2.1 Planning    Inadequate\n2.3 Implementation and delivery    Good\n\n3. Out-of-court disposals\n\n3.1 Planning    Good\n\nRecommendations\n\nThe Upper Fenmoor Youth Justice Service should:\n\n1. plan for the safety of each child\n\n2. see that managers look at every case.\n";
    let reading = read("report.txt", text);
    assert_eq!(maker(&reading), (Some("HMIP"), Some("youth justice")));
    assert_eq!(reading.document.council.as_deref(), Some("Upper Fenmoor"));
    assert_eq!(reading.document.date.map(|date| date.to_string()).as_deref(), Some("2022-06"));
    let standards = grades(&reading);
    assert_eq!(
        standards[1..],
        [
            ("Governance and leadership", "Good"),
            ("1.2 Staff", "Requires improvement"),
            ("2.1 Planning", "Inadequate"),
            ("2.3 Implementation and delivery", "Good"),
            ("3.1 Planning", "Good"),
        ]
    );
    assert_eq!(reading.findings.iter().filter(|finding| finding.kind == FindingKind::Recommendation).count(), 2);
}

#[test]
fn a_line_with_a_colon_that_names_a_section_is_its_heading() {
    let text = "Report of Performance Evaluation Inspection of Glanmarl County Council\n\nDate(s) of inspection visit(s): 13 - 17 February 2023\n\nCare Inspectorate Wales looked at social services.\n\nVoice and Choice\n\nStrengths:\n\nPeople are mostly heard.\n\nStaff say that they are valued.\n\nWhat needs to improve:\n\nAdvocacy is offered to some and not to others.\n\nThe council must see carers sooner.\n\nPrevention\n\nThe hub opens at weekends.\n";
    let reading = read("report.txt", text);
    assert_eq!(maker(&reading), (Some("CIW"), Some("social services")));
    let (strength, rec) = (FindingKind::Strength, FindingKind::Recommendation);
    assert_eq!(
        sure(&reading),
        [
            (strength, "People are mostly heard."),
            (strength, "Staff say that they are valued."),
            (rec, "Advocacy is offered to some and not to others."),
            (rec, "The council must see carers sooner."),
        ]
    );
}

#[test]
fn adult_learning_is_no_service_for_children() {
    let text = "Fenmoor Council\n\nFurther education and skills inspection report\n\nInspection dates: 7 to 10 February 2023\n\nName of lead inspector: A Hill, His Majesty's Inspector\n\nOverall effectiveness Good\n\nPersonal development Outstanding\n\nWhat does the provider need to do to improve?\n\n• Tutors should plan from what learners can do already.\n\n• Leaders should give all learners advice on careers.\n";
    let reading = read("report.txt", text);
    assert_eq!(maker(&reading), (Some("Ofsted"), Some("adult learning")));
    assert_eq!(grades(&reading), [("Overall effectiveness", "Good"), ("Personal development", "Outstanding")]);
    assert_eq!(reading.findings.iter().filter(|finding| finding.kind == FindingKind::Recommendation).count(), 2);
}

#[test]
fn a_local_area_is_judged_in_a_sentence_and_asked_in_tables() {
    let page = |outcome: &str| {
        format!(
            "<h1>Area SEND inspection of Fenmoor Local Area Partnership</h1><p>Inspection dates: 4 to 8 March 2024</p>\
             <h2>Inspection outcome</h2><p>{outcome}</p>\
             <h2>What does the area partnership need to do better?</h2>\
             <ul><li>Children wait a year to be seen.</li><li>Plans come late.</li></ul>\
             <h2>Areas for priority action</h2>\
             <table><tr><th>Responsible body</th><th>Areas for priority action</th></tr>\
             <tr><td>Fenmoor Council</td><td>The council should issue plans on time.</td></tr></table>\
             <h2>Areas for improvement</h2>\
             <table><tr><th>Areas for improvement</th></tr><tr><td>Partners should start to plan for adult life at 14.</td></tr>\
             <tr><td>The board should ask parents more often.</td></tr></table>"
        )
    };
    let failing = page("There are widespread and/or systemic failings leading to significant concerns.");
    let reading = read("send.html", &failing);
    assert_eq!(maker(&reading), (Some("Ofsted"), Some("SEND")));
    assert_eq!(grades(&reading), [("Overall effectiveness", "Widespread failings")]);
    let (rec, area) = (FindingKind::Recommendation, FindingKind::AreaForConsideration);
    let told = told(&reading, Certainty::Sure);
    assert_eq!(
        told,
        [
            (area, "Children wait a year to be seen."),
            (area, "Plans come late."),
            (rec, "The council should issue plans on time."),
            (rec, "Partners should start to plan for adult life at 14."),
            (rec, "The board should ask parents more often."),
        ]
    );
    let owned = reading.findings.iter().find_map(|finding| finding.owner.as_deref());
    assert_eq!(owned, Some("Fenmoor Council"));

    let better = page("The local area partnership’s arrangements lead to inconsistent experiences and outcomes.");
    let better = better.replace("4 to 8 March 2024", "9 to 13 March 2026");
    let papers = Lookback::new().file("2024.html", failing).file("2026.html", better);
    let compared = papers.answer(&["diff", "2024", "2026", "--format", "csv"], 0);
    assert!(compared.contains("grade_better"), "{compared}");
}

#[test]
fn letters_of_a_department_and_inspections_of_best_value_have_a_maker() {
    let text = "Department for Education\n\n12 July 2023\n\nDear Ms Holt\n\nReview of progress in Fenmoor children's services\n\nThank you for the arrangements that Fenmoor Council made for the review on 20 and 21 June 2023.\n\nWhat is working well\n\n• Fewer social workers leave.\n\nWhat we are concerned about\n\n• Plans for permanence come late.\n\nAreas for further focus before the next review\n\n• Write down what supervision decided.\n";
    let reading = read("letter.txt", text);
    assert_eq!(maker(&reading), (Some("DfE"), Some("children's services")));
    let area = FindingKind::AreaForConsideration;
    assert_eq!(
        sure(&reading),
        [
            (FindingKind::Strength, "Fewer social workers leave."),
            (area, "Plans for permanence come late."),
            (area, "Write down what supervision decided."),
        ]
    );

    let text = "Fenmoor Council: Best Value Inspection Report\n\nJanuary 2024\n\n12. Recommendations\n\n12.1 The council should write an improvement plan within six months.\n";
    let reading = read("report.txt", text);
    assert_eq!(reading.document.kind, DocumentKind::InspectionReport);
    assert_eq!(maker(&reading), (Some("MHCLG"), Some("best value")));
}

#[test]
fn key_messages_are_possible_and_a_need_beside_praise_is_a_shortfall() {
    let text = "Corporate Peer Challenge\nFenmoor Borough Council\n\nFeedback report\n\nMarch 2023\n\nKey messages\n\n• Partners find the council an effective host.\n\n• Members are clear about the place, but the council now needs to choose.\n\n• The team met forty people.\n\nBackground\n\nThe council is effective.\n";
    let reading = read("report.txt", text);
    // The title stands above the name on the cover, and is no part of it.
    assert_eq!(reading.document.council.as_deref(), Some("Fenmoor"));
    assert_eq!(
        told(&reading, Certainty::Possible),
        [
            (FindingKind::Strength, "Partners find the council an effective host."),
            (
                FindingKind::AreaForConsideration,
                "Members are clear about the place, but the council now needs to choose."
            ),
        ]
    );
}

#[test]
fn an_inspection_before_is_known_by_its_date_and_other_reviews_are_none() {
    let text = "Inspection of Fenmoor local authority children's services\n\nInspection dates: 3 June 2019 to 14 June 2019\n\nPrevious inspections\n\n• The previous inspection of the local authority's arrangements for the protection of children was in May 2012. It was judged adequate.\n\nSummary\n\nHaving commissioned an external review in August 2018, leaders changed the front door. The guidance is under review for a new service in January 2019. A review of the membership of the board took place in November 2018.\n";
    let reading = read("report.txt", text);
    let on: Vec<Option<String>> =
        reading.mentions.iter().map(|mention| mention.on_site.map(|period| period.start.to_string())).collect();
    assert_eq!(on, [Some("2019-06-03".to_owned()), Some("2012-05".to_owned())]);
}

#[test]
fn the_grade_of_the_whole_in_a_sentence_is_compared() {
    let report = |dates: &str, grades: &str| {
        format!("Inspection of Fenmoor local authority children's services\n\nInspection dates: {dates}\n\n{grades}\n")
    };
    let table =
        "<table><tr><th>Judgement</th><th>Grade</th></tr><tr><td>Overall effectiveness</td><td>Good</td></tr></table>";
    let later = format!(
        "<p>Inspection of Fenmoor local authority children's services</p><p>Inspection dates: 3 June 2021 to 14 June 2021</p>{table}"
    );
    let earlier = report("3 June 2016 to 14 June 2016", "Children's services in Fenmoor are inadequate");
    let lookback = super::Lookback::new().file("a.txt", earlier).file("b.html", later);
    let diff = lookback.answer(&["diff", "2016", "2021"], 0);
    assert!(diff.contains("Overall effectiveness: was Inadequate, now Good (better)"), "{diff}");
}

#[test]
fn what_is_asked_of_the_board_is_the_boards_though_its_headings_are_larger() {
    let part = |heading: &str, ask: &str| {
        format!(
            "<h3>{heading}</h3><p>It works.</p><h2>Recommendations</h2><p>The following should be done:</p><ul><li>{ask}</li></ul>"
        )
    };
    let text = format!(
        "<p>Inspection of Fenmoor local authority children's services</p><p>Inspection dates: 3 June 2016 to 14 June 2016</p>{}{}",
        part("Summary", "Visit children on time."),
        part("The Local Safeguarding Children Board (LSCB)", "Review the board's priorities.")
    );
    let reading = read("report.html", &text);
    let subject = |at: usize| reading.maker(&reading.findings[at]).and_then(|maker| maker.subject.as_deref());
    let asked: Vec<_> = reading.findings.iter().enumerate().map(|(at, f)| (f.text.as_str(), subject(at))).collect();
    assert_eq!(
        asked,
        [
            ("Visit children on time.", Some("children's services")),
            ("Review the board's priorities.", Some("local safeguarding children board")),
        ]
    );
}

#[test]
fn an_inspection_names_the_inspections_before_it_and_no_review_of_anybody_else() {
    let report = "Marlshire County Council\n\nInspection of services for children in need of help and protection\n\nand\n\n\
        Review of the effectiveness of the Local Safeguarding Children Board\n\nInspection date: 4 July 2016 to 28 July 2016\n\n\
        Report published: 20 September 2016\n\nRecommendations\n\n1. Ensure that plans are kept up to date.\n\nWhat was found\n\n\
        2. An LGA peer review took place in October 2014.\n\n\
        3. At the last inspection, in May 2012, services were adequate.\n\n\
        4. Children's review meetings were held on time in July 2015.\n\n\
        5. Ofsted found the hub to be slow; a wide-ranging review of the hub followed.\n\n\
        6. The board received the report of a review of the hub in December 2015.\n\n\
        7. The last inspection of the council's adoption agency, in June 2011, found it good.\n";
    let papers = Lookback::new().file("report.txt", report);
    let told = papers.answer(&["status", "--format", "json"], 0);
    let reviews = told.lines().filter_map(|line| {
        let record: serde_json::Value = serde_json::from_str(line).expect("JSON");
        (record["type"] == "review")
            .then(|| record["review"].as_str().or(record["id"].as_str()).unwrap_or_default().to_owned())
    });
    let mut reviews: Vec<String> = reviews.collect();
    reviews.sort();
    assert_eq!(
        reviews,
        [
            "marlshire-lga-general-2014-10",
            "marlshire-ofsted-adoption-2011-06",
            "marlshire-ofsted-childrens-services-2012-05",
            "marlshire-ofsted-childrens-services-2016-07"
        ]
    );
}

#[test]
fn a_grade_beneath_its_numbered_area_may_be_broken_over_lines() {
    let cover = "Marlshire County Council\n\nInspection of services for children in need of help and protection, children looked after and care leavers\n\nInspection date: 24 February to 18 March 2015\n\nThe judgements on areas of the service are:\n";
    let below = "1. Children who need help and protection\nRequires\nImprovement\n2. Children looked after and achieving\npermanence\nRequires improvement\n2.1 Adoption performance\nGood\n2.2 Experiences and progress of care leavers\nInadequate\n3. Leadership, management and governance\nRequires\nImprovement\n1\nThe inspectorate produces this report.\n";
    let grades = |body: &str| -> Vec<(String, String)> {
        let reading = read("report.txt", &format!("{cover}{body}"));
        let judged = reading.findings.into_iter().filter_map(|read| read.finding.judgement);
        judged.map(|judged| (judged.area.to_lowercase(), judged.grade.to_lowercase())).collect()
    };
    let areas = [
        "children who need help and protection",
        "children looked after and achieving permanence",
        "adoption performance",
        "experiences and progress of care leavers",
        "leadership, management and governance",
    ];
    let given = ["requires improvement", "requires improvement", "good", "inadequate", "requires improvement"];
    let want: Vec<(String, String)> =
        areas.iter().zip(given).map(|(area, grade)| ((*area).to_owned(), grade.to_owned())).collect();
    assert_eq!(grades(below), want);
    let above = "Good\n2.1 Adoption performance\nInadequate\n2.2 Experiences and progress of care leavers\nGood\n3. Leadership, management and governance\nThe inspectorate produces this report.\n";
    assert!(!grades(above).contains(&("adoption performance".to_owned(), "inadequate".to_owned())));
}

#[test]
fn every_row_below_a_column_of_grades_is_graded() {
    let page = |name: &str, rows: &str| {
        format!(
            "<h1>An inspection of youth justice services in Fenmoor</h1><p>HM Inspectorate of Probation, February 2024</p><table><tr><th>Standard</th><th>{name}</th></tr>{rows}</table>"
        )
    };
    let rows = "<tr><td>1.2 Staff</td><td>Good</td></tr><tr><td>2.3 Implementation and delivery</td><td>Inadequate</td></tr><tr><td>3.1 Out-of-court disposal policy and provision that partners share</td><td>Outstanding</td></tr>";
    for name in ["Rating", "Grade", "Evaluation"] {
        assert_eq!(sure(&read("r.html", &page(name, rows))).len(), 3, "{name}");
    }
}

#[test]
fn a_report_on_a_fire_service_may_be_called_by_what_it_looks_at() {
    let text = "<h1>Effectiveness, efficiency and people 2021/22 – Fenmoor Fire and Rescue Service</h1><p>Published on: 27 July 2022</p><table><tr><th>Question</th><th>This inspection</th><th>2018/19</th></tr><tr><td>Effectiveness</td><td>Good</td><td>Requires improvement</td></tr><tr><td>People</td><td>Requires improvement</td><td>Good</td></tr></table>";
    let reading = read("r.html", text);
    let document = &reading.document;
    assert_eq!((document.body.as_deref(), document.subject.as_deref()), (Some("HMICFRS"), Some("fire and rescue")));
    let grades: Vec<_> =
        reading.findings.iter().filter_map(|f| f.judgement.as_ref()).map(|j| j.grade.as_str()).collect();
    assert_eq!(grades, ["Good", "Requires improvement"]);
}

#[test]
fn of_several_who_inspect_together_the_first_named_made_the_report() {
    let text = "Report of a joint inspection of services for children and young people who live away from home in Upper Fenmoor\n\nPrepared by the Care Inspectorate in partnership with Education Scotland and His Majesty's Inspectorate of Constabulary in Scotland\n\nMay 2021\n\nAreas for improvement\n\nThe partnership should:\n\n- agree one plan\n";
    let reading = read("report.txt", text);
    assert_eq!(maker(&reading).0, Some("Care Inspectorate"));
    assert_eq!(reading.document.council.as_deref(), Some("Upper Fenmoor"));
}

#[test]
fn reviews_of_planning_and_of_communications_are_known_by_who_made_them() {
    let planning = "Planning Advisory Service\n\nPlanning Service Review\n\nFenmoor District Council\n\nMay 2021\n\nIntroduction\n\nThe Planning Advisory Service (PAS) was on site at Fenmoor from 11 to 13 May 2021. It follows the planning peer challenge of March 2017.\n\n2017 recommendation | What we found | Status\n\nRecommendations\n\n- Fill the posts\n";
    let reading = read("report.txt", planning);
    assert_eq!((reading.document.kind, maker(&reading)), (DocumentKind::ReviewReport, (Some("PAS"), Some("planning"))));
    let words = "LGA Communications Review\n\nFenmoor City Council\n\n4-5 May 2021\n\nBackground\n\nThe Local Government Association was asked to review communications.\n\nRecommendations\n\n- Agree a plan\n";
    let reading = read("report.txt", words);
    assert_eq!(maker(&reading), (Some("LGA"), Some("communications")));
    let visit = reading.document.on_site.map(|period| period.start.to_string());
    assert_eq!(visit.as_deref(), Some("2021-05-04"));
}

#[test]
fn what_an_auditor_follows_up_is_progress_on_the_year_before() {
    let text = "<h1>Auditor's Annual Report</h1><p>Fenmoor Borough Council</p><p>2021/22</p><p>January 2023</p><h2>Executive summary</h2><p>The council keeps its accounts well.</p><h2>Follow-up of previous recommendations</h2><table><tr><th></th><th>Recommendation</th><th>Date raised</th><th>Progress to date</th><th>Addressed?</th></tr><tr><td>1</td><td>The Council should keep a register of its bridges.</td><td>January 2022</td><td>A register was begun in May 2022.</td><td>Yes</td></tr></table>";
    let reading = read("report.html", text);
    assert_eq!(reading.document.kind, DocumentKind::InspectionReport);
    assert_eq!((maker(&reading).0, reading.document.committee.as_deref()), (Some("External auditor"), None));
    assert_eq!(sure(&reading), [(FindingKind::Progress, "A register was begun in May 2022.")]);
    // What a review found of what the one before it asked is progress as well.
    let met = "<p>The team met many people.</p>".repeat(14);
    let review = "<h1>Corporate Peer Challenge</h1><p>Fenmoor Borough Council</p><p>The peer team was on site from 3 to 6 May 2021.</p>MET<h2>Progress since 2017</h2><table><tr><th>2017 recommendation</th><th>What we found</th><th>Status</th></tr><tr><td>Publish the plan for the quay.</td><td>It was published in June 2018.</td><td>Complete</td></tr></table>";
    assert_eq!(
        sure(&read("review.html", &review.replace("MET", &met))),
        [(FindingKind::Progress, "It was published in June 2018.")]
    );
}
