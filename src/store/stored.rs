//! What the engine stores of a record, and how it is handed over.

use tantivy::schema::document::{DeserializeError, DocumentDeserialize, DocumentDeserializer};
use tantivy::schema::{Field, OwnedValue};

use super::records::{Record, unpacked};
use super::schema::Fields;

/// What is stored of a record, as the engine hands it over: the engine's own document would copy every byte once more.
pub(crate) struct Stored(Vec<(Field, OwnedValue)>);

impl DocumentDeserialize for Stored {
    #[inline]
    fn deserialize<'de, D: DocumentDeserializer<'de>>(mut values: D) -> Result<Self, DeserializeError> {
        let mut stored = Vec::with_capacity(values.size_hint());
        while let Some(value) = values.next_field()? {
            stored.push(value);
        }
        Ok(Self(stored))
    }
}

impl Stored {
    fn first(&self, field: Field) -> Option<&OwnedValue> {
        self.0.iter().find(|(of, _)| *of == field).map(|(_, value)| value)
    }

    /// What the record holds; `None` when it is damaged.
    #[inline]
    pub fn record<T: Record>(&self, fields: &Fields) -> Option<T> {
        let Some(OwnedValue::Bytes(packed)) = self.first(fields.stored) else { return None };
        let mut record: T = unpacked(packed)?;
        if let Some(OwnedValue::Str(text)) = self.first(fields.text) {
            record.take_text(text);
        }
        Some(record)
    }
}
