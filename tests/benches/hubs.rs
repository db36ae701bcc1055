//! Rankings of 500,000 firms in one prefecture, in milliseconds and against the same question in
//! SQL.

use std::path::Path;

use rusqlite::{Connection, params};
use serde_json::{Value, json};
use shirube_domain::names::search_form;
use shirube_store::SCHEMA_VERSION;

use crate::measure::{fastest, first_and_median, median};
use crate::session::{call, session, with_ledger};

const FIRMS: u32 = 500_000;
const RUNS: usize = 15;
/// The windows take seconds.
const FLOOR_RUNS: usize = 3;

/// Prints each call's time and what was promised of it.
pub(crate) fn bench() {
    let path = ledger();
    println!("{FIRMS} firms in one prefecture, two years; milliseconds of the call, JSON included");
    let loads = (0..3).map(|_| {
        let session = session();
        call(&session, "ledger_open", json!({ "path": path }));
        let load = milliseconds(|| drop(call(&session, "firms_rank", ranking(json!({})))));
        session.close().unwrap();
        load
    });
    let load = median(loads.collect());
    println!("  the columns loaded, and the first ranking  {load:8.1}  promised under 400");

    let session = session();
    call(&session, "ledger_open", json!({ "path": path }));
    call(&session, "firms_rank", ranking(json!({})));
    let first = milliseconds(|| drop(call(&session, "firms_list", json!({ "search": "製作" }))));
    println!("  the texts loaded, and the first search     {first:8.1}");
    let mut nth = 0;
    let mut line =
        |named: &str, promised: &str, mut request: Box<dyn FnMut(u32) -> (&'static str, Value)>| {
            let (_, then) = first_and_median(RUNS, || {
                nth += 1;
                let (name, request) = request(nth);
                drop(call(&session, name, request));
            });
            println!("  {named:42} {then:8.1}  {promised}");
            then
        };
    let ours =
        line("ranking with filters, 100 rows", "", Box::new(|n| ("firms_rank", filtered(n))));
    line(
        "another filter, 100 rows",
        "promised under 150",
        Box::new(|n| ("firms_rank", ranking(json!({ "filter": { "industries": [industry(n)] } })))),
    );
    line(
        "by Pareto front, another filter",
        "",
        Box::new(|n| {
            let filter = json!({ "municipalities": [municipality(n)] });
            ("firms_rank", ranking(json!({ "by": "pareto", "filter": filter })))
        }),
    );
    line(
        "a threshold moved",
        "promised under 16",
        Box::new(|n| {
            let thresholds = json!({ "connector": format!("0.00000{n}"), "hub": "0.000002" });
            ("firms_rank", ranking(json!({ "thresholds": thresholds })))
        }),
    );
    line(
        "the page at 250,000",
        "",
        Box::new(|_| ("firms_rank", ranking(json!({ "offset": 250_000 })))),
    );
    line(
        "search 製作, list",
        "promised under 30",
        Box::new(|_| ("firms_list", json!({ "search": "製作" }))),
    );
    line(
        "search ホン, kana",
        "promised under 30",
        Box::new(|_| ("firms_list", json!({ "search": "ホン" }))),
    );
    line(
        "search 番地, addresses",
        "promised under 30",
        Box::new(|_| ("firms_list", json!({ "search": "番地" }))),
    );
    line(
        "search 山, in the ranking",
        "",
        Box::new(|_| ("firms_rank", ranking(json!({ "filter": { "search": "山" } })))),
    );
    line(
        "concentration",
        "",
        Box::new(|_| ("firms_concentration", json!({ "prefecture": "18", "year": 2024 }))),
    );
    line(
        "industries",
        "",
        Box::new(|_| ("firms_industries", json!({ "prefecture": "18", "year": 2024 }))),
    );
    points(&session);
    session.close().unwrap();

    let floor = windows(&path);
    println!("  the same question in SQL window functions  {floor:8.1}");
    println!("  = SQL ÷ ours: {:.0}; promised at least 50", floor / ours);
}

fn milliseconds(work: impl FnMut()) -> f64 {
    fastest(1, work).as_secs_f64() * 1e3
}

fn ranking(more: Value) -> Value {
    let mut request = json!({ "prefecture": "18", "year": 2024, "top": 100 });
    for (key, value) in more.as_object().unwrap() {
        request[key] = value.clone();
    }
    request
}

/// The question that SQL is asked too, each time with another bound, so that nothing is kept.
fn filtered(n: u32) -> Value {
    ranking(json!({ "filter": {
        "industries": ["24", "27"],
        "municipalities": ["182010", "182079"],
        "employees_from": 20 + n % 7,
    }}))
}

/// 50,000 points as raw arrays, and what they would be as numbers in JSON.
fn points(session: &shirube_app::Session) {
    let request = || {
        let filter = json!({ "employees_to": 69 });
        json!({ "prefecture": "18", "year": 2024, "filter": filter })
    };
    let plot = call(session, "firms_points", request());
    let raw = milliseconds(|| {
        let plot = call(session, "firms_points", request());
        drop(serde_json::to_string(&plot).unwrap());
    });
    let bytes = serde_json::to_string(&plot).unwrap().len();
    let count = plot["count"].as_u64().unwrap();
    let numbers: Vec<[f64; 3]> = (0..count)
        .map(|n| [1.0 / (n as f64 + 3.0), 2.0 / (n as f64 + 7.0), 1e6 + n as f64])
        .collect();
    let mut text = 0;
    let as_numbers = milliseconds(|| {
        let value = serde_json::to_value(&numbers).unwrap();
        text = serde_json::to_string(&value).unwrap().len();
    });
    println!(
        "  {count} points: {raw:.1} ms and {bytes} bytes as arrays; as numbers {text} bytes, \
         {as_numbers:.1} ms for the JSON alone"
    );
}

const MUNICIPALITIES: [&str; 5] = ["182010", "182028", "182044", "182061", "182079"];
const INDUSTRIES: [&str; 8] = ["05", "09", "11", "24", "26", "27", "32", "53"];
const PLACES: [&str; 12] = [
    "青葉", "若草", "朝日", "大野", "川上", "白浜", "松原", "緑山", "小泉", "春日", "平和", "港南",
];

fn industry(n: u32) -> &'static str {
    INDUSTRIES[n as usize % INDUSTRIES.len()]
}

fn municipality(n: u32) -> &'static str {
    MUNICIPALITIES[n as usize % MUNICIPALITIES.len()]
}

/// A number that looks like chance, the same at every run.
fn chance(n: u32, salt: u32) -> u64 {
    let mut x = u64::from(n) << 32 | u64::from(salt);
    x ^= x >> 30;
    x = x.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x ^= x >> 27;
    x = x.wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ x >> 31
}

/// The ledger, made when it is not there yet: rows straight into its tables, for an import of so
/// many firms takes minutes and is measured elsewhere.
fn ledger() -> std::path::PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("benches-hubs");
    let path = folder.join(format!("firms-{FIRMS}-{SCHEMA_VERSION}.shirube"));
    if !path.is_file() {
        println!("making a ledger of {FIRMS} firms");
        std::fs::create_dir_all(&folder).unwrap();
        let unfinished = tempfile::tempdir_in(&folder).unwrap();
        with_ledger(unfinished.path()).close().unwrap();
        let made = unfinished.path().join("bench.shirube");
        fill(&mut Connection::open(&made).unwrap());
        std::fs::rename(&made, &path).unwrap();
    }
    path
}

fn fill(connection: &mut Connection) {
    let transaction = connection.transaction().unwrap();
    let import = "INSERT INTO import (key, id, at, file_name, sha256, sheet, columns) \
                  VALUES (?1, ?2, '2026-11-25T00:00:00Z', 'firms.xlsx', ?3, '企業一覧', '[]')";
    for key in [1, 2] {
        transaction.execute(import, params![key, [key as u8; 16], [key as u8; 32]]).unwrap();
    }
    {
        let firm = "INSERT INTO firm (key, id, corporate_number, name, kana, address, prefecture, \
                    municipality, industry, capital, employees, search, import, row, changed_by) \
                    VALUES (?1, ?2, ?3, ?4, ?5, ?6, '18', ?7, ?8, ?9, ?10, ?11, 1, ?1, 1)";
        let figure = "INSERT INTO figure (firm, year, basis, import, row, sales, \
                      out_of_region_sales, exports, purchases, in_region_purchases, \
                      total_payroll, employees) VALUES (?1, ?2, 0, ?3, ?1, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
        let mut firm = transaction.prepare(firm).unwrap();
        let mut figure = transaction.prepare(figure).unwrap();
        for n in 1..=FIRMS {
            let place = PLACES[chance(n, 1) as usize % PLACES.len()];
            let name = match n % 3 {
                0 => format!("株式会社{place}製作所{n}"),
                1 => format!("{place}商会{n}㈱"),
                _ => format!("有限会社{place}工業{n}"),
            };
            let kana = format!("ミホン{n}");
            let number = corporate_number(n);
            let address = format!("見本県{place}市{place}町{}番地{}", n % 90 + 1, n % 30 + 1);
            let search = [&name, &kana, &number, &address, ""].map(search_form);
            let employees = 1 + chance(n, 2) % 700;
            firm.execute(params![
                n,
                (u128::from(n) << 64 | 0x7000_8000).to_be_bytes(),
                number,
                name,
                kana,
                address,
                municipality(chance(n, 3) as u32 % 5),
                industry(chance(n, 4) as u32 % 8),
                1_000_000 + (chance(n, 5) % 90_000_000) as i64,
                employees as i64,
                search.join("\n"),
            ])
            .unwrap();
            let sales = 20_000_000 + (chance(n, 6) % 4_000_000_000) as i64;
            for (year, import, part) in [(2023, 1, 95), (2024, 2, 100)] {
                let sales = sales / 100 * part;
                let share = |salt: u32| sales / 1_000 * (chance(n, salt) % 900) as i64;
                let money = [share(7), share(8), share(9), share(10), sales / 5];
                figure
                    .execute(params![
                        n,
                        year,
                        import,
                        sales,
                        money[0],
                        money[1],
                        money[2],
                        money[3],
                        money[4],
                        employees as i64
                    ])
                    .unwrap();
            }
        }
    }
    transaction.commit().unwrap();
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
}

/// Twelve digits that no register has given out, with their check digit before them.
fn corporate_number(n: u32) -> String {
    let digits = format!("9999{n:08}");
    let sum: u32 = digits
        .bytes()
        .rev()
        .zip([1, 2].into_iter().cycle())
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    format!("{}{digits}", 9 - sum % 9)
}

/// The filtered question in SQL: of each firm the newest import's figures, both places among the
/// firms of the filter, the first hundred by connector degree.
fn windows(ledger: &Path) -> f64 {
    const SQL: &str = "
        WITH counting AS (
            SELECT firm, sales, out_of_region_sales, in_region_purchases, exports, employees,
                   row_number() OVER (PARTITION BY firm ORDER BY import DESC, row) AS nth
            FROM figure WHERE year = 2024 AND basis = 0
        ), whole AS (
            SELECT sum(out_of_region_sales) AS outside, sum(in_region_purchases) AS inside
            FROM counting JOIN firm ON firm.key = counting.firm
            WHERE nth = 1 AND firm.prefecture = '18'
        ), chosen AS (
            SELECT firm.id, firm.corporate_number, firm.name, firm.municipality, firm.industry,
                   counting.sales, counting.exports,
                   out_of_region_sales * 1.0 / outside AS connector,
                   in_region_purchases * 1.0 / inside AS hub
            FROM counting JOIN firm ON firm.key = counting.firm, whole
            WHERE nth = 1 AND firm.prefecture = '18'
              AND (firm.industry LIKE '24%' OR firm.industry LIKE '27%')
              AND firm.municipality IN ('182010', '182079') AND counting.employees >= 20
        ), ranked AS (
            SELECT *, rank() OVER (ORDER BY connector DESC) AS connector_rank,
                   rank() OVER (ORDER BY hub DESC) AS hub_rank
            FROM chosen
        )
        SELECT * FROM ranked ORDER BY connector DESC, corporate_number LIMIT 100";
    let connection = Connection::open(ledger).unwrap();
    connection.pragma_update(None, "cache_size", -48 * 1024).unwrap();
    let mut statement = connection.prepare(SQL).unwrap();
    let time = fastest(FLOOR_RUNS, || {
        let mut rows = statement.query(()).unwrap();
        let mut count = 0;
        while rows.next().unwrap().is_some() {
            count += 1;
        }
        assert_eq!(count, 100);
    });
    time.as_secs_f64() * 1e3
}
