//! What is in the folder of a model, and can it be used?
//!
//! The layout is that of sentence-transformers: `config.json`, `tokenizer.json` and `model.safetensors`, and where they
//! stand `modules.json` (the steps), `1_Pooling/config.json` (how tokens become one vector) and
//! `sentence_bert_config.json` (how many tokens are read). What the folder asks for and is not known here is refused: a
//! model read in half gives numbers that mean nothing.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::Identity;
use crate::error::{Error, Result};

const CONFIG: &str = "config.json";
const TOKENIZER: &str = "tokenizer.json";
const WEIGHTS: &str = "model.safetensors";

/// Named in messages as what works.
const KNOWN: &str = "folders of BERT models work (all-MiniLM-L6-v2, bge-small-en-v1.5, e5-small-v2, \
                     paraphrase-multilingual-MiniLM-L12-v2 are such), and tables of model2vec";

/// Changes with the way vectors are made here, so that those made otherwise are not taken for these.
const FORM: &[u8] = b"lookback sentences 1";

/// How a text becomes a vector.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A transformer of the BERT kind, and how its tokens become one vector.
    Bert(Pooling),
    /// A table of vectors by token.
    Table,
}

/// How the vectors of tokens become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pooling {
    /// Their mean.
    Mean,
    /// That of the first, `[CLS]`.
    First,
}

/// A folder that has been looked through.
#[derive(Debug)]
pub(super) struct Folder {
    pub(super) path: PathBuf,
    pub(super) identity: Identity,
    /// Tells vectors of this model from all others: weights, tokens, configuration.
    pub(super) fingerprint: String,
    pub(super) kind: Kind,
    pub(super) config: Value,
    /// The text of `tokenizer.json`.
    pub(super) tokenizer: String,
    pub(super) weights: Vec<u8>,
    /// Tokens that are read of a text, at most; `None` where the folder does not say.
    pub(super) most_tokens: Option<usize>,
    /// What is put before every text: "query: ".
    pub(super) prompt: String,
    /// Whether texts are put in lower case first.
    pub(super) lower_case: bool,
}

impl Folder {
    /// Looks through a folder.
    pub(super) fn read(path: &Path) -> Result<Self> {
        if !path.is_dir() {
            let message =
                if path.exists() { "this is a file, not the folder of a model" } else { "there is no such folder" };
            return Err(refused(path, message, KNOWN));
        }
        let steps = steps(path)?;
        let inner = steps.transformer.as_deref().map_or_else(|| path.to_owned(), |own| path.join(own));
        let config_text = needed(&inner, CONFIG)?;
        let config = json(&inner.join(CONFIG), &config_text)?;
        let tokenizer = needed(&inner, TOKENIZER)?;
        let weights = weights(&inner)?;
        let pooling_path = path.join(steps.pooling.as_deref().unwrap_or("1_Pooling")).join(CONFIG);
        let pooling_text = if_there(&pooling_path)?;
        let kind = match config.get("model_type").and_then(Value::as_str) {
            Some("bert") => Kind::Bert(pooling(&pooling_path, &pooling_text)?),
            Some("model2vec") => Kind::Table,
            other => {
                let message = match other {
                    Some(other) => format!("models of the kind `{other}` are not read here"),
                    None => format!("its {CONFIG} does not say what kind of model it is (`model_type`)"),
                };
                return Err(refused(path, &message, KNOWN));
            }
        };
        if let Some(other) = config.get("position_embedding_type").and_then(Value::as_str).filter(|p| *p != "absolute")
        {
            return Err(refused(path, &format!("BERT with `{other}` positions is not read here"), KNOWN));
        }
        let sentence_path = inner.join("sentence_bert_config.json");
        let sentence_text = if_there(&sentence_path)?;
        let sentence = json_or_null(&sentence_path, &sentence_text)?;
        let prompts_path = path.join("config_sentence_transformers.json");
        let prompts_text = if_there(&prompts_path)?;
        let prompts = json_or_null(&prompts_path, &prompts_text)?;
        let positions = config.get("max_position_embeddings").and_then(Value::as_u64);
        let most = sentence.get("max_seq_length").and_then(Value::as_u64);
        let most_tokens = most.into_iter().chain(positions).min().and_then(|most| usize::try_from(most).ok());
        let sha256 = hexadecimal(&Sha256::digest(&weights));
        let mut fingerprint = blake3::Hasher::new();
        let texts = [&config_text, &tokenizer, &pooling_text, &sentence_text, &prompts_text];
        for part in texts.map(|text| text.as_bytes()).into_iter().chain([FORM, sha256.as_bytes()]) {
            fingerprint.update(&(part.len() as u64).to_le_bytes());
            fingerprint.update(part);
        }
        let named = prompts.get("default_prompt_name").and_then(Value::as_str);
        let prompt = named.and_then(|name| prompts.get("prompts")?.get(name)?.as_str()).unwrap_or_default();
        Ok(Self {
            path: path.to_owned(),
            identity: Identity { folder: path.display().to_string(), sha256 },
            fingerprint: fingerprint.finalize().to_hex().to_string(),
            kind,
            tokenizer,
            weights,
            most_tokens,
            prompt: prompt.to_owned(),
            lower_case: sentence.get("do_lower_case").and_then(Value::as_bool).unwrap_or(false),
            config,
        })
    }

    /// An error that speaks of this folder.
    pub(super) fn fails(&self, message: &str) -> Error {
        refused(&self.path, message, "the files may be damaged or not belong together: get the model anew")
    }
}

pub(super) fn refused(path: &Path, message: &str, hint: &str) -> Error {
    Error::Model { path: path.to_owned(), message: message.to_owned(), hint: hint.to_owned() }
}

/// Where the steps of the model have their files.
#[derive(Debug, Default)]
struct Steps {
    transformer: Option<String>,
    pooling: Option<String>,
}

/// Reads `modules.json`, where there is one.
fn steps(folder: &Path) -> Result<Steps> {
    let path = folder.join("modules.json");
    let text = if_there(&path)?;
    let mut steps = Steps::default();
    for module in json_or_null(&path, &text)?.as_array().into_iter().flatten() {
        let of = |key: &str| module.get(key).and_then(Value::as_str).unwrap_or_default();
        let place = of("path").to_owned();
        match of("type").rsplit('.').next().unwrap_or_default() {
            // A table's vectors may be told of as a step too.
            "Transformer" | "StaticEmbedding" => steps.transformer = Some(place),
            "Pooling" => steps.pooling = Some(place),
            "Normalize" => {}
            other => {
                return Err(refused(folder, &format!("it has a step `{other}` that is not read here"), KNOWN));
            }
        }
    }
    Ok(steps)
}

/// Older folders say it as four yes or no, newer ones as a word; the mean is usual.
fn pooling(path: &Path, text: &str) -> Result<Pooling> {
    let config = json_or_null(path, text)?;
    let on = |key: &str| config.get(format!("pooling_mode_{key}")).and_then(Value::as_bool).unwrap_or(false);
    let word = config.get("pooling_mode").and_then(Value::as_str);
    let modes = ["mean_tokens", "cls_token", "max_tokens", "mean_sqrt_len_tokens", "weightedmean_tokens", "lasttoken"];
    let chosen: Vec<&str> = match word {
        Some(word) => vec![word],
        None => modes.into_iter().filter(|mode| on(mode)).collect(),
    };
    match chosen.as_slice() {
        // A mean by the root of the length points the same way.
        [] | ["mean" | "mean_tokens" | "mean_sqrt_len_tokens"] => Ok(Pooling::Mean),
        ["cls" | "cls_token"] => Ok(Pooling::First),
        several => {
            let message = format!("it pools tokens by `{}`, which is not read here", several.join("` and `"));
            Err(refused(path, &message, KNOWN))
        }
    }
}

/// The weights, if they are whole and in one file.
fn weights(folder: &Path) -> Result<Vec<u8>> {
    let path = folder.join(WEIGHTS);
    if !path.is_file() && folder.join(format!("{WEIGHTS}.index.json")).is_file() {
        return Err(refused(folder, "its weights are in several files, which is not read here", KNOWN));
    }
    let bytes = fs::read(&path).map_err(|source| not_read(folder, WEIGHTS, &source))?;
    if bytes.starts_with(b"version https://git-lfs") {
        let hint = "fetch the file itself (`git lfs pull` in the place it was cloned), and name the folder again";
        return Err(refused(&path, "this is a pointer to the weights, not the weights", hint));
    }
    Ok(bytes)
}

fn needed(folder: &Path, name: &str) -> Result<String> {
    fs::read_to_string(folder.join(name)).map_err(|source| not_read(folder, name, &source))
}

fn not_read(folder: &Path, name: &str, source: &std::io::Error) -> Error {
    if source.kind() != std::io::ErrorKind::NotFound {
        return refused(folder, &format!("its {name} could not be read: {source}"), KNOWN);
    }
    let hint = format!(
        "a model's folder holds {CONFIG}, {TOKENIZER} and {WEIGHTS}; older folders lack some, and get them when a recent \
         sentence-transformers opens and saves them"
    );
    refused(folder, &format!("it holds no {name}"), &hint)
}

fn if_there(path: &Path) -> Result<String> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(refused(path, &format!("it could not be read: {error}"), KNOWN)),
    }
}

fn json(path: &Path, text: &str) -> Result<Value> {
    serde_json::from_str(text).map_err(|error| {
        refused(path, &format!("it is not sound JSON: {error}"), "the file may be damaged: get the model anew")
    })
}

/// As [`json`]; nothing where there is no text.
fn json_or_null(path: &Path, text: &str) -> Result<Value> {
    if text.is_empty() { Ok(Value::Null) } else { json(path, text) }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
