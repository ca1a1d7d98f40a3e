//! Chosen runs as they are written, and where they stand.

use rustc_hash::FxHashMap;

use super::LONGEST;
use super::runs::{Key, Reading};
use crate::themes::coded::{Coded, Joint, Piece};

/// A way to write a run: the words, and what joins each to the one before.
type Form = [Option<(usize, Joint)>; LONGEST];

/// Each of these runs as most often written by itself, in lower case; of equals the first by letter. `each` is told wherever
/// one stands, by its position and that of the text.
pub(super) fn written(reading: &Reading<'_>, keys: &[Key], mut each: impl FnMut(usize, usize)) -> Vec<String> {
    let coded = reading.coded;
    let mut forms: Vec<Vec<(Form, u32)>> = vec![Vec::new(); keys.len()];
    stand(reading, keys, |run, text, at, length| {
        each(run, text);
        let form = form(&coded.pieces()[at..at + length]);
        // "Fostering" is not written "foster" because "foster carers" are.
        let by_itself = u32::from(!reading.is_cut(at, length));
        match forms[run].iter_mut().find(|(other, _)| *other == form) {
            Some((_, uses)) => *uses += by_itself,
            None => forms[run].push((form, by_itself)),
        }
    });
    let named = |forms: Vec<(Form, u32)>| {
        let forms = forms.into_iter().map(|(form, uses)| (uses, std::cmp::Reverse(spelt(coded, &form))));
        forms.max().map(|(_, form)| form.0).unwrap_or_default()
    };
    forms.into_iter().map(named).collect()
}

/// Tells `each` wherever one of these runs stands, by its position and that of the text.
pub(super) fn places(reading: &Reading<'_>, keys: &[Key], mut each: impl FnMut(usize, usize)) {
    stand(reading, keys, |run, text, _, _| each(run, text));
}

/// Tells `each` of every place: the run and the text by position, where it begins, and how many words it has.
fn stand(reading: &Reading<'_>, keys: &[Key], mut each: impl FnMut(usize, usize, usize, usize)) {
    let coded = reading.coded;
    let wanted: FxHashMap<Key, usize> = keys.iter().enumerate().map(|(at, key)| (*key, at)).collect();
    // For each stem the lengths of the runs that begin with it, a bit a length.
    let mut begins = vec![0_u8; coded.stems().len()];
    for key in keys {
        key.words().next().into_iter().for_each(|stem| begins[stem] |= 1 << key.length());
    }
    for text in 0..coded.texts() {
        for at in coded.range(text) {
            let lengths = begins[coded.stem_of(coded.pieces()[at])];
            for length in (1..=LONGEST).filter(|length| lengths & 1 << length > 0) {
                if let Some(&run) = reading.run(at, length).and_then(|key| wanted.get(&key)) {
                    each(run, text, at, length);
                }
            }
        }
    }
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
