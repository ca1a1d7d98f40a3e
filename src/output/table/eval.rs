//! What was read, held against labels or against another program.

use super::{Contract, column, count, figure, prose};

/// A row is a PDF, held against the print of `pdftotext`.
pub static FIDELITY: Contract = Contract {
    name: "fidelity",
    columns: &[
        column("path", "The file, as named or relative to its folder."),
        count("words", "Words that pdftotext prints."),
        count("found", "Those of them that were read, as text or as furniture."),
        figure("recall", "found divided by words, 0 to 1."),
        count("furniture", "Words read as running heads, feet, page numbers and note marks."),
        figure("furniture_share", "furniture divided by all words read, 0 to 1."),
        count("digits", "Digits that pdftotext prints."),
        count("digits_found", "Those of them that were read on the same page."),
        column("pages_short", "Pages on which a digit that pdftotext prints was not read."),
        column("pages_wrong", "Pages whose digits did not add up while the paper was put in order."),
        column("warnings", "What was said of the reading."),
    ],
};

/// A row is a theme of a codebook that was held against labels.
pub static THEME_AGREEMENT: Contract = Contract {
    name: "theme_agreement",
    columns: &[
        column("theme", "Identifier of the theme; all is every theme on every finding."),
        count("passages", "Findings compared."),
        count("both", "Findings to which codebook and reader gave it."),
        count("only_codebook", "Findings to which only the codebook gave it."),
        count("only_reader", "Findings to which only the reader gave it."),
        figure("precision", "Share of the codebook's that are the reader's, 0 to 1; empty where it gave none."),
        figure("recall", "Share of the reader's that are the codebook's, 0 to 1; empty where there are none."),
        figure("f1", "Harmonic mean of precision and recall."),
        figure("kappa", "Cohen's kappa; empty where nothing could have disagreed."),
        figure("alpha", "Krippendorff's alpha, nominal; empty where nothing could have disagreed."),
    ],
};

/// A row is a theme that codebook or reader gave a finding, and the other did not.
pub static THEME_DIFFERENCES: Contract = Contract {
    name: "theme_differences",
    columns: &[
        column("theme", "Identifier of the theme."),
        column("given_by", "codebook or reader: who gave it."),
        prose("text", "The finding."),
    ],
};

/// A row is a topic that a person gave, the first all of them.
pub static GROUPING: Contract = Contract {
    name: "grouping",
    columns: &[
        column("topic", "The topic that a person gave; all in the first row."),
        count("texts", "Texts that have it."),
        count("groups", "Groups over which they are spread."),
        figure("nmi", "Normalised mutual information of groups and topics, 0 to 1; only in the first row."),
        figure(
            "purity",
            "Share of its texts in its largest group; of all, share in the topic most of their group have.",
        ),
        column("largest_group", "That group, of this run only; empty in the first row."),
    ],
};

/// A row is a paper whose key phrases a person listed.
pub static PHRASES_HELD: Contract = Contract {
    name: "phrases_held",
    columns: &[
        column("file", "The paper, as the labels name it."),
        count("labelled", "Phrases the person listed."),
        figure("precision_at_10", "Of the first ten key phrases, the share that the person listed."),
        figure("recall_at_10", "Of what the person listed, the share among the first ten."),
        column("hits", "Those of the ten that are listed."),
        column("others", "Those that are not."),
    ],
};

/// A row is a way to pair findings, held against links that a person has read.
pub static LINKS: Contract = Contract {
    name: "eval_links",
    columns: &[
        column(
            "way",
            "pairs, certain pairs; left out, certain left out (all set without what is scored); word tf-idf.",
        ),
        count("links", "Right links that the labels have; those of findings that were not read count."),
        count("made", "Links that were made, those labelled related aside."),
        count("right", "Links that were made and are right."),
        figure("precision", "Share of the links made that are right, 0 to 1; empty where none was made."),
        figure("recall", "Share of the right links that were made, 0 to 1; empty where there is none."),
        figure("f1", "Harmonic mean of precision and recall, 0 to 1."),
        figure("f1_low", "Lower end of the 95 % interval of F1; empty where none was drawn."),
        figure("f1_high", "Upper end of it."),
        figure("item_f1", "F1 of calling a later finding recurring, whatever the partner, 0 to 1."),
        figure("mrr", "Mean over recurring findings of one over the rank of the first right partner, 0 to 1."),
        figure("rank1", "Share of recurring findings whose first ranked partner is right, 0 to 1."),
    ],
};

/// A row is a kind of labelled pairs, and what became of them.
pub static PAIRS: Contract = Contract {
    name: "eval_pairs",
    columns: &[
        column("kind", "What makes the pairs hard, as the table of labels has it; empty where it does not say."),
        column("label", "1 one matter; anything else is not."),
        count("pairs", "Pairs of this kind and label."),
        count("certain", "Those that diff pairs surely."),
        count("possible", "Those that it pairs for a person to check."),
        count("apart", "Those that it does not pair."),
    ],
};

/// A row is something known of papers as a whole that was held against labels.
pub static METADATA: Contract = Contract {
    name: "eval_metadata",
    columns: &[
        column("field", "The column of the labels."),
        count("right", "Papers of which it was read as labelled."),
        count("labelled", "Papers of which it is labelled."),
        figure("share", "Share of labelled papers that were read right, 0 to 1."),
        count("read", "Labelled papers of which anything was read."),
        figure("share_of_read", "Share of those that were read right, 0 to 1."),
        column("wrong", "The others: the paper, its label, and what was read."),
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
        count("papers", "Number of papers that count."),
        count("labelled", "Items labelled."),
        count("found", "Items found."),
        count("matched", "Pairs of a found and a labelled item."),
        figure("precision", "Share of found items that are labelled, 0 to 1; empty where none was found."),
        figure("recall", "Share of labelled items that were found, 0 to 1; empty where none is labelled."),
        figure("f1", "Harmonic mean of precision and recall, 0 to 1."),
        figure("f1_low", "Lower end of the 95 % interval of f1 (bootstrap over papers); empty below two papers."),
        figure("f1_high", "Upper end of that interval."),
        figure("typed_f1", "The F1 that counts only matches of the very kind, 0 to 1."),
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
        count("label_line", "Line in the file of labels; empty for an extra finding."),
        column("label_kind", "Kind on the label."),
        column("label_text", "Words on the label; the area of a judgement."),
        column("label_grade", "Grade on the label of a judgement."),
        column("found", "Identifier of the finding; empty for a missed label."),
        column("found_kind", "Kind of the finding."),
        column("found_text", "Words of the finding as printed."),
        column("found_grade", "Grade of a judgement."),
        column("rule", "Name of the rule that found it."),
        prose("citation", "Where it is printed, for people."),
    ],
};
