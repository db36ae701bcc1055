//! What people wrote beside a form, or marked in it.

use std::collections::{BTreeMap, BTreeSet};

use shirube_sheets::{Region, SheetError, Template, TemplateSheet, Workbook, cell_name};

use super::read::{Returned, item_of};
use super::sent::{Home, Sent};
use super::sheets::Placed;

/// The colours of our own forms, and white: no mark of anybody's.
const OWN_COLOURS: [u32; 2] = [0x00F1_F1F4, 0x00FF_FFFF];
/// The most points of one kind that are read from one sheet: more is no review.
const MOST: usize = 500;
/// More coloured runs are no marks, but a way to colour a sheet.
const MOST_COLOURED: usize = 5_000;
/// With more merged regions than this, each cell is taken alone.
const MOST_MERGED: usize = 5_000;
/// The longest line that a row of a sheet of its own gives.
const LONGEST_LINE: usize = 2_000;

/// How something was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PointSort {
    /// A note beside a cell.
    Comment,
    /// A thread beside a cell.
    Thread,
    /// A colour behind a cell.
    Colour,
    /// Text where nothing stood, and where no answer belongs.
    Text,
    /// The receiver's box of a requirement.
    Check,
}

impl PointSort {
    /// The stable name, in `snake_case`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Comment => "comment",
            Self::Thread => "thread",
            Self::Colour => "colour",
            Self::Text => "text",
            Self::Check => "check",
        }
    }
}

/// Something that was said of a place in the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// How it was said.
    pub sort: PointSort,
    /// The sheet as it is called now.
    pub sheet: String,
    /// The cell, or the cells, `B5:H5`.
    pub cell: String,
    /// What is said; a colour as `#FFFF00`.
    pub text: String,
    /// Who said it; empty where the file does not tell.
    pub author: String,
    /// The answer that it is about, a path of the vocabulary.
    pub field: Option<String>,
    /// The requirement that it is about.
    pub requirement: Option<String>,
}

impl Point {
    /// What the receiver put into the box of a requirement.
    pub(super) fn check(placed: &Placed<'_>, home: &Home, at: (u32, u32), text: &str) -> Self {
        Self {
            sort: PointSort::Check,
            sheet: placed.sheet.name.clone(),
            cell: cell_name(at.0, at.1),
            text: text.trim().to_owned(),
            author: String::new(),
            field: None,
            requirement: requirement_of(&home.field),
        }
    }
}

/// The requirement of a box of the checklist: `requirement[B-1].receiver_check`.
fn requirement_of(field: &str) -> Option<String> {
    let (id, _) = field.strip_prefix("requirement[")?.split_once(']')?;
    Some(id.to_owned())
}

/// Reads the notes, the colours and the texts beside.
pub(super) fn gather(
    book: &Workbook,
    template: &Template,
    sent: &Sent,
    placed: &[Placed<'_>],
    returned: &mut Returned,
) -> Result<(), SheetError> {
    for one in placed {
        let marks = Marks { placed: one, sent };
        let noted = marks.notes(book, returned)?;
        marks.colours(template, &noted, returned);
        marks.texts(returned);
    }
    if sent.traced {
        added_sheets(book, template, sent, placed, returned);
    }
    Ok(())
}

/// One sheet whose marks are read.
struct Marks<'a> {
    placed: &'a Placed<'a>,
    sent: &'a Sent,
}

impl Marks<'_> {
    fn point(&self, sort: PointSort, at: (u32, u32), text: &str, author: &str) -> Point {
        let (field, requirement) = self.about(at);
        Point {
            sort,
            sheet: self.placed.sheet.name.clone(),
            cell: cell_name(at.0, at.1),
            text: text.to_owned(),
            author: author.to_owned(),
            field,
            requirement,
        }
    }

    /// The cell as it was sent.
    fn origin(&self, (row, column): (u32, u32)) -> Option<(u32, u32)> {
        Some((self.placed.rows.origin(row)?, self.placed.shift.origin(column)?))
    }

    /// The answer or the requirement that a cell is about: its own box, the box of its label, the
    /// nearest box to the left in its row.
    fn about(&self, at: (u32, u32)) -> (Option<String>, Option<String>) {
        let Some((row, column)) = self.origin(at) else { return (None, None) };
        let in_row = |home: &&Home| {
            home.sheet == self.placed.name && (home.row..=home.last_row).contains(&row)
        };
        let here: Vec<&Home> = self.sent.homes.iter().filter(in_row).collect();
        if let Some(id) = here.iter().find_map(|home| requirement_of(&home.field)) {
            return (None, Some(id));
        }
        let own = here.iter().find(|home| home.column == column);
        let left = here.iter().rev().find(|home| home.column < column);
        let right = here.iter().find(|home| home.column > column);
        // A label stands left of its box; a remark stands right of everything.
        let near = if self.sent.was_filled(&self.placed.name, (row, column)) {
            right.or(left)
        } else {
            left.or(right)
        };
        let Some(found) = own.or(near) else { return (None, None) };
        let field = match (own, item_of(&found.field)) {
            (None, Some((table, index))) => format!("{table}[{index}]"),
            _ => found.field.clone(),
        };
        (Some(field), None)
    }

    fn notes(
        &self,
        book: &Workbook,
        returned: &mut Returned,
    ) -> Result<BTreeSet<(u32, u32)>, SheetError> {
        let mut noted = BTreeSet::new();
        for note in book.notes(self.placed.index)? {
            let at = (note.row, note.column);
            noted.insert(at);
            let sort = if note.threaded { PointSort::Thread } else { PointSort::Comment };
            returned.points.push(self.point(sort, at, note.text.trim(), &note.author));
        }
        Ok(noted)
    }

    fn colours(&self, template: &Template, noted: &BTreeSet<(u32, u32)>, returned: &mut Returned) {
        let mut found: Vec<Point> = Vec::new();
        for (region, colour) in coloured(self.placed.sheet, template) {
            // A note in the coloured cells says more than their colour.
            if noted.iter().any(|(row, column)| region.contains(*row, *column)) {
                continue;
            }
            let at = (region.first_row, region.first_column);
            let mut point = self.point(PointSort::Colour, at, &format!("#{colour:06X}"), "");
            if (region.last_row, region.last_column) != at {
                let last = cell_name(region.last_row, region.last_column);
                point.cell = format!("{}:{last}", point.cell);
            }
            found.push(point);
        }
        found.truncate(MOST);
        returned.points.extend(found);
    }

    /// Text where nothing stood and no answer belongs.
    fn texts(&self, returned: &mut Returned) {
        if !self.sent.traced {
            return;
        }
        let mut found = Vec::new();
        for cell in &self.placed.sheet.cells {
            let at = (cell.row, cell.column);
            let blank = cell.text.trim().is_empty();
            if blank || self.placed.read.contains(&at) || found.len() >= MOST {
                continue;
            }
            let ours = self
                .origin(at)
                .is_some_and(|origin| self.sent.was_filled(&self.placed.name, origin));
            if !ours {
                found.push(self.point(PointSort::Text, at, cell.text.trim(), ""));
            }
        }
        returned.points.extend(found);
    }
}

/// The cells with a colour that is none of ours, put together where they touch.
fn coloured(sheet: &TemplateSheet, template: &Template) -> Vec<(Region, u32)> {
    let mut runs: Vec<(Region, u32)> = Vec::new();
    let merges = sheet.merged.len() < MOST_MERGED;
    for cell in &sheet.cells {
        if runs.len() > MOST_COLOURED {
            break;
        }
        let fill = template.look(cell.look).fill;
        let Some(colour) = fill.filter(|colour| !OWN_COLOURS.contains(colour)) else { continue };
        let (row, column) = (cell.row, cell.column);
        let alone =
            Region { first_row: row, first_column: column, last_row: row, last_column: column };
        let merged = if merges { sheet.region_at(row, column) } else { alone };
        if (merged.first_row, merged.first_column) != (cell.row, cell.column) {
            continue;
        }
        match runs.last_mut() {
            Some((run, known))
                if *known == colour
                    && run.first_row == merged.first_row
                    && run.last_row == merged.last_row
                    && run.last_column + 1 == merged.first_column =>
            {
                run.last_column = merged.last_column;
            }
            _ => runs.push((merged, colour)),
        }
    }
    let mut blocks: BTreeMap<(u32, u32, u32), Region> = BTreeMap::new();
    let mut done = Vec::new();
    for (run, colour) in runs {
        let key = (run.first_column, run.last_column, colour);
        match blocks.get_mut(&key) {
            Some(block) if block.last_row + 1 == run.first_row => block.last_row = run.last_row,
            _ => done.extend(blocks.insert(key, run).map(|block| (block, colour))),
        }
    }
    done.extend(blocks.into_iter().map(|((_, _, colour), block)| (block, colour)));
    done.sort_by_key(|(region, _)| (region.first_row, region.first_column));
    done
}

/// A sheet that somebody added: each row that says something is a point.
fn added_sheets(
    book: &Workbook,
    template: &Template,
    sent: &Sent,
    placed: &[Placed<'_>],
    returned: &mut Returned,
) {
    for sheet in &template.sheets {
        let ours = placed.iter().any(|one| one.sheet.name == sheet.name)
            || sheet.name == sent.data_sheet
            || is_for_machines(book, &sheet.name)
            || sent.filled.contains_key(&sheet.name);
        if ours {
            continue;
        }
        let mut lines: BTreeMap<u32, (String, String)> = BTreeMap::new();
        for cell in sheet.cells.iter().filter(|cell| !cell.text.trim().is_empty()) {
            let (_, line) = lines
                .entry(cell.row)
                .or_insert_with(|| (cell_name(cell.row, cell.column), String::new()));
            if !line.is_empty() {
                line.push_str(" / ");
            }
            line.push_str(cell.text.trim());
        }
        for (cell, text) in lines.into_values().take(MOST) {
            returned.points.push(Point {
                sort: PointSort::Text,
                sheet: sheet.name.clone(),
                cell,
                text: text.chars().take(LONGEST_LINE).collect(),
                author: String::new(),
                field: None,
                requirement: None,
            });
        }
    }
}

/// Whether the sheet is 「定義」 or 「コード表」 of a form.
fn is_for_machines(book: &Workbook, name: &str) -> bool {
    let mut header = Vec::new();
    let Ok(index) = book.sheet_index(name) else { return false };
    let read = book.rows(index, &mut |row| {
        header = row.cells.iter().map(|cell| cell.value.to_text().into_owned()).collect();
        std::ops::ControlFlow::Break(())
    });
    read.is_ok()
        && (header.starts_with(&["entry".to_owned(), "id".to_owned()])
            || header == ["code_list", "code", "label"])
}
