//! Rows as programs write them, read at a stroke.
//!
//! Nearly every row of nearly every workbook is written in one way: no prefix, double quotes,
//! nothing between the tags. Such a row is read here in one pass over bytes that are held, and its
//! text is borrowed from them. A row that is written otherwise, or that is wrong, is left whole to
//! the general reader, which also makes every error: here is only speed.

use std::borrow::Cow;
use std::ops::ControlFlow;

use super::cursor::{Cursor, Stop, Text, digits_only};
use super::sheet::{Kind, Shared, is_zero};
use crate::limits::{MAX_COLUMNS, MAX_ROWS};
use crate::place::parse_cell_bytes;
use crate::value::{Cell, Phonetic, Row, Value};
use crate::xml::push_unescaped;

/// A row that is read whole.
pub(super) struct PlainRow<'b> {
    pub(super) number: u32,
    pub(super) hidden: bool,
    pub(super) cells: Vec<Cell<'b>>,
    pub(super) phonetics: Vec<Phonetic<'b>>,
    /// The column after the last cell, whether that had content or not.
    next_column: u32,
    /// The digits of its number, as its tag writes them, which end the place of each cell.
    digits: &'b [u8],
}

/// What the tag of a cell says.
struct Head {
    column: u32,
    style: u32,
    kind: Kind,
}

impl<'b> PlainRow<'b> {
    /// The row that follows the row of that number, if it doesn't say otherwise; `cells` lends its
    /// memory.
    pub(super) fn after(number: u32, cells: Vec<Cell<'b>>) -> Self {
        Self {
            number: number + 1,
            hidden: false,
            cells,
            phonetics: Vec::new(),
            next_column: 0,
            digits: b"",
        }
    }

    /// Reads the row with which `held` begins, and gives its length in bytes.
    pub(super) fn read<'a: 'b>(
        &mut self,
        held: &'b [u8],
        shared: &Shared<'a>,
    ) -> Result<usize, Stop> {
        let mut cursor = Cursor::new(held);
        cursor.expect(b"<row")?;
        if self.head(&mut cursor)? {
            while cursor.pass(b"<c")? {
                self.cell(&mut cursor, shared)?;
            }
            cursor.expect(b"</row>")?;
        }
        if !self.cells.is_sorted_by_key(|cell| cell.column) || self.next_column > MAX_COLUMNS {
            return Err(Stop::Other);
        }
        Ok(held.len() - cursor.left())
    }

    /// Gives the row to `each` where it has content.
    pub(super) fn hand_out(
        &self,
        each: &mut dyn FnMut(&Row<'_>) -> ControlFlow<()>,
    ) -> ControlFlow<()> {
        if self.cells.is_empty() {
            return ControlFlow::Continue(());
        }
        each(&Row {
            number: self.number,
            hidden: self.hidden,
            cells: &self.cells,
            phonetics: &self.phonetics,
        })
    }

    /// Reads the tag of the row; false where the row has no cells.
    fn head(&mut self, cursor: &mut Cursor<'b>) -> Result<bool, Stop> {
        let (mut number, mut hidden, mut height) = (None, None, None);
        while cursor.pass(b" ")? {
            let (name, value) = cursor.attribute()?;
            let before = match name {
                b"r" => number.replace(value),
                b"hidden" => hidden.replace(value),
                b"ht" => height.replace(value),
                _ if is_other(name, &[b":r", b":hidden", b":ht"]) => None,
                _ => return Err(Stop::Other),
            };
            if before.is_some() {
                return Err(Stop::Other);
            }
        }
        if let Some(digits) = number {
            self.number = digits_only(digits).ok_or(Stop::Other)?;
            self.digits = digits;
        }
        if !(1..=MAX_ROWS).contains(&self.number) {
            return Err(Stop::Other);
        }
        self.hidden = matches!(hidden, Some(b"1" | b"true")) || is_zero(height);
        cursor.tag_end()
    }

    fn cell<'a: 'b>(&mut self, cursor: &mut Cursor<'b>, shared: &Shared<'a>) -> Result<(), Stop> {
        let mut head = Head { column: self.next_column, style: 0, kind: Kind::Number };
        head.usual(cursor, self.digits)?;
        let is_empty = !cursor.pass(b">")? && !head.others(cursor)?;
        if head.column >= MAX_COLUMNS {
            return Err(Stop::Other);
        }
        self.next_column = head.column + 1;
        if is_empty {
            return Ok(());
        }
        let formula = cursor.pass(b"<f")?;
        if formula {
            pass_formula(cursor)?;
        }
        self.content(&head, formula, cursor, shared)?;
        cursor.expect(b"</c>")
    }

    /// Reads what stands in a cell behind its formula. Each value is put where it belongs at once:
    /// handing it up through results costs more than reading it.
    fn content<'a: 'b>(
        &mut self,
        head: &Head,
        formula: bool,
        cursor: &mut Cursor<'b>,
        shared: &Shared<'a>,
    ) -> Result<(), Stop> {
        if cursor.pass(b"<v>")? {
            match head.kind {
                Kind::SharedString => self.shared_text(head, formula, cursor, shared)?,
                Kind::Number if let Some(number) = cursor.decimal() => {
                    self.put(head, formula, shared.number(number, head.style));
                }
                _ => self.text(head, formula, &cursor.text()?, shared)?,
            }
            return cursor.expect(b"</v>");
        }
        if cursor.pass(b"<is><t")? {
            let _ = cursor.pass(b" xml:space=\"preserve\"")?;
            cursor.expect(b">")?;
            self.text(head, formula, &cursor.text()?, shared)?;
            return cursor.expect(b"</t></is>");
        }
        self.text(head, formula, &Text { raw: b"", is_literal: true }, shared)
    }

    fn put(&mut self, head: &Head, formula: bool, value: Value<'b>) {
        self.cells.push(Cell { column: head.column, value, formula, style: head.style });
    }

    fn shared_text<'a: 'b>(
        &mut self,
        head: &Head,
        formula: bool,
        cursor: &mut Cursor<'b>,
        shared: &Shared<'a>,
    ) -> Result<(), Stop> {
        let index = cursor.index().ok_or(Stop::Other)?;
        let text = shared.strings.get(index).ok_or(Stop::Other)?;
        if text.is_empty() {
            return Ok(());
        }
        self.put(head, formula, Value::Text(Cow::Borrowed(text)));
        if let Some(guide) = shared.strings.phonetic(index) {
            self.phonetics.push(Phonetic { column: head.column, text: Cow::Borrowed(guide) });
        }
        Ok(())
    }

    /// Takes text for what it means in such a cell.
    fn text<'a: 'b>(
        &mut self,
        head: &Head,
        formula: bool,
        text: &Text<'b>,
        shared: &Shared<'a>,
    ) -> Result<(), Stop> {
        let text = if text.is_literal {
            let literal = std::str::from_utf8(text.raw).map_err(|_| Stop::Other)?;
            if head.kind == Kind::Text && !literal.is_empty() {
                self.put(head, formula, Value::Text(Cow::Borrowed(literal)));
                return Ok(());
            }
            Cow::Borrowed(literal)
        } else {
            let mut whole = String::new();
            push_unescaped(&mut whole, text.raw).ok_or(Stop::Other)?;
            Cow::Owned(whole)
        };
        if let Some(value) =
            shared.value(head.kind, text, head.style, formula).ok_or(Stop::Other)?
        {
            self.put(head, formula, value);
        }
        Ok(())
    }
}

impl Head {
    /// Reads the attributes that nearly every cell has, in their usual order.
    fn usual(&mut self, cursor: &mut Cursor<'_>, digits: &[u8]) -> Result<(), Stop> {
        if let Some(column) = cursor.column(digits) {
            self.column = column;
        }
        if cursor.pass(b" s=\"")? {
            self.style = digits_only(cursor.until(b'"')?).ok_or(Stop::Other)?;
        }
        if cursor.pass(b" t=\"")? {
            self.kind = match () {
                () if cursor.pass(b"s\"")? => Kind::SharedString,
                () if cursor.pass(b"inlineStr\"")? => Kind::Text,
                () => Kind::named(cursor.until(b'"')?),
            };
        }
        Ok(())
    }

    /// Reads all other attributes, and the end of the tag; whether anything stands inside.
    fn others(&mut self, cursor: &mut Cursor<'_>) -> Result<bool, Stop> {
        while cursor.pass(b" ")? {
            self.attribute(cursor)?;
        }
        cursor.tag_end()
    }

    fn attribute(&mut self, cursor: &mut Cursor<'_>) -> Result<(), Stop> {
        let (name, value) = cursor.attribute()?;
        match name {
            b"r" => (_, self.column) = parse_cell_bytes(value).ok_or(Stop::Other)?,
            b"s" => self.style = digits_only(value).ok_or(Stop::Other)?,
            b"t" => self.kind = Kind::named(value),
            _ if is_other(name, &[b":r", b":s", b":t"]) => {}
            _ => return Err(Stop::Other),
        }
        Ok(())
    }
}

/// Whether the attribute is none that matters here, not even behind a prefix.
fn is_other(name: &[u8], matter: &[&[u8]]) -> bool {
    name.len() > 1 && !matter.iter().any(|end| name.ends_with(end))
}

/// Goes past a formula whose `<f` is behind us.
fn pass_formula(cursor: &mut Cursor<'_>) -> Result<(), Stop> {
    let tag = cursor.until(b'>')?;
    if !matches!(tag.first(), None | Some(b' ' | b'/')) {
        return Err(Stop::Other);
    }
    if tag.ends_with(b"/") {
        return Ok(());
    }
    cursor.pass_text()?;
    cursor.expect(b"</f>")
}
