//! Which sheet holds the table, and what its columns are: header, content and both together.

use shirube_domain::codes::CorporateNumber;
use shirube_domain::draft::MappedField;
use shirube_domain::figures::{Basis, FigureField};
use shirube_domain::firm::FirmField;
use shirube_domain::fiscal_year::FiscalYear;
use shirube_domain::money::Unit;
use shirube_sheets::{SheetError, SheetKind, Workbook, cell_name, column_name};

use crate::codes::Codes;
use crate::content::by_content;
use crate::error::IntakeError;
use crate::fold::fold;
use crate::layout::{long, vertical};
use crate::mapping::{ColumnGuess, Table};
use crate::problem::Problem;
use crate::read::Options;
use crate::sample::{Sample, SampleCell, SampleRow};
use crate::sections::{Section, fields, sections};
use crate::table::{HeaderBlock, find_any_header};
use crate::units::table_unit;
use crate::words::Words;
use crate::years::{cell_year, find_year};

/// What was found in a workbook.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Recognised {
    /// The tables, the one that an import takes first; none where nothing looks like a table.
    pub tables: Vec<Table>,
    /// What stands in the way of others: tables beside the first, layouts that can't be read.
    pub problems: Vec<Problem>,
}

impl Recognised {
    /// The table that an import takes.
    ///
    /// # Errors
    /// There is none; a layout that can't be read is named.
    pub fn first(&self) -> Result<&Table, IntakeError> {
        let odd = || {
            let odd = self.problems.iter().find(|problem| problem.code.starts_with("layout_"));
            odd.map_or(IntakeError::NoTable, |problem| IntakeError::Layout {
                code: problem.code,
                sheet: problem.sheet.clone(),
            })
        };
        self.tables.first().ok_or_else(odd)
    }
}

/// The tables of a workbook, the best first; only that sheet's where one is named. None where
/// nothing looks like a table.
///
/// # Errors
/// The file can't be read, or has no sheet of that name.
pub fn recognise(
    workbook: &Workbook,
    sheet: Option<&str>,
    options: &Options,
    words: &Words,
    codes: &Codes<'_>,
) -> Result<Vec<Table>, SheetError> {
    Ok(find_tables(workbook, sheet, options, words, codes)?.tables)
}

/// As [`recognise`], with what there is to say about tables that are not taken.
///
/// # Errors
/// The file can't be read, or has no sheet of that name.
pub fn find_tables(
    workbook: &Workbook,
    sheet: Option<&str>,
    options: &Options,
    words: &Words,
    codes: &Codes<'_>,
) -> Result<Recognised, SheetError> {
    let named = sheet.map(|name| workbook.sheet_index(name)).transpose()?;
    let (mut found, mut odd) = (Vec::new(), Vec::new());
    for (index, info) in workbook.sheets().iter().enumerate() {
        // A hidden sheet is taken only when somebody names it.
        let shown = !info.hidden && info.kind == SheetKind::Worksheet;
        if named.map_or(shown, |named| named == index) {
            let sheet = recognise_sheet(workbook, index, options, words, codes)?;
            found.extend(sheet.tables);
            odd.extend(sheet.odd);
        }
    }
    let firms = found.iter().any(|(table, _)| table.names_firms());
    if firms && sheet.is_none() {
        found.retain(|(table, _)| table.names_firms());
    }
    if firms {
        // Beside a table, a list of items is an explanation of it.
        odd.retain(|problem| problem.code != "layout_vertical");
    } else if !odd.is_empty() {
        found.clear();
    }
    // Stable: of equals, the first sheet, and on it the first table.
    found.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    let tables: Vec<Table> = found.into_iter().map(|(table, _)| table).collect();
    let problems = odd.into_iter().chain(besides(&tables)).collect();
    Ok(Recognised { tables, problems })
}

/// Tables beside the first: on its sheet, or of its kind on other sheets.
fn besides(tables: &[Table]) -> Vec<Problem> {
    let Some((first, others)) = tables.split_first().filter(|(first, _)| first.names_firms())
    else {
        return Vec::new();
    };
    let mut problems = Vec::new();
    let ranges: Vec<_> =
        others.iter().filter(|other| other.sheet == first.sheet).map(range).collect();
    if !ranges.is_empty() {
        let problem = Problem::new("tables_several", &first.sheet).raw(ranges.join("、"));
        let row = first.header_rows.first().copied().unwrap_or(first.first_row);
        problems.push(problem.about(range(first)).at(row, leftmost(first)));
    }
    let alike = |other: &&Table| other.sheet != first.sheet && other.is_like(first);
    let mut sheets: Vec<&str> =
        others.iter().filter(alike).map(|other| other.sheet.as_str()).collect();
    sheets.dedup();
    if !sheets.is_empty() {
        let problem = Problem::new("tables_on_sheets", &first.sheet);
        problems.push(problem.raw(sheets.join("、")).about(&*first.sheet));
    }
    problems
}

fn leftmost(table: &Table) -> u32 {
    let headed = table.columns.iter().filter(|column| !column.header.is_empty());
    headed.map(|column| column.column).min().unwrap_or(0)
}

/// The cells of a table: `A12:D20`, or `A12:D` where its end was not seen.
fn range(table: &Table) -> String {
    let first = table.header_rows.first().copied().unwrap_or(table.first_row);
    let last = table.columns.iter().map(|column| column.column).max().unwrap_or(0);
    let end = match table.last_row {
        Some(row) => cell_name(row, last),
        None => column_name(last),
    };
    format!("{}:{end}", cell_name(first, leftmost(table)))
}

/// What one sheet holds.
#[derive(Default)]
struct OnSheet {
    /// Its tables from top to bottom, and how much speaks for each.
    tables: Vec<(Table, f64)>,
    /// Why it is none.
    odd: Option<Problem>,
}

fn recognise_sheet(
    workbook: &Workbook,
    index: usize,
    options: &Options,
    words: &Words,
    codes: &Codes<'_>,
) -> Result<OnSheet, SheetError> {
    let sample = Sample::read(workbook, index)?;
    let sheet = &workbook.sheets()[index].name;
    if let Some(table) = official_layout(&sample, sheet, words) {
        return Ok(OnSheet { tables: vec![(table, 10.0)], odd: None });
    }
    let mut found = sections(&sample, words);
    let widest = found.iter().map(|section| fields(&section.block)).max();
    let long = found.iter().find_map(|section| long(&sample, &section.block, words));
    let odd = long.or_else(|| vertical(&sample, words, widest.unwrap_or(0)));
    if let Some(problem) = odd {
        let problem = Problem { sheet: sheet.clone(), ..problem };
        return Ok(OnSheet { tables: Vec::new(), odd: Some(problem) });
    }
    if found.is_empty() {
        let block = find_any_header(&sample, words);
        found.extend(block.map(|block| Section { block, from: 1, to: None }));
    }
    let alone = found.len() == 1;
    let tables = found.into_iter().map(|section| {
        let own = (!alone).then(|| sample.between(section.from, section.to));
        let sample = own.as_ref().unwrap_or(&sample);
        let block = section.block;
        let around = Around {
            unit: unit_around(sample, &block, words),
            year: options.year.or_else(|| year_around(sample, &block, sheet, workbook.file_name())),
        };
        let score = block.score;
        let table = table(sample, block, sheet, &around, words, codes);
        (Table { last_row: section.to, ..table }, score)
    });
    Ok(OnSheet { tables: tables.collect(), odd: None })
}

/// What stands around a table and holds for its columns.
struct Around {
    unit: Option<Unit>,
    year: Option<FiscalYear>,
}

fn first_data_row(block: &HeaderBlock) -> u32 {
    block.rows.last().map_or(1, |row| row + 1)
}

/// The unit of money beside the table: above it before below it.
fn unit_around(sample: &Sample, block: &HeaderBlock, words: &Words) -> Option<Unit> {
    let below = first_data_row(block);
    let mut cells =
        sample.rows.iter().flat_map(|row| row.cells.iter().map(move |c| (row.number, c)));
    let above = cells.clone().filter(|(row, _)| *row < below);
    let stated = |cell: &SampleCell| table_unit(&cell.folded, words);
    let header = |cell: &SampleCell| {
        // A unit in a column's own header is that column's.
        block.columns.iter().any(|column| {
            column.guess.unit.is_some() && column.path.iter().any(|part| fold(part) == cell.folded)
        })
    };
    above.filter(|(_, cell)| !header(cell)).find_map(|(_, cell)| stated(cell)).or_else(|| {
        cells
            .by_ref()
            .filter(|(row, cell)| *row >= below && cell.folded.contains("単位"))
            .find_map(|(_, cell)| stated(cell))
    })
}

/// The year of the titles, else of the sheet's name, else of the file's.
fn year_around(
    sample: &Sample,
    block: &HeaderBlock,
    sheet: &str,
    file: &str,
) -> Option<FiscalYear> {
    let first = block.rows.first().copied().unwrap_or(1);
    let titles = sample.rows.iter().take_while(|row| row.number < first);
    let found: Vec<_> =
        titles.flat_map(|row| &row.cells).filter_map(|cell| find_year(&cell.folded)).collect();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    found
        .iter()
        .find(|found| found.fiscal)
        .or(found.first())
        .copied()
        .or_else(|| find_year(&fold(sheet)))
        .or_else(|| find_year(&fold(stem)))
        .map(|found| found.year)
}

fn table(
    sample: &Sample,
    block: HeaderBlock,
    sheet: &str,
    around: &Around,
    words: &Words,
    codes: &Codes<'_>,
) -> Table {
    let first_row = first_data_row(&block);
    let rows: Vec<&SampleRow> =
        sample.rows.iter().filter(|row| row.number >= first_row && !row.hidden).collect();
    let last_header = block.columns.iter().map(|column| column.column).max().unwrap_or(0);
    let last_data = rows.iter().flat_map(|row| row.cells.last()).map(|cell| cell.column).max();
    let mut columns = Vec::new();
    for column in 0..=last_header.max(last_data.unwrap_or(0)) {
        let header = block.columns.iter().find(|header| header.column == column);
        // A mark for “as above” says nothing of what a column holds.
        let says = |cell: &&SampleCell| !words.repeat.iter().any(|mark| mark == cell.text.trim());
        let cells: Vec<&SampleCell> =
            rows.iter().filter_map(|row| row.cell(column)).filter(says).collect();
        if header.is_none() && cells.is_empty() {
            continue;
        }
        let mut guess = ColumnGuess {
            column,
            header: header.map(|header| header.text()).unwrap_or_default(),
            field: None,
            unit: Unit::None,
            year: None,
            basis: Basis::HeadOffice,
            confidence: 0.0,
            reason: "no_header",
        };
        if let Some(header) = header {
            guess.field = header.guess.field;
            guess.basis = header.guess.basis;
            guess.year = header.guess.year;
            guess.reason = header.guess.reason;
            guess.confidence = header.guess.confidence;
            guess.unit = header.guess.unit.unwrap_or(Unit::None);
        }
        by_content(&mut guess, &cells, words, codes);
        columns.push(guess);
    }
    let year_column = year_column(&mut columns, &rows, words);
    one_column_per_field(&mut columns);
    for guess in &mut columns {
        settle(guess, around, year_column.is_some());
    }
    Table {
        sheet: sheet.to_owned(),
        header_rows: block.rows,
        first_row,
        last_row: None,
        year_column,
        columns,
    }
}

/// The column that says of which year each row is, where figures need one: known by its header
/// and by its content. With it the number of employees is a figure of that year as well.
fn year_column(columns: &mut [ColumnGuess], rows: &[&SampleRow], words: &Words) -> Option<u32> {
    let employees = MappedField::Firm(FirmField::Employees);
    let wanting = |guess: &ColumnGuess| {
        matches!(guess.field, Some(MappedField::Figure(_))) || guess.field == Some(employees)
    };
    if !columns.iter().any(|guess| wanting(guess) && guess.year.is_none()) {
        return None;
    }
    let holds_years = |guess: &ColumnGuess| {
        let header = fold(&guess.header);
        let leaf = header.rsplit('|').next().unwrap_or_default();
        let cells = rows.iter().filter_map(|row| row.cell(guess.column));
        let (mut years, mut all) = (0, 0);
        for cell in cells {
            all += 1;
            years += usize::from(cell_year(&cell.folded, &header).is_some());
        }
        guess.field.is_none()
            && words.year_column.iter().any(|word| word == leaf)
            && years > 0
            && years * 2 >= all
    };
    let index = columns.iter().position(holds_years)?;
    columns[index].reason = "year_column";
    columns[index].confidence = 0.95;
    for guess in columns.iter_mut().filter(|guess| guess.field == Some(employees)) {
        guess.field = Some(MappedField::Figure(FigureField::Employees));
    }
    Some(columns[index].column)
}

/// Year and unit of a column that names none; with a column of years each row has its own.
fn settle(guess: &mut ColumnGuess, around: &Around, years_by_row: bool) {
    match guess.field {
        Some(
            MappedField::Figure(FigureField::Employees) | MappedField::Firm(FirmField::Employees),
        ) => {
            guess.unit = Unit::Persons;
        }
        Some(MappedField::Figure(_) | MappedField::Firm(FirmField::Capital)) => {
            if !guess.unit.is_money() {
                guess.unit = around.unit.unwrap_or(Unit::None);
                // Nobody says in which unit this money is: that is worth a question.
                if around.unit.is_none() {
                    guess.confidence = guess.confidence.min(0.45);
                }
            }
        }
        _ => guess.unit = Unit::None,
    }
    match guess.field {
        Some(MappedField::Figure(_)) if years_by_row => {}
        Some(MappedField::Figure(_)) => {
            guess.year = guess.year.or(around.year);
            if guess.year.is_none() {
                guess.confidence = guess.confidence.min(0.4);
            }
        }
        _ => guess.year = None,
    }
    guess.confidence = (guess.confidence.min(1.0) * 100.0).round() / 100.0;
}

/// Of several columns for one field the surest is taken, of equals the first.
fn one_column_per_field(columns: &mut [ColumnGuess]) {
    for index in 0..columns.len() {
        let Some(field) = columns[index].field else { continue };
        let rival = |other: &ColumnGuess| match field {
            // 住所1 and 住所2 are one address in two columns.
            MappedField::Firm(FirmField::Address) => {
                other.field == Some(field)
                    && (other.column == columns[index].column
                        || !continues(&other.header, &columns[index].header))
            }
            MappedField::Firm(_) => other.field == Some(field),
            MappedField::Figure(_) => {
                other.field == Some(field)
                    && (other.year, other.basis) == (columns[index].year, columns[index].basis)
            }
        };
        let best = (0..columns.len()).filter(|other| rival(&columns[*other])).max_by(|a, b| {
            columns[*a].confidence.total_cmp(&columns[*b].confidence).then(b.cmp(a))
        });
        if best.is_some_and(|best| best != index) {
            columns[index].field = None;
            columns[index].reason = "duplicate_field";
        }
    }
}

/// Whether two headers differ in their last digit only.
fn continues(one: &str, other: &str) -> bool {
    let base = |header: &str| {
        let folded = fold(header);
        let base = folded.trim_end_matches(|c: char| c.is_ascii_digit()).to_owned();
        (base.len() < folded.len()).then_some(base)
    };
    base(one).is_some_and(|base_of_one| base(other) == Some(base_of_one))
}

/// The download of the 法人番号公表サイト, which has no header row.
fn official_layout(sample: &Sample, sheet: &str, words: &Words) -> Option<Table> {
    let layout = &words.official;
    let first = sample.rows.first()?;
    let wide = sample.rows.iter().take(5).all(|row| {
        row.cell(layout.corporate_number)
            .is_some_and(|cell| CorporateNumber::parse(&cell.folded).is_ok())
            && row
                .cell(layout.prefecture)
                .is_some_and(|cell| cell.folded.ends_with(['都', '道', '府', '県']))
            && row.cells.last().is_some_and(|cell| cell.column < layout.columns)
    });
    if !wide || first.number != 1 {
        return None;
    }
    let fields = [
        (layout.corporate_number, FirmField::CorporateNumber),
        (layout.name, FirmField::Name),
        (layout.prefecture, FirmField::Prefecture),
        (layout.municipality, FirmField::Municipality),
        (layout.address, FirmField::Address),
        (layout.postal_code, FirmField::PostalCode),
        (layout.kana, FirmField::Kana),
    ];
    let columns = (0..layout.columns).map(|column| {
        let field = fields.iter().find(|(at, _)| *at == column).map(|(_, field)| *field);
        ColumnGuess {
            column,
            header: String::new(),
            field: field.map(MappedField::Firm),
            unit: Unit::None,
            year: None,
            basis: Basis::HeadOffice,
            confidence: if field.is_some() { 0.9 } else { 0.0 },
            reason: "official_layout",
        }
    });
    Some(Table {
        sheet: sheet.to_owned(),
        header_rows: Vec::new(),
        first_row: 1,
        last_row: None,
        year_column: None,
        columns: columns.collect(),
    })
}
