//! A clean table: firms with their numbers, names, places and figures.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::{select, subsequence};

/// A figure's name in the contract, its Japanese word, the group that it stands under, and the
/// word there.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) word: &'static str,
    pub(super) group: &'static str,
    pub(super) leaf: &'static str,
}

const fn field(
    name: &'static str,
    word: &'static str,
    group: &'static str,
    leaf: &'static str,
) -> Field {
    Field { name, word, group, leaf }
}

/// Every figure.
pub(super) const FIELDS: [Field; 7] = [
    field("sales", "売上高", "販売", "売上高"),
    field("out_of_region_sales", "域外販売額", "販売", "うち域外販売額"),
    field("exports", "輸出額", "販売", "うち輸出額"),
    field("purchases", "仕入高", "仕入", "仕入高"),
    field("in_region_purchases", "域内仕入額", "仕入", "うち域内仕入額"),
    field("total_payroll", "給与総額", "雇用", "給与総額"),
    field("employees", "従業者数", "雇用", "従業者数"),
];

/// Places: code, name, and name with its prefecture.
pub(super) const PLACES: [(&str, &str, &str); 4] = [
    ("182079", "鯖江市", "福井県鯖江市"),
    ("182010", "福井市", "福井県福井市"),
    ("182095", "越前市", "福井県越前市"),
    ("183229", "永平寺町", "福井県吉田郡永平寺町"),
];

const WORDS: [&str; 12] = [
    "青空精機",
    "若葉繊維",
    "山彦金属",
    "白雲酒造",
    "夕月漆器",
    "七色電子",
    "銀河樹脂",
    "早苗農園",
    "紅葉運輸",
    "竹林製紙",
    "明星化学",
    "南風眼鏡",
];
const LEGAL: [(&str, &str); 5] =
    [("株式会社", ""), ("", "株式会社"), ("㈱", ""), ("", "（有）"), ("合同会社", "")];

/// What a cell of a figure tells.
#[derive(Debug, Clone, Copy)]
pub(super) enum Told {
    /// So many million yen, or so many persons.
    Value(i64),
    /// A mark, or nothing.
    Absent(&'static str),
}

/// A firm.
#[derive(Debug, Clone)]
pub(super) struct Firm {
    /// From 1.
    pub(super) serial: u32,
    pub(super) number: String,
    pub(super) name: String,
    /// Into [`PLACES`].
    pub(super) place: usize,
    /// By year, then by field.
    pub(super) figures: Vec<Vec<Told>>,
}

/// A clean table.
#[derive(Debug, Clone)]
pub(super) struct Clean {
    pub(super) years: Vec<i16>,
    /// Into [`FIELDS`].
    pub(super) fields: Vec<usize>,
    pub(super) firms: Vec<Firm>,
}

/// What is told of a firm: its name, its municipality, its figures in yen or persons.
pub(super) type Facts = (String, String, BTreeMap<(i16, &'static str), i64>);

impl Clean {
    /// What the table tells, by corporate number.
    pub(super) fn told(&self) -> BTreeMap<String, Facts> {
        let firms = self.firms.iter().map(|firm| {
            let mut figures = BTreeMap::new();
            for (year, told) in self.years.iter().zip(&firm.figures) {
                for (field, told) in self.fields.iter().zip(told) {
                    if let Told::Value(value) = told {
                        let name = FIELDS[*field].name;
                        let size = if name == "employees" { 1 } else { 1_000_000 };
                        figures.insert((*year, name), value * size);
                    }
                }
            }
            (firm.number.clone(), (firm.name.clone(), PLACES[firm.place].0.to_owned(), figures))
        });
        firms.collect()
    }
}

/// Clean tables of two to nine firms, one to three years.
pub(super) fn clean() -> impl Strategy<Value = Clean> {
    let fields = subsequence((0..FIELDS.len()).collect::<Vec<_>>(), 1..=FIELDS.len());
    (1..=3_i16, fields, subsequence(WORDS.to_vec(), 2..=9)).prop_flat_map(
        |(years, fields, words)| {
            let firm = firm(years as usize, fields.len());
            let firms = proptest::collection::vec(firm, words.len());
            firms.prop_map(move |firms| Clean {
                years: (2025 - years..=2024).collect(),
                fields: fields.clone(),
                firms: firms
                    .into_iter()
                    .zip(&words)
                    .zip(1..)
                    .map(|(((legal, place, figures), word), serial)| Firm {
                        serial,
                        number: number(serial),
                        name: format!("{}見本{word}{}", LEGAL[legal].0, LEGAL[legal].1),
                        place,
                        figures: of_persons(figures, &fields),
                    })
                    .collect(),
            })
        },
    )
}

fn firm(years: usize, fields: usize) -> impl Strategy<Value = (usize, usize, Vec<Vec<Told>>)> {
    let told = prop_oneof![
        8 => (1..30_000_i64).prop_map(Told::Value),
        1 => Just(Told::Value(0)),
        1 => (-500..0_i64).prop_map(Told::Value),
        1 => select(vec!["", "－", "…", "x", "***"]).prop_map(Told::Absent),
    ];
    let figures = proptest::collection::vec(proptest::collection::vec(told, fields), years);
    (0..LEGAL.len(), 0..PLACES.len(), figures)
}

/// The same figures; there are no negative persons.
fn of_persons(mut figures: Vec<Vec<Told>>, fields: &[usize]) -> Vec<Vec<Told>> {
    for (told, field) in figures.iter_mut().flat_map(|year| year.iter_mut().zip(fields)) {
        if let (Told::Value(value), "employees") = (&mut *told, FIELDS[*field].name) {
            *value = value.abs();
        }
    }
    figures
}

/// The firm of a hidden row.
pub(super) fn decoy(table: &Clean) -> Firm {
    let name = "株式会社見本隠行".to_owned();
    Firm { number: number(900), name, ..table.firms[0].clone() }
}

/// A number that no registry office gives out, with its check digit.
fn number(serial: u32) -> String {
    let base = format!("999901{serial:06}");
    let sum: u32 = base
        .chars()
        .rev()
        .zip([1, 2].into_iter().cycle())
        .map(|(c, q)| c.to_digit(10).unwrap() * q)
        .sum();
    format!("{}{base}", 9 - sum % 9)
}
