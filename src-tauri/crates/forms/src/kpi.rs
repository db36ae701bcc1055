//! 目標値: the targets and actual values of the indicators by fiscal year.

use std::collections::BTreeSet;

use shirube_domain::answers::Row;
use shirube_domain::fields;
use shirube_domain::fiscal_year::FiscalYear;
use shirube_domain::indicator::Indicator;

use crate::input::FormInput;
use crate::records::{NUMBER, ROW, Record, SERIES, record, row_record};
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

/// Two rows for each indicator: its targets, and below them its actual values; a third with the
/// achievement in percent once something has been measured.
pub(crate) fn kpi_years(input: &FormInput<'_>) -> Vec<Record> {
    let columns = fields::answer("kpi").map_or(&[][..], |field| field.ty.columns());
    let mut records = Vec::new();
    for (index, (place, row)) in input.plan.answers.rows("kpi").enumerate() {
        let shown = row_record(input, columns, row);
        for series in ["targets", "actuals"] {
            let mut record = record([
                (NUMBER, Value::whole(index as i64 + 1)),
                (ROW, Value::whole(place as i64)),
                (SERIES, Value::text(series)),
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
        records.extend(achievement(input, index, row, &shown).map(|mut record| {
            record.insert(ROW.to_owned(), Value::whole(place as i64));
            record
        }));
    }
    records
}

/// A row for the targets of an indicator that nobody has named yet.
pub(crate) fn blank_targets(input: &FormInput<'_>, row: usize) -> Record {
    record([
        (ROW, Value::whole(row as i64)),
        (SERIES, Value::text("targets")),
        ("series", Value::text(input.word("forms.series.targets"))),
    ])
}

/// The achievement of the years that have one, as the window shows it.
fn achievement(
    input: &FormInput<'_>,
    index: usize,
    row: Row<'_>,
    shown: &Record,
) -> Option<Record> {
    let indicator = Indicator::of(row, &input.plan.period.fiscal_years());
    let mut record = record([
        (NUMBER, Value::whole(index as i64 + 1)),
        ("series", Value::text(input.word("forms.series.achievement"))),
        ("unit", Value::text(input.word("unit.percent"))),
    ]);
    record.insert("name".to_owned(), shown.get("name").cloned().unwrap_or_default());
    let mut any = false;
    for year in &indicator.years {
        let ratio = indicator.achievement(year).and_then(Result::ok);
        if let Some(percent) = ratio.and_then(|ratio| ratio.percent(2)) {
            record.insert(year.year.to_string(), Value::Number(percent));
            any = true;
        }
    }
    any.then_some(record)
}
