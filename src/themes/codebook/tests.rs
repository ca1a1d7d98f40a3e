//! Every theme's own sentences, and what a wrong codebook is told.

use super::*;

fn carried(codebook: &Codebook, text: &str) -> Vec<String> {
    codebook.apply(text).into_iter().map(|mention| mention.theme).collect()
}

fn small(themes: &str) -> Result<Codebook, CodebookError> {
    Codebook::from_toml(&format!("name = \"small\"\ntitle = \"Small\"\n{themes}"))
}

fn theme(id: &str, terms: &str) -> String {
    format!("[[theme]]\nid = \"{id}\"\nlabel = \"L\"\ndescription = \"D\"\nexample = \"E\"\n{terms}\n")
}

#[test]
fn every_builtin_codebook_compiles_and_has_the_name_it_is_asked_by() {
    for (name, text) in source::BUILTIN {
        let codebook = Codebook::from_toml(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(codebook.name, name);
        assert_eq!(Codebook::builtin(name).unwrap().themes(), codebook.themes());
    }
    assert!(Codebook::builtin(DEFAULT).is_ok());
}

#[test]
fn every_theme_is_carried_by_its_example_and_not_by_its_counterexample() {
    for name in Codebook::names() {
        let codebook = Codebook::builtin(name).unwrap();
        for theme in codebook.themes() {
            assert!(carried(codebook, &theme.example).contains(&theme.id), "{name}, {}: {}", theme.id, theme.example);
            if let Some(unlike) = &theme.unlike {
                assert!(!carried(codebook, unlike).contains(&theme.id), "{name}, {}: {unlike}", theme.id);
            }
        }
    }
}

#[test]
fn no_term_is_written_twice_in_a_theme() {
    for name in Codebook::names() {
        let codebook = Codebook::builtin(name).unwrap();
        let mut seen = BTreeSet::new();
        for (term, (theme, role)) in codebook.roles.iter().enumerate() {
            let words = format!("{:?}", codebook.matcher.phrase(term));
            if !matches!(role, Role::Side { .. }) {
                assert!(seen.insert((*theme, words.clone())), "{name}, {}: {words}", codebook.themes[*theme].id);
            }
        }
    }
}

#[test]
fn the_four_priorities_of_the_first_paper_are_each_under_a_theme() {
    let codebook = Codebook::builtin(DEFAULT).unwrap();
    for (text, theme) in [
        ("A 'back to basics' Safeguarding Improvement Plan", "leadership_and_governance"),
        ("Resolving the future direction for the 'Front Door'", "front_door_and_thresholds"),
        ("Implementing a detailed financial recovery plan", "finance_and_resources"),
        ("Review and defining the role of Early Help", "early_help"),
    ] {
        assert!(carried(codebook, text).contains(&theme.to_owned()), "{text}");
    }
}

#[test]
fn a_parent_carries_what_its_children_carry() {
    let codebook = small(&format!(
        "{}{}{}",
        theme("top", "include = [\"practice\"]"),
        theme("below", "parent = \"top\"\ninclude = [\"early help\"]"),
        theme("lowest", "parent = \"below\"\ninclude = [\"offer\"]"),
    ))
    .unwrap();
    let mentions = codebook.apply("The early help offer, and practice.");
    let words: Vec<_> = mentions.iter().map(|m| (m.theme.as_str(), m.words.join("|"))).collect();
    assert_eq!(
        words,
        [
            ("top", "early help|offer|practice".to_owned()),
            ("below", "early help|offer".to_owned()),
            ("lowest", "offer".to_owned())
        ]
    );
    assert_eq!((codebook.depth("top"), codebook.depth("lowest"), codebook.depth("none")), (0, 2, 0));
}

#[test]
fn an_excluded_phrase_silences_only_the_words_it_covers() {
    let codebook = small(&theme("t", "include = [\"training\"]\nexclude = [\"education and training\"]")).unwrap();
    assert!(carried(&codebook, "More in education and training.").is_empty());
    let mentions = codebook.apply("Education and training for leavers; training for staff.");
    assert_eq!(mentions[0].ranges.len(), 1);
    assert_eq!(mentions[0].ranges[0].0, 36);
}

#[test]
fn near_fires_both_sides_in_either_order_and_no_further() {
    let codebook = small(&theme("t", "include = [{ near = [\"health\", \"late*\"], within = 2 }]")).unwrap();
    assert_eq!(codebook.apply("Late for many health checks")[0].words, ["Late", "health"]);
    assert_eq!(codebook.apply("health is later")[0].words, ["health", "later"]);
    assert!(codebook.apply("health was for many of them late").is_empty());
}

#[test]
fn all_fires_both_sides_however_far_apart_and_any_of_a_side_will_do() {
    let codebook = small(&theme("t", "include = [{ all = [\"budget\", [\"overspen*\", \"pressure*\"]] }]")).unwrap();
    assert_eq!(codebook.apply("Pressures on what was, a year ago, the budget")[0].words, ["Pressures", "budget"]);
    assert!(codebook.apply("The budget is balanced.").is_empty());
    assert!(small(&theme("t", "include = [{ all = [\"a\", []] }]")).unwrap_err().to_string().contains("has no words"));
}

#[test]
fn three_sides_and_more_have_to_stand_together_and_each_fires() {
    let codebook =
        small(&theme("t", "include = [{ all = [\"school*\", \"budget\", [\"overspen*\", \"deficit\"]] }]")).unwrap();
    assert_eq!(
        codebook.apply("Deficits? The deficit in the budget of schools")[0].words,
        ["deficit", "budget", "schools"]
    );
    assert!(codebook.apply("The schools budget is balanced.").is_empty());
    let codebook = small(&theme("t", "include = [{ near = [\"a\", \"b\", \"c\"], within = 1 }]")).unwrap();
    assert_eq!(codebook.apply("c x a x b x x c")[0].words, ["c", "a", "b"]);
    assert!(codebook.apply("a x b x x c").is_empty());
    let codebook = small(&theme("t", "include = [{ any = [\"rota\", \"roster*\"] }]")).unwrap();
    assert_eq!(codebook.apply("Rosters and a rota")[0].words, ["Rosters", "rota"]);
}

#[test]
fn words_that_fired_are_as_printed_and_their_ranges_are_theirs() {
    let text = "Naïve “CASELOADS” – and the Children’s Centres’ offer";
    for mention in Codebook::builtin("children_services").unwrap().apply(text) {
        for (word, &(start, end)) in mention.words.iter().zip(&mention.ranges) {
            assert_eq!(&text[start..end], word);
        }
    }
}

#[test]
fn nothing_fires_on_nothing() {
    assert!(Codebook::builtin(DEFAULT).unwrap().apply("").is_empty());
    assert!(Codebook::builtin(DEFAULT).unwrap().apply("… – •").is_empty());
}

#[test]
fn a_wrong_codebook_is_told_which_theme_and_what_is_wrong() {
    for (themes, expected) in [
        (theme("t", ""), "in the theme `t`: it has no `include` terms"),
        (theme("t", "include = [\"*\"]"), "in the theme `t`: `*` begins with `*`"),
        (theme("T t", "include = [\"a\"]"), "in the theme `T t`: an id is"),
        (theme("t", "include = [\"a\"]\nparent = \"u\""), "in the theme `t`: its parent `u` is not"),
        (theme("t", "include = [\"a\"]\nparent = \"t\""), "in the theme `t`: it stands, through its parents"),
        (theme("t", "include = [\"a\"]").repeat(2), "in the theme `t`: there are two"),
        (theme("t", "from = \"none\""), "in the theme `t`: `from` names no codebook"),
        (theme("t", "from = \"children_services\""), "in the theme `t`: `children_services` has no theme `t`"),
        ("[[theme]]\nid = \"t\"\ninclude = [\"a\"]\n".into(), "in the theme `t`: it has no `label`"),
        (theme("t", "include = [{ near = [\"a\"] }]"), "a term is words in quotes"),
        (theme("t", "include = [{ near = [\"a\"], within = 2 }]"), "a list `near` has 2 to 8 sides, not 1"),
        (theme("t", "include = [{ any = [] }]"), "an `any` list has no words"),
        (theme("t", "includes = [\"a\"]"), "unknown field `includes`"),
        (String::new(), "it has no theme"),
    ] {
        let message = small(&themes).unwrap_err().to_string();
        assert!(message.contains(expected), "{themes}\n{message}");
    }
}

#[test]
fn an_unknown_codebook_is_answered_with_the_names_there_are() {
    let error = Codebook::builtin("nonsense").unwrap_err();
    assert_eq!(error.to_string(), "no codebook is called `nonsense`");
    assert!(error.hint().unwrap().contains("lga_safeguarding"));
}
