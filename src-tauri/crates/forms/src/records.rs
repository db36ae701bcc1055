//! Where the rows of a table and the boxes of a form come from.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use shirube_domain::answers::{Row, decimal};
use shirube_domain::codes::{LocalGovernmentCode, PrefectureCode};
use shirube_domain::degree::{DegreeKind, DenominatorKind};
use shirube_domain::fields::{self, Column, FieldType};
use shirube_domain::fiscal_year::FiscalYear;

use crate::checklist;
use crate::era::era_of_year;
use crate::input::{DegreeView, FormInput, SelectedFirmView};
use crate::value::{Value, label_of, place_name};

/// The column that every table can have: the row's number from 1.
pub(crate) const NUMBER: &str = "number";

/// The part of a firm's record that no column shows: its role as a word of the contract.
pub(crate) const ROLE: &str = "role_word";

/// A row of a table by the keys of its columns.
pub(crate) type Record = BTreeMap<String, Value>;

/// The sources that are no table among the answers, with their columns.
const SOURCES: &[(&str, &[&str])] = &[
    ("authors", &["lead", "code", "place", "name"]),
    ("area", &["code", "prefecture", "district", "municipality"]),
    ("unmet", &["id", "question", "state"]),
    (
        "requirements",
        &[
            "id",
            "source",
            "question",
            "summary",
            "state",
            "missing",
            "evidence",
            "applicant_check",
            "receiver_check",
        ],
    ),
    ("kpi_years", &["name", "unit", "series", "year"]),
    ("measures_wanted", &["name"]),
    ("attachments", &["name"]),
    (
        "funding_matrix",
        &["fiscal_year", "state", "prefecture", "municipality", "private", "other", "sum"],
    ),
    (
        "selected_firms",
        &[
            "role",
            "corporate_number",
            "name",
            "address",
            "capital",
            "employees",
            "connector_degree",
            "hub_degree",
            "degree_note",
            "reason",
        ],
    ),
    (
        "degrees",
        &[
            "name",
            "degree",
            "value",
            "share",
            "numerator",
            "denominator",
            "year",
            "basis",
            "denominator_year",
            "denominator_source",
            "note",
        ],
    ),
];

/// The boxes that are neither an answer nor the plan's own.
const BOXES: &[&str] = &["submitted_on", "period_years", "area_names"];

/// The columns of a source, `None` where there is no such source.
pub(crate) fn columns_of(rows: &str) -> Option<Vec<&'static str>> {
    if let Some((_, columns)) = SOURCES.iter().find(|(name, _)| *name == rows) {
        return Some(columns.to_vec());
    }
    match fields::answer(rows)?.ty {
        FieldType::Table(columns) => Some(columns.iter().map(|column| column.name).collect()),
        _ => None,
    }
}

/// Whether a box of that name can be filled.
pub(crate) fn check_field(name: &str) -> Result<(), String> {
    let plan = fields::PLAN.iter().any(|column| column.name == name);
    if BOXES.contains(&name) || plan || answer_type(name).is_some() {
        Ok(())
    } else {
        Err(format!("there is no field {name}"))
    }
}

/// The text key of a box's label.
pub(crate) fn label_key(name: &str) -> String {
    if BOXES.contains(&name) {
        return format!("forms.field.{name}");
    }
    match answer_type(name) {
        Some((Answer { key, part: Some(part) }, _)) => format!("field.{key}.{part}"),
        Some((Answer { key, part: None }, _)) => format!("field.{key}"),
        None => format!("field.{name}"),
    }
}

/// The text key of a column's label.
pub(crate) fn column_label_key(rows: &str, key: &str) -> String {
    let own = SOURCES.iter().any(|(name, _)| *name == rows);
    match (key, rows) {
        (NUMBER, _) => "forms.column.number".to_owned(),
        ("degree_note", _) => "forms.column.degree_note".to_owned(),
        (_, "selected_firms") => format!("field.selected_firms.{key}"),
        _ if own => format!("forms.column.{rows}.{key}"),
        _ => format!("field.{rows}.{key}"),
    }
}

/// An answer, or one part of an answer that is a record.
struct Answer {
    key: &'static str,
    part: Option<&'static str>,
}

/// The answer of that name in the vocabulary, and its type.
fn answer_type(name: &str) -> Option<(Answer, FieldType)> {
    for field in fields::ANSWERS {
        let Some(rest) = name.strip_prefix(field.name) else { continue };
        if rest.is_empty() {
            return Some((Answer { key: field.key, part: None }, field.ty));
        }
        if let (Some(part), FieldType::Record(columns)) = (rest.strip_prefix('.'), field.ty) {
            let column = columns.iter().find(|column| column.name == part)?;
            return Some((Answer { key: field.key, part: Some(column.name) }, column.ty));
        }
    }
    None
}

/// Whether a box is for text of several lines.
pub(crate) fn is_long(name: &str) -> bool {
    answer_type(name).is_some_and(|(_, ty)| ty == FieldType::LongText)
}

/// What stands in a box.
pub(crate) fn field_value(input: &FormInput<'_>, name: &str) -> Value {
    let plan = input.plan;
    match name {
        "submitted_on" => Value::Date(input.today),
        "period_years" => Value::text(period_years(input)),
        "area_names" => Value::text(area_names(input)),
        "plan.title" => Value::text(&plan.title),
        "plan.kind" => Value::text(input.word(&format!("kind.{}", plan.kind.letter()))),
        "plan.period.start" => Value::Date(plan.period.start()),
        "plan.period.end" => Value::Date(plan.period.end()),
        _ => answer_type(name)
            .and_then(|(_, ty)| Some(Value::of_answer(input, ty, plan.answers.at(name)?)))
            .unwrap_or_default(),
    }
}

/// 2027年度（令和9年度）～2031年度（令和13年度）
fn period_years(input: &FormInput<'_>) -> String {
    let years = input.plan.period.fiscal_years();
    let (Some(first), Some(last)) = (years.first(), years.last()) else { return String::new() };
    let (first, last) = (year_in_words(input, *first), year_in_words(input, *last));
    let count = years.len().to_string();
    input.render("forms.period", &[("first", &first), ("last", &last), ("count", &count)])
}

fn year_in_words(input: &FormInput<'_>, year: FiscalYear) -> String {
    let western = year.to_string();
    match era_of_year(year) {
        Some((era, 1)) => {
            let era = input.word(&format!("forms.era.{era}"));
            input.render("forms.fiscal_year_first", &[("year", &western), ("era", &era)])
        }
        Some((era, count)) => {
            let era = input.word(&format!("forms.era.{era}"));
            let count = count.to_string();
            input.render(
                "forms.fiscal_year_era",
                &[("year", &western), ("era", &era), ("count", &count)],
            )
        }
        None => input.render("forms.fiscal_year", &[("year", &western)]),
    }
}

fn area_names(input: &FormInput<'_>) -> String {
    let names: Vec<String> = area_codes(input)
        .iter()
        .map(|(prefecture, municipality)| match municipality {
            Some(code) => place_name(input, code.as_str()),
            None => place_name(input, prefecture.as_str()),
        })
        .collect();
    names.join(&input.word("list.separator"))
}

/// The area: the prefectures in the plan's order, each with its municipalities in code order.
fn area_codes(input: &FormInput<'_>) -> Vec<(PrefectureCode, Option<LocalGovernmentCode>)> {
    let plan = input.plan;
    let mut prefectures = plan.prefectures.clone();
    for code in &plan.municipalities {
        if !prefectures.contains(&code.prefecture()) {
            prefectures.push(code.prefecture());
        }
    }
    let mut municipalities = plan.municipalities.clone();
    municipalities.sort();
    let mut area = Vec::new();
    for prefecture in prefectures {
        let before = area.len();
        let inside = municipalities.iter().filter(|code| code.prefecture() == prefecture);
        area.extend(inside.map(|code| (prefecture.clone(), Some(code.clone()))));
        if area.len() == before {
            area.push((prefecture, None));
        }
    }
    area
}

/// The rows of a source.
pub(crate) fn rows_of(input: &FormInput<'_>, rows: &str) -> Vec<Record> {
    let mut records = match rows {
        "authors" => authors(input),
        "area" => area(input),
        "unmet" => checklist::unmet(input),
        "requirements" => checklist::requirements(input),
        "kpi_years" => kpi_years(input),
        "measures_wanted" | "attachments" => list(input, rows),
        "funding_matrix" => funding_matrix(input),
        "selected_firms" => input.selected.iter().map(|firm| firm_record(input, firm)).collect(),
        "degrees" => degrees(input),
        _ => table(input, rows),
    };
    if rows != "kpi_years" && rows != "degrees" {
        for (index, record) in records.iter_mut().enumerate() {
            record.insert(NUMBER.to_owned(), Value::whole(index as i64 + 1));
        }
    }
    records
}

fn record<const N: usize>(parts: [(&str, Value); N]) -> Record {
    parts.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

fn row_record(input: &FormInput<'_>, columns: &[Column], row: Row<'_>) -> Record {
    columns
        .iter()
        .filter_map(|column| {
            let value = Value::of_answer(input, column.ty, row.get(column.name)?);
            Some((column.name.to_owned(), value))
        })
        .collect()
}

/// The rows of an answer table.
fn table(input: &FormInput<'_>, key: &str) -> Vec<Record> {
    let columns = fields::answer(key).map_or(&[][..], |field| field.ty.columns());
    input.plan.answers.rows(key).map(|(_, row)| row_record(input, columns, row)).collect()
}

/// The values of an answer list, one a row.
fn list(input: &FormInput<'_>, key: &str) -> Vec<Record> {
    let Some(FieldType::List(element)) = fields::answer(key).map(|field| field.ty) else {
        return Vec::new();
    };
    let values = input.plan.answers.list(key).iter();
    values
        .map(|value| record([("name", Value::opt_text(label_of(input, *element, value)))]))
        .collect()
}

/// 作成主体 in code order, the lead first.
fn authors(input: &FormInput<'_>) -> Vec<Record> {
    let mut rows: Vec<Row<'_>> = input.plan.answers.rows("authors").map(|(_, row)| row).collect();
    let lead = |row: &Row<'_>| row.get("lead").and_then(|value| value.as_bool()) == Some(true);
    rows.sort_by_key(|row| (!lead(row), row.text("code").is_empty(), row.text("code").to_owned()));
    rows.iter()
        .map(|row| {
            let code = row.text("code");
            let place = if code.is_empty() { String::new() } else { place_name(input, code) };
            record([
                (
                    "lead",
                    Value::text(if lead(row) { input.word("forms.lead") } else { String::new() }),
                ),
                ("code", Value::text(code)),
                ("place", Value::text(place)),
                ("name", Value::text(row.text("name"))),
            ])
        })
        .collect()
}

fn area(input: &FormInput<'_>) -> Vec<Record> {
    area_codes(input)
        .into_iter()
        .map(|(prefecture, municipality)| {
            let known = municipality.as_ref().and_then(|code| input.places.municipality(code));
            let code = municipality.as_ref().map_or(prefecture.as_str(), |code| code.as_str());
            record([
                ("code", Value::text(code)),
                ("prefecture", Value::text(place_name(input, prefecture.as_str()))),
                ("district", Value::opt_text(known.map(|place| &place.district))),
                ("municipality", Value::opt_text(known.map(|place| &place.name))),
            ])
        })
        .collect()
}

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
fn kpi_years(input: &FormInput<'_>) -> Vec<Record> {
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

/// The words of a funding source, in the order of the form.
pub(crate) const FUNDING: [&str; 5] = ["state", "prefecture", "municipality", "private", "other"];

/// 資金計画 by fiscal year and source; rows without year, source or amount are left out of it.
fn funding_matrix(input: &FormInput<'_>) -> Vec<Record> {
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
fn degrees(input: &FormInput<'_>) -> Vec<Record> {
    let mut records = Vec::new();
    for (index, firm) in input.selected.iter().enumerate() {
        for kind in DegreeKind::ALL {
            let mut record = degree_record(input, firm.degree(kind));
            record.insert(NUMBER.to_owned(), Value::whole(index as i64 + 1));
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
