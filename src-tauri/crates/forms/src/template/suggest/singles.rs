//! One label, one cell: to its right, or below it.

use shirube_domain::fields::{FieldType, type_at};

use super::super::boxes::boxes;
use super::super::label::{compared, one_line};
use super::super::words::likeness;
use super::{Finding, Suggestion};

/// Fewer boxes than this are no boxes for single characters.
const FEWEST_BOXES: usize = 5;

impl Finding<'_> {
    pub(super) fn singles(&mut self) {
        for index in 0..self.said.len() {
            self.single(index);
        }
    }

    fn single(&mut self, index: usize) {
        let said = &self.said[index];
        let (row, column, text) = (said.row, said.column, said.text);
        let Some((field, score)) = self.field_of(&said.compared.clone(), row, column) else {
            return;
        };
        let label = one_line(text);
        if field == "plan.period" {
            let boxes = self.boxes_after(row, column);
            return self.days(&boxes, ["plan.period.start", "plan.period.end"], score, &label);
        }
        let ty = self.kinds.iter().find_map(|kind| type_at(*kind, &field));
        if matches!(ty, Some(FieldType::Date)) {
            let boxes = self.boxes_after(row, column);
            if !boxes.is_empty() {
                return self.days(&boxes, [&field, &field], score, &label);
            }
        }
        let Some(((row, column), beside)) = self.target(row, column) else { return };
        if self.is_taken(row, column) && !self.is_better(row, column, score) {
            return;
        }
        let place = if beside { 1.0 } else { 0.9 };
        let boxed = if self.labels.is_box(row, column) { 1.0 } else { 0.8 };
        self.note(Suggestion {
            sheet: self.sheet.name.clone(),
            row,
            column,
            confidence: ((score * place * boxed) * 100.0_f64).round() / 100.0,
            format: self.format(ty, text, row, column),
            field,
            table: None,
            reason: if beside { "label_left" } else { "label_above" },
            label,
        });
    }

    fn is_better(&self, row: u32, column: u32, score: f64) -> bool {
        self.found.get(&(row, column)).is_some_and(|known| known.confidence < score)
    }

    /// The field that a label means, and how surely.
    pub(super) fn field_of(&self, label: &str, row: u32, column: u32) -> Option<(String, f64)> {
        let known = self.words.field.iter().filter_map(|one| {
            let (score, length) = likeness(label, &one.words)?;
            let wanted = one.under.is_empty()
                || one.under.iter().any(|word| label.contains(word.as_str()))
                || self.stands_above(&one.under, row, column, 12);
            // What is named by its surroundings as well is meant rather than what is not.
            let extra = if one.under.is_empty() { 0.0 } else { 0.03 };
            let usable = wanted && (one.field == "plan.period" || self.knows(&one.field));
            usable.then_some((score + extra, length, one.field.clone()))
        });
        let best = known.max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)))?;
        Some((best.2, best.0))
    }

    /// The free cell of a label, and whether it stands beside it.
    fn target(&self, row: u32, column: u32) -> Option<((u32, u32), bool)> {
        let own = self.labels.region(row, column);
        let mut right = own.last_column + 1;
        for _ in 0..6 {
            let region = self.labels.region(row, right);
            let text = self.labels.text_in(row, right);
            if text.is_empty() && self.labels.is_free(row, right) {
                let framed = self.labels.is_box(row, right);
                let below = self.labels.region(own.last_row + 1, column);
                let box_below = self.labels.is_free(own.last_row + 1, column)
                    && self.labels.is_box(own.last_row + 1, column);
                if framed || !box_below {
                    return Some(((region.first_row, region.first_column), true));
                }
                return Some(((below.first_row, below.first_column), false));
            }
            if !super::super::label::is_unit(text) {
                break;
            }
            right = region.last_column + 1;
        }
        let below = self.labels.region(own.last_row + 1, column);
        let free = self.labels.is_free(below.first_row, below.first_column)
            && self.labels.is_box(below.first_row, below.first_column);
        free.then_some(((below.first_row, below.first_column), false))
    }

    /// The format that the surroundings of a cell ask for.
    fn format(&self, ty: Option<FieldType>, label: &str, row: u32, column: u32) -> Option<String> {
        let boxed = matches!(
            ty,
            Some(
                FieldType::CorporateNumber
                    | FieldType::Text
                    | FieldType::Money
                    | FieldType::LocalGovernment
            )
        );
        if boxed && boxes(self.template, self.sheet, row, column).len() >= FEWEST_BOXES {
            let width = self.sheet.width_of(column);
            let narrow = width <= 5.0;
            if narrow {
                return Some("digit_boxes".to_owned());
            }
        }
        match ty {
            Some(FieldType::Date) => {
                let look = self.template.look(self.sheet.look_at(row, column));
                (!look.shows_date()).then(|| "era_date".to_owned())
            }
            Some(FieldType::Money) => {
                let region = self.labels.region(row, column);
                let unit = compared(self.labels.text_in(row, region.last_column + 1));
                let said = format!("{unit}{}", compared(label));
                let unit = if said.contains("百万円") {
                    "million_yen"
                } else if said.contains("千円") {
                    "thousand_yen"
                } else {
                    return None;
                };
                Some(unit.to_owned())
            }
            _ => None,
        }
    }
}
