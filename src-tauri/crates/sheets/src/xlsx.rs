//! `.xlsx` and `.xlsm`: the parts of the package, and streaming one of its sheets.

mod comments;
mod cursor;
mod layout;
mod look;
mod plain;
mod sheet;
mod strings;
mod styles;

use std::collections::BTreeMap;
use std::io::Read;
use std::ops::ControlFlow;

use crate::archive::Archive;
use crate::error::SheetError;
use crate::limits::Limits;
use crate::value::Row;
use crate::workbook::{Layout, SheetInfo, SheetKind};
use crate::xml::{Token, Xml};

pub(crate) use sheet::iso_date;
use strings::Strings;
use styles::Styles;
pub(crate) use styles::shows_date;

/// An open `.xlsx`: what all its sheets share.
pub(crate) struct Xlsx {
    archive: Archive,
    pub(crate) sheets: Vec<SheetInfo>,
    /// The part of each sheet.
    parts: Vec<Option<String>>,
    strings: Strings,
    styles: Styles,
    from_1904: bool,
}

/// A relationship of a part: its type's last word, and the part that it leads to.
pub(crate) struct Relation {
    pub(crate) kind: String,
    pub(crate) target: String,
}

impl Xlsx {
    /// Reads the list of sheets, the shared strings and the date styles.
    pub(crate) fn open(archive: Archive, limits: &Limits) -> Result<Self, SheetError> {
        let main = main_part(&archive, limits)?;
        let relations = relations(&archive, &main, limits)?;
        let list = sheet_list(&archive, &main, limits)?;
        let part_of = |kind: &str| {
            relations.values().find(|relation| relation.kind == kind).map(|r| r.target.as_str())
        };
        let strings = match part_of("sharedStrings") {
            Some(part) => Strings::read(&archive, part, limits)?,
            None => Strings::default(),
        };
        let styles = match part_of("styles") {
            Some(part) => Styles::read(&archive, part, limits)?,
            None => Styles::default(),
        };
        let (mut sheets, mut parts) = (Vec::new(), Vec::new());
        for listed in list.sheets {
            let relation = relations.get(&listed.relation);
            let kind = match relation.map(|r| r.kind.as_str()) {
                Some("chartsheet") => SheetKind::Chart,
                Some("dialogsheet") => SheetKind::Dialog,
                Some("xlMacrosheet" | "xlIntlMacrosheet") => SheetKind::Macro,
                _ => SheetKind::Worksheet,
            };
            sheets.push(SheetInfo { name: listed.name, hidden: listed.hidden, kind });
            parts.push(relation.map(|relation| relation.target.clone()));
        }
        Ok(Self { archive, sheets, parts, strings, styles, from_1904: list.from_1904 })
    }

    /// Hands the sheet's part to `read`; `None` for a sheet without cells of its own.
    fn part<T>(
        &self,
        index: usize,
        limits: &Limits,
        read: impl FnOnce(&mut dyn Read, &str) -> Result<T, SheetError>,
    ) -> Result<Option<T>, SheetError> {
        if self.sheets[index].kind != SheetKind::Worksheet {
            return Ok(None);
        }
        let name = &self.sheets[index].name;
        let part = self.parts[index].as_deref().ok_or_else(|| SheetError::broken(name))?;
        let result = self.archive.read(part, "part_bytes", limits.part_bytes, |r| read(r, part));
        result.unwrap_or_else(|| Err(SheetError::broken(part))).map(Some)
    }

    /// Streams the rows of a sheet.
    pub(crate) fn rows(
        &self,
        index: usize,
        limits: &Limits,
        each: &mut dyn FnMut(&Row<'_>) -> ControlFlow<()>,
    ) -> Result<(), SheetError> {
        self.part(index, limits, |reader, part| {
            sheet::Shared {
                strings: &self.strings,
                styles: &self.styles,
                from_1904: self.from_1904,
            }
            .rows(Xml::new(reader, part, limits.cell_bytes), limits, each)
        })?;
        Ok(())
    }

    /// The code of a style's number format.
    pub(crate) fn number_format(&self, style: u32) -> Option<&str> {
        self.styles.number_format(style)
    }

    /// Merged regions and hidden columns of a sheet.
    pub(crate) fn layout(&self, index: usize, limits: &Limits) -> Result<Layout, SheetError> {
        let layout = self.part(index, limits, |reader, part| {
            layout::layout(Xml::new(reader, part, limits.cell_bytes), limits)
        })?;
        Ok(layout.unwrap_or_default())
    }
}

/// Scans a small part from its beginning.
fn scan<T>(
    archive: &Archive,
    part: &str,
    limits: &Limits,
    read: impl FnOnce(Xml<'_>) -> Result<T, SheetError>,
) -> Result<Option<T>, SheetError> {
    archive
        .read(part, "small_part_bytes", limits.small_part_bytes, |reader| {
            read(Xml::new(reader, part, limits.cell_bytes))
        })
        .transpose()
}

/// The workbook's own part, as the package names it.
pub(crate) fn main_part(archive: &Archive, limits: &Limits) -> Result<String, SheetError> {
    let package = relations(archive, "", limits)?;
    let named = package.into_values().find(|relation| relation.kind == "officeDocument");
    let part = named.map_or_else(|| "xl/workbook.xml".to_owned(), |relation| relation.target);
    if archive.has(&part) { Ok(part) } else { Err(SheetError::broken(&part)) }
}

/// The relationships of a part, by id.
pub(crate) fn relations(
    archive: &Archive,
    part: &str,
    limits: &Limits,
) -> Result<BTreeMap<String, Relation>, SheetError> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let own = join(folder, &format!("_rels/{file}.rels"));
    let found = scan(archive, &own, limits, |mut xml| {
        let mut found = BTreeMap::new();
        loop {
            match xml.next()? {
                Token::End => return Ok(found),
                Token::Open { name: b"Relationship", attributes, .. } => {
                    let (Some(id), Some(kind), Some(target)) = (
                        attributes.text(b"Id"),
                        attributes.text(b"Type"),
                        attributes.text(b"Target"),
                    ) else {
                        continue;
                    };
                    let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                    let target = join(folder, &target);
                    if found.len() < limits.parts {
                        found.insert(id, Relation { kind, target });
                    }
                }
                _ => {}
            }
        }
    })?;
    Ok(found.unwrap_or_default())
}

/// The part that `target` names, seen from `folder`.
pub(crate) fn join(folder: &str, target: &str) -> String {
    let full = match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("{folder}/{target}"),
    };
    let mut pieces: Vec<&str> = Vec::new();
    for piece in full.split('/') {
        match piece {
            "" | "." => {}
            ".." => {
                pieces.pop();
            }
            piece => pieces.push(piece),
        }
    }
    pieces.join("/")
}

pub(crate) struct Listed {
    pub(crate) name: String,
    pub(crate) relation: String,
    hidden: bool,
}

#[derive(Default)]
pub(crate) struct SheetList {
    pub(crate) sheets: Vec<Listed>,
    pub(crate) from_1904: bool,
}

pub(crate) fn sheet_list(
    archive: &Archive,
    part: &str,
    limits: &Limits,
) -> Result<SheetList, SheetError> {
    let list = scan(archive, part, limits, |mut xml| {
        let mut list = SheetList::default();
        loop {
            match xml.next()? {
                Token::End => return Ok(list),
                Token::Open { name: b"workbookPr", attributes, .. } => {
                    list.from_1904 = attributes.is_true(b"date1904");
                }
                Token::Open { name: b"sheet", attributes, .. } => {
                    let relation = attributes.text(b"id").unwrap_or_default();
                    let hidden =
                        matches!(attributes.get(b"state"), Some(b"hidden" | b"veryHidden"));
                    if let Some(name) = attributes.text(b"name") {
                        list.sheets.push(Listed { name, relation, hidden });
                    }
                    if list.sheets.len() > limits.sheets {
                        let limit = limits.sheets as u64;
                        return Err(SheetError::TooLarge { what: "sheets", limit });
                    }
                }
                _ => {}
            }
        }
    })?;
    list.ok_or_else(|| SheetError::broken(part))
}
