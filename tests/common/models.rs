//! Small models with weights by chance, written as sentence-transformers and model2vec write theirs.
//!
//! Weights come from splitmix64 with a fixed seed: `(next >> 40) / 2^24 - 0.5`, times 0.4, in single precision, in the
//! order of the tensors below; a layer norm's weights are one more. Any other program can make the same.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

/// The width of a vector, that between the layers, and the positions there are.
const WIDTH: usize = 32;
const INNER: usize = 64;
const POSITIONS: usize = 48;

const TOKENS: [&str; 40] = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "the",
    "roads",
    "road",
    "are",
    "to",
    "be",
    "grit",
    "##ted",
    "##s",
    "before",
    "dawn",
    "mend",
    "roof",
    "of",
    "library",
    "foster",
    "carers",
    "recruit",
    "more",
    "for",
    "teenagers",
    "support",
    "is",
    "not",
    "settled",
    "front",
    "door",
    "social",
    "workers",
    "case",
    "##load",
    "##loads",
    "high",
    "lower",
    ".",
    ",",
];

/// splitmix64.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn value(&mut self) -> f32 {
        ((self.next() >> 40) as f32 / (1u32 << 24) as f32 - 0.5) * 0.4
    }
}

/// A column or table of the weights: name, type, shape, bytes.
struct Tensor(String, &'static str, Vec<usize>, Vec<u8>);

/// Two layers of BERT with the mean of the tokens or the first of them, in the folder `path`.
pub fn bert(path: &Path, pooling: &str) {
    fs::create_dir_all(path.join("1_Pooling")).expect("a folder");
    let mut chance = Chance(2015);
    let tensors: Vec<Tensor> = shapes()
        .into_iter()
        .map(|(name, shape)| {
            let plus = if name.ends_with("LayerNorm.weight") { 1.0 } else { 0.0 };
            let cells = (0..shape.iter().product()).flat_map(|_| (chance.value() + plus).to_le_bytes()).collect();
            Tensor(name, "F32", shape, cells)
        })
        .collect();
    fs::write(path.join("model.safetensors"), safetensors(&tensors)).expect("weights");
    let config = json!({
        "architectures": ["BertModel"], "model_type": "bert", "vocab_size": TOKENS.len(), "hidden_size": WIDTH,
        "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": INNER, "hidden_act": "gelu",
        "hidden_dropout_prob": 0.1, "attention_probs_dropout_prob": 0.1, "max_position_embeddings": POSITIONS,
        "type_vocab_size": 2, "initializer_range": 0.02, "layer_norm_eps": 1e-12, "pad_token_id": 0,
        "position_embedding_type": "absolute",
    });
    write(path, "config.json", &config);
    write(path, "tokenizer.json", &tokenizer());
    write(path, "sentence_bert_config.json", &json!({"max_seq_length": 16, "do_lower_case": false}));
    let modes = json!({
        "word_embedding_dimension": WIDTH, "pooling_mode_cls_token": pooling == "cls",
        "pooling_mode_mean_tokens": pooling == "mean", "pooling_mode_max_tokens": pooling == "max",
    });
    write(path, "1_Pooling/config.json", &modes);
    let step = |name: &str, place: &str| json!({"path": place, "type": format!("sentence_transformers.models.{name}")});
    let steps = json!([step("Transformer", ""), step("Pooling", "1_Pooling"), step("Normalize", "2_Normalize")]);
    write(path, "modules.json", &steps);
}

/// A table of model2vec of eight dimensions; `mapped` shares rows among tokens and weighs them.
pub fn table(path: &Path, mapped: bool) {
    fs::create_dir_all(path).expect("a folder");
    let mut chance = Chance(2019);
    let rows = if mapped { 9 } else { TOKENS.len() };
    let cells = (0..rows * 8).flat_map(|_| chance.value().to_le_bytes()).collect();
    let mut tensors = vec![Tensor("embeddings".into(), "F32", vec![rows, 8], cells)];
    if mapped {
        let places = (0..TOKENS.len()).flat_map(|at| (at as i32 % 9).to_le_bytes()).collect();
        tensors.push(Tensor("mapping".into(), "I32", vec![TOKENS.len()], places));
        let weights = TOKENS.iter().flat_map(|_| (chance.value() + 0.5).to_le_bytes()).collect();
        tensors.push(Tensor("weights".into(), "F32", vec![TOKENS.len()], weights));
    }
    fs::write(path.join("model.safetensors"), safetensors(&tensors)).expect("weights");
    write(path, "config.json", &json!({"model_type": "model2vec", "normalize": true, "hidden_dim": 8}));
    write(path, "tokenizer.json", &tokenizer());
}

/// Writes a file of a model's folder.
pub fn write(path: &Path, name: &str, content: &Value) {
    fs::write(path.join(name), content.to_string()).expect("a file of the model");
}

/// The tensors of BERT with their shapes, in the order in which they are filled.
fn shapes() -> Vec<(String, Vec<usize>)> {
    let of = |name: &str, shape: &[usize]| (name.to_owned(), shape.to_vec());
    let mut shapes = vec![
        of("embeddings.word_embeddings.weight", &[TOKENS.len(), WIDTH]),
        of("embeddings.position_embeddings.weight", &[POSITIONS, WIDTH]),
        of("embeddings.token_type_embeddings.weight", &[2, WIDTH]),
        of("embeddings.LayerNorm.weight", &[WIDTH]),
        of("embeddings.LayerNorm.bias", &[WIDTH]),
    ];
    for layer in 0..2 {
        let parts: [(&str, &[usize]); 8] = [
            ("attention.self.query", &[WIDTH, WIDTH]),
            ("attention.self.key", &[WIDTH, WIDTH]),
            ("attention.self.value", &[WIDTH, WIDTH]),
            ("attention.output.dense", &[WIDTH, WIDTH]),
            ("attention.output.LayerNorm", &[WIDTH]),
            ("intermediate.dense", &[INNER, WIDTH]),
            ("output.dense", &[WIDTH, INNER]),
            ("output.LayerNorm", &[WIDTH]),
        ];
        for (part, shape) in parts {
            shapes.push(of(&format!("encoder.layer.{layer}.{part}.weight"), shape));
            shapes.push(of(&format!("encoder.layer.{layer}.{part}.bias"), &shape[..1]));
        }
    }
    shapes
}

/// The form of safetensors: the length of the head, the head as JSON, the cells.
fn safetensors(tensors: &[Tensor]) -> Vec<u8> {
    let (mut head, mut cells) = (serde_json::Map::new(), Vec::<u8>::new());
    for Tensor(name, kind, shape, own) in tensors {
        let offsets = [cells.len(), cells.len() + own.len()];
        head.insert(name.clone(), json!({"dtype": kind, "shape": shape, "data_offsets": offsets}));
        cells.extend(own);
    }
    let head = Value::Object(head).to_string();
    let mut out = (head.len() as u64).to_le_bytes().to_vec();
    out.extend(head.as_bytes());
    out.extend(cells);
    out
}

/// Pieces of words in lower case, with `[CLS]` before and `[SEP]` behind.
fn tokenizer() -> Value {
    let vocabulary: serde_json::Map<String, Value> =
        (0..).zip(TOKENS).map(|(id, token): (u32, &str)| (token.to_owned(), json!(id))).collect();
    let special = |id: usize| {
        json!({"id": id, "content": TOKENS[id], "single_word": false, "lstrip": false, "rstrip": false,
        "normalized": false, "special": true})
    };
    let end = |id: usize| json!({"SpecialToken": {"id": TOKENS[id], "type_id": 0}});
    let named = |id: usize| json!({"id": TOKENS[id], "ids": [id], "tokens": [TOKENS[id]]});
    json!({
        "version": "1.0",
        // As the makers of models leave it: to be set aside.
        "truncation": {"direction": "Right", "max_length": 6, "strategy": "LongestFirst", "stride": 0},
        "padding": {"strategy": {"Fixed": 12}, "direction": "Right", "pad_to_multiple_of": null, "pad_id": 0,
            "pad_type_id": 0, "pad_token": "[PAD]"},
        "added_tokens": [special(0), special(1), special(2), special(3)],
        "normalizer": {"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true, "strip_accents": null,
            "lowercase": true},
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": {"type": "TemplateProcessing", "single": [end(2), {"Sequence": {"id": "A", "type_id": 0}}, end(3)],
            "pair": [{"Sequence": {"id": "A", "type_id": 0}}, {"Sequence": {"id": "B", "type_id": 1}}],
            "special_tokens": {"[CLS]": named(2), "[SEP]": named(3)}},
        "decoder": null,
        "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
            "max_input_chars_per_word": 100, "vocab": vocabulary},
    })
}
