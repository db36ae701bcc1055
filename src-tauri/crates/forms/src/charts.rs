//! Native charts: their numbers stay in 「データ」, where a person can look them up and change them.

use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartFont, ChartLegendPosition, ChartMarker, ChartMarkerType, ChartType,
    Workbook, Worksheet,
};

use shirube_domain::answers::Row;

use crate::data::{COLUMNS, Table};
use crate::error::FormError;
use crate::input::{DegreeView, FormInput, SelectedFirmView};
use crate::layout::ChartOf;
use crate::page::Page;
use crate::value::Value;

/// The rows that are left free for a line of charts, and their height in points.
const ROWS: u32 = 16;
const ROW_HEIGHT: f64 = 18.0;
/// So many lines of charts fill a page of A4 across at [`SCALE`], in percent.
const LINES: u32 = 2;
const SCALE: u16 = 80;
/// So many charts stand beside each other.
const BESIDE: usize = 2;
/// Pixels.
const HEIGHT: u32 = 364;
const WIDTH: u32 = 425;
/// Pixels above a chart, so that its frame is not on the page before.
const GAP: u32 = 6;
/// The columns between the left edges of two charts, on the sheet that they stand on.
const APART: u16 = 12;

/// A place that was left free for charts.
#[derive(Debug)]
pub(crate) struct Reserved {
    sheet: String,
    row: u32,
    of: ChartOf,
}

/// How many charts there are to show.
pub(crate) fn count(input: &FormInput<'_>, of: ChartOf) -> usize {
    match of {
        ChartOf::Indicators => {
            let several =
                |row: &Row<'_>| row.years("targets").len() + row.years("actuals").len() > 1;
            input.plan.answers.rows("kpi").filter(|(_, row)| several(row)).count()
        }
        ChartOf::Firms => usize::from(has_points(input)),
    }
}

/// Leaves the rows free that the charts of a block take.
pub(crate) fn reserve(
    page: &mut Page<'_>,
    input: &FormInput<'_>,
    of: ChartOf,
    name: &str,
    reserved: &mut Vec<Reserved>,
) -> Result<(), FormError> {
    let count = count(input, of);
    if count > 0 {
        reserved.push(Reserved { sheet: name.to_owned(), row: page.next_row(), of });
        let lines = u32::try_from(count.div_ceil(BESIDE)).unwrap_or(1);
        page.leave(lines * ROWS, ROW_HEIGHT)?;
    }
    Ok(())
}

/// A sheet of charts alone is printed page by page: a chart that is cut says nothing.
pub(crate) fn set_up_pages(sheet: &mut Worksheet, input: &FormInput<'_>) -> Result<(), FormError> {
    let lines = u32::try_from(count(input, ChartOf::Indicators).div_ceil(BESIDE)).unwrap_or(0);
    let pages = lines.div_ceil(LINES);
    let breaks: Vec<u32> = (1..pages).map(|page| page * LINES * ROWS).collect();
    sheet.set_print_scale(SCALE);
    if !breaks.is_empty() {
        sheet.set_page_breaks(&breaks)?;
    }
    Ok(())
}

/// Whether two firms at least have both degrees above zero: a chart of one point says nothing.
fn has_points(input: &FormInput<'_>) -> bool {
    input.selected.iter().filter(|firm| is_point(firm)).count() > 1
}

/// Whether both degrees are above zero: an axis of powers of ten has no place for zero.
fn is_point(firm: &SelectedFirmView) -> bool {
    let above = |view: &DegreeView| view.degree.is_some_and(|degree| degree.numerator() > 0);
    above(&firm.connector) && above(&firm.hub)
}

/// Puts the charts into their places; `data` is the name of the sheet 「データ」.
pub(crate) fn insert(
    book: &mut Workbook,
    input: &FormInput<'_>,
    reserved: &[Reserved],
    data: &str,
    table: &Table,
) -> Result<(), FormError> {
    for place in reserved {
        let charts = match place.of {
            ChartOf::Indicators => indicators(input, data, table),
            ChartOf::Firms => vec![firms(input, data, table)],
        };
        let sheet = book.worksheet_from_name(&place.sheet)?;
        for (index, chart) in charts.iter().enumerate() {
            let line = u32::try_from(index / BESIDE).unwrap_or(0);
            let beside = u16::try_from(index % BESIDE).unwrap_or(0);
            let (row, column) = (place.row + line * ROWS, beside * APART);
            sheet.insert_chart_with_offset(row, column, chart, 0, GAP)?;
        }
    }
    Ok(())
}

/// The column of that name in 「データ」.
fn column(name: &str) -> u16 {
    let found = COLUMNS.iter().position(|column| *column == name);
    found.and_then(|index| u16::try_from(index).ok()).unwrap_or(0)
}

/// The rows of 「データ」, from 0, whose field begins so: the first and the last of one run.
fn run(table: &Table, starts: &str) -> Option<(u32, u32)> {
    let field = usize::from(column("field"));
    let number = usize::from(column("value_number"));
    let fits = |row: &Vec<Value>| {
        let named = matches!(row.get(field), Some(Value::Text(text)) if text.starts_with(starts));
        named && matches!(row.get(number), Some(Value::Number(_)))
    };
    let first = table.rows.iter().position(fits)?;
    let count = table.rows[first..].iter().take_while(|row| fits(row)).count();
    // The header is row 0.
    let from = u32::try_from(first + 1).ok()?;
    Some((from, from + u32::try_from(count - 1).ok()?))
}

/// A line chart for each indicator that has values by year.
fn indicators(input: &FormInput<'_>, data: &str, table: &Table) -> Vec<Chart> {
    let mut charts = Vec::new();
    for (index, row) in input.plan.answers.rows("kpi") {
        let mut chart = Chart::new(ChartType::ScatterStraightWithMarkers);
        let mut any = 0;
        let shapes = [ChartMarkerType::Circle, ChartMarkerType::Square];
        for (series, shape) in ["target", "actual"].into_iter().zip(shapes) {
            let Some((from, to)) = run(table, &format!("kpi[{index}].{series}[")) else { continue };
            any += to - from + 1;
            let of = |name: &str| (data, from, column(name), to, column(name));
            let label = input.word(&format!("forms.series.{series}s"));
            chart
                .add_series()
                .set_name(label.as_str())
                .set_categories(of("fiscal_year"))
                .set_values(of("value_number"))
                .set_marker(ChartMarker::new().set_type(shape).set_size(8));
        }
        if any < 2 {
            continue;
        }
        let unit = row.text("unit");
        let unit =
            if unit.is_empty() { String::new() } else { input.word(&format!("unit.{unit}")) };
        let title =
            input.render("forms.chart.indicator", &[("name", row.text("name")), ("unit", &unit)]);
        chart.title().set_name(title.as_str()).set_font(ChartFont::new().set_size(11));
        chart.x_axis().set_major_unit(1.0).set_num_format("0");
        chart.legend().set_position(ChartLegendPosition::Bottom);
        chart.set_width(WIDTH).set_height(HEIGHT).set_alt_text(title.as_str());
        charts.push(chart);
    }
    charts
}

/// The firms by both degrees, on axes of powers of ten, each with its name.
fn firms(input: &FormInput<'_>, data: &str, table: &Table) -> Chart {
    let mut chart = Chart::new(ChartType::Scatter);
    for (index, firm) in input.selected.iter().enumerate().filter(|(_, firm)| is_point(firm)) {
        let degree = |kind: &str| run(table, &format!("selected_firms[{index}].{kind}_degree"));
        let (Some(connector), Some(hub)) = (degree("connector"), degree("hub")) else { continue };
        let at = |row: u32| (data, row, column("value_number"), row, column("value_number"));
        chart
            .add_series()
            .set_name(firm.record.name.as_str())
            .set_categories(at(connector.0))
            .set_values(at(hub.0))
            .set_marker(ChartMarker::new().set_type(ChartMarkerType::Circle).set_size(9))
            .set_data_label(ChartDataLabel::new().show_value())
            .set_custom_data_labels(&[ChartDataLabel::new()
                .set_value(firm.record.name.as_str())
                .to_custom()]);
    }
    let title = input.word("forms.chart.firms");
    chart.title().set_name(title.as_str()).set_font(ChartFont::new().set_size(11));
    for (axis, degree) in [("x", "connector"), ("y", "hub")] {
        let label = input.word(&format!("degree.{degree}"));
        let axis = if axis == "x" { chart.x_axis() } else { chart.y_axis() };
        axis.set_log_base(10).set_num_format("0.0000%").set_name(label.as_str());
    }
    chart.legend().set_hidden();
    chart.set_width(2 * WIDTH).set_height(HEIGHT).set_alt_text(title.as_str());
    chart
}
