//! The largest realistic plan: assessing it, and opening it with 500 firms, in milliseconds.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::Path;

use jiff::civil::date;
use rusqlite::Connection;
use serde_json::{Map, Value, json};
use shirube_app::Session;
use shirube_domain::answers::Answers;
use shirube_domain::assess::{AssessContext, SelectedDegrees, assess};
use shirube_domain::catalogue::{Catalogue, FILE_NAMES};
use shirube_domain::plan::{FirmRole, Period, Plan, PlanKind, SelectedFirm};
use uuid::Uuid;

use crate::data::{Strings, workbook};
use crate::measure::{fastest, first_and_median};
use crate::session::{call, import, with_ledger};

const RUNS: usize = 15;
const FIRMS: u32 = 500;
const INDICATORS: usize = 40;
const SUPPORTS: usize = 60;
const ROWS: usize = 200;

/// What is promised, in milliseconds.
const ASSESS_MS: f64 = 1.0;
const OPEN_MS: f64 = 100.0;

/// Prints the time of an assessment and of opening the plan, each beside its floor.
pub(crate) fn bench() {
    println!(
        "{INDICATORS} indicators × 10 years, {FIRMS} firms, {SUPPORTS} rows of support, \
         {ROWS} rows elsewhere"
    );
    assessing();
    opening();
}

/// The floor of an assessment: the plan's own answers read from their text, once.
fn assessing() {
    let catalogue = catalogue();
    let plan = plan();
    let degrees = plan.selected.iter().map(|one| (one.firm, SelectedDegrees::default())).collect();
    let context = AssessContext { today: date(2026, 11, 25), degrees };
    let text = Value::Object(plan.answers.as_map().clone()).to_string();
    let floor = fastest(RUNS * 10, || {
        black_box(serde_json::from_str::<Value>(black_box(&text)).unwrap());
    });
    let ours = fastest(RUNS * 10, || {
        black_box(assess(black_box(&plan), &catalogue, &context));
    });
    let (floor, ours) = (floor.as_secs_f64() * 1e3, ours.as_secs_f64() * 1e3);
    println!("  floor: {} bytes of answers parsed  {floor:8.3} ms", text.len());
    println!("  assess()                        {ours:8.3} ms   ratio {:.2}", ours / floor);
    println!("  promised: under {ASSESS_MS} ms {}", kept(ours <= ASSESS_MS));
}

/// The floor of opening: the plan's row and its firms with their figures read by SQLite alone,
/// one firm after the other, and the answers parsed.
fn opening() {
    let folder = tempfile::tempdir().unwrap();
    let session = with_ledger(folder.path());
    import(&session, &workbook(Strings::Inline, FIRMS));
    let id = made(&session);
    let opened = || {
        call(&session, "plans_show", json!({ "id": id }));
        call(&session, "plans_check", json!({ "id": id }));
        call(&session, "plans_fields", json!({ "kind": "b" }));
    };
    let (first, ours) = first_and_median(RUNS, opened);
    for (name, request) in [
        ("plans_show", json!({ "id": id })),
        ("plans_check", json!({ "id": id })),
        ("plans_fields", json!({ "kind": "b" })),
    ] {
        let (_, one) = first_and_median(RUNS, || drop(call(&session, name, request.clone())));
        println!("    {name:<16} {one:8.1} ms");
    }
    session.close().unwrap();
    let floor = alone(&folder.path().join("bench.shirube"));
    println!("  floor: SQLite alone, answers parsed {floor:8.1} ms");
    println!("  opening: {first:.1} ms first, {ours:.1} ms then   ratio {:.1}", ours / floor);
    println!("  promised: under {OPEN_MS} ms {}", kept(first <= OPEN_MS && ours <= OPEN_MS));
}

fn kept(promise: bool) -> &'static str {
    if promise { "(kept)" } else { "(BROKEN)" }
}

fn alone(ledger: &Path) -> f64 {
    let connection = Connection::open(ledger).unwrap();
    let time = fastest(RUNS, || {
        let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?));
        let (answers, selected): (String, String) =
            connection.query_row("SELECT answers, selected FROM plan", [], read).unwrap();
        black_box(serde_json::from_str::<Value>(&answers).unwrap());
        let selected: Vec<SelectedFirm> = serde_json::from_str(&selected).unwrap();
        let mut firm = connection.prepare_cached("SELECT * FROM firm WHERE id = ?1").unwrap();
        let mut figures =
            connection.prepare_cached("SELECT * FROM figure WHERE firm = ?1").unwrap();
        for one in selected {
            let key: i64 = firm.query_row([one.firm.as_bytes()], |row| row.get(0)).unwrap();
            let mut rows = figures.query([key]).unwrap();
            while let Some(row) = rows.next().unwrap() {
                black_box(row.get::<_, i64>(1).unwrap());
            }
        }
    });
    time.as_secs_f64() * 1e3
}

/// Makes the plan in the ledger and names every firm in it.
fn made(session: &Session) -> String {
    let prefectures: Vec<String> = (1..=47).map(|code| format!("{code:02}")).collect();
    let created = call(
        session,
        "plans_create",
        json!({ "kind": "b", "title": "大きな計画", "prefectures": prefectures,
            "start": "2027-04-01", "end": "2037-03-31" }),
    );
    let id = created["id"].as_str().unwrap().to_owned();
    call(session, "plans_fill", json!({ "id": id, "answers": answers() }));
    let listed = call(session, "firms_list", json!({ "limit": FIRMS }));
    for firm in listed["firms"].as_array().unwrap() {
        let request = json!({ "id": id, "firm": firm["id"], "role": "priority_support",
            "reason": "県内の部品会社から仕入れ、輸出を伸ばしているため。" });
        call(session, "plans_select", request);
    }
    id
}

fn catalogue() -> Catalogue {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../assets/catalogue/2026-11");
    let texts: Vec<String> =
        FILE_NAMES.iter().map(|name| std::fs::read_to_string(folder.join(name)).unwrap()).collect();
    let files: Vec<(&str, &str)> =
        FILE_NAMES.iter().copied().zip(texts.iter().map(String::as_str)).collect();
    Catalogue::load(&files).unwrap()
}

/// The plan as it is in memory.
fn plan() -> Plan {
    let selected = (0..u128::from(FIRMS)).map(|firm| SelectedFirm {
        firm: Uuid::from_u128(firm),
        role: FirmRole::PrioritySupport,
        reason: "輸出を伸ばしているため。".to_owned(),
    });
    let empty: BTreeMap<String, Value> = BTreeMap::new();
    let value = json!({
        "id": Uuid::nil(), "kind": "b", "title": "大きな計画", "prefectures": [],
        "municipalities": [], "period": Period::new(date(2027, 4, 1), date(2037, 3, 31)).unwrap(),
        "catalogue": "2026-11", "stage": "", "answers": {}, "confirmations": empty,
        "selected": [], "overlays": [], "schedule": empty, "receiver_checks": empty,
        "archived_at": null
    });
    let mut plan: Plan = serde_json::from_value(value).unwrap();
    plan.answers = Answers::check(PlanKind::RegionalCluster, &answers()).unwrap();
    plan.selected = selected.collect();
    plan
}

/// Answers with as many rows as a large prefecture may have.
fn answers() -> Value {
    let years = || 2027..2037;
    let targets: Map<String, Value> =
        years().map(|year| (year.to_string(), json!(1000 + year))).collect();
    let heads = ["in_region_transactions", "sales", "labour", "custom"];
    let kpi: Vec<Value> = (0..INDICATORS)
        .map(|n| {
            json!({ "head": heads[n % 4], "name": format!("指標{n}"), "unit": "million_yen",
                "direction": "up", "baseline_year": 2025, "baseline": 1000 + n,
                "targets": targets, "source": "県の企業アンケート", "definition": "合計した額" })
        })
        .collect();
    let support: Vec<Value> = (0..SUPPORTS)
        .map(|n| {
            json!({ "organisation": format!("組織{n}"), "role": "技術相談", "persons": 2,
                "rhythm": "月1回", "from": format!("{}-04-01", 2027 + n % 10),
                "to": format!("{}-03-31", 2028 + n % 10) })
        })
        .collect();
    let rows = ROWS / 4;
    let products: Vec<Value> = (0..rows)
        .map(|n| {
            json!({ "name": format!("製品{n}"), "route": "both", "export_amount": 1_000_000,
                "share_now": 10, "share_target": 12, "source": "生産動向調査" })
        })
        .collect();
    let actions: Vec<Value> = (0..rows)
        .map(|n| {
            json!({ "name": format!("取組{n}"), "from": "2027-04-01", "to": "2030-03-31",
                "lead": "県", "text": "展示会へ出る。".repeat(20) })
        })
        .collect();
    let funding: Vec<Value> = (0..rows)
        .map(|n| {
            json!({ "fiscal_year": 2027 + n % 10, "source": "prefecture", "amount": 10_000_000,
                "basis": "補助金" })
        })
        .collect();
    let bodies: Vec<Value> =
        (0..rows).map(|n| json!({ "name": format!("団体{n}"), "role": "相談" })).collect();
    let roadmap: Vec<Value> = years()
        .map(|year| json!({ "fiscal_year": year, "labour": "採用", "technology": "移転" }))
        .collect();
    json!({ "summary": "眼鏡の部品で外貨を稼ぐ。".repeat(40), "industries": ["32", "24"],
        "contact": { "name": "見本", "telephone": "0000-00-0101", "email": "a@pref.example.jp" },
        "kpi": kpi, "support_system": support, "products": products, "actions": actions,
        "funding": funding, "related_bodies": bodies, "includes_attraction": true,
        "localisation_roadmap": roadmap, "reinvestment_policy": "3割を再投資する。",
        "local_benefit": "仕入れが増える。" })
}
