//! Names that a workbook gives to cells, and references to cells as formulas write them.

use std::collections::BTreeMap;

use crate::archive::Archive;
use crate::error::SheetError;
use crate::limits::Limits;
use crate::place::Region;
use crate::template::{Content, TemplateSheet};
use crate::xml::{Token, Xml, push_unescaped};

/// The most names that are kept.
const MOST_NAMES: usize = 20_000;

/// The defined names, by the sheet that they belong to (none: the workbook) and in lower case.
#[derive(Default)]
pub(super) struct Names(BTreeMap<(Option<u32>, String), String>);

impl Names {
    pub(super) fn read(archive: &Archive, main: &str, limits: &Limits) -> Result<Self, SheetError> {
        Ok(super::super::scan(archive, main, limits, Self::scan)?.unwrap_or_default())
    }

    fn scan(mut xml: Xml<'_>) -> Result<Self, SheetError> {
        let mut names = Self::default();
        let mut open: Option<(Option<u32>, String)> = None;
        let mut text = String::new();
        loop {
            match xml.next()? {
                Token::End => return Ok(names),
                Token::Open { name: b"definedName", attributes, empty: false } => {
                    text.clear();
                    let name = attributes.text(b"name").unwrap_or_default().to_lowercase();
                    open = Some((attributes.number(b"localSheetId"), name));
                }
                Token::Text(raw) if open.is_some() && push_unescaped(&mut text, raw).is_none() => {
                    return Err(xml.broken());
                }
                Token::Close(b"definedName") => {
                    if let Some(key) = open.take()
                        && names.0.len() < MOST_NAMES
                    {
                        names.0.insert(key, std::mem::take(&mut text));
                    }
                }
                _ => {}
            }
        }
    }

    /// What a name stands for, seen from a sheet.
    pub(super) fn get(
        &self,
        name: &str,
        sheets: &[TemplateSheet],
        own: &TemplateSheet,
    ) -> Option<&str> {
        let name = name.rsplit('!').next().unwrap_or(name).trim().to_lowercase();
        let index = sheets.iter().position(|sheet| sheet.name == own.name)?;
        let local = (u32::try_from(index).ok(), name.clone());
        self.0.get(&local).or_else(|| self.0.get(&(None, name))).map(String::as_str)
    }

    /// What a sheet prints.
    pub(super) fn print_areas(&self, sheet: usize) -> Vec<Region> {
        let key = (u32::try_from(sheet).ok(), "_xlnm.print_area".to_owned());
        let text = self.0.get(&key).map_or("", String::as_str);
        references(text).into_iter().map(|(_, region)| region).collect()
    }

    /// The rows that a sheet repeats on every page.
    pub(super) fn repeated_rows(&self, sheet: usize) -> Option<(u32, u32)> {
        let key = (u32::try_from(sheet).ok(), "_xlnm.print_titles".to_owned());
        whole_rows(self.0.get(&key)?)
    }
}

/// The first and last row of `'表 1'!$1:$2`; also beside columns, `表!$A:$B,表!$1:$2`.
fn whole_rows(formula: &str) -> Option<(u32, u32)> {
    split_outside_quotes(formula).into_iter().find_map(|part| {
        let place = part.rsplit_once('!').map_or(part, |(_, place)| place);
        let (first, last) = place.split_once(':')?;
        let row = |text: &str| text.trim().trim_start_matches('$').parse().ok();
        Some((row(first)?, row(last)?))
    })
}

/// The cells that a formula of nothing but references names: `'表 1'!$A$1:$B$2,C3`. None at all
/// where it is anything else.
pub(super) fn references(formula: &str) -> Vec<(Option<String>, Region)> {
    let mut found = Vec::new();
    for part in split_outside_quotes(formula) {
        let (sheet, place) = match part.rsplit_once('!') {
            Some((sheet, place)) => (Some(unquoted(sheet)), place),
            None => (None, part),
        };
        match Region::parse(place.trim()) {
            Some(region) => found.push((sheet, region)),
            None => return Vec::new(),
        }
    }
    found
}

fn split_outside_quotes(text: &str) -> Vec<&str> {
    let (mut parts, mut start, mut quoted) = (Vec::new(), 0, false);
    for (at, letter) in text.char_indices() {
        match letter {
            '\'' => quoted = !quoted,
            ',' if !quoted => {
                parts.push(&text[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

fn unquoted(sheet: &str) -> String {
    let sheet = sheet.trim();
    match sheet.strip_prefix('\'').and_then(|sheet| sheet.strip_suffix('\'')) {
        Some(inner) => inner.replace("''", "'"),
        None => sheet.to_owned(),
    }
}

/// The texts of a region's cells, from the first.
pub(super) fn values(sheet: &TemplateSheet, region: &Region, most: usize) -> Vec<String> {
    let from = sheet.cells.partition_point(|cell| cell.row < region.first_row);
    let inside = sheet.cells[from..].iter().take_while(|cell| cell.row <= region.last_row);
    inside
        .filter(|cell| region.contains(cell.row, cell.column) && cell.content != Content::Empty)
        .map(|cell| cell.text.clone())
        .take(most)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_told_from_formulas() {
        let found = references("'表 ''1'',x'!$A$1:$B$2,C3");
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].0.as_deref(), Some("表 '1',x"));
        assert_eq!(found[0].1.name(), "A1:B2");
        assert!(references("INDIRECT(A1)").is_empty());
        assert!(references("選択肢").is_empty());
    }
}
