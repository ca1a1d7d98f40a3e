//! Chosen runs as they are written, with the texts they stand in.

use rustc_hash::FxHashMap;

use super::LONGEST;
use super::runs::{Key, Reading};
use crate::themes::coded::{Coded, Joint, Piece};

/// A run where it stands.
#[derive(Debug, Clone, Default)]
pub(super) struct Written {
    /// As most often written, in lower case; of equals the first by letter.
    pub text: String,
    /// The texts that use it, ascending.
    pub texts: Vec<usize>,
}

/// A way to write a run: the words, and what joins each to the one before.
type Form = [Option<(usize, Joint)>; LONGEST];

/// What these runs look like, in their order.
pub(super) fn written(reading: &Reading<'_>, keys: &[Key]) -> Vec<Written> {
    let coded = reading.coded;
    let wanted: FxHashMap<Key, usize> = keys.iter().enumerate().map(|(at, key)| (*key, at)).collect();
    let mut begins = vec![false; coded.stems().len()];
    keys.iter().filter_map(|key| key.words().next()).for_each(|stem| begins[stem] = true);
    let mut found = vec![(Written::default(), Vec::<(Form, u32)>::new()); keys.len()];
    for text in 0..coded.texts() {
        for at in coded.range(text).filter(|at| begins[coded.stem_of(coded.pieces()[*at])]) {
            for length in 1..=LONGEST {
                let Some(key) = reading.run(at, length) else { continue };
                let Some(&run) = wanted.get(&key) else { continue };
                let (written, forms) = &mut found[run];
                if written.texts.last() != Some(&text) {
                    written.texts.push(text);
                }
                let form = form(&coded.pieces()[at..at + length]);
                match forms.iter_mut().find(|(other, _)| *other == form) {
                    Some((_, uses)) => *uses += 1,
                    None => forms.push((form, 1)),
                }
            }
        }
    }
    let named = |(mut written, forms): (Written, Vec<(Form, u32)>)| {
        let forms = forms.into_iter().map(|(form, uses)| (uses, std::cmp::Reverse(spelt(coded, &form))));
        written.text = forms.max().map(|(_, form)| form.0).unwrap_or_default();
        written
    };
    found.into_iter().map(named).collect()
}

fn form(run: &[Piece]) -> Form {
    let mut form = Form::default();
    for (at, piece) in run.iter().enumerate() {
        form[at] = Some((piece.form(), if at == 0 { Joint::default() } else { piece.joint() }));
    }
    form
}

fn spelt(coded: &Coded, form: &Form) -> String {
    let words: Vec<String> = form.iter().flatten().map(|(form, joint)| joint.written() + coded.form(*form)).collect();
    words.join(" ")
}
