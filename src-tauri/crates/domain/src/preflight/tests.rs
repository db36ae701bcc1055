//! Whole plans: what is remarked on, how grave it is, and what would put it right.

use serde_json::{Value, json};

use super::{Remark, Severity, Surroundings, preflight};
use crate::finding::Finding;
use crate::plan::PlanKind;
use crate::plan::samples::plan;

fn look(kind: PlanKind, answers: &Value, around: &Surroundings) -> Vec<Remark> {
    preflight(&plan(kind, answers), &[], Vec::new(), around)
}

fn found<'a>(remarks: &'a [Remark], code: &str) -> Vec<&'a Remark> {
    remarks.iter().filter(|remark| remark.finding.code == code).collect()
}

#[test]
fn what_is_wrong_comes_before_what_is_doubtful() {
    let doubts = vec![
        Finding::new("line_break", "summary"),
        Finding::new("corporate_number_invalid", "investments[0].corporate_number"),
    ];
    let plan = plan(PlanKind::StrategicCluster, &json!({}));
    let remarks = preflight(&plan, &[], doubts, &Surroundings::default());
    assert_eq!(remarks[0].finding.code, "corporate_number_invalid");
    assert_eq!(remarks[0].severity, Severity::Error);
    assert!(remarks[1..].iter().all(|remark| remark.severity == Severity::Warning));
}

#[test]
fn a_firm_has_one_name_and_the_ledgers_is_its_own() {
    let answers = json!({
        "actions": [{"name": "a", "lead": "架空精機(株)"}, {"name": "b", "lead": "見本商会"}],
        "related_bodies": [{"name": "㈱見本商会", "role": "助言"}],
    });
    let around = Surroundings {
        selected_names: vec!["架空精機株式会社".to_owned()],
        ..Surroundings::default()
    };
    let remarks = look(PlanKind::LocalGrowth, &answers, &around);
    let names = found(&remarks, "firm_name_variant");
    assert_eq!(names.len(), 2);
    assert_eq!(names[0].finding.field, "actions[0].lead");
    assert_eq!(names[0].mended.as_deref(), Some("架空精機株式会社"));
    assert_eq!(names[1].finding.field, "related_bodies[0].name");
    assert_eq!(names[1].mended, None);
}

#[test]
fn words_and_years_are_mended_inside_their_text() {
    let answers = json!({"summary": "平成40年までにクラスタ計画を進め、伴奏支援する。"});
    let remarks = look(PlanKind::RegionalCluster, &answers, &Surroundings::default());
    let mended: Vec<&str> = remarks.iter().filter_map(|r| r.mended.as_deref()).collect();
    assert_eq!(
        mended,
        [
            "令和10年までにクラスタ計画を進め、伴奏支援する。",
            "平成40年までにクラスター計画を進め、伴奏支援する。",
            "平成40年までにクラスタ計画を進め、伴走支援する。",
        ]
    );
}

#[test]
fn sums_of_several_forms_are_compared() {
    let answers = json!({
        "summary": "総事業費は12億円、投資総額は5億円である。",
        "funding": [
            {"fiscal_year": 2027, "source": "state", "amount": 800_000_000, "basis": "積算"},
            {"fiscal_year": 2028, "source": "private", "amount": 200_000_000},
        ],
        "budget_consultations": [{"fiscal_year": 2027, "amount": 700_000_000}],
        "infrastructure": [{"name": "道路", "amount": 1_100_000_000}],
        "investments": [{"investor": "架空", "amount": 520_000_000, "source": "聞き取り"}],
    });
    let remarks = look(PlanKind::StrategicCluster, &answers, &Surroundings::default());
    assert_eq!(found(&remarks, "state_money_differs").len(), 1);
    assert_eq!(found(&remarks, "infrastructure_over_funding").len(), 1);
    let stated = found(&remarks, "stated_total_differs");
    assert_eq!(stated.len(), 1, "5億円 may be meant for 5.2億円");
    assert_eq!(stated[0].finding.field, "summary");
    let sources = found(&remarks, "figure_without_source");
    assert_eq!(sources.len(), 1);
    assert_eq!(sources[0].finding.field, "funding[1].basis");
}

#[test]
fn confidential_figures_and_private_numbers_are_told() {
    let answers =
        json!({"summary": "担当は090-1234-5678へ", "contact": {"telephone": "0778-53-2229"}});
    let around = Surroundings { selected_names: vec!["架空".to_owned()], confidential: vec![0] };
    let remarks = look(PlanKind::LocalGrowth, &answers, &around);
    assert_eq!(found(&remarks, "confidential_on_form")[0].finding.field, "selected_firms[0]");
    assert_eq!(found(&remarks, "private_in_text").len(), 1);
    let blank = found(&remarks, "cover_blank");
    assert!(blank.iter().all(|remark| remark.finding.field != "contact.telephone"));
    assert_eq!(blank.len(), 4);
}
