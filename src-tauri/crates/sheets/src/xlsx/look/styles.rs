//! The looks of cells: fonts, fills, frames and formats, put together for each cell style.

use std::collections::BTreeMap;

use super::super::styles::builtin_code;
use super::colours::colour;
use crate::archive::Archive;
use crate::error::SheetError;
use crate::limits::Limits;
use crate::template::{Border, CellLook, FontLook};
use crate::xml::{Attributes, Token, Xml};

/// More of one kind than any spreadsheet writes.
const MOST: usize = 65_536;

const LINES: [&str; 13] = [
    "thin",
    "medium",
    "thick",
    "double",
    "dotted",
    "dashed",
    "hair",
    "mediumDashed",
    "dashDot",
    "mediumDashDot",
    "dashDotDot",
    "mediumDashDotDot",
    "slantDashDot",
];
const HORIZONTAL: [&str; 8] =
    ["general", "left", "center", "right", "fill", "justify", "centerContinuous", "distributed"];
const VERTICAL: [&str; 5] = ["bottom", "top", "center", "justify", "distributed"];

/// What of the part is read now.
#[derive(Clone, Copy, PartialEq)]
enum Section {
    Other,
    Fonts,
    Fills,
    Borders,
    Formats,
}

#[derive(Default)]
struct Parts {
    codes: BTreeMap<u32, String>,
    fonts: Vec<FontLook>,
    fills: Vec<Option<u32>>,
    borders: Vec<[Option<Border>; 4]>,
    looks: Vec<CellLook>,
    side: Option<usize>,
}

/// The looks that cells refer to by their index.
pub(super) fn read(
    archive: &Archive,
    part: &str,
    limits: &Limits,
    theme: &[u32],
) -> Result<Vec<CellLook>, SheetError> {
    let looks = super::super::scan(archive, part, limits, |mut xml: Xml<'_>| {
        let mut parts = Parts::default();
        let mut section = Section::Other;
        loop {
            match xml.next()? {
                Token::End => return Ok(parts.looks),
                Token::Open { name, attributes, empty } => match name {
                    b"fonts" if !empty => section = Section::Fonts,
                    b"fills" if !empty => section = Section::Fills,
                    b"borders" if !empty => section = Section::Borders,
                    b"cellXfs" if !empty => section = Section::Formats,
                    b"numFmt" if parts.looks.is_empty() => parts.code(attributes),
                    _ => parts.open(section, name, attributes, theme),
                },
                Token::Close(b"cellXfs") => return Ok(parts.looks),
                Token::Close(b"fonts" | b"fills" | b"borders") => section = Section::Other,
                _ => {}
            }
            if parts.largest() > MOST {
                return Err(xml.broken());
            }
        }
    })?;
    Ok(looks.unwrap_or_default())
}

impl Parts {
    fn largest(&self) -> usize {
        let all = [
            self.codes.len(),
            self.fonts.len(),
            self.fills.len(),
            self.borders.len(),
            self.looks.len(),
        ];
        all.into_iter().max().unwrap_or(0)
    }

    fn code(&mut self, attributes: Attributes<'_>) {
        let id = attributes.number(b"numFmtId");
        if let (Some(id), Some(code)) = (id, attributes.text(b"formatCode")) {
            self.codes.insert(id, code);
        }
    }

    fn open(&mut self, section: Section, name: &[u8], attributes: Attributes<'_>, theme: &[u32]) {
        match section {
            Section::Other => {}
            Section::Fonts => self.font(name, attributes, theme),
            Section::Fills => self.fill(name, attributes, theme),
            Section::Borders => self.border(name, attributes, theme),
            Section::Formats => self.format(name, attributes),
        }
    }

    fn font(&mut self, name: &[u8], attributes: Attributes<'_>, theme: &[u32]) {
        if name == b"font" {
            return self.fonts.push(FontLook::default());
        }
        let Some(font) = self.fonts.last_mut() else { return };
        let on = !matches!(attributes.get(b"val"), Some(b"0" | b"false" | b"none"));
        match name {
            b"b" => font.bold = on,
            b"i" => font.italic = on,
            b"u" => font.underline = on,
            b"color" => font.colour = colour(attributes, theme),
            b"name" => font.name = attributes.text(b"val").unwrap_or_default(),
            b"sz" => font.size = length(attributes, b"val").unwrap_or(11.0).clamp(1.0, 409.0),
            _ => {}
        }
    }

    fn fill(&mut self, name: &[u8], attributes: Attributes<'_>, theme: &[u32]) {
        match name {
            b"fill" => self.fills.push(None),
            b"fgColor" | b"color" => {
                if let Some(fill) = self.fills.last_mut() {
                    *fill = fill.or_else(|| colour(attributes, theme));
                }
            }
            _ => {}
        }
    }

    fn border(&mut self, name: &[u8], attributes: Attributes<'_>, theme: &[u32]) {
        match name {
            b"border" => {
                self.borders.push([None; 4]);
                self.side = None;
            }
            b"top" | b"right" | b"end" | b"bottom" | b"left" | b"start" => {
                let side = match name {
                    b"top" => 0,
                    b"right" | b"end" => 1,
                    b"bottom" => 2,
                    _ => 3,
                };
                self.side = Some(side);
                let style = attributes.get(b"style").filter(|style| *style != b"none");
                if let (Some(style), Some(border)) = (style, self.borders.last_mut()) {
                    border[side] = Some(Border { style: known(&LINES, style), colour: None });
                }
            }
            b"diagonal" | b"horizontal" | b"vertical" => self.side = None,
            b"color" => {
                let border = self.borders.last_mut().zip(self.side);
                if let Some(line) = border.and_then(|(border, side)| border[side].as_mut()) {
                    line.colour = colour(attributes, theme);
                }
            }
            _ => {}
        }
    }

    fn format(&mut self, name: &[u8], attributes: Attributes<'_>) {
        if name == b"xf" {
            let look = self.look(attributes);
            return self.looks.push(look);
        }
        let Some(look) = self.looks.last_mut() else { return };
        match name {
            b"alignment" => {
                look.horizontal =
                    attributes.get(b"horizontal").map_or("general", |n| known(&HORIZONTAL, n));
                look.vertical =
                    attributes.get(b"vertical").map_or("bottom", |name| known(&VERTICAL, name));
                look.wrap = attributes.is_true(b"wrapText");
                look.shrink = attributes.is_true(b"shrinkToFit");
                look.indent = attributes.number(b"indent").unwrap_or(0).min(250);
                look.upright = attributes.number(b"textRotation") == Some(255);
            }
            b"protection" => {
                look.locked = !matches!(attributes.get(b"locked"), Some(b"0" | b"false"));
            }
            _ => {}
        }
    }

    fn look(&self, attributes: Attributes<'_>) -> CellLook {
        let number = |name: &[u8]| attributes.number(name).unwrap_or(0);
        let code = number(b"numFmtId");
        let own = self.codes.get(&code).map(String::as_str);
        CellLook {
            number_format: own.or_else(|| builtin_code(code)).unwrap_or("General").to_owned(),
            font: self.fonts.get(number(b"fontId") as usize).cloned().unwrap_or_default(),
            fill: self.fills.get(number(b"fillId") as usize).copied().flatten(),
            borders: self.borders.get(number(b"borderId") as usize).copied().unwrap_or_default(),
            ..CellLook::default()
        }
    }
}

/// The word of the list that the file writes; its first word for an unknown one.
fn known(words: &[&'static str], written: &[u8]) -> &'static str {
    words.iter().find(|word| word.as_bytes() == written).copied().unwrap_or(words[0])
}

/// A length that the file states, if it is one.
pub(super) fn length(attributes: Attributes<'_>, name: &[u8]) -> Option<f64> {
    let text = std::str::from_utf8(attributes.get(name)?).ok()?;
    text.trim().parse::<f64>().ok().filter(|length| length.is_finite() && *length >= 0.0)
}
