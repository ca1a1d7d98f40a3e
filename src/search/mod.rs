//! Where is it? Queries over the index.
