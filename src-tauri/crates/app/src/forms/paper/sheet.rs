//! One sheet, ready to be painted.

use std::collections::{HashMap, HashSet};

use shirube_sheets::{
    Border, CellLook, Content, Corner, DrawingKind, DrawingLook, Region, Template, TemplateSheet,
};

use super::{pages, shown};
use crate::api::paper::{PaperBorder, PaperCell, PaperCellLook, PaperDrawing, PaperSheet};

/// The most rows and columns that are painted.
const MOST_ROWS: u32 = 5_000;
const MOST_COLUMNS: u32 = 400;
/// Points of one character of the widths: seven pixels of 1/96 inch.
const CHARACTER: f64 = 7.0 * 0.75;
/// The height of a line for the size of its letters.
const LINE: f64 = 1.35;

pub(super) fn view(template: &Template, sheet: &TemplateSheet) -> PaperSheet {
    let whole = area(sheet);
    let shown = Region {
        last_row: whole.last_row.min(whole.first_row.saturating_add(MOST_ROWS - 1)),
        last_column: whole.last_column.min(whole.first_column.saturating_add(MOST_COLUMNS - 1)),
        ..whole
    };
    let columns: Vec<f64> =
        (0..=shown.last_column).map(|column| sheet.width_of(column) * CHARACTER).collect();
    let rows = heights(template, sheet, shown.last_row);
    let sum = |lengths: &[f64], first: u32| lengths.iter().skip(first as usize).sum();
    let paper = pages::size(
        &sheet.paper,
        [sum(&columns, shown.first_column), sum(&rows, shown.first_row - 1)],
    );
    let mut looks = Looks::default();
    PaperSheet {
        name: sheet.name.clone(),
        cells: cells(template, sheet, shown, &mut looks),
        looks: looks.found,
        drawings: sheet.drawings.iter().map(|one| drawing(one, &columns, &rows)).collect(),
        pages: pages::of(shown, &columns, &rows, &sheet.paper, &paper),
        columns,
        rows,
        repeated: sheet.paper.repeated,
        paper,
        rows_left_out: whole.last_row - shown.last_row,
    }
}

/// The heights of the rows; one that the file leaves to the program is as high as its letters.
fn heights(template: &Template, sheet: &TemplateSheet, last: u32) -> Vec<f64> {
    let mut rows: Vec<f64> = (1..=last).map(|row| sheet.height_of(row)).collect();
    let said: HashSet<u32> = sheet.rows.iter().map(|row| row.row).collect();
    for cell in sheet.cells.iter().filter(|cell| !cell.text.is_empty()) {
        if let Some(height) = rows.get_mut(cell.row.saturating_sub(1) as usize)
            && !said.contains(&cell.row)
        {
            *height = height.max(template.look(cell.look).font.size * LINE);
        }
    }
    rows
}

fn drawing(drawing: &DrawingLook, columns: &[f64], rows: &[f64]) -> PaperDrawing {
    let sum = |lengths: &[f64], end: u32| lengths.iter().take(end as usize).sum::<f64>();
    let at = |corner: &Corner| {
        (
            sum(columns, corner.column) + corner.aside,
            sum(rows, corner.row.saturating_sub(1)) + corner.down,
        )
    };
    let (left, top) = at(&drawing.from);
    let (width, height) = match (&drawing.to, drawing.extent) {
        (Some(to), _) => {
            let (right, bottom) = at(to);
            (right - left, bottom - top)
        }
        (None, Some(extent)) => extent,
        (None, None) => (0.0, 0.0),
    };
    let kind = match drawing.kind {
        DrawingKind::Chart => "chart",
        DrawingKind::Picture => "picture",
        DrawingKind::Shape => "shape",
    };
    PaperDrawing {
        kind: kind.to_owned(),
        title: drawing.title.clone(),
        row: drawing.from.row,
        column: drawing.from.column,
        down: drawing.from.down,
        aside: drawing.from.aside,
        width: width.max(0.0),
        height: height.max(0.0),
    }
}

/// What is printed, else everything from the first cell on.
fn area(sheet: &TemplateSheet) -> Region {
    if let Some(area) = sheet.print_areas.first() {
        return *area;
    }
    let (last_row, last_column) = sheet.extent();
    let merged = |far: fn(&Region) -> u32| sheet.merged.iter().map(far).max().unwrap_or(0);
    Region {
        first_row: 1,
        first_column: 0,
        last_row: last_row.max(merged(|region| region.last_row)).max(1),
        last_column: last_column.max(merged(|region| region.last_column)),
    }
}

fn cells(
    template: &Template,
    sheet: &TemplateSheet,
    shown: Region,
    looks: &mut Looks,
) -> Vec<PaperCell> {
    let merged: HashMap<(u32, u32), &Region> =
        sheet.merged.iter().map(|one| ((one.first_row, one.first_column), one)).collect();
    let hidden = covered(sheet);
    let mut cells = Vec::new();
    for cell in &sheet.cells {
        let at = (cell.row, cell.column);
        if !shown.contains(cell.row, cell.column) || hidden.contains(&at) {
            continue;
        }
        let look = template.look(cell.look);
        let region = merged.get(&at);
        let mut painted = painted(look);
        if let Some(region) = region {
            // The far sides of a merged region's frame belong to its far cells.
            let far = template.look(sheet.look_at(region.last_row, region.last_column));
            painted.borders[1] = border(far.borders[1]);
            painted.borders[2] = border(far.borders[2]);
        }
        let plain = cell.text.is_empty() && region.is_none();
        if plain && painted.fill.is_none() && painted.borders.iter().all(Option::is_none) {
            continue;
        }
        cells.push(PaperCell {
            row: cell.row,
            column: cell.column,
            down: region.map_or(1, |one| one.last_row - one.first_row + 1),
            across: region.map_or(1, |one| one.last_column - one.first_column + 1),
            text: shown::text(cell.content, &cell.text, &look.number_format),
            is_text: cell.content == Content::Text,
            look: looks.index(painted),
        });
    }
    cells
}

/// The cells that lie in a merged region and are not its first.
fn covered(sheet: &TemplateSheet) -> HashSet<(u32, u32)> {
    let held = |region: &Region, row: u32, column: u32| {
        region.contains(row, column) && (row, column) != (region.first_row, region.first_column)
    };
    let mut by_row: HashMap<u32, Vec<&Region>> = HashMap::new();
    for region in &sheet.merged {
        for row in region.first_row..=region.last_row.min(region.first_row + MOST_ROWS) {
            by_row.entry(row).or_default().push(region);
        }
    }
    let lies = |row: u32, column: u32| {
        by_row.get(&row).is_some_and(|all| all.iter().any(|region| held(region, row, column)))
    };
    let places = sheet.cells.iter().map(|cell| (cell.row, cell.column));
    places.filter(|(row, column)| lies(*row, *column)).collect()
}

/// The looks that were met, each once.
#[derive(Default)]
struct Looks {
    found: Vec<PaperCellLook>,
}

impl Looks {
    fn index(&mut self, look: PaperCellLook) -> u32 {
        let index = self.found.iter().position(|known| *known == look).unwrap_or_else(|| {
            self.found.push(look);
            self.found.len() - 1
        });
        u32::try_from(index).unwrap_or(0)
    }
}

fn painted(look: &CellLook) -> PaperCellLook {
    PaperCellLook {
        font: look.font.name.clone(),
        size: look.font.size,
        bold: look.font.bold,
        italic: look.font.italic,
        underline: look.font.underline,
        colour: look.font.colour.map(hex),
        fill: look.fill.map(hex),
        borders: look.borders.into_iter().map(border).collect(),
        horizontal: look.horizontal.to_owned(),
        vertical: look.vertical.to_owned(),
        wrap: look.wrap,
        shrink: look.shrink,
        indent: look.indent,
        upright: look.upright,
    }
}

fn border(border: Option<Border>) -> Option<PaperBorder> {
    border.map(|one| PaperBorder { style: one.style.to_owned(), colour: one.colour.map(hex) })
}

fn hex(rgb: u32) -> String {
    format!("#{rgb:06x}")
}
