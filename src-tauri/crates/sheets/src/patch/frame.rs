//! The workbook's own part: its defined names, and whether it asks to be calculated.

use super::package::{Change, Package};
use super::survey::text;
use super::tags::{Edits, Kind, Outline};
use crate::error::SheetError;

/// What comes after the properties of calculation, by the file format's own order.
const AFTER_CALCULATION: [&[u8]; 9] = [
    b"oleSize",
    b"customWorkbookViews",
    b"pivotCaches",
    b"smartTagPr",
    b"smartTagTypes",
    b"webPublishing",
    b"fileRecoveryPr",
    b"webPublishObjects",
    b"extLst",
];

/// The defined names: the number of the sheet whose name it is, the name, and its formula.
pub(super) fn names(package: &Package) -> Result<Vec<(Option<usize>, String, String)>, SheetError> {
    let part = &package.main;
    let bytes = package.whole(part)?;
    let outline = Outline::of(&bytes, part)?;
    let Some(list) = outline.child(b"definedNames") else { return Ok(Vec::new()) };
    let mut found = Vec::new();
    for element in super::cells::elements(&bytes, list.inner.clone(), part)? {
        let attributes = element.open.attributes;
        let Some(name) = attributes.text(b"name") else { continue };
        let sheet = attributes.number(b"localSheetId").map(|number| number as usize);
        // A macro's name has no formula that could be read.
        let readable = ["function", "vbProcedure", "xlm"]
            .iter()
            .all(|kind| !attributes.is_true(kind.as_bytes()));
        let formula = text(&bytes[element.inner.clone()]).filter(|_| readable);
        found.push((sheet, name, formula.unwrap_or_else(|| "INDIRECT()".to_owned())));
    }
    Ok(found)
}

/// Asks for all formulas to be calculated when the workbook is opened.
pub(super) fn ask_for_calculation(package: &mut Package) -> Result<(), SheetError> {
    let part = package.main.clone();
    let bytes = package.whole(&part)?;
    let outline = Outline::of(&bytes, &part)?;
    let mut edits = Edits::default();
    match outline.child(b"calcPr") {
        Some(child) if child.open.attributes.is_true(b"fullCalcOnLoad") => {}
        Some(child) => edits.set(&bytes, &child.open, "fullCalcOnLoad", "1"),
        None if outline.root.kind == Kind::Empty => return Err(SheetError::broken(&part)),
        None => {
            let prefix = outline.root.prefix;
            let new = format!("<{prefix}calcPr fullCalcOnLoad=\"1\"/>");
            edits.insert(outline.before(&AFTER_CALCULATION), new);
        }
    }
    if !edits.is_empty() {
        let written = edits.apply(&bytes, &part)?;
        package.changed.insert(crate::archive::part_name(&part), Change::Whole(written));
    }
    Ok(())
}
