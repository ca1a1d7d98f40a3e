//! The sentence model that `--model` names: opened once, beside whatever the sector's words are.

use std::borrow::Cow;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use lookback::Result;
use lookback::lexicon::{Lexicon, Sentences, model};

use crate::args::Common;
use crate::exit::note;

static OPENED: OnceLock<Arc<dyn Sentences>> = OnceLock::new();

/// The lexicon with the model that was named, if one was; its vectors are kept in the folder `kept`, if there is one.
pub fn beside<'l>(common: &Common, lexicon: Cow<'l, Lexicon>, kept: Option<&Path>) -> Result<Cow<'l, Lexicon>> {
    match named(common, kept)? {
        Some(model) => Ok(Cow::Owned(lexicon.into_owned().with_model(model))),
        None => Ok(lexicon),
    }
}

/// The model that was named; `None` where none was.
pub fn named(common: &Common, kept: Option<&Path>) -> Result<Option<Arc<dyn Sentences>>> {
    let Some(folder) = &common.model else { return Ok(None) };
    if let Some(model) = OPENED.get() {
        return Ok(Some(Arc::clone(model)));
    }
    let model = model::open(folder, kept)?;
    Ok(Some(Arc::clone(OPENED.get_or_init(|| model))))
}

/// Says what went wrong in the model while it was used: the answer then stands without it for some texts.
pub fn tell_fault() {
    if let Some(fault) = OPENED.get().and_then(|model| model.fault()) {
        note(&format!("the sentence model failed on some texts, which count as like nothing to it: {fault}"));
    }
}
