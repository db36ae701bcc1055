//! One character a cell: the boxes of a 法人番号, a postal code, an amount.

use shirube_sheets::{Template, TemplateSheet};

/// What stands between boxes and is passed over.
const BETWEEN: [&str; 8] = ["-", "－", "‐", "−", "ー", "—", "・", "の"];
/// The most boxes that are looked for.
const MOST: usize = 100;

/// The boxes from a cell to the right: merged cells count as one, text ends them.
pub(crate) fn boxes(
    template: &Template,
    sheet: &TemplateSheet,
    row: u32,
    column: u32,
) -> Vec<(u32, u32)> {
    let framed =
        |column: u32| template.look(sheet.look_at(row, column)).borders.iter().any(Option::is_some);
    let wanted = framed(column);
    let first = sheet.region_at(row, column);
    let width = first.last_column - first.first_column;
    let mut found = vec![(row, column)];
    let mut at = first.last_column + 1;
    while found.len() < MOST && at < 16_384 {
        let region = sheet.region_at(row, at);
        let text = sheet.text_at(row, at).trim();
        let formula = sheet.cell(row, at).is_some_and(|cell| cell.formula);
        if BETWEEN.contains(&text) {
            at = region.last_column + 1;
            continue;
        }
        let same = region.first_row == row && region.last_column - region.first_column == width;
        if !text.is_empty() || formula || !same || (wanted && !framed(at)) {
            break;
        }
        found.push((row, at));
        at = region.last_column + 1;
    }
    found
}

/// The characters that go into boxes: a number that is written with hyphens goes without.
pub(crate) fn characters(text: &str) -> Vec<char> {
    let without: String = text
        .chars()
        .filter(|c| !matches!(c, '-' | '－' | '‐' | '−' | ' ' | '　' | '(' | ')'))
        .collect();
    let digits = !without.is_empty() && without.chars().all(|c| c.is_ascii_digit());
    let text = if digits { without } else { text.trim().to_owned() };
    text.chars().filter(|c| *c != '\n').collect()
}
