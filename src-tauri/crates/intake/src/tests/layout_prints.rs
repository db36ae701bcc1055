//! The fingerprint of a layout.

use super::support::{csv, read_all};
use crate::Options;

fn of(text: &str) -> String {
    let kept = read_all(&csv(text), &Options::default());
    crate::fingerprint(&kept.table.unwrap())
}

#[test]
fn rows_and_years_do_not_matter_but_headers_and_columns_do() {
    let first = of("企業名,所在地,令和5年度売上高（千円）\n見本,本町1,5\n");
    assert_eq!(first.len(), 16);
    assert_eq!(first, of("企業名,所在地,令和6年度売上高（千円）\n別,東町2,7\n別2,東町3,8\n"));
    assert_eq!(first, of("企業名,所在地,令和５年度売上高（千円）\n見本,本町1,5\n"));
    assert_ne!(first, of("企業名,所在地,令和5年度仕入高（千円）\n見本,本町1,5\n"));
    assert_ne!(first, of("所在地,企業名,令和5年度売上高（千円）\n本町1,見本,5\n"));
    assert_eq!(of("企業名,所在地\n見本,本町1\n"), "01105673cc625636");
}
