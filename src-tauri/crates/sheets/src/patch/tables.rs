//! The tables of a workbook's sheets, as their own parts define them.

use super::package::Package;
use super::rows::Places;
use super::tags::{Outline, Tags};
use crate::archive::part_name;
use crate::calc::Table;
use crate::error::SheetError;
use crate::place::Region;
use crate::xlsx::relations;

/// All tables.
pub(super) fn tables(package: &Package) -> Result<Vec<Table>, SheetError> {
    let mut found = Vec::new();
    for (sheet, listed) in package.sheets.iter().enumerate() {
        let Some(part) = &listed.part else { continue };
        for relation in relations(&package.archive, part, &package.limits)?.into_values() {
            let own = part_name(&relation.target);
            if relation.kind == "table" && package.archive.has(&own) {
                found.extend(read(&package.whole(&own)?, &own, sheet)?);
            }
        }
    }
    Ok(found)
}

/// A table's part; `None` where it does not say which cells it is about.
fn read(bytes: &[u8], part: &str, sheet: usize) -> Result<Option<Table>, SheetError> {
    let outline = Outline::of(bytes, part)?;
    let root = &outline.root.attributes;
    let name = root.text(b"displayName").or_else(|| root.text(b"name"));
    let region = root.text(b"ref").and_then(|region| Region::parse(&region));
    let Some((name, region)) = name.zip(region) else { return Ok(None) };
    let headings = root.number(b"headerRowCount").unwrap_or(1);
    let totals = root.number(b"totalsRowCount").unwrap_or(0);
    let most = region.last_row - region.first_row + 1;
    let (headings, totals) = (headings.min(most), totals.min(most));
    let mut columns = Vec::new();
    if let Some(list) = outline.child(b"tableColumns") {
        let mut tags = Tags::inside(bytes, list.inner.clone(), part);
        while let Some(tag) = tags.next()? {
            if tag.name == b"tableColumn" {
                columns.extend(tag.attributes.text(b"name"));
            }
        }
    }
    Ok(Some(Table { sheet, name, region, headings, totals, columns }))
}

/// The first of those places of a sheet that is a heading or total of a table, whose definition
/// repeats what stands there, with the table's name.
pub(super) fn heading_at<'t>(
    tables: &'t [Table],
    sheet: usize,
    places: &Places,
) -> Option<((u32, u32), &'t str)> {
    tables.iter().filter(|table| table.sheet == sheet).find_map(|table| {
        let Region { first_row: top, last_row: bottom, .. } = table.region;
        let mut rows = places.range((top, 0)..=(bottom, u32::MAX));
        let found = rows.find(|(row, column)| {
            let framed = *row - top < table.headings || bottom - *row < table.totals;
            framed && table.region.contains(*row, *column)
        });
        found.map(|place| (*place, table.name.as_str()))
    })
}
