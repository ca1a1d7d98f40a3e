//! The table of word vectors in the package is what the real inspection reports give.

use lookback::lexicon::{Training, Vectors};

use crate::shelf::shelf;

fn cosine(table: &Vectors, a: &str, b: &str) -> Option<f32> {
    let (a, b) = (table.of(a)?.1, table.of(b)?.1);
    Some(a.iter().zip(&b).map(|(x, y)| x * y).sum())
}

#[test]
fn the_vectors_of_the_package_are_made_from_the_real_reports() {
    let Some(shelf) = shelf() else { return };
    let mut training = Training::default();
    for paper in &shelf.inspections {
        let reading = &paper.reading;
        if reading.document.path.starts_with("ofsted/") {
            training.paper(reading.document.council.as_deref());
            reading.blocks.iter().for_each(|block| training.read(&block.text));
        }
    }
    let known = Vectors::builtin();
    let made = training.vectors(known.dimensions());
    let both: Vec<&str> = known.stems().filter(|stem| made.of(stem).is_some()).collect();
    // Axes may turn where singular values are near one another: what counts is how near words are to one another.
    let pairs = || both.iter().zip(both.iter().skip(1));
    let apart: Vec<f32> =
        pairs().filter_map(|(a, b)| Some((cosine(known, a, b)? - cosine(&made, a, b)?).abs())).collect();
    let mean = apart.iter().sum::<f32>() / apart.len() as f32;
    println!("{} of {} stems made again; cosines {mean:.4} apart on average", both.len(), known.len());
    // A paper read by itself may call its council by half of its name; among the others it has all of it.
    let whole = |name: &&String| known.councils().iter().all(|known| !known.starts_with(&format!("{name} upon ")));
    assert_eq!(made.councils().iter().filter(whole).collect::<Vec<_>>(), known.councils().iter().collect::<Vec<_>>());
    // A change in how papers are read moves a few words; another method moves all.
    assert!(both.len() * 50 >= known.len() * 49, "{} of {}", both.len(), known.len());
    assert!(mean < 0.03, "{mean:.4}");
}
