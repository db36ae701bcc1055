//! Import of 100,000 firms against reading the same file with calamine and inserting it raw, and
//! against what one would write in Python.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use shirube_sheets::{Limits, Workbook};

use crate::data::{MANY_ROWS, ROWS, Strings, workbook};
use crate::measure::{Cost, in_child, median, report};
use crate::session::{import, inspect, session, with_ledger};
use crate::{floor, others, recognition};

/// How often both of a pair are run, in turn, so that a slow minute hits both.
const ROUNDS: usize = 5;

/// Prints the cost of each work for both kinds of workbook.
pub(crate) fn bench() {
    for (strings, named) in [
        (Strings::Inline, "text in the cells"),
        (Strings::Shared, "text in one table, as Excel writes"),
    ] {
        println!("{named}: {ROWS} firms");
        compare(&workbook(strings, ROWS));
    }
    recognition::report(&workbook(Strings::Inline, ROWS));
    println!("text in the cells: {MANY_ROWS} firms");
    let cost = in_child("import", &[workbook(Strings::Inline, MANY_ROWS).to_str().unwrap()]);
    line("  import into a fresh ledger", &[cost]);
    println!("  memory {:.0} MB; under 250 MB was promised", cost.peak);
}

fn compare(workbook: &Path) {
    let file = workbook.to_str().unwrap();
    line("  the file read, in sequence", &[in_child("bytes", &[file])]);
    line("  its parts inflated", &[in_child("inflate", &[file])]);
    let [theirs, ours] = pair(["calamine", "sheets"], file);
    line("  calamine, reading alone", &theirs);
    line("  our reader alone", &ours);
    promise("calamine ÷ ours, reading", &theirs, &ours, "at least 3");
    let [floor, ours] = pair(["floor", "import"], file);
    assert_eq!(ours[0].count, floor[0].count, "both must take the same rows");
    line("  floor: calamine + raw insert", &floor);
    line("  read and understood, not kept", &[in_child("inspect", &[file])]);
    line("  import into a fresh ledger", &ours);
    promise("import ÷ floor", &ours, &floor, "at most 1.0; memory under 120 MB");
    for (named, promised) in others::WORKS {
        match others::run(named, file) {
            Ok(cost) => {
                line(&format!("  {named}"), &[cost]);
                promise(&format!("{named} ÷ import"), &[cost], &ours[..1], promised);
            }
            Err(why) => println!("  {named}: skipped, {why}"),
        }
    }
}

/// Runs two works in turn.
fn pair(works: [&str; 2], file: &str) -> [Vec<Cost>; 2] {
    let mut costs = [Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        for (work, costs) in works.iter().zip(&mut costs) {
            costs.push(in_child(work, &[file]));
        }
    }
    costs
}

/// Prints how many times the second one's cost the first one's is.
fn promise(named: &str, dividends: &[Cost], divisors: &[Cost], promised: &str) {
    let ratio = |pick: fn(&Cost) -> f64| {
        median(dividends.iter().zip(divisors).map(|(a, b)| pick(a) / pick(b)).collect())
    };
    println!(
        "  = {named}: {:.2} (wall), {:.2} (processor); promised {promised}",
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
        "bytes" => report(|| std::fs::read(&workbook).unwrap().len() as u64),
        "inflate" => report(|| floor::inflate(&workbook)),
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
