//! The ways of writing a table.

use proptest::prelude::*;
use proptest::sample::select;

use super::table::Clean;

/// The kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Xlsx,
    Utf8,
    Utf8Bom,
    ShiftJis,
    /// Tabs, UTF-16LE with its mark: 「Unicode テキスト」.
    UnicodeText,
}

impl Format {
    /// A file name that says nothing else.
    pub(super) fn file(self) -> &'static str {
        match self {
            Self::Xlsx => "list.xlsx",
            Self::UnicodeText => "list.txt",
            _ => "list.csv",
        }
    }
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// A firm.
    Firms,
    /// A firm in a year.
    FirmYears,
    /// A figure of a firm in a year.
    Items,
    /// An item; the firms stand side by side.
    Across,
}

/// How a head over several columns is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Heads {
    Merged,
    FirstOnly,
    Repeated,
}

/// Where the unit of money is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum UnitAt {
    Header,
    RowBelow,
    Beside,
    Title,
    NumberFormat,
}

/// How numbers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Digits {
    Number,
    Commas,
    FullWidth,
}

/// How years are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Era {
    Reiwa,
    ReiwaWide,
    Letter,
    Western,
    Fy,
}

impl Era {
    pub(super) fn write(self, year: i16) -> String {
        let era = year - 2018;
        match self {
            Self::Reiwa => format!("令和{era}年度"),
            Self::ReiwaWide => format!("令和{}年度", wide(&era.to_string())),
            Self::Letter => format!("R{era}"),
            Self::Western => format!("{year}年度"),
            Self::Fy => format!("FY{year}"),
        }
    }
}

/// How a negative amount is written as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Minus {
    Triangle,
    Filled,
    Brackets,
    Sign,
}

/// How a value that is the same as in the row above is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Same {
    InFull,
    Mark(&'static str),
    Merged,
}

/// Which sums stand in the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sums {
    None,
    Bottom,
    Top,
    Groups,
}

/// How a firm's place is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PlaceAs {
    Address,
    Name,
    Code,
}

/// One way of writing a table.
#[derive(Debug, Clone)]
pub(super) struct Ways {
    pub(super) format: Format,
    pub(super) layout: Layout,
    /// Lines above the table.
    pub(super) titles: usize,
    /// Empty columns left of it.
    pub(super) right: u16,
    /// 1 to 3.
    pub(super) header_rows: usize,
    pub(super) heads: Heads,
    pub(super) unit: (&'static str, i64),
    pub(super) unit_at: UnitAt,
    pub(super) digits: Digits,
    pub(super) era: Era,
    pub(super) year_in_title: bool,
    pub(super) sums: Sums,
    pub(super) notes: bool,
    /// An empty row after so many firms.
    pub(super) gap_rows: Option<usize>,
    pub(super) gap_column: bool,
    /// The header once more after so many firms.
    pub(super) page: Option<usize>,
    pub(super) place: PlaceAs,
    /// A place that is the same as above.
    pub(super) same: Same,
    pub(super) minus: Minus,
    /// A column of numbers that count the rows.
    pub(super) counted: bool,
    /// The figures stand left of the firms.
    pub(super) figures_first: bool,
    /// A firm in a hidden row after so many others.
    pub(super) hidden: Option<usize>,
    /// The word of the sum of all.
    pub(super) sum_word: &'static str,
}

/// Any way with one of these layouts, also those that can't be: [`Ways::settle`] makes them possible.
pub(super) fn ways(layouts: &[Layout]) -> impl Strategy<Value = Ways> + use<> {
    use {Format::*, Heads::*};
    let file = (
        prop_oneof![5 => Just(Xlsx), 4 => select(vec![Utf8, Utf8Bom, ShiftJis, UnicodeText])],
        select(layouts.to_vec()),
        0..=3_usize,
        0..=2_u16,
    );
    let header = (1..=3_usize, select(vec![Merged, FirstOnly, Repeated]));
    let unit = (
        select(vec![("円", 1), ("千円", 1_000), ("万円", 10_000), ("百万円", 1_000_000)]),
        select(vec![
            UnitAt::Header,
            UnitAt::RowBelow,
            UnitAt::Beside,
            UnitAt::Title,
            UnitAt::NumberFormat,
        ]),
        select(vec![Digits::Number, Digits::Commas, Digits::FullWidth]),
    );
    let years = (
        select(vec![Era::Reiwa, Era::ReiwaWide, Era::Letter, Era::Western, Era::Fy]),
        any::<bool>(),
    );
    let rows = (
        select(vec![Sums::None, Sums::Bottom, Sums::Top, Sums::Groups]),
        any::<bool>(),
        proptest::option::of(2..5_usize),
        any::<bool>(),
        proptest::option::of(2..5_usize),
        select(vec![PlaceAs::Address, PlaceAs::Name, PlaceAs::Code]),
    );
    let more = (
        select(vec![Same::InFull, Same::Mark("〃"), Same::Mark("同上"), Same::Merged]),
        select(vec![Minus::Sign, Minus::Triangle, Minus::Filled, Minus::Brackets]),
        any::<bool>(),
        any::<bool>(),
        proptest::option::of(1..4_usize),
        select(vec!["合計", "合　計", "総計", "計", "〆"]),
    );
    (file, header, unit, years, rows, more).prop_map(|(file, header, unit, years, rows, more)| {
        Ways {
            format: file.0,
            layout: file.1,
            titles: file.2,
            right: file.3,
            header_rows: header.0,
            heads: header.1,
            unit: unit.0,
            unit_at: unit.1,
            digits: unit.2,
            era: years.0,
            year_in_title: years.1,
            sums: rows.0,
            notes: rows.1,
            gap_rows: rows.2,
            gap_column: rows.3,
            page: rows.4,
            place: rows.5,
            same: more.0,
            minus: more.1,
            counted: more.2,
            figures_first: more.3,
            hidden: more.4,
            sum_word: more.5,
        }
    })
}

impl Ways {
    /// The nearest way that can be.
    pub(super) fn settle(mut self, table: &Clean) -> Self {
        if self.format != Format::Xlsx {
            if self.heads == Heads::Merged {
                self.heads = Heads::FirstOnly;
            }
            if self.unit_at == UnitAt::NumberFormat {
                self.unit_at = UnitAt::Header;
            }
            if self.same == Same::Merged {
                self.same = Same::Mark("〃");
            }
            self.hidden = None;
        }
        self.year_in_title &= table.years.len() == 1
            && self.layout != Layout::FirmYears
            && self.layout != Layout::Items;
        // Merged over several firms is what groups them: a place, not an address.
        if self.same == Same::Merged && self.place == PlaceAs::Address {
            self.same = Same::InFull;
        }
        if self.layout != Layout::Firms {
            self.header_rows = 1;
            self.sums = Sums::None;
            self.gap_column = false;
            self.counted = false;
            self.figures_first = false;
            self.hidden = None;
            self.same = Same::InFull;
            if matches!(self.unit_at, UnitAt::RowBelow | UnitAt::NumberFormat) {
                self.unit_at = UnitAt::Header;
            }
        }
        if matches!(self.layout, Layout::Items | Layout::Across) {
            self.gap_rows = None;
            self.page = None;
        }
        if self.unit_at == UnitAt::NumberFormat {
            self.digits = Digits::Number;
        }
        if self.year_in_title || self.unit_at == UnitAt::Title {
            self.titles = self.titles.max(1);
        }
        self
    }
}

/// Full-width digits and commas.
pub(super) fn wide(text: &str) -> String {
    let wide = |c: char| match c {
        '0'..='9' | ',' | '-' => char::from_u32(c as u32 + 0xfee0).unwrap(),
        other => other,
    };
    text.chars().map(wide).collect()
}
