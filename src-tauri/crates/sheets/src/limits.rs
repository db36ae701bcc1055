//! What a workbook may cost: everything that a hostile file could make large has a bound here.

/// Upper bounds on a file and on what comes out of it. What exceeds one is refused with
/// [`crate::SheetError::TooLarge`], naming the bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file itself.
    pub file_bytes: u64,
    /// Parts inside a zip container.
    pub parts: usize,
    /// Inflated bytes of one part.
    pub part_bytes: u64,
    /// Inflated bytes of all parts together, as declared.
    pub total_bytes: u64,
    /// Inflated ÷ packed size of one part; looked at only from 16 MB inflated.
    pub ratio: u64,
    /// Inflated bytes of the shared strings.
    pub shared_string_bytes: u64,
    /// How many shared strings.
    pub shared_strings: usize,
    /// Inflated bytes of every other part that is held in memory (styles, lists of sheets).
    pub small_part_bytes: u64,
    /// Sheets in a workbook.
    pub sheets: usize,
    /// Cells with content in one sheet.
    pub cells: u64,
    /// Bytes of one cell's text.
    pub cell_bytes: usize,
    /// Merged regions of one sheet.
    pub merged: usize,
    /// Notes of one sheet, and people who wrote them.
    pub notes: usize,
    /// Cells and rows of a form that is looked at whole.
    pub template_cells: usize,
    /// Cells of an `.xls` once laid out, counting the gaps between them.
    pub xls_cells: u64,
    /// Bytes of text of an `.xls` once every cell has its own copy.
    pub xls_text_bytes: u64,
}

/// Rows of a sheet, in any format.
pub(crate) const MAX_ROWS: u32 = 1_048_576;
/// Columns of a sheet, in any format.
pub(crate) const MAX_COLUMNS: u32 = 16_384;

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 256 << 20,
            parts: 10_000,
            part_bytes: 1 << 30,
            total_bytes: 2 << 30,
            ratio: 300,
            shared_string_bytes: 128 << 20,
            shared_strings: 4_000_000,
            small_part_bytes: 32 << 20,
            sheets: 1_000,
            cells: 30_000_000,
            cell_bytes: 1 << 20,
            merged: 200_000,
            notes: 20_000,
            template_cells: 500_000,
            xls_cells: 6_000_000,
            xls_text_bytes: 192 << 20,
        }
    }
}
