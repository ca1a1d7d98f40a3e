//! How does the sector say it? Synonyms and the matching of terms in text.
