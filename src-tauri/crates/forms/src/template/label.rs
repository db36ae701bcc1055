//! The label of a cell: the text beside it or above it that says what belongs there.

use std::collections::BTreeMap;

use shirube_sheets::{Content, Region, Template, TemplateSheet, Validation};
use unicode_normalization::UnicodeNormalization;

/// Merged regions larger than this are no boxes of a form.
const LARGEST_REGION: u32 = 20_000;
/// The most cells of all merged regions together.
const MOST_COVERED: usize = 400_000;
/// The most regions of validations that are larger than that.
const MOST_WIDE: usize = 50;
/// How far a label may stand from its cell.
const FAR_LEFT: u32 = 40;
const FAR_UP: u32 = 60;

/// On which side of a cell its label stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    Left,
    Above,
}

/// A label that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Label<'t> {
    pub(crate) text: &'t str,
    pub(crate) side: Side,
}

/// The labels of a sheet.
#[derive(Debug)]
pub struct Labels<'t> {
    template: &'t Template,
    pub(crate) sheet: &'t TemplateSheet,
    covered: BTreeMap<(u32, u32), Region>,
    /// What single cells may hold, by the validation's index.
    checked: BTreeMap<(u32, u32), usize>,
    /// Validations of whole columns and the like.
    wide: Vec<(Region, usize)>,
}

impl<'t> Labels<'t> {
    /// Those of a sheet.
    pub fn of(template: &'t Template, sheet: &'t TemplateSheet) -> Self {
        let mut covered = BTreeMap::new();
        for region in &sheet.merged {
            if size(region) > LARGEST_REGION || covered.len() > MOST_COVERED {
                continue;
            }
            for row in region.first_row..=region.last_row {
                for column in region.first_column..=region.last_column {
                    covered.insert((row, column), *region);
                }
            }
        }
        let (mut checked, mut wide) = (BTreeMap::new(), Vec::new());
        for (index, validation) in sheet.validations.iter().enumerate() {
            for region in &validation.regions {
                if size(region) > LARGEST_REGION || checked.len() > MOST_COVERED {
                    if wide.len() < MOST_WIDE {
                        wide.push((*region, index));
                    }
                    continue;
                }
                for row in region.first_row..=region.last_row {
                    for column in region.first_column..=region.last_column {
                        checked.entry((row, column)).or_insert(index);
                    }
                }
            }
        }
        Self { template, sheet, covered, checked, wide }
    }

    /// What the cell may hold, where something is said.
    pub fn validation(&self, row: u32, column: u32) -> Option<&'t Validation> {
        let single = self.checked.get(&(row, column)).copied();
        let wide = self.wide.iter().find(|(region, _)| region.contains(row, column));
        self.sheet.validations.get(single.or_else(|| wide.map(|(_, index)| *index))?)
    }

    /// The text beside or above a cell; empty where none says anything.
    pub fn text(&self, row: u32, column: u32) -> String {
        self.label(row, column).map_or_else(String::new, |label| one_line(label.text))
    }

    /// The heading above a cell, whatever stands beside it.
    pub fn heading(&self, row: u32, column: u32) -> Option<String> {
        self.above(&self.region(row, column)).map(one_line)
    }

    /// The merged region in which a cell lies, or the cell alone.
    pub fn region(&self, row: u32, column: u32) -> Region {
        self.covered.get(&(row, column)).copied().unwrap_or(Region {
            first_row: row,
            first_column: column,
            last_row: row,
            last_column: column,
        })
    }

    /// The text in a cell or in the merged region around it.
    pub(crate) fn text_in(&self, row: u32, column: u32) -> &'t str {
        let region = self.region(row, column);
        self.sheet.text_at(region.first_row, region.first_column).trim()
    }

    /// Whether nothing stands in the cell, so that something could be written there.
    pub(crate) fn is_free(&self, row: u32, column: u32) -> bool {
        let region = self.region(row, column);
        let cell = self.sheet.cell(region.first_row, region.first_column);
        cell.is_none_or(|cell| {
            !cell.formula && (cell.content == Content::Empty || cell.text.trim().is_empty())
        })
    }

    /// Whether the cell looks like a box: framed, filled, merged, or open in a protected sheet.
    pub(crate) fn is_box(&self, row: u32, column: u32) -> bool {
        let region = self.region(row, column);
        let look = self.template.look(self.sheet.look_at(region.first_row, region.first_column));
        let open = self.sheet.protected && !look.locked;
        let merged =
            region.first_row != region.last_row || region.first_column != region.last_column;
        look.borders.iter().flatten().count() >= 2 || look.fill.is_some() || merged || open
    }

    pub(crate) fn label(&self, row: u32, column: u32) -> Option<Label<'t>> {
        let region = self.region(row, column);
        self.left_of(&region)
            .map(|text| Label { text, side: Side::Left })
            .or_else(|| self.above(&region).map(|text| Label { text, side: Side::Above }))
    }

    /// The nearest text to the left with no other box in between.
    fn left_of(&self, region: &Region) -> Option<&'t str> {
        let mut column = region.first_column.checked_sub(1)?;
        for _ in 0..FAR_LEFT {
            let here = self.region(region.first_row, column);
            let text = self.text_in(region.first_row, column);
            if text.is_empty() {
                if self.is_box(region.first_row, column) {
                    return None;
                }
            } else if !is_unit(text) {
                return Some(text);
            }
            column = here.first_column.checked_sub(1)?;
        }
        None
    }

    /// The nearest text above.
    fn above(&self, region: &Region) -> Option<&'t str> {
        let mut row = region.first_row.checked_sub(1).filter(|row| *row > 0)?;
        for _ in 0..FAR_UP {
            let here = self.region(row, region.first_column);
            let text = self.text_in(row, region.first_column);
            if !text.is_empty() {
                return (!is_unit(text)).then_some(text);
            }
            row = here.first_row.checked_sub(1).filter(|row| *row > 0)?;
        }
        None
    }
}

/// Words between boxes that say how a number is counted, not what it is.
pub(crate) fn is_unit(text: &str) -> bool {
    const UNITS: [&str; 26] = [
        "円",
        "千円",
        "万円",
        "百万円",
        "億円",
        "人",
        "名",
        "社",
        "件",
        "%",
        "年",
        "月",
        "日",
        "年度",
        "令和",
        "平成",
        "昭和",
        "~",
        "から",
        "まで",
        "〒",
        "-",
        ":",
        "・",
        "自",
        "至",
    ];
    let text = compared(text);
    UNITS.contains(&text.trim_matches(['(', ')']))
}

/// A label with only what it says: one width, no spaces, no number in front, no colon behind.
pub(crate) fn compared(text: &str) -> String {
    let text: String =
        text.nfkc().filter(|c| !c.is_whitespace()).collect::<String>().to_lowercase();
    let text = text.replace(['〜', '～'], "~").replace(['－', '−', '‐'], "-");
    let text = without_number(&text);
    text.trim_end_matches([':', '※', '*', '・'])
        .trim_start_matches(['■', '●', '◆', '○', '※', '・'])
        .to_owned()
}

/// Without the number that a form puts in front of its items: `(1)`, `2.`, `ア`, `第3`.
fn without_number(text: &str) -> &str {
    let inner = text.strip_prefix('(').unwrap_or(text);
    let counts = |c: char| {
        c.is_ascii_digit()
            || ('ア'..='ン').contains(&c)
            || "一二三四五六七八九十".contains(c)
            || c.is_ascii_lowercase()
    };
    let length: usize = inner.chars().take_while(|c| counts(*c)).take(3).map(char::len_utf8).sum();
    let rest = &inner[length..];
    let bracketed = inner.len() < text.len();
    if length > 0 && length <= 6 {
        if let Some(rest) = rest.strip_prefix([')', '.', '、', ':']) {
            return if rest.is_empty() { text } else { rest };
        }
        let digits = inner[..length].bytes().all(|byte| byte.is_ascii_digit());
        let goes_on = rest
            .chars()
            .next()
            .is_some_and(|c| !"年月日期次回号人社件%".contains(c) && !c.is_ascii());
        if !bracketed && digits && length <= 2 && goes_on {
            return rest;
        }
    }
    text
}

/// How many cells a region has.
fn size(region: &Region) -> u32 {
    let rows = region.last_row - region.first_row + 1;
    rows.saturating_mul(region.last_column - region.first_column + 1)
}

/// A text on one line.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_says_the_same_however_it_is_written() {
        for text in [
            "計画の名称",
            " １．計画の 名称：",
            "（１）計画の名称",
            "①計画の名称",
            "ア．計画の名称",
            "1計画の名称",
        ] {
            assert_eq!(compared(text), "計画の名称", "{text}");
        }
        assert_eq!(compared("令和９年度"), "令和9年度");
        assert_eq!(compared("5年後"), "5年後");
        assert!(is_unit("（千円）") && is_unit("～") && !is_unit("金額"));
    }
}
