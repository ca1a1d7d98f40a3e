//! A sentence model from a folder: its vectors are those of the libraries that such models are made with, what cannot be
//! used is refused in plain words, and answers say what they were made with. Models are made here, with weights by chance.

#![allow(clippy::unwrap_used)]

mod common;

use common::Lookback;

/// Two letters, for asking with a model.
fn two_reviews() -> Lookback {
    let letter = |month: &str, ask: &str| {
        format!(
            "Marlshire County Council\n\n9 November {month}\n\nDear Margaret\n\nSafeguarding Children Peer Review, 12 - 14 \
             October {month}\n\nThank you for inviting the Local Government Association to Marlshire.\n\nAreas for \
             consideration\n\n- {ask}\n\n- Caseloads in the duty team are too high\n"
        )
    };
    Lookback::new()
        .file("2011-letter.txt", letter("2011", "Decide how the front door should be run"))
        .file("2015-letter.txt", letter("2015", "Settle the front door"))
}

#[cfg(not(feature = "model"))]
#[test]
fn a_build_without_models_says_how_to_get_one_that_has_them() {
    let message = two_reviews().complaint(&["diff", "2011", "2015", "--model", "minilm"], 2);
    for part in ["does not read sentence models", "--features model", "LOOKBACK_MODEL"] {
        assert!(message.contains(part), "{part} in\n{message}");
    }
}

#[cfg(feature = "model")]
mod with_models {
    use std::fs;
    use std::path::Path;

    use lookback::lexicon::model;
    use serde_json::json;

    use super::common::models;
    use super::two_reviews;

    /// The third has a word that is not in the vocabulary, the last more than the 16 tokens that are read.
    const TEXTS: [&str; 4] = [
        "Roads are to be gritted before dawn.",
        "Mend the roof of the library",
        "The front door is not settled, swans",
        "Recruit more foster carers for teenagers; support the foster carers, lower caseloads of social workers and mend \
         roads before dawn",
    ];

    /// The first six cells of each text's vector, by sentence-transformers 6.2.0 (transformers 5.24.0, torch 2.15.0) on the
    /// same folder.
    const MEAN: [[f32; 6]; 4] = [
        [0.169_726, -0.161_589, 0.295_625, 0.075_933, -0.437_031, 0.029_963],
        [0.089_776, -0.120_296, 0.279_572, 0.118_95, -0.406_847, 0.007_924],
        [0.163_135, -0.150_506, 0.295_855, 0.033_765, -0.427_538, 0.101_717],
        [0.142_21, -0.181_968, 0.329_499, 0.050_85, -0.342_738, 0.005_955],
    ];
    const FIRST: [[f32; 6]; 4] = [
        [0.270_05, -0.181_455, -0.010_017, 0.060_625, -0.389_584, 0.249_571],
        [0.204_449, -0.121_109, 0.042_381, 0.053_061, -0.387_107, 0.199_37],
        [0.259_599, -0.180_459, -0.031_391, 0.038_695, -0.354_173, 0.275_314],
        [0.252_96, -0.219_96, -0.014_139, 0.044_605, -0.338_034, 0.248_626],
    ];

    /// The same by model2vec 0.10.0.
    const TABLE: [[f32; 6]; 4] = [
        [0.114_491, -0.335_293, -0.764_47, 0.032_225, 0.121_544, 0.437_954],
        [0.116_033, 0.398_102, 0.569_194, -0.036_05, 0.653_536, -0.130_087],
        [-0.405_377, 0.056_685, 0.091_719, -0.188_812, 0.074_702, -0.231_624],
        [-0.179_363, 0.487_665, -0.346_397, -0.238_939, 0.298_023, -0.666_613],
    ];
    const MAPPED: [[f32; 6]; 4] = [
        [-0.888_903, -0.334_043, -0.131_145, -0.103_908, 0.210_032, 0.001_01],
        [-0.635_692, 0.250_047, 0.021_288, -0.215_368, 0.424_461, -0.451_962],
        [-0.425_835, 0.258_196, -0.378_378, 0.460_022, -0.158_617, 0.093_349],
        [-0.595_195, -0.077_361, -0.376_249, 0.236_715, 0.157_272, -0.598_074],
    ];

    fn vectors(folder: &Path, kept: &Path) -> Vec<Vec<f32>> {
        model::open(folder, Some(kept)).expect("a model that can be used").vectors(&TEXTS)
    }

    fn assert_near(found: &[Vec<f32>], expected: &[[f32; 6]]) {
        for (found, expected) in found.iter().zip(expected) {
            let length: f32 = found.iter().map(|cell| cell * cell).sum();
            assert!((length - 1.0).abs() < 1e-5, "{length}");
            let off = found.iter().zip(expected).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
            assert!(off < 2e-6, "{found:?} is {off} off {expected:?}");
        }
    }

    #[test]
    fn vectors_are_those_of_the_libraries_that_make_such_models() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        models::bert(&at("mean"), "mean");
        models::bert(&at("first"), "cls");
        models::table(&at("table"), false);
        models::table(&at("mapped"), true);
        for (name, expected) in [("mean", MEAN), ("first", FIRST), ("table", TABLE), ("mapped", MAPPED)] {
            assert_near(&vectors(&at(name), folder.path()), &expected);
        }
        // The newer way to name the pooling, and none named, which is the mean.
        models::write(&at("first"), "1_Pooling/config.json", &json!({"pooling_mode": "cls"}));
        assert_near(&vectors(&at("first"), folder.path()), &FIRST);
        fs::remove_dir_all(at("first/1_Pooling")).expect("removed");
        assert_near(&vectors(&at("first"), folder.path()), &MEAN);
    }

    #[test]
    fn vectors_are_kept_and_the_same_whatever_stands_beside_a_text() {
        let folder = tempfile::tempdir().expect("a folder");
        let (models_at, kept) = (folder.path().join("model"), folder.path().join("kept"));
        models::bert(&models_at, "mean");
        fs::create_dir(&kept).expect("a folder");
        let fresh = vectors(&models_at, folder.path());
        let model = model::open(&models_at, Some(&kept)).expect("a model");
        let alone = model.vectors(&TEXTS[2..3]);
        assert_eq!(alone[0], fresh[2]);
        assert_eq!(model.vectors(&TEXTS), fresh);
        let file = |folder: &Path| -> Vec<fs::DirEntry> { fs::read_dir(folder).expect("a folder").flatten().collect() };
        let before = fs::read(file(&kept)[0].path()).expect("what was kept");
        assert_eq!(vectors(&models_at, &kept), fresh);
        assert_eq!(fs::read(file(&kept)[0].path()).expect("what was kept"), before, "nothing was made again");
        // Another way to pool is another model.
        models::write(&models_at, "1_Pooling/config.json", &json!({"pooling_mode": "cls"}));
        assert_ne!(vectors(&models_at, &kept), fresh);
        assert_eq!(file(&kept).len(), 2);
        assert_eq!(model.fault(), None);
    }

    #[test]
    fn what_cannot_be_used_is_refused_in_plain_words() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("model");
        let refused = |spoil: &dyn Fn(&Path)| -> String {
            let _ = fs::remove_dir_all(&path);
            models::bert(&path, "mean");
            spoil(&path);
            let error = model::open(&path, Some(folder.path())).expect_err("it cannot be used");
            format!("{error}; {}; {}", error.place().unwrap_or_default(), error.hint().unwrap_or_default())
        };
        let remove = |name: &'static str| move |path: &Path| fs::remove_file(path.join(name)).expect("removed");
        let config = |change: serde_json::Value| {
            move |path: &Path| {
                let text = fs::read_to_string(path.join("config.json")).expect("a configuration");
                let mut config: serde_json::Value = serde_json::from_str(&text).expect("JSON");
                for (key, value) in change.as_object().expect("an object") {
                    config[key] = value.clone();
                }
                models::write(path, "config.json", &config);
            }
        };
        type Spoil = Box<dyn Fn(&Path)>;
        let cases: Vec<(&str, Spoil)> = vec![
            ("there is no such folder", Box::new(|path| fs::remove_dir_all(path).expect("removed"))),
            ("holds no config.json", Box::new(remove("config.json"))),
            ("holds no tokenizer.json", Box::new(remove("tokenizer.json"))),
            ("holds no model.safetensors", Box::new(remove("model.safetensors"))),
            ("models of the kind `mpnet` are not read", Box::new(config(json!({"model_type": "mpnet"})))),
            ("`relative_key` positions", Box::new(config(json!({"position_embedding_type": "relative_key"})))),
            ("its tokenizer knows 40 tokens, its weights 12", Box::new(config(json!({"vocab_size": 12})))),
            ("its weights could not be used", Box::new(config(json!({"hidden_size": 64})))),
            ("is not one of BERT", Box::new(config(json!({"hidden_act": "silu"})))),
            ("not sound JSON", Box::new(|path| fs::write(path.join("config.json"), "{").expect("written"))),
            ("tokenizer.json could not be used", Box::new(|path| models::write(path, "tokenizer.json", &json!({})))),
            ("pools tokens by `max_tokens`", Box::new(|path| models::bert(path, "max"))),
            (
                "a step `Dense`",
                Box::new(|path| models::write(path, "modules.json", &json!([{"type": "a.Dense", "path": "2_Dense"}]))),
            ),
            (
                "a pointer to the weights",
                Box::new(|path| {
                    fs::write(path.join("model.safetensors"), "version https://git-lfs.github.com/spec/v1\n")
                        .expect("written");
                }),
            ),
            (
                "its weights could not be used",
                Box::new(|path| {
                    let weights = fs::read(path.join("model.safetensors")).expect("weights");
                    fs::write(path.join("model.safetensors"), &weights[..weights.len() / 2]).expect("written");
                }),
            ),
        ];
        for (part, spoil) in cases {
            let message = refused(&*spoil);
            assert!(message.contains(part), "{part} in\n{message}");
        }
    }

    #[test]
    fn answers_name_the_model_they_were_made_with() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("by-chance");
        models::bert(&path, "mean");
        let model = path.to_str().expect("a path");
        let papers = two_reviews();
        let named = format!("the sentence model {model} (SHA-256 ");
        let answer = |args: &[&str]| papers.answer(&[args, &["--model", model]].concat(), 0).replace(['\n', ' '], "");
        let named = named.replace(' ', "");
        assert!(answer(&["diff", "2011", "2015"]).contains(&named));
        assert!(answer(&["themes", "--discover"]).contains(&named));
        assert_eq!(answer(&["diff", "2011", "2015"]), answer(&["diff", "2011", "2015"]));
        let json = papers.answer(&["diff", "2011", "2015", "--model", model, "--format", "json"], 0);
        assert!(json.contains("\"model\":\"") && json.contains("Caseloads in the duty team"), "{json}");
        assert!(!papers.answer(&["diff", "2011", "2015"], 0).contains("sentence model"));
    }
}
