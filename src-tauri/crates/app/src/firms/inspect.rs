//! Looking at a file of firms, without a ledger.

use shirube_intake::{PreviewRow as Row, Table, inspect_tables, preview};

use crate::api::imports::{
    ColumnView, InspectRequest, Inspection, PreviewRow, RowCounts, SheetView, SkippedView,
    TableView,
};
use crate::fault::Fault;
use crate::firms::reading::{Reading, Wanted, problems};
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
    let Reading { workbook, options, codes, found } =
        Reading::open(assets, &Wanted::from(&request))?;
    let at_file = |error: shirube_intake::IntakeError| Fault::from(error).at_file(&request.file);
    let shown = match (request.preview_rows, found.tables.first()) {
        (Some(rows), Some(table)) => {
            let rows = (rows as usize).min(WIDEST_PREVIEW);
            let mapping = table.mapping();
            let from = request.preview_from.unwrap_or(1);
            preview(&workbook, &mapping, &options, &assets.words, from, rows, WIDEST_PREVIEW)
                .map_err(at_file)?
        }
        _ => Vec::new(),
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
                reason: row.reason.as_str().to_owned(),
                text: row.text,
            })
            .collect(),
        problems: problems(session, &found.problems),
        problem_count: found.problem_count,
        preview: shown.into_iter().map(preview_row).collect(),
    })
}

fn preview_row(row: Row) -> PreviewRow {
    PreviewRow { row: row.row, kind: row.kind.as_str().to_owned(), cells: row.cells }
}

fn view(session: &Session, table: &Table) -> TableView {
    TableView {
        sheet: table.sheet.clone(),
        header_rows: table.header_rows.clone(),
        first_row: table.first_row,
        last_row: table.last_row.unwrap_or(table.first_row),
        columns: table
            .columns
            .iter()
            .map(|column| ColumnView {
                column: shirube_sheets::column_name(column.column),
                header: column.header.clone(),
                field: column.field.map(|field| field.as_str().to_owned()),
                unit: column.unit.as_str().to_owned(),
                year: column.year.map(|year| year.year()),
                confidence: column.confidence,
                reason: session.say(&format!("reason.{}", column.reason), &[]),
            })
            .collect(),
    }
}
