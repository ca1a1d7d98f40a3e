//! Answers of `search`: passages, how they are spread, their matches in lines, how the query was read. One file an answer.

mod batch;
mod concordance;
mod facets;
mod hits;
mod over_time;
mod reading;

pub use batch::{BatchList, Batched};
pub use concordance::ConcordanceList;
pub use facets::FacetList;
pub use hits::HitList;
pub(in crate::output::layout) use hits::also_looked_for;
pub(crate) use hits::ways;
pub use over_time::OverTimeList;
pub use reading::QueryReading;
