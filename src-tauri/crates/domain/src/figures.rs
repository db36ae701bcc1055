//! Figures of a firm by fiscal year, in base units, with the cell's own text kept where it differs.

use serde::{Deserialize, Serialize};

use crate::fiscal_year::FiscalYear;
use crate::money::Unit;

/// A figure that a firm has for each fiscal year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FigureField {
    /// 売上額, yen
    Sales,
    /// 域外販売額, yen
    OutOfRegionSales,
    /// 輸出額, yen
    Exports,
    /// 仕入額, yen
    Purchases,
    /// 域内仕入額, yen
    InRegionPurchases,
    /// 給与総額, yen
    TotalPayroll,
    /// 従業者数, persons
    Employees,
}

impl FigureField {
    /// Every figure, in the order of a [`FigureRow`]'s values.
    pub const ALL: [Self; 7] = [
        Self::Sales,
        Self::OutOfRegionSales,
        Self::Exports,
        Self::Purchases,
        Self::InRegionPurchases,
        Self::TotalPayroll,
        Self::Employees,
    ];

    /// The place of this figure in a [`FigureRow`]'s values.
    pub fn index(self) -> usize {
        self as usize
    }

    /// The name in JSON and in the text catalogue (`field.figure.<name>`).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Sales => "sales",
            Self::OutOfRegionSales => "out_of_region_sales",
            Self::Exports => "exports",
            Self::Purchases => "purchases",
            Self::InRegionPurchases => "in_region_purchases",
            Self::TotalPayroll => "total_payroll",
            Self::Employees => "employees",
        }
    }

    /// The figure of that name, if there is one.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.as_str() == name)
    }

    /// The base unit in which it is stored.
    pub fn unit(self) -> Unit {
        if self == Self::Employees { Unit::Persons } else { Unit::Yen }
    }
}

/// What a figure counts: the whole firm at its head office, or the establishments in the region.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// 本社
    #[default]
    HeadOffice,
    /// 事業所
    Establishment,
}

impl Basis {
    /// The name in JSON and in the text catalogue (`basis.<name>`).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::HeadOffice => "head_office",
            Self::Establishment => "establishment",
        }
    }

    /// The basis of that name, if there is one.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::HeadOffice, Self::Establishment].into_iter().find(|basis| basis.as_str() == name)
    }
}

/// The figures that one row of a sheet gives for one fiscal year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FigureRow {
    /// The fiscal year.
    pub year: FiscalYear,
    /// What the figures count.
    pub basis: Basis,
    /// The values by [`FigureField::index`], in yen or persons; `None` where nothing was written.
    pub values: [Option<i64>; 7],
    /// The cell's text, only where it differs from the plain value (the value divided by the
    /// column's unit, as digits).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub raw: Vec<(FigureField, String)>,
}

impl FigureRow {
    /// An empty row of that year and basis.
    pub fn new(year: FiscalYear, basis: Basis) -> Self {
        Self { year, basis, values: [None; 7], raw: Vec::new() }
    }

    /// The value of one figure, in its base unit.
    pub fn value(&self, field: FigureField) -> Option<i64> {
        self.values[field.index()]
    }

    /// Whether nothing was written at all.
    pub fn is_empty(&self) -> bool {
        self.values.iter().all(Option::is_none)
    }
}
