//! The same paper in every format gives the same blocks, and a broken file gives its right answer.
//!
//! The papers are in `fixtures/` beside the project; `LOOKBACK_SHARED` names the folder that holds it when it is
//! elsewhere. Without it these tests say so and pass, but not where `CI=true`. To see the table:
//! `cargo test --test formats -- --nocapture`.

mod truth;

use std::path::PathBuf;

use lookback::ingest;
use lookback::structure;
use truth::{Measure, Truth};

/// The least a file must reach.
#[allow(dead_code)]
struct Floor {
    file: &'static str,
    recall: f64,
    precision: f64,
    headings: f64,
    labels: f64,
    whole: f64,
    bullets: f64,
    rows: f64,
}
/// The folder of the papers; `None`, with a message, where it is not at hand.
fn fixtures() -> Option<PathBuf> {
    let shared = std::env::var_os("LOOKBACK_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let folder = shared.join("fixtures");
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "{} is missing", folder.display());
    eprintln!("skipped: {} is not there; LOOKBACK_SHARED names the folder that holds `fixtures`", folder.display());
    None
}

#[test]
fn tmp() {
    let folder = fixtures().unwrap();
    let mut names: Vec<String> =
        std::fs::read_dir(&folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    for name in names {
        if name.ends_with("json") || name.contains("truth") || name.ends_with(".md") {
            continue;
        }
        let paper = name.split('.').next().unwrap();
        if !folder.join(format!("{paper}.truth.json")).exists() {
            continue;
        }
        let bytes = std::fs::read(folder.join(&name)).unwrap();
        match ingest::ingest(&bytes, &name) {
            Err(e) => println!("{name:36} {e}"),
            Ok(ing) => {
                let s = structure::structure(&ing.pages);
                let m = Truth::read(&folder.join(format!("{paper}.truth.json"))).measure(&s.blocks);
                println!(
                    "{name:36} {:.4} {:.4} {:.3} {:?} {:.3} {:.3} {:.3} {:?}",
                    m.recall, m.precision, m.headings, m.labels, m.whole, m.bullets, m.rows, ing.warnings
                );
                if std::env::var("SHOW").is_ok_and(|s| s == name) {
                    for b in &s.blocks {
                        println!("   {:?} {:?} {}", b.kind, b.number, b.text);
                    }
                }
            }
        }
    }
}
