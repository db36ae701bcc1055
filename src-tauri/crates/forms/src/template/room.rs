//! How much text the box of a cell holds.

use shirube_sheets::{CellLook, Template, TemplateSheet};

use crate::heights::{INDENT, SIDES, column_points, fitting, text_points};

/// A line is at least and at most so many times as high as its letters, whatever the sheet says.
const LEADING: (f64, f64) = (1.15, 1.75);

/// The room in a cell, or in the merged region that it begins.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Room {
    width: f64,
    lines: usize,
    size: f64,
    /// Whether what does not fit shows all the same: shrunk, or upright.
    elastic: bool,
}

impl Room {
    /// The room of the box that begins at that cell.
    pub(crate) fn of(template: &Template, sheet: &TemplateSheet, row: u32, column: u32) -> Self {
        let look = template.look(sheet.look_at(row, column));
        let region = sheet.region_at(row, column);
        let width: f64 = (region.first_column..=region.last_column)
            .take(400)
            .map(|column| column_points(sheet.width_of(column)))
            .sum();
        let height: f64 =
            (region.first_row..=region.last_row).take(400).map(|row| sheet.height_of(row)).sum();
        let width = width - SIDES - INDENT * f64::from(look.indent);
        Self {
            width: width.max(1.0),
            lines: lines(template, sheet, look, height),
            size: look.font.size,
            elastic: look.shrink || look.upright,
        }
    }

    /// How many bytes of a text fit.
    pub(crate) fn fitting(self, text: &str) -> usize {
        if self.elastic { text.len() } else { fitting(text, self.width, self.size, self.lines) }
    }

    /// Whether a number shows as digits, not as `###`.
    pub(crate) fn holds_number(self, digits: &str) -> bool {
        self.elastic || text_points(digits, self.size) <= self.width + SIDES
    }
}

/// The lines that a box holds. How high a line is depends on the typeface: the sheet's usual row
/// is one line of its usual letters.
fn lines(template: &Template, sheet: &TemplateSheet, look: &CellLook, height: f64) -> usize {
    if !look.wrap {
        return 1;
    }
    let usual = template.looks[0].font.size;
    let leading = (sheet.default_height / usual).clamp(LEADING.0, LEADING.1);
    (((height + 1.0) / (look.font.size * leading)) as usize).max(1)
}
