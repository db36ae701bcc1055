//! Plans: whole rows in, changed keys in the log, their own history and undo.

use serde_json::json;
use shirube_domain::answers::Answers;
use shirube_domain::plan::{Confirmation, Plan, PlanKind};
use shirube_store::{ActionInfo, ActionKind, Ledger, UndoScope};

use crate::support::{Place, at, create_plan, drafts, import, info, plan, source};

fn fill(ledger: &mut Ledger, plan: &mut Plan, answers: serde_json::Value, seconds: i64) -> bool {
    let given = Answers::check(PlanKind::LocalGrowth, &answers).unwrap();
    plan.answers.replace_with(&given);
    let info = ActionInfo::new(ActionKind::FillPlan, "担当者", at(seconds)).of_plan(plan.id);
    ledger.write(info, |tx| tx.update_plan(plan)).unwrap().value
}

#[test]
fn a_plan_comes_back_as_it_was_written() {
    let place = Place::new();
    let mut ledger = place.create();
    let mut c = plan(&mut ledger, "眼鏡の町");
    create_plan(&mut ledger, &c);
    fill(&mut ledger, &mut c, json!({"vision": "世界へ", "summary": "眼鏡\n産地"}), 2);
    c.confirmations.insert(
        "C-1".to_owned(),
        Confirmation {
            by: "課長".to_owned(),
            at: at(3),
            inputs: "ab".repeat(32),
            overrule: None,
            reason: String::new(),
            with: Vec::new(),
            note: String::new(),
        },
    );
    let confirmed = ledger
        .write(info(ActionKind::ConfirmRequirement).of_plan(c.id), |tx| tx.update_plan(&c))
        .unwrap();
    assert!(confirmed.value);
    ledger.close().unwrap();
    let ledger = place.open();
    assert_eq!(ledger.plan(c.id).unwrap(), c);
    assert_eq!(ledger.plans().unwrap(), [c]);
    let missing = ledger.plan(uuid::Uuid::nil()).unwrap_err();
    assert_eq!(missing.code(), "plan_not_found");
}

#[test]
fn an_update_that_changes_nothing_is_no_action() {
    let place = Place::new();
    let mut ledger = place.create();
    let mut c = plan(&mut ledger, "眼鏡の町");
    create_plan(&mut ledger, &c);
    assert!(fill(&mut ledger, &mut c, json!({"vision": "世界へ"}), 2));
    assert!(!fill(&mut ledger, &mut c, json!({"vision": "世界へ"}), 3));
    assert_eq!(ledger.history(Some(c.id), 10).unwrap().len(), 2);
    assert_eq!(ledger.plan_changed_at(c.id).unwrap(), Some(at(2)));
}

#[test]
fn one_answer_is_undone_while_a_later_one_stays() {
    let place = Place::new();
    let mut ledger = place.create();
    let mut c = plan(&mut ledger, "眼鏡の町");
    create_plan(&mut ledger, &c);
    fill(&mut ledger, &mut c, json!({"vision": "古い"}), 2);
    fill(&mut ledger, &mut c, json!({"vision": "世界へ"}), 3);
    let vision = ledger.history(Some(c.id), 1).unwrap()[0].id;
    fill(&mut ledger, &mut c, json!({"summary": "眼鏡"}), 4);
    ledger.undo(UndoScope::Action(vision), "担当者", at(5)).unwrap();
    let found = ledger.plan(c.id).unwrap();
    assert_eq!(found.answers.get("vision"), Some(&json!("古い")));
    assert_eq!(found.answers.get("summary"), Some(&json!("眼鏡")));
    // The same answer written again since: now it is a conflict.
    c = found;
    fill(&mut ledger, &mut c, json!({"vision": "別の"}), 6);
    let refused = ledger.redo(UndoScope::Action(vision), "担当者", at(7)).unwrap_err();
    assert_eq!(refused.code(), "undo_conflict");
}

#[test]
fn a_plans_own_undo_leaves_the_rest_alone() {
    let place = Place::new();
    let mut ledger = place.create();
    let mut c = plan(&mut ledger, "眼鏡の町");
    create_plan(&mut ledger, &c);
    fill(&mut ledger, &mut c, json!({"vision": "世界へ"}), 2);
    import(&mut ledger, &source("a"), &drafts(3));
    let scope = UndoScope::OfPlan(c.id);
    ledger.undo(scope, "担当者", at(5)).unwrap();
    assert!(ledger.plan(c.id).unwrap().answers.is_empty());
    assert_eq!(ledger.info().unwrap().firms, 3);
    assert_eq!(ledger.history(Some(c.id), 10).unwrap().len(), 3);
    ledger.redo(scope, "担当者", at(6)).unwrap();
    assert_eq!(ledger.plan(c.id).unwrap(), c);
    ledger.write(info(ActionKind::RemovePlan).of_plan(c.id), |tx| tx.remove_plan(c.id)).unwrap();
    assert!(ledger.plans().unwrap().is_empty());
    ledger.undo(UndoScope::Latest, "担当者", at(7)).unwrap();
    assert_eq!(ledger.plans().unwrap(), [c]);
}
