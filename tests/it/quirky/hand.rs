//! How single cells of a table are written in one of the ways.

use super::grid::Cell;
use super::table::{Clean, FIELDS, Firm, PLACES, Told};
use super::ways::{Digits, Minus, PlaceAs, UnitAt, Ways, wide};

/// Writes single cells.
#[derive(Clone, Copy)]
pub(super) struct Hand<'t> {
    pub(super) table: &'t Clean,
    pub(super) ways: &'t Ways,
}

/// Writes the cell of a firm, or of several.
type Write<'t, Of> = Box<dyn Fn(&Of) -> Cell + 't>;

/// A column of the table.
pub(super) struct Column<'t> {
    /// From the group head inwards.
    pub(super) header: Vec<String>,
    /// The unit for a row below the header.
    pub(super) unit: &'static str,
    /// The cell of a firm.
    pub(super) cell: Write<'t, Firm>,
    /// The sum over some firms, for a column of figures.
    pub(super) sum: Option<Write<'t, [Firm]>>,
}

impl Column<'_> {
    /// Whether this is its header.
    pub(super) fn is(&self, header: &str) -> bool {
        self.sum.is_none() && self.header.first().is_some_and(|text| text == header)
    }
}

impl<'t> Hand<'t> {
    /// The year as a header says it; nothing where the title does.
    pub(super) fn year(self, year: i16) -> String {
        if self.ways.year_in_title { String::new() } else { self.ways.era.write(year) }
    }

    /// The unit as a header says it.
    pub(super) fn unit(self, field: usize) -> String {
        match (is_money(field), self.ways.unit_at) {
            (false, UnitAt::Header) => "（人）".to_owned(),
            (true, UnitAt::Header) => format!("（{}）", self.ways.unit.0),
            _ => String::new(),
        }
    }

    fn number(self, field: usize, value: i64) -> Cell {
        let (unit, size) = self.ways.unit;
        let value = if is_money(field) { value * (1_000_000 / size) } else { value };
        let shown = is_money(field) && self.ways.unit_at == UnitAt::NumberFormat;
        match self.ways.digits {
            Digits::Number if shown => Cell::Shown(value, unit),
            Digits::Number => Cell::Number(value),
            Digits::Commas => Cell::Text(self.signed(value)),
            Digits::FullWidth => Cell::Text(wide(&self.signed(value))),
        }
    }

    fn signed(self, value: i64) -> String {
        let digits = grouped(value.abs());
        match (value < 0, self.ways.minus) {
            (false, _) => digits,
            (true, Minus::Triangle) => format!("△{digits}"),
            (true, Minus::Filled) => format!("▲{digits}"),
            (true, Minus::Brackets) => format!("({digits})"),
            (true, Minus::Sign) => format!("-{digits}"),
        }
    }

    /// A figure of a firm, by the places of year and field in the table.
    pub(super) fn figure(self, firm: &Firm, year: usize, field: usize) -> Cell {
        match firm.figures[year][field] {
            Told::Value(value) => self.number(self.table.fields[field], value),
            Told::Absent(mark) => Cell::Text(mark.to_owned()),
        }
    }

    fn sum(self, firms: &[Firm], year: usize, field: usize) -> Cell {
        let values = firms.iter().map(|firm| match firm.figures[year][field] {
            Told::Value(value) => value,
            Told::Absent(_) => 0,
        });
        self.number(self.table.fields[field], values.sum())
    }

    /// The columns that say who a firm is.
    pub(super) fn identity(self) -> Vec<Column<'t>> {
        let place = move |firm: &Firm| {
            let (code, name, whole) = PLACES[firm.place];
            Cell::Text(match self.ways.place {
                PlaceAs::Address => format!("{whole}見本町1丁目2番3号"),
                PlaceAs::Name => name.to_owned(),
                PlaceAs::Code => code.to_owned(),
            })
        };
        let place_header = match self.ways.place {
            PlaceAs::Address => "所在地",
            PlaceAs::Name => "市町名",
            PlaceAs::Code => "団体コード",
        };
        vec![
            plain("法人番号", |firm| Cell::Text(firm.number.clone())),
            plain("企業名", |firm| Cell::Text(firm.name.clone())),
            plain(place_header, place),
        ]
    }

    /// The figures of one year (by its place), or of the year that the row is of.
    pub(super) fn figures(self, year: Option<usize>, at: usize) -> Vec<Column<'t>> {
        let columns = self.table.fields.iter().enumerate().map(|(place, field)| Column {
            header: self.header(year.map(|year| self.table.years[year]), *field),
            unit: if is_money(*field) { self.ways.unit.0 } else { "人" },
            cell: Box::new(move |firm| self.figure(firm, at, place)),
            sum: Some(Box::new(move |firms| self.sum(firms, at, place))),
        });
        columns.collect()
    }

    fn header(self, year: Option<i16>, field: usize) -> Vec<String> {
        let year = year.map(|year| self.year(year)).unwrap_or_default();
        let (known, unit) = (&FIELDS[field], self.unit(field));
        let parts = match self.ways.header_rows {
            1 => vec![format!("{year}{}{unit}", known.word)],
            2 => vec![year, format!("{}{unit}", known.word)],
            _ => vec![year, known.group.to_owned(), format!("{}{unit}", known.leaf)],
        };
        parts.into_iter().filter(|part| !part.is_empty()).collect()
    }
}

/// A column that is no figure.
pub(super) fn plain<'t>(header: &str, cell: impl Fn(&Firm) -> Cell + 't) -> Column<'t> {
    let header = if header.is_empty() { Vec::new() } else { vec![header.to_owned()] };
    Column { header, unit: "", cell: Box::new(cell), sum: None }
}

fn is_money(field: usize) -> bool {
    FIELDS[field].name != "employees"
}

fn grouped(value: i64) -> String {
    let digits = value.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
