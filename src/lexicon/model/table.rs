//! The vector of a text by a table: the mean of the vectors of its tokens.
//!
//! This is what model2vec writes (`model_type: "model2vec"`): `embeddings`, a row a token; in later versions `mapping`,
//! the row of each token, and `weights`, how much each counts. Far quicker than a transformer, and says less.

use std::collections::HashMap;

use candle_core::{DType, Device, Tensor};
use rayon::prelude::*;

use super::folder::Folder;
use super::opened::Encoder;
use super::tokens::Tokens;
use crate::error::Result;

/// Tokens read of a text, as model2vec does.
const MOST: usize = 512;

/// A table ready for use.
pub(super) struct Table {
    tokens: Tokens,
    /// A row a token, or, with a mapping, fewer.
    rows: Vec<Vec<f32>>,
    /// The row of each token; `None` where token and row have one number.
    mapping: Option<Vec<usize>>,
    /// How much each token counts; `None` where all count alike.
    weights: Option<Vec<f32>>,
}

impl Table {
    /// Reads the table.
    pub(super) fn of(folder: &mut Folder) -> Result<Self> {
        let tokens = Tokens::of(folder, MOST)?;
        let weights = std::mem::take(&mut folder.weights);
        let fails = |error: candle_core::Error| folder.fails(&format!("its table could not be used: {error}"));
        let found = candle_core::safetensors::load_buffer(&weights, &Device::Cpu).map_err(fails)?;
        let Some(rows) = found.get("embeddings") else {
            return Err(folder.fails("its weights hold no table `embeddings`"));
        };
        let rows = rows.to_dtype(DType::F32).and_then(|rows| rows.to_vec2()).map_err(fails)?;
        let column = |name: &str| column(&found, name).map_err(fails);
        let mapping = column("mapping")?.map(|places| places.iter().map(|place| *place as usize).collect::<Vec<_>>());
        let weights = column("weights")?.map(|all| all.iter().map(|weight| *weight as f32).collect::<Vec<_>>());
        let known = mapping.as_ref().map_or(rows.len(), Vec::len).min(weights.as_ref().map_or(usize::MAX, Vec::len));
        let is_outside = |places: &Vec<usize>| places.iter().any(|place| *place >= rows.len());
        if tokens.bound() > known || mapping.as_ref().is_some_and(is_outside) {
            return Err(folder.fails(&format!("its tokenizer knows {} tokens, its table {known}", tokens.bound())));
        }
        Ok(Self { tokens, rows, mapping, weights })
    }

    fn vector(&self, text: &str) -> std::result::Result<Vec<f32>, String> {
        let unknown = self.tokens.unknown();
        let mut sum = vec![0.0; self.rows.first().map_or(0, Vec::len)];
        let ids = self.tokens.ids(text, false)?;
        for id in ids.into_iter().filter(|id| Some(*id) != unknown).map(|id| id as usize) {
            let row = &self.rows[self.mapping.as_ref().map_or(id, |places| places[id])];
            let weight = self.weights.as_ref().map_or(1.0, |weights| weights[id]);
            sum.iter_mut().zip(row).for_each(|(sum, cell)| *sum += weight * cell);
        }
        Ok(sum)
    }
}

/// A column of numbers by its name; `None` where there is none.
fn column(found: &HashMap<String, Tensor>, name: &str) -> candle_core::Result<Option<Vec<f64>>> {
    found.get(name).map(|column| column.to_dtype(DType::F64)?.to_vec1()).transpose()
}

impl Encoder for Table {
    fn encode(&self, texts: &[&str]) -> Vec<std::result::Result<Vec<f32>, String>> {
        texts.par_iter().map(|text| self.vector(text)).collect()
    }
}
