//! Beginning a plan from another one, or from the built-in sample.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use shirube_domain::answers::Answers;
use shirube_domain::fields;
use shirube_domain::plan::{Period, Plan, PlanKind};
use shirube_store::{ActionKind, Ledger};

use crate::api::plans::PlanCreateRequest;
use crate::api::starting::{LeftBehind, PlanCopied, PlanCopyRequest};
use crate::demo;
use crate::fault::Fault;
use crate::parse;
use crate::plans::create::begin;
use crate::plans::review::label;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

/// What stands in front of the kind where the built-in sample is meant.
const SAMPLE: &str = "sample-";

/// What a copy starts from.
struct Original {
    /// `None` for the built-in sample.
    plan: Option<Plan>,
    kind: PlanKind,
    answers: Answers,
    request: PlanCreateRequest,
}

pub(crate) fn copy(
    session: &Session,
    request: PlanCopyRequest,
    _progress: &dyn Progress,
) -> Outcome<PlanCopied> {
    let action = session.action(ActionKind::CreatePlan).with("title", request.title.trim());
    session.with_ledger(|ledger| {
        let original = original(ledger, &request)?;
        let wanted = wanted(&original, &request);
        let id = ledger.new_id(action.at);
        let mut plan = begin(session, ledger, &wanted, id)?;
        let mut left = Left { session, kind: original.kind, list: Vec::new() };
        plan.answers = left.answers(&original.answers, plan.kind, plan.period)?;
        if let Some(source) = &original.plan {
            plan.selected = source.selected.clone();
            plan.overlays = source.overlays.clone();
            left.belongings(ledger, source)?;
        } else {
            left.add("selected_firms", "copy_sample_firms", false);
        }
        ledger.write(action.of_plan(plan.id), |tx| tx.create_plan(&plan))?;
        Ok(PlanCopied {
            id: plan.id.to_string(),
            carried: plan.answers.len() as u64,
            left: left.list,
        })
    })
}

fn original(ledger: &Ledger, request: &PlanCopyRequest) -> Outcome<Original> {
    if let Some(letter) = request.id.trim().strip_prefix(SAMPLE) {
        let (create, answers) = demo::sample(parse::kind(letter)?)?;
        let kind = parse::kind(&create.kind)?;
        let answers = Answers::check(kind, &answers).map_err(|mut e| Fault::from(e.remove(0)))?;
        return Ok(Original { plan: None, kind, answers, request: create });
    }
    let plan = ledger.plan(parse::plan_id(&request.id)?)?;
    let create = PlanCreateRequest {
        kind: plan.kind.letter().to_owned(),
        title: plan.title.clone(),
        prefectures: plan.prefectures.iter().cloned().map(String::from).collect(),
        municipalities: plan.municipalities.iter().cloned().map(String::from).collect(),
        start: plan.period.start().to_string(),
        end: plan.period.end().to_string(),
    };
    Ok(Original {
        kind: plan.kind,
        answers: plan.answers.clone(),
        request: create,
        plan: Some(plan),
    })
}

/// The new plan as it is asked for; what is not said is as in the original.
fn wanted(original: &Original, request: &PlanCopyRequest) -> PlanCreateRequest {
    let given = |text: &Option<String>, other: &str| {
        parse::given(text.as_ref()).unwrap_or(other).to_owned()
    };
    let same_area = request.prefectures.is_empty() && request.municipalities.is_empty();
    let (prefectures, municipalities) = if same_area {
        (original.request.prefectures.clone(), original.request.municipalities.clone())
    } else {
        (request.prefectures.clone(), request.municipalities.clone())
    };
    PlanCreateRequest {
        kind: given(&request.kind, &original.request.kind),
        title: request.title.clone(),
        prefectures,
        municipalities,
        start: given(&request.start, &original.request.start),
        end: given(&request.end, &original.request.end),
    }
}

/// What stays behind, or comes along and needs a look.
struct Left<'a> {
    session: &'a Session,
    kind: PlanKind,
    list: Vec<LeftBehind>,
}

impl Left<'_> {
    fn add(&mut self, field: &str, code: &str, kept: bool) {
        self.list.push(LeftBehind {
            field: field.to_owned(),
            label: label::of_path(self.session, self.kind, field),
            code: code.to_owned(),
            reason: self.session.say(&format!("copy.{code}"), &[]),
            kept,
        });
    }

    /// The answers that the new plan's kind asks, without what was of that time only.
    fn answers(&mut self, all: &Answers, kind: PlanKind, period: Period) -> Outcome<Answers> {
        let mut carried = Map::new();
        for (key, value) in all.as_map() {
            let asked = fields::answer(key).is_some_and(|field| field.kinds.contains(&kind));
            match key.as_str() {
                _ if !asked => self.add(key, "copy_other_kind", false),
                "attachments" => self.add(key, "copy_attachments", false),
                "kpi" => {
                    carried.insert(key.clone(), self.indicators(value, period));
                }
                _ => {
                    carried.insert(key.clone(), value.clone());
                }
            }
        }
        Answers::check(kind, &Value::Object(carried)).map_err(|mut e| Fault::from(e.remove(0)))
    }

    /// The indicators without their actuals; target years outside the new period are named.
    fn indicators(&mut self, value: &Value, period: Period) -> Value {
        let years: Vec<String> =
            period.fiscal_years().into_iter().map(|year| year.year().to_string()).collect();
        let mut rows = value.as_array().cloned().unwrap_or_default();
        for (index, row) in rows.iter_mut().filter_map(Value::as_object_mut).enumerate() {
            if row.remove("actuals").is_some_and(|actuals| !empty(&actuals)) {
                self.add(&format!("kpi[{index}].actuals"), "copy_actuals", false);
            }
            let targets = row.get("targets").and_then(Value::as_object);
            for year in targets.into_iter().flat_map(Map::keys).filter(|y| !years.contains(y)) {
                self.add(&format!("kpi[{index}].targets.{year}"), "copy_year_outside", true);
            }
        }
        Value::Array(rows)
    }

    /// What belongs to the other plan alone.
    fn belongings(&mut self, ledger: &Ledger, plan: &Plan) -> Outcome<()> {
        let hanging = ledger.hanging(plan.id)?;
        let counts = BTreeMap::from([
            ("attachments", hanging.attachments),
            ("confirmations", plan.confirmations.len() as u64),
            ("points", hanging.points),
            ("receiver_checks", plan.receiver_checks.len() as u64),
            ("revisions", hanging.revisions),
        ]);
        for (what, count) in counts.into_iter().filter(|(_, count)| *count > 0) {
            if what == "attachments" && self.list.iter().any(|one| one.field == what) {
                continue;
            }
            self.list.push(LeftBehind {
                field: what.to_owned(),
                label: self.session.say(&format!("copy.what.{what}"), &[]),
                code: format!("copy_{what}"),
                reason: self
                    .session
                    .say(&format!("copy.copy_{what}"), &[("count", &count.to_string())]),
                kept: false,
            });
        }
        Ok(())
    }
}

fn empty(value: &Value) -> bool {
    value.as_object().is_none_or(Map::is_empty)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_sample() {
        for kind in PlanKind::ALL {
            let (create, answers) = demo::sample(kind).unwrap();
            assert_eq!(create.kind, kind.letter());
            assert!(Answers::check(kind, &answers).is_ok());
        }
    }
}
