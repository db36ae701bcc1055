//! 目標値: the targets and actual values of the indicators by fiscal year.

use std::collections::BTreeSet;

use shirube_domain::fields;
use shirube_domain::fiscal_year::FiscalYear;

use crate::input::FormInput;
use crate::records::{NUMBER, Record, record, row_record};
use crate::value::Value;

/// The fiscal years of the plan, and any other for which a value was entered.
pub(crate) fn kpi_fiscal_years(input: &FormInput<'_>) -> Vec<FiscalYear> {
    let mut years: BTreeSet<FiscalYear> = input.plan.period.fiscal_years().into_iter().collect();
    for (_, row) in input.plan.answers.rows("kpi") {
        years.extend(row.years("targets").into_iter().map(|(year, _)| year));
        years.extend(row.years("actuals").into_iter().map(|(year, _)| year));
    }
    years.into_iter().collect()
}

/// Two rows for each indicator: its targets, and below them its actual values.
pub(crate) fn kpi_years(input: &FormInput<'_>) -> Vec<Record> {
    let columns = fields::answer("kpi").map_or(&[][..], |field| field.ty.columns());
    let mut records = Vec::new();
    for (index, (_, row)) in input.plan.answers.rows("kpi").enumerate() {
        let shown = row_record(input, columns, row);
        for series in ["targets", "actuals"] {
            let mut record = record([
                (NUMBER, Value::whole(index as i64 + 1)),
                ("series", Value::text(input.word(&format!("forms.series.{series}")))),
            ]);
            for key in ["name", "unit"] {
                record.insert(key.to_owned(), shown.get(key).cloned().unwrap_or_default());
            }
            for (year, value) in row.years(series) {
                record.insert(year.to_string(), Value::Number(value));
            }
            records.push(record);
        }
    }
    records
}
