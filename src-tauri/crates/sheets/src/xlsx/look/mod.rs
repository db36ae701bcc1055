//! Looking at a workbook: everything that it takes to paint a form or to know the room in it.

mod colours;
mod drawings;
mod names;
mod paper;
mod sheet;
mod styles;

use super::Xlsx;
use super::sheet::Shared;
use crate::error::SheetError;
use crate::limits::Limits;
use crate::template::{Template, TemplateSheet};
use crate::workbook::SheetKind;
use crate::xml::Xml;
use names::{Names, references, values};

/// The most values of one list of choices.
const MOST_CHOICES: usize = 2_000;

impl Xlsx {
    /// The workbook as it looks, without anything being computed.
    ///
    /// # Errors
    /// A damaged part, or more than a form may hold.
    pub(crate) fn template(&self, limits: &Limits) -> Result<Template, SheetError> {
        let main = super::main_part(&self.archive, limits)?;
        let relations = super::relations(&self.archive, &main, limits)?;
        let part_of = |kind: &str| {
            relations.values().find(|relation| relation.kind == kind).map(|r| r.target.as_str())
        };
        let theme = match part_of("theme") {
            Some(part) => colours::theme(&self.archive, part, limits)?,
            None => Vec::new(),
        };
        let looks = match part_of("styles") {
            Some(part) => styles::read(&self.archive, part, limits, &theme)?,
            None => Vec::new(),
        };
        let looks = if looks.is_empty() { vec![crate::CellLook::default()] } else { looks };
        let names = Names::read(&self.archive, &main, limits)?;
        let mut left = limits.template_cells;
        let mut template = Template { sheets: Vec::new(), looks };
        for (index, info) in self.sheets.iter().enumerate() {
            if info.kind != SheetKind::Worksheet {
                continue;
            }
            let shared =
                Shared { strings: &self.strings, styles: &self.styles, from_1904: self.from_1904 };
            let found = self.part(index, limits, |reader, part| {
                let xml = Xml::new(reader, part, limits.cell_bytes);
                sheet::read(xml, &shared, limits, &mut left)
            })?;
            let mut sheet = found.unwrap_or_default();
            sheet.name.clone_from(&info.name);
            sheet.hidden = info.hidden;
            sheet.print_areas = names.print_areas(index);
            if let Some(part) = &self.parts[index] {
                sheet.drawings = drawings::of_sheet(&self.archive, part, limits)?;
            }
            sheet.paper.repeated = names.repeated_rows(index);
            template.sheets.push(sheet);
        }
        resolve_lists(&mut template.sheets, &names);
        Ok(template)
    }
}

/// Finds the values of each list, also where they stand in cells or behind a name.
fn resolve_lists(sheets: &mut [TemplateSheet], names: &Names) {
    let mut found = Vec::new();
    for (index, sheet) in sheets.iter().enumerate() {
        for (number, validation) in sheet.validations.iter().enumerate() {
            if validation.kind == "list" {
                let list = list(sheets, sheet, &validation.formula, names);
                found.push((index, number, list));
            }
        }
    }
    for (index, number, list) in found {
        sheets[index].validations[number].list = list;
    }
}

fn list(
    sheets: &[TemplateSheet],
    own: &TemplateSheet,
    formula: &str,
    names: &Names,
) -> Option<Vec<String>> {
    let formula = formula.trim().trim_start_matches('=');
    if let Some(inner) = formula.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
        let choices = inner.split(',').map(|choice| choice.trim().replace("\"\"", "\""));
        return Some(choices.take(MOST_CHOICES).collect());
    }
    let mut places = references(formula);
    if places.is_empty() {
        places = references(names.get(formula, sheets, own)?);
    }
    let [(sheet, region)] = places.as_slice() else { return None };
    let sheet = match sheet {
        Some(name) => sheets.iter().find(|sheet| sheet.name == *name)?,
        None => own,
    };
    Some(values(sheet, region, MOST_CHOICES))
}
