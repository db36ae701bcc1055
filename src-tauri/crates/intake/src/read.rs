//! Reading a mapped table: every row in one pass, as a draft firm, a skipped row or a problem.

mod about;
mod figures;
mod held;
mod item;
mod judge;
mod plausible;
mod row;
mod sums;
mod turned;

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use shirube_domain::codes::PrefectureCode;
use shirube_domain::draft::{DraftFirm, MappedField};
use shirube_domain::figures::{Basis, FigureField};
use shirube_domain::firm::FirmField;
use shirube_domain::fiscal_year::FiscalYear;
use shirube_sheets::{Cell, Extent, Format, Layout, Region, Row, Workbook};

use crate::classify::{Classifier, row_text};
use crate::codes::Codes;
use crate::error::IntakeError;
use crate::fill::{Filler, with};
use crate::grid::Grid;
use crate::items::ItemReader;
use crate::mapping::TableMapping;
use crate::problem::{Problem, RowKind, SkippedRow};
use crate::words::Words;
use held::Held;
use judge::Judged;
use plausible::Sizes;
use sums::Sums;
use turned::TurnedSink;

/// What the caller knows beside the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The fiscal year of figures whose column names none.
    pub year: Option<FiscalYear>,
    /// The prefecture of firms whose row names none.
    pub prefecture: Option<PrefectureCode>,
    /// What to do with what is hidden; where nobody says, hidden rows and sheets are left out,
    /// hidden columns are taken, and both are reported.
    pub hidden: Option<Hidden>,
    /// The header rows of the table, where a person names them.
    pub header_rows: Option<Vec<u32>>,
    /// Whether the table lies on its side, where a person says so.
    pub turned: Option<bool>,
}

/// What to do with rows, columns and sheets that are hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hidden {
    /// Read them as if they were shown.
    Take,
    /// Leave them out.
    Leave,
}

/// Takes what a reading finds, row by row.
pub trait DraftSink {
    /// A table begins; breaking ends the reading.
    fn table(&mut self, _mapping: &TableMapping) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
    /// A firm; breaking ends the reading.
    fn firm(&mut self, firm: DraftFirm) -> ControlFlow<()>;
    /// Something about a cell.
    fn problem(&mut self, problem: Problem);
    /// A row that is no firm.
    fn skipped(&mut self, row: SkippedRow);
    /// Whether [`DraftSink::blanks`] is of use: most readings do without.
    fn wants_blanks(&self) -> bool {
        false
    }
    /// The mapped columns whose cells are empty in a row that is a firm; it comes before the firm.
    /// A cell that could not be understood is not empty.
    fn blanks(&mut self, _row: u32, _columns: &[u32]) {}
}

/// What the reading of a table came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ReadSummary {
    /// Rows that are firms, also those that name none and are in the problems.
    pub(crate) data: u32,
    /// The last row that is a firm.
    pub(crate) last_row: Option<u32>,
    /// How far the sheet reaches.
    pub(crate) extent: Extent,
    /// The row at which another table begins, of which nothing was known before; what lies below
    /// it is unread.
    pub(crate) another: Option<u32>,
}

/// Of a gap this many blank rows are listed one by one.
const LISTED_BLANKS: u32 = 100;
/// Reads the table of `mapping`, handing everything to `sink` as it comes. Of a table that names
/// no firms the rows are only told apart.
///
/// # Errors
/// The file can't be read, or has no such sheet.
pub(crate) fn read(
    workbook: &Workbook,
    mapping: &TableMapping,
    options: &Options,
    words: &Words,
    codes: &Codes<'_>,
    sink: &mut dyn DraftSink,
) -> Result<ReadSummary, IntakeError> {
    let sheet = workbook.sheet_index(&mapping.sheet)?;
    let grid = Grid::open(workbook, sheet, mapping.turned)?;
    let layout = grid.layout()?;
    let shown = without_hidden(mapping, layout, options);
    let mapping = shown.as_ref().unwrap_or(mapping);
    let first = mapping.columns.iter().map(|column| column.column).min().unwrap_or(0) + 1;
    let mut turning = TurnedSink { first, sink };
    let sink = if mapping.turned { &mut turning } else { turning.sink };
    let mut reader = Reader::new(mapping, options, words, codes, layout, sink);
    reader.typed = !matches!(workbook.format(), Format::Text { .. });
    reader.before(layout);
    let mut flow = ControlFlow::Continue(());
    grid.rows(&mut |row| {
        flow = reader.row(row);
        flow
    })?;
    let whole = flow.is_continue() || reader.summary.another.is_some();
    reader.after(whole);
    if mapping.turned {
        let Extent { rows, columns } = reader.summary.extent;
        reader.summary.extent = Extent { rows: columns, columns: rows };
    }
    Ok(reader.summary)
}

/// The mapping without its hidden columns, where somebody says to leave them.
fn without_hidden(
    mapping: &TableMapping,
    layout: &Layout,
    options: &Options,
) -> Option<TableMapping> {
    if options.hidden != Some(Hidden::Leave) || layout.hidden_columns.is_empty() {
        return None;
    }
    let mut shown = mapping.clone();
    shown.columns.retain(|column| layout.hidden_columns.binary_search(&column.column).is_err());
    Some(shown)
}

/// A column of figures, and where its values go in a row's list of years.
struct FigurePlan {
    column: usize,
    field: FigureField,
    slot: usize,
}

struct Reader<'r> {
    mapping: &'r TableMapping,
    options: &'r Options,
    words: &'r Words,
    codes: &'r Codes<'r>,
    sink: &'r mut dyn DraftSink,
    classifier: Classifier<'r>,
    filler: Filler<'r>,
    /// Indices into the mapping's columns, firm fields first to last.
    firm_columns: Vec<(usize, FirmField)>,
    figure_columns: Vec<FigurePlan>,
    /// The years and bases that a row's figures may have; without a year, the row says it.
    slots: Vec<(Option<FiscalYear>, Basis)>,
    /// Whether the format tells numbers from text.
    typed: bool,
    names_firms: bool,
    summary: ReadSummary,
    expected: u32,
    /// The last row with content was a note, a title or a sum.
    apart: bool,
    /// What is said once for a column: code and column.
    said: BTreeSet<(&'static str, u32)>,
    unknown_industries: BTreeSet<String>,
    unknown_items: BTreeSet<String>,
    /// The merged regions below the header, from top to bottom, and the next to come.
    merged: Vec<Region>,
    next_merge: usize,
    sums: Sums,
    /// A row that adds up everything above it: a total if no firm comes after it.
    maybe_total: Option<SkippedRow>,
    /// Rows that may be titles.
    held: Vec<Held>,
    /// The items of a list, as they come.
    items: ItemReader,
    /// How large the amounts are.
    sizes: Sizes,
}

impl<'r> Reader<'r> {
    fn new(
        mapping: &'r TableMapping,
        options: &'r Options,
        words: &'r Words,
        codes: &'r Codes<'r>,
        layout: &Layout,
        sink: &'r mut dyn DraftSink,
    ) -> Self {
        let (mut firm_columns, mut figure_columns) = (Vec::new(), Vec::new());
        let mut slots: Vec<(Option<FiscalYear>, Basis)> = Vec::new();
        for (column, mapped) in mapping.columns.iter().enumerate() {
            match mapped.field {
                MappedField::Firm(field) => firm_columns.push((column, field)),
                MappedField::Figure(field) => {
                    let given = options.year.filter(|_| mapping.year_column.is_none());
                    let year = mapped.year.or(given);
                    if year.is_none() && mapping.year_column.is_none() {
                        continue;
                    }
                    let key = (year, mapped.basis);
                    let slot = slots.iter().position(|slot| *slot == key).unwrap_or_else(|| {
                        slots.push(key);
                        slots.len() - 1
                    });
                    figure_columns.push(FigurePlan { column, field, slot });
                }
            }
        }
        Self {
            mapping,
            options,
            words,
            codes,
            sink,
            classifier: Classifier::new(mapping, words, options.hidden == Some(Hidden::Take)),
            filler: Filler::new(mapping, words, &layout.merged),
            firm_columns,
            figure_columns,
            slots,
            typed: true,
            names_firms: mapping.names_firms(),
            summary: ReadSummary::default(),
            expected: mapping.area.map_or(1, |area| area.first_row),
            apart: false,
            said: BTreeSet::new(),
            unknown_industries: BTreeSet::new(),
            unknown_items: BTreeSet::new(),
            merged: Vec::new(),
            next_merge: 0,
            sums: Sums::new(&mapping.columns),
            maybe_total: None,
            held: Vec::new(),
            items: ItemReader::default(),
            sizes: Sizes::default(),
        }
    }

    /// What there is to say before the first row.
    fn before(&mut self, layout: &Layout) {
        let area = self.mapping.area.map_or(1, |area| area.first_row);
        if self.mapping.last_row.is_some_and(|last| last < area) {
            // What lies below a table has had everything said of it.
            return;
        }
        self.about_layout(layout);
        self.about_header();
        if !self.names_firms {
            // Without a name no row can be a firm: said once, not for every row.
            let mut problem = self.problem("name_column_missing");
            problem.row = self.mapping.header_rows.last().copied();
            self.sink.problem(problem);
        }
    }

    /// What the last row leaves open, if the table was read to its end.
    fn after(&mut self, whole: bool) {
        self.settle_total(RowKind::Total);
        if whole {
            // Whether the sink wants more does not matter at the end.
            let _ = self.held_are_firms();
            self.about_sizes();
        }
    }

    fn problem(&self, code: &'static str) -> Problem {
        Problem::new(code, &self.mapping.sheet)
    }

    fn row(&mut self, row: &Row<'_>) -> ControlFlow<()> {
        let Some(area) = self.mapping.area else { return self.own_row(row) };
        if !(area.first_row..=area.last_row).contains(&row.number) {
            return ControlFlow::Continue(());
        }
        let own = |cell: &&Cell<'_>| area.contains(row.number, cell.column);
        let cells: Vec<_> = row.cells.iter().filter(own).cloned().collect();
        self.own_row(&Row { cells: &cells, ..*row })
    }

    fn own_row(&mut self, row: &Row<'_>) -> ControlFlow<()> {
        self.summary.extent.rows = self.summary.extent.rows.max(row.number);
        let width = row.cells.last().map_or(0, |cell| cell.column + 1);
        self.summary.extent.columns = self.summary.extent.columns.max(width);
        let marks = self.filler.fill(row);
        let row = &with(row, marks.as_ref());
        let Judged { kind, added_up } = self.judge(row);
        if self.summary.another.is_some() {
            return ControlFlow::Break(());
        }
        if kind == RowKind::Blank {
            return ControlFlow::Continue(());
        }
        // Whatever comes after a total but a note makes it a subtotal.
        let before = if kind == RowKind::Note { RowKind::Total } else { RowKind::Subtotal };
        self.settle_total(before);
        let lone = kind == RowKind::Data && self.is_lone(row);
        if kind == RowKind::RepeatedHeader {
            self.held_are_titles();
        } else if !lone {
            self.held_are_firms()?;
        }
        self.blanks_before(row.number);
        self.expected = row.number.saturating_add(1);
        self.apart = kind != RowKind::Data;
        if added_up && kind == RowKind::Total {
            self.sums.close();
            let (sheet, text) = (self.mapping.sheet.clone(), row_text(row));
            self.maybe_total =
                Some(SkippedRow { sheet, row: row.number, column: None, reason: kind, text });
            return ControlFlow::Continue(());
        }
        if kind != RowKind::Data {
            self.skip(row, kind);
            return ControlFlow::Continue(());
        }
        self.merges_at(row.number);
        if !self.names_firms {
            self.count(row.number);
            return ControlFlow::Continue(());
        }
        let groups = self.filler.fill_groups(row);
        let row = &with(row, groups.as_ref());
        for filled in [marks.as_ref(), groups.as_ref()].into_iter().flatten() {
            self.repeats(row, filled);
        }
        self.filler.remember(row);
        let draft = self.draft(row);
        self.sums.row(draft.is_some());
        match draft {
            Some(firm) if lone => self.hold(firm, row),
            Some(firm) => self.hand_on(firm),
            None => {
                self.count(row.number);
                ControlFlow::Continue(())
            }
        }
    }

    /// Rows without content between the last row and this one.
    fn blanks_before(&mut self, number: u32) {
        let from = self.expected;
        for row in from..number.min(from.saturating_add(LISTED_BLANKS)) {
            let sheet = self.mapping.sheet.clone();
            let skipped = blank(sheet, row);
            self.sink.skipped(skipped);
        }
    }

    fn skip(&mut self, row: &Row<'_>, reason: RowKind) {
        if matches!(reason, RowKind::Total | RowKind::Subtotal) {
            self.sums.close();
        }
        let text = row_text(row);
        if reason == RowKind::Hidden && self.said.insert(("rows_hidden", 0)) {
            let mut problem = self.problem("rows_hidden").raw(text.clone());
            problem.row = Some(row.number);
            self.sink.problem(problem);
        }
        if reason == RowKind::Note
            && row.number >= self.mapping.first_row
            && self.said.insert(("notes_outside", 0))
        {
            let mut problem = self.problem("notes_outside").raw(text.clone());
            problem.row = Some(row.number);
            self.sink.problem(problem);
        }
        let sheet = self.mapping.sheet.clone();
        self.sink.skipped(SkippedRow { sheet, row: row.number, column: None, reason, text });
    }
}

fn blank(sheet: String, row: u32) -> SkippedRow {
    SkippedRow { sheet, row, column: None, reason: RowKind::Blank, text: String::new() }
}
