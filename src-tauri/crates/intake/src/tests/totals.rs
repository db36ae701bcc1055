//! Rows that add up others, by word and by arithmetic.

use super::support::{Kept, csv, read_all};
use crate::Options;

const NUMBER: &str = "4000020182079";

fn read(lines: &[&str]) -> Kept {
    let header = "法人番号,企業名,市町村,令和5年度売上高(千円),従業員数";
    read_all(&csv(&format!("{header}\n{}\n", lines.join("\n"))), &Options::default())
}

/// Firms, then skipped rows below the header, then problems above a note.
fn outcome(kept: &Kept) -> (Vec<&str>, Vec<String>, Vec<String>) {
    let names = kept.firms.iter().map(|firm| firm.record.name.as_str()).collect();
    (names, kept.skips()[1..].to_vec(), kept.troubles())
}

#[test]
fn a_row_without_a_firm_that_adds_up_the_rows_above_is_a_sum() {
    for (lines, names, skips) in [
        // No word at all.
        (vec![",甲,,1,2", ",乙,,3,4", ",,,4,6"], vec!["甲", "乙"], vec!["4 total"]),
        // Several groups, then all of it.
        (
            vec![",甲,,1,2", ",乙,,3,4", ",,,4,6", ",丙,,5,1", ",丁,,5,1", ",,,10,2", ",,,14,8"],
            vec!["甲", "乙", "丙", "丁"],
            vec!["4 subtotal", "7 subtotal", "8 total"],
        ),
        // A name that is a place or a trade, or ends like a sum.
        (
            vec![",甲,,1,2", ",乙,,3,4", ",鯖江市,,4,6", ",丙,,5,1", ",丁,,5,1", ",食品計,,10,2"],
            vec!["甲", "乙", "丙", "丁"],
            vec!["4 subtotal", "7 subtotal"],
        ),
        // Words beside arithmetic, and notes after the total.
        (
            vec![",甲,,1,2", ",小計,,9,9", ",乙,,3,4", ",丙,,3,4", ",,,6,8", ",,,7,10", "※ 注,,,,"],
            vec!["甲", "乙", "丙"],
            vec!["3 subtotal", "6 subtotal", "7 total", "8 note"],
        ),
        // The sum of one column only.
        (vec![",甲,,1,", ",乙,,3,", ",,,4,"], vec!["甲", "乙"], vec!["4 total"]),
    ] {
        let kept = read(&lines);
        let skips = skips.into_iter().map(str::to_owned).collect();
        assert_eq!(outcome(&kept), (names, skips, vec![]), "{lines:?}");
    }
}

#[test]
fn a_firm_is_never_taken_for_a_sum() {
    let firm = format!("{NUMBER},合計,,4,6");
    let damaged = "4.00002E+12,合計,,4,6".to_owned();
    for (line, name) in [
        (&*firm, "合計"),
        (&*damaged, "合計"),
        // The same amounts by chance.
        (",丙,,4,6", "丙"),
        (",大和設計,,4,6", "大和設計"),
        // A name like a group, other amounts.
        (",鯖江市,,4,7", "鯖江市"),
    ] {
        let kept = read(&[",甲,,1,2", ",乙,,3,4", line]);
        let names: Vec<_> = kept.firms.iter().map(|firm| &*firm.record.name).collect();
        assert_eq!((names, kept.skips().len()), (vec!["甲", "乙", name], 1), "{line}");
    }
}

#[test]
fn a_nameless_row_that_adds_up_nothing_stays_a_problem() {
    let kept = read(&[",甲,,1,2", ",乙,,3,4", ",,,5,6", ",,,4,6"]);
    let (names, skips, troubles) = outcome(&kept);
    assert_eq!((names, skips), (vec!["甲", "乙"], vec!["5 total".to_owned()]));
    assert_eq!(troubles, ["A4 name_and_number_missing"]);
}
