//! Which sheet holds the table, and what its columns are: header, content and both together.

use shirube_domain::codes::CorporateNumber;
use shirube_domain::draft::MappedField;
use shirube_domain::figures::{Basis, FigureField};
use shirube_domain::firm::FirmField;
use shirube_domain::fiscal_year::FiscalYear;
use shirube_domain::money::Unit;
use shirube_sheets::{SheetError, SheetKind, Value, Workbook};

use crate::codes::{Codes, FoundPlace};
use crate::days::parse_day;
use crate::fields;
use crate::fold::fold;
use crate::mapping::{ColumnGuess, Table};
use crate::read::Options;
use crate::sample::{Sample, SampleCell, SampleRow};
use crate::table::{HeaderBlock, find_any_header, find_header};
use crate::units::table_unit;
use crate::words::Words;
use crate::years::{cell_year, find_year};

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
    if let Some(name) = sheet {
        let index = workbook.sheet_index(name)?;
        let found = recognise_sheet(workbook, index, options, words, codes)?;
        return Ok(found.map(|(table, _)| table).into_iter().collect());
    }
    let mut found = Vec::new();
    for (index, sheet) in workbook.sheets().iter().enumerate() {
        // A hidden sheet is taken only when somebody names it.
        if sheet.hidden || sheet.kind != SheetKind::Worksheet {
            continue;
        }
        found.extend(recognise_sheet(workbook, index, options, words, codes)?);
    }
    if found.iter().any(|(table, _)| table.names_firms()) {
        found.retain(|(table, _)| table.names_firms());
    }
    // Stable: of equals, the first sheet.
    found.sort_by(|(_, a), (_, b)| b.total_cmp(a));
    Ok(found.into_iter().map(|(table, _)| table).collect())
}

/// The table of one sheet, and how much speaks for it.
fn recognise_sheet(
    workbook: &Workbook,
    index: usize,
    options: &Options,
    words: &Words,
    codes: &Codes<'_>,
) -> Result<Option<(Table, f64)>, SheetError> {
    let sample = Sample::read(workbook, index)?;
    let sheet = &workbook.sheets()[index].name;
    if let Some(table) = official_layout(&sample, sheet, words) {
        return Ok(Some((table, 10.0)));
    }
    let block = find_header(&sample, words).or_else(|| find_any_header(&sample, words));
    let Some(block) = block else { return Ok(None) };
    let around = Around {
        unit: unit_around(&sample, &block, words),
        year: options.year.or_else(|| year_around(&sample, &block, sheet, workbook.file_name())),
    };
    let score = block.score;
    Ok(Some((table(&sample, block, sheet, &around, words, codes), score)))
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
        let cells: Vec<&SampleCell> = rows.iter().filter_map(|row| row.cell(column)).collect();
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

/// Lets the content of a column speak for or against its header.
fn by_content(guess: &mut ColumnGuess, cells: &[&SampleCell], words: &Words, codes: &Codes<'_>) {
    if let Some(field) = guess.field {
        if let Some(share) = fitting_share(field, cells, words, codes) {
            guess.confidence *= 0.5 + 0.5 * share;
            if share < 0.2 && guess.reason == "header_part" {
                (guess.field, guess.reason) = (None, "unknown");
            }
        }
        return;
    }
    if cells.len() < 3 {
        return;
    }
    let number = MappedField::Firm(FirmField::CorporateNumber);
    if fitting_share(number, cells, words, codes).is_some_and(|share| share >= 0.8) {
        (guess.field, guess.confidence, guess.reason) = (Some(number), 0.8, "content");
    } else if guess.reason != "known_other" && legal_form_share(cells) >= 0.4 {
        let name = MappedField::Firm(FirmField::Name);
        (guess.field, guess.confidence, guess.reason) = (Some(name), 0.7, "content");
    }
}

fn legal_form_share(cells: &[&SampleCell]) -> f64 {
    let forms = ["株式会社", "有限会社", "合同会社", "(株)", "(有)", "合資会社"];
    let with = cells.iter().filter(|cell| {
        cell.folded.chars().count() < 40 && forms.iter().any(|form| cell.folded.contains(form))
    });
    with.count() as f64 / cells.len() as f64
}

/// The share of cells whose content fits the field; `None` where that can't be told.
fn fitting_share(
    field: MappedField,
    cells: &[&SampleCell],
    words: &Words,
    codes: &Codes<'_>,
) -> Option<f64> {
    let fits: Box<dyn Fn(&SampleCell) -> bool + '_> = match field {
        MappedField::Figure(_) | MappedField::Firm(FirmField::Capital | FirmField::Employees) => {
            Box::new(|cell| {
                let value = Value::Text(cell.text.as_str().into());
                let found = fields::amount(&value, Unit::None, true, words);
                found.value.is_some() || !found.remarks.contains(&"amount_unreadable")
            })
        }
        MappedField::Firm(FirmField::CorporateNumber) => {
            Box::new(|cell| CorporateNumber::parse(cell.folded.trim_start_matches('t')).is_ok())
        }
        MappedField::Firm(FirmField::Established) => {
            Box::new(|cell| cell.numeric || parse_day(&cell.text).is_some())
        }
        MappedField::Firm(FirmField::Industry) => {
            Box::new(|cell| cell.numeric || codes.industry(&cell.text).is_some())
        }
        MappedField::Firm(FirmField::Prefecture) => {
            Box::new(|cell| codes.prefecture(&cell.text).is_some())
        }
        MappedField::Firm(FirmField::Municipality) => {
            // Without the prefecture some names are ambiguous: those fit too.
            Box::new(|cell| {
                codes.municipality(&cell.text, None) != FoundPlace::Unknown
                    || cell.text.trim().ends_with(['市', '町', '村', '区'])
            })
        }
        MappedField::Firm(FirmField::Name | FirmField::Kana | FirmField::Address) => {
            Box::new(|cell| !cell.numeric && cell.folded.chars().any(|c| !c.is_ascii_digit()))
        }
        MappedField::Firm(_) => return None,
    };
    if cells.is_empty() {
        return None;
    }
    Some(cells.iter().filter(|cell| fits(cell)).count() as f64 / cells.len() as f64)
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
