//! What tables say: recommendations, actions and findings, a row each.
//!
//! | file | reads |
//! |---|---|
//! | `columns` | the cells of a column whose name says what it holds; plans that are kept in lines |
//! | `column_names` | what columns are called, from `columns.toml` |
//! | `details` | a column called "Details" where the rows are recommendations |
//! | `nameless` | tables that name no column |
//! | `unknown_columns` | tables of whose names nothing is known |
//! | `duty` | who is to act, by when, and how far it has come |
//! | `replies` | columns, and lines, that answer what was found |

pub mod column_names;
pub mod columns;
pub mod details;
pub mod duty;
pub mod nameless;
pub mod replies;
pub mod unknown_columns;
