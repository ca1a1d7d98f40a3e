//! What are the letters? Files to pages of lines.
