//! 名寄せ, differences and chosen figures, as a user meets them on the command line.

use serde_json::{Value, json};
use shirube_tests::Desk;

const HEADER: &str = "法人番号,企業名,フリガナ,所在地,電話番号,令和5年度売上高（千円）";

fn csv(rows: &[&str]) -> String {
    format!("{HEADER}\n{}\n", rows.join("\n"))
}

fn list(desk: &Desk, name: &str, rows: &[&str]) -> String {
    desk.file(name, csv(rows))
}

fn import(desk: &Desk, file: &str) -> Value {
    desk.run(&["firms", "import", file, "--prefecture", "18"]).ok()
}

fn total(desk: &Desk) -> u64 {
    desk.run(&["firms", "list"]).ok()["total"].as_u64().unwrap()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text"))
}

fn array(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap_or_else(|| panic!("{value} is no list"))
}

/// A ledger with 見本光学 in 鯖江, and what a list says that has it in 福井.
fn doubtful(desk: &Desk) -> (String, Value) {
    import(desk, &list(desk, "a.csv", &[",見本光学㈱,ミホンコウガク,福井県鯖江市本町1,,5000"]));
    let other = list(desk, "b.csv", &[",株式会社見本光学,,福井県福井市大手9,,7000"]);
    let trial = desk.run(&["firms", "import", &other, "--dry-run"]).ok();
    (other, trial)
}

#[test]
fn a_probable_pair_is_shown_side_by_side_with_its_reasons() {
    let desk = Desk::new();
    let (other, trial) = doubtful(&desk);
    assert_eq!((&trial["new"], &trial["proposal_count"]), (&json!(1), &json!(1)));
    let pair = &trial["proposals"][0];
    assert_eq!(
        (&pair["row"], &pair["reasons"]),
        (&json!(2), &json!(["same_name_same_prefecture"]))
    );
    assert_eq!(pair["draft"]["name"], "株式会社見本光学");
    assert_eq!(pair["draft"]["id"], json!(null));
    assert_eq!(pair["candidate"]["municipality"], "182079");
    assert!(pair["candidate"]["id"].is_string());
    assert!(pair["score"].as_f64().is_some_and(|score| score > 0.0 && score < 1.0));
    assert!(!text(&pair["reason_labels"][0]).starts_with("match."));
    // Nothing is merged and nothing is lost: the row is a new firm, and the pair stays to be seen.
    let done = import(&desk, &other);
    assert_eq!(done["proposals"][0]["reasons"], pair["reasons"]);
    assert_eq!(total(&desk), 2);
    let pairs = desk.run(&["firms", "duplicates"]).ok();
    assert_eq!((&pairs["total"], &pairs["pairs"][0]["reasons"]), (&json!(1), &pair["reasons"]));
}

#[test]
fn the_same_before_the_import_takes_the_row_as_that_firm() {
    let desk = Desk::new();
    let (other, trial) = doubtful(&desk);
    let pair = &trial["proposals"][0];
    let words = [text(&pair["identity"]), text(&pair["candidate"]["id"])];
    let decide =
        |verdict| desk.run(&["firms", "decide", words[0], words[1], "--verdict", verdict]).ok();
    assert!(decide("same")["action"].is_string());
    assert_eq!(decide("same")["action"], json!(null));
    let decisions = desk.run(&["firms", "decisions"]).ok();
    assert_eq!(decisions["decisions"][0]["verdict"], "same");
    let done = import(&desk, &other);
    assert_eq!((&done["new"], &done["updated"], total(&desk)), (&json!(0), &json!(1), 1));
    assert_eq!(import(&desk, &other)["action"], json!(null));
    let firm = desk.run(&["firms", "show", words[1]]).ok();
    assert_eq!(
        (&firm["name"], &firm["figures"][0]["value"]),
        (&json!("見本光学㈱"), &json!(7_000_000))
    );
    // Taken back, it is asked again.
    assert!(decide("later")["action"].is_string());
    assert_eq!(desk.run(&["firms", "decisions"]).ok()["decisions"], json!([]));
}

#[test]
fn the_same_after_the_import_makes_one_firm_of_two_and_undo_two_of_one() {
    let desk = Desk::new();
    let (other, _) = doubtful(&desk);
    let done = import(&desk, &other);
    let pair = &done["proposals"][0];
    let (new, kept) = (text(&pair["draft"]["id"]), text(&pair["candidate"]["id"]));
    let plan = desk.plan("c");
    let before = desk.run(&["firms", "show", new]).ok();
    let united = desk.run(&["firms", "decide", new, kept, "--verdict", "same"]).ok();
    assert_eq!(united["united"], kept);
    assert_eq!(total(&desk), 1);
    let firm = desk.run(&["firms", "show", kept]).ok();
    assert_eq!(firm["figures"][0]["alternatives"].as_array().unwrap().len(), 1);
    assert_eq!(import(&desk, &other)["action"], json!(null));
    assert_eq!(desk.run(&["firms", "duplicates"]).ok()["total"], 0);
    assert_eq!(desk.run(&["firms", "show", new]).failure(), ("firm_not_found".to_owned(), 2));
    let undone = desk.run(&["ledger", "undo"]).ok();
    assert!(text(&undone["label"]).contains("見本光学"), "{undone}");
    assert_eq!(desk.run(&["firms", "show", new]).ok(), before);
    assert_eq!(total(&desk), 2);
    assert_eq!(desk.run(&["ledger", "verify"]).ok()["ok"], true);
    assert!(desk.run(&["plans", "show", &plan]).ok()["plan"].is_object());
}

#[test]
fn different_is_not_asked_again() {
    let desk = Desk::new();
    let (other, trial) = doubtful(&desk);
    let pair = &trial["proposals"][0];
    let words = [text(&pair["identity"]), text(&pair["candidate"]["id"])];
    desk.run(&["firms", "decide", words[0], words[1], "--verdict", "different"]).ok();
    let done = import(&desk, &other);
    assert_eq!((&done["new"], &done["proposals"]), (&json!(1), &json!([])));
    assert_eq!(desk.run(&["firms", "duplicates"]).ok()["total"], 0);
}

#[test]
fn a_trial_shows_what_changes_figure_by_figure_and_what_is_gone() {
    let desk = Desk::new();
    let first = list(
        &desk,
        "会員名簿_R5.csv",
        &[
            "4000020182079,鯖江市,,福井県鯖江市西山町13-1,,5000",
            ",見本光学,,福井県鯖江市本町1,0778-51-0000,100",
            ",見本商店,,福井県鯖江市東町3,,200",
        ],
    );
    let trial = desk.run(&["firms", "import", &first, "--dry-run"]).ok();
    assert_eq!(trial["change_count"], 3);
    let new = &trial["changes"][0];
    assert_eq!(
        (&new["kind"], &new["firm"]["id"], &new["row"]),
        (&json!("new"), &json!(null), &json!(2))
    );
    let done = import(&desk, &first);
    assert_eq!((&done["changes"], &done["change_count"]), (&json!([]), &json!(3)));
    let second = list(
        &desk,
        "会員名簿_R6.csv",
        &[
            "4000020182079,鯖江市,サバエシ,福井県鯖江市西山町13-1,,6000",
            ",見本光学,,福井県鯖江市本町1,,100",
        ],
    );
    let trial = desk.run(&["firms", "import", &second, "--dry-run"]).ok();
    let changes = array(&trial["changes"]);
    assert_eq!((changes.len(), &trial["change_count"]), (2, &json!(2)));
    assert_eq!(changes[0]["kind"], "changed");
    assert_eq!(changes[0]["firm"]["corporate_number"], "4000020182079");
    let sales = json!({
        "field": "sales", "year": 2023, "basis": "head_office",
        "before": 5_000_000, "after": 6_000_000, "over_choice": false,
    });
    assert!(array(&changes[0]["fields"]).contains(&sales), "{changes:?}");
    assert!(
        array(&changes[0]["fields"]).iter().any(|f| f["field"] == "kana" && f["before"].is_null())
    );
    assert_eq!(
        (&changes[1]["kind"], &changes[1]["firm"]["name"]),
        (&json!("gone"), &json!("見本商店"))
    );
    assert_eq!((&trial["gone_count"], &trial["gone"][0]["name"]), (&json!(1), &json!("見本商店")));
    // Reported only: nobody is taken out, and no blank takes the telephone away.
    import(&desk, &second);
    assert_eq!(total(&desk), 3);
    let listed = desk.run(&["firms", "list", "--search", "見本光学"]).ok();
    let firm = desk.run(&["firms", "show", text(&listed["firms"][0]["id"])]).ok();
    assert_eq!(firm["telephone"], "0778-51-0000");
}

#[test]
fn a_blank_takes_a_value_away_where_it_is_asked_to() {
    let desk = Desk::new();
    let row = |telephone: &str, sales: &str| {
        let row = format!("4000020182079,鯖江市,,福井県鯖江市西山町13-1,{telephone},{sales}");
        list(&desk, "名簿.csv", &[&row])
    };
    import(&desk, &row("0778-51-0000", "5000"));
    let other = "4000020182079,鯖江市,,福井県鯖江市西山町13-1,,4000";
    let other = list(&desk, "別の資料.csv", &[other]);
    import(&desk, &other);
    import(&desk, &row("0778-51-0000", "5100"));
    let before = desk.run(&["firms", "show", "4000020182079"]).ok();
    let blank = row("", "");
    assert_eq!(import(&desk, &blank)["action"], json!(null));
    let trial = desk.run(&["firms", "import", &blank, "--erase-blanks", "--dry-run"]).ok();
    let fields = array(&trial["changes"][0]["fields"]);
    let told = |name: &str| fields.iter().find(|field| field["field"] == name).unwrap();
    assert_eq!((&told("telephone")["after"], fields.len()), (&json!(null), 2));
    // The other source's figure is the one that is left.
    assert_eq!(told("sales")["before"], 5_100_000);
    assert_eq!(told("sales")["after"], 4_000_000);
    desk.run(&["firms", "import", &blank, "--erase-blanks"]).ok();
    let firm = desk.run(&["firms", "show", "4000020182079"]).ok();
    assert_eq!((&firm["telephone"], &firm["address"]), (&json!(null), &before["address"]));
    assert_eq!(firm["figures"][0]["value"], 4_000_000);
    let again = desk.run(&["firms", "import", &blank, "--erase-blanks"]).ok();
    assert_eq!(again["action"], json!(null));
    desk.run(&["ledger", "undo"]).ok();
    assert_eq!(desk.run(&["firms", "show", "4000020182079"]).ok(), before);
    // What can't be read is not blank.
    let unreadable = row("0778-51-0000", "調査中");
    let kept = desk.run(&["firms", "import", &unreadable, "--erase-blanks"]).ok();
    assert_eq!(kept["action"], json!(null), "{kept}");
}

#[test]
fn another_value_of_a_figure_can_be_chosen_and_a_new_one_says_that_it_counts() {
    let desk = Desk::new();
    let row = |name: &str, sales: &str| {
        let row = format!("4000020182079,鯖江市,,福井県鯖江市西山町13-1,,{sales}");
        list(&desk, name, &[&row])
    };
    let (a, b, c) = (row("a.csv", "5000"), row("b.csv", "6000"), row("c.csv", "7000"));
    import(&desk, &a);
    import(&desk, &b);
    let figure = || desk.run(&["firms", "show", "4000020182079"]).ok()["figures"][0].clone();
    assert_eq!((&figure()["value"], &figure()["choice"]), (&json!(6_000_000), &json!(null)));
    let choose = |words: &[&str]| {
        let first = ["firms", "choose", "4000020182079", "--field", "sales", "--year", "2023"];
        desk.run(&[&first, words].concat())
    };
    let older = figure()["alternatives"][0]["provenance"]["import"].clone();
    assert!(choose(&["--import", text(&older)]).ok()["action"].is_string());
    assert_eq!(choose(&["--value", "5000000"]).ok()["action"], json!(null));
    let chosen = figure();
    assert_eq!((&chosen["value"], &chosen["choice"]), (&json!(5_000_000), &json!("in_force")));
    assert_eq!(chosen["alternatives"][0]["value"], 6_000_000);
    let listed = desk.run(&["firms", "list"]).ok();
    assert_eq!(listed["firms"][0]["latest_sales"]["value"], 5_000_000);
    // The same values again do not turn it back; a new one counts and says so.
    assert_eq!(import(&desk, &b)["action"], json!(null));
    assert_eq!(import(&desk, &a)["action"], json!(null));
    let done = import(&desk, &c);
    assert_eq!(done["changes"][0]["fields"][0]["over_choice"], true);
    assert_eq!(
        (&figure()["value"], &figure()["choice"]),
        (&json!(7_000_000), &json!("superseded"))
    );
    desk.run(&["ledger", "undo"]).ok();
    assert_eq!(figure(), chosen);
    desk.run(&["ledger", "undo"]).ok();
    assert_eq!(figure()["value"], 6_000_000);
    // What nobody states can't be chosen.
    assert_eq!(choose(&["--value", "1"]).failure(), ("figure_not_stated".to_owned(), 2));
    assert_eq!(choose(&[]).status, 2);
    assert_eq!(choose(&["--value", "1", "--newest"]).status, 2);
}

#[test]
fn ids_and_words_that_are_not_there_are_named() {
    let desk = Desk::new();
    let words = ["firms", "decide", "name:x@y", "4000020182079", "--verdict", "same"];
    assert_eq!(desk.run(&words).failure(), ("firm_not_found".to_owned(), 2));
    assert_eq!(desk.run(&["firms", "duplicates"]).ok()["pairs"], json!([]));
}
