//! Days in boxes of their own: 令和[ ]年[ ]月[ ]日.

use super::super::label::compared;
use super::{Finding, Suggestion};

/// How far to the right of a label its boxes may go.
const REACH: u32 = 60;

/// The boxes behind a label, each with the word that follows it.
pub(super) struct DateBox {
    pub(super) row: u32,
    pub(super) column: u32,
    pub(super) part: Option<&'static str>,
}

impl Finding<'_> {
    /// The free boxes to the right of a label, up to the next label.
    pub(super) fn boxes_after(&self, row: u32, column: u32) -> Vec<DateBox> {
        let mut found = Vec::new();
        let mut at = self.labels.region(row, column).last_column + 1;
        let end = at + REACH;
        while at < end {
            let region = self.labels.region(row, at);
            let text = self.labels.text_in(row, at);
            if text.is_empty() {
                if self.labels.is_box(row, at) && self.labels.is_free(row, at) {
                    let after = compared(self.labels.text_in(row, region.last_column + 1));
                    let part = match after.chars().next() {
                        Some('年') => Some("era_year"),
                        Some('月') => Some("month"),
                        Some('日') => Some("day"),
                        _ => None,
                    };
                    let (row, column) = (region.first_row, region.first_column);
                    found.push(DateBox { row, column, part });
                }
            } else if !super::super::label::is_unit(text) && !compared(text).starts_with('日') {
                break;
            }
            at = region.last_column + 1;
        }
        found
    }

    /// Suggests the days of a label: one field, or the first and the last day of a period.
    pub(super) fn days(&mut self, boxes: &[DateBox], fields: [&str; 2], score: f64, label: &str) {
        let mut field = 0;
        let mut known: Vec<&str> = Vec::new();
        for found in boxes {
            let part = found.part.unwrap_or("");
            if known.contains(&part) || (part.is_empty() && !known.is_empty()) {
                field += 1;
                known.clear();
            }
            known.push(part);
            let Some(name) = fields.get(field) else { return };
            let look = self.template.look(self.sheet.look_at(found.row, found.column));
            let format = match found.part {
                Some(part) => Some(part.to_owned()),
                None if look.shows_date() => None,
                None => Some("era_date".to_owned()),
            };
            self.note(Suggestion {
                sheet: self.sheet.name.clone(),
                row: found.row,
                column: found.column,
                field: (*name).to_owned(),
                confidence: if fields[0] == fields[1] && field > 0 { 0.3 } else { score },
                format,
                table: None,
                reason: "date",
                label: label.to_owned(),
            });
        }
    }
}
