//! What is typed and pasted into a plan, and a plan's own data.

use serde_json::{Value, json};
use shirube_app::{Language, Session, Silent, Surroundings, dispatch};
use shirube_tests::Desk;

fn session(desk: &Desk) -> Session {
    Session::new(Surroundings {
        app_version: "test".to_owned(),
        actor: "試験".to_owned(),
        language: Language::Ja,
        default_ledger: Some(desk.ledger()),
        backups: None,
    })
    .unwrap()
}

fn ask(session: &Session, call: &str, request: Value) -> Value {
    dispatch(session, call, request, &Silent).unwrap_or_else(|failure| panic!("{failure:?}"))
}

fn refused(session: &Session, call: &str, request: Value) -> String {
    dispatch(session, call, request, &Silent).unwrap_err().code
}

fn read(session: &Session, ty: &str, text: &str) -> Value {
    let request = json!({"type": ty, "text": text, "unit": "yen", "prefectures": ["18"]});
    ask(session, "values_read", request)
}

#[test]
fn a_typed_value_is_read_as_people_write_it() {
    let desk = Desk::new();
    let session = session(&desk);
    for (ty, text, value, shown) in [
        ("money", "1億2千万円", json!(120_000_000), "1億2,000万円"),
        ("money", "１，２３４", json!(1234), "1,234円"),
        ("money", "500千円", json!(500_000), "50万円"),
        ("money", "－", json!(null), ""),
        ("date", "R9.4.1", json!("2027-04-01"), "令和9年4月1日"),
        ("date", "令和元年５月１日", json!("2019-05-01"), "令和元年5月1日"),
        ("date", "2027/4/1", json!("2027-04-01"), "令和9年4月1日"),
        ("fiscal_year", "令和9年度", json!(2027), "2027年度"),
        ("fiscal_year", "R9", json!(2027), "2027年度"),
        ("percent", "12.5%", json!(12.5), "12.5%"),
        ("decimal", "△3.5", json!(-3.5), "-3.5"),
        ("integer", "3名", json!(3), "3"),
        ("municipality", "鯖江市", json!("182079"), "福井県鯖江市"),
        ("municipality", "182079", json!("182079"), "福井県鯖江市"),
        ("municipality", "海外", json!("海外"), "海外"),
        ("local_government", "福井県", json!("18"), "福井県"),
        ("industry", "食料品製造業", json!("09"), "09 食料品製造業"),
    ] {
        let found = read(&session, ty, text);
        assert_eq!((&found["value"], &found["shown"]), (&value, &json!(shown)), "{ty} {text}");
    }
}

#[test]
fn what_is_not_understood_says_what_would_be_right() {
    let desk = Desk::new();
    let session = session(&desk);
    for (ty, text, code, right) in [
        ("money", "たくさん", "money_unread", "1億2,000万円"),
        ("money", "△5", "money_negative", "0円以上"),
        ("money", "1.5", "money_fraction", "単位"),
        ("date", "平成31年5月1日", "date_not_in_era", "令和元年5月1日"),
        ("date", "令和元年4月30日", "date_not_in_era", "平成31年4月30日"),
        ("date", "令和9年2月30日", "date_unread", "令和9年4月1日"),
        ("date", "令和9年4月", "date_incomplete", "何日か"),
        ("fiscal_year", "来年度", "fiscal_year_unread", "R9"),
        ("percent", "120", "percent_range", "100"),
        ("integer", "1.5", "integer_fraction", "小数"),
        ("local_government", "府中市", "municipality_which", "都道府県から"),
    ] {
        let found = read(&session, ty, text);
        assert_eq!((&found["value"], &found["code"]), (&json!(null), &json!(code)), "{ty} {text}");
        assert!(found["message"].as_str().unwrap().contains(right), "{found}");
    }
    let unknown = json!({"type": "table", "text": "x"});
    assert_eq!(refused(&session, "values_read", unknown), "value_type_unknown");
}

fn paste(session: &Session, field: &str, text: &str, more: Value) -> Value {
    let mut request = json!({"field": field, "text": text, "prefectures": ["18"]});
    request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    ask(session, "plans_paste", request)
}

#[test]
fn a_block_with_titles_is_read_column_by_column() {
    let desk = Desk::new();
    let session = session(&desk);
    let block = "事業者名\t金額（百万円）\t開始時期\t至\t立地場所\t新増設の別\t番号\r\n\
                 ㈱見本光学\t1,200\tR9.4.1\t令和12年3月31日\t鯖江市\t新設\t1\r\n\
                 架空織物\tたくさん\t平成31年5月1日\t2030/3/31\t海外\t建替え\t2\r\n";
    let pasted = paste(&session, "investments", block, json!({}));
    assert_eq!(pasted["header"], true);
    let columns: Vec<&Value> =
        pasted["columns"].as_array().unwrap().iter().map(|column| &column["field"]).collect();
    assert_eq!(
        columns,
        [
            &json!("investor"),
            &json!("amount"),
            &json!("from"),
            &json!("to"),
            &json!("municipality"),
            &json!("kind"),
            &json!(null)
        ]
    );
    assert_eq!(pasted["columns"][1]["unit"], "million_yen");
    assert_eq!(
        pasted["rows"][0]["values"],
        json!({"investor": "㈱見本光学", "amount": 1_200_000_000_i64, "from": "2027-04-01",
               "to": "2030-03-31", "municipality": "182079", "kind": "new_site"})
    );
    // What is not understood stays with what would be right; the rest of its row is there.
    let second = &pasted["rows"][1];
    assert_eq!(
        second["values"],
        json!({"investor": "架空織物", "to": "2030-03-31", "municipality": "海外"})
    );
    assert_eq!(second["cells"][1]["raw"], "たくさん");
    assert_eq!(second["cells"][2]["code"], "date_not_in_era");
    assert!(second["cells"][5]["message"].as_str().unwrap().contains("増設"));
    assert_eq!((&pasted["unread"], &pasted["remarked"]), (&json!(3), &json!(1)));
}

#[test]
fn a_block_without_titles_begins_where_the_person_stands() {
    let desk = Desk::new();
    let session = session(&desk);
    let block = "市町村\t1,500\t\"積算\n二行目\"\n民間\t２\t\n";
    let pasted = paste(&session, "funding", block, json!({"start": "source"}));
    assert_eq!(pasted["header"], false);
    assert_eq!(
        pasted["rows"][0]["values"],
        json!({"source": "municipality", "amount": 1_500_000, "basis": "積算　二行目"})
    );
    let chosen = json!({"columns": ["basis", "amount", null], "units": [null, "yen", null]});
    let pasted = paste(&session, "funding", block, chosen);
    assert_eq!(pasted["rows"][0]["values"], json!({"basis": "市町村", "amount": 1500}));
    assert_eq!(pasted["rows"][1]["values"], json!({"basis": "民間", "amount": 2}));
}

#[test]
fn what_was_pasted_fits_the_plan() {
    let desk = Desk::new();
    let id = desk.plan("b");
    let session = session(&desk);
    let block: String = (0..500)
        .map(|row| format!("商工会{row}\t伴走支援\t{}\t月1回\tR9.4.1\tR14.3.31\n", row % 5))
        .collect();
    let pasted = paste(&session, "support_system", &block, json!({}));
    let rows: Vec<Value> =
        pasted["rows"].as_array().unwrap().iter().map(|row| row["values"].clone()).collect();
    assert_eq!((rows.len(), &pasted["unread"]), (500, &json!(0)));
    ask(&session, "ledger_open", json!({ "path": desk.ledger() }));
    let filled =
        ask(&session, "plans_fill", json!({"id": id, "answers": {"support_system": rows}}));
    assert_eq!(filled["problems"], json!([]));
}

#[test]
fn a_large_or_strange_block_is_read_or_refused_never_lost() {
    let desk = Desk::new();
    let session = session(&desk);
    let long = "長".repeat(100_000);
    let pasted =
        paste(&session, "resources", &format!("食品\t{long}"), json!({"start": "category"}));
    assert_eq!(pasted["rows"][0]["cells"][1]["raw"].as_str().unwrap().chars().count(), 100_000);
    assert_eq!(pasted["rows"][0]["values"]["category"], "food");
    let many = "a\tb\n".repeat(5_001);
    let request = json!({"field": "resources", "text": many});
    assert_eq!(refused(&session, "plans_paste", request), "paste_too_large");
    let request = json!({"field": "summary", "text": "x"});
    assert_eq!(refused(&session, "plans_paste", request), "paste_no_table");
    assert_eq!(paste(&session, "resources", "", json!({}))["rows"], json!([]));
    assert_eq!(paste(&session, "resources", "\t\n\"\u{0}\"\t\n", json!({}))["unread"], 1);
}

#[test]
fn characters_that_may_not_arrive_are_named_with_what_would_be_right() {
    let desk = Desk::new();
    let id = desk.plan("b");
    let answers = json!({
        "summary": "㈱見本と\nﾒｶﾞﾈの髙橋①😀",
        "support_system": [{"organisation": "県\n商工会", "from": "2028-04-01", "to": "2027-04-01"}],
    });
    desk.fill(&id, &answers).ok();
    let session = session(&desk);
    ask(&session, "ledger_open", json!({ "path": desk.ledger() }));
    let found = ask(&session, "plans_notices", json!({ "id": id }))["notices"].clone();
    let codes: Vec<(&str, &str)> = found
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["field"].as_str().unwrap(), one["code"].as_str().unwrap()))
        .collect();
    assert_eq!(
        codes,
        [
            ("support_system[0].organisation", "line_break"),
            ("support_system[0].to", "period_reversed"),
            ("summary", "character_half_width_kana"),
            ("summary", "character_squeezed"),
            ("summary", "character_variant"),
            ("summary", "character_outside"),
        ]
    );
    assert!(found[3]["message"].as_str().unwrap().contains("「㈱」→「株式会社」"));
    let mended = ask(&session, "text_mend", json!({"text": answers["summary"]}));
    assert_eq!(mended["text"], "株式会社見本と\nメガネの髙橋(1)😀");
}

#[test]
fn codes_are_found_by_code_name_and_kana_those_of_the_area_first() {
    let desk = Desk::new();
    let session = session(&desk);
    let find = |list: &str, search: &str| {
        let request = json!({"list": list, "search": search, "area": ["18"], "limit": 5});
        ask(&session, "codes_list", request)["codes"].clone()
    };
    assert_eq!(find("municipality", "さばえ")[0]["code"], "182079");
    assert_eq!(find("municipality", "サバエ")[0]["code"], "182079");
    assert_eq!(find("municipality", "182079")[0]["name"], "鯖江市");
    let ikeda = find("municipality", "池田町");
    assert_eq!(ikeda[0]["name"], "今立郡池田町", "that of the area comes first");
    assert_eq!(ikeda[0]["context"], "福井県");
    assert!(ikeda.as_array().unwrap().len() > 1, "others after it");
    assert_eq!(find("prefecture", "ふくい")[0]["code"], "18");
    assert_eq!(find("industry", "食料品")[0]["code"], "09");
}

#[test]
fn a_plans_own_data_changes_and_what_then_lies_outside_is_named_and_kept() {
    let desk = Desk::new();
    let id = desk.plan("b");
    let answers = json!({
        "support_system": [{"organisation": "県", "from": "2027-04-01", "to": "2032-03-31"}],
        "kpi": [{"name": "売上額", "targets": {"2030": 1, "2031": 2}}],
        "funding": [{"fiscal_year": 2031, "amount": 1}],
    });
    desk.fill(&id, &answers).ok();
    let change = ["plans", "update", &id, "--title", "新しい名称", "--end", "2031-03-31"];
    let asked = desk.run(&[&change[..], &["--dry-run"]].concat()).ok();
    let fields: Vec<&str> = asked["warnings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|warning| warning["field"].as_str().unwrap())
        .collect();
    assert_eq!(fields, ["kpi[0].targets.2031", "support_system[0].to", "funding[0].fiscal_year"]);
    assert_eq!(asked["action"], json!(null));
    let shown = desk.run(&["plans", "show", &id]).ok();
    assert_eq!(shown["plan"]["title"], "見本の計画", "nothing was written");
    assert!(desk.run(&change).ok()["action"].is_string());
    let shown = desk.run(&["plans", "show", &id]).ok();
    assert_eq!(shown["plan"]["title"], "新しい名称");
    assert_eq!(shown["plan"]["period"]["end"], "2031-03-31");
    assert_eq!(shown["answers"], answers, "nothing was cut");
    desk.run(&["ledger", "undo"]).ok();
    assert_eq!(desk.run(&["plans", "show", &id]).ok()["plan"]["title"], "見本の計画");
    for (more, code) in [
        (&["--title", "二\n行"][..], "title_line_break"),
        (&["--title", " "], "title_empty"),
        (&["--end", "2020-03-31"], "period_reversed"),
        (&["--prefecture", "17"], "municipality_outside"),
        (&["--municipality", "011002"], "municipality_outside"),
    ] {
        let refused = desk.run(&[&["plans", "update", &id], more].concat());
        assert_eq!(refused.failure(), (code.to_owned(), 2), "{more:?}");
    }
    let both = ["plans", "update", &id, "--prefecture", "17", "--prefecture", "18"];
    desk.run(&both).ok();
    let plan = desk.run(&["plans", "show", &id]).ok()["plan"].clone();
    assert_eq!(plan["prefectures"], json!(["17", "18"]), "in the order given");
    desk.run(&["plans", "update", &id, "--no-municipality"]).ok();
    assert_eq!(desk.run(&["plans", "show", &id]).ok()["plan"]["municipalities"], json!([]));
}

#[test]
fn each_long_text_knows_the_room_of_its_box() {
    let desk = Desk::new();
    let fields = desk.run(&["plans", "fields", "--kind", "a"]).ok()["fields"].clone();
    let find = |name: &str| {
        fields.as_array().unwrap().iter().find(|field| field["name"] == name).unwrap().clone()
    };
    assert!(find("plan.summary")["text_box"]["characters"].as_u64().unwrap() > 30);
    let investments = find("investments");
    let investor = &investments["columns"][0];
    assert_eq!(investor["firm_number"], "corporate_number");
}
