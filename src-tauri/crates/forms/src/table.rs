//! Drawing the parts of a sheet: boxes with labels, and tables.

use rust_decimal::Decimal;
use shirube_domain::fields::FieldType;
use shirube_domain::fiscal_year::FiscalYear;

use crate::error::FormError;
use crate::firms::ROLE;
use crate::input::FormInput;
use crate::kpi::{blank_targets, kpi_fiscal_years};
use crate::layout::{ColumnLayout, FieldsBlock, Format, TableBlock};
use crate::page::{Cell, Page};
use crate::records::{
    NUMBER, ROW, Record, column_label_key, field_value, home_of, is_answer, is_long, label_key,
    rows_of,
};
use crate::style::Look;
use crate::value::Value;

/// A header further down would leave no room to scroll below it.
const DEEPEST_FROZEN_ROW: u32 = 5;
/// The room that a blank box for long text keeps.
const BLANK_LINES: usize = 4;
/// A longer text is no code, whatever its column is for.
const LONGEST_CODE: usize = 20;

/// Labels with a box each.
pub(crate) fn draw_fields(
    page: &mut Page<'_>,
    input: &FormInput<'_>,
    block: &FieldsBlock,
) -> Result<(), FormError> {
    if let Some(heading) = &block.heading {
        page.line(Value::text(input.word(heading)), Look::Heading)?;
    }
    let again = Value::text(input.word("forms.continued"));
    for line in &block.fields {
        let mut left = page.columns() - block.offset;
        let mut cells = Vec::new();
        if block.offset > 0 {
            cells.push(Cell::gap(block.offset));
        }
        for (index, name) in line.iter().enumerate() {
            let share = left / (line.len() - index);
            let span = block.value_span.unwrap_or(share - block.label_span);
            left -= block.label_span + span;
            let label = Value::text(input.word(&label_key(name)));
            cells.push(Cell::new(block.label_span, label, Look::Label));
            let (value, look) = shown(Format::Auto, field_value(input, name));
            let look = if look == Look::Date { Look::DateLeft } else { look };
            let lines = if value.is_blank() && is_long(name) { BLANK_LINES } else { 1 };
            let field = is_answer(name).then(|| name.clone());
            cells.push(Cell { lines, ..Cell::new(span, value, look).of_field(field) });
        }
        page.row_with_continuation(&cells, &again)?;
    }
    Ok(())
}

/// A column that is drawn: one of the layout, or one fiscal year of it.
struct Drawn<'l> {
    layout: &'l ColumnLayout,
    span: usize,
    year: Option<FiscalYear>,
}

/// A table with its header, rows and total.
pub(crate) fn draw_table(
    page: &mut Page<'_>,
    input: &FormInput<'_>,
    block: &TableBlock,
) -> Result<(), FormError> {
    let mut records = rows_of(input, &block.rows);
    let all = records.len();
    if !block.only.is_empty() {
        records.retain(|record| match record.get(ROLE) {
            Some(Value::Text(role)) => block.only.contains(role),
            _ => false,
        });
    }
    // The rows of firms with another role, which stand in another table.
    let others = all - records.len();
    if records.is_empty() && block.hide_empty {
        return Ok(());
    }
    if let Some(heading) = &block.heading {
        page.line(Value::text(input.word(heading)), Look::Heading)?;
    }
    for (pass, columns) in passes(page.columns(), input, block).iter().enumerate() {
        if pass > 0 {
            page.gap()?;
        }
        let head = page.next_row();
        page.row(&header(input, block, columns))?;
        if block.repeat {
            page.sheet().set_repeat_rows(head, head)?;
            if head <= DEEPEST_FROZEN_ROW {
                page.sheet().set_freeze_panes(head + 1, 0)?;
            }
        }
        for record in &records {
            page.row(&body(block, columns, record))?;
        }
        let blank = if records.is_empty() { block.blank_rows } else { 0 };
        for row in 0..blank {
            page.row(&body(block, columns, &blank_record(input, &block.rows, others + row)))?;
        }
        if !block.total.is_empty() && !records.is_empty() {
            page.row(&total(input, block, columns, &records))?;
        }
    }
    Ok(())
}

/// A row to be filled: the box of each of its columns has its place in the vocabulary.
fn blank_record(input: &FormInput<'_>, rows: &str, row: usize) -> Record {
    match rows {
        "kpi_years" => blank_targets(input, row),
        _ => Record::from([(ROW.to_owned(), Value::whole(row as i64))]),
    }
}

/// The columns of a table; a table with a column a year is drawn again below for the years that
/// find no room beside the others.
fn passes<'l>(room: usize, input: &FormInput<'_>, block: &'l TableBlock) -> Vec<Vec<Drawn<'l>>> {
    let drawn = |layout: &'l ColumnLayout, year| Drawn { layout, span: layout.span, year };
    let Some(yearly) = block.columns.iter().find(|column| column.years) else {
        return vec![block.columns.iter().map(|layout| drawn(layout, None)).collect()];
    };
    let fixed: usize = block.columns.iter().filter(|c| !c.years).map(|c| c.span).sum();
    let most = ((room - fixed) / yearly.span).max(1);
    let years = kpi_fiscal_years(input);
    let spare = (room - fixed).saturating_sub(years.len().min(most) * yearly.span);
    years
        .chunks(most)
        .map(|years| {
            let mut columns = Vec::new();
            for layout in &block.columns {
                if layout.years {
                    columns.extend(years.iter().map(|year| drawn(layout, Some(*year))));
                } else {
                    columns.push(drawn(layout, None));
                }
            }
            // The widest column takes what the years leave, so that the table fills the sheet.
            if let Some(widest) = columns.iter_mut().max_by_key(|column| column.span) {
                widest.span += spare;
            }
            columns
        })
        .collect()
}

fn header(input: &FormInput<'_>, block: &TableBlock, columns: &[Drawn<'_>]) -> Vec<Cell> {
    columns
        .iter()
        .map(|column| {
            let label = match column.year {
                Some(year) => input.render("forms.fiscal_year", &[("year", &year.to_string())]),
                None => column_label(input, block, column.layout),
            };
            Cell::new(column.span, Value::text(label), Look::Head)
        })
        .collect()
}

fn column_label(input: &FormInput<'_>, block: &TableBlock, column: &ColumnLayout) -> String {
    let key = column.label.clone().unwrap_or_else(|| column_label_key(&block.rows, &column.key));
    let label = input.word(&key);
    let unit = match format_of(block, column) {
        Format::ThousandYen => "unit.thousand_yen",
        Format::Yen => "unit.yen",
        _ => return label,
    };
    input.render("forms.with_unit", &[("label", &label), ("unit", &input.word(unit))])
}

/// Money is shown in thousands unless the layout says otherwise.
fn format_of(block: &TableBlock, column: &ColumnLayout) -> Format {
    match (column.format, block.type_of(&column.key)) {
        (Format::Auto, Some(FieldType::Money)) => Format::ThousandYen,
        (format, _) => format,
    }
}

fn body(block: &TableBlock, columns: &[Drawn<'_>], record: &Record) -> Vec<Cell> {
    columns
        .iter()
        .map(|column| {
            let value = match column.year {
                Some(year) => record.get(&year.to_string()),
                None => record.get(&column.layout.key),
            };
            let format = format_of(block, column.layout);
            let (value, look) = shown(format, value.cloned().unwrap_or_default());
            let look = if column.layout.key == NUMBER { Look::Ordinal } else { look };
            let home = home_of(&block.rows, record, &column.layout.key, column.year);
            let thousands = format == Format::ThousandYen;
            Cell { thousands, ..Cell::new(column.span, value, look).of_field(home) }
        })
        .collect()
}

/// The last row: sums of the columns that have one.
fn total(
    input: &FormInput<'_>,
    block: &TableBlock,
    columns: &[Drawn<'_>],
    records: &[Record],
) -> Vec<Cell> {
    let mut labelled = false;
    columns
        .iter()
        .map(|column| {
            let key = &column.layout.key;
            let span = column.span;
            if !block.total.contains(key) {
                let word = !labelled && key != NUMBER;
                labelled |= word;
                let label = if word { input.word("forms.total") } else { String::new() };
                return Cell::new(span, Value::text(label), Look::Label);
            }
            let values = records.iter().filter_map(|record| match record.get(key) {
                Some(Value::Number(number)) => Some(*number),
                _ => None,
            });
            let sum = values
                .fold(None, |sum: Option<Decimal>, number| Some(sum.unwrap_or_default() + number));
            let sum = sum.map_or(Value::Blank, Value::Number);
            let (value, look) = shown(format_of(block, column.layout), sum);
            Cell::new(span, value, look)
        })
        .collect()
}

/// The value in the unit of its format, and the look that it gets.
fn shown(format: Format, value: Value) -> (Value, Look) {
    if format == Format::Check {
        return (value, Look::Check);
    }
    match value {
        Value::Number(number) => {
            let number = match format {
                Format::ThousandYen => number / Decimal::ONE_THOUSAND,
                _ => number,
            };
            let number = number.normalize();
            let look = match format {
                Format::Share => Look::Share,
                _ => Look::Number(number.scale()),
            };
            (Value::Number(number), look)
        }
        Value::Date(_) => (value, Look::Date),
        Value::Year(_) => (value, Look::Year),
        Value::Text(text) if format == Format::Code && text.chars().count() <= LONGEST_CODE => {
            (Value::Text(text), Look::Code)
        }
        Value::Text(_) | Value::Blank => (value, Look::Text),
    }
}
