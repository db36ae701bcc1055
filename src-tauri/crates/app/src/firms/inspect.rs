//! Looking at a file of firms, without a ledger.

use shirube_intake::{
    ColumnGuess, Items, PreviewRow as Row, Table, ValueColumn, inspect_tables, preview,
};
use shirube_sheets::column_name;

use crate::api::imports::InspectRequest;
use crate::api::inspection::{
    ColumnView, Inspection, ItemView, ItemsView, PreviewRow, RowCounts, SheetView, SkippedView,
    TableView, ValueColumnView,
};
use crate::fault::Fault;
use crate::firms::kept;
use crate::firms::reading::{Reading, Wanted, column_label, problems};
use crate::progress::Progress;
use crate::session::{Outcome, Session};

/// The most rows and columns that a preview shows.
const WIDEST_PREVIEW: usize = 200;

pub(crate) fn inspect(
    session: &Session,
    request: InspectRequest,
    progress: &dyn Progress,
) -> Outcome<Inspection> {
    let assets = session.assets();
    let wanted = Wanted::from(&request);
    let mut reading = Reading::open(assets, &wanted)?;
    let used = kept::apply(session, &mut reading, &wanted)?;
    let Reading { workbook, options, codes, found, .. } = reading;
    let at_file = |error: shirube_intake::IntakeError| Fault::from(error).at_file(&request.file);
    let shown = match request.preview_rows {
        Some(rows) => {
            let rows = (rows as usize).min(WIDEST_PREVIEW);
            let from = request.preview_from.unwrap_or(1);
            preview(&workbook, &found.tables, &options, &assets.words, from, rows, WIDEST_PREVIEW)
                .map_err(at_file)?
        }
        None => Vec::new(),
    };
    if progress.cancelled() {
        return Err(Fault::cancelled());
    }
    let found =
        inspect_tables(&workbook, found, &options, &assets.words, &codes).map_err(at_file)?;
    let tables: Vec<TableView> = found.tables.iter().map(|table| view(session, table)).collect();
    Ok(Inspection {
        file: request.file,
        sha256: workbook.sha256().to_owned(),
        sheets: found
            .sheets
            .into_iter()
            .map(|sheet| SheetView {
                name: sheet.name,
                rows: sheet.rows,
                columns: sheet.columns,
                hidden: sheet.hidden,
                kind: sheet.kind.as_str().to_owned(),
            })
            .collect(),
        table: tables.first().cloned(),
        tables,
        rows: RowCounts { data: found.data.into(), skipped: found.skipped_count.into() },
        skipped: found
            .skipped
            .into_iter()
            .map(|row| SkippedView {
                sheet: row.sheet,
                row: row.row,
                column: row.column.map(column_name),
                reason: row.reason.as_str().to_owned(),
                text: row.text,
            })
            .collect(),
        problems: problems(session, &found.problems),
        problem_count: found.problem_count,
        preview: shown.into_iter().map(preview_row).collect(),
        mapping_used: used.as_ref().map(kept::used),
    })
}

fn preview_row(row: Row) -> PreviewRow {
    PreviewRow { row: row.row, kind: row.kind.as_str().to_owned(), cells: row.cells }
}

fn view(session: &Session, table: &Table) -> TableView {
    let label = |column: u32| column_label(table.turned, column);
    let layout = match (&table.items, table.turned) {
        (Some(_), _) => "list",
        (None, true) => "turned",
        (None, false) => "table",
    };
    let column = |column: &ColumnGuess| ColumnView {
        column: label(column.column),
        header: column.header.clone(),
        field: column.field.map(|field| field.as_str().to_owned()),
        unit: column.unit.as_str().to_owned(),
        year: column.year.map(|year| year.year()),
        confidence: column.confidence,
        reason: session.say(&format!("reason.{}", column.reason), &[]),
    };
    TableView {
        sheet: table.sheet.clone(),
        range: table.range(),
        taken: table.taken,
        layout: layout.to_owned(),
        turned: table.turned,
        header_rows: table.header_rows.clone(),
        first_row: table.first_row,
        last_row: table.last_row.unwrap_or(table.first_row),
        rows: table.rows,
        municipality: table.municipality.as_ref().map(|code| code.as_str().to_owned()),
        year_column: table.year_column.map(label),
        items: table.items.as_ref().map(|items| items_view(items, label)),
        columns: table.columns.iter().map(column).collect(),
    }
}

fn items_view(items: &Items, label: impl Fn(u32) -> String) -> ItemsView {
    let value = |value: &ValueColumn| ValueColumnView {
        column: label(value.column),
        header: value.header.clone(),
        year: value.year.map(|year| year.year()),
        unit: value.unit.as_str().to_owned(),
    };
    let named = items.named.iter().map(|(text, item)| ItemView {
        text: text.clone(),
        field: item.field.map(|field| field.as_str().to_owned()),
        unit: item.unit.map(|unit| unit.as_str().to_owned()),
    });
    ItemsView {
        column: label(items.column),
        header: items.header.clone(),
        unit_column: items.unit_column.map(&label),
        values: items.values.iter().map(value).collect(),
        named: named.collect(),
    }
}
