//! Rows of one text alone: a firm of which only the name is known, or the title of a printed page,
//! which the repeated header after it tells.

use std::ops::ControlFlow;

use shirube_domain::draft::DraftFirm;
use shirube_sheets::Row;

use super::Reader;
use crate::classify::row_text;
use crate::problem::{RowKind, SkippedRow};

/// How many such rows may be a title.
const TITLE_ROWS: usize = 3;

/// A row of which the next one tells what it is.
pub(super) struct Held {
    firm: DraftFirm,
    text: String,
}

impl Reader<'_> {
    /// Whether the row may be a title, though it stands in the column of names.
    pub(super) fn is_lone(&self, row: &Row<'_>) -> bool {
        let texts = row.cells.iter().filter(|cell| !cell.value.is_blank()).count();
        texts == 1 && self.mapping.columns.len() > 1 && !self.classifier.has_number(row)
    }

    pub(super) fn hold(&mut self, firm: DraftFirm, row: &Row<'_>) -> ControlFlow<()> {
        self.held.push(Held { firm, text: row_text(row) });
        if self.held.len() > TITLE_ROWS {
            let first = self.held.remove(0);
            return self.hand_on(first.firm);
        }
        ControlFlow::Continue(())
    }

    /// They are firms.
    pub(super) fn held_are_firms(&mut self) -> ControlFlow<()> {
        for held in std::mem::take(&mut self.held) {
            self.hand_on(held.firm)?;
        }
        ControlFlow::Continue(())
    }

    /// They are titles: the header comes once more.
    pub(super) fn held_are_titles(&mut self) {
        for held in std::mem::take(&mut self.held) {
            let (sheet, row) = (self.mapping.sheet.clone(), held.firm.row);
            self.sink.skipped(SkippedRow {
                sheet,
                row,
                column: None,
                reason: RowKind::Title,
                text: held.text,
            });
        }
    }

    pub(super) fn hand_on(&mut self, firm: DraftFirm) -> ControlFlow<()> {
        self.count(firm.row);
        self.sink.firm(firm)
    }

    /// Counts a row of data.
    pub(super) fn count(&mut self, row: u32) {
        self.summary.data += 1;
        self.summary.last_row = Some(row);
    }
}
