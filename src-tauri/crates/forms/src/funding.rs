//! 資金計画: the amounts by fiscal year and source.

use rust_decimal::Decimal;
use shirube_domain::totals::{self, SOURCES};

use crate::input::FormInput;
use crate::records::{Record, record};
use crate::value::Value;

/// 資金計画 by fiscal year and source; rows without year, source or amount are left out of it.
pub(crate) fn funding_matrix(input: &FormInput<'_>) -> Vec<Record> {
    let Ok(funding) = totals::funding(input.plan) else { return Vec::new() };
    if funding.by_year.iter().all(Option::is_none) {
        return Vec::new();
    }
    let sums = funding.cells.iter().zip(&funding.by_year);
    let rows = funding.years.iter().zip(sums);
    rows.map(|(year, (cells, whole))| {
        let mut record = record([("fiscal_year", Value::Year(i64::from(*year)))]);
        for (source, amount) in SOURCES.iter().zip(cells) {
            let Some(amount) = amount else { continue };
            record.insert((*source).to_owned(), yen(*amount));
        }
        record.insert("sum".to_owned(), whole.map_or(Value::Blank, yen));
        record
    })
    .collect()
}

fn yen(amount: i64) -> Value {
    Value::Number(Decimal::from(amount))
}

/// How many funding rows the table by year can't show: all of them where no total can be made.
pub(crate) fn funding_left_out(input: &FormInput<'_>) -> usize {
    match totals::funding(input.plan) {
        Ok(funding) => funding.incomplete.len(),
        Err(totals::TooLarge) => input.plan.answers.rows("funding").count(),
    }
}
