//! 「データ」: everything the form says as one long table for machines, one observation a row.
//!
//! It keeps the 行政データにおける機械可読性に関するルール: one table from row 1, column ids in ASCII,
//! nothing merged, hidden or coloured, numbers and days typed, units and codes in columns of
//! their own, Gregorian years.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use rust_xlsxwriter::Format;
use serde_json::Value as Json;
use shirube_domain::fields::FieldType;

use crate::answer_data::answers;
use crate::blanks::blanks;
use crate::error::FormError;
use crate::firm_data::firm_observations;
use crate::heights::text_points;
use crate::input::FormInput;
use crate::layout::Layout;
use crate::observation::{Observation, Said, named};
use crate::page::Pen;
use crate::trace::{self, CHECKSUM, as_read, checksum, traces};
use crate::value::{Value, label_of};
use crate::written::Written;

/// The columns, in order. The text stands last, so that a long one covers nothing.
pub(crate) const COLUMNS: [&str; 17] = [
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
    "home_sheet",
    "home_cell",
    "value_text",
];

/// A table with a header row.
pub(crate) struct Table {
    pub(crate) header: Vec<String>,
    pub(crate) rows: Vec<Vec<Value>>,
}

/// Everything that the plan says, and in which cell of the sheets for people it stands.
pub(crate) fn table(input: &FormInput<'_>, layout: &Layout, written: &[Written]) -> Table {
    let homes: HashMap<&str, &Written> =
        written.iter().filter_map(|one| Some((one.field.as_deref()?, one))).collect();
    let mut all = plan_itself(input, layout);
    all.extend(answers(input));
    for (index, firm) in input.selected.iter().enumerate() {
        firm_observations(&mut all, input, index, firm);
    }
    for assessment in input.assessments {
        let state = assessment.state.as_str();
        let label = input.word(&format!("state.{state}"));
        let field = format!("requirement[{}].state", assessment.requirement.id);
        all.push(named(input, field, "forms.data.requirement_state").code(state, Some(label)));
    }
    let fields = |all: &[Observation]| all.iter().map(|one| one.field.clone()).collect();
    let mut told: HashSet<String> = fields(&all);
    let blanks = blanks(input, written, &told);
    told.extend::<HashSet<String>>(fields(&blanks));
    all.extend(blanks);
    all.extend(traces(input, written, &|field| told.contains(field)));
    let plan = input.plan.id.to_string();
    let kind = input.plan.kind.letter();
    let mut rows: Vec<Vec<Value>> =
        all.into_iter().flat_map(|one| at_home(&homes, one, &plan, kind)).collect();
    let sum = checksum(rows.iter().map(|row| row.iter().map(as_read)));
    let sum = named(input, CHECKSUM, trace::label(CHECKSUM)).text(&sum);
    rows.extend(at_home(&homes, sum, &plan, kind));
    Table { header: COLUMNS.map(str::to_owned).to_vec(), rows }
}

/// The rows of an observation, each with the cell that is its home.
fn at_home(
    homes: &HashMap<&str, &Written>,
    one: Observation,
    plan: &str,
    kind: &str,
) -> Vec<Vec<Value>> {
    // The parts of a list share the box that shows them together.
    let whole = one.field.strip_suffix(']').and_then(|field| field.rsplit_once('['));
    let home = homes
        .get(one.field.as_str())
        .or_else(|| homes.get(whole.map_or("", |(list, _)| list)))
        .copied();
    let mut rows = one.rows(plan, kind);
    for row in &mut rows {
        let text = row.pop().unwrap_or_default();
        row.push(Value::opt_text(home.map(|home| &home.sheet)));
        row.push(Value::opt_text(home.map(|home| &home.cell)));
        row.push(text);
    }
    rows
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
pub(crate) fn place_label(input: &FormInput<'_>, code: &str) -> Option<String> {
    label_of(input, FieldType::LocalGovernment, &Json::from(code)).filter(|name| name != code)
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
        pen.sheet.set_column_format(column_number, &plain)?;
        pen.put(0, column_number, &Value::text(name), Some(&head))?;
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
            let format = matches!(value, Value::Date(_)).then_some(&day);
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
