//! The industries of a prefecture, as the registered firms show them.

use std::collections::BTreeMap;

use crate::degree::DegreeKind;
use crate::hubs::region::{Region, index, value};

/// What the firms of one industry have in sum.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct IndustrySums {
    /// How many firms.
    pub firms: usize,
    /// 売上額 of those that state it, yen.
    pub sales: i128,
    /// How many do not state it.
    pub without_sales: usize,
    /// 域外販売額 of those that state it, yen.
    pub out_of_region_sales: i128,
    /// How many do not state it.
    pub without_out_of_region_sales: usize,
    /// 域内仕入額 of those that state it, yen.
    pub in_region_purchases: i128,
    /// How many do not state it.
    pub without_in_region_purchases: usize,
    /// 売上額 of the earlier year and of this one, of the firms that state both, yen.
    pub compared: (i128, i128),
    /// How many state both.
    pub firms_compared: usize,
}

/// By division (`09`); firms whose industry is not known, or only its section, under `""`.
pub fn by_division(region: &Region) -> BTreeMap<String, IndustrySums> {
    let mut all: BTreeMap<Option<u8>, IndustrySums> = BTreeMap::new();
    for row in 0..region.len() as u32 {
        all.entry(region.division(row)).or_default().add(region, row);
    }
    let name = |division: Option<u8>| division.map_or_else(String::new, |d| format!("{d:02}"));
    all.into_iter().map(|(division, sums)| (name(division), sums)).collect()
}

impl IndustrySums {
    fn add(&mut self, region: &Region, row: u32) {
        self.firms += 1;
        let add = |sum: &mut i128, without: &mut usize, column: &[i64]| match value(column, row) {
            Some(value) => *sum += i128::from(value),
            None => *without += 1,
        };
        let [outside, inside] = DegreeKind::ALL.map(|kind| region.figures[index(kind)].as_slice());
        add(&mut self.sales, &mut self.without_sales, &region.sales);
        add(&mut self.out_of_region_sales, &mut self.without_out_of_region_sales, outside);
        add(&mut self.in_region_purchases, &mut self.without_in_region_purchases, inside);
        if let (Some(now), Some(before)) =
            (value(&region.sales, row), value(&region.earlier_sales, row))
        {
            self.compared.0 += i128::from(before);
            self.compared.1 += i128::from(now);
            self.firms_compared += 1;
        }
    }
}
