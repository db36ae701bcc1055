//! Layouts of official downloads that come without a header row.

use shirube_domain::codes::CorporateNumber;
use shirube_domain::draft::MappedField;
use shirube_domain::figures::Basis;
use shirube_domain::firm::FirmField;
use shirube_domain::money::Unit;

use crate::mapping::{ColumnGuess, Table};
use crate::sample::Sample;
use crate::words::Words;

/// The download of the 法人番号公表サイト, which has no header row.
pub(crate) fn official_layout(sample: &Sample, sheet: &str, words: &Words) -> Option<Table> {
    let layout = &words.official;
    let first = sample.rows.first()?;
    let wide = sample.rows.iter().take(5).all(|row| {
        row.cell(layout.corporate_number)
            .is_some_and(|cell| CorporateNumber::parse(&cell.folded).is_ok())
            && row
                .cell(layout.prefecture)
                .is_some_and(|cell| cell.folded.ends_with(['都', '道', '府', '県']))
            && row.cells.last().is_some_and(|cell| cell.column < layout.columns)
    });
    if !wide || first.number != 1 {
        return None;
    }
    let fields = [
        (layout.corporate_number, FirmField::CorporateNumber),
        (layout.name, FirmField::Name),
        (layout.prefecture, FirmField::Prefecture),
        (layout.municipality, FirmField::Municipality),
        (layout.address, FirmField::Address),
        (layout.postal_code, FirmField::PostalCode),
        (layout.kana, FirmField::Kana),
    ];
    let columns = (0..layout.columns).map(|column| {
        let field = fields.iter().find(|(at, _)| *at == column).map(|(_, field)| *field);
        ColumnGuess {
            column,
            header: String::new(),
            field: field.map(MappedField::Firm),
            unit: Unit::None,
            year: None,
            basis: Basis::HeadOffice,
            confidence: if field.is_some() { 0.9 } else { 0.0 },
            reason: "official_layout",
        }
    });
    Some(Table { columns: columns.collect(), ..Table::on(sheet) })
}
