//! Import of 100,000 firms against reading the same file with calamine and inserting it raw.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use shirube_sheets::{Limits, Workbook};

use crate::data::{Strings, workbook};
use crate::floor;
use crate::measure::{Cost, in_child, median, report};
use crate::session::{import, inspect, session, with_ledger};

/// How often both are run, one after the other, so that a slow minute hits both.
const ROUNDS: usize = 3;

/// Prints the cost of both for both kinds of workbook.
pub(crate) fn bench() {
    for (strings, named) in [
        (Strings::Inline, "text in the cells"),
        (Strings::Shared, "text in one table, as Excel writes"),
    ] {
        compare(&workbook(strings), named);
    }
}

fn compare(workbook: &Path, named: &str) {
    let file = workbook.to_str().unwrap();
    let (mut ours, mut floor) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        floor.push(in_child("floor", &[file]));
        ours.push(in_child("import", &[file]));
    }
    assert_eq!(ours[0].count, floor[0].count, "both must take the same rows");
    println!("{named}: {} firms", ours[0].count);
    line("  calamine, reading alone", &[in_child("calamine", &[file])]);
    line("  floor: calamine + raw insert", &floor);
    line("  our reader alone", &[in_child("sheets", &[file])]);
    line("  read and understood, not kept", &[in_child("inspect", &[file])]);
    line("  import into a fresh ledger", &ours);
    let ratio = |pick: fn(&Cost) -> f64| {
        median(ours.iter().zip(&floor).map(|(a, b)| pick(a) / pick(b)).collect())
    };
    println!(
        "  ratio {:.2} (wall), {:.2} (processor); at most 2.00 was promised; memory under 150 MB",
        ratio(|cost| cost.wall),
        ratio(|cost| cost.cpu)
    );
}

fn line(named: &str, costs: &[Cost]) {
    let middle = |pick: fn(&Cost) -> f64| median(costs.iter().map(pick).collect());
    println!(
        "{named:32} {:6.2} s wall {:6.2} s processor {:6.0} MB peak",
        middle(|cost| cost.wall),
        middle(|cost| cost.cpu),
        middle(|cost| cost.peak)
    );
}

/// The part that runs in a process of its own.
pub(crate) fn child(work: &str, arguments: &[String]) {
    let workbook = PathBuf::from(&arguments[0]);
    let folder = tempfile::tempdir().unwrap();
    match work {
        "calamine" => report(|| floor::read(&workbook)),
        "sheets" => report(|| read(&workbook)),
        "floor" => report(|| floor::read_and_insert(&workbook, &folder.path().join("bare.db"))),
        "inspect" => report(|| inspect(&session(), &workbook)),
        "import" => report(|| {
            let session = with_ledger(folder.path());
            let new = import(&session, &workbook);
            session.close().unwrap();
            new
        }),
        _ => panic!("no work is named {work}"),
    }
}

/// Reads the first sheet with our own reader, and counts the cells.
fn read(workbook: &Path) -> u64 {
    let book = Workbook::open(workbook, &Limits::default()).unwrap();
    let mut count = 0;
    book.rows(0, &mut |row| {
        count += row.cells.len();
        ControlFlow::Continue(())
    })
    .unwrap();
    count as u64
}
