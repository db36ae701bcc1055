//! Pages, searches and rankings of 100,000 firms, in milliseconds.

use rusqlite::Connection;
use serde_json::{Value, json};

use crate::data::{ROWS, Strings, workbook};
use crate::measure::{fastest, first_and_median};
use crate::session::{call, import, with_ledger};

const RUNS: usize = 15;

/// Prints each call's time, and the floor for the searches: a scan with LIKE over the same file.
pub(crate) fn bench() {
    let folder = tempfile::tempdir().unwrap();
    let session = with_ledger(folder.path());
    let firms = import(&session, &workbook(Strings::Inline, ROWS));
    println!("{firms} firms; milliseconds of the call, JSON included");
    let calls: [(&str, &str, Value); 9] = [
        ("first page of 100", "firms_list", json!({})),
        ("page at 90,000", "firms_list", json!({ "offset": 90_000 })),
        ("by sales", "firms_list", json!({ "sort": "sales" })),
        ("of one municipality", "firms_list", json!({ "municipality": "182079" })),
        ("search 山", "firms_list", json!({ "search": "山" })),
        ("search 製作", "firms_list", json!({ "search": "製作" })),
        ("search 平和商会4711", "firms_list", json!({ "search": "平和商会4711" })),
        ("search with no hit", "firms_list", json!({ "search": "存在しない" })),
        ("ranking, 100 of 100,000", "firms_rank", ranking()),
    ];
    for (named, name, request) in calls {
        let (first, rest) = first_and_median(RUNS, || {
            call(&session, name, request.clone());
        });
        let total = call(&session, name, request)["total"].as_u64();
        let hits = total.map(|total| format!("{total:>8} fit")).unwrap_or_default();
        println!("  {} {first:8.1} first {rest:8.1} then {hits}", padded(named));
    }
    session.close().unwrap();
    scans(&folder.path().join("bench.shirube"));
}

fn ranking() -> Value {
    json!({ "prefecture": "18", "year": 2024, "top": 100 })
}

/// What the searches would cost without columns in memory.
fn scans(ledger: &std::path::Path) {
    let connection = Connection::open(ledger).unwrap();
    println!("floor: SQLite alone over the same ledger");
    for (named, sql) in [
        ("LIKE '%山%'", "SELECT count(*) FROM firm WHERE name LIKE '%山%' OR address LIKE '%山%'"),
        ("LIKE '%製作%'", "SELECT count(*) FROM firm WHERE name LIKE '%製作%'"),
        ("ORDER BY kana LIMIT 100", "SELECT id FROM firm ORDER BY kana LIMIT 100"),
    ] {
        let mut statement = connection.prepare(sql).unwrap();
        let time = fastest(RUNS, || {
            let mut rows = statement.query(()).unwrap();
            while rows.next().unwrap().is_some() {}
        });
        println!("  {} {:8.1}", padded(named), time.as_secs_f64() * 1e3);
    }
}

/// A label of the same width on the screen, where Japanese characters take two columns.
fn padded(label: &str) -> String {
    let width: usize = label.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
    format!("{label}{}", " ".repeat(28_usize.saturating_sub(width)))
}
