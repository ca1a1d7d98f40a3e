//! What an officer has given of a paper wins over what the paper says of itself.

use crate::model::{Document, Field, Origin, Warning};
use crate::settings::Given;

/// Takes what is given over into the document, marked as such.
pub(super) fn take_over(document: &mut Document, given: &Given) {
    // The kind was known before the text was looked at, because what is looked for depends on it.
    if let Some(kind) = given.kind {
        document.kind = kind;
    }
    take(&mut document.title, &given.title);
    take(&mut document.council, &given.council);
    take(&mut document.committee, &given.committee);
    take(&mut document.date, &given.date);
    take(&mut document.body, &given.body);
    take(&mut document.subject, &given.subject);
    take(&mut document.on_site, &given.on_site);
    take(&mut document.published, &given.published);
    take(&mut document.grade, &given.grade);
    document.origins.extend(Field::ALL.into_iter().filter(|field| given.has(*field)).map(|f| (f, Origin::Settings)));
    if document.council.is_none() && given.otherwise_council.is_some() {
        document.council.clone_from(&given.otherwise_council);
        document.origins.insert(Field::Council, Origin::Settings);
    }
    let of_review = [Field::Body, Field::Subject, Field::OnSite, Field::Published, Field::Grade];
    let idle: Vec<&str> = of_review.into_iter().filter(|field| given.has(*field)).map(Field::as_str).collect();
    if !idle.is_empty() && !document.kind.is_own_report() {
        document.warnings.push(Warning(format!(
            "lookback.toml gives its {}, which only the report or letter of a review has; give its kind as well",
            idle.join(", ")
        )));
    }
}

fn take<T: Clone>(here: &mut Option<T>, given: &Option<T>) {
    if given.is_some() {
        here.clone_from(given);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Told, inspect_bytes};
    use super::*;
    use crate::ingest::Hints;
    use crate::model::{DocumentKind, Reading};
    use crate::settings::Settings;

    const LETTER: &str = "Marlshire County Council\n\n9 November 2011\n\nDear Margaret\n\n\
        Safeguarding Children Peer Review, 12 - 14 October 2011\n\nThank you for inviting the LGA.\n\n\
        Areas for consideration\n\n- Caseloads are too high\n";
    const MINUTES: &str = "Minutes\n\nThe Panel met on 9 May 2012.\n";

    fn read(text: &str, name: &str, told: &Told) -> Reading {
        inspect_bytes(text.as_bytes(), name, told).unwrap().reading
    }

    #[test]
    fn what_is_given_wins_is_marked_and_ends_the_argument() {
        let plain = read(LETTER, "2013-01-01-letter.txt", &Told::default());
        let named = read(MINUTES, "2013-01-01.txt", &Told::default());
        assert_eq!((plain.document.warnings.len(), named.document.warnings.len()), (0, 1));
        let given = Settings::parse(
            "[[paper]]\npath = '*'\ndate = '2012-05'\ncouncil = 'Thornmere'\non_site = '2012-04'\nbody = 'CIPFA'\n",
        );
        let told = Told::new(given.unwrap().given("a.txt"), Hints::default());
        let letter = read(LETTER, "2013-01-01.txt", &told);
        let own = &letter.mentions[0];
        assert_eq!((own.body.as_deref(), own.council.as_deref()), (Some("CIPFA"), Some("Thornmere")));
        assert_eq!(own.on_site.map(|p| p.to_string()).as_deref(), Some("April 2012"));
        assert_eq!(letter.document.id, "thornmere-2012-05-review-letter");
        assert_eq!(letter.document.origins[&Field::OnSite], Origin::Settings);
        assert_eq!(letter.document.origins[&Field::Subject], Origin::Text);
        let minutes = read(MINUTES, "2013-01-01.txt", &told).document;
        assert_eq!(minutes.kind, DocumentKind::Minutes);
        let want = "lookback.toml gives its body, on_site, which only the report or letter of a review has; give its kind as well";
        assert_eq!(minutes.warnings, [Warning(want.into())], "the date is no matter of dispute any more");
    }
}
