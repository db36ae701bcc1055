//! □ and ○: the choices that a form prints, each a word of the vocabulary.

use shirube_domain::fields::{ANSWERS, FieldType};

use super::super::label::{compared, one_line};
use super::{Finding, Suggestion};

const BOXES: [char; 4] = ['□', '☐', '▢', '◻'];

impl Finding<'_> {
    pub(super) fn choices(&mut self) {
        let known = self.known_choices();
        for index in 0..self.said.len() {
            let said = &self.said[index];
            let (row, column, text) = (said.row, said.column, said.text);
            if let Some(rest) = text.strip_prefix(BOXES) {
                let named = if rest.trim().is_empty() {
                    let region = self.labels.region(row, column);
                    self.labels.text_in(row, region.last_column + 1)
                } else {
                    rest
                };
                self.choice(&known, (row, column), named, "check");
            } else if let Some(free) = self.free_before(row, column) {
                self.choice(&known, free, text, "circle");
            }
        }
    }

    /// The narrow free box right before a printed choice.
    fn free_before(&self, row: u32, column: u32) -> Option<(u32, u32)> {
        let before = self.labels.region(row, column.checked_sub(1)?);
        let at = (before.first_row, before.first_column);
        let narrow = before.last_column == before.first_column
            && self.sheet.width_of(before.first_column) <= 6.0;
        let free = self.labels.is_free(at.0, at.1) && self.labels.is_box(at.0, at.1);
        (narrow && free && !self.is_taken(at.0, at.1)).then_some(at)
    }

    /// Every choice of a plan of these kinds: its field, its word and its label.
    fn known_choices(&self) -> Vec<(String, &'static str, String)> {
        let mut known = Vec::new();
        for field in ANSWERS.iter().filter(|field| self.knows(field.name)) {
            for column in field.ty.columns() {
                if let FieldType::Choice(words) = column.ty {
                    let name = match field.ty {
                        FieldType::Table(_) => format!("{}[0].{}", field.name, column.name),
                        _ => format!("{}.{}", field.name, column.name),
                    };
                    for word in words {
                        let label = (self.text)(&format!("choice.{word}"), &[]);
                        known.push((name.clone(), *word, compared(&label)));
                    }
                }
            }
        }
        for word in ["a", "b", "c"] {
            let label = (self.text)(&format!("kind.{word}"), &[]);
            known.push(("plan.kind".to_owned(), word, compared(&label)));
        }
        if self.knows("includes_attraction") {
            let words = [("true", "word.yes"), ("false", "word.no")];
            for (word, key) in words {
                let label = compared(&(self.text)(key, &[]));
                known.push(("includes_attraction".to_owned(), word, label));
            }
        }
        known
    }

    fn choice(
        &mut self,
        known: &[(String, &'static str, String)],
        (row, column): (u32, u32),
        named: &str,
        mark: &str,
    ) {
        let label = compared(named);
        let same: Vec<_> = known.iter().filter(|(_, _, known)| *known == label).collect();
        let question = self.labels.text(row, column);
        let asked = self.field_of(&compared(&question), row, column);
        let asked = asked.map_or(String::new(), |(field, _)| field);
        let fitting = same.iter().find(|(field, ..)| *field == asked);
        let found = match (fitting, same.as_slice()) {
            (Some(found), _) => (*found, 0.85),
            (None, [one]) => (*one, 0.55),
            _ => return,
        };
        let ((field, word, _), confidence) = found;
        self.note(Suggestion {
            sheet: self.sheet.name.clone(),
            row,
            column,
            field: field.clone(),
            confidence,
            format: Some(format!("{mark}:{word}")),
            table: None,
            reason: "choice",
            label: one_line(named),
        });
    }
}
