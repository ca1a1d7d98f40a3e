//! The column contract: every column of every table, with its meaning.
//!
//! Spreadsheets and scripts rely on these names. To add a column: one row here, one cell in the layout, one line in
//! the changelog. To rename one is to break somebody's spreadsheet.
//!
//! Dates are ISO 8601, as precise as known ("2015-04"). What is missing is an empty cell. Several values in one cell
//! are joined by "; ". The fields of the JSON records carry the same names where they are one value.
//!
//! ```
//! use lookback::output::table::CONTRACTS;
//!
//! for contract in CONTRACTS {
//!     for column in contract.columns {
//!         assert!(!column.meaning.is_empty(), "{}.{}", contract.name, column.name);
//!     }
//! }
//! ```

/// One column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name in the first row: lower case, underscores.
    pub name: &'static str,
    /// What stands in it, with its unit and range, and when it is empty.
    pub meaning: &'static str,
}

impl Column {
    /// The name as a heading for people: "Review date".
    pub fn heading(&self) -> String {
        let mut heading = self.name.replace('_', " ");
        if let Some(first) = heading.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        heading
    }
}

/// The columns of one kind of table.
#[derive(Debug, PartialEq, Eq)]
pub struct Contract {
    /// What a row is.
    pub name: &'static str,
    /// The columns, left to right.
    pub columns: &'static [Column],
}

impl Contract {
    /// Where a column stands.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}

const fn column(name: &'static str, meaning: &'static str) -> Column {
    Column { name, meaning }
}

/// A row is a finding.
pub static FINDINGS: Contract = Contract {
    name: "findings",
    columns: &[
        column("id", "Identifier of the finding; stays the same when the paper is read again."),
        column("kind", "What sort of finding: priority, strength, recommendation, resolution and so on."),
        column("text", "The words as printed."),
        column(
            "review",
            "Identifier of the review that found it; empty for a committee's own, and where the paper does not say.",
        ),
        column("body", "Who reviewed."),
        column("council", "The council: of the review, else of the document."),
        column("subject", "What was reviewed."),
        column("review_date", "When the review was on site, else when it was published."),
        column("document", "Identifier of the document it was read in."),
        column("path", "File of the document, relative to the corpus."),
        column("document_date", "Date of the document."),
        column("paragraph", "Printed number of the paragraph; empty where there is none."),
        column("item", "Item in the paragraph: b2 the second bullet, a the item (a), r3 the third row of a table."),
        column("page", "Physical page, from 1; empty where the format has none."),
        column("section", "The heading above it."),
        column("rule", "Name of the rule that found it."),
        column("confidence", "sure where the structure of the paper shows it, possible where only words suggest it."),
        column(
            "strength",
            "How hard it asks, 1 (note) to 5 (recommend, with an owner or a date); empty where it does not apply.",
        ),
        column("owner", "Who is to act, as printed."),
        column("due", "By when, as printed."),
        column("themes", "Themes of the codebook that it carries; empty where none, or where no codebook was applied."),
        column("recipient", "To whom the answer goes, as printed."),
        column(
            "firmness",
            "How firmly a review asks: must (needs to), should, may (may want to); empty where it says only the ask.",
        ),
        column("area", "What a judgement is of; empty for other kinds."),
        column("grade", "The grade of a judgement; empty for other kinds."),
        column("cue", "The words of the heading, lead-in or sentence that fired the rule; empty where there are none."),
        column("corrected", "What a person corrected in it; empty where it is as it was read."),
        column("status", "How far it has come, as the table it stands in says."),
    ],
};

/// A row is a passage found.
pub static HITS: Contract = Contract {
    name: "search",
    columns: &[
        column("document", "Identifier of the document."),
        column("path", "File of the document, relative to the corpus."),
        column("title", "Title of the document; empty where no line looks like one."),
        column("kind", "What sort of paper: minutes, panel_report and so on."),
        column("council", "The council."),
        column("date", "Date of the document."),
        column("paragraph", "Printed number of the paragraph; empty where there is none."),
        column("item", "Item in the paragraph: b2 the second bullet, a the item (a), r3 the third row of a table."),
        column("page", "Physical page, from 1; empty where the format has none."),
        column("text", "The whole passage."),
        column("matched", "The words that answer the query, in order."),
        column("score", "How well it answers; only comparable within one search."),
        column("findings", "Identifiers of the findings in the passage."),
    ],
};

/// A row is a pair of findings, or one finding without a partner. Rows of one change share `change_id` and reviews.
pub static CHANGES: Contract = Contract {
    name: "diff",
    columns: &[
        column(
            "change_id",
            "The change, within its two reviews: c1, c2 and so on. A split or merger has a row a pair.",
        ),
        column("council", "The council reviewed."),
        column("body", "Who reviewed."),
        column("subject", "What was reviewed."),
        column("earlier_review", "Identifier of the earlier review."),
        column("later_review", "Identifier of the later review."),
        column(
            "status",
            "recurring, reworded, split, merged, new, not_found, or grade_ and how the grade moved. not_found speaks of the text, not of the matter.",
        ),
        column("band", "certain, or possible: a person should check."),
        column("kind_from", "Kind of the earlier finding; empty where there is none."),
        column("kind_to", "Kind of the later finding; empty where there is none."),
        column("score", "Likeness of the pair, 0 to 1; empty where there is no pair."),
        column("matched_by", "The pass that paired them; empty where there is no pair."),
        column("runner_up", "Likeness of the next best partner, 0 to 1; empty where there is none."),
        column("shared", "Words and concepts both sides share, the telling ones first."),
        column("earlier_id", "Identifier of the earlier finding; empty where there is none."),
        column("earlier_text", "Its words as printed."),
        column("earlier_citation", "Where they are printed, for people."),
        column("later_id", "Identifier of the later finding; empty where there is none."),
        column("later_text", "Its words as printed."),
        column("later_citation", "Where they are printed, for people."),
        column(
            "wording",
            "Redline of the change's two wordings: [-taken out-]{+put in+}; empty where there is no pair.",
        ),
        column("also_seen", "For a finding not found again: kind, words and citation of where its matter turns up."),
        column("closed_in", "For a finding not found again: citation of the resolution that closed it."),
    ],
};

/// A row is a PDF, held against the print of `pdftotext`.
pub static FIDELITY: Contract = Contract {
    name: "fidelity",
    columns: &[
        column("path", "The file, as named or relative to its folder."),
        column("words", "Words that pdftotext prints."),
        column("found", "Those of them that were read, as text or as furniture."),
        column("recall", "found divided by words, 0 to 1."),
        column("furniture", "Words read as running heads, feet, page numbers and note marks."),
        column("furniture_share", "furniture divided by all words read, 0 to 1."),
        column("digits", "Digits that pdftotext prints."),
        column("digits_found", "Those of them that were read on the same page."),
        column("pages_short", "Pages on which a digit that pdftotext prints was not read."),
        column("pages_wrong", "Pages whose digits did not add up while the paper was put in order."),
        column("warnings", "What was said of the reading."),
    ],
};

/// A row is a theme in a period.
pub static THEMES: Contract = Contract {
    name: "themes",
    columns: &[
        column("theme", "Identifier of the theme; uncovered counts findings that carry none."),
        column("label", "Its name for people."),
        column("period", "The review, year or council counted."),
        column("findings", "Findings of the period that carry the theme; one finding may carry several themes."),
        column("documents", "Documents in which those findings stand."),
        column("mentions", "How often words of the theme occur in them."),
        column("words", "Words in all findings of the period."),
        column("rate", "Mentions per 1,000 words; empty where there are no words."),
        column(
            "rate_low",
            "Lower end of the 95 % interval of rate (Wilson; words of one finding depend on each other, so prefer share).",
        ),
        column("rate_high", "Upper end of that interval."),
        column("of", "All findings of the period: what findings is out of."),
        column("share", "findings divided by of, 0 to 1; empty where there are none."),
        column("share_low", "Lower end of the 95 % interval of share (Wilson)."),
        column("share_high", "Upper end of that interval."),
    ],
};

/// A row is a theme, or with `--words` a term, on two sides.
pub static THEME_CHANGES: Contract = Contract {
    name: "theme_changes",
    columns: &[
        column("theme", "Identifier of the theme; for words the stems of the term."),
        column("label", "Its name for people; for words as most often written."),
        column("earlier_side", "The earlier side as asked for."),
        column("later_side", "The later side as asked for."),
        column(
            "earlier",
            "Findings of the earlier side that carry the theme; for words in large texts how often the term is used.",
        ),
        column("earlier_of", "All findings of the earlier side; for words in large texts all words."),
        column("earlier_documents", "Documents of the earlier side in which it stands."),
        column("later", "The same of the later side."),
        column("later_of", "The same of the later side."),
        column("later_documents", "The same of the later side."),
        column(
            "difference",
            "Share of the later side less share of the earlier, -1 to 1; empty where a side has fewer than 6 findings, as are all figures up to dispersion.",
        ),
        column("low", "Lower end of the 95 % interval of difference (Newcombe); empty where uses are counted."),
        column("high", "Upper end of that interval."),
        column(
            "p",
            "Fisher's exact test, two-sided; for large texts G², where at least five are to be expected on each side.",
        ),
        column("mid_p", "Mid-p of Fisher's test, less cautious; empty for large texts."),
        column("q", "p corrected for all that were tested (Benjamini-Hochberg)."),
        column("tested", "How many themes or terms were tested together."),
        column("g2", "Log-likelihood ratio G², four cells; only for large texts, as all that follow up to dispersion."),
        column("log_odds", "Log-odds with an informative Dirichlet prior, later against earlier (Monroe et al. 2008)."),
        column("z", "log_odds in standard deviations; ranks large texts."),
        column("log_ratio", "Log2 of the later share over the earlier: 1 is twice as often (Hardie)."),
        column("log_ratio_low", "Lower end of its 95 % interval."),
        column("log_ratio_high", "Upper end of its 95 % interval."),
        column("dispersion", "Gries' DP over documents: 0 is everywhere alike, 1 is all in one."),
        column("method", "counts (too few to test), exact (Fisher) or large (G²)."),
        column("verdict", "clear (q below .05), suggestive (q below .20, interval without 0) or not enough evidence."),
        column("direction", "More or less on the later side, in words; empty where there is not enough evidence."),
    ],
};

/// A row is a quote under a theme.
pub static EVIDENCE: Contract = Contract {
    name: "evidence",
    columns: &[
        column(
            "theme",
            "Identifier of the theme; uncovered lists findings that carry none. A finding stands under each of its themes and their parents.",
        ),
        column("label", "Its name for people."),
        column("period", "The review, year or council it is counted under."),
        column("matched", "The words that fired, in order."),
        column("id", "Identifier of the finding."),
        column("kind", "What sort of finding."),
        column("text", "Its words as printed."),
        column("citation", "Where they are printed, for people."),
        column("review", "Identifier of the review that found it."),
        column("council", "The council: of the review, else of the document."),
        column("review_date", "When the review was on site, else when it was published."),
        column("document", "Identifier of the document."),
        column("path", "File of the document, relative to the corpus."),
        column("document_date", "Date of the document."),
        column("paragraph", "Printed number of the paragraph; empty where there is none."),
        column("item", "Item in the paragraph."),
        column("page", "Physical page, from 1; empty where the format has none."),
    ],
};

/// A row is a group of findings found without a codebook.
pub static DISCOVERED: Contract = Contract {
    name: "discovered",
    columns: &[
        column("group", "Number of the group, from 1, the largest first; of this run only."),
        column("label", "Its two strongest phrases."),
        column("phrases", "The phrases it is known by, the strongest first."),
        column("findings", "Findings in it; each finding is in one group."),
        column("documents", "Documents in which it is found."),
        column("reviews", "Reviews in which it is found."),
        column("years", "Years in which it is found."),
        column("first", "The first of them; empty where no date is known."),
        column("last", "The last of them."),
        column("gaps", "Years between in which others are found and it is not."),
    ],
};

/// A row is a finding in its group.
pub static DISCOVERED_EVIDENCE: Contract = Contract {
    name: "discovered_evidence",
    columns: &[
        column("group", "Number of the group."),
        column("label", "Its two strongest phrases."),
        column("id", "Identifier of the finding."),
        column("kind", "What sort of finding."),
        column("text", "Its words as printed."),
        column("citation", "Where they are printed, for people."),
        column("review", "Identifier of the review that found it."),
        column("council", "The council: of the review, else of the document."),
        column("review_date", "When the review was on site, else when it was published."),
        column("path", "File of the document, relative to the corpus."),
    ],
};

/// A row is a remark on a codebook.
pub static CODEBOOK_CHECK: Contract = Contract {
    name: "codebook_check",
    columns: &[
        column("remark", "example, silent_theme, overlap, shared_term, dead_term or uncovered."),
        column("theme", "Identifier of the theme; empty where it is not about one."),
        column("term", "The term as written; empty where it is not about one."),
        column("message", "What is to be known; for uncovered the words of the finding."),
        column("citation", "Where those are printed; empty for the others."),
    ],
};

/// A row is a term that could be added to a codebook.
pub static SUGGESTIONS: Contract = Contract {
    name: "suggestions",
    columns: &[
        column("term", "The term as most often written."),
        column("theme", "The theme whose findings use it; empty where it suggests a theme of its own."),
        column("findings", "Findings without a theme that use it."),
        column("documents", "Documents in which they stand."),
        column("quote", "The first of them as printed."),
        column("citation", "Where it is printed, for people."),
        column("ids", "Identifiers of all of them."),
    ],
};

/// A row is a theme of a codebook that was held against labels.
pub static THEME_AGREEMENT: Contract = Contract {
    name: "theme_agreement",
    columns: &[
        column("theme", "Identifier of the theme; all is every theme on every finding."),
        column("passages", "Findings compared."),
        column("both", "Findings to which codebook and reader gave it."),
        column("only_codebook", "Findings to which only the codebook gave it."),
        column("only_reader", "Findings to which only the reader gave it."),
        column("precision", "Share of the codebook's that are the reader's, 0 to 1; empty where it gave none."),
        column("recall", "Share of the reader's that are the codebook's, 0 to 1; empty where there are none."),
        column("f1", "Harmonic mean of precision and recall."),
        column("kappa", "Cohen's kappa; empty where nothing could have disagreed."),
        column("alpha", "Krippendorff's alpha, nominal; empty where nothing could have disagreed."),
    ],
};

/// A row is a theme that codebook or reader gave a finding, and the other did not.
pub static THEME_DIFFERENCES: Contract = Contract {
    name: "theme_differences",
    columns: &[
        column("theme", "Identifier of the theme."),
        column("given_by", "codebook or reader: who gave it."),
        column("text", "The finding."),
    ],
};

/// A row is a step in the thread of a matter, oldest first.
pub static THREAD: Contract = Contract {
    name: "trace",
    columns: &[
        column("date", "When it was said: on site for a review's finding, else the document's date."),
        column("review", "Identifier of the review that said it; empty where none did."),
        column("document", "Identifier of the document."),
        column("what", "finding, resolution, or passage that speaks of it."),
        column("text", "The words as printed."),
        column("paragraph", "Printed number of the paragraph; empty where there is none."),
        column("page", "Physical page, from 1; empty where the format has none."),
        column("link", "Address of the passage: document, #b and the block's ordinal."),
        column("path", "File of the document, relative to the corpus."),
        column("citation", "Where it is printed, for people."),
        column("finding", "Identifier of the finding; empty where the passage is none."),
        column("kind", "Kind of the finding; empty where the passage is none."),
    ],
};

/// A row is an ask that no later paper speaks of, oldest first.
pub static UNANSWERED: Contract = Contract {
    name: "unanswered",
    columns: &[
        column("finding", "Identifier of the ask."),
        column("kind", "What sort of ask it is: request, recommendation, priority."),
        column("certainty", "sure, or possible where only the words of a sentence suggest it."),
        column("text", "The ask as printed."),
        column("review", "Identifier of the review that asked; empty where a committee did."),
        column("asked", "When it was asked: on site for a review, else the document's date."),
        column("owner", "Who was asked, as printed; empty where the paper does not say."),
        column("due", "By when, as printed; empty where the paper does not say."),
        column("path", "File of the document, relative to the corpus."),
        column("citation", "Where it is printed, for people."),
        column("papers_searched", "How many papers of the council are dated later; all of them were searched."),
        column("searched_until", "The date of the last of them."),
        column("listed_open", "The last paper that still lists it as open; empty where none does."),
        column("nearest", "The passage that comes closest without speaking of it; empty where none comes near."),
        column("nearest_citation", "Where that is printed."),
    ],
};

/// A row is a way to pair findings, held against links that a person has read.
pub static LINKS: Contract = Contract {
    name: "eval_links",
    columns: &[
        column("way", "pairs, certain pairs, left out (threshold chosen without what is scored), word tf-idf."),
        column("links", "Right links that the labels have; those of findings that were not read count."),
        column("made", "Links that were made, those labelled related aside."),
        column("right", "Links that were made and are right."),
        column("precision", "Share of the links made that are right, 0 to 1; empty where none was made."),
        column("recall", "Share of the right links that were made, 0 to 1; empty where there is none."),
        column("f1", "Harmonic mean of precision and recall, 0 to 1."),
        column("f1_low", "Lower end of the 95 % interval of F1; empty where none was drawn."),
        column("f1_high", "Upper end of it."),
        column("item_f1", "F1 of calling a later finding recurring, whatever the partner, 0 to 1."),
        column("mrr", "Mean over recurring findings of one over the rank of the first right partner, 0 to 1."),
        column("rank1", "Share of recurring findings whose first ranked partner is right, 0 to 1."),
    ],
};

/// A row is a part of a document.
pub static BLOCKS: Contract = Contract {
    name: "show",
    columns: &[
        column("ordinal", "Position in the document, from 0."),
        column("kind", "heading, paragraph, item or table_row."),
        column("level", "Level of a heading, from 1; depth of an item, from 0; else empty."),
        column("number", "The printed label, without punctuation."),
        column("page", "Physical page it starts on, from 1; empty where the format has none."),
        column("under", "Ordinal of the heading above."),
        column("boilerplate", "Why it is left out of findings; empty where it is not."),
        column("text", "The words as printed."),
        column("cells", "For a row of a table: its cells, each after the name of its column."),
        column("finding", "Identifiers of the findings that stand in it."),
        column("rule", "Names of the rules that found them."),
    ],
};

/// A row is a file of the corpus.
pub static DOCUMENTS: Contract = Contract {
    name: "status",
    columns: &[
        column("path", "The file, relative to the corpus."),
        column("document", "Identifier of the document; empty where the file was skipped."),
        column("kind", "What sort of paper."),
        column("title", "The title as printed."),
        column("council", "The council."),
        column("committee", "The committee whose paper it is."),
        column("date", "Date of the meeting, of the letter or of publication."),
        column("pages", "Number of pages; empty where the format has none."),
        column("warnings", "What to know about the reading of it."),
        column("skipped", "Why it was not read; empty where it was."),
        column(
            "on_site_start",
            "First day the reviewers were on site; empty where the paper is no review's own report.",
        ),
        column("on_site_end", "Last day the reviewers were on site; empty as before."),
        column("published", "When the review was published; empty as before, or where the paper does not say."),
        column("grade", "The overall grade an inspection gave; empty where none is given."),
        column(
            "not_said",
            "What the paper does not say itself, each with where it comes from: settings, file_name, inferred.",
        ),
    ],
};

/// A row is something known of papers as a whole that was held against labels.
pub static METADATA: Contract = Contract {
    name: "eval_metadata",
    columns: &[
        column("field", "The column of the labels."),
        column("right", "Papers of which it was read as labelled."),
        column("labelled", "Papers of which it is labelled."),
        column("share", "Share of labelled papers that were read right, 0 to 1."),
        column("read", "Labelled papers of which anything was read."),
        column("share_of_read", "Share of those that were read right, 0 to 1."),
        column("wrong", "The others: the paper, its label, and what was read."),
    ],
};

/// A row is a file that was looked at.
pub static INDEXED: Contract = Contract {
    name: "index",
    columns: &[
        column("path", "The file, relative to the corpus."),
        column("status", "added, updated, unchanged, removed or skipped."),
        column("reason", "Why it was skipped; empty where it was not."),
        column("document", "Identifier of the document; empty where there is none."),
        column("blocks", "Parts read; empty where nothing was read."),
        column("findings", "Findings read; empty where nothing was read."),
        column("warnings", "What to know about the reading of it."),
    ],
};

/// A row is a quote that was looked up in its paper.
pub static VERIFICATION: Contract = Contract {
    name: "verify",
    columns: &[
        column("finding", "Identifier of the finding."),
        column("found", "exact (word for word), normalised (letter for letter) or broken (not found again)."),
        column("text", "Its words as they are stored."),
        column("path", "File of the document, relative to the corpus."),
        column("page", "Physical page, from 1; empty where the format has none."),
        column("citation", "Where it is said to stand, for people."),
    ],
};

/// A row is a correction.
pub static CORRECTIONS: Contract = Contract {
    name: "correct",
    columns: &[
        column("line", "Line in corrections.toml, from 1."),
        column("path", "The paper, relative to the corpus."),
        column("finding", "Identifier of the finding when it was corrected; empty for an added one."),
        column("do", "reject, retype, attribute or add."),
        column("kind", "The right kind; empty where that is not corrected."),
        column("review", "The right review; empty for none, and where that is not corrected."),
        column("quote", "The words by which it finds its place."),
        column("note", "Why, in the words of the one who corrected it."),
        column("who", "Who corrected it."),
        column("problem", "Why it is not in force; empty where it is."),
    ],
};

/// A row is a figure: one group of items, one way of counting.
pub static EVALUATION: Contract = Contract {
    name: "eval",
    columns: &[
        column("by", "What the row is about: all, a kind of finding, a family of papers, a file format."),
        column("name", "Which kind, family or format; empty for all."),
        column("findings", "Which findings are counted: as_read, or corrected by corrections.toml."),
        column("confidence", "sure (shown by structure), possible (only suggested by words), or both."),
        column("measure", "What counts as the same item: exact, alike (letters and digits to .9), overlap (IoU .5)."),
        column("papers", "Number of papers that count."),
        column("labelled", "Items labelled."),
        column("found", "Items found."),
        column("matched", "Pairs of a found and a labelled item."),
        column("precision", "Share of found items that are labelled, 0 to 1; empty where none was found."),
        column("recall", "Share of labelled items that were found, 0 to 1; empty where none is labelled."),
        column("f1", "Harmonic mean of precision and recall, 0 to 1."),
        column("f1_low", "Lower end of the 95 % interval of f1 (bootstrap over papers); empty below two papers."),
        column("f1_high", "Upper end of that interval."),
        column("typed_f1", "The F1 that counts only matches of the very kind, 0 to 1."),
    ],
};

/// A row is an item on which labels and findings differ.
pub static DIFFERENCES: Contract = Contract {
    name: "eval_list",
    columns: &[
        column("path", "The paper, relative to the corpus."),
        column("findings", "Which findings were held against the labels: as_read or corrected."),
        column("what", "missed, extra, other_words (found in other words) or other_kind (found as another kind)."),
        column("confidence", "sure or possible."),
        column("label_line", "Line in the file of labels; empty for an extra finding."),
        column("label_kind", "Kind on the label."),
        column("label_text", "Words on the label; the area of a judgement."),
        column("label_grade", "Grade on the label of a judgement."),
        column("found", "Identifier of the finding; empty for a missed label."),
        column("found_kind", "Kind of the finding."),
        column("found_text", "Words of the finding as printed."),
        column("found_grade", "Grade of a judgement."),
        column("rule", "Name of the rule that found it."),
        column("citation", "Where it is printed, for people."),
    ],
};

/// Every contract, in the order of the commands.
pub static CONTRACTS: [&Contract; 24] = [
    &FIDELITY,
    &INDEXED,
    &FINDINGS,
    &HITS,
    &CHANGES,
    &THEMES,
    &THEME_CHANGES,
    &EVIDENCE,
    &DISCOVERED,
    &DISCOVERED_EVIDENCE,
    &CODEBOOK_CHECK,
    &SUGGESTIONS,
    &THEME_AGREEMENT,
    &THEME_DIFFERENCES,
    &THREAD,
    &UNANSWERED,
    &LINKS,
    &BLOCKS,
    &DOCUMENTS,
    &METADATA,
    &EVALUATION,
    &DIFFERENCES,
    &CORRECTIONS,
    &VERIFICATION,
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn columns_are_named_once_in_one_style_and_explained() {
        for contract in CONTRACTS {
            let mut seen = BTreeSet::new();
            for column in contract.columns {
                let place = format!("{}.{}", contract.name, column.name);
                assert!(seen.insert(column.name), "{place} is there twice");
                assert!(
                    column.name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'),
                    "{place}"
                );
                assert!(column.meaning.ends_with('.') && column.meaning.len() > 10, "{place}");
            }
        }
    }

    #[test]
    fn a_heading_is_the_name_for_people() {
        assert_eq!(column("review_date", "").heading(), "Review date");
    }

    #[test]
    fn the_columns_others_rely_on_stand_where_the_design_says() {
        let names = |contract: &Contract| contract.columns.iter().map(|c| c.name).collect::<Vec<_>>().join(" ");
        assert_eq!(
            names(&FINDINGS),
            "id kind text review body council subject review_date document path document_date paragraph item page \
             section rule confidence strength owner due themes recipient firmness area grade cue corrected status"
        );
        assert!(
            names(&THEMES).starts_with("theme label period findings documents mentions words rate rate_low rate_high")
        );
        assert!(names(&THREAD).starts_with("date review document what text paragraph page link"));
    }
}
