//! What lies over the cells: charts, pictures and shapes, by their place and name only.

use super::super::{Relation, relations, scan};
use crate::archive::Archive;
use crate::error::SheetError;
use crate::limits::Limits;
use crate::template::{DrawingKind, DrawingLook};
use crate::xml::{Attributes, Token, Xml, push_unescaped};

/// English Metric Units of a point.
const POINT: f64 = 12_700.0;
/// The most drawings of a sheet.
const MOST: usize = 2_000;

/// The drawings of a sheet, in the order of the file.
pub(super) fn of_sheet(
    archive: &Archive,
    sheet: &str,
    limits: &Limits,
) -> Result<Vec<DrawingLook>, SheetError> {
    let own = relations(archive, sheet, limits)?;
    let Some(part) = own.into_values().find(|one| one.kind == "drawing") else {
        return Ok(Vec::new());
    };
    let charts = relations(archive, &part.target, limits)?;
    let found = scan(archive, &part.target, limits, Reading::read)?.unwrap_or_default();
    found
        .into_iter()
        .map(|(look, chart)| named(archive, look, charts.get(&chart), limits))
        .collect()
}

/// A chart has its title in a part of its own.
fn named(
    archive: &Archive,
    mut look: DrawingLook,
    chart: Option<&Relation>,
    limits: &Limits,
) -> Result<DrawingLook, SheetError> {
    if let Some(chart) = chart.filter(|_| look.kind == DrawingKind::Chart)
        && let Some(title) = scan(archive, &chart.target, limits, title)?
        && !title.trim().is_empty()
    {
        look.title = title;
    }
    Ok(look)
}

/// The text of the first title in a chart: its own, or that of an axis where it has none.
fn title(mut xml: Xml<'_>) -> Result<String, SheetError> {
    let (mut title, mut inside, mut text) = (String::new(), false, false);
    loop {
        match xml.next()? {
            Token::Open { name: b"title", empty: false, .. } => inside = true,
            Token::Open { name: b"t" | b"v", empty: false, .. } => text = inside,
            Token::Text(raw) if text && push_unescaped(&mut title, raw).is_none() => {
                return Err(xml.broken());
            }
            Token::Close(b"t" | b"v") => text = false,
            // The plot begins: what follows are the titles of its axes.
            Token::Close(b"title") | Token::Open { name: b"plotArea", .. } | Token::End => {
                return Ok(title);
            }
            _ => {}
        }
    }
}

/// The drawing part while it is read: each drawing with the id of its chart.
#[derive(Default)]
struct Reading {
    found: Vec<(DrawingLook, String)>,
    now: DrawingLook,
    chart: String,
    /// Whether the far corner is read.
    far: bool,
    target: Target,
    number: String,
}

#[derive(Default, Clone, Copy, PartialEq)]
enum Target {
    #[default]
    Nowhere,
    Row,
    Column,
    Down,
    Aside,
    Text,
}

impl Reading {
    fn read(mut xml: Xml<'_>) -> Result<Vec<(DrawingLook, String)>, SheetError> {
        let mut now = Self::default();
        loop {
            match xml.next()? {
                Token::End => return Ok(now.found),
                Token::Open { name, attributes, .. } => now.open(name, attributes),
                Token::Text(raw) => {
                    let out = match now.target {
                        Target::Nowhere => continue,
                        Target::Text => &mut now.now.title,
                        _ => &mut now.number,
                    };
                    if push_unescaped(out, raw).is_none() {
                        return Err(xml.broken());
                    }
                }
                Token::Close(name) => now.close(name),
                Token::Literal(_) => {}
            }
        }
    }

    fn open(&mut self, name: &[u8], attributes: Attributes<'_>) {
        self.number.clear();
        self.target = match name {
            b"row" => Target::Row,
            b"col" => Target::Column,
            b"rowOff" => Target::Down,
            b"colOff" => Target::Aside,
            b"t" => Target::Text,
            _ => Target::Nowhere,
        };
        match name {
            b"twoCellAnchor" | b"oneCellAnchor" | b"absoluteAnchor" => {
                (self.now, self.far) = (DrawingLook::default(), false);
                self.chart.clear();
            }
            b"to" => self.far = true,
            b"ext" if self.now.extent.is_none() && self.now.to.is_none() => {
                let side = |name: &[u8]| attributes.number(name).map(|emu| f64::from(emu) / POINT);
                if let (Some(wide), Some(high)) = (side(b"cx"), side(b"cy")) {
                    self.now.extent = Some((wide, high));
                }
            }
            b"graphicFrame" => self.now.kind = DrawingKind::Chart,
            b"pic" => self.now.kind = DrawingKind::Picture,
            b"chart" => self.chart = attributes.text(b"id").unwrap_or_default(),
            b"cNvPr" if self.now.name.is_empty() => {
                self.now.name = attributes.text(b"name").unwrap_or_default();
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &[u8]) {
        let whole = self.number.trim().parse::<u32>().unwrap_or(0);
        let emu = self.number.trim().parse::<f64>().ok().filter(|emu| emu.is_finite());
        let points = emu.unwrap_or(0.0) / POINT;
        let corner = match self.far {
            true => self.now.to.get_or_insert_default(),
            false => &mut self.now.from,
        };
        match self.target {
            Target::Row => corner.row = whole.saturating_add(1),
            Target::Column => corner.column = whole,
            Target::Down => corner.down = points,
            Target::Aside => corner.aside = points,
            Target::Text | Target::Nowhere => {}
        }
        self.target = Target::Nowhere;
        let done = matches!(name, b"twoCellAnchor" | b"oneCellAnchor" | b"absoluteAnchor");
        if done && self.found.len() < MOST {
            self.now.from.row = self.now.from.row.max(1);
            self.found.push((std::mem::take(&mut self.now), std::mem::take(&mut self.chart)));
        }
    }
}
