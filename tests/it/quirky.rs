//! Any clean table, written in any of the ways in which people write tables, comes back the same.
//!
//! A clean table is made at random ([`table`]), and so is a way of writing it ([`ways`]); it is
//! drawn as cells ([`drawing`]), saved as a workbook or a text file ([`grid`]), imported into an
//! empty ledger, and compared with what the ledger then holds ([`reading`]).

mod drawing;
mod grid;
mod hand;
mod reading;
mod table;
mod ways;

use std::fmt;

use proptest::prelude::*;
use proptest::test_runner::Config;

use drawing::draw;
use reading::{differences, read_back};
use table::{Clean, clean};
use ways::{Layout, Ways, ways};

/// A table, and a way to write it.
struct Case {
    table: Clean,
    ways: Ways,
}

/// Shown as the sheet looks.
impl fmt::Debug for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}\n{}", self.ways, draw(&self.table, &self.ways))
    }
}

fn cases(layouts: &[Layout]) -> impl Strategy<Value = Case> {
    // The way shrinks first: which quirk it is says more than which firms.
    (ways(layouts), clean()).prop_map(|(ways, table)| Case { ways: ways.settle(&table), table })
}

/// Every case is a ledger of its own, so there are few; `PROPTEST_CASES` asks for more.
fn config(cases: u32) -> Config {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok());
    Config {
        cases: asked.unwrap_or(cases),
        max_shrink_iters: 300,
        failure_persistence: None,
        ..Config::default()
    }
}

fn comes_back(case: &Case) -> Result<(), TestCaseError> {
    let Case { table, ways } = case;
    let found = read_back(&draw(table, ways).save(ways.format), ways.format.file(), table);
    let differences = differences(&table.told(), found);
    prop_assert!(differences.is_empty(), "\n{}", differences.join("\n"));
    Ok(())
}

proptest! {
    #![proptest_config(config(48))]

    #[test]
    fn a_list_of_firms_in_any_quirky_way_is_read_back(case in cases(&[Layout::Firms, Layout::FirmYears])) {
        comes_back(&case)?;
    }
}

proptest! {
    #![proptest_config(config(16))]

    #[test]
    fn a_table_on_its_side_or_with_a_row_for_each_item_is_read_back(
        case in cases(&[Layout::Across, Layout::Items])
    ) {
        comes_back(&case)?;
    }
}
