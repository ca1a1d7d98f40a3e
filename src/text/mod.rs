//! Pure functions on `&str`: folding, words, sentences, stems, likeness, dates.
