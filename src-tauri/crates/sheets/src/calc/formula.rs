//! A formula where it stands, with what it refers to.

use std::collections::HashMap;
use std::sync::Arc;

use super::reference::Reference;
use super::scan::references;
use crate::place::Region;
use crate::xml::Attributes;

/// A formula of a sheet.
#[derive(Debug, Clone)]
pub(crate) struct Formula {
    /// The sheet's number in the workbook.
    pub(crate) sheet: usize,
    pub(crate) row: u32,
    pub(crate) column: u32,
    /// The cells that hold its results; mostly its own alone.
    pub(crate) covers: Region,
    pub(super) references: Arc<[Reference]>,
    /// How far it stands from where it is written, in rows and columns: not at all unless shared.
    pub(super) way: (i64, i64),
}

/// The formulas of a sheet that several cells share, with the places where they are written.
#[derive(Debug, Default)]
pub(crate) struct Shared(HashMap<u32, Written>);

/// What a formula refers to, and the row and column where it is written.
type Written = (Arc<[Reference]>, (u32, u32));

impl Formula {
    /// Reads the attributes and the text of an `<f>`.
    pub(crate) fn read(
        attributes: Attributes<'_>,
        text: &str,
        (sheet, row, column): (usize, u32, u32),
        shared: &mut Shared,
    ) -> Self {
        let own =
            Region { first_row: row, first_column: column, last_row: row, last_column: column };
        let region = attributes.text(b"ref").and_then(|name| Region::parse(&name));
        let region = region.filter(|region| region.contains(row, column)).unwrap_or(own);
        let unknown = || Arc::from([Reference::Unknown]);
        let written = || if text.trim().is_empty() { unknown() } else { references(text).into() };
        let (covers, references, way) = match attributes.get(b"t") {
            // What it tries out is a formula elsewhere, with everything on which that depends.
            Some(b"dataTable") => (region, unknown(), (0, 0)),
            Some(b"array") => (region, written(), (0, 0)),
            Some(b"shared") => {
                let (references, way) = shared.read(attributes, text, (row, column));
                (own, references.unwrap_or_else(unknown), way)
            }
            _ => (own, written(), (0, 0)),
        };
        Self { sheet, row, column, covers, references, way }
    }
}

impl Shared {
    fn read(
        &mut self,
        attributes: Attributes<'_>,
        text: &str,
        place: (u32, u32),
    ) -> (Option<Arc<[Reference]>>, (i64, i64)) {
        let number = attributes.number(b"si");
        if !text.trim().is_empty() {
            let found: Arc<[Reference]> = references(text).into();
            if let Some(number) = number {
                self.0.insert(number, (found.clone(), place));
            }
            return (Some(found), (0, 0));
        }
        let Some((found, written)) = number.and_then(|number| self.0.get(&number)) else {
            return (None, (0, 0));
        };
        let way = |here: u32, there: u32| i64::from(here) - i64::from(there);
        (Some(found.clone()), (way(place.0, written.0), way(place.1, written.1)))
    }
}
