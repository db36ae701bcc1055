//! The columns of a table: what header and content together say of each.

use shirube_domain::draft::MappedField;
use shirube_domain::figures::{Basis, FigureField};
use shirube_domain::firm::FirmField;
use shirube_domain::money::Unit;

use crate::around::Around;
use crate::codes::Codes;
use crate::content::by_content;
use crate::fold::fold;
use crate::mapping::ColumnGuess;
use crate::sample::{Sample, SampleCell, SampleRow};
use crate::table::{HeaderBlock, HeaderColumn};
use crate::units::is_unit;
use crate::words::Words;
use crate::years::cell_year;

/// The rows below a header, as far as the sample goes, and the columns that belong to them.
pub(crate) struct Body<'s> {
    pub(crate) rows: Vec<&'s SampleRow>,
    /// The first and the last column that may be the table's.
    pub(crate) within: (u32, u32),
}

impl<'s> Body<'s> {
    /// The body of a table that lies inside those columns.
    pub(crate) fn of(sample: &'s Sample, block: &HeaderBlock, within: (u32, u32)) -> Self {
        let first = block.first_data_row();
        let rows = sample.rows.iter().filter(|row| row.number >= first && !row.hidden).collect();
        Self { rows, within }
    }

    /// The cells of a column; a mark for “as above” says nothing of what it holds.
    pub(crate) fn cells(&self, column: u32, words: &Words) -> Vec<&'s SampleCell> {
        let says = |cell: &&SampleCell| !words.repeat.iter().any(|mark| mark == cell.text.trim());
        self.rows.iter().filter_map(|row| row.cell(column)).filter(says).collect()
    }

    fn last_column(&self) -> u32 {
        let cells = self.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.column);
        cells.filter(|column| *column <= self.within.1).max().unwrap_or(0)
    }
}

/// What header and content say of each column, before they are compared with each other.
pub(crate) fn guesses(
    block: &HeaderBlock,
    body: &Body<'_>,
    words: &Words,
    codes: &Codes<'_>,
) -> Vec<ColumnGuess> {
    let last_header = block.columns.iter().map(|column| column.column).max().unwrap_or(0);
    let mut columns = Vec::new();
    for column in body.within.0..=last_header.max(body.last_column()) {
        let header = block.columns.iter().find(|header| header.column == column);
        let cells = body.cells(column, words);
        if header.is_none() && cells.is_empty() {
            continue;
        }
        let mut guess = by_header(column, header);
        by_content(&mut guess, &cells, words, codes);
        columns.push(guess);
    }
    columns
}

fn by_header(column: u32, header: Option<&HeaderColumn>) -> ColumnGuess {
    let mut guess = ColumnGuess {
        column,
        header: header.map(HeaderColumn::text).unwrap_or_default(),
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
    guess
}

/// Of columns that compete for a field one stays; each gets its year and unit.
pub(crate) fn settle_all(
    columns: &mut [ColumnGuess],
    around: Around,
    years_by_row: bool,
    units_by_row: bool,
) {
    one_column_per_field(columns);
    for guess in columns {
        settle(guess, around, years_by_row, units_by_row);
    }
}

/// The column that says in which unit each row's money is, known by its header and its content;
/// a list of items has its own.
pub(crate) fn unit_column(
    columns: &mut [ColumnGuess],
    body: &Body<'_>,
    is_list: bool,
    words: &Words,
) -> Option<u32> {
    let money = columns
        .iter()
        .any(|guess| matches!(guess.field, Some(MappedField::Figure(_))) && !guess.unit.is_money());
    if is_list || !money {
        return None;
    }
    let guess = columns.iter_mut().find(|guess| {
        let cells = body.cells(guess.column, words);
        let units = cells.iter().filter(|cell| {
            words.unit_in(&cell.folded).is_some_and(Unit::is_money) && is_unit(&cell.folded, words)
        });
        // One unit beside the table is that of all of it.
        let many = cells.len() > 1 && cells.len() * 2 >= body.rows.len();
        guess.field.is_none() && many && units.count() * 5 >= cells.len() * 4
    })?;
    (guess.reason, guess.confidence) = ("unit_column", 0.95);
    Some(guess.column)
}

/// The column that says of which year each row is, where figures need one: known by its header
/// and by its content. With it the number of employees is a figure of that year as well.
pub(crate) fn year_column(
    columns: &mut [ColumnGuess],
    body: &Body<'_>,
    is_list: bool,
    words: &Words,
) -> Option<u32> {
    let employees = MappedField::Firm(FirmField::Employees);
    let wanting = |guess: &ColumnGuess| {
        matches!(guess.field, Some(MappedField::Figure(_))) || guess.field == Some(employees)
    };
    if !is_list && !columns.iter().any(|guess| wanting(guess) && guess.year.is_none()) {
        return None;
    }
    let holds_years = |guess: &ColumnGuess| {
        let header = fold(&guess.header);
        let leaf = header.rsplit('|').next().unwrap_or_default();
        let cells = body.rows.iter().filter_map(|row| row.cell(guess.column));
        let (mut years, mut all) = (0, 0);
        for cell in cells {
            all += 1;
            years += usize::from(cell_year(&cell.folded, &header).is_some());
        }
        guess.field.is_none() && names_years(leaf, words) && years > 0 && years * 2 >= all
    };
    let index = columns.iter().position(holds_years)?;
    columns[index].reason = "year_column";
    columns[index].confidence = 0.95;
    for guess in columns.iter_mut().filter(|guess| guess.field == Some(employees)) {
        guess.field = Some(MappedField::Figure(FigureField::Employees));
    }
    Some(columns[index].column)
}

/// Whether a header is one of a column of years.
fn names_years(leaf: &str, words: &Words) -> bool {
    let other = ["設立", "創業", "創立", "開設", "生年", "登録", "更新", "認定", "加入"];
    words.year_column.iter().any(|word| word == leaf)
        || (leaf.ends_with(['年']) || leaf.ends_with("年度"))
            && !other.iter().any(|word| leaf.contains(word))
}

/// Year and unit of a column that names none; with a column of years each row has its own.
fn settle(guess: &mut ColumnGuess, around: Around, years_by_row: bool, units_by_row: bool) {
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
                if around.unit.is_none() && !units_by_row {
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
