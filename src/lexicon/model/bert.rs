//! The vector of a text by a transformer of the BERT kind, computed by candle.
//!
//! A text goes through alone: so its vector does not hang on what it is computed beside, and the same corpus gives the
//! same bytes whichever texts were kept from before. Texts go side by side on all cores.

use candle_core::{DType, Device, Tensor};
use candle_nn::VarBuilder;
use candle_transformers::models::bert::{BertModel, Config};
use rayon::prelude::*;

use super::folder::{Folder, Pooling};
use super::opened::Encoder;
use super::tokens::Tokens;
use crate::error::Result;

/// Tokens read of a text where the folder does not say: what BERT was made for.
const USUAL_MOST: usize = 512;

/// A model ready for use.
pub(super) struct Bert {
    model: BertModel,
    tokens: Tokens,
    pooling: Pooling,
}

impl Bert {
    /// Reads the weights.
    pub(super) fn of(folder: &mut Folder, pooling: Pooling) -> Result<Self> {
        let config: Config = serde_json::from_value(folder.config.clone())
            .map_err(|error| folder.fails(&format!("its config.json is not one of BERT: {error}")))?;
        let tokens = Tokens::of(folder, folder.most_tokens.unwrap_or(USUAL_MOST))?;
        if tokens.bound() > config.vocab_size {
            let message = format!("its tokenizer knows {} tokens, its weights {}", tokens.bound(), config.vocab_size);
            return Err(folder.fails(&message));
        }
        // Not needed again, and large.
        let weights = std::mem::take(&mut folder.weights);
        let model = VarBuilder::from_buffered_safetensors(weights, DType::F32, &Device::Cpu)
            .and_then(|weights| BertModel::load(weights, &config))
            .map_err(|error| folder.fails(&format!("its weights could not be used: {error}")))?;
        Ok(Self { model, tokens, pooling })
    }

    fn vector(&self, text: &str) -> std::result::Result<Vec<f32>, String> {
        let ids = self.tokens.ids(text, true)?;
        self.run(&ids).map_err(|error| error.to_string())
    }

    fn run(&self, ids: &[u32]) -> candle_core::Result<Vec<f32>> {
        let ids = Tensor::new(ids, &Device::Cpu)?.unsqueeze(0)?;
        let out = self.model.forward(&ids, &ids.zeros_like()?, None)?.squeeze(0)?;
        match self.pooling {
            Pooling::Mean => out.mean(0)?.to_vec1(),
            Pooling::First => out.get(0)?.to_vec1(),
        }
    }
}

impl Encoder for Bert {
    fn encode(&self, texts: &[&str]) -> Vec<std::result::Result<Vec<f32>, String>> {
        texts.par_iter().map(|text| self.vector(text)).collect()
    }
}
