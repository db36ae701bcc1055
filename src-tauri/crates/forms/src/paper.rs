//! The paper and the properties of a workbook that is one list on its side.

use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Worksheet};

use crate::error::FormError;

/// The format's number of A4.
pub(crate) const A4: u8 = 9;
/// The format's number of A3.
pub(crate) const A3: u8 = 8;

/// Paper on its side, as wide as the list, with page numbers below.
pub(crate) fn set_up_list(sheet: &mut Worksheet, paper: u8, font: &str) {
    sheet.set_paper_size(paper).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_print_center_horizontally(true);
    // Inches, as the file format has it: left, right, top, bottom, header, footer.
    sheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    sheet.set_footer(format!("&C&\"{font},Regular\"&8 &P / &N"));
    sheet.set_screen_gridlines(false);
}

/// Title and day only: a file says nothing of the person who made it.
///
/// # Errors
/// The writer knows no such day.
pub(crate) fn properties(title: &str, day: Date) -> Result<DocProperties, FormError> {
    let made = ExcelDateTime::from_ymd(
        u16::try_from(day.year()).unwrap_or(1900),
        day.month().unsigned_abs(),
        day.day().unsigned_abs(),
    )?;
    Ok(DocProperties::new().set_title(title).set_creation_datetime(&made))
}
