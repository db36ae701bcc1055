//! What would change: under other criteria, or if figures were off.

use std::collections::BTreeSet;

use serde_json::Value;
use shirube_domain::hubs::choosing::difference;
use shirube_domain::hubs::region::Bounds;
use shirube_store::{BasisRule, Ledger};

use crate::api::selections::{
    Criteria, Scenario, SelectionDifference, SelectionRequest, SelectionWhatifRequest, Sensitivity,
};
use crate::fault::Fault;
use crate::firms;
use crate::hubs::scene::{Scene, year_before};
use crate::hubs::selections::find;
use crate::hubs::selections::proposal::{self, Proposal, named};
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn whatif(
    session: &Session,
    request: SelectionWhatifRequest,
    _progress: &dyn Progress,
) -> Outcome<SelectionDifference> {
    session.with_ledger(|ledger| {
        let selection = find(ledger, &request.id)?;
        let scene = proposal::scene(ledger, &selection)?;
        let now = proposal::criteria(&selection)?;
        let mut changed = selection.criteria.clone();
        merge(&mut changed, request.criteria);
        let mut then: Criteria = serde_json::from_value(changed).map_err(|error| {
            Fault::usage("bad_request").with("path", "criteria").with("detail", error)
        })?;
        for firm in &mut then.must_have {
            *firm = firms::show::find(ledger, firm)?.firm.id.to_string();
        }
        for excluded in &mut then.excluded {
            excluded.firm = firms::show::find(ledger, &excluded.firm)?.firm.id.to_string();
        }
        let before = Proposal::of(session, ledger, &scene, &scene.bounds, &now)?;
        let after = Proposal::of(session, ledger, &scene, &scene.bounds, &then)?;
        let (comes_in, falls_out) = difference(&before.choice, &after.choice);
        Ok(SelectionDifference {
            before: before.count(),
            after: after.count(),
            comes_in_count: comes_in.len() as u64,
            falls_out_count: falls_out.len() as u64,
            comes_in: named(ledger, &scene.region, &comes_in)?,
            falls_out: named(ledger, &scene.region, &falls_out)?,
        })
    })
}

/// Lays some keys over an object, objects key by key; null takes a key away (RFC 7396).
fn merge(target: &mut Value, patch: Value) {
    match (target, patch) {
        (Value::Object(target), Value::Object(patch)) => {
            for (key, value) in patch {
                if value.is_null() {
                    target.shift_remove(&key);
                } else {
                    merge(target.entry(key).or_insert(Value::Null), value);
                }
            }
        }
        (target, patch) => *target = patch,
    }
}

/// A scene that might be: its code, and the scene with its denominators or why there is none.
type Might = (&'static str, Result<(Scene, Bounds), &'static str>);

pub(crate) fn sensitivity(
    session: &Session,
    request: SelectionRequest,
    _progress: &dyn Progress,
) -> Outcome<Sensitivity> {
    session.with_ledger(|ledger| {
        let selection = find(ledger, &request.id)?;
        let scene = proposal::scene(ledger, &selection)?;
        let criteria = proposal::criteria(&selection)?;
        let now = Proposal::of(session, ledger, &scene, &scene.bounds, &criteria)?;
        let mut steady: BTreeSet<u32> =
            now.choice.iter().filter(|(_, why)| why.is_in()).map(|(row, _)| *row).collect();
        let mut scenarios = Vec::new();
        for (code, might) in might_be(ledger, &scene)? {
            let label = session.say(&format!("scenario.{code}"), &[]);
            let mut scenario = Scenario {
                code: code.to_owned(),
                label,
                impossible: None,
                after: 0,
                comes_in_count: 0,
                falls_out_count: 0,
                comes_in: Vec::new(),
                falls_out: Vec::new(),
            };
            match might {
                Err(why) => {
                    scenario.impossible = Some(session.say(&format!("scenario.{why}"), &[]));
                }
                Ok((other, bounds)) => {
                    // The same firms stand in the same rows: only their figures are others.
                    let then = Proposal::of(session, ledger, &other, &bounds, &criteria)?;
                    let (comes_in, falls_out) = difference(&now.choice, &then.choice);
                    let fallen: BTreeSet<u32> = falls_out.iter().copied().collect();
                    steady.retain(|row| !fallen.contains(row));
                    scenario.after = then.count();
                    scenario.comes_in_count = comes_in.len() as u64;
                    scenario.falls_out_count = falls_out.len() as u64;
                    scenario.comes_in = named(ledger, &scene.region, &comes_in)?;
                    scenario.falls_out = named(ledger, &scene.region, &falls_out)?;
                }
            }
            scenarios.push(scenario);
        }
        Ok(Sensitivity { before: now.count(), scenarios, steady: steady.len() as u64 })
    })
}

fn might_be(ledger: &Ledger, scene: &Scene) -> Outcome<Vec<Might>> {
    let off = |kind: usize, tenths: i128| {
        let bound = scene.bounds[kind].ok_or("no_denominator")?;
        let mut bounds = scene.bounds;
        bounds[kind] = i64::try_from((i128::from(bound) * tenths + 5) / 10).ok();
        Ok((scene.clone(), bounds))
    };
    let query = &scene.query;
    let other = |year, basis| -> Outcome<Result<(Scene, Bounds), &'static str>> {
        let scene = Scene::open(ledger, query.prefecture.clone(), year, basis, None)?;
        let empty = scene.below.registered.iter().all(Option::is_none);
        let bounds = scene.bounds;
        Ok(if empty { Err("no_figures") } else { Ok((scene, bounds)) })
    };
    let basis = match query.basis {
        BasisRule::Establishment => BasisRule::HeadOffice,
        BasisRule::Either | BasisRule::HeadOffice => BasisRule::Establishment,
    };
    Ok(vec![
        ("connector_denominator_less", off(0, 9)),
        ("connector_denominator_more", off(0, 11)),
        ("hub_denominator_less", off(1, 9)),
        ("hub_denominator_more", off(1, 11)),
        ("year_before", other(year_before(query.year), query.basis)?),
        ("other_basis", other(query.year, basis)?),
    ])
}
