//! How much does a count prove? Intervals, tests and effect sizes, each with its source and its reference values.
//!
//! - [`intervals`]: the range a share, a rate or a difference of shares may lie in.
//! - [`exact`]: Fisher's exact test, for counts of any size.
//! - [`correction`]: many tests at once.
//! - [`keyness`]: G², Log Ratio and log-odds with an informative Dirichlet prior, for large counts.
//! - [`dispersion`](mod@dispersion): is it all in one paper?
//! - [`divergence`](mod@divergence): how far apart two sides are all in all, beside what chance makes of it.
//! - [`bursts`](mod@bursts): years in which a theme was much more frequent than usual.
//!
//! A figure from eight findings is a weak one, and these say so. The unit to publish is the finding: words of one
//! finding depend on each other, so an interval of a rate per 1,000 words is narrower than it ought to be.

pub mod bursts;
pub mod correction;
pub mod dispersion;
pub mod divergence;
pub mod exact;
pub mod intervals;
pub mod keyness;

pub use bursts::{Burst, YEARS, bursts};
pub use correction::benjamini_hochberg;
pub use dispersion::{Dispersion, dispersion};
pub use divergence::{Divergence, divergence};
pub use exact::{Exact, fisher};
pub use intervals::{Interval, Z95, newcombe, per_thousand, per_thousand_interval, share, wilson};
pub use keyness::{Keyness, LogOdds, Table, log_odds};
