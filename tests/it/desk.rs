//! The help desk through the command line: consultations, follow-ups, the guide, proof.

use serde_json::{Value, json};
use shirube_tests::Desk;

fn add(desk: &Desk, words: &[&str]) -> Value {
    desk.run(&[&["consultations", "add"][..], words].concat()).ok()
}

fn codes(consultation: &Value) -> Vec<&str> {
    let warnings = consultation["warnings"].as_array().unwrap();
    warnings.iter().map(|one| one["code"].as_str().unwrap()).collect()
}

#[test]
fn a_call_is_written_down_found_changed_and_taken_back() {
    let desk = Desk::new();
    let words = ["--firm-name", "架空食品（株）", "--channel", "phone", "--topic", "賃上げ"];
    let more =
        ["--topic", "補助金", "--text", "最低賃金の引き上げについて", "--people", "見本 花子"];
    let next = ["--next", "資料を送る", "--next-on", "2027-06-01", "--next-who", "相談係"];
    let written = add(&desk, &[&words[..], &more, &next].concat());
    let id = written["id"].as_str().unwrap();
    let one = &written["consultation"];
    assert_eq!(
        (&one["channel_label"], &one["topics"]),
        (&json!("電話"), &json!(["賃上げ", "補助金"]))
    );
    assert_eq!(one["next"]["who"], "相談係");
    assert_eq!(one["author"], "試験");
    // Two letters, other spellings: everything that was said is searched.
    for search in ["賃金", "花子", "ｶｸｳ", "資料", "補助"] {
        let found = desk.run(&["consultations", "list", "--search", search]).ok();
        let expected = u64::from(search != "ｶｸｳ");
        assert_eq!(found["total"], expected, "{search}");
    }
    let by_topic = desk.run(&["consultations", "list", "--topic", "補助金"]).ok();
    assert_eq!(
        (&by_topic["total"], &by_topic["topics"]),
        (&json!(1), &json!(["補助金", "賃上げ"]))
    );
    let changed = desk.run(&["consultations", "change", id, "--answer", "制度を説明した"]).ok();
    assert_eq!(changed["consultation"]["text"], "最低賃金の引き上げについて");
    assert_eq!(changed["consultation"]["answer"], "制度を説明した");
    desk.run(&["ledger", "undo"]).ok();
    assert_eq!(desk.run(&["consultations", "show", id]).ok()["answer"], "");
    desk.run(&["consultations", "delete", id]).ok();
    let (code, status) = desk.run(&["consultations", "show", id]).failure();
    assert_eq!((code.as_str(), status), ("consultation_not_found", 2));
    desk.run(&["ledger", "undo"]).ok();
    assert_eq!(desk.run(&["consultations", "list"]).ok()["total"], 1);
    assert_eq!(desk.run(&["ledger", "verify"]).ok()["ok"], true);
}

#[test]
fn what_can_hardly_be_meant_is_kept_and_told() {
    let desk = Desk::new();
    let doubts = |words: &[&str]| {
        let written = add(&desk, words);
        codes(&written["consultation"]).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(doubts(&["--text", "匿名の電話"]), ["consultation_without_firm"]);
    let firm = ["--firm-name", "架空"];
    // 元日 of a year that is yet to come.
    let holiday = [&firm[..], &["--next", "訪問", "--next-on", "2099-01-01"]].concat();
    assert_eq!(doubts(&holiday), ["next_on_closed_day"]);
    let past = [&firm[..], &["--on", "2026-04-01", "--next", "訪問", "--next-on", "2026-04-02"]];
    assert_eq!(doubts(&past.concat()), ["next_in_past"]);
    let before = [&firm[..], &["--on", "2026-04-02", "--next", "訪問", "--next-on", "2026-04-01"]];
    assert_eq!(doubts(&before.concat()), ["next_before_consultation"]);
    assert_eq!(doubts(&[&firm[..], &["--next", "訪問"]].concat()), ["next_without_day"]);
    for (words, code) in [
        (&["--on", "2026-02-30"][..], "date_invalid"),
        (&["--firm", "1234567890123"], "firm_not_found"),
        (
            &["--firm-name", "架空", "--new-firm", "--corporate-number", "1234567890123"],
            "corporate_number_wrong",
        ),
        (&["--plan", "00000000-0000-0000-0000-000000000000"], "plan_not_found"),
    ] {
        let before = desk.run(&["consultations", "list"]).ok()["total"].clone();
        let run = desk.run(&[&["consultations", "add"][..], words].concat());
        assert_eq!((run.failure().0.as_str(), run.status), (code, 2), "{words:?}");
        assert_eq!(desk.run(&["consultations", "list"]).ok()["total"], before);
    }
}

#[test]
fn a_new_firm_comes_into_the_ledger_with_the_call() {
    let desk = Desk::new();
    let words = ["--firm-name", "架空食品株式会社", "--new-firm", "--municipality", "182079"];
    let written = add(&desk, &words);
    let one = &written["consultation"];
    assert_eq!(one["municipality_name"], "鯖江市");
    let firms = desk.run(&["firms", "list"]).ok();
    assert_eq!((&firms["total"], &firms["firms"][0]["id"]), (&json!(1), &one["firm"]));
    // One undo takes both back.
    desk.run(&["ledger", "undo"]).ok();
    assert_eq!(desk.run(&["firms", "list"]).ok()["total"], 0);
    assert_eq!(desk.run(&["consultations", "list"]).ok()["total"], 0);
}

#[test]
fn follow_ups_are_due_handed_over_and_done() {
    let desk = Desk::new();
    let mut ids = Vec::new();
    for (firm, day, who) in [
        ("甲", Some("2027-06-01"), "佐藤"),
        ("乙", Some("2027-06-03"), "佐藤"),
        ("丙", Some("2027-06-09"), "鈴木"),
        ("丁", Some("2027-08-02"), "佐藤"),
        ("戊", None, "佐藤"),
    ] {
        let mut words = vec!["--firm-name", firm, "--next", "連絡する", "--next-who", who];
        words.extend(day.iter().flat_map(|day| ["--next-on", day]));
        ids.push(add(&desk, &words)["id"].as_str().unwrap().to_owned());
    }
    let due = desk.run(&["consultations", "due", "--on", "2027-06-03"]).ok();
    let of = |due: &Value, key: &str| -> Vec<String> {
        let all = due["due"].as_array().unwrap();
        all.iter().map(|one| one[key].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(of(&due, "firm_name"), ["甲", "乙", "丙", "丁", "戊"]);
    assert_eq!(of(&due, "due"), ["overdue", "today", "week", "later", "without_day"]);
    assert_eq!((&due["overdue"], &due["today"], &due["week"]), (&json!(1), &json!(1), &json!(3)));
    desk.run(&["consultations", "hand-over", "--from", "佐藤", "--to", "高橋"]).ok();
    let theirs = desk.run(&["consultations", "due", "--who", "高橋"]).ok();
    assert_eq!(theirs["due"].as_array().unwrap().len(), 4);
    desk.run(&["consultations", "done", &ids[0], "--on", "2027-06-02"]).ok();
    let left = desk.run(&["consultations", "due", "--who", "高橋"]).ok();
    assert_eq!(left["due"].as_array().unwrap().len(), 3);
    let file = desk.path("desk.ics");
    let written = desk.run(&["consultations", "calendar", "--to", &file]).ok();
    assert_eq!((&written["events"], &written["verified"]), (&json!(3), &json!(true)));
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains("乙：連絡する"), "{text}");
    // One undo for the day on which it was done, one for the whole hand-over.
    desk.run(&["ledger", "undo"]).ok();
    desk.run(&["ledger", "undo"]).ok();
    let theirs = desk.run(&["consultations", "due", "--who", "佐藤"]).ok();
    assert_eq!(theirs["due"].as_array().unwrap().len(), 4);
}

#[test]
fn the_report_proves_what_the_desk_did() {
    let desk = Desk::new();
    let plan = desk.plan("c");
    let rows = [
        ("2027-04-05", "甲", "phone", "賃上げ"),
        ("2027-04-20", "甲", "window", "販路"),
        ("2027-06-10", "乙", "phone", "賃上げ"),
    ];
    for (day, firm, channel, topic) in rows {
        let words = ["--on", day, "--firm-name", firm, "--channel", channel, "--topic", topic];
        add(&desk, &[&words[..], &["--plan", &plan]].concat());
    }
    add(&desk, &["--on", "2027-05-01", "--firm-name", "丙"]);
    let report = desk.run(&["consultations", "report", "--plan", &plan]).ok();
    assert_eq!((&report["total"], &report["firms"]), (&json!(3), &json!(2)));
    let counts = |part: &str| -> Vec<(String, u64)> {
        let all = report[part].as_array().unwrap();
        let one = |one: &Value| {
            (one["label"].as_str().unwrap().to_owned(), one["count"].as_u64().unwrap())
        };
        all.iter().map(one).collect()
    };
    let pairs = |pairs: &[(&str, u64)]| -> Vec<(String, u64)> {
        pairs.iter().map(|(label, count)| ((*label).to_owned(), *count)).collect()
    };
    // A month without a call is a month too.
    assert_eq!(counts("months"), pairs(&[("2027-04", 2), ("2027-05", 0), ("2027-06", 1)]));
    assert_eq!(counts("channels"), pairs(&[("電話", 2), ("窓口", 1)]));
    assert_eq!(counts("topics"), pairs(&[("賃上げ", 2), ("販路", 1)]));
    assert_eq!(counts("plans"), pairs(&[("見本の計画", 3)]));
    assert_eq!(counts("industries"), pairs(&[("（記載なし）", 3)]));
}

/// Twelve invented firms: what they answer, and what the guide says of A, B and C.
const FIRMS: [(&str, [&str; 8], [&str; 3]); 12] = [
    // fields, resource, sells, buys, investment, aim, people, incoming
    (
        "半導体の部品をつくり、新工場を建てる",
        ["yes", "no", "overseas", "outside", "large", "share", "yes", "no"],
        ["good", "good", "poor"],
    ),
    (
        "眼鏡枠をつくり、輸出を増やしたい",
        ["no", "yes", "overseas", "inside", "some", "share", "no", "no"],
        ["poor", "good", "possible"],
    ),
    (
        "地元の米で菓子をつくり、県外へ売りたい",
        ["no", "yes", "inside", "inside", "none", "value", "no", "no"],
        ["poor", "poor", "good"],
    ),
    (
        "漆器をつくり、海外へも売り、価値も高めたい",
        ["no", "yes", "overseas", "inside", "none", "both", "yes", "no"],
        ["poor", "good", "good"],
    ),
    (
        "県外から来る電池の会社",
        ["yes", "no", "overseas", "outside", "large", "share", "yes", "yes"],
        ["good", "good", "poor"],
    ),
    (
        "旅館で、これから地元の食材を使いたい",
        ["no", "planned", "inside", "inside", "none", "value", "yes", "no"],
        ["poor", "poor", "good"],
    ),
    (
        "市内の清掃業で、今のままでよい",
        ["no", "no", "inside", "inside", "none", "none", "no", "no"],
        ["poor", "poor", "poor"],
    ),
    (
        "運送業で、まだ何も決めていない",
        ["unsure", "unsure", "unsure", "unsure", "unsure", "unsure", "unsure", "no"],
        ["possible", "possible", "possible"],
    ),
    (
        "造船の下請けで、設備を入れ替える",
        ["yes", "no", "outside", "inside", "some", "share", "no", "no"],
        ["poor", "good", "poor"],
    ),
    (
        "スポーツ用品をつくり、売り先を広げたい",
        ["no", "yes", "outside", "outside", "none", "value", "no", "no"],
        ["poor", "poor", "good"],
    ),
    (
        "ソフトウェアの会社で、国内上位をめざす",
        ["yes", "no", "outside", "outside", "none", "share", "yes", "no"],
        ["poor", "good", "poor"],
    ),
    (
        "海外から来るホテル",
        ["no", "planned", "overseas", "inside", "large", "both", "yes", "yes"],
        ["poor", "good", "good"],
    ),
];

const QUESTIONS: [&str; 8] =
    ["fields", "resource", "sells", "buys", "investment", "aim", "people", "incoming"];

#[test]
fn twelve_firms_find_their_plan() {
    let desk = Desk::bare();
    for (firm, answers, expected) in FIRMS {
        let pairs = QUESTIONS.iter().zip(answers).map(|(q, a)| ((*q).to_owned(), json!(a)));
        let file = desk.file("answers.json", Value::Object(pairs.collect()).to_string());
        let run = desk.run_bare(&["--json", "consultations", "guide", "--answers", &file]);
        let guide = run.ok();
        for (kind, fit) in ["a", "b", "c"].into_iter().zip(expected) {
            let all = guide["recommendations"].as_array().unwrap();
            let one = all.iter().find(|one| one["kind"] == kind).unwrap();
            assert_eq!(one["fit"], fit, "{firm}: {kind}\n{one:#}");
            let reasons = one["reasons"].as_array().unwrap();
            // Whatever is not merely possible has its reasons, and most quote the policy.
            assert!(fit == "possible" || !reasons.is_empty(), "{firm}");
            let quoted = reasons.iter().filter(|reason| !reason["source"].is_null()).count();
            assert!(quoted + 1 >= reasons.len(), "{firm}");
            // What fits says what to bring next time.
            assert!(fit != "good" || !one["bring"].as_array().unwrap().is_empty(), "{firm}");
        }
        assert_eq!(guide["none_fits"], expected.iter().all(|fit| *fit == "poor"), "{firm}");
    }
}
