//! 資金計画: the amounts by fiscal year and source.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use shirube_domain::answers::{Row, decimal};

use crate::input::FormInput;
use crate::records::{Record, record};
use crate::value::Value;

/// The words of a funding source, in the order of the form.
const FUNDING: [&str; 5] = ["state", "prefecture", "municipality", "private", "other"];

/// 資金計画 by fiscal year and source; rows without year, source or amount are left out of it.
pub(crate) fn funding_matrix(input: &FormInput<'_>) -> Vec<Record> {
    let mut sums: BTreeMap<i64, [Option<Decimal>; FUNDING.len()]> = BTreeMap::new();
    for (_, row) in input.plan.answers.rows("funding") {
        let source = FUNDING.iter().position(|word| *word == row.text("source"));
        let amount = row.get("amount").and_then(decimal);
        let (Some(year), Some(source), Some(amount)) = (row.integer("fiscal_year"), source, amount)
        else {
            continue;
        };
        let sum = &mut sums.entry(year).or_default()[source];
        *sum = Some(sum.unwrap_or_default() + amount);
    }
    if !sums.is_empty() {
        for year in input.plan.period.fiscal_years() {
            sums.entry(i64::from(year)).or_default();
        }
    }
    sums.into_iter()
        .map(|(year, sums)| {
            let mut record = record([("fiscal_year", Value::Year(year))]);
            let mut whole = None;
            for (source, sum) in FUNDING.iter().zip(sums) {
                let Some(sum) = sum else { continue };
                record.insert((*source).to_owned(), Value::Number(sum));
                whole = Some(whole.unwrap_or_default() + sum);
            }
            record.insert("sum".to_owned(), whole.map_or(Value::Blank, Value::Number));
            record
        })
        .collect()
}

/// How many funding rows the table by year can't show.
pub(crate) fn funding_left_out(input: &FormInput<'_>) -> usize {
    let complete = |row: &Row<'_>| {
        row.integer("fiscal_year").is_some()
            && FUNDING.contains(&row.text("source"))
            && row.get("amount").and_then(decimal).is_some()
    };
    input.plan.answers.rows("funding").filter(|(_, row)| !complete(row)).count()
}
