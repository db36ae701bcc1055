//! What a row is, seen with the rows before it: sums, and where another table begins.

use shirube_sheets::{Region, Row, Value};

use super::Reader;
use crate::fold::fold;
use crate::header::guess;
use crate::problem::{RowKind, SkippedRow};

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Judged {
    pub(super) kind: RowKind,
    /// It is a sum by arithmetic.
    pub(super) added_up: bool,
}

impl Reader<'_> {
    pub(super) fn judge(&mut self, row: &Row<'_>) -> Judged {
        let kind = self.classifier.kind(row);
        let plain = |kind| Judged { kind, added_up: false };
        if kind == RowKind::Blank || !self.in_table(row.number) {
            return plain(kind);
        }
        if matches!(kind, RowKind::Data | RowKind::Note) && self.begins_another_table(row) {
            self.held_are_titles();
            let last = row.cells.last().map_or(0, |cell| cell.column);
            let first = row.cells.first().map_or(0, |cell| cell.column);
            self.summary.another = Some(row.number);
            let place = Region {
                first_row: row.number,
                first_column: first,
                last_row: row.number,
                last_column: last,
            };
            let problem = self.problem("tables_below").at(row.number, first);
            let problem = problem.raw(self.mapping.region_name(&place));
            self.sink.problem(problem.about(self.range_read()));
            return plain(RowKind::Note);
        }
        match kind {
            RowKind::Data | RowKind::Note => self
                .sum_by_arithmetic(row)
                .map_or(plain(kind), |kind| Judged { kind, added_up: true }),
            _ => plain(kind),
        }
    }

    /// Whether the row, after a gap or a title, is the header of something else.
    fn begins_another_table(&self, row: &Row<'_>) -> bool {
        let after_break = row.number > self.expected || !self.held.is_empty() || self.apart;
        if !after_break || self.classifier.has_number(row) {
            return false;
        }
        let mut texts = Vec::new();
        for cell in row.cells.iter().filter(|cell| !cell.value.is_blank()) {
            let Value::Text(text) = &cell.value else { return false };
            texts.push(fold(text));
        }
        let fields = texts.iter().map(|text| guess(std::slice::from_ref(text), self.words));
        fields.filter(|found| found.field.is_some() && found.confidence >= 0.85).count() >= 2
    }

    /// The cells of the table as far as it was read: `A1:C20`.
    fn range_read(&self) -> String {
        let columns = || self.mapping.columns.iter().map(|column| column.column);
        let first = self.mapping.header_rows.first().copied().unwrap_or(self.mapping.first_row);
        let last = self.summary.last_row.unwrap_or(first);
        let first_column = columns().min().unwrap_or(0);
        let last_column = columns().max().unwrap_or(0);
        let read = Region { first_row: first, first_column, last_row: last, last_column };
        self.mapping.region_name(&read)
    }

    fn in_table(&self, row: u32) -> bool {
        row >= self.mapping.first_row && self.mapping.last_row.is_none_or(|last| row <= last)
    }

    /// Hands on the row that added up everything above it.
    pub(super) fn settle_total(&mut self, reason: RowKind) {
        if let Some(row) = self.maybe_total.take() {
            self.sink.skipped(SkippedRow { reason, ..row });
        }
    }
}
