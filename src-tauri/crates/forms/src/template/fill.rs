//! From binding and answers to what is put into which cell.

use std::collections::BTreeMap;

use shirube_domain::binding::{Binding, CellBinding, Format, Overflow, cell_name};
use shirube_sheets::{Put, PutValue, Template, TemplateSheet};
use unicode_normalization::UnicodeNormalization;

use super::annex::{Annex, AnnexBody};
use super::answer::{Answer, label};
use super::boxes::{boxes, characters};
use super::marks::{Mark, mark};
use super::room::Room;
use super::write::{digits, era_date, plain, ready};
use crate::input::FormInput;

/// The longest text of a cell, in UTF-16 units.
const LONGEST_CELL: usize = 32_767;

/// A cell of the form and the field that goes there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spot {
    /// The sheet.
    pub sheet: String,
    /// The cell, `B3`.
    pub cell: String,
    /// A path of the vocabulary.
    pub field: String,
}

/// What was too much for its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Surplus {
    /// Where.
    pub at: Spot,
    /// `written` (all the same), `cut`, or `continued` on a 別紙.
    pub done: &'static str,
    /// How many characters, or records of a table, have no place.
    pub surplus: usize,
    /// The number of the 別紙.
    pub annex: Option<usize>,
}

/// Something that is worth knowing of a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Where.
    pub at: Spot,
    /// `rounded`, `not_in_list`, `locked`, `replaced`, `number_too_wide`; its sentence is
    /// `fill_note.<code>`.
    pub code: &'static str,
    /// What the sentence names.
    pub params: Vec<(&'static str, String)>,
}

/// Why nothing is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Where.
    pub at: Spot,
    /// Its sentence is `error.<code>`.
    pub code: &'static str,
    /// What the sentence names.
    pub params: Vec<(&'static str, String)>,
}

/// What goes into a form.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filling {
    /// The cells, each once.
    pub puts: Vec<Put>,
    /// The same cells with their fields.
    pub written: Vec<Spot>,
    /// Bound cells for which the plan says nothing: they stay as they are.
    pub blank: Vec<Spot>,
    /// What was too much.
    pub surplus: Vec<Surplus>,
    /// What is worth knowing.
    pub notes: Vec<Note>,
    /// The 別紙, in the order of their numbers.
    pub annexes: Vec<Annex>,
}

/// Works out what goes where. The binding has been checked against the form.
///
/// # Errors
/// Everything that has no place and is not to be cut or continued.
pub fn fill(
    binding: &Binding,
    template: &Template,
    input: &FormInput<'_>,
) -> Result<Filling, Vec<Refusal>> {
    let mut pen = Pen { template, input, filling: Filling::default(), refusals: Vec::new() };
    for cell in &binding.cells {
        pen.cell(cell);
    }
    for table in &binding.tables {
        pen.table(table);
    }
    pen.refuse_twice();
    if pen.refusals.is_empty() { Ok(pen.filling) } else { Err(pen.refusals) }
}

/// What is filled, while it is filled.
pub(super) struct Pen<'p> {
    pub(super) template: &'p Template,
    pub(super) input: &'p FormInput<'p>,
    pub(super) filling: Filling,
    pub(super) refusals: Vec<Refusal>,
}

impl Pen<'_> {
    fn cell(&mut self, cell: &CellBinding) {
        let at = Spot {
            sheet: cell.sheet.clone(),
            cell: cell_name(cell.row, cell.column),
            field: cell.field.clone(),
        };
        self.value(at, (cell.row, cell.column), cell.format.as_ref(), cell.overflow);
    }

    /// Puts the value of the spot's field into a cell.
    pub(super) fn value(
        &mut self,
        at: Spot,
        (row, column): (u32, u32),
        format: Option<&Format>,
        overflow: Overflow,
    ) {
        let template = self.template;
        let Some(sheet) = template.sheet(&at.sheet) else { return };
        let answer = Answer::at(self.input, &at.field);
        let before = sheet.text_at(row, column);
        if let Some(mark) = format.and_then(|format| mark(format, &answer, before)) {
            return match mark {
                Mark::Text(text) => self.put(at, (row, column), PutValue::Text(text)),
                Mark::Nothing if before.is_empty() => self.filling.blank.push(at),
                Mark::Nothing => self.put(at, (row, column), PutValue::Empty),
                Mark::Kept => self.filling.blank.push(at),
            };
        }
        if matches!(format, Some(Format::DigitBoxes)) {
            return self.boxes(at, sheet, (row, column), &answer, overflow);
        }
        let look = template.look(sheet.look_at(row, column));
        let percent = look.number_format.contains('%');
        let Some(ready) = ready(self.input, &answer, format, percent) else {
            return self.filling.blank.push(at);
        };
        if ready.rounded {
            self.note(&at, "rounded", vec![("raw", plain(self.input, &answer))]);
        }
        self.look_around(&at, sheet, (row, column));
        let value = match ready.value {
            // A serial number in a cell without a date's format would be read as an amount.
            PutValue::Date(day) if !look.shows_date() => {
                let text = era_date(day);
                self.note(&at, "date_as_text", vec![("raw", text.clone())]);
                PutValue::Text(text)
            }
            PutValue::Text(text) => {
                let text = self.in_its_list(&at, sheet, (row, column), text);
                match self.fitted(&at, sheet, (row, column), text, overflow) {
                    Some(text) => PutValue::Text(text),
                    None => return,
                }
            }
            PutValue::Number(number) => {
                if !Room::of(template, sheet, row, column).holds_number(&number) {
                    self.note(&at, "number_too_wide", vec![("raw", number.clone())]);
                }
                PutValue::Number(number)
            }
            other => other,
        };
        self.put(at, (row, column), value);
    }

    pub(super) fn put(&mut self, at: Spot, (row, column): (u32, u32), value: PutValue) {
        self.filling.puts.push(Put { sheet: at.sheet.clone(), row, column, value });
        self.filling.written.push(at);
    }

    pub(super) fn note(
        &mut self,
        at: &Spot,
        code: &'static str,
        params: Vec<(&'static str, String)>,
    ) {
        self.filling.notes.push(Note { at: at.clone(), code, params });
    }

    pub(super) fn refuse(
        &mut self,
        at: &Spot,
        code: &'static str,
        params: Vec<(&'static str, String)>,
    ) {
        self.refusals.push(Refusal { at: at.clone(), code, params });
    }

    /// What is worth knowing before a cell is written.
    fn look_around(&mut self, at: &Spot, sheet: &TemplateSheet, (row, column): (u32, u32)) {
        let locked = self.template.look(sheet.look_at(row, column)).locked;
        if sheet.protected && locked {
            self.note(at, "locked", Vec::new());
        }
        let before = sheet.text_at(row, column).trim();
        if !before.is_empty() {
            self.note(at, "replaced", vec![("raw", before.to_owned())]);
        }
    }

    /// A text as the cell's own list of choices writes it.
    fn in_its_list(
        &mut self,
        at: &Spot,
        sheet: &TemplateSheet,
        (row, column): (u32, u32),
        text: String,
    ) -> String {
        let list = sheet.validation_at(row, column).and_then(|known| known.list.as_ref());
        let Some(list) = list.filter(|list| !list.contains(&text)) else { return text };
        let same = |one: &&String| compared(one) == compared(&text);
        if let Some(found) = list.iter().find(same) {
            return found.clone();
        }
        let known = list.iter().take(10).cloned().collect::<Vec<_>>().join("、");
        self.note(at, "not_in_list", vec![("raw", text.clone()), ("known", known)]);
        text
    }

    /// What of a text is written, as its overflow says; `None` where it is refused.
    fn fitted(
        &mut self,
        at: &Spot,
        sheet: &TemplateSheet,
        (row, column): (u32, u32),
        text: String,
        overflow: Overflow,
    ) -> Option<String> {
        let room = Room::of(self.template, sheet, row, column).fitting(&text);
        let most = cell_limit(&text);
        let fits = room.min(most);
        if fits >= text.len() {
            return Some(text);
        }
        let surplus = text[fits..].chars().count();
        match overflow {
            Overflow::Tell if most >= text.len() => {
                self.surplus(at, "written", surplus, None);
                Some(text)
            }
            Overflow::Tell => {
                self.refuse(at, "fill_text_past_cell", vec![("surplus", surplus.to_string())]);
                None
            }
            Overflow::Refuse => {
                self.refuse(at, "fill_text_too_long", vec![("surplus", surplus.to_string())]);
                None
            }
            Overflow::Cut => {
                self.surplus(at, "cut", surplus, None);
                Some(text[..fits].to_owned())
            }
            Overflow::Continue => {
                let number = self.annex(at, AnnexBody::Text(text));
                self.surplus(at, "continued", surplus, Some(number));
                Some(self.see("forms.annex.see", number))
            }
        }
    }

    pub(super) fn surplus(
        &mut self,
        at: &Spot,
        done: &'static str,
        surplus: usize,
        annex: Option<usize>,
    ) {
        self.filling.surplus.push(Surplus { at: at.clone(), done, surplus, annex });
    }

    /// Begins a 別紙 and gives its number.
    pub(super) fn annex(&mut self, at: &Spot, body: AnnexBody) -> usize {
        let number = self.filling.annexes.len() + 1;
        let title = label(self.input, &at.field);
        self.filling.annexes.push(Annex { number, title, at: at.clone(), body });
        number
    }

    pub(super) fn see(&self, key: &str, number: usize) -> String {
        self.input.render(key, &[("number", &number.to_string())])
    }

    fn boxes(
        &mut self,
        at: Spot,
        sheet: &TemplateSheet,
        (row, column): (u32, u32),
        answer: &Answer,
        overflow: Overflow,
    ) {
        let mut letters = characters(&digits(answer));
        if letters.is_empty() {
            return self.filling.blank.push(at);
        }
        let boxes = boxes(self.template, sheet, row, column);
        if letters.len() > boxes.len() {
            let counts =
                vec![("characters", letters.len().to_string()), ("boxes", boxes.len().to_string())];
            if overflow != Overflow::Cut {
                return self.refuse(&at, "fill_boxes_too_few", counts);
            }
            self.surplus(&at, "cut", letters.len() - boxes.len(), None);
            letters.truncate(boxes.len());
        }
        self.look_around(&at, sheet, (row, column));
        for (letter, place) in letters.into_iter().zip(boxes) {
            let at = Spot { cell: cell_name(place.0, place.1), ..at.clone() };
            self.put(at, place, PutValue::Text(letter.to_string()));
        }
    }

    /// Boxes reach further than the cell that is bound: no cell may be meant twice.
    fn refuse_twice(&mut self) {
        let mut taken: BTreeMap<(&str, &str), &Spot> = BTreeMap::new();
        let mut twice = Vec::new();
        for spot in &self.filling.written {
            if let Some(other) = taken.insert((&spot.sheet, &spot.cell), spot) {
                twice.push((spot.clone(), other.field.clone()));
            }
        }
        for (spot, other) in twice {
            self.refuse(&spot, "fill_cell_twice", vec![("other", other)]);
        }
    }
}

/// Text in which only what it says is compared.
fn compared(text: &str) -> String {
    text.nfkc().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase()
}

/// How many bytes of a text a cell can hold at all.
fn cell_limit(text: &str) -> usize {
    let mut units = 0;
    for (at, letter) in text.char_indices() {
        units += letter.len_utf16();
        if units > LONGEST_CELL {
            return at;
        }
    }
    text.len()
}
