//! 「データ」: everything the form says as one long table for machines, one observation a row.
//!
//! It keeps the 行政データにおける機械可読性に関するルール: one table from row 1, column ids in ASCII,
//! nothing merged, hidden or coloured, numbers and days typed, units and codes in columns of
//! their own, Gregorian years.

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_xlsxwriter::Format;
use serde_json::Value as Json;
use shirube_domain::answers::{Row, decimal, is_blank, iso_date};
use shirube_domain::codes::{LocalGovernmentCode, PrefectureCode};
use shirube_domain::degree::DegreeKind;
use shirube_domain::fields::{self, FieldType};

use crate::error::FormError;
use crate::heights::text_points;
use crate::input::{DegreeView, FormInput, SelectedFirmView};
use crate::layout::Layout;
use crate::page::Pen;
use crate::value::{Value, label_of};

/// The columns, in order. The text stands last, so that a long one covers nothing.
pub(crate) const COLUMNS: [&str; 15] = [
    "plan_id",
    "plan_kind",
    "field",
    "item",
    "part",
    "label",
    "fiscal_year",
    "value_type",
    "value_number",
    "value_date",
    "unit",
    "unit_label",
    "value_code",
    "code_label",
    "value_text",
];

/// The longest text of a cell, in UTF-16 units.
const LONGEST_CELL: usize = 32_767;

/// A table with a header row.
pub(crate) struct Table {
    pub(crate) header: Vec<String>,
    pub(crate) rows: Vec<Vec<Value>>,
}

/// One thing that is said: a value with all that is needed to read it alone.
#[derive(Debug, Clone, Default)]
struct Observation {
    field: String,
    item: Option<usize>,
    label: String,
    year: Option<i64>,
    unit: Option<String>,
    unit_label: Option<String>,
    said: Said,
}

#[derive(Debug, Clone, Default)]
enum Said {
    #[default]
    Nothing,
    Number(Decimal),
    Date(Date),
    Code(String, Option<String>),
    Text(String),
}

impl Observation {
    fn number(mut self, number: Decimal) -> Self {
        self.said = Said::Number(number);
        self
    }

    fn unit(mut self, input: &FormInput<'_>, unit: &str) -> Self {
        self.unit_label = Some(input.word(&format!("unit.{unit}")));
        self.unit = Some(unit.to_owned());
        self
    }

    fn text(mut self, text: &str) -> Self {
        self.said = Said::Text(text.to_owned());
        self
    }

    fn code(mut self, code: &str, label: Option<String>) -> Self {
        self.said = Said::Code(code.to_owned(), label);
        self
    }

    /// The rows of the table: one, or several parts where a text is longer than a cell.
    fn rows(self, plan: &str, kind: &str) -> Vec<Vec<Value>> {
        let number = |n: usize| Value::whole(n as i64);
        let row = |part: Option<usize>, ty: &str, said: [Value; 5]| {
            let [value, date, code, code_label, text] = said;
            vec![
                Value::text(plan),
                Value::text(kind),
                Value::text(&self.field),
                self.item.map_or(Value::Blank, number),
                part.map_or(Value::Blank, number),
                Value::text(&self.label),
                Value::opt_whole(self.year),
                Value::text(ty),
                value,
                date,
                Value::opt_text(self.unit.as_ref()),
                Value::opt_text(self.unit_label.as_ref()),
                code,
                code_label,
                text,
            ]
        };
        let blank = || Value::Blank;
        match &self.said {
            Said::Nothing => Vec::new(),
            Said::Number(n) => {
                vec![row(None, "number", [Value::Number(*n), blank(), blank(), blank(), blank()])]
            }
            Said::Date(day) => {
                vec![row(None, "date", [blank(), Value::Date(*day), blank(), blank(), blank()])]
            }
            Said::Code(code, label) => {
                let label = Value::opt_text(label.as_ref());
                vec![row(None, "code", [blank(), blank(), Value::text(code), label, blank()])]
            }
            Said::Text(text) => {
                let Value::Text(text) = Value::text(text) else { return Vec::new() };
                let parts = cell_parts(&text);
                let many = parts.len() > 1;
                parts
                    .into_iter()
                    .enumerate()
                    .map(|(index, part)| {
                        let part = Value::Text(part.to_owned());
                        let number = many.then_some(index + 1);
                        row(number, "text", [blank(), blank(), blank(), blank(), part])
                    })
                    .collect()
            }
        }
    }
}

/// A text in parts that each fit a cell; nearly always one.
fn cell_parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut units) = (0, 0);
    for (at, letter) in text.char_indices() {
        if units + letter.len_utf16() > LONGEST_CELL {
            parts.push(&text[start..at]);
            (start, units) = (at, 0);
        }
        units += letter.len_utf16();
    }
    parts.push(&text[start..]);
    parts
}

/// Everything that the plan says.
pub(crate) fn table(input: &FormInput<'_>, layout: &Layout) -> Table {
    let mut all = plan_itself(input, layout);
    for field in fields::answers_of(input.plan.kind) {
        let Some(answer) = input.plan.answers.get(field.key) else { continue };
        let place = Place {
            field: field.name.to_owned(),
            label: format!("field.{}", field.key),
            ..Place::default()
        };
        observe(&mut all, input, &place, field.ty, answer);
    }
    for (index, firm) in input.selected.iter().enumerate() {
        firm_observations(&mut all, input, index, firm);
    }
    for assessment in input.assessments {
        let state = assessment.state.as_str();
        let label = input.word(&format!("state.{state}"));
        let field = format!("requirement[{}].state", assessment.requirement.id);
        all.push(named(input, field, "forms.data.requirement_state").code(state, Some(label)));
    }
    let plan = input.plan.id.to_string();
    let kind = input.plan.kind.letter();
    Table {
        header: COLUMNS.map(str::to_owned).to_vec(),
        rows: all.into_iter().flat_map(|one| one.rows(&plan, kind)).collect(),
    }
}

fn named(input: &FormInput<'_>, field: impl Into<String>, label: &str) -> Observation {
    Observation { field: field.into(), label: input.word(label), ..Observation::default() }
}

fn plan_itself(input: &FormInput<'_>, layout: &Layout) -> Vec<Observation> {
    let plan = input.plan;
    let day = |field: &str, label: &str, day: Date| Observation {
        said: Said::Date(day),
        ..named(input, field, label)
    };
    let kind = plan.kind.letter();
    let mut all = vec![
        named(input, "form.version", "forms.data.form_version").text(&layout.version),
        day("form.made_on", "forms.data.form_made_on", input.today),
        named(input, "plan.catalogue", "forms.data.catalogue").text(&plan.catalogue),
        named(input, "plan.kind", "field.plan.kind")
            .code(kind, Some(input.word(&format!("kind.{kind}")))),
        named(input, "plan.title", "field.plan.title").text(&plan.title),
        day("plan.period.start", "field.plan.period.start", plan.period.start()),
        day("plan.period.end", "field.plan.period.end", plan.period.end()),
    ];
    let area = |field: &str, codes: Vec<&str>| -> Vec<Observation> {
        let code = |(index, code): (usize, &str)| Observation {
            item: Some(index + 1),
            ..named(input, format!("{field}[{index}]"), &format!("field.{field}"))
                .code(code, place_label(input, code))
        };
        codes.into_iter().enumerate().map(code).collect()
    };
    all.extend(area("plan.prefecture", plan.prefectures.iter().map(|c| c.as_str()).collect()));
    all.extend(area(
        "plan.municipalities",
        plan.municipalities.iter().map(|c| c.as_str()).collect(),
    ));
    all
}

/// The full name of a place that is in the list.
fn place_label(input: &FormInput<'_>, code: &str) -> Option<String> {
    label_of(input, FieldType::LocalGovernment, &Json::from(code)).filter(|name| name != code)
}

/// Where an answer stands, and what its row says for it.
#[derive(Debug, Clone, Default)]
struct Place {
    field: String,
    label: String,
    item: Option<usize>,
    year: Option<i64>,
    unit: Option<String>,
    unit_label: Option<String>,
}

impl Place {
    fn at(&self, input: &FormInput<'_>) -> Observation {
        Observation {
            field: self.field.clone(),
            item: self.item,
            label: input.word(&self.label),
            year: self.year,
            unit: self.unit.clone(),
            unit_label: self.unit_label.clone(),
            said: Said::Nothing,
        }
    }

    fn part(&self, name: &str) -> Self {
        Self {
            field: format!("{}.{name}", self.field),
            label: format!("{}.{name}", self.label),
            ..self.clone()
        }
    }

    fn element(&self, index: usize) -> Self {
        Self { field: format!("{}[{index}]", self.field), item: Some(index + 1), ..self.clone() }
    }
}

fn observe(
    all: &mut Vec<Observation>,
    input: &FormInput<'_>,
    place: &Place,
    ty: FieldType,
    answer: &Json,
) {
    if is_blank(Some(answer)) {
        return;
    }
    match ty {
        FieldType::List(element) => {
            for (index, value) in answer.as_array().into_iter().flatten().enumerate() {
                observe(all, input, &place.element(index), *element, value);
            }
        }
        FieldType::Record(columns) => {
            for column in columns {
                let Some(value) = answer.get(column.name) else { continue };
                observe(all, input, &place.part(column.name), column.ty, value);
            }
        }
        FieldType::Table(columns) => {
            for (index, row) in input.plan.answers.rows(&place.field) {
                for column in columns {
                    let Some(value) = row.get(column.name) else { continue };
                    let cell = table_cell(input, place, index, row, column.name);
                    observe(all, input, &cell, column.ty, value);
                }
            }
        }
        FieldType::YearValues => {
            let one = place.field.trim_end_matches('s');
            for (year, value) in answer.as_object().into_iter().flatten() {
                let Some(number) = decimal(value) else { continue };
                let place = Place {
                    field: format!("{one}[{year}]"),
                    year: year.parse().ok(),
                    ..place.clone()
                };
                all.push(place.at(input).number(number));
            }
        }
        _ => all.push(plain(input, place, ty, answer)),
    }
}

/// A cell of a table, with the year and the unit that its row gives it.
fn table_cell(
    input: &FormInput<'_>,
    table: &Place,
    index: usize,
    row: Row<'_>,
    column: &str,
) -> Place {
    let mut cell = table.element(index).part(column);
    cell.year = match (table.field.as_str(), column) {
        ("kpi", "baseline") => row.integer("baseline_year"),
        (_, "fiscal_year") => None,
        _ => row.integer("fiscal_year"),
    };
    match (table.field.as_str(), column) {
        ("kpi", "baseline" | "targets" | "actuals") if !row.blank("unit") => {
            cell.unit = Some(row.text("unit").to_owned());
            cell.unit_label = Some(input.word(&format!("unit.{}", row.text("unit"))));
        }
        ("product_comparisons", "before" | "after") if !row.blank("unit") => {
            cell.unit_label = Some(row.text("unit").to_owned());
        }
        ("support_system", "persons") => {
            cell.unit = Some("persons".to_owned());
            cell.unit_label = Some(input.word("unit.persons"));
        }
        _ => {}
    }
    cell
}

fn plain(input: &FormInput<'_>, place: &Place, ty: FieldType, answer: &Json) -> Observation {
    let at = place.at(input);
    let number = decimal(answer).unwrap_or_default();
    let text = answer.as_str().unwrap_or_default();
    let label = || label_of(input, ty, answer).filter(|label| label != text);
    match ty {
        FieldType::Money | FieldType::Percent => {
            at.number(number).unit(input, ty.unit().unwrap_or("none"))
        }
        FieldType::Integer(..) | FieldType::Decimal | FieldType::FiscalYear => at.number(number),
        FieldType::StrategicField => at.code(&number.normalize().to_string(), label()),
        FieldType::Bool => {
            at.code(if answer.as_bool() == Some(true) { "true" } else { "false" }, label())
        }
        FieldType::Date => match iso_date(text) {
            Some(day) => Observation { said: Said::Date(day), ..at },
            None => at,
        },
        FieldType::Municipality
            if LocalGovernmentCode::parse(text).is_err()
                && PrefectureCode::parse(text).is_err() =>
        {
            at.text(text)
        }
        FieldType::Choice(_)
        | FieldType::LocalGovernment
        | FieldType::Municipality
        | FieldType::CorporateNumber
        | FieldType::Industry
        | FieldType::Measure => at.code(text, label()),
        _ => at.text(text),
    }
}

fn firm_observations(
    all: &mut Vec<Observation>,
    input: &FormInput<'_>,
    index: usize,
    firm: &SelectedFirmView,
) {
    let known = &firm.record;
    let at = |name: &str, label: &str| Observation {
        item: Some(index + 1),
        ..named(input, format!("selected_firms[{index}].{name}"), label)
    };
    let own = |name: &str| at(name, &format!("field.selected_firms.{name}"));
    let ledger = |name: &str| at(name, &format!("field.firm.{name}"));
    if let Some(number) = &known.corporate_number {
        all.push(own("corporate_number").code(number.as_str(), None));
    }
    all.push(own("name").text(&known.name));
    all.push(own("address").text(known.address.as_deref().unwrap_or_default()));
    if let Some(code) = &known.prefecture {
        all.push(ledger("prefecture").code(code.as_str(), place_label(input, code.as_str())));
    }
    if let Some(code) = &known.municipality {
        all.push(ledger("municipality").code(code.as_str(), place_label(input, code.as_str())));
    }
    if let Some(code) = &known.industry {
        let name = input.industries.get(code.as_str()).cloned();
        all.push(ledger("industry").code(code.as_str(), name));
    }
    if let Some(capital) = known.capital {
        all.push(own("capital").number(capital.into()).unit(input, "yen"));
    }
    if let Some(employees) = known.employees {
        all.push(own("employees").number(employees.into()).unit(input, "persons"));
    }
    let role = firm.role.as_str();
    all.push(own("role").code(role, Some(input.word(&format!("role.{role}")))));
    all.push(own("reason").text(&firm.reason));
    for kind in DegreeKind::ALL {
        let name = format!("{}_degree", kind.as_str());
        degree_observations(all, input, firm.degree(kind), &|part: &str| match part {
            "" => own(&name),
            part => Observation {
                field: format!("selected_firms[{index}].{name}.{part}"),
                item: Some(index + 1),
                label: degree_part_label(input, kind, part),
                ..Observation::default()
            },
        });
    }
}

/// What is said of a degree beside its value.
pub(crate) const DEGREE_PARTS: [(&str, FieldType); 6] = [
    ("numerator", FieldType::Money),
    ("basis", FieldType::Choice(&[])),
    ("denominator", FieldType::Money),
    ("denominator_kind", FieldType::Choice(&[])),
    ("denominator_source", FieldType::Text),
    ("missing", FieldType::Text),
];

pub(crate) fn degree_part_label(input: &FormInput<'_>, kind: DegreeKind, part: &str) -> String {
    let degree = input.word(&format!("degree.{}", kind.as_str()));
    let column = input.word(&format!("forms.column.degrees.{part}"));
    input.render("forms.data.of", &[("whole", &degree), ("part", &column)])
}

fn degree_observations(
    all: &mut Vec<Observation>,
    input: &FormInput<'_>,
    view: &DegreeView,
    at: &dyn Fn(&str) -> Observation,
) {
    let year = view.year.map(i64::from);
    if let Some(share) = view.degree.and_then(|d| d.to_decimal_string().parse().ok()) {
        all.push(Observation { year, ..at("").number(share) });
    }
    if let Some(numerator) = view.numerator {
        let numerator = at("numerator").number(numerator.into()).unit(input, "yen");
        all.push(Observation { year, ..numerator });
    }
    if let Some(basis) = view.basis {
        let label = input.word(&format!("basis.{}", basis.as_str()));
        all.push(at("basis").code(basis.as_str(), Some(label)));
    }
    if let Some(denominator) = &view.denominator {
        let year = Some(i64::from(denominator.year));
        let value = at("denominator").number(denominator.value.into()).unit(input, "yen");
        all.push(Observation { year, ..value });
        let kind = denominator.kind.as_str();
        let label = input.word(&format!("denominator.{kind}"));
        all.push(at("denominator_kind").code(kind, Some(label)));
        all.push(at("denominator_source").text(&denominator.source));
    }
    all.push(at("missing").text(&view.missing));
}

/// Writes a table for machines: a header in row 1 and nothing but data below.
pub(crate) fn draw(mut pen: Pen<'_>, table: &Table, font: &str) -> Result<(), FormError> {
    const SIZE: f64 = 9.0;
    const WIDEST: f64 = 40.0;
    let plain = Format::new().set_font_name(font).set_font_size(SIZE);
    let head = plain.clone().set_bold();
    let day = plain.clone().set_num_format("yyyy-mm-dd");
    for (column, name) in table.header.iter().enumerate() {
        let column_number = u16::try_from(column).unwrap_or(u16::MAX);
        pen.put(0, column_number, &Value::text(name), &head)?;
        let widest = table.rows.iter().filter_map(|row| row.get(column)).map(shown_points);
        let points = widest.fold(text_points(name, SIZE), f64::max);
        pen.sheet.set_column_width(column_number, (points / 5.25).clamp(6.0, WIDEST).ceil())?;
    }
    for (index, row) in table.rows.iter().enumerate() {
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        for (column, value) in row.iter().enumerate() {
            if value.is_blank() {
                continue;
            }
            let format = if matches!(value, Value::Date(_)) { &day } else { &plain };
            pen.put(number, u16::try_from(column).unwrap_or(u16::MAX), value, format)?;
        }
    }
    let last_row = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
    let last_column = u16::try_from(table.header.len() - 1).unwrap_or(u16::MAX);
    pen.sheet.set_print_area(0, 0, last_row, last_column)?;
    pen.sheet.set_repeat_rows(0, 0)?;
    pen.sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

fn shown_points(value: &Value) -> f64 {
    const SIZE: f64 = 9.0;
    match value {
        Value::Text(text) => text_points(text.lines().next().unwrap_or_default(), SIZE),
        Value::Number(number) => text_points(&number.to_string(), SIZE),
        Value::Date(_) => text_points("0000-00-00", SIZE),
        Value::Year(_) | Value::Blank => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_longer_than_a_cell_is_told_in_parts() {
        assert_eq!(cell_parts("短い").len(), 1);
        let long = "𠮷".repeat(30_000);
        let parts = cell_parts(&long);
        assert_eq!(parts.concat(), long);
        assert!(parts.iter().all(|part| part.encode_utf16().count() <= LONGEST_CELL));
        assert_eq!(parts.len(), 2);
    }
}
