//! Two reviews of an invented county, small enough to know by heart.

use crate::model::*;

const EARLIER: &str = "marlshire-lga-safeguarding-children-2011-10";
const LATER: &str = "marlshire-lga-safeguarding-children-2015-04";
const LETTER: &str = "marlshire-2011-12-05-review-letter";
const REPORT: &str = "marlshire-2015-06-02-review-letter";

pub(in crate::output) struct Papers {
    pub reviews: Vec<Review>,
    pub documents: Vec<Document>,
    pub findings: Vec<Finding>,
}

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn citation(document: &str, paragraph: &str, item: Option<Item>, block: usize) -> Citation {
    let (kind, day) = match document {
        LETTER => (DocumentKind::ReviewLetter, "2011-12-05"),
        REPORT => (DocumentKind::ReviewLetter, "2015-06-02"),
        _ => (DocumentKind::Minutes, "2013-03-14"),
    };
    let path = format!("{}.txt", &document["marlshire-".len()..]);
    Citation {
        date: Some(date(day)),
        paragraph: Some(paragraph.into()),
        item,
        page: Some(2),
        ..Citation::new(document, kind, path, block)
    }
}

fn finding(document: &str, paragraph: &str, item: usize, kind: FindingKind, text: &str) -> Finding {
    let at = citation(document, paragraph, Some(Item::bullet(item)), 3 + item);
    let id = format!("{document}/para{paragraph}/b{item}");
    Finding {
        review: match document {
            LETTER => Some(EARLIER.into()),
            REPORT => Some(LATER.into()),
            _ => None,
        },
        cue: Some("the following priorities:".into()),
        ..Finding::new(id, kind, text, at, "lead_in_priorities")
    }
}

fn judged(mut finding: Finding, area: &str, grade: &str) -> Finding {
    finding.rule = "judgement".into();
    finding.judgement = Some(Judgement { area: area.into(), grade: grade.into() });
    finding
}

impl Papers {
    pub fn new() -> Self {
        use FindingKind::*;
        let mut findings = vec![
            finding(LETTER, "4", 1, Priority, "Agree what the ‘front door’ is for, and staff it."),
            finding(LETTER, "4", 2, Priority, "Review and define the role of early help"),
            finding(LETTER, "4", 3, Priority, "Lower caseloads, and see that supervision is regular and recorded."),
            finding(LETTER, "4", 4, AreaForConsideration, "Elected members rarely hear what children say."),
            finding(LETTER, "4", 5, AreaForConsideration, "=Audits count forms | they do not ask what changed."),
            judged(
                finding(LETTER, "9", 1, Judgement, "Effective practice: adequate"),
                "Effective practice",
                "adequate",
            ),
            finding(REPORT, "3", 1, Priority, "Agree what the “front door” is for, and staff it"),
            finding(REPORT, "3", 2, Recommendation, "Define the role of early help, with partners"),
            finding(REPORT, "3", 3, Priority, "Bring caseloads below eighteen in every team."),
            finding(REPORT, "3", 4, Priority, "Record supervision each month."),
            finding(REPORT, "3", 5, Priority, "Write a recovery plan that names its savings <by service>."),
            finding(REPORT, "5", 6, Strength, "Members meet the children in care council and act on what it says."),
            judged(finding(REPORT, "9", 7, Judgement, "Effective practice: good"), "Effective practice", "good"),
            finding(
                "marlshire-2013-03-14-minutes",
                "27",
                1,
                Request,
                "That a report on early help come to the next meeting.",
            ),
        ];
        findings[1].also_in.push(citation("marlshire-2013-03-14-minutes", "26", None, 4));
        findings[4].certainty = Certainty::Possible;
        findings[13].owner = Some("Director of Children’s Services".into());
        findings[13].due = Some("June 2013".into());
        findings[13].strength = Some(4);
        Self { reviews: reviews(), documents: documents(), findings }
    }

    pub fn findings_of(&self, document: &str) -> Vec<Finding> {
        self.findings.iter().filter(|finding| finding.citation.document == document).cloned().collect()
    }

    fn id(&self, index: usize) -> String {
        self.findings[index].id.clone()
    }

    pub fn found(&self) -> crate::search::Answer {
        crate::search::Answer { hits: self.hits(), total: 3, ..Default::default() }
    }

    pub fn hits(&self) -> Vec<Hit> {
        let hit = |index: usize, range: (usize, usize), score| {
            let finding = &self.findings[index];
            Hit {
                citation: finding.citation.clone(),
                title: Some("Safeguarding children: the review team’s letter".into()).filter(|_| index == 0),
                kind: finding.citation.kind,
                council: Some("Marlshire".into()),
                text: finding.text.clone(),
                highlights: vec![range],
                score,
                findings: vec![finding.id.clone()],
                review: finding.review.clone(),
                before: Vec::new(),
                after: Vec::new(),
                also_in: Vec::new(),
                copies: 0,
                left_out: 0,
            }
        };
        let place = |index: usize| {
            let start = self.findings[index].text.find("front door").unwrap();
            (start, start + "front door".len())
        };
        vec![hit(0, place(0), 2.5), hit(6, place(6), 2.25)]
    }

    pub fn comparison(&self) -> Comparison {
        use FindingKind::*;
        let side = |index: usize, document: &str| ReviewSide {
            review: self.reviews[index].clone(),
            findings: self.findings_of(document),
        };
        let kinds = |from, to| (Some(from), Some(to));
        let changes = vec![
            self.change("c1", Status::Grade(GradeMove::Better), &[5], &[12], kinds(Judgement, Judgement), None),
            self.change("c2", Status::Recurring, &[0], &[6], kinds(Priority, Priority), Some(MatchedBy::SameWords)),
            Change {
                wording: edits(&[
                    (EditOp::Delete, "Review and define "),
                    (EditOp::Insert, "Define "),
                    (EditOp::Equal, "the role of early help"),
                    (EditOp::Insert, ", with partners"),
                ]),
                shared: vec!["early help".into(), "role".into(), "define".into()],
                runner_up: Some(0.21),
                ..self.change(
                    "c3",
                    Status::Reworded,
                    &[1],
                    &[7],
                    kinds(Priority, Recommendation),
                    Some(MatchedBy::Reworded),
                )
            },
            Change {
                band: Band::Possible,
                ..self.change("c4", Status::Split, &[2], &[8, 9], kinds(Priority, Priority), Some(MatchedBy::Synonyms))
            },
            Change {
                also_seen: vec![Seen {
                    finding: self.id(3),
                    kind: AreaForConsideration,
                    citation: self.findings[3].citation.clone(),
                    text: self.findings[3].text.clone(),
                    score: 0.31,
                    status: None,
                    near_miss: true,
                }],
                ..self.change("c5", Status::New, &[], &[10], (None, Some(Priority)), None)
            },
            Change {
                also_seen: vec![Seen {
                    finding: self.id(11),
                    kind: Strength,
                    citation: self.findings[11].citation.clone(),
                    text: self.findings[11].text.clone(),
                    score: 0.44,
                    status: None,
                    near_miss: false,
                }],
                ..self.change("c6", Status::NotFound, &[3], &[], (Some(AreaForConsideration), None), None)
            },
            Change {
                closed_in: Some(citation("marlshire-2013-03-14-minutes", "28", Some(Item::label("a")), 11)),
                ..self.change("c7", Status::NotFound, &[4], &[], (Some(AreaForConsideration), None), None)
            },
        ];
        Comparison {
            series: self.reviews[0].series.clone(),
            earlier: side(0, LETTER),
            later: side(1, REPORT),
            scope: Scope {
                differences: vec!["The earlier review lists areas for consideration; the later one does not.".into()],
                model: None,
                left_out: 0,
            },
            changes,
        }
    }

    fn change(
        &self,
        id: &str,
        status: Status,
        earlier: &[usize],
        later: &[usize],
        (kind_from, kind_to): (Option<FindingKind>, Option<FindingKind>),
        matched_by: Option<MatchedBy>,
    ) -> Change {
        Change {
            id: id.into(),
            status,
            band: Band::Certain,
            earlier: earlier.iter().map(|&index| self.id(index)).collect(),
            later: later.iter().map(|&index| self.id(index)).collect(),
            kind_from,
            kind_to,
            score: matched_by.map(|_| 0.8),
            matched_by,
            runner_up: None,
            shared: Vec::new(),
            wording: Vec::new(),
            also_seen: Vec::new(),
            closed_in: None,
            followed: Vec::new(),
        }
    }

    pub fn thread(&self) -> Vec<ThreadEntry> {
        let entry = |index: usize, day: &str, what| {
            let finding = &self.findings[index];
            let start = finding.text.find("early help").unwrap();
            ThreadEntry {
                council: Some("Marlshire".into()),
                date: Some(date(day)),
                review: finding.review.clone(),
                what,
                text: finding.text.clone(),
                highlights: vec![(start, start + "early help".len())],
                citation: finding.citation.clone(),
                finding: Some(finding.clone()),
                band: Band::Certain,
            }
        };
        let spoken = ThreadEntry {
            council: Some("Marlshire".into()),
            date: None,
            review: None,
            what: ThreadWhat::Passage,
            text: "Members asked how early help was paid for.".into(),
            highlights: vec![(18, 28)],
            citation: citation("marlshire-2013-03-14-minutes", "26", None, 4),
            finding: None,
            band: Band::Possible,
        };
        vec![
            entry(1, "2011-10", ThreadWhat::Finding),
            entry(13, "2013-03-14", ThreadWhat::Resolution),
            spoken,
            entry(7, "2015-04", ThreadWhat::Finding),
        ]
    }

    pub fn blocks(&self) -> Vec<Block> {
        let block = |ordinal, kind, number: Option<&str>, text: &str| Block {
            number: number.map(str::to_owned),
            page: Some(1),
            under: (ordinal > 0).then_some(0),
            ..Block::of(ordinal, kind, text)
        };
        let mut blocks = vec![
            block(0, BlockKind::Heading { level: 1 }, None, "Priorities"),
            block(1, BlockKind::Paragraph, Some("2"), "Apologies were received from nobody."),
            block(2, BlockKind::Paragraph, Some("3"), "The team named the following priorities:"),
        ];
        blocks[1].boilerplate = Some(Boilerplate::Apologies);
        for finding in self.findings_of(REPORT).iter().take(3) {
            blocks.push(block(finding.citation.block, BlockKind::Item { depth: 0 }, None, &finding.text));
        }
        blocks
    }
}

fn edits(runs: &[(EditOp, &str)]) -> Vec<Edit> {
    runs.iter().map(|&(op, text)| Edit { op, text: text.into() }).collect()
}

fn reviews() -> Vec<Review> {
    let series = Series { body: "LGA".into(), council: "Marlshire".into(), subject: "safeguarding children".into() };
    let review = |id: &str, from: &str, to: &str, published: Option<&str>, document: &str| Review {
        id: id.into(),
        series: series.clone(),
        on_site: Some(Period { start: date(from), end: date(to) }),
        published: published.map(date),
        framework: None,
        predecessor: None,
        documents: vec![document.into()],
    };
    let mut reviews = vec![
        review(EARLIER, "2011-10-12", "2011-10-14", Some("2011-12-05"), LETTER),
        review(LATER, "2015-04", "2015-04", None, REPORT),
    ];
    reviews[1].predecessor = Some(EARLIER.into());
    reviews
}

fn documents() -> Vec<Document> {
    let document = |id: &str, title: Option<&str>, committee: Option<&str>| {
        let at = citation(id, "1", None, 0);
        Document {
            id: id.into(),
            path: at.path,
            kind: at.kind,
            title: title.map(str::to_owned),
            council: Some("Marlshire".into()),
            committee: committee.map(str::to_owned),
            date: at.date,
            on_site: None,
            published: None,
            body: None,
            subject: None,
            grade: None,
            origins: std::collections::BTreeMap::new(),
            pages: Some(4),
            fingerprint: "0".repeat(64),
            untold: None,
            warnings: Vec::new(),
            exempt: false,
            draft: false,
        }
    };
    let mut documents = vec![
        document(LETTER, Some("Safeguarding children: the review team’s letter"), None),
        document(REPORT, None, None),
        document("marlshire-2013-03-14-minutes", Some("Minutes"), Some("Children’s Panel")),
    ];
    documents[1].body = Some("LGA".into());
    documents[1].on_site = Some(Period::single(date("2015-04")));
    documents[1].origins =
        [(Field::Kind, Origin::Text), (Field::Body, Origin::Text), (Field::OnSite, Origin::Settings)].into();
    documents[2].origins = [(Field::Council, Origin::Inferred), (Field::Date, Origin::Text)].into();
    documents[1].warnings.push(Warning("the letter is dated twice; the first date was taken".into()));
    documents
}
