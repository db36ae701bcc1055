//! Totals of money in a plan, in whole yen: funding by year and source, investments, budgets.
//!
//! A total that does not fit into `i64` is an error, never a wrong number.

use std::collections::{BTreeMap, BTreeSet};

use crate::answers::Row;
use crate::fiscal_year::FiscalYear;
use crate::plan::Plan;

/// The words of a funding source, in the order of the form.
pub const SOURCES: [&str; 5] = ["state", "prefecture", "municipality", "private", "other"];

/// A sum beyond what is kept as whole yen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the total is too large")]
pub struct TooLarge;

/// Adds amounts; none of them is `None`, so that nothing is not shown as zero.
fn sum(amounts: impl IntoIterator<Item = i64>) -> Result<Option<i64>, TooLarge> {
    let mut total: Option<i64> = None;
    for amount in amounts {
        total = Some(total.unwrap_or(0).checked_add(amount).ok_or(TooLarge)?);
    }
    Ok(total)
}

/// 資金計画 as a table of years and sources. Rows add up to `by_year`, columns to `by_source`,
/// and both to `total`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Funding {
    /// Every year of the plan, and any other with an amount.
    pub years: Vec<FiscalYear>,
    /// By year, then by [`SOURCES`]; `None` where no row says anything.
    pub cells: Vec<[Option<i64>; SOURCES.len()]>,
    /// The sum of each year.
    pub by_year: Vec<Option<i64>>,
    /// The sum of each source.
    pub by_source: [Option<i64>; SOURCES.len()],
    /// The sum of everything; zero where nothing is written.
    pub total: i64,
    /// The years of the plan without any amount.
    pub missing_years: Vec<FiscalYear>,
    /// The years with an amount that lie outside the plan.
    pub outside_years: Vec<FiscalYear>,
    /// The rows that lack year, source or amount, so that no sum holds them.
    pub incomplete: Vec<usize>,
}

/// A row of 資金計画 with all of year, source (a place in [`SOURCES`]) and amount.
fn funded(row: Row<'_>) -> Option<(FiscalYear, usize, i64)> {
    let year = FiscalYear::new(row.integer("fiscal_year")?).ok()?;
    let source = SOURCES.iter().position(|word| *word == row.text("source"))?;
    Some((year, source, row.integer("amount")?))
}

/// Sums the plan's 資金計画.
///
/// # Errors
/// A total is too large.
pub fn funding(plan: &Plan) -> Result<Funding, TooLarge> {
    let mut incomplete = Vec::new();
    let mut amounts: BTreeMap<(FiscalYear, usize), Vec<i64>> = BTreeMap::new();
    for (index, row) in plan.answers.rows("funding") {
        match funded(row) {
            Some((year, source, amount)) => amounts.entry((year, source)).or_default().push(amount),
            None => incomplete.push(index),
        }
    }
    let plan_years = plan.period.fiscal_years();
    let stated: BTreeSet<FiscalYear> = amounts.keys().map(|(year, _)| *year).collect();
    let years: Vec<FiscalYear> =
        plan_years.iter().chain(&stated).copied().collect::<BTreeSet<_>>().into_iter().collect();
    let mut cells = Vec::new();
    for year in &years {
        let mut cell = [None; SOURCES.len()];
        for (source, cell) in cell.iter_mut().enumerate() {
            *cell = sum(amounts.get(&(*year, source)).into_iter().flatten().copied())?;
        }
        cells.push(cell);
    }
    let mut by_source = [None; SOURCES.len()];
    for (source, total) in by_source.iter_mut().enumerate() {
        *total = sum(cells.iter().filter_map(|cell| cell[source]))?;
    }
    Ok(Funding {
        by_year: cells
            .iter()
            .map(|cell| sum(cell.iter().flatten().copied()))
            .collect::<Result<_, _>>()?,
        total: sum(by_source.iter().flatten().copied())?.unwrap_or(0),
        missing_years: plan_years.iter().filter(|year| !stated.contains(year)).copied().collect(),
        outside_years: stated.iter().filter(|year| !plan_years.contains(year)).copied().collect(),
        years,
        cells,
        by_source,
        incomplete,
    })
}

/// A sum under a name, with how many rows went into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// The word, name or year; empty for rows that do not say.
    pub key: String,
    /// Whole yen.
    pub amount: i64,
    /// How many rows.
    pub count: usize,
}

/// Sums rows of a table by what `key` says of them, in the order of the keys.
fn by<'a>(
    rows: &[(Row<'a>, i64)],
    key: impl Fn(Row<'a>) -> String,
) -> Result<Vec<Share>, TooLarge> {
    let mut groups: BTreeMap<String, Vec<i64>> = BTreeMap::new();
    for (row, amount) in rows {
        groups.entry(key(*row)).or_default().push(*amount);
    }
    groups
        .into_iter()
        .map(|(key, amounts)| {
            let count = amounts.len();
            Ok(Share { key, amount: sum(amounts)?.unwrap_or(0), count })
        })
        .collect()
}

/// The rows of a table that have an amount.
fn with_amount<'a>(plan: &'a Plan, table: &str) -> Vec<(Row<'a>, i64)> {
    let rows = plan.answers.rows(table);
    rows.filter_map(|(_, row)| Some((row, row.integer("amount")?))).collect()
}

fn word(row: Row<'_>, column: &str) -> String {
    row.text(column).trim().to_owned()
}

/// 投資 of a plan, summed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Investments {
    /// Whole yen.
    pub total: i64,
    /// How many rows there are.
    pub count: usize,
    /// How many of them have no amount.
    pub without_amount: usize,
    /// By 確度, in the order from the first idea to the announcement.
    pub by_certainty: Vec<Share>,
    /// By municipality, its code or name.
    pub by_municipality: Vec<Share>,
    /// By the fiscal year in which they start.
    pub by_year: Vec<Share>,
}

/// Sums the plan's investments.
///
/// # Errors
/// A total is too large.
pub fn investments(plan: &Plan) -> Result<Investments, TooLarge> {
    const CERTAINTY: [&str; 5] = ["concept", "considering", "decided", "announced", ""];
    let rows = with_amount(plan, "investments");
    let count = plan.answers.rows("investments").count();
    let mut by_certainty = by(&rows, |row| word(row, "certainty"))?;
    by_certainty.sort_by_key(|share| CERTAINTY.iter().position(|word| *word == share.key));
    Ok(Investments {
        total: sum(rows.iter().map(|(_, amount)| *amount))?.unwrap_or(0),
        count,
        without_amount: count - rows.len(),
        by_certainty,
        by_municipality: by(&rows, |row| word(row, "municipality"))?,
        by_year: by(&rows, |row| {
            row.date("from").map_or_else(String::new, |day| FiscalYear::of(day).to_string())
        })?,
    })
}

/// 予算措置の事前調整 of a plan, summed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Budget {
    /// Whole yen.
    pub total: i64,
    /// By ministry, as it is written.
    pub by_ministry: Vec<Share>,
    /// By fiscal year.
    pub by_year: Vec<Share>,
}

/// Sums the plan's budget consultations.
///
/// # Errors
/// A total is too large.
pub fn budget(plan: &Plan) -> Result<Budget, TooLarge> {
    let rows = with_amount(plan, "budget_consultations");
    Ok(Budget {
        total: sum(rows.iter().map(|(_, amount)| *amount))?.unwrap_or(0),
        by_ministry: by(&rows, |row| word(row, "ministry"))?,
        by_year: by(&rows, |row| {
            row.integer("fiscal_year").map_or_else(String::new, |year| year.to_string())
        })?,
    })
}

/// The amounts that the plan's tables name besides its funding: the source sets no rule that
/// they must be equal, so this is only said.
///
/// # Errors
/// A total is too large.
pub fn undertakings(plan: &Plan) -> Result<i64, TooLarge> {
    let tables = ["investments", "infrastructure"];
    let amounts = tables.iter().flat_map(|table| with_amount(plan, table));
    Ok(sum(amounts.map(|(_, amount)| amount))?.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;
    use crate::plan::PlanKind;
    use crate::plan::samples::plan;

    fn a(answers: Value) -> Plan {
        plan(PlanKind::StrategicCluster, &answers)
    }

    #[test]
    fn funding_adds_up_and_names_the_years_without_any() {
        let found = funding(&a(json!({ "funding": [
            { "fiscal_year": 2027, "source": "state", "amount": 100, "basis": "甲" },
            { "fiscal_year": 2027, "source": "state", "amount": 50, "basis": "乙" },
            { "fiscal_year": 2028, "source": "private", "amount": 7 },
            { "fiscal_year": 2035, "source": "other", "amount": 1 },
            { "fiscal_year": 2029, "source": "state" },
            { "source": "state", "amount": 9 }
        ] })))
        .unwrap();
        assert_eq!(
            (found.total, found.by_source[0], found.by_year[0]),
            (158, Some(150), Some(150))
        );
        let years = |years: &[FiscalYear]| years.iter().map(|y| y.year()).collect::<Vec<_>>();
        assert_eq!(years(&found.missing_years), [2029, 2030, 2031]);
        assert_eq!(years(&found.outside_years), [2035]);
        assert_eq!(found.incomplete, [4, 5]);
        assert_eq!(found.cells[2], [None; 5], "nothing is not zero");
    }

    #[test]
    fn investments_are_summed_by_what_is_said_of_them() {
        let found = investments(&a(json!({ "investments": [
            { "amount": 5, "certainty": "decided", "municipality": "182079", "from": "2028-03-01" },
            { "amount": 6, "certainty": "concept", "municipality": "182079", "from": "2028-04-01" },
            { "amount": 7 },
            { "investor": "甲" }
        ] })))
        .unwrap();
        assert_eq!((found.total, found.count, found.without_amount), (18, 4, 1));
        let keys =
            |shares: &[Share]| shares.iter().map(|s| (s.key.clone(), s.amount)).collect::<Vec<_>>();
        let named = |name: &str, amount| (name.to_owned(), amount);
        assert_eq!(
            keys(&found.by_certainty),
            [named("concept", 6), named("decided", 5), named("", 7)]
        );
        assert_eq!(keys(&found.by_municipality), [named("", 7), named("182079", 11)]);
        assert_eq!(keys(&found.by_year), [named("", 7), named("2027", 5), named("2028", 6)]);
    }

    #[test]
    fn a_total_that_does_not_fit_is_refused() {
        let rows = |table: &str, count| {
            let row = json!({
                "amount": 1_000_000_000_000_000_i64, "fiscal_year": 2027, "source": "state"
            });
            let mut answers = serde_json::Map::new();
            answers.insert(table.to_owned(), Value::Array(vec![row; count]));
            a(Value::Object(answers))
        };
        assert!(funding(&rows("funding", 9_000)).is_ok());
        assert_eq!(funding(&rows("funding", 10_000)), Err(TooLarge));
        let mut many = rows("funding", 1);
        let budgets = json!({ "budget_consultations": vec![
            json!({ "amount": 1_000_000_000_000_000_i64 }); 10_000
        ] });
        many.answers =
            crate::answers::Answers::check(PlanKind::StrategicCluster, &budgets).unwrap();
        assert_eq!(budget(&many), Err(TooLarge));
    }

    proptest! {
        /// The sums of the rows, of the columns, and of the plain list are one number.
        #[test]
        fn rows_and_columns_add_up(
            rows in prop::collection::vec((2020_i64..2040, 0_usize..5, 0_i64..1_000_000_000_000), 0..60),
        ) {
            let list: Vec<Value> = rows.iter().map(|(year, source, amount)| {
                json!({ "fiscal_year": year, "source": SOURCES[*source], "amount": amount })
            }).collect();
            let found = funding(&a(json!({ "funding": list }))).unwrap();
            let plain: i64 = rows.iter().map(|row| row.2).sum();
            prop_assert_eq!(found.total, plain);
            prop_assert_eq!(found.by_year.iter().flatten().sum::<i64>(), plain);
            prop_assert_eq!(found.by_source.iter().flatten().sum::<i64>(), plain);
            prop_assert_eq!(found.cells.len(), found.years.len());
        }
    }
}
