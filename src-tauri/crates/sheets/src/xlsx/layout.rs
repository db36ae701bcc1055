//! What stands before and after the cells of a worksheet part: hidden columns, merged regions.

use super::sheet::is_zero;
use crate::error::SheetError;
use crate::limits::{Limits, MAX_COLUMNS};
use crate::place::Region;
use crate::workbook::Layout;
use crate::xml::{Attributes, Token, Xml};

/// Whether the file hides the columns: by saying so, or by giving them no width.
fn is_hidden_column(attributes: Attributes<'_>) -> bool {
    attributes.is_true(b"hidden") || is_zero(attributes.get(b"width"))
}

/// Merged regions and hidden columns: what stands before and after the cells, the cells unread.
pub(super) fn layout(mut xml: Xml<'_>, limits: &Limits) -> Result<Layout, SheetError> {
    let mut layout = Layout::default();
    loop {
        match xml.next()? {
            Token::End => return Ok(layout),
            Token::Open { name: b"sheetData", empty: false, .. } => pass_cells(&mut xml)?,
            Token::Open { name: b"col", attributes, .. } if is_hidden_column(attributes) => {
                if let (Some(min), Some(max)) =
                    (attributes.number(b"min"), attributes.number(b"max"))
                {
                    layout.hidden_columns.extend(min.max(1) - 1..max.min(MAX_COLUMNS));
                }
                if layout.hidden_columns.len() > MAX_COLUMNS as usize {
                    return Err(xml.broken());
                }
            }
            Token::Open { name: b"mergeCell", attributes, .. } => {
                layout.merged.extend(attributes.text(b"ref").and_then(|name| Region::parse(&name)));
                if layout.merged.len() > limits.merged {
                    let limit = limits.merged as u64;
                    return Err(SheetError::TooLarge { what: "merged", limit });
                }
            }
            _ => {}
        }
    }
}

/// Passes over the cells unread. A prefix may stand before the name of the tag, never after it.
fn pass_cells(xml: &mut Xml<'_>) -> Result<(), SheetError> {
    if xml.skip_past(b"sheetData>")? { Ok(()) } else { Err(xml.broken()) }
}
