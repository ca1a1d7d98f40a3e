//! What minutes decide: RESOLVED, AGREED, and what stands below it.
//!
//! | file | reads |
//! |---|---|
//! | `resolved` | a paragraph that begins with an operative word |
//! | `below` | the clauses beneath it |
//! | `within` | a later sentence of such a paragraph that resolves again |
//! | `further` | several decisions in one sentence |
//! | `points` | points below a decision that say what it holds |
//! | `bare` | clauses from which the operative word was lost |
//! | `actions`, `by_whom` | actions at the end of a minute, and whose they are |
//! | `motions` | motions that were carried |

pub mod actions;
pub mod bare;
pub mod below;
pub mod by_whom;
pub mod further;
pub mod motions;
pub mod points;
pub mod resolved;
pub mod within;
