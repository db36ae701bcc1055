//! Looking at somebody else's form: its cells as they look, and what could go there.

use shirube_domain::plan::PlanKind;
use shirube_forms::{Labels, Words};
use shirube_sheets::{Border, CellLook, Template, TemplateSheet, cell_name, column_name};

use crate::api::templates::{
    BorderView, CellView, ColumnView, LookView, RowView, SheetView, SuggestedTableView,
    SuggestionView, TemplateInspected, TemplateRequest, ValidationView,
};
use crate::assets::FORM_LABELS;
use crate::forms::template::{self, Opened};
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn inspect(
    session: &Session,
    request: TemplateRequest,
    _progress: &dyn Progress,
) -> Outcome<TemplateInspected> {
    let kind = template::kind(request.kind.as_ref())?;
    view(session, &request.file, &template::open(&request.file)?, kind)
}

/// A form for people and for whoever paints it.
pub(crate) fn view(
    session: &Session,
    file: &str,
    form: &Opened,
    kind: Option<PlanKind>,
) -> Outcome<TemplateInspected> {
    let found = suggestions(session, &form.look, kind)?;
    Ok(TemplateInspected {
        file: file.to_owned(),
        sha256: form.book.sha256().to_owned(),
        sheets: form.look.sheets.iter().map(|sheet| sheet_view(&form.look, sheet)).collect(),
        looks: form.look.looks.iter().map(look_view).collect(),
        suggestions: found.iter().map(|one| suggestion_view(session, one)).collect(),
    })
}

/// What could go into a form of a plan of that kind, or of any.
pub(crate) fn suggestions(
    session: &Session,
    look: &Template,
    kind: Option<PlanKind>,
) -> Outcome<Vec<shirube_forms::Suggestion>> {
    let words = Words::parse(FORM_LABELS)?;
    let kinds = kind.map_or(PlanKind::ALL.to_vec(), |kind| vec![kind]);
    let text = |key: &str, params: &[(&str, &str)]| session.say(key, params);
    Ok(shirube_forms::suggest(look, &words, &kinds, &text))
}

fn suggestion_view(session: &Session, one: &shirube_forms::Suggestion) -> SuggestionView {
    SuggestionView {
        sheet: one.sheet.clone(),
        cell: one.cell(),
        field: one.field.clone(),
        confidence: one.confidence,
        format: one.format.clone(),
        table: one.table.as_ref().map(|table| SuggestedTableView {
            first_row: table.first_row,
            last_row: table.last_row,
            step: table.step,
            rows: one.field.clone(),
            columns: table.by_letters(),
        }),
        reason: one.reason.to_owned(),
        message: session.say(&format!("bind_reason.{}", one.reason), &[("label", &one.label)]),
        label: one.label.clone(),
    }
}

fn sheet_view(look: &Template, sheet: &TemplateSheet) -> SheetView {
    let labels = Labels::of(look, sheet);
    let (rows_used, last_column) = sheet.extent();
    SheetView {
        name: sheet.name.clone(),
        hidden: sheet.hidden,
        protected: sheet.protected,
        rows_used,
        columns_used: if sheet.cells.is_empty() { 0 } else { last_column + 1 },
        cells: cells(look, sheet, &labels),
        merged: sheet.merged.iter().map(shirube_sheets::Region::name).collect(),
        columns: sheet
            .columns
            .iter()
            .map(|one| ColumnView {
                first: column_name(one.first),
                last: column_name(one.last),
                width: one.width,
                hidden: one.hidden,
                look: one.look,
            })
            .collect(),
        rows: sheet
            .rows
            .iter()
            .map(|one| RowView {
                row: one.row,
                height: one.height,
                hidden: one.hidden,
                look: one.look,
            })
            .collect(),
        default_width: sheet.default_width,
        default_height: sheet.default_height,
        print_areas: sheet.print_areas.iter().map(shirube_sheets::Region::name).collect(),
    }
}

fn cells(look: &Template, sheet: &TemplateSheet, labels: &Labels<'_>) -> Vec<CellView> {
    let mut views: Vec<CellView> = sheet
        .cells
        .iter()
        .map(|cell| {
            let region = labels.region(cell.row, cell.column);
            let first = (region.first_row, region.first_column) == (cell.row, cell.column);
            let alone =
                region.first_row == region.last_row && region.first_column == region.last_column;
            let open = cell.text.trim().is_empty() && first;
            let label = if open { labels.text(cell.row, cell.column) } else { String::new() };
            CellView {
                cell: cell_name(cell.row, cell.column),
                row: cell.row,
                column: cell.column,
                label: (!label.is_empty()).then_some(label),
                value: (!cell.text.is_empty()).then(|| cell.text.clone()),
                content: cell.content.as_str().to_owned(),
                formula: cell.formula,
                merged: (!alone).then(|| region.name()),
                locked: sheet.protected && look.look(cell.look).locked,
                validation: labels.validation(cell.row, cell.column).map(|known| ValidationView {
                    ty: known.kind.to_owned(),
                    formula: known.formula.clone(),
                    list: known.list.clone(),
                    prompt: known.prompt.clone(),
                }),
                look: cell.look,
            }
        })
        .collect();
    // A choice may be offered in a cell that the file does not hold.
    for validation in &sheet.validations {
        for region in validation.regions.iter().take(2_000) {
            let (row, column) = (region.first_row, region.first_column);
            if sheet.cell(row, column).is_none() && views.len() < 200_000 {
                views.push(absent(look, sheet, labels, row, column));
            }
        }
    }
    views.sort_by_key(|view| (view.row, view.column));
    views.dedup_by_key(|view| (view.row, view.column));
    views
}

fn absent(
    look: &Template,
    sheet: &TemplateSheet,
    labels: &Labels<'_>,
    row: u32,
    column: u32,
) -> CellView {
    let label = labels.text(row, column);
    let of = sheet.look_at(row, column);
    CellView {
        cell: cell_name(row, column),
        row,
        column,
        label: (!label.is_empty()).then_some(label),
        value: None,
        content: "empty".to_owned(),
        formula: false,
        merged: None,
        locked: sheet.protected && look.look(of).locked,
        validation: labels.validation(row, column).map(|known| ValidationView {
            ty: known.kind.to_owned(),
            formula: known.formula.clone(),
            list: known.list.clone(),
            prompt: known.prompt.clone(),
        }),
        look: of,
    }
}

fn look_view(look: &CellLook) -> LookView {
    let colour = |rgb: u32| format!("#{rgb:06X}");
    let border = |side: Option<Border>| {
        side.map(|line| BorderView {
            style: line.style.to_owned(),
            colour: line.colour.map(colour),
        })
    };
    let [top, right, bottom, left] = look.borders.map(border);
    LookView {
        number_format: look.number_format.clone(),
        font: look.font.name.clone(),
        size: look.font.size,
        bold: look.font.bold,
        italic: look.font.italic,
        underline: look.font.underline,
        colour: look.font.colour.map(colour),
        fill: look.fill.map(colour),
        top,
        right,
        bottom,
        left,
        horizontal: look.horizontal.to_owned(),
        vertical: look.vertical.to_owned(),
        wrap: look.wrap,
        shrink: look.shrink,
        indent: look.indent,
        upright: look.upright,
        locked: look.locked,
    }
}
