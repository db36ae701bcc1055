//! An overlay is taken whole or told what is wrong with it.

use super::super::{Problem, apply, to_toml};
use super::*;
use crate::plan::PlanKind;

macro_rules! shipped {
    ($name:literal) => {
        ($name, include_str!(concat!("../../../../../../assets/catalogue/2026-11/", $name)))
    };
}

const MIHON: &str = include_str!("../../../../../../tests/fixtures/overlays/mihon.toml");

fn catalogue() -> Catalogue {
    Catalogue::load(&[
        shipped!("a.toml"),
        shipped!("b.toml"),
        shipped!("c.toml"),
        shipped!("stages.toml"),
        shipped!("fields17.toml"),
        shipped!("measures.toml"),
        shipped!("profiles.toml"),
        shipped!("blocks.toml"),
        shipped!("amendments.toml"),
    ])
    .unwrap()
}

fn problems(text: &str) -> Vec<Problem> {
    let catalogue = catalogue();
    let bases = |version: &str| (version == "2026-11").then_some(&catalogue);
    check(text, &bases).err().unwrap_or_default()
}

/// The sample with one piece of text exchanged.
fn with(before: &str, after: &str) -> Vec<(&'static str, String)> {
    assert!(MIHON.contains(before), "{before}");
    problems(&MIHON.replacen(before, after, 1)).into_iter().map(|p| (p.code, p.path)).collect()
}

#[test]
fn the_sample_is_sound_and_comes_back_from_its_own_text() {
    let catalogue = catalogue();
    let bases = |version: &str| (version == "2026-11").then_some(&catalogue);
    let overlay = check(MIHON, &bases).unwrap();
    let value = serde_json::to_value(&overlay).unwrap();
    let text = to_toml(value.as_object().unwrap());
    assert_eq!(check(&text, &bases).unwrap(), overlay, "{text}");
}

#[test]
fn each_slip_is_named_with_its_place() {
    for (before, after, code, path) in [
        ("note =", "nota =", "unknown_key", "nota"),
        ("version = \"2026-12\"", "version = 12", "wrong_type", "version"),
        ("name = \"mihon\"", "name = \"見本\"", "not_a_slug", "name"),
        ("code = \"18\"", "code = \"99\"", "bad_code", "issuer.code"),
        (
            "valid_from = \"2026-12-01\"",
            "valid_from = \"2026-02-30\"",
            "impossible_date",
            "valid_from",
        ),
        ("[\"b\", \"c\"]\nfor", "[\"b\", \"d\"]\nfor", "unknown_word", "for_kinds[1]"),
        ("base = \"2026-11\"", "base = \"2020-01\"", "base_unknown", "base"),
        ("id = \"X-mihon-1\"", "id = \"B-1\"", "id_collides", "requirement[0].id"),
        ("id = \"X-mihon-1\"", "id = \"Y-1\"", "id_convention", "requirement[0].id"),
        ("id = \"X-mihon-2\"", "id = \"X-mihon-1\"", "id_twice", "requirement[1].id"),
        (
            "overlay.housing_units\",",
            "overlay.housing\",",
            "own_field_unknown",
            "requirement[0].inputs[0]",
        ),
        (
            "overlay.housing_units\",",
            "investments\",",
            "field_other_kind",
            "requirement[0].inputs[0]",
        ),
        ("overlay.housing_units\",", "no_such\",", "field_unknown", "requirement[0].inputs[0]"),
        ("rule = \"filled\"", "rule = \"maybe\"", "unknown_word", "requirement[0].rule"),
        (
            "rule = \"filled\"",
            "rule = { kind = \"guess\" }",
            "rule_unusable",
            "requirement[0].rule",
        ),
        ("type = \"decimal\"", "type = \"number\"", "unknown_word", "field[0].type"),
        (
            "type = \"decimal\"",
            "type = \"text\"",
            "metric_not_a_number",
            "threshold[0].all_of[0].metric",
        ),
        (
            "metric = \"funding.total\"",
            "metric = \"funding.sum\"",
            "unknown_metric",
            "threshold[1].all_of[0].metric",
        ),
        (
            "metric = \"funding.total\"",
            "metric = \"investments.total\"",
            "metric_other_kind",
            "threshold[1].all_of[0].metric",
        ),
        (
            "metric = \"funding.total\"",
            "metric = \"answer.plan.summary\"",
            "metric_not_a_number",
            "threshold[1].all_of[0].metric",
        ),
        (
            "unit = \"hundred_million_yen\"",
            "unit = \"persons\"",
            "unit_unfit",
            "threshold[1].all_of[0].unit",
        ),
        (
            "requirement = \"B-3\"",
            "requirement = \"B-9\"",
            "requirement_unknown",
            "threshold[2].requirement",
        ),
        (
            "requirement = \"B-3\"",
            "requirement = \"A-3\"",
            "requirement_other_kind",
            "threshold[2].requirement",
        ),
        (
            "requirement = \"C-3\"\n",
            "requirement = \"C-3\"\nsource = \"別のことば\"\n",
            "wording_of_policy",
            "wording[0].source",
        ),
        ("title = \"見本県住まい確保補助金\"\n", "", "measure_unknown", "measure[0].id"),
        (
            "comparator = \"ge\", value = 10 }",
            "comparator = \"over\", value = 10 }",
            "unknown_word",
            "threshold[0].all_of[0].comparator",
        ),
        ("value = 10 }", "value = \"たくさん\" }", "wrong_type", "threshold[0].all_of[0].value"),
        (
            "all_of = [{ metric = \"funding",
            "none_of = [{ metric = \"funding",
            "unknown_key",
            "threshold[1].none_of",
        ),
    ] {
        let found = with(before, after);
        assert!(found.contains(&(code, path.to_owned())), "{after}: {found:?}");
    }
}

#[test]
fn all_problems_are_told_at_once_with_their_lines() {
    let text = MIHON
        .replacen("note =", "nota =", 1)
        .replacen("id = \"X-mihon-1\"", "id = \"B-1\"", 1)
        .replacen("unit = \"hundred_million_yen\"", "unit = \"persons\"", 1);
    let found: Vec<_> = problems(&text).into_iter().map(|p| (p.line, p.code)).collect();
    assert!(found.contains(&(9, "unknown_key")) && found.contains(&(12, "id_collides")));
    assert!(found.iter().any(|(_, code)| *code == "unit_unfit"));
    assert!(found.is_sorted(), "{found:?}");
}

#[test]
fn bounds_that_no_number_meets_are_a_contradiction() {
    let more = |parts: &str| {
        let text = format!("{MIHON}\n[[threshold]]\nrequirement = \"C-2\"\nall_of = [{parts}]\n");
        problems(&text).into_iter().map(|p| p.code).collect::<Vec<_>>()
    };
    let cagr = |comparator: &str, value: &str| {
        format!(
            "{{ metric = \"kpi.sales.cagr\", comparator = \"{comparator}\", value = {value}, unit = \"percent\" }}"
        )
    };
    assert_eq!(more(&cagr("le", "1.5")), ["thresholds_contradict"]);
    assert_eq!(more(&cagr("lt", "2")), ["thresholds_contradict"]);
    assert!(more(&cagr("le", "2")).is_empty());
    assert!(more(&cagr("le", "9")).is_empty());
    let both = format!("{}, {}", cagr("ge", "8"), cagr("le", "7"));
    assert_eq!(more(&both), ["threshold_min_over_max"]);
    // 1億円 and 50百万円 are compared as money.
    let funding =
        "{ metric = \"funding.total\", comparator = \"le\", value = 50, unit = \"million_yen\" }";
    let text =
        format!("{MIHON}\n[[threshold]]\nrequirement = \"X-mihon-2\"\nall_of = [{funding}]\n");
    let codes: Vec<_> = problems(&text).into_iter().map(|p| p.code).collect();
    assert_eq!(codes, ["thresholds_contradict"]);
}

#[test]
fn the_policys_words_stay_whatever_is_put_on() {
    let catalogue = catalogue();
    let bases = |version: &str| (version == "2026-11").then_some(&catalogue);
    let overlay = check(MIHON, &bases).unwrap();
    let whole = apply(&catalogue, [&overlay]).unwrap();
    for kind in PlanKind::ALL {
        for before in catalogue.requirements(kind) {
            let after = whole.requirement(kind, &before.id).unwrap();
            assert_eq!((&after.source, &after.place), (&before.source, &before.place));
            assert_eq!(after.rule, before.rule);
        }
    }
    assert_eq!(whole.requirements(PlanKind::StrategicCluster).len(), 4);
    let own = whole.requirement(PlanKind::LocalGrowth, "X-mihon-2").unwrap();
    assert_eq!(own.inputs, ["funding"], "what a threshold reads is asked for");
    let worded = whole.requirement(PlanKind::LocalGrowth, "C-3").unwrap();
    assert_eq!(worded.how, "県の共通窓口の番号も書いてください。");
    assert_eq!(worded.added.marks()[0].issuer, "見本県");
    // The same one twice takes its own ids twice.
    let (index, problems) = apply(&catalogue, [&overlay, &overlay]).unwrap_err();
    assert_eq!((index, problems[0].code), (1, "id_collides"));
}

#[test]
fn no_text_makes_it_panic() {
    for text in
        ["", "=", "[[requirement]]", "requirement = 5", "threshold = [1]", "name = 2026-12-01"]
    {
        assert!(!problems(text).is_empty(), "{text}");
    }
}
