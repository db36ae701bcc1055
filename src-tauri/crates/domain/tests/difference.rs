//! Differences of documents: nothing between equals, and enough to make the other one; which of
//! them are minor by the shipped rules.
#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use jiff::civil::date;
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use shirube_domain::amendments::Amendments;
use shirube_domain::difference::{Change, Document, Op, apply, compare, normal};
use shirube_domain::plan::Period;

fn document(value: Value) -> Document {
    value.as_object().unwrap().clone()
}

fn places(before: Value, after: Value) -> Vec<(String, &'static str)> {
    let changes = compare(&document(before), &document(after));
    changes.iter().map(|change| (change.place.to_string(), change.op.as_str())).collect()
}

fn at(place: &str, op: &'static str) -> (String, &'static str) {
    (place.to_owned(), op)
}

#[test]
fn each_difference_has_its_place() {
    let found = places(
        json!({"plan.title": "甲", "summary": "s", "contact": {"name": "a", "email": "x"}}),
        json!({"plan.title": "乙", "summary": " ", "contact": {"name": "a", "email": "y"}}),
    );
    let expected =
        [at("plan.title", "changed"), at("contact.email", "changed"), at("summary", "changed")];
    assert_eq!(found, expected);
}

#[test]
fn a_row_that_moved_is_a_move_and_one_between_others_is_not() {
    let rows = |names: &[&str]| -> Value {
        json!({"actions": names.iter().map(|n| json!({"name": n})).collect::<Vec<_>>()})
    };
    assert_eq!(places(rows(&["a", "b", "c"]), rows(&["c", "a", "b"])), [at("actions[0]", "moved")]);
    assert_eq!(places(rows(&["a", "b"]), rows(&["new", "a", "b"])), [at("actions[0]", "added")]);
    assert_eq!(places(rows(&["a", "b", "c"]), rows(&["a", "c"])), [at("actions[1]", "removed")]);
}

#[test]
fn a_row_that_was_renamed_is_the_same_row() {
    let before = json!({"actions": [{"name": "a", "lead": "県", "text": "t"}]});
    let after = json!({"actions": [{"name": "b", "lead": "県", "text": "t"}]});
    assert_eq!(places(before, after), [at("actions[0].name", "changed")]);
}

#[test]
fn firms_are_known_by_their_ids_alone() {
    let firm = |id: &str, name: &str| json!({"firm": id, "name": name, "role": "core"});
    let found = places(
        json!({"selected_firms": [firm("1", "甲"), firm("2", "乙")]}),
        json!({"selected_firms": [firm("1", "甲社"), firm("3", "乙")]}),
    );
    let expected = [
        at("selected_firms[0].name", "changed"),
        at("selected_firms[1]", "added"),
        at("selected_firms[1]", "removed"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn indicators_differ_year_by_year_and_blank_is_nothing() {
    let kpi =
        |targets: Value| json!({"kpi": [{"head": "sales", "name": "売上", "targets": targets}]});
    let found = places(
        kpi(json!({"2027": 1, "2028": 2})),
        kpi(json!({"2027": 1.0, "2028": 3, "2029": null})),
    );
    assert_eq!(found, [at("kpi[0].targets.2028", "changed")]);
    let blank = json!({"summary": "", "funding": [{}, {"basis": ""}], "contact": {"name": null}});
    assert_eq!(places(json!({}), blank), []);
}

fn amendments() -> Amendments {
    let text = include_str!("../../../../assets/catalogue/2026-11/amendments.toml");
    toml::from_str(text).unwrap()
}

/// The rule of each change, by its place; `None` where approval is needed.
fn judged(before: Value, after: Value) -> Vec<(String, Option<String>)> {
    let amendments = amendments();
    let period = Period::new(date(2027, 4, 1), date(2030, 3, 31)).unwrap();
    let after = normal(&document(after));
    let changes = compare(&document(before), &after);
    let rule = |change: &Change| {
        amendments.minor(change, &changes, &after, period).map(|rule| rule.id.clone())
    };
    changes.iter().map(|change| (change.place.to_string(), rule(change))).collect()
}

#[test]
fn a_fifth_more_or_less_is_minor_and_a_yen_beyond_is_not() {
    let funding = |amount: i64| json!({"funding": [{"fiscal_year": 2027, "source": "state", "amount": amount}]});
    for (now, rule) in
        [(1_200, Some("amount_within")), (800, Some("amount_within")), (1_201, None), (0, None)]
    {
        let found = judged(funding(1_000), funding(now));
        assert_eq!(found, [("funding[0].amount".to_owned(), rule.map(str::to_owned))], "{now}");
    }
}

#[test]
fn what_is_minor_and_what_is_not() {
    let one = |before: Value, after: Value| judged(before, after).remove(0).1;
    let minor = |id: &str| Some(id.to_owned());
    let text = |key: &str, value: &str| json!({key: value});
    assert_eq!(one(text("vision", "ＡＢ 社"), text("vision", "AB社")), minor("typing_only"));
    assert_eq!(one(text("vision", "甲"), text("vision", "乙")), None);
    assert_eq!(
        one(text("document_number", "1"), text("document_number", "2")),
        minor("document_number")
    );
    assert_eq!(
        one(json!({"contact": {"name": "甲"}}), json!({"contact": {"name": "乙"}})),
        minor("contact")
    );
    let day = |day: &str| json!({"actions": [{"name": "a", "lead": "県", "to": day}]});
    assert_eq!(one(day("2028-03-31"), day("2030-03-31")), minor("inside_period"));
    assert_eq!(one(day("2028-03-31"), day("2030-04-01")), None);
    let firm = |name: &str, number: &str| json!({"selected_firms": [{"firm": "1", "name": name, "corporate_number": number}]});
    assert_eq!(one(firm("甲", "1"), firm("乙", "1")), minor("firm_name"));
    assert!(judged(firm("甲", "1"), firm("乙", "2")).iter().all(|(_, rule)| rule.is_none()));
    assert_eq!(one(firm("甲", ""), firm("乙", "")), None);
    let actual = |n: i64| json!({"kpi": [{"head": "sales", "name": "n", "actuals": {"2027": n}}]});
    assert_eq!(one(actual(1), actual(2)), minor("actuals"));
    assert_eq!(one(json!({}), json!({"funding": [{"amount": 1}]})), None, "a new row");
}

#[test]
fn a_rule_about_a_field_that_is_not_there_is_refused() {
    let text = include_str!("../../../../assets/catalogue/2026-11/amendments.toml");
    for (from, to) in [
        ("investments[].amount", "investments[].amont"),
        ("\"document_number\"]", "\"no_such_field\"]"),
        ("id = \"row_order\"", "id = \"typing_only\""),
        ("any_change", "anything"),
    ] {
        assert!(toml::from_str::<Amendments>(&text.replacen(from, to, 1)).is_err(), "{to}");
    }
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        Just(json!("")),
        "[ab]{1,2}".prop_map(Value::from),
        (0i64..4).prop_map(Value::from),
    ]
}

fn row() -> impl Strategy<Value = Value> {
    let years = prop::collection::btree_map("20(27|28|29)", 0i64..3, 0..3);
    let cells = prop::collection::btree_map("(name|lead|text|from)", value(), 0..4);
    (cells, prop::option::of(years)).prop_map(|(cells, years)| {
        let mut row: Map<String, Value> = cells.into_iter().collect();
        if let Some(years) = years {
            row.insert("targets".to_owned(), json!(years));
        }
        Value::Object(row)
    })
}

fn any_document() -> impl Strategy<Value = Document> {
    let table = || prop::collection::vec(row(), 0..6).prop_map(Value::from);
    let firm =
        (0i64..5, value()).prop_map(|(id, name)| json!({"firm": id.to_string(), "name": name}));
    let firms = prop::collection::vec(firm, 0..4).prop_map(Value::from);
    let record = prop::collection::btree_map("(name|email)", value(), 0..3).prop_map(|m| json!(m));
    let list = prop::collection::vec(0i64..3, 0..3).prop_map(|list| json!(list));
    (table(), table(), firms, record, list, value()).prop_map(
        |(actions, kpi, firms, contact, industries, summary)| {
            document(json!({
                "actions": actions, "kpi": kpi, "selected_firms": firms, "contact": contact,
                "industries": industries, "summary": summary,
            }))
        },
    )
}

proptest! {
    #[test]
    fn nothing_differs_from_itself(document in any_document()) {
        prop_assert_eq!(compare(&document, &document), vec![]);
        prop_assert_eq!(compare(&document, &normal(&document)), vec![]);
    }

    #[test]
    fn the_difference_makes_the_other(before in any_document(), after in any_document()) {
        let changes = compare(&before, &after);
        prop_assert_eq!(apply(&before, &changes), normal(&after));
    }

    #[test]
    fn rows_in_another_order_only_move(rows in prop::collection::vec(row(), 0..8), turn in 0usize..8) {
        let mut turned = rows.clone();
        if !turned.is_empty() {
            let by = turn % turned.len();
            turned.rotate_left(by);
        }
        let list = |rows: Vec<Value>| document(json!({"actions": rows}));
        let changes = compare(&list(rows), &list(turned));
        prop_assert!(changes.iter().all(|change| matches!(change.op, Op::Moved(_))));
    }
}
