//! One workbook for one plan: the sheets for people as the layout says, then those for machines.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet};
use shirube_domain::plan::PlanKind;

use crate::charts::{self, Reserved};
use crate::data;
use crate::definitions;
use crate::error::FormError;
use crate::funding::funding_left_out;
use crate::gantt;
use crate::homes::Homes;
use crate::input::FormInput;
use crate::layout::{Block, Condition, Layout, Orientation, SheetLayout};
use crate::page::{Page, Pen};
use crate::style::Look;
use crate::table::{draw_fields, draw_table};
use crate::value::Value;
use crate::written::{Found, Written};

/// A form that a plan kind has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormEntry {
    /// `reference_a`, `reference_b` or `reference_c`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// `app`: it is this software's, not the state's.
    pub origin: &'static str,
    /// The version of its layout.
    pub version: String,
}

/// A finished workbook.
#[derive(Debug, Clone, PartialEq)]
pub struct FormBook {
    /// The file.
    pub bytes: Vec<u8>,
    /// The names of its sheets.
    pub sheets: Vec<String>,
    /// How many cells hold a value.
    pub cells: usize,
    /// Those cells.
    pub written: Vec<Written>,
}

/// The forms of a plan kind.
pub fn list(kind: PlanKind, layout: &Layout, text: &crate::input::Text<'_>) -> Vec<FormEntry> {
    let id = form_id(kind);
    let title = text(&format!("forms.title.{id}"), &[]);
    vec![FormEntry { id, title, origin: "app", version: layout.version.clone() }]
}

/// The id of a plan kind's reference form.
pub fn form_id(kind: PlanKind) -> String {
    format!("reference_{}", kind.letter())
}

/// Draws the reference form of a plan. The same input gives the same bytes.
///
/// # Errors
/// [`FormError::Unbuilt`] where the writer refuses something.
pub fn render(input: &FormInput<'_>, layout: &Layout) -> Result<FormBook, FormError> {
    let mut book = Workbook::new();
    book.set_properties(&properties(input)?);
    let mut form =
        FormBook { bytes: Vec::new(), sheets: Vec::new(), cells: 0, written: Vec::new() };
    let mut reserved = Vec::new();
    let mut homes = Homes::default();
    for sheet in layout.sheets_of(input.plan.kind).filter(|sheet| has_something(input, sheet)) {
        let name = name_sheet(input, &sheet.key, &mut form.sheets);
        let worksheet = book.add_worksheet();
        worksheet.set_name(&name)?;
        let pen = Pen { sheet: worksheet, name, written: &mut form.written };
        draw(pen, input, layout, sheet, &mut homes, &mut reserved)?;
    }
    let tables = [
        ("data", data::table(input, layout, &form.written)),
        ("definitions", definitions::definitions(input, layout)),
        ("codes", definitions::codes(input)),
    ];
    form.written.retain(|one| one.value != Found::Nothing);
    for (key, table) in tables {
        let name = name_sheet(input, key, &mut form.sheets);
        if key == "data" {
            charts::insert(&mut book, input, &reserved, &name, &table)?;
        }
        let worksheet = book.add_worksheet();
        worksheet.set_name(&name)?;
        set_up_paper(worksheet, input, layout, &name, Orientation::Landscape)?;
        let pen = Pen { sheet: worksheet, name, written: &mut form.written };
        data::draw(pen, &table, &layout.font)?;
    }
    form.cells = form.written.len();
    form.bytes = book.save_to_buffer()?;
    Ok(form)
}

/// Whether a sheet has more to show than charts of nothing.
fn has_something(input: &FormInput<'_>, sheet: &SheetLayout) -> bool {
    let empty =
        |block: &Block| matches!(block, Block::Chart { of } if charts::count(input, *of) == 0);
    !sheet.blocks.iter().all(empty)
}

/// Titles and dates only: a file says nothing of the person who made it.
fn properties(input: &FormInput<'_>) -> Result<DocProperties, FormError> {
    let day = input.today;
    let made = ExcelDateTime::from_ymd(
        u16::try_from(day.year()).unwrap_or(1900),
        day.month().unsigned_abs(),
        day.day().unsigned_abs(),
    )?;
    Ok(DocProperties::new()
        .set_title(input.title())
        .set_subject(&input.plan.title)
        .set_creation_datetime(&made))
}

/// The name of a sheet as a spreadsheet allows it, and no other sheet's.
fn name_sheet(input: &FormInput<'_>, key: &str, taken: &mut Vec<String>) -> String {
    let word = input.word(&format!("forms.sheet.{key}"));
    let clean: String = word
        .chars()
        .map(|c| if matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'') { '_' } else { c })
        .take(28)
        .collect();
    let mut name = clean.clone();
    let mut number = 2;
    while taken.iter().any(|other| other.eq_ignore_ascii_case(&name)) {
        name = format!("{clean}{number}");
        number += 1;
    }
    taken.push(name.clone());
    name
}

fn draw(
    pen: Pen<'_>,
    input: &FormInput<'_>,
    layout: &Layout,
    sheet: &SheetLayout,
    homes: &mut Homes,
    reserved: &mut Vec<Reserved>,
) -> Result<(), FormError> {
    set_up_paper(pen.sheet, input, layout, &pen.name, sheet.orientation)?;
    if sheet.blocks.iter().all(|block| matches!(block, Block::Chart { .. })) {
        charts::set_up_pages(pen.sheet, input)?;
    }
    pen.sheet.set_screen_gridlines(false);
    let widths = sheet.columns.widths();
    let last_column = u16::try_from(widths.len().saturating_sub(1)).unwrap_or(u16::MAX);
    let title = pen.name.clone();
    let mut page = Page::new(pen, widths, &layout.font)?.with_homes(homes);
    if sheet.headed {
        page.line(Value::text(&title), Look::SheetTitle)?;
        page.sheet().set_freeze_panes(1, 0)?;
    }
    for block in &sheet.blocks {
        draw_block(&mut page, input, block, &title, reserved)?;
    }
    let last_row = page.next_row().saturating_sub(1);
    page.sheet().set_print_area(0, 0, last_row, last_column)?;
    Ok(())
}

fn draw_block(
    page: &mut Page<'_>,
    input: &FormInput<'_>,
    block: &Block,
    sheet: &str,
    reserved: &mut Vec<Reserved>,
) -> Result<(), FormError> {
    let before = page.next_row();
    match block {
        Block::Mark if input.is_draft() => {
            page.line(Value::text(input.word("forms.mark.draft")), Look::Mark)?;
        }
        Block::Mark => {}
        Block::Title { text } => {
            let kind = input.word(&format!("kind.{}", input.plan.kind.letter()));
            let title = input.render(text, &[("kind", &kind)]);
            page.line(Value::text(title), Look::Title)?;
        }
        Block::Note { text, when } => {
            if let Some(note) = note(input, text, *when) {
                page.line(Value::text(note), Look::Note)?;
            }
        }
        Block::Fields(block) => draw_fields(page, input, block)?,
        Block::Table(block) => draw_table(page, input, block)?,
        Block::Gantt => gantt::draw(page, input)?,
        Block::Chart { of } => charts::reserve(page, input, *of, sheet, reserved)?,
    }
    if page.next_row() > before { page.gap() } else { Ok(()) }
}

fn note(input: &FormInput<'_>, text: &str, when: Option<Condition>) -> Option<String> {
    match when {
        None => Some(input.word(text)),
        Some(Condition::RegisteredSum) => input.has_registered_sum().then(|| input.word(text)),
        Some(Condition::FundingLeftOut) => {
            let count = funding_left_out(input);
            (count > 0).then(|| input.render(text, &[("count", &count.to_string())]))
        }
    }
}

fn set_up_paper(
    sheet: &mut Worksheet,
    input: &FormInput<'_>,
    layout: &Layout,
    name: &str,
    orientation: Orientation,
) -> Result<(), FormError> {
    const A4: u8 = 9;
    sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
    match orientation {
        Orientation::Portrait => sheet.set_portrait(),
        Orientation::Landscape => sheet.set_landscape(),
    };
    // Inches, as the file format has it: left, right, top, bottom, header, footer.
    sheet.set_margins(0.6, 0.6, 0.8, 0.7, 0.4, 0.35);
    let mark = if input.is_draft() { input.word("forms.mark.draft") } else { String::new() };
    let title = format!("{} {}", input.title(), layout.version);
    sheet.set_header(running(&layout.font, [&title, &mark, &input.plan.title]));
    let pages = "&P / &N".to_owned();
    let origin = input.word("forms.footer");
    sheet.set_footer(running_raw(&layout.font, [&quoted(&origin), &pages, &quoted(name)]));
    Ok(())
}

/// Excel's limit for a header or footer.
const LONGEST_HEADER: usize = 255;

/// A header of three parts; a part that would make it too long is left out, never cut.
fn running(font: &str, parts: [&str; 3]) -> String {
    let [left, middle, right] = parts.map(quoted);
    let whole = running_raw(font, [&left, &middle, &right]);
    if whole.encode_utf16().count() <= LONGEST_HEADER {
        return whole;
    }
    running_raw(font, [&left, &middle, ""])
}

fn running_raw(font: &str, parts: [&str; 3]) -> String {
    let mut header = String::new();
    for (place, part) in ["&L", "&C", "&R"].iter().zip(parts) {
        if !part.is_empty() {
            // The space keeps digits of the text from being read as the size.
            header.push_str(&format!("{place}&\"{font},Regular\"&8 {part}"));
        }
    }
    header
}

/// Text in a header: `&` would begin a command, a line break would make a second line.
fn quoted(text: &str) -> String {
    text.replace('&', "&&").replace(['\n', '\r', '\t'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_never_too_long_and_never_cut() {
        let long = "長い名称".repeat(60);
        let header = running("F", ["様式", "案", &long]);
        assert!(header.encode_utf16().count() <= LONGEST_HEADER);
        assert!(!header.contains("長い"));
        assert!(running("F", ["様式 &", "", "計画"]).contains("様式 &&&R"));
    }
}
