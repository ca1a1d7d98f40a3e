//! Parquet, for data tools: one row group, columns with their types, missing values as nulls, nothing of the clock.

use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::{LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;

use super::grid::{Cell, Table};
use super::table::{Column, Kind};
use super::{Answer, Settings};

pub(super) fn draw(answer: &dyn Answer, _: &Settings, out: &mut dyn Write) -> io::Result<()> {
    let bytes = file(&answer.table()).map_err(io::Error::other)?;
    out.write_all(&bytes)
}

fn file(table: &Table) -> Result<Vec<u8>, ParquetError> {
    let field = |column: &Column| -> Result<Arc<Type>, ParquetError> {
        let (physical, logical) = match column.kind {
            Kind::Count => (Physical::INT64, None),
            Kind::Figure => (Physical::DOUBLE, None),
            Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        };
        let field = Type::primitive_type_builder(column.name, physical).with_repetition(Repetition::OPTIONAL);
        Ok(Arc::new(field.with_logical_type(logical).build()?))
    };
    let fields = table.contract.columns.iter().map(field).collect::<Result<Vec<_>, _>>()?;
    let schema = Arc::new(Type::group_type_builder(table.contract.name).with_fields(fields).build()?);
    let properties = Arc::new(WriterProperties::builder().set_created_by("lookback".to_owned()).build());
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, properties)?;
    let mut group = writer.next_row_group()?;
    for (at, Column { kind, .. }) in table.contract.columns.iter().enumerate() {
        let Some(mut column) = group.next_column()? else { break };
        let cells: Vec<&Cell> = table.rows.iter().map(|row| &row[at]).collect();
        let levels: Vec<i16> = cells.iter().map(|cell| i16::from(**cell != Cell::Missing)).collect();
        let known = cells.iter().filter(|cell| ***cell != Cell::Missing);
        match kind {
            Kind::Count => {
                let values: Vec<i64> = known.map(|cell| number(cell) as i64).collect();
                column.typed::<Int64Type>().write_batch(&values, Some(&levels), None)?;
            }
            Kind::Figure => {
                let values: Vec<f64> = known.map(|cell| number(cell)).collect();
                column.typed::<DoubleType>().write_batch(&values, Some(&levels), None)?;
            }
            Kind::Text => {
                let values: Vec<ByteArray> = known.map(|cell| ByteArray::from(cell.to_string().as_str())).collect();
                column.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None)?;
            }
        }
        column.close()?;
    }
    group.close()?;
    writer.into_inner()
}

fn number(cell: &Cell) -> f64 {
    match cell {
        Cell::Count(count) => *count as f64,
        Cell::Figure { value, .. } => *value,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use parquet::file::reader::{FileReader, SerializedFileReader};

    use super::super::table;
    use super::*;

    #[test]
    fn what_is_written_is_read_back_with_its_types_and_nulls() {
        let row = |theme: &str, findings: usize, share: Option<f64>| -> Vec<Cell> {
            let cell = |column: &table::Column| match column.name {
                "theme" => theme.into(),
                "findings" => findings.into(),
                "share" => Cell::figure(share, 4),
                _ => Cell::Missing,
            };
            table::THEMES.columns.iter().map(cell).collect()
        };
        let table = Table::new(&table::THEMES, vec![row("early_help", 3, Some(0.25)), row("housing", 0, None)]);
        let bytes = file(&table).unwrap();
        assert_eq!(bytes, file(&table).unwrap());
        let reader = |bytes: &[u8]| {
            let mut kept = tempfile::tempfile().unwrap();
            kept.write_all(bytes).unwrap();
            SerializedFileReader::new(kept).unwrap()
        };
        let read = reader(&bytes);
        let rows: Vec<String> = read.get_row_iter(None).unwrap().map(|row| row.unwrap().to_string()).collect();
        assert!(rows[0].contains("theme: \"early_help\"") && rows[0].contains("share: 0.25"), "{rows:?}");
        assert!(rows[1].contains("findings: 0") && rows[1].contains("share: null"), "{rows:?}");
        // Columns without a value have the type that is documented, as has a table without a row.
        let types = |bytes: &[u8]| {
            let read = reader(bytes);
            let schema = read.metadata().file_metadata().schema_descr();
            let of = |name| schema.column(table::THEMES.position(name).unwrap()).physical_type();
            ["words", "rate", "label"].map(of)
        };
        let expected = [Physical::INT64, Physical::DOUBLE, Physical::BYTE_ARRAY];
        assert_eq!(types(&bytes), expected);
        assert_eq!(types(&file(&Table::new(&table::THEMES, Vec::new())).unwrap()), expected);
    }
}
