//! 提出前点検 through the command line: what is found, how grave, where, and what is mended.

use serde_json::{Value, json};
use shirube_tests::Desk;

fn found<'a>(preflight: &'a Value, code: &str) -> Vec<&'a Value> {
    preflight["findings"].as_array().unwrap().iter().filter(|one| one["code"] == code).collect()
}

#[test]
fn a_blank_plan_would_come_back() {
    let desk = Desk::new();
    let id = desk.plan("c");
    let run = desk.run(&["forms", "preflight", &id]);
    assert_eq!(run.status, 1);
    let preflight = run.json();
    assert!(preflight["errors"].as_u64().unwrap() > 0);
    assert_eq!(found(&preflight, "cover_blank").len(), 5);
    // The gravest come first, and each says what would be right.
    let severities: Vec<&str> = preflight["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["severity"].as_str().unwrap())
        .collect();
    let mut sorted = severities.clone();
    sorted.sort_by_key(|severity| ["error", "warning", "note"].iter().position(|s| s == severity));
    assert_eq!(severities, sorted);
}

#[test]
fn what_is_safe_is_mended_at_once_and_taken_back() {
    let desk = Desk::new();
    let id = desk.plan("b");
    let summary = "平成40年までにクラスタ計画を進め、ﾒｶﾞﾈ産業を伴奏支援する。①②㈱";
    desk.fill(&id, &json!({"summary": summary, "vision": "髙齢者にもやさしい"})).ok();
    let preflight = desk.run(&["forms", "preflight", &id]).json();
    let codes = [
        "era_year_past",
        "word_not_official",
        "character_half_width_kana",
        "character_squeezed",
        "character_variant",
    ];
    for code in codes {
        let one = found(&preflight, code);
        assert!(!one.is_empty(), "{code}");
        assert!(!one[0]["label"].as_str().unwrap().is_empty());
    }
    let mended = desk.run(&["forms", "mend", &id, "--field", "summary"]).ok();
    assert_eq!(mended["mended"].as_array().unwrap().len(), 1);
    let answers = &desk.run(&["plans", "show", &id]).ok()["answers"];
    assert_eq!(
        answers["summary"],
        "令和10年までにクラスター計画を進め、メガネ産業を伴走支援する。(1)(2)株式会社"
    );
    // A letter of a name is for a person to decide.
    assert_eq!(answers["vision"], "髙齢者にもやさしい");
    desk.run(&["ledger", "undo"]).ok();
    assert_eq!(desk.run(&["plans", "show", &id]).ok()["answers"]["summary"], summary);
    let nothing = desk.run(&["forms", "mend", &id, "--code", "cover_blank"]).ok();
    assert_eq!((&nothing["action"], &nothing["mended"]), (&Value::Null, &json!([])));
}

#[test]
fn forms_that_contradict_each_other_are_told() {
    let desk = Desk::new();
    let id = desk.plan("a");
    let answers = json!({
            "summary": "総事業費は約12億円。問い合わせは hanako@example.lg.jp へ。",
            "funding": [{"fiscal_year": 2027, "source": "state", "amount": 800_000_000}],
            "budget_consultations":
                [{"ministry": "経済産業省", "fiscal_year": 2027, "amount": 700_000_000}],
            "attachments": ["does_not_exist.pdf"],
            "actions": [{"name": "整備", "lead": "㈱架空精機"}, {"name": "販路", "lead": "架空精機株式会社"}],
    });
    desk.fill(&id, &answers).ok();
    let preflight = desk.run(&["forms", "preflight", &id]).json();
    for (code, field) in [
        ("stated_total_differs", "summary"),
        ("private_in_text", "summary"),
        ("state_money_differs", "funding"),
        ("figure_without_source", "funding[0].basis"),
        ("attachment_not_kept", "attachments[0]"),
        ("firm_name_variant", "actions[1].lead"),
    ] {
        let one = found(&preflight, code);
        assert_eq!(one.len(), 1, "{code}: {preflight}");
        assert_eq!(one[0]["field"], field);
        // No placeholder is left in a sentence.
        assert!(!one[0]["message"].as_str().unwrap().contains(['{', '}']), "{}", one[0]);
    }
}

#[test]
fn a_finding_names_its_cell_on_the_form() {
    let desk = Desk::new();
    let id = desk.plan("b");
    let answers = json!({
        "summary": "ﾒｶﾞﾈを売る。",
        "products": [{"name": "枠", "route": "export", "export_amount": 1_000}],
    });
    desk.fill(&id, &answers).ok();
    let preflight = desk.run(&["forms", "preflight", &id]).json();
    let kana = found(&preflight, "character_half_width_kana")[0];
    let all = preflight["findings"].as_array().unwrap();
    let source = all.iter().find(|one| one["field"] == "products[0].source").unwrap();
    for one in [kana, source] {
        let text = |key: &str| one[key].as_str().unwrap_or_default().to_owned();
        assert!(!text("sheet").is_empty() && !text("cell").is_empty(), "{one}");
    }
    assert_ne!(kana["sheet"], source["sheet"]);
    assert_eq!(kana["before"], "ﾒｶﾞﾈを売る。");
    assert_eq!(kana["mended"], "メガネを売る。");
}
