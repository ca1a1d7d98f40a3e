//! How is an answer written down?
