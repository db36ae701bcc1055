//! Which firms of a prefecture a question is about.

use crate::hubs::portion::{Portion, WHOLE};
use crate::hubs::region::{Region, value};
use crate::hubs::size::{Size, size};

/// From and to, both inclusive; an end that is not given is open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Band<T> {
    /// The least.
    pub from: Option<T>,
    /// The most.
    pub to: Option<T>,
}

impl<T: Copy + PartialOrd> Band<T> {
    /// Whether it asks for anything.
    pub fn is_open(&self) -> bool {
        self.from.is_none() && self.to.is_none()
    }

    /// Whether it holds `value`; a value that is not known lies in no band that asks for one.
    pub fn holds(&self, value: Option<T>) -> bool {
        self.is_open()
            || value.is_some_and(|value| {
                self.from.is_none_or(|from| value >= from) && self.to.is_none_or(|to| value <= to)
            })
    }
}

/// Which firms; what is left empty asks for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// In one of these municipalities, six digits as a number.
    pub municipalities: Vec<u32>,
    /// Of an industry whose code begins so.
    pub industries: Vec<String>,
    /// Of one of these sizes.
    pub sizes: Vec<Size>,
    /// Capital in yen.
    pub capital: Band<i64>,
    /// Persons.
    pub employees: Band<i64>,
    /// Growth of sales since the earlier year: 0.1 is a tenth more.
    pub growth: Band<Portion>,
    /// Exports as a share of sales.
    pub export_share: Band<Portion>,
}

/// `part ÷ whole` against a portion, exactly.
fn ratio_in(band: &Band<Portion>, ratio: Option<(i128, i128)>) -> bool {
    if band.is_open() {
        return true;
    }
    let Some((part, whole)) = ratio else { return false };
    let side = |portion: Portion| i128::from(portion.0).checked_mul(whole);
    let Some(part) = part.checked_mul(i128::from(WHOLE)) else { return false };
    band.from.is_none_or(|from| side(from).is_some_and(|side| part >= side))
        && band.to.is_none_or(|to| side(to).is_some_and(|side| part <= side))
}

impl Filter {
    /// For each row, whether the filter lets it through.
    pub fn mask(&self, region: &Region) -> Vec<bool> {
        let codes: Vec<&[u8]> = self.industries.iter().map(String::as_bytes).collect();
        let of_industry = |row: u32| {
            let industry = &region.industry[row as usize];
            codes.iter().any(|code| industry.starts_with(code))
        };
        let of_municipality =
            |row: u32| self.municipalities.contains(&region.municipality[row as usize]);
        let of_size =
            |row: u32| size_of(region, row).is_some_and(|found| self.sizes.contains(&found));
        let of_capital = |row: u32| self.capital.holds(value(&region.capital, row));
        let of_employees = |row: u32| self.employees.holds(value(&region.employees, row));
        let of_growth = |row: u32| ratio_in(&self.growth, region.growth(row));
        let of_exports = |row: u32| ratio_in(&self.export_share, region.export_share(row));
        // The cheap ones first: what one refuses, the others need not look at.
        let all: [(bool, &dyn Fn(u32) -> bool); 7] = [
            (!codes.is_empty(), &of_industry),
            (!self.municipalities.is_empty(), &of_municipality),
            (!self.employees.is_open(), &of_employees),
            (!self.capital.is_open(), &of_capital),
            (!self.sizes.is_empty(), &of_size),
            (!self.growth.is_open(), &of_growth),
            (!self.export_share.is_open(), &of_exports),
        ];
        let asked: Vec<&dyn Fn(u32) -> bool> =
            all.into_iter().filter(|(asked, _)| *asked).map(|(_, test)| test).collect();
        if asked.is_empty() {
            return vec![true; region.len()];
        }
        (0..region.len() as u32).map(|row| asked.iter().all(|test| test(row))).collect()
    }
}

/// How large a firm is.
pub fn size_of(region: &Region, row: u32) -> Option<Size> {
    size(value(&region.capital, row), value(&region.employees, row), region.division(row))
}
