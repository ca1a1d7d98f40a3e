//! Themes: their counts, their quotes, how they changed, what no codebook has.

use super::{Contract, column, count, figure, prose};

/// A row is a theme in a period; the periods of a theme stand in the order of time, what has no date first.
pub static THEMES: Contract = Contract {
    name: "themes",
    columns: &[
        column("theme", "Identifier of the theme; uncovered counts findings that carry none."),
        column("label", "Its name for people."),
        column("period", "The review, year or council counted."),
        count("findings", "Findings of the period that carry the theme; one finding may carry several themes."),
        count("documents", "Documents in which those findings stand."),
        count("mentions", "How often words of the theme occur in them."),
        count("words", "Words in all findings of the period."),
        figure("rate", "Mentions per 1,000 words; empty where there are no words."),
        figure(
            "rate_low",
            "Lower end of the 95 % interval of rate (Wilson; words of one finding depend on each other, so prefer share).",
        ),
        figure("rate_high", "Upper end of that interval."),
        count("of", "All findings of the period: what findings is out of."),
        figure("share", "findings divided by of, 0 to 1; empty where there are none."),
        figure("share_low", "Lower end of the 95 % interval of share (Wilson)."),
        figure("share_high", "Upper end of that interval."),
        count(
            "burst",
            "1 in years in a row in which the theme was much more frequent than usual (Kleinberg, and beyond chance for all themes together), else 0; empty where not looked for: by review or council, or for fewer than six years.",
        ),
        column(
            "period_date",
            "When the review was on site, else when it was published; the year of a year; empty for a council.",
        ),
        column("council", "The council of the review, or that is counted; empty for a year, which may be of several."),
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
        count(
            "earlier",
            "Findings of the earlier side that carry the theme; where a side has 5,000 words and more, of words how often the term is used.",
        ),
        count(
            "earlier_of",
            "All findings of the earlier side; where a side has 5,000 words and more, of words all words.",
        ),
        count("earlier_documents", "Documents of the earlier side in which it stands."),
        count("later", "The same of the later side."),
        count("later_of", "The same of the later side."),
        count("later_documents", "The same of the later side."),
        figure(
            "difference",
            "Share of the later side less share of the earlier, -1 to 1; empty where a side has fewer than 6 findings, as are all figures up to dispersion.",
        ),
        figure("low", "Lower end of the 95 % interval of difference (Newcombe); empty where uses are counted."),
        figure("high", "Upper end of that interval."),
        figure(
            "p",
            "Fisher's exact test, two-sided; for large texts G², where at least five are to be expected on each side. \
             Less than 0.000001 is written as that.",
        ),
        figure("mid_p", "Mid-p of Fisher's test, less cautious; empty for large texts."),
        figure("q", "p corrected for all that were tested (Benjamini-Hochberg)."),
        count("tested", "How many themes or terms were tested together."),
        figure("g2", "Log-likelihood ratio G², four cells; only for large texts, as all that follow up to dispersion."),
        figure("g2_two_cells", "G² over the two cells that are counted, as the Lancaster calculator gives it."),
        figure("log_odds", "Log-odds with an informative Dirichlet prior, later against earlier (Monroe et al. 2008)."),
        figure("z", "log_odds in standard deviations; ranks large texts."),
        figure("log_ratio", "Log2 of the later share over the earlier: 1 is twice as often (Hardie)."),
        figure("log_ratio_low", "Lower end of its 95 % interval."),
        figure("log_ratio_high", "Upper end of its 95 % interval."),
        figure(
            "dispersion",
            "Gries' DP over the documents of the side that says more: 0 is everywhere alike, 1 is all in one.",
        ),
        column("method", "counts (too few to test), exact (Fisher) or large (G²)."),
        column(
            "verdict",
            "clear (q below .05), suggestive (q below .20, interval without 0) or not enough evidence. For large texts what is \
             neither twice as often nor ten points apart, or stands in fewer than three documents or nearly all in one, is \
             never more than the last.",
        ),
        column("direction", "More or less on the later side, in words; empty where there is not enough evidence."),
        figure(
            "chi_squared",
            "Chi-squared, corrected for continuity as quanteda does; only for large texts, as are the three that follow, to set beside what other programs give.",
        ),
        figure(
            "bic",
            "Bayesian information criterion, approximated from g2_two_cells: over 2 speaks for a difference, below 0 against (Wilson 2013).",
        ),
        figure(
            "ell",
            "Effect size for log-likelihood, 0 to 1 (Johnston et al. 2006); empty where too few are to be expected.",
        ),
        figure(
            "percent_difference",
            "%DIFF: by how many per cent the later share is more than the earlier; empty where the earlier is none.",
        ),
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
        prose("text", "Its words as printed."),
        prose("citation", "Where they are printed, for people."),
        column("review", "Identifier of the review that found it."),
        column("council", "The council: of the review, else of the document."),
        column("review_date", "When the review was on site, else when it was published."),
        column("document", "Identifier of the document."),
        column("path", "File of the document, relative to the corpus."),
        column("document_date", "Date of the document."),
        column("paragraph", "Printed number of the paragraph; empty where there is none."),
        column("item", "Item in the paragraph."),
        count("page", "Physical page, from 1; empty where the format has none."),
    ],
};

/// A row is a group found without a codebook: of findings, of passages of papers, or of texts that were given.
pub static DISCOVERED: Contract = Contract {
    name: "discovered",
    columns: &[
        count("group", "Number of the group, from 1, the largest first; of this run only."),
        column("label", "Its two strongest phrases."),
        column("phrases", "The phrases it is known by, the strongest first."),
        count("findings", "Findings in it (passages or texts, where those are grouped); each is in one group."),
        count("documents", "Documents in which it is found."),
        count("reviews", "Reviews in which it is found."),
        count("years", "Years in which it is found."),
        count("first", "The first of them; empty where no date is known."),
        count("last", "The last of them."),
        column("gaps", "Years between in which others are found and it is not."),
    ],
};

/// A row is a finding, passage or text in its group.
pub static DISCOVERED_EVIDENCE: Contract = Contract {
    name: "discovered_evidence",
    columns: &[
        count("group", "Number of the group."),
        column("label", "Its two strongest phrases."),
        column("id", "Identifier of the finding; of a text the `id` of its table, else its line."),
        column("kind", "What sort of finding; empty for passages and texts."),
        prose("text", "Its words as printed."),
        prose("citation", "Where they are printed, for people."),
        column("review", "Identifier of the review that found it."),
        column("council", "The council: of the review, else of the document."),
        column("review_date", "When the review was on site, else when it was published."),
        column("path", "File of the document, relative to the corpus."),
    ],
};

/// A row is a key phrase.
pub static PHRASES: Contract = Contract {
    name: "phrases",
    columns: &[
        column("phrase", "The phrase, as most often written."),
        figure(
            "score",
            "How strong it is (C-value): longer phrases, those that stand alone and the sector's own terms score higher.",
        ),
        count("uses", "How often it is used; ranked by rake, as a phrase of its own."),
        count("findings", "Findings that use it (passages or texts, where those are looked through)."),
        count("documents", "Documents in which they stand."),
        count("reviews", "Reviews that made them."),
        count("years", "Years in which it is used."),
        count("first", "The first of them; empty where no date is known."),
        count("last", "The last of them."),
        column("gaps", "Years between in which there are others and it is not used."),
        prose("quote", "The first that uses it, as printed."),
        prose("citation", "Where that is printed, for people."),
        column("ids", "Identifiers of all that use it."),
    ],
};

/// A row is a remark on a codebook.
pub static CODEBOOK_CHECK: Contract = Contract {
    name: "codebook_check",
    columns: &[
        column("remark", "example, silent_theme, overlap, shared_term, dead_term or uncovered."),
        column("theme", "Identifier of the theme; empty where it is not about one."),
        column("term", "The term as written; empty where it is not about one."),
        prose("message", "What is to be known; for uncovered the words of the finding."),
        prose("citation", "Where those are printed; empty for the others."),
    ],
};

/// A row is a term that could be added to a codebook.
pub static SUGGESTIONS: Contract = Contract {
    name: "suggestions",
    columns: &[
        column("term", "The term as most often written."),
        column("theme", "The theme whose findings use it; empty where it suggests a theme of its own."),
        count("findings", "Findings without a theme that use it."),
        count("documents", "Documents in which they stand."),
        prose("quote", "The first of them as printed."),
        prose("citation", "Where it is printed, for people."),
        column("ids", "Identifiers of all of them."),
    ],
};
