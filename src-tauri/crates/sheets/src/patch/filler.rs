//! The pen that fills: values into the cells that were asked for, and nothing where the result of
//! a formula is no longer right.

use std::collections::{BTreeMap, BTreeSet};

use super::cells::{CellTag, elements};
use super::content::Content;
use super::rows::Pen;
use super::tags::{Edits, Kind};
use crate::error::SheetError;
use crate::place::{Region, cell_name};

/// The most comparisons of cells with results that reach over several: only a hostile file needs
/// more.
const MOST_STEPS: u64 = 200_000_000;

/// Fills cells of one sheet.
pub(super) struct Filler<'f> {
    pub(super) part: &'f str,
    pub(super) puts: &'f BTreeMap<(u32, u32), Content>,
    /// Cells whose formulas have lost their results.
    pub(super) stale: BTreeSet<(u32, u32)>,
    /// Results that reach over several cells.
    pub(super) stale_regions: Vec<Region>,
    /// Cells from which a result was taken.
    pub(super) uncached: Vec<(u32, u32)>,
    pub(super) steps: u64,
}

impl Pen for Filler<'_> {
    fn touches(&mut self, row: u32, column: u32) -> bool {
        let place = (row, column);
        self.steps += self.stale_regions.len() as u64;
        self.puts.contains_key(&place)
            || self.stale.contains(&place)
            || self.steps <= MOST_STEPS
                && self.stale_regions.iter().any(|region| region.contains(row, column))
    }

    fn change(
        &mut self,
        bytes: &[u8],
        cell: &CellTag<'_>,
        edits: &mut Edits,
    ) -> Result<(), SheetError> {
        let place = (cell.row, cell.column);
        if self.steps > MOST_STEPS {
            return Err(SheetError::TooLarge { what: "cells", limit: MOST_STEPS });
        }
        match self.puts.get(&place) {
            Some(content) => put(bytes, cell, self.part, content, edits),
            None => {
                if drop_value(bytes, cell, self.part, edits)? {
                    self.uncached.push(place);
                }
                Ok(())
            }
        }
    }

    fn fresh(
        &mut self,
        prefix: &str,
        place: (u32, u32),
        style: usize,
    ) -> Result<String, SheetError> {
        let content = self.puts.get(&place).unwrap_or(&Content::Nothing);
        let style = if style > 0 { format!(" s=\"{style}\"") } else { String::new() };
        let kind = content.kind().map(|kind| format!(" t=\"{kind}\"")).unwrap_or_default();
        let (name, inner) = (cell_name(place.0, place.1), content.inner(prefix));
        Ok(format!("<{prefix}c r=\"{name}\"{style}{kind}>{inner}</{prefix}c>"))
    }
}

/// Puts a value in the place of the old one. Everything else in the cell stays.
fn put(
    bytes: &[u8],
    cell: &CellTag<'_>,
    part: &str,
    content: &Content,
    edits: &mut Edits,
) -> Result<(), SheetError> {
    match content.kind() {
        Some(kind) => edits.set(bytes, &cell.open, "t", kind),
        None => edits.unset(bytes, &cell.open, "t"),
    }
    // What a rich value was is told by its number, which belongs to the old value.
    edits.unset(bytes, &cell.open, "vm");
    let mut new = content.inner(cell.open.prefix);
    if cell.open.kind == Kind::Empty {
        if !new.is_empty() {
            edits.append(&cell.open, cell.inner.end, new.as_bytes());
        }
        return Ok(());
    }
    for element in elements(bytes, cell.inner.clone(), part)? {
        if matches!(element.open.name, b"v" | b"is") {
            edits.replace(element.open.start..element.end, std::mem::take(&mut new));
        }
    }
    if !new.is_empty() {
        edits.insert(cell.inner.start, new);
    }
    Ok(())
}

/// Takes the result of a formula away, and the kind that it was of; false where there is none.
fn drop_value(
    bytes: &[u8],
    cell: &CellTag<'_>,
    part: &str,
    edits: &mut Edits,
) -> Result<bool, SheetError> {
    let mut dropped = false;
    for element in elements(bytes, cell.inner.clone(), part)? {
        if matches!(element.open.name, b"v" | b"is") {
            edits.replace(element.open.start..element.end, "");
            dropped = true;
        }
    }
    if dropped {
        edits.unset(bytes, &cell.open, "t");
        edits.unset(bytes, &cell.open, "vm");
    }
    Ok(dropped)
}
