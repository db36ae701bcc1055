//! A workbook of any format, behind one interface.

use std::fmt::Write;
use std::fs::File;
use std::io::Read;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use sha2::{Digest, Sha256};

use crate::archive::Bytes;
use crate::error::SheetError;
use crate::limits::Limits;
use crate::ods::Ods;
use crate::place::Region;
use crate::sniff::{Found, sniff};
use crate::text::TextFile;
use crate::value::Row;
use crate::xls::Xls;
use crate::xlsb::Xlsb;
use crate::xlsx::Xlsx;

/// What kind of sheet it is. Only a worksheet has cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetKind {
    /// An ordinary sheet of cells.
    Worksheet,
    /// A sheet that is one chart.
    Chart,
    /// An old dialog.
    Dialog,
    /// An old macro sheet.
    Macro,
    /// A module of code.
    Vba,
}

impl SheetKind {
    /// The name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Worksheet => "worksheet",
            Self::Chart => "chart",
            Self::Dialog => "dialog",
            Self::Macro => "macro",
            Self::Vba => "vba",
        }
    }
}

/// A sheet of a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetInfo {
    /// Its name; a text file's one sheet has the file's name without extension.
    pub name: String,
    /// Whether the workbook hides it.
    pub hidden: bool,
    /// What kind of sheet it is.
    pub kind: SheetKind,
}

/// How far a sheet reaches: the last row and column with content, counted from 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Extent {
    /// The last row with content, 0 where there is none.
    pub rows: u32,
    /// The last column with content, 0 where there is none.
    pub columns: u32,
}

/// What lies over the cells of a sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Layout {
    /// Merged regions (`.xlsx`, `.xls`, `.ods`).
    pub merged: Vec<Region>,
    /// Hidden columns, counted from 0.
    pub hidden_columns: Vec<u32>,
}

/// The format that a file was found to have, by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// `.xlsx`, `.xlsm`
    Xlsx,
    /// `.xlsb`
    Xlsb,
    /// `.xls`
    Xls,
    /// `.ods`
    Ods,
    /// Text whose fields are separated.
    Text {
        /// `utf-8`, `utf-16`, `shift_jis`, `euc-jp` or `iso-2022-jp`.
        encoding: &'static str,
        /// The character between fields.
        delimiter: char,
    },
}

enum Source {
    Xlsx(Xlsx),
    Xlsb(Xlsb),
    Xls(Xls),
    Ods(Ods),
    Text(TextFile),
}

impl std::fmt::Debug for Workbook {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Workbook")
            .field("file_name", &self.file_name)
            .field("sheets", &self.sheets)
            .finish_non_exhaustive()
    }
}

/// An open workbook: its bytes, its list of sheets, and streams of their rows.
pub struct Workbook {
    file_name: String,
    sha256: String,
    bytes: Bytes,
    limits: Limits,
    sheets: Vec<SheetInfo>,
    layouts: Vec<OnceLock<Layout>>,
    source: Source,
}

impl Workbook {
    /// Opens a file. What it is, its content tells.
    ///
    /// # Errors
    /// Whatever makes it unusable, see [`SheetError`]; never a panic.
    pub fn open(path: &Path, limits: &Limits) -> Result<Self, SheetError> {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let metadata = std::fs::metadata(path).map_err(|error| SheetError::from_file(&error))?;
        if metadata.is_dir() {
            return Err(SheetError::IsAFolder);
        }
        let file = File::open(path).map_err(|error| SheetError::from_file(&error))?;
        let room = usize::try_from(metadata.len().min(limits.file_bytes)).unwrap_or(0);
        let mut bytes = Vec::with_capacity(room + 1);
        file.take(limits.file_bytes + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| SheetError::from_file(&error))?;
        Self::from_bytes(&name.unwrap_or_default(), bytes, limits)
    }

    /// Opens a workbook that is in memory; `name` is the file's name without folder.
    ///
    /// # Errors
    /// As [`Workbook::open`].
    pub fn from_bytes(name: &str, bytes: Vec<u8>, limits: &Limits) -> Result<Self, SheetError> {
        if bytes.len() as u64 > limits.file_bytes {
            return Err(SheetError::TooLarge { what: "file_bytes", limit: limits.file_bytes });
        }
        let bytes = Bytes(Arc::new(bytes));
        let (source, sheets) = match sniff(name, &bytes, limits)? {
            Found::Xlsx(archive) => {
                let book = Xlsx::open(archive, limits)?;
                let sheets = book.sheets.clone();
                (Source::Xlsx(book), sheets)
            }
            Found::Xlsb(archive) => {
                let book = Xlsb::open(&archive, limits)?;
                let sheets = book.sheets.clone();
                (Source::Xlsb(book), sheets)
            }
            Found::Ods(archive) => {
                let book = Ods::open(archive, limits)?;
                let sheets = book.sheets.clone();
                (Source::Ods(book), sheets)
            }
            Found::Xls(file) => {
                let book = Xls::open(&bytes, &file, limits)?;
                let sheets = book.sheets.clone();
                (Source::Xls(book), sheets)
            }
            Found::Text => {
                let file = TextFile::open(name, &bytes)?;
                let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
                let kind = SheetKind::Worksheet;
                (Source::Text(file), vec![SheetInfo { name: stem, hidden: false, kind }])
            }
        };
        if sheets.is_empty() {
            return Err(SheetError::NoSheets);
        }
        if sheets.len() > limits.sheets {
            return Err(SheetError::TooLarge { what: "sheets", limit: limits.sheets as u64 });
        }
        let sha256 = hex(&Sha256::digest(bytes.as_ref()));
        let limits = limits.clone();
        let layouts = sheets.iter().map(|_| OnceLock::new()).collect();
        Ok(Self { file_name: name.to_owned(), sha256, bytes, limits, sheets, layouts, source })
    }

    /// The file's name, without folder.
    pub fn file_name(&self) -> &str {
        &self.file_name
    }

    /// SHA-256 of the file's bytes, lower-case hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// The file's bytes.
    pub fn bytes(&self) -> &[u8] {
        self.bytes.as_ref()
    }

    /// The format, as its content tells.
    pub fn format(&self) -> Format {
        match &self.source {
            Source::Xlsx(_) => Format::Xlsx,
            Source::Xlsb(_) => Format::Xlsb,
            Source::Xls(_) => Format::Xls,
            Source::Ods(_) => Format::Ods,
            Source::Text(file) => {
                Format::Text { encoding: file.encoding, delimiter: char::from(file.delimiter) }
            }
        }
    }

    /// Its sheets, in their order.
    pub fn sheets(&self) -> &[SheetInfo] {
        &self.sheets
    }

    /// The index of the sheet of that name.
    ///
    /// # Errors
    /// No sheet has that name; the error lists those that are there.
    pub fn sheet_index(&self, name: &str) -> Result<usize, SheetError> {
        self.sheets.iter().position(|sheet| sheet.name == name).ok_or_else(|| {
            let sheets = self.sheets.iter().map(|sheet| sheet.name.clone()).collect();
            SheetError::SheetNotFound { name: name.to_owned(), sheets }
        })
    }

    fn known(&self, index: usize) -> Result<(), SheetError> {
        if index < self.sheets.len() {
            return Ok(());
        }
        let sheets = self.sheets.iter().map(|sheet| sheet.name.clone()).collect();
        Err(SheetError::SheetNotFound { name: format!("#{}", index + 1), sheets })
    }

    /// Streams the rows of a sheet that have content, from top to bottom, until `each` breaks.
    /// A sheet that is no worksheet has none.
    ///
    /// # Errors
    /// A damaged part, or a limit that is exceeded on the way.
    pub fn rows(
        &self,
        sheet: usize,
        each: &mut dyn FnMut(&Row<'_>) -> ControlFlow<()>,
    ) -> Result<(), SheetError> {
        self.known(sheet)?;
        match &self.source {
            Source::Xlsx(book) => book.rows(sheet, &self.limits, each),
            Source::Xlsb(book) => book.rows(sheet, &self.limits, each),
            Source::Xls(book) => book.rows(sheet, each),
            Source::Ods(book) => book.rows(sheet, &self.limits, each),
            Source::Text(file) => file.rows(&self.limits, each),
        }
    }

    /// The number format of a cell's style, as its code (`#,##0,`, `General`); `None` where the
    /// format or the reader knows of none (all but `.xlsx`).
    pub fn number_format(&self, style: u32) -> Option<&str> {
        match &self.source {
            Source::Xlsx(book) => book.number_format(style),
            Source::Xlsb(_) | Source::Xls(_) | Source::Ods(_) | Source::Text(_) => None,
        }
    }

    /// The workbook as it looks: cells with their formats and frames, widths, heights, lists of
    /// choices. Nothing is computed.
    ///
    /// # Errors
    /// It is no `.xlsx`, a part is damaged, or it holds more than a form may.
    pub fn template(&self) -> Result<crate::Template, SheetError> {
        match &self.source {
            Source::Xlsx(book) => book.template(&self.limits),
            _ => Err(SheetError::NotASpreadsheet { found: "old_office" }),
        }
    }

    /// What people wrote beside the cells of a sheet, by row and column (`.xlsx`; other formats
    /// give none).
    ///
    /// # Errors
    /// A damaged part, or a limit that is exceeded on the way.
    pub fn notes(&self, sheet: usize) -> Result<Vec<crate::Note>, SheetError> {
        self.known(sheet)?;
        match &self.source {
            Source::Xlsx(book) => book.notes(sheet, &self.limits),
            Source::Xlsb(_) | Source::Xls(_) | Source::Ods(_) | Source::Text(_) => Ok(Vec::new()),
        }
    }

    /// Merged regions and hidden columns of a sheet, where the format has such and the reader
    /// knows them (not `.xlsb`). Found once, then kept.
    ///
    /// # Errors
    /// A damaged part, or a limit that is exceeded on the way.
    pub fn layout(&self, sheet: usize) -> Result<&Layout, SheetError> {
        self.known(sheet)?;
        if let Some(layout) = self.layouts[sheet].get() {
            return Ok(layout);
        }
        let mut layout = match &self.source {
            Source::Xlsx(book) => book.layout(sheet, &self.limits)?,
            Source::Xls(book) => book.layout(sheet),
            Source::Ods(book) => book.layout(sheet),
            Source::Xlsb(_) | Source::Text(_) => Layout::default(),
        };
        layout.hidden_columns.sort_unstable();
        layout.hidden_columns.dedup();
        Ok(self.layouts[sheet].get_or_init(|| layout))
    }

    /// How far the content of a sheet really reaches, found by reading it; what a sheet claims
    /// is not believed.
    ///
    /// # Errors
    /// As [`Workbook::rows`].
    pub fn extent(&self, sheet: usize) -> Result<Extent, SheetError> {
        let mut extent = Extent::default();
        self.rows(sheet, &mut |row| {
            extent.rows = extent.rows.max(row.number);
            extent.columns = extent.columns.max(row.cells.last().map_or(0, |cell| cell.column + 1));
            ControlFlow::Continue(())
        })?;
        Ok(extent)
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing into a String does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
