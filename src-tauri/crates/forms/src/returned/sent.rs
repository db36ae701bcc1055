//! What was sent, as 「データ」 of a reference form tells it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::ControlFlow;

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};
use shirube_sheets::{SheetError, Value as Held, Workbook, parse_cell};

use crate::data::COLUMNS;
use crate::trace::{BOXES, CELLS, CHECKSUM, CONTINUED, THOUSANDS, cells_of, checksum};

/// The most rows of 「データ」 that are read.
const MOST_ROWS: usize = 200_000;
/// The most boxes of a form.
const MOST_HOMES: usize = 50_000;

/// A value that was sent.
#[derive(Debug, Clone, PartialEq)]
pub enum Said {
    /// A number, money in yen.
    Number(Decimal),
    /// A day.
    Date(Date),
    /// A code with the words that stood for it.
    Code(String, String),
    /// Text.
    Text(String),
    /// Several values that one box shows.
    List(Vec<Said>),
}

/// The box of an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Home {
    /// The answer, a path of the vocabulary.
    pub field: String,
    /// What stood beside or above the box.
    pub label: String,
    /// The sheet.
    pub sheet: String,
    /// The row, from 1.
    pub row: u32,
    /// The column, from 0.
    pub column: u32,
    /// The last row of a text that goes on below; mostly `row`.
    pub last_row: u32,
    /// Whether yen are shown in thousands.
    pub thousands: bool,
    /// What was sent; `None` for a blank box.
    pub said: Option<Said>,
}

/// A form as it was sent.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sent {
    /// The plan's id.
    pub plan: String,
    /// `a`, `b` or `c`.
    pub kind: String,
    /// The version of the form's layout.
    pub version: String,
    /// The day on which it was made.
    pub made_on: Option<Date>,
    /// Whether the table tells which cells were filled; forms of older versions do not.
    pub traced: bool,
    /// Whether the table is as it was written.
    pub intact: bool,
    /// The boxes, by sheet, row and column.
    pub homes: Vec<Home>,
    /// The sheet of the table itself.
    pub data_sheet: String,
    /// The cells that held something, by sheet.
    pub(crate) filled: BTreeMap<String, BTreeSet<(u32, u32)>>,
}

impl Sent {
    /// Reads 「データ」, whatever its sheet is called now; `None` where no sheet is one.
    ///
    /// # Errors
    /// A part of the workbook is damaged or too large.
    pub fn read(book: &Workbook) -> Result<Option<Self>, SheetError> {
        for index in 0..book.sheets().len() {
            if let Some(rows) = table_of(book, index)? {
                let mut sent = of_rows(&rows);
                sent.data_sheet.clone_from(&book.sheets()[index].name);
                return Ok(Some(sent));
            }
        }
        Ok(None)
    }

    /// What was sent of a field in words, as other rows of the same form say it.
    pub fn home(&self, field: &str) -> Option<&Home> {
        self.homes.iter().find(|home| home.field == field)
    }

    /// Whether something stood in the cell.
    pub(crate) fn was_filled(&self, sheet: &str, at: (u32, u32)) -> bool {
        self.filled.get(sheet).is_some_and(|cells| cells.contains(&at))
    }
}

/// The rows of the sheet in the order of our columns, if its header is that of 「データ」.
fn table_of(book: &Workbook, index: usize) -> Result<Option<Vec<Vec<String>>>, SheetError> {
    let mut places: Option<Vec<Option<u32>>> = None;
    let mut rows = Vec::new();
    book.rows(index, &mut |row| {
        let Some(places) = &places else {
            let at = |name: &&str| {
                let cell = row.cells.iter().find(|cell| cell.value.to_text() == **name);
                cell.map(|cell| cell.column)
            };
            let found: Vec<Option<u32>> = COLUMNS.iter().map(at).collect();
            // The home columns are younger than the rest; everything else has always been there.
            if found.iter().filter(|place| place.is_none()).count() > 2 {
                return ControlFlow::Break(());
            }
            places = Some(found);
            return ControlFlow::Continue(());
        };
        let cell = |place: &Option<u32>| {
            let held = place.and_then(|column| row.value(column));
            held.map_or_else(String::new, plain)
        };
        rows.push(places.iter().map(cell).collect());
        if rows.len() < MOST_ROWS { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    Ok(places.map(|_| rows))
}

fn plain(held: &Held<'_>) -> String {
    match held {
        Held::Date(moment) => moment.date().to_string(),
        held => held.to_text().into_owned(),
    }
}

/// One row by the names of its columns.
struct Line<'r>(&'r [String]);

impl Line<'_> {
    fn get(&self, name: &str) -> &str {
        let at = COLUMNS.iter().position(|column| *column == name);
        at.and_then(|at| self.0.get(at)).map_or("", String::as_str)
    }

    fn said(&self) -> Option<Said> {
        Some(match self.get("value_type") {
            // A box that was sent blank.
            "" => return None,
            "number" => Said::Number(exact(self.get("value_number"))?),
            "date" => Said::Date(self.get("value_date").parse().ok()?),
            "code" => {
                let (code, label) = (self.get("value_code"), self.get("code_label"));
                Said::Code(code.to_owned(), label.to_owned())
            }
            _ => Said::Text(self.get("value_text").to_owned()),
        })
    }
}

/// A number as a cell holds it: its shortest digits.
fn exact(text: &str) -> Option<Decimal> {
    text.parse().ok().or_else(|| Decimal::from_f64(text.parse::<f64>().ok()?))
}

fn of_rows(rows: &[Vec<String>]) -> Sent {
    let mut sent = Sent::default();
    let mut traces: BTreeMap<&str, BTreeMap<String, String>> = BTreeMap::new();
    let mut sum = String::new();
    let is_sum = |row: &[String]| Line(row).get("field") == CHECKSUM;
    // A long text stands in parts; its rows are put together.
    let mut parts: BTreeMap<&str, String> = BTreeMap::new();
    for row in rows.iter().map(|row| Line(row)).filter(|row| !row.get("part").is_empty()) {
        let field = &row.0[2];
        parts.entry(field).or_default().push_str(row.get("value_text"));
    }
    let mut homes: Vec<Home> = Vec::new();
    let mut known: HashSet<&str> = HashSet::new();
    for raw in rows {
        let row = Line(raw);
        let field = raw[2].as_str();
        let text = parts.get(field).map_or(row.get("value_text"), String::as_str);
        match field {
            CHECKSUM => text.clone_into(&mut sum),
            "form.version" => text.clone_into(&mut sent.version),
            "form.made_on" => sent.made_on = row.get("value_date").parse().ok(),
            "plan.kind" => row.get("value_code").clone_into(&mut sent.kind),
            _ => {}
        }
        if sent.plan.is_empty() {
            row.get("plan_id").clone_into(&mut sent.plan);
        }
        if let Some((kind, sheet)) = trace(field) {
            traces.entry(kind).or_default().insert(sheet.to_owned(), text.to_owned());
        } else if let (Some((r, c)), true) = (parse_cell(row.get("home_cell")), known.insert(field))
        {
            let said = match row.said() {
                Some(Said::Text(_)) => Some(Said::Text(text.to_owned())),
                said => said,
            };
            let sheet = row.get("home_sheet").to_owned();
            homes.push(home(field, row.get("label"), sheet, (r, c), said));
        }
    }
    let read = rows.iter().filter(|row| !is_sum(row));
    let read = read.map(|row| row.iter().map(|cell| Cow::Borrowed(cell.as_str())));
    sent.intact = !sum.is_empty() && checksum(read) == sum;
    sent.traced = traces.contains_key(CELLS);
    finish(&mut sent, homes, &traces);
    sent
}

fn home(
    field: &str,
    label: &str,
    sheet: String,
    (row, column): (u32, u32),
    said: Option<Said>,
) -> Home {
    let (field, label) = (field.to_owned(), label.to_owned());
    Home { field, label, sheet, row, column, last_row: row, thousands: false, said }
}

/// `form.cells[表紙]` is a trace of the kind `form.cells` of the sheet 表紙.
fn trace(field: &str) -> Option<(&'static str, &str)> {
    [CELLS, BOXES, THOUSANDS, CONTINUED].into_iter().find_map(|kind| {
        Some((kind, field.strip_prefix(kind)?.strip_prefix('[')?.strip_suffix(']')?))
    })
}

/// Puts the traces to the boxes.
fn finish(sent: &mut Sent, homes: Vec<Home>, traces: &BTreeMap<&str, BTreeMap<String, String>>) {
    let of = |kind: &str| traces.get(kind).into_iter().flatten();
    for (sheet, text) in of(CELLS) {
        sent.filled.insert(sheet.clone(), cells_of(text).into_iter().collect());
    }
    // A list that one box shows stands in several rows with one home.
    let mut lists: HashMap<(String, (u32, u32)), usize> = HashMap::new();
    let mut boxes: Vec<Home> = Vec::new();
    for (sheet, text) in of(BOXES) {
        for line in text.lines() {
            let mut words = line.splitn(3, ' ');
            let (Some(cell), Some(field)) = (words.next(), words.next()) else { continue };
            let Some(at) = parse_cell(cell) else { continue };
            if boxes.len() >= MOST_HOMES {
                break;
            }
            lists.insert((sheet.clone(), at), boxes.len());
            let said = words.next().map(|tick| Said::Text(tick.to_owned()));
            boxes.push(home(field, "", sheet.clone(), at, said));
        }
    }
    for one in homes {
        let place = (one.sheet.clone(), (one.row, one.column));
        match lists.get(&place) {
            Some(list) => {
                let whole = boxes.get_mut(*list);
                if let (Some(whole), Some(said)) = (whole, one.said) {
                    whole.label = one.label;
                    match &mut whole.said {
                        Some(Said::List(all)) => all.push(said),
                        other => *other = Some(Said::List(vec![said])),
                    }
                }
            }
            None => sent.homes.push(one),
        }
    }
    sent.homes.extend(boxes);
    for (sheet, text) in of(THOUSANDS) {
        let cells: HashSet<(u32, u32)> = cells_of(text).into_iter().collect();
        let here = sent.homes.iter_mut().filter(|home| home.sheet == *sheet);
        here.for_each(|home| home.thousands = cells.contains(&(home.row, home.column)));
    }
    for (sheet, text) in of(CONTINUED) {
        for run in text.split_whitespace().take(5_000) {
            let Some((first, last)) = run.split_once(':') else { continue };
            let (Some(first), Some(last)) = (parse_cell(first), parse_cell(last)) else { continue };
            let mut here = sent.homes.iter_mut();
            let found = here.find(|h| h.sheet == *sheet && (h.row, h.column) == first);
            if let Some(home) = found {
                // No text goes on for longer than a sheet of ours has rows.
                home.last_row = last.0.clamp(home.row, home.row.saturating_add(5_000));
            }
        }
    }
    sent.homes.truncate(MOST_HOMES);
    sent.homes.sort_by(|a, b| (&a.sheet, a.row, a.column).cmp(&(&b.sheet, b.row, b.column)));
    sent.homes.dedup_by(|b, a| a.sheet == b.sheet && (a.row, a.column) == (b.row, b.column));
}

impl Home {
    /// Whether what stands in the cell now is what was sent there.
    pub(crate) fn is_shown_by(&self, text: &str) -> bool {
        let same = |said: &str| even(said) == even(text);
        match &self.said {
            None => text.trim().is_empty(),
            Some(Said::Text(said)) => same(said),
            // A yes that the form says by the column's own word, a no by a blank box.
            Some(Said::Code(code, _)) if code == "true" && same(&self.label) => true,
            Some(Said::Code(code, _)) if code == "false" && text.trim().is_empty() => true,
            Some(Said::Code(code, label)) => same(code) || (!label.is_empty() && same(label)),
            Some(Said::Date(day)) => text == day.to_string(),
            Some(Said::Number(number)) => {
                let scale = if self.thousands { Decimal::ONE_THOUSAND } else { Decimal::ONE };
                let shown: Option<f64> = text.trim().parse().ok();
                shown.is_some() && (number / scale).to_f64() == shown
            }
            Some(Said::List(all)) => {
                let mut rest = even(text);
                for one in all {
                    let Said::Code(code, label) = one else { return false };
                    let name = if label.is_empty() { code } else { label };
                    let Some(after) = rest.strip_prefix(even(name).as_str()) else { return false };
                    let after = after.trim_start_matches(['、', ',', '，', ' ', '\n']);
                    rest = after.to_owned();
                }
                rest.is_empty()
            }
        }
    }
}

/// A text without what programs change by themselves: line ends, spaces at the end.
pub(crate) fn even(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{b}'], "\n");
    text.trim_end().to_owned()
}
