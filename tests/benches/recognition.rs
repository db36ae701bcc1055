//! How long it takes to find the tables of a workbook, once it is open.

use std::path::Path;

use shirube_domain::places::Places;
use shirube_intake::{Codes, Options, Words, find_tables};
use shirube_sheets::{Limits, Workbook};

use crate::measure::fastest;

const RUNS: usize = 15;

/// Prints the milliseconds of one recognition.
pub(crate) fn report(workbook: &Path) {
    let words = Words::parse(include_str!("../../assets/intake/synonyms.toml")).unwrap();
    let places = Places::new(Vec::new(), Vec::new());
    let codes = Codes::new(&places, []);
    let book = Workbook::open(workbook, &Limits::default()).unwrap();
    let time = fastest(RUNS, || {
        let found = find_tables(&book, None, &Options::default(), &words, &codes).unwrap();
        assert_eq!(found.tables.len(), 1);
    });
    println!("find_tables: {:.1} ms; promised under 20", time.as_secs_f64() * 1e3);
}
