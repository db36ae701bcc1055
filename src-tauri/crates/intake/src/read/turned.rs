//! What is said of a table that lies on its side, told by the places of the sheet.

use std::ops::ControlFlow;

use shirube_domain::draft::DraftFirm;

use super::DraftSink;
use crate::problem::{Problem, SkippedRow};

/// Turns places back before they are handed on.
pub(super) struct TurnedSink<'s> {
    /// The sheet's first row of the table.
    pub(super) first: u32,
    pub(super) sink: &'s mut dyn DraftSink,
}

impl DraftSink for TurnedSink<'_> {
    fn firm(&mut self, firm: DraftFirm) -> ControlFlow<()> {
        self.sink.firm(firm)
    }

    fn problem(&mut self, problem: Problem) {
        self.sink.problem(problem.turned());
    }

    fn wants_blanks(&self) -> bool {
        self.sink.wants_blanks()
    }

    fn blanks(&mut self, row: u32, columns: &[u32]) {
        self.sink.blanks(row, columns);
    }

    fn skipped(&mut self, row: SkippedRow) {
        let column = row.row.checked_sub(1);
        self.sink.skipped(SkippedRow { row: self.first, column, ..row });
    }
}
