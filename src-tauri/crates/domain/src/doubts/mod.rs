//! Doubts: what is worth a look in a plan's answers although they fit; never a failure.
//!
//! Each stands at a place. Those of a requirement's inputs are told with that requirement, the
//! others with the plan as a whole.

mod people;
mod periods;
mod places;

use std::collections::{BTreeMap, BTreeSet};

use crate::answers::{Cell, cells};
use crate::codes::{CorporateNumber, IndustryCode};
use crate::fields::FieldType;
use crate::finding::Finding;
use crate::names::matching_form;
use crate::places::Places;
use crate::plan::Plan;

/// Doubts that can't be right as they stand; all others may well be.
pub const WRONG: [&str; 3] =
    ["corporate_number_invalid", "period_reversed", "municipality_unknown"];

/// What a plan's answers are compared with.
#[derive(Debug, Clone)]
pub struct Known<'a> {
    /// Prefectures and municipalities.
    pub places: &'a Places,
    /// The codes of 日本標準産業分類.
    pub industries: BTreeSet<&'a str>,
    /// The ids of the catalogue's support measures.
    pub measures: BTreeSet<&'a str>,
    /// The firms of the ledger among those that the answers name, by number.
    pub firms: BTreeMap<CorporateNumber, String>,
    /// The places among the selected firms whose firm is no longer in the ledger.
    pub gone: Vec<usize>,
}

/// Everything that is doubtful in a plan, in the order of the form.
pub fn doubts(plan: &Plan, known: &Known<'_>) -> Vec<Finding> {
    let mut found = Vec::new();
    people::authors(&mut found, plan);
    for cell in cells(plan) {
        text(&mut found, &cell);
        people::reachable(&mut found, &cell);
        places::municipality(&mut found, &cell, plan, known.places);
        firm(&mut found, &cell, known);
    }
    listed(&mut found, plan, known);
    periods::rows(&mut found, plan);
    periods::years(&mut found, plan);
    for index in &known.gone {
        let gone = Finding::new("firm_gone", format!("selected_firms[{index}]"));
        found.push(gone.text("row", index + 1));
    }
    found
}

/// A line break where one line is meant: it would break a form's cell.
fn text(found: &mut Vec<Finding>, cell: &Cell<'_>) {
    if cell.column.ty == FieldType::Text && cell.text.trim().contains(['\n', '\r']) {
        found.push(cell.says("line_break"));
    }
}

/// A 法人番号 that is none, that the ledger does not know, or whose firm is named otherwise.
fn firm(found: &mut Vec<Finding>, cell: &Cell<'_>, known: &Known<'_>) {
    if cell.column.ty != FieldType::CorporateNumber {
        return;
    }
    let Ok(number) = CorporateNumber::parse(cell.text.trim()) else {
        return found.push(cell.says("corporate_number_invalid").text("raw", cell.text.trim()));
    };
    let Some(name) = known.firms.get(&number) else {
        return found.push(cell.says("firm_not_in_ledger").text("number", number));
    };
    let written = cell.row.map_or("", |row| row.text("investor")).trim();
    if !written.is_empty() && matching_form(written) != matching_form(name) {
        found.push(
            cell.says("firm_name_differs")
                .text("number", number)
                .text("name", name)
                .text("written", written),
        );
    }
}

/// Codes of lists that the lists don't have.
fn listed(found: &mut Vec<Finding>, plan: &Plan, known: &Known<'_>) {
    for (place, text) in entries(plan, "industries") {
        // `E32` is read as `32`.
        let code = IndustryCode::parse(text).map(String::from).unwrap_or_default();
        if !known.industries.contains(code.as_str()) {
            found.push(Finding::new("industry_unknown", place).text("raw", text));
        }
    }
    for (place, text) in entries(plan, "measures_wanted") {
        if !known.measures.contains(text) {
            found.push(Finding::new("measure_unknown", place).text("raw", text));
        }
    }
}

/// The texts of a list with their places.
fn entries<'a>(plan: &'a Plan, key: &str) -> Vec<(String, &'a str)> {
    let texts = plan.answers.list(key).iter().enumerate();
    texts
        .filter_map(|(index, value)| Some((format!("{key}[{index}]"), value.as_str()?.trim())))
        .filter(|(_, text)| !text.is_empty())
        .collect()
}
