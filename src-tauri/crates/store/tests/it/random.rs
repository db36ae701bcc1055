//! Undo and redo under random histories: the state is always one that was there before.

use proptest::prelude::*;
use serde_json::json;
use shirube_domain::answers::Answers;
use shirube_domain::firm::FirmRecord;
use shirube_domain::plan::PlanKind;
use shirube_store::{ActionKind, FirmQuery, Ledger, UndoScope};

use crate::support::{
    Place, at, create_plan, draft, dump, figures, import, info, plan, record, source,
};

#[derive(Debug, Clone)]
enum Step {
    Import { file: u8, firms: Vec<u8>, sales: i64 },
    Edit { nth: u8, note: u8 },
    Remove { nth: u8 },
    Plan,
    Fill { nth: u8, text: u8 },
    Undo,
    Redo,
    Restart,
}

fn step() -> impl Strategy<Value = Step> {
    let import = (0..3_u8, prop::collection::vec(0..6_u8, 0..5), 0..3_i64);
    prop_oneof![
        3 => import.prop_map(|(file, firms, sales)| Step::Import { file, firms, sales }),
        2 => (any::<u8>(), 0..3_u8).prop_map(|(nth, note)| Step::Edit { nth, note }),
        1 => any::<u8>().prop_map(|nth| Step::Remove { nth }),
        1 => Just(Step::Plan),
        2 => (any::<u8>(), 0..3_u8).prop_map(|(nth, text)| Step::Fill { nth, text }),
        4 => Just(Step::Undo),
        3 => Just(Step::Redo),
        1 => Just(Step::Restart),
    ]
}

/// Does a step that is an action of its own; whether it was recorded.
fn act(ledger: &mut Ledger, step: &Step) -> bool {
    let firms = ledger.firms(&FirmQuery { limit: 99, ..FirmQuery::default() }).unwrap().firms;
    let chosen = |nth: u8| firms.get(usize::from(nth) % firms.len().max(1)).map(|firm| firm.id);
    match step {
        Step::Import { file, firms, sales } => {
            let rows: Vec<_> = firms
                .iter()
                .zip(2..)
                .map(|(n, row)| {
                    let money = figures(2024, sales * 1_000 + i64::from(*n), Some(*sales), None);
                    draft(row, record(u64::from(*n)), vec![money])
                })
                .collect();
            import(ledger, &source(&format!("f{file}")), &rows).action.is_some()
        }
        Step::Edit { nth, note } => {
            let Some(id) = chosen(*nth) else { return false };
            let current = ledger.firm(id).unwrap().firm.record;
            let edited = FirmRecord { note: Some(format!("注{note}")), ..current };
            let done = ledger.write(info(ActionKind::UpdateFirm), |tx| tx.update_firm(id, &edited));
            done.unwrap().action.is_some()
        }
        Step::Remove { nth } => {
            let Some(id) = chosen(*nth) else { return false };
            let done = ledger.write(info(ActionKind::RemoveFirm), |tx| tx.remove_firm(id));
            done.unwrap().action.is_some()
        }
        Step::Plan => {
            let c = plan(ledger, "計画");
            create_plan(ledger, &c);
            true
        }
        Step::Fill { nth, text } => {
            let plans = ledger.plans().unwrap();
            let Some(mut c) = plans.get(usize::from(*nth) % plans.len().max(1)).cloned() else {
                return false;
            };
            let answers = json!({"vision": format!("文{text}"), "summary": format!("{nth}")});
            c.answers.replace_with(&Answers::check(PlanKind::LocalGrowth, &answers).unwrap());
            let done = ledger.write(info(ActionKind::FillPlan), |tx| tx.update_plan(&c));
            done.unwrap().action.is_some()
        }
        Step::Undo | Step::Redo | Step::Restart => false,
    }
}

/// The state of the ledger: it is closed for the dump, and opened again.
fn state(place: &Place, ledger: Ledger) -> (Vec<String>, Ledger) {
    ledger.close().unwrap();
    (dump(&place.path), place.open())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn undo_and_redo_walk_along_the_states_that_were(steps in prop::collection::vec(step(), 1..24)) {
        let place = Place::new();
        let (first, mut ledger) = state(&place, place.create());
        // The model: the states in a row, and where we stand in it.
        let (mut states, mut now) = (vec![first], 0_usize);
        for step in &steps {
            match step {
                Step::Undo => {
                    let done = ledger.undo(UndoScope::Latest, "x", at(5));
                    prop_assert_eq!(done.is_ok(), now > 0, "{:?}", done);
                    now = now.saturating_sub(1);
                }
                Step::Redo => {
                    let done = ledger.redo(UndoScope::Latest, "x", at(6));
                    prop_assert_eq!(done.is_ok(), now + 1 < states.len(), "{:?}", done);
                    now = (now + 1).min(states.len() - 1);
                }
                Step::Restart => ledger = state(&place, ledger).1,
                _ => {
                    if act(&mut ledger, step) {
                        let (new, opened) = state(&place, ledger);
                        ledger = opened;
                        states.truncate(now + 1);
                        states.push(new);
                        now += 1;
                    }
                }
            }
            let (found, opened) = state(&place, ledger);
            ledger = opened;
            prop_assert_eq!(&found, &states[now]);
        }
        prop_assert!(ledger.verify().is_ok());
    }
}
