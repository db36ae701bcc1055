//! A worksheet part with some of its cells changed.

use std::collections::{BTreeMap, BTreeSet};

use super::rows::{Pen, Places, Writer};
use super::tags::{Child, Edits, Outline, Tags};
use crate::error::SheetError;
use crate::limits::MAX_COLUMNS;
use crate::place::Region;

/// What comes after the reference to the notes' drawing, by the file format's own order.
const AFTER_NOTES: [&[u8]; 8] = [
    b"legacyDrawingHF",
    b"drawingHF",
    b"picture",
    b"oleObjects",
    b"controls",
    b"webPublishItems",
    b"tableParts",
    b"extLst",
];

/// The name of the relationships' namespace in everyday workbooks; in the strict variant, which
/// hardly any program writes, notes look different.
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The most comparisons of places with merged regions: only a hostile file needs more.
const MOST_STEPS: u64 = 50_000_000;

/// Places with the first cell of the merged region in which they lie.
pub(super) type Moved = BTreeMap<(u32, u32), (u32, u32)>;

/// A worksheet part that is being changed.
pub(super) struct Sheet<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) part: &'a str,
    pub(super) outline: Outline<'a>,
    edits: Edits,
}

impl<'a> Sheet<'a> {
    pub(super) fn read(bytes: &'a [u8], part: &'a str) -> Result<Self, SheetError> {
        let outline = Outline::of(bytes, part)?;
        Ok(Self { bytes, part, outline, edits: Edits::default() })
    }

    /// The element that holds the rows.
    pub(super) fn data(&self) -> Result<&Child<'a>, SheetError> {
        self.outline.child(b"sheetData").ok_or_else(|| SheetError::broken(self.part))
    }

    /// For each of those places that lies in a merged region the region's first cell.
    pub(super) fn first_cells(&self, places: &Places, most: usize) -> Result<Moved, SheetError> {
        let mut first = BTreeMap::new();
        let Some(merged) = self.outline.child(b"mergeCells") else { return Ok(first) };
        let mut tags = Tags::inside(self.bytes, merged.inner.clone(), self.part);
        let (mut regions, mut steps) = (0, 0u64);
        while let Some(tag) = tags.next()? {
            let name = tag.attributes.text(b"ref").filter(|_| tag.name == b"mergeCell");
            let Some(region) = name.and_then(|name| Region::parse(&name)) else { continue };
            regions += 1;
            for place in places.range((region.first_row, 0)..=(region.last_row, u32::MAX)) {
                steps += 1;
                if region.contains(place.0, place.1) {
                    first.entry(*place).or_insert((region.first_row, region.first_column));
                }
            }
            if regions > most || steps > MOST_STEPS {
                return Err(SheetError::TooLarge { what: "merged", limit: most as u64 });
            }
        }
        Ok(first)
    }

    /// Changes cells; those of `places` that are not there are put in, with their rows.
    pub(super) fn write(&mut self, places: &Places, pen: &mut dyn Pen) -> Result<(), SheetError> {
        let columns = self.column_styles()?;
        let data = self.outline.child(b"sheetData");
        let data = data.ok_or_else(|| SheetError::broken(self.part))?;
        let (bytes, part, edits) = (self.bytes, self.part, &mut self.edits);
        let columns = &columns;
        Writer { bytes, part, places, columns, pen, edits, seen: BTreeSet::new() }.run(data)
    }

    /// The style of each range of columns.
    fn column_styles(&self) -> Result<Vec<(u32, u32, usize)>, SheetError> {
        let mut styles = Vec::new();
        for child in self.outline.children.iter().filter(|child| child.open.name == b"cols") {
            let mut tags = Tags::inside(self.bytes, child.inner.clone(), self.part);
            while let Some(tag) = tags.next()? {
                let number = |name: &[u8]| tag.attributes.number(name);
                if let (Some(min), Some(max), Some(style)) =
                    (number(b"min"), number(b"max"), number(b"style"))
                    && styles.len() < MAX_COLUMNS as usize
                {
                    styles.push((min, max, style as usize));
                }
            }
        }
        Ok(styles)
    }

    /// Whether notes can be added: none of ours nor of another kind are there yet, and the part
    /// is of the everyday variant.
    pub(super) fn takes_notes(&self) -> bool {
        let root = &self.bytes[self.outline.root.start..self.outline.root.end];
        let strict = memchr::memmem::find(root, b"purl.oclc.org").is_some();
        let held = |name: &[u8]| self.outline.child(name).is_some();
        !strict && !held(b"legacyDrawing") && !held(b"AlternateContent")
    }

    /// Refers to the drawing of the notes.
    pub(super) fn refer_to_notes(&mut self, relation: &str) {
        let prefix = self.outline.root.prefix;
        let reference =
            format!("<{prefix}legacyDrawing xmlns:r=\"{RELATIONSHIPS}\" r:id=\"{relation}\"/>");
        self.edits.insert(self.outline.before(&AFTER_NOTES), reference);
    }

    /// Widens what the sheet says of its extent, so that those places are inside.
    pub(super) fn widen(&mut self, places: &Places) {
        let Some(child) = self.outline.child(b"dimension") else { return };
        let Some(old) = child.open.attributes.text(b"ref") else { return };
        let Some(mut region) = Region::parse(&old) else { return };
        let before = region;
        for (row, column) in places {
            region.first_row = region.first_row.min(*row);
            region.last_row = region.last_row.max(*row);
            region.first_column = region.first_column.min(*column);
            region.last_column = region.last_column.max(*column);
        }
        if region != before {
            self.edits.set(self.bytes, &child.open, "ref", &region.name());
        }
    }

    pub(super) fn finish(self) -> Edits {
        self.edits
    }
}
