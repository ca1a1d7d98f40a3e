//! How deep a web page is nested, told before it is parsed and before it is walked.
//!
//! The parser takes quadratic time in the depth, and the walk a stack as deep.

use std::collections::BTreeMap;

use scraper::Html as Tree;

/// Counts how deep the tags go without building the tree, which is what deep nesting makes slow.
///
/// Elements that need no closing tag are not counted: a page may leave hundreds of them open.
pub fn of_tags(text: &str) -> usize {
    const UNCOUNTED: [&str; 28] = [
        "br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr", "p",
        "li", "td", "th", "tr", "thead", "tbody", "tfoot", "dd", "dt", "option", "optgroup", "colgroup", "param", "rp",
    ];
    let (mut depth, mut deepest) = (0usize, 0usize);
    // A closing tag of what is not open closes nothing.
    let mut open: BTreeMap<String, usize> = BTreeMap::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let closing = rest.starts_with('/');
        let name: String = rest[usize::from(closing)..]
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        if name.is_empty() || UNCOUNTED.contains(&name.as_str()) {
            continue;
        }
        if closing {
            if let Some(count) = open.get_mut(&name).filter(|count| **count > 0) {
                *count -= 1;
                depth -= 1;
            }
        } else if matches!(name.as_str(), "script" | "style") {
            // What looks like a tag in a script is none.
            let end = format!("</{name}");
            let lower = |at: &usize| rest.get(*at..*at + end.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(&end));
            let at = rest.match_indices("</").map(|(at, _)| at).find(lower).unwrap_or(rest.len());
            rest = &rest[at..];
        } else {
            *open.entry(name).or_default() += 1;
            depth += 1;
            deepest = deepest.max(depth);
        }
    }
    deepest
}

/// How deep the tree is in truth.
pub fn of_tree(tree: &Tree) -> usize {
    let (mut deepest, mut open) = (0, vec![(*tree.root_element(), 1)]);
    while let Some((node, depth)) = open.pop() {
        deepest = deepest.max(depth);
        open.extend(node.children().map(|child| (child, depth + 1)));
    }
    deepest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_left_open_nests() {
        assert_eq!(of_tags("<div><p>one<p>two<br></div><div></div>"), 1);
        assert_eq!(of_tags(&"<div></x>".repeat(2000)), 2000, "what is not open cannot be closed");
        assert_eq!(of_tags("<script>if (a<b && c<d) {}</script><!-- <b><b> --><b>x</b>"), 1);
        assert_eq!(of_tags("<script>never closed <b>"), 0);
    }

    #[test]
    fn the_tree_is_as_deep_as_it_is() {
        assert_eq!(of_tree(&Tree::parse_document("<p>one")), 4, "html, body, p, text");
    }
}
