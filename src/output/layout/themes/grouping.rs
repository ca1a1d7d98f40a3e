//! Are groups found without a codebook those that a person made? Mutual information, and where each topic went.

use std::io;

use serde::Serialize;

use crate::output::grid::Cell;
use crate::output::words::counted;
use crate::output::{Answer, Page, Records, Table, table};
use crate::themes::topics::Topics;

/// Groups held against topics.
#[derive(Debug, Clone, Copy)]
pub struct GroupingReport<'a> {
    /// What came of it.
    pub topics: &'a Topics,
}

#[derive(Serialize)]
struct TopicRecord<'a> {
    topic: &'a str,
    texts: usize,
    groups: usize,
    nmi: Option<f64>,
    purity: f64,
    largest_group: Option<&'a str>,
}

impl GroupingReport<'_> {
    fn rows(&self) -> Vec<TopicRecord<'_>> {
        let topics = self.topics;
        let all = TopicRecord {
            topic: "all",
            texts: topics.texts,
            groups: topics.groups,
            nmi: Some(topics.nmi),
            purity: topics.purity,
            largest_group: None,
        };
        let each = topics.each.iter().map(|topic| TopicRecord {
            topic: &topic.topic,
            texts: topic.texts,
            groups: topic.groups,
            nmi: None,
            purity: topic.in_largest as f64 / topic.texts.max(1) as f64,
            largest_group: Some(&topic.largest),
        });
        std::iter::once(all).chain(each).collect()
    }
}

impl Answer for GroupingReport<'_> {
    fn table(&self) -> Table {
        let row = |record: TopicRecord<'_>| {
            vec![
                record.topic.into(),
                record.texts.into(),
                record.groups.into(),
                Cell::figure(record.nmi, 3),
                Cell::figure(Some(record.purity), 3),
                record.largest_group.into(),
            ]
        };
        Table::new(&table::GROUPING, self.rows().into_iter().map(row).collect())
    }

    fn records(&self, records: &mut Records<'_>) -> io::Result<()> {
        self.rows().iter().try_for_each(|record| records.put("grouping", record))
    }

    fn title(&self) -> String {
        "Groups held against topics".to_owned()
    }

    fn page(&self) -> Page {
        let mut page = Page::new(self.title());
        page.sentence(format!(
            "{} of {} in {}: normalised mutual information {:.3}, purity {:.3}.",
            counted(self.topics.texts, "text", "texts"),
            counted(self.topics.each.len(), "topic", "topics"),
            counted(self.topics.groups, "group", "groups"),
            self.topics.nmi,
            self.topics.purity
        ));
        let columns = ["topic", "texts", "groups", "purity", "largest_group"];
        page.table(self.table().grid("Where the texts of each topic went", &columns));
        page.note(
            "Mutual information is 1 where groups and topics are the same, 0 where they say nothing of each other \
             (normalised by the arithmetic mean). Purity of all is the share of texts in the topic most of their group \
             have; of a topic, the share of its texts in its largest group.",
        );
        page
    }
}
