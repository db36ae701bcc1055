//! Totals of prefectures (分母) out of a workbook: a row for each prefecture, year and figure, or
//! a column for each figure.

use std::ops::ControlFlow;

use shirube_domain::codes::PrefectureCode;
use shirube_domain::draft::MappedField;
use shirube_domain::figures::{Basis, FigureField};
use shirube_domain::firm::FirmField;
use shirube_domain::fiscal_year::FiscalYear;
use shirube_domain::money::Unit;
use shirube_sheets::{Row, SheetKind, Workbook, cell_name};

use crate::codes::Codes;
use crate::error::IntakeError;
use crate::fields::amount;
use crate::fold::fold;
use crate::header::guess;
use crate::units::take_unit;
use crate::words::Words;
use crate::years::cell_year;

/// Below this row no header is looked for.
const HEADER_ROWS: u32 = 30;

/// A total as a cell states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionalTotal {
    /// Which prefecture.
    pub prefecture: PrefectureCode,
    /// Which fiscal year.
    pub year: FiscalYear,
    /// What it counts.
    pub basis: Basis,
    /// 域外販売額 or 域内仕入額.
    pub figure: FigureField,
    /// Whole yen.
    pub value: i64,
    /// Who published it, where the row says so.
    pub source: Option<String>,
    /// The sheet.
    pub sheet: String,
    /// The cell.
    pub cell: String,
    /// What the cell says.
    pub raw: String,
}

/// A cell that could not be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RegionalProblem {
    /// The sheet.
    pub sheet: String,
    /// The cell.
    pub cell: String,
    /// What is wrong: `total_prefecture_unknown`, `total_year_unknown`, `total_figure_unknown`,
    /// `total_negative`, or a code of an amount.
    pub code: &'static str,
    /// What the cell says.
    pub raw: String,
}

/// What a workbook says of totals.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Regional {
    /// The totals, in the order of the sheets and rows.
    pub totals: Vec<RegionalTotal>,
    /// What could not be used.
    pub problems: Vec<RegionalProblem>,
}

/// Where the columns of such a table are.
#[derive(Debug, Default)]
struct Columns {
    prefecture: Option<u32>,
    year: Option<u32>,
    year_header: String,
    figure: Option<u32>,
    value: Option<u32>,
    unit: Option<u32>,
    source: Option<u32>,
    basis: Option<u32>,
    value_unit: Option<Unit>,
    /// A column for each figure, with what its header says.
    figures: Vec<FigureColumn>,
}

#[derive(Debug)]
struct FigureColumn {
    column: u32,
    figure: FigureField,
    year: Option<FiscalYear>,
    unit: Option<Unit>,
    basis: Basis,
}

/// Reads the totals of a workbook; without a sheet named, of every sheet that holds such a table.
///
/// # Errors
/// The file or the sheet can't be read, or no sheet holds such a table.
pub fn read_regional(
    workbook: &Workbook,
    sheet: Option<&str>,
    words: &Words,
    codes: &Codes<'_>,
) -> Result<Regional, IntakeError> {
    let sheets: Vec<usize> = match sheet {
        Some(name) => vec![workbook.sheet_index(name)?],
        None => (0..workbook.sheets().len())
            .filter(|at| workbook.sheets()[*at].kind == SheetKind::Worksheet)
            .collect(),
    };
    let mut read = Regional::default();
    let mut found = false;
    for at in sheets {
        let mut reader = Reader {
            sheet: workbook.sheets()[at].name.clone(),
            words,
            codes,
            columns: None,
            read: &mut read,
        };
        workbook.rows(at, &mut |row| reader.row(row))?;
        found |= reader.columns.is_some();
    }
    if found { Ok(read) } else { Err(IntakeError::NoTable) }
}

struct Reader<'r> {
    sheet: String,
    words: &'r Words,
    codes: &'r Codes<'r>,
    columns: Option<Columns>,
    read: &'r mut Regional,
}

impl Reader<'_> {
    fn row(&mut self, row: &Row<'_>) -> ControlFlow<()> {
        match &self.columns {
            None if row.number > HEADER_ROWS => return ControlFlow::Break(()),
            None => self.columns = header(row, self.words),
            Some(_) => self.data(row),
        }
        ControlFlow::Continue(())
    }

    fn data(&mut self, row: &Row<'_>) {
        let Some(columns) = self.columns.take() else { return };
        self.totals_of(&columns, row);
        self.columns = Some(columns);
    }

    fn totals_of(&mut self, columns: &Columns, row: &Row<'_>) {
        let text = |column: Option<u32>| {
            let value = column.and_then(|column| row.value(column));
            value.map(|value| value.to_text().trim().to_owned()).filter(|text| !text.is_empty())
        };
        // A row without a place is a note or a blank.
        let Some(place) = text(columns.prefecture) else { return };
        let Some(prefecture) = self.codes.prefecture(&place) else {
            return self.complain(row, columns.prefecture, "total_prefecture_unknown", place);
        };
        let basis = text(columns.basis).map(|text| basis(&text));
        let source = text(columns.source);
        let year =
            text(columns.year).and_then(|text| cell_year(&fold(&text), &columns.year_header));
        let own_unit = text(columns.unit).and_then(|text| self.words.unit(&fold(&text)));
        let long = columns.value.zip(columns.figure).and_then(|(column, figure)| {
            let said = guess(&[fold(&text(Some(figure))?)], self.words);
            let figure = regional(said.field);
            Some((
                column,
                figure,
                said.year,
                own_unit.or(said.unit).or(columns.value_unit),
                said.basis,
            ))
        });
        let wide = columns
            .figures
            .iter()
            .map(|of| (of.column, Some(of.figure), of.year, of.unit.or(own_unit), of.basis));
        for (column, figure, header_year, unit, header_basis) in long.into_iter().chain(wide) {
            let Some(value) = row.value(column) else { continue };
            let raw = value.to_text().into_owned();
            if raw.trim().is_empty() {
                continue;
            }
            let Some(figure) = figure else {
                let said = text(columns.figure).unwrap_or_default();
                self.complain(row, columns.figure, "total_figure_unknown", said);
                continue;
            };
            let Some(year) = year.or(header_year) else {
                let said = text(columns.year).unwrap_or_default();
                self.complain(row, columns.year.or(Some(column)), "total_year_unknown", said);
                continue;
            };
            let read = amount(value, unit.unwrap_or(Unit::Yen), true, self.words);
            let value = match (read.value, read.remarks.first()) {
                (Some(value), _) if value < 0 => {
                    self.complain(row, Some(column), "total_negative", raw);
                    continue;
                }
                (Some(value), _) => value,
                (None, code) => {
                    let code = code.copied().unwrap_or("amount_unreadable");
                    self.complain(row, Some(column), code, raw);
                    continue;
                }
            };
            self.read.totals.push(RegionalTotal {
                prefecture: prefecture.clone(),
                year,
                basis: basis.unwrap_or(header_basis),
                figure,
                value,
                source: source.clone(),
                sheet: self.sheet.clone(),
                cell: cell_name(row.number, column),
                raw,
            });
        }
    }

    fn complain(&mut self, row: &Row<'_>, column: Option<u32>, code: &'static str, raw: String) {
        self.read.problems.push(RegionalProblem {
            sheet: self.sheet.clone(),
            cell: cell_name(row.number, column.unwrap_or(0)),
            code,
            raw,
        });
    }
}

fn basis(text: &str) -> Basis {
    let folded = fold(text);
    let establishment = folded.contains("事業所") || folded.starts_with("establishment");
    if establishment { Basis::Establishment } else { Basis::HeadOffice }
}

/// The figure, if it is one that stands below a line.
fn regional(field: Option<MappedField>) -> Option<FigureField> {
    match field? {
        MappedField::Figure(
            figure @ (FigureField::OutOfRegionSales | FigureField::InRegionPurchases),
        ) => Some(figure),
        _ => None,
    }
}

/// The columns, if the row is the header of such a table: a place, a value, and a year somewhere.
fn header(row: &Row<'_>, words: &Words) -> Option<Columns> {
    let mut columns = Columns::default();
    for cell in row.cells {
        let folded = fold(&cell.value.to_text());
        let (text, unit) = take_unit(&folded, words);
        let said = guess(std::slice::from_ref(&folded), words);
        let regional_words = &words.regional;
        let slot = if regional_words.unit.contains(&folded) {
            &mut columns.unit
        } else if let Some(figure) = regional(said.field) {
            let (year, basis) = (said.year, said.basis);
            columns.figures.push(FigureColumn { column: cell.column, figure, year, unit, basis });
            continue;
        } else if said.field == Some(MappedField::Firm(FirmField::Prefecture)) {
            &mut columns.prefecture
        } else if words.year_column.contains(&text) {
            columns.year_header.clone_from(&folded);
            &mut columns.year
        } else if regional_words.figure.contains(&text) {
            &mut columns.figure
        } else if regional_words.value.contains(&text) {
            columns.value_unit = unit;
            &mut columns.value
        } else if regional_words.source.contains(&text) {
            &mut columns.source
        } else if regional_words.basis.contains(&text) {
            &mut columns.basis
        } else {
            continue;
        };
        slot.get_or_insert(cell.column);
    }
    let long = columns.figure.is_some() && columns.value.is_some() && columns.year.is_some();
    let dated = |of: &FigureColumn| of.year.is_some() || columns.year.is_some();
    let wide = !columns.figures.is_empty() && columns.figures.iter().all(dated);
    (columns.prefecture.is_some() && (long || wide)).then_some(columns)
}

#[cfg(test)]
mod tests {
    use shirube_domain::codes::PrefectureCode;
    use shirube_domain::places::{Places, Prefecture};
    use shirube_sheets::Limits;

    use super::*;

    fn read(csv: &str) -> Regional {
        let fukui = Prefecture {
            code: PrefectureCode::parse("18").unwrap(),
            name: "福井県".to_owned(),
            kana: "フクイケン".to_owned(),
            en: "Fukui".to_owned(),
        };
        let places = Places::new(vec![fukui], Vec::new());
        let codes = Codes::new(&places, []);
        let book =
            Workbook::from_bytes("統計.csv", csv.as_bytes().to_vec(), &Limits::default()).unwrap();
        read_regional(&book, None, &crate::words::shipped(), &codes).unwrap()
    }

    fn told(read: &Regional) -> Vec<(&'static str, i16, i64)> {
        let one = |total: &RegionalTotal| (total.figure.as_str(), total.year.year(), total.value);
        read.totals.iter().map(one).collect()
    }

    #[test]
    fn a_row_for_each_figure_is_read_with_its_unit_and_source() {
        let read = read(
            "分母の一覧\n都道府県,年度,項目,値,単位,出典,ベース\n\
             福井県,令和6年度,域外販売額,\"1,234\",百万円,見本統計,本社\n\
             18,2024,域内仕入額,5億6千万円,円,見本統計,事業所\n\
             空想県,2024,域外販売額,1,円,,\n福井県,2024,天気,1,円,,\n福井県,2024,域外販売額,△1,円,,\n\
             （注）架空の数字\n",
        );
        assert_eq!(
            told(&read),
            [
                ("out_of_region_sales", 2024, 1_234_000_000),
                ("in_region_purchases", 2024, 560_000_000)
            ]
        );
        assert_eq!((read.totals[0].cell.as_str(), read.totals[0].raw.as_str()), ("D3", "1,234"));
        assert_eq!(read.totals[1].basis, Basis::Establishment);
        assert_eq!(read.totals[0].source.as_deref(), Some("見本統計"));
        let codes: Vec<&str> = read.problems.iter().map(|problem| problem.code).collect();
        let expected = [
            "total_prefecture_unknown",
            "total_figure_unknown",
            "total_negative",
            "total_prefecture_unknown",
        ];
        assert_eq!(codes, expected, "a note in the first column is told, not dropped in silence");
    }

    #[test]
    fn a_column_for_each_figure_is_read() {
        let read = read("都道府県名,年度,域外販売額（千円）,域内仕入額（千円）\n福井県,R6,5,7\n");
        assert_eq!(
            told(&read),
            [("out_of_region_sales", 2024, 5_000), ("in_region_purchases", 2024, 7_000)]
        );
    }
}
