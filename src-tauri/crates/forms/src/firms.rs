//! The firms of a plan, and how their degrees were worked out.

use rust_decimal::Decimal;
use shirube_domain::degree::{DegreeKind, DenominatorKind};
use shirube_domain::fiscal_year::FiscalYear;

use crate::input::{DegreeView, FormInput, SelectedFirmView};
use crate::records::{NUMBER, ROW, Record, record};
use crate::value::Value;

/// The part of a firm's record that no column shows: its role as a word of the contract.
pub(crate) const ROLE: &str = "role_word";

/// The firms, in the plan's own order.
pub(crate) fn firms(input: &FormInput<'_>) -> Vec<Record> {
    let numbered = |(index, firm): (usize, &SelectedFirmView)| {
        let mut record = firm_record(input, firm);
        record.insert(ROW.to_owned(), Value::whole(index as i64));
        record
    };
    input.selected.iter().enumerate().map(numbered).collect()
}

fn firm_record(input: &FormInput<'_>, firm: &SelectedFirmView) -> Record {
    let known = &firm.record;
    let degree = |view: &DegreeView| match view.degree {
        Some(degree) => Value::text(degree.to_decimal_string()),
        None => Value::Blank,
    };
    record([
        (ROLE, Value::text(firm.role.as_str())),
        ("role", Value::text(input.word(&format!("role.{}", firm.role.as_str())))),
        ("corporate_number", Value::opt_text(known.corporate_number.as_ref().map(|n| n.as_str()))),
        ("name", Value::text(&known.name)),
        ("address", Value::opt_text(known.address.as_ref())),
        ("capital", Value::opt_whole(known.capital)),
        ("employees", Value::opt_whole(known.employees)),
        ("connector_degree", degree(&firm.connector)),
        ("hub_degree", degree(&firm.hub)),
        ("degree_note", Value::text(degrees_note(input, firm))),
        ("reason", Value::text(&firm.reason)),
    ])
}

/// What a reader of the list must know of a firm's degrees: a stand-in denominator, or why there
/// is no number.
fn degrees_note(input: &FormInput<'_>, firm: &SelectedFirmView) -> String {
    let notes = DegreeKind::ALL.into_iter().flat_map(|kind| {
        let view = firm.degree(kind);
        let mark = view.is_registered_sum().then(|| input.word("forms.mark.registered_sum"));
        let missing = Some(view.missing.clone()).filter(|missing| !missing.is_empty());
        let degree = input.word(&format!("degree.{}", kind.as_str()));
        mark.into_iter().chain(missing).map(move |text| {
            input.render("forms.summary.text", &[("label", &degree), ("text", &text)])
        })
    });
    notes.collect::<Vec<_>>().join("\n")
}

/// Two rows for each firm: how each degree was worked out.
pub(crate) fn degrees(input: &FormInput<'_>) -> Vec<Record> {
    let mut records = Vec::new();
    for (index, firm) in input.selected.iter().enumerate() {
        for kind in DegreeKind::ALL {
            let mut record = degree_record(input, firm.degree(kind));
            record.insert(NUMBER.to_owned(), Value::whole(index as i64 + 1));
            record.insert(ROW.to_owned(), Value::whole(index as i64));
            record.insert("name".to_owned(), Value::text(&firm.record.name));
            let label = input.word(&format!("degree.{}", kind.as_str()));
            record.insert("degree".to_owned(), Value::text(label));
            records.push(record);
        }
    }
    records
}

fn degree_record(input: &FormInput<'_>, view: &DegreeView) -> Record {
    let denominator = view.denominator.as_ref();
    let share = view.degree.map(|degree| {
        Value::Number(Decimal::from(degree.numerator()) / Decimal::from(degree.denominator()))
    });
    record([
        ("value", Value::opt_text(view.degree.map(|degree| degree.to_decimal_string()))),
        ("share", share.unwrap_or_default()),
        ("numerator", Value::opt_whole(view.numerator)),
        ("denominator", Value::opt_whole(denominator.map(|d| d.value))),
        ("year", year_value(view.year)),
        (
            "basis",
            Value::opt_text(view.basis.map(|b| input.word(&format!("basis.{}", b.as_str())))),
        ),
        ("denominator_year", year_value(denominator.map(|d| d.year))),
        (
            "denominator_source",
            Value::opt_text(denominator.map(|d| match d.kind {
                DenominatorKind::Statistic => d.source.clone(),
                DenominatorKind::RegisteredSum => input.word("denominator.registered_sum"),
            })),
        ),
        ("note", Value::text(degree_note(input, view))),
    ])
}

fn year_value(year: Option<FiscalYear>) -> Value {
    year.map_or(Value::Blank, |year| Value::Year(i64::from(year)))
}

/// The loud mark of a stand-in denominator, why there is no degree, and what else is to be known.
fn degree_note(input: &FormInput<'_>, view: &DegreeView) -> String {
    let mark = view.is_registered_sum().then(|| input.word("forms.mark.registered_sum"));
    let mut notes: Vec<String> = mark.into_iter().collect();
    if !view.missing.is_empty() {
        notes.push(view.missing.clone());
    }
    notes.extend(view.warnings.iter().cloned());
    notes.join("\n")
}
