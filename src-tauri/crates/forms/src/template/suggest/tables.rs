//! A row of headings over empty rows is a table.

use super::super::words::{TableWords, likeness};
use super::{Finding, SuggestedTable, Suggestion};

/// Fewer headings than this say nothing.
const FEWEST: usize = 2;
const MOST_ROWS: u32 = 500;

/// The headings of a table: the column, its key among the table's columns, and what is written.
type Heads = Vec<(u32, String, String)>;

impl Finding<'_> {
    pub(super) fn tables(&mut self) {
        let mut rows: Vec<u32> = self.said.iter().map(|said| said.row).collect();
        rows.dedup();
        for row in rows {
            if let Some(found) = self.table_under(row) {
                self.note(found);
            }
        }
    }

    fn table_under(&mut self, row: u32) -> Option<Suggestion> {
        let words = self.words;
        let mut best: Option<(f64, &TableWords, Heads)> = None;
        for table in words.table.iter().filter(|table| self.knows(&table.rows)) {
            let (columns, sum) = self.columns(table, row);
            if columns.len() < FEWEST {
                continue;
            }
            let titled = self.stands_above(&table.under, row, u32::MAX - 1, 4);
            let score = sum + if titled { 0.8 } else { 0.0 };
            if best.as_ref().is_none_or(|(known, ..)| score > *known) {
                best = Some((score, table, columns));
            }
        }
        let (score, table, columns) = best?;
        let first = columns.first()?.0;
        let below = self.labels.region(row, first).last_row + 1;
        let last = self.last_row(below, &columns)?;
        for row in below..=last {
            for (column, ..) in &columns {
                self.take(row, *column);
            }
        }
        Some(Suggestion {
            sheet: self.sheet.name.clone(),
            row: below,
            column: first,
            field: table.rows.clone(),
            confidence: (0.35 + 0.15 * score).min(0.95),
            format: None,
            label: columns.iter().map(|one| one.2.as_str()).collect::<Vec<_>>().join("・"),
            table: Some(SuggestedTable { first_row: below, last_row: last, step: 1, columns }),
            reason: "table",
        })
    }

    /// The headings of a row that are columns of the table, and how sure they are together.
    fn columns(&self, table: &TableWords, row: u32) -> (Heads, f64) {
        let mut columns: Heads = Vec::new();
        let mut sum = 0.0;
        for said in self.said.iter().filter(|said| said.row == row) {
            let below = self.labels.region(row, said.column).last_row + 1;
            if !self.labels.is_free(below, said.column) {
                continue;
            }
            let known = table.columns.iter().filter_map(|(key, words)| {
                likeness(&said.compared, words).map(|found| (found, key))
            });
            let best = known.max_by(|a, b| a.0.0.total_cmp(&b.0.0).then(a.0.1.cmp(&b.0.1)));
            let Some(((score, _), key)) = best else { continue };
            if columns.iter().all(|(_, known, _)| known != key) {
                columns.push((said.column, key.clone(), super::super::label::one_line(said.text)));
                sum += score;
            }
        }
        (columns, sum)
    }

    /// The last row of empty boxes; none where there are fewer than two.
    fn last_row(&self, first: u32, columns: &[(u32, String, String)]) -> Option<u32> {
        let open = |row: u32| {
            columns.iter().all(|(column, ..)| {
                self.labels.is_free(row, *column)
                    && self.labels.region(row, *column).first_row == row
            }) && columns.iter().any(|(column, ..)| self.labels.is_box(row, *column))
        };
        let rows = (first..first + MOST_ROWS).take_while(|row| open(*row)).count();
        (rows >= 2).then(|| first + u32::try_from(rows).unwrap_or(1) - 1)
    }
}
