//! Reading the boxes of a returned form: what differs from what was sent.

use std::collections::{BTreeMap, BTreeSet};

use shirube_sheets::{Content, SheetError, Template, Workbook, cell_name};

use super::points::{self, Point};
use super::rows::Rows;
use super::sent::{Home, Sent};
use super::sheets::{Placed, homes_of, place_sheets};

/// What stands in a box now and did not when the form was sent.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The answer, a path of the vocabulary; the whole row for one that went.
    pub field: String,
    /// The box as it was sent; `None` for a row that came in.
    pub home: Option<Home>,
    /// The sheet as it is called now.
    pub sheet: String,
    /// The cell where it stands now.
    pub cell: String,
    /// What stands there as plain text: a number without format, a day as ISO 8601.
    pub text: String,
    /// What kind of content that is.
    pub content: Content,
    /// Whether the number is shown as a part of a hundred.
    pub percent: bool,
    /// Whether a formula gives it.
    pub formula: bool,
    /// Whether yen are shown in thousands.
    pub thousands: bool,
    /// Whether the row came in.
    pub added: bool,
    /// Whether the row went.
    pub removed: bool,
}

/// What could not be read, or what somebody should know of how it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TroubleSort {
    /// The sheet is not there any more; its answers were not read.
    SheetGone,
    /// The sheet has another name.
    SheetRenamed,
    /// The sheet is not recognised; its answers were not read.
    SheetUnlike,
    /// It can't be told where the box is now.
    PlaceUnsure,
    /// The row or column of the box is gone.
    BoxGone,
    /// A formula stands there without a result.
    FormulaWithoutValue,
    /// A formula's result was read.
    Formula,
    /// An error stands there, such as `#N/A`.
    ErrorCell,
    /// The receiver ticked the requirement.
    ReceiverTicked,
    /// Somebody changed the applicant's tick.
    ApplicantTicked,
}

impl TroubleSort {
    /// The stable name, in `snake_case`.
    pub fn code(self) -> &'static str {
        match self {
            Self::SheetGone => "returned_sheet_gone",
            Self::SheetRenamed => "returned_sheet_renamed",
            Self::SheetUnlike => "returned_sheet_unlike",
            Self::PlaceUnsure => "returned_place_unsure",
            Self::BoxGone => "returned_box_gone",
            Self::FormulaWithoutValue => "returned_formula_without_value",
            Self::Formula => "returned_formula",
            Self::ErrorCell => "returned_error_cell",
            Self::ReceiverTicked => "returned_receiver_ticked",
            Self::ApplicantTicked => "returned_applicant_ticked",
        }
    }
}

/// Something that a person should look at.
#[derive(Debug, Clone, PartialEq)]
pub struct Trouble {
    /// What it is.
    pub sort: TroubleSort,
    /// The sheet.
    pub sheet: String,
    /// The cell, where there is one.
    pub cell: Option<String>,
    /// The answer that it is about, where there is one.
    pub field: Option<String>,
    /// What stands there; the other name of a sheet.
    pub text: String,
}

/// A returned form, held against what was sent.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Returned {
    /// What differs, by sheet, row and column.
    pub answers: Vec<Answer>,
    /// What people wrote beside it.
    pub points: Vec<Point>,
    /// What could not be read.
    pub troubles: Vec<Trouble>,
    /// How many of the sheets that were sent were found.
    pub sheets_found: usize,
}

/// Holds a returned workbook against what was sent.
///
/// # Errors
/// It is no `.xlsx`, a part is damaged, or it holds more than a form may.
pub fn read_returned(book: &Workbook, sent: &Sent) -> Result<Returned, SheetError> {
    let template = book.template()?;
    let mut returned = Returned::default();
    let mut placed = place_sheets(book, &template, sent, &mut returned);
    returned.sheets_found = placed.len();
    for one in &mut placed {
        read_sheet(one, &template, sent, &mut returned);
    }
    points::gather(book, &template, sent, &placed, &mut returned)?;
    Ok(returned)
}

/// The row of a table or list that a box belongs to: `products[1]` of `products[1].name`.
pub(super) fn item_of(field: &str) -> Option<(&str, usize)> {
    let (table, rest) = field.split_once('[')?;
    let (index, rest) = rest.split_once(']')?;
    let plain = rest.is_empty() || (rest.starts_with('.') && !rest.contains('['));
    Some((table, index.parse().ok()?)).filter(|_| plain && !table.starts_with("requirement"))
}

fn read_sheet(placed: &mut Placed<'_>, template: &Template, sent: &Sent, returned: &mut Returned) {
    let homes = homes_of(sent, &placed.name);
    let mut by_row: BTreeMap<u32, Vec<&Home>> = BTreeMap::new();
    for home in homes {
        by_row.entry(home.row).or_default().push(home);
    }
    let now = by_row.keys().filter_map(|row| placed.rows.now.get(row).copied());
    placed.boxes = now.collect();
    for (row, homes) in &by_row {
        let Some(now) = placed.rows.now.get(row).copied() else {
            row_gone(placed, homes, returned);
            continue;
        };
        let unsure = is_unsure(&placed.rows, *row);
        let boxes: Vec<Shown> =
            homes.iter().filter_map(|home| read_box(placed, template, home, now)).collect();
        let item = homes.first().and_then(|home| item_of(&home.field));
        let said = |b: &Shown| !b.text.trim().is_empty() || b.formula;
        let emptied = item.is_some()
            && boxes.len() == homes.len()
            && homes.iter().any(|home| home.said.is_some())
            && !boxes.iter().any(said);
        if emptied && !unsure {
            row_gone(placed, homes, returned);
            continue;
        }
        for home in homes {
            if placed.shift.now(home.column).is_none() {
                returned.troubles.push(about(TroubleSort::BoxGone, placed, home, None, ""));
            }
        }
        for one in boxes {
            take(placed, one, unsure, returned);
        }
    }
    super::added::rows(placed, template, sent, &by_row, returned);
}

/// What stands in a box.
struct Shown<'h> {
    home: &'h Home,
    at: (u32, u32),
    text: String,
    content: Content,
    percent: bool,
    formula: bool,
}

fn read_box<'h>(
    placed: &mut Placed<'_>,
    template: &Template,
    home: &'h Home,
    now: u32,
) -> Option<Shown<'h>> {
    let column = placed.shift.now(home.column)?;
    let next = placed.boxes.range(now + 1..).next().copied();
    let last = (now + (home.last_row - home.row)).min(next.map_or(u32::MAX, |next| next - 1));
    let mut one = Shown {
        home,
        at: (now, column),
        text: String::new(),
        content: Content::Empty,
        percent: false,
        formula: false,
    };
    for row in now..=last {
        placed.read.insert((row, column));
        let Some(cell) = placed.sheet.cell(row, column) else { continue };
        one.text.push_str(&cell.text);
        if row == now {
            one.content = cell.content;
            one.formula = cell.formula;
            one.percent = template.look(cell.look).number_format.contains('%');
        } else if cell.content != Content::Empty {
            one.content = Content::Text;
        }
    }
    Some(one)
}

fn take(placed: &Placed<'_>, one: Shown<'_>, unsure: bool, returned: &mut Returned) {
    let home = one.home;
    if home.is_shown_by(&one.text) {
        return;
    }
    let mut trouble = |sort| {
        returned.troubles.push(about(sort, placed, home, Some(one.at), &one.text));
    };
    if unsure {
        return trouble(TroubleSort::PlaceUnsure);
    }
    if let Some(check) = home.field.strip_prefix("requirement[") {
        if check.ends_with(".applicant_check") {
            return trouble(TroubleSort::ApplicantTicked);
        }
        // What the receiver says otherwise is a point.
        if one.text.trim() == crate::checklist::CHECKED {
            return trouble(TroubleSort::ReceiverTicked);
        }
        returned.points.push(Point::check(placed, home, one.at, &one.text));
        return;
    }
    match (one.formula, one.content) {
        (_, Content::Error) => return trouble(TroubleSort::ErrorCell),
        (true, Content::Empty) => return trouble(TroubleSort::FormulaWithoutValue),
        (true, _) => trouble(TroubleSort::Formula),
        _ => {}
    }
    returned.answers.push(Answer {
        field: home.field.clone(),
        home: Some(home.clone()),
        sheet: placed.sheet.name.clone(),
        cell: cell_name(one.at.0, one.at.1),
        text: one.text,
        content: one.content,
        percent: one.percent,
        formula: one.formula,
        thousands: home.thousands,
        added: false,
        removed: false,
    });
}

/// A row of boxes that is not there any more: the row of a table went, a box is gone.
fn row_gone(placed: &Placed<'_>, homes: &[&Home], returned: &mut Returned) {
    let mut gone: BTreeSet<String> = BTreeSet::new();
    for home in homes {
        let Some((table, index)) = item_of(&home.field) else {
            if home.said.is_some() {
                returned.troubles.push(about(TroubleSort::BoxGone, placed, home, None, ""));
            }
            continue;
        };
        let any = homes.iter().any(|home| home.said.is_some());
        if !any || !gone.insert(format!("{table}[{index}]")) {
            continue;
        }
        returned.answers.push(Answer {
            field: format!("{table}[{index}]"),
            home: Some((*home).clone()),
            sheet: placed.sheet.name.clone(),
            cell: cell_name(home.row, home.column),
            text: String::new(),
            content: Content::Empty,
            percent: false,
            formula: false,
            thousands: false,
            added: false,
            removed: true,
        });
    }
}

/// Whether nothing in the row was found where it belongs, and its neighbours don't agree either.
fn is_unsure(rows: &Rows, row: u32) -> bool {
    if rows.sure.contains(&row) {
        return false;
    }
    let by = |row: u32| rows.now.get(&row).map(|now| i64::from(*now) - i64::from(row));
    let before = rows.sure.range(..row).next_back().and_then(|row| by(*row));
    let after = rows.sure.range(row + 1..).next().and_then(|row| by(*row));
    match (before, after) {
        (Some(before), Some(after)) => before != after,
        _ => false,
    }
}

fn about(
    sort: TroubleSort,
    placed: &Placed<'_>,
    home: &Home,
    at: Option<(u32, u32)>,
    text: &str,
) -> Trouble {
    let (row, column) = at.unwrap_or((home.row, home.column));
    Trouble {
        sort,
        sheet: placed.sheet.name.clone(),
        cell: Some(cell_name(row, column)),
        field: Some(home.field.clone()),
        text: text.to_owned(),
    }
}
