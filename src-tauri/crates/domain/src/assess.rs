//! Assessing a plan: the state of each requirement, and what is missing and where to write it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::answers::is_blank;
use crate::catalogue::{Catalogue, Requirement};
use crate::cost::cost;
use crate::finding::{Finding, Param};
use crate::plan::{Confirmation, Overrule, Plan};
use crate::reason::Reason;
use crate::rules::{self, Judged};
use crate::truth::Truth;

/// How far a requirement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fulfilment {
    /// 未着手: nothing is entered.
    NotStarted,
    /// 記入中: something required is blank.
    InProgress,
    /// 不足: complete, but the rule does not hold.
    Unmet,
    /// 要確認: the rule holds, nobody has confirmed it.
    NeedsReview,
    /// 充足: confirmed.
    Met,
    /// 該当なし: the condition is known to be false, or a person declared it with a reason.
    NotApplicable,
}

impl Fulfilment {
    /// The name in JSON and in the text catalogue (`state.<name>`).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotStarted => "not_started",
            Self::InProgress => "in_progress",
            Self::Unmet => "unmet",
            Self::NeedsReview => "needs_review",
            Self::Met => "met",
            Self::NotApplicable => "not_applicable",
        }
    }

    /// Whether nothing more is to be done: 充足 or 該当なし.
    pub fn is_done(self) -> bool {
        matches!(self, Self::Met | Self::NotApplicable)
    }
}

/// What is known of a selected firm's degrees when a plan is assessed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SelectedDegrees {
    /// The firm's name.
    pub name: String,
    /// Why a degree can't be worked out; empty when both are there.
    pub missing: Vec<&'static str>,
    /// Whether a denominator is only the sum over the registered firms.
    pub registered_sum: bool,
}

/// What a plan is assessed against, besides itself and the catalogue.
#[derive(Debug, Clone)]
pub struct AssessContext {
    /// The day on which it is assessed.
    pub today: Date,
    /// The degrees of the selected firms, by firm id.
    pub degrees: BTreeMap<Uuid, SelectedDegrees>,
}

/// One requirement of a plan, assessed.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment<'a> {
    /// The requirement.
    pub requirement: &'a Requirement,
    /// Its state.
    pub state: Fulfilment,
    /// What is missing and where to write it; never empty in the first three states.
    pub missing: Vec<Finding>,
    /// What is worth a look.
    pub warnings: Vec<Finding>,
    /// A person's word on it that still holds.
    pub confirmed: Option<&'a Confirmation>,
    /// Whether the requirement applies, by its condition.
    pub applies: Truth,
    /// What the condition says; `None` where there is none.
    pub condition: Option<Finding>,
    /// What holds, fails or is not known, in the order of the rule.
    pub reasons: Vec<Reason>,
    /// The cheapest fact to supply next; `None` when nothing is missing.
    pub next: Option<Finding>,
}

/// Assesses every requirement of the plan's kind, in the order of the source.
pub fn assess<'a>(
    plan: &'a Plan,
    catalogue: &'a Catalogue,
    context: &AssessContext,
) -> Vec<Assessment<'a>> {
    let judged = Judged { plan, context };
    catalogue.requirements(plan.kind).iter().map(|r| assess_one(r, plan, &judged)).collect()
}

/// Adds doubts to the warnings of the requirements whose inputs they are about, and gives back
/// those that belong to none.
pub fn share_out(assessed: &mut [Assessment<'_>], doubts: Vec<Finding>) -> Vec<Finding> {
    let mut of_none = Vec::new();
    for doubt in doubts {
        let key = doubt.field.split(['[', '.']).next().unwrap_or_default();
        let about = |one: &&mut Assessment<'_>| one.requirement.inputs.iter().any(|i| i == key);
        match assessed.iter_mut().find(about) {
            // What does not apply is not looked at; what a rule has said is not said again.
            Some(one) if one.state == Fulfilment::NotApplicable => {}
            Some(one)
                if one.warnings.iter().any(|w| w.code == doubt.code && w.field == doubt.field) => {}
            Some(one) => one.warnings.push(doubt),
            None => of_none.push(doubt),
        }
    }
    of_none
}

fn assess_one<'a>(
    requirement: &'a Requirement,
    plan: &'a Plan,
    judged: &Judged<'_>,
) -> Assessment<'a> {
    let confirmation = plan.confirmations.get(&requirement.id);
    let holds = confirmation.filter(|c| c.inputs == inputs_hash(plan, requirement));
    let (applies, condition) = applies(plan, requirement);
    let mut assessed = match applies {
        Truth::No => Assessment {
            requirement,
            state: Fulfilment::NotApplicable,
            missing: Vec::new(),
            warnings: Vec::new(),
            confirmed: None,
            applies,
            condition: condition.clone(),
            reasons: condition.map(|found| Reason::plain(Truth::No, found)).into_iter().collect(),
            next: None,
        },
        _ => by_rule(requirement, judged, applies, condition),
    };
    match confirmation.and_then(|c| c.overrule) {
        Some(overrule) => {
            assessed.confirmed = confirmation;
            overruled(&mut assessed, overrule, confirmation.map_or("", |c| c.reason.as_str()));
        }
        None if assessed.state == Fulfilment::NeedsReview && holds.is_some() => {
            assessed.state = Fulfilment::Met;
            assessed.confirmed = holds;
        }
        None => {}
    }
    if confirmation.is_some() && holds.is_none() {
        let first = requirement.inputs.first().map_or("", String::as_str);
        assessed.warnings.push(Finding::new("confirmation_lapsed", first));
    }
    assessed
}

/// Whether the requirement applies, and what its condition says, if it has one.
fn applies(plan: &Plan, requirement: &Requirement) -> (Truth, Option<Finding>) {
    let Some(condition) = &requirement.applies_when else { return (Truth::Yes, None) };
    let answer = plan.answers.bool(&condition.field);
    let code = match answer {
        Some(true) => "condition_answered_yes",
        Some(false) => "condition_answered_no",
        None => "condition_unanswered",
    };
    let found =
        Finding::new(code, &condition.field).with("field", Param::Field(condition.field.clone()));
    (answer.map(|value| value == condition.equals).into(), Some(found))
}

fn by_rule<'a>(
    requirement: &'a Requirement,
    judged: &Judged<'_>,
    applies: Truth,
    condition: Option<Finding>,
) -> Assessment<'a> {
    let started = requirement.inputs.iter().any(|input| is_written(judged.plan, input));
    let mut outcome = rules::Outcome::default();
    match (applies, &condition) {
        // Until it is known whether the requirement applies, that is all there is to ask.
        (Truth::Unknown, Some(found)) => outcome.unknown(found.clone()),
        _ => {
            outcome = rules::of_requirement(requirement, judged);
            let paths = &requirement.warn_blank;
            outcome.warnings.extend(rules::warn_blank(&judged.plan.answers, paths));
        }
    }
    let open = |truth: Truth| outcome.reasons.iter().flat_map(move |reason| reason.open(truth));
    let blank: Vec<Finding> = open(Truth::Unknown).cloned().collect();
    let failed: Vec<Finding> = open(Truth::No).cloned().collect();
    let state = if !started {
        Fulfilment::NotStarted
    } else if !blank.is_empty() {
        Fulfilment::InProgress
    } else if !failed.is_empty() {
        Fulfilment::Unmet
    } else {
        Fulfilment::NeedsReview
    };
    Assessment {
        requirement,
        state,
        missing: blank.into_iter().chain(failed).collect(),
        // Nothing is doubtful where nothing is written.
        warnings: if started { outcome.warnings } else { Vec::new() },
        confirmed: None,
        applies,
        condition,
        next: next_of(&outcome.reasons).cloned(),
        reasons: outcome.reasons,
    }
}

/// The cheapest of all the facts that are still to be supplied; of equally cheap ones the first.
fn next_of(reasons: &[Reason]) -> Option<&Finding> {
    let costs = |found: &Finding| cost(&found.field);
    reasons
        .iter()
        .filter_map(|reason| reason.next(&costs))
        .min_by(|a, b| a.0.cmp(&b.0))
        .map(|(_, found)| found)
}

fn overruled(assessed: &mut Assessment<'_>, overrule: Overrule, reason: &str) {
    let field = assessed.requirement.inputs.first().map_or("", String::as_str);
    let said = |code| Finding::new(code, field).text("reason", reason);
    match overrule {
        Overrule::Met => {
            assessed.warnings.append(&mut assessed.missing);
            assessed.next = None;
            assessed.state = Fulfilment::Met;
        }
        Overrule::NotApplicable => {
            assessed.missing.clear();
            assessed.warnings.clear();
            assessed.next = None;
            assessed.state = Fulfilment::NotApplicable;
        }
        Overrule::Unmet => {
            assessed.missing.insert(0, said("overruled_unmet"));
            assessed.next.get_or_insert_with(|| said("overruled_unmet"));
            assessed.state = Fulfilment::Unmet;
        }
    }
}

fn is_written(plan: &Plan, input: &str) -> bool {
    if input == "selected_firms" {
        !plan.selected.is_empty()
    } else {
        !is_blank(plan.answers.at(input))
    }
}

/// SHA-256 (lower-case hexadecimal) of what a requirement is judged by: when it changes, a
/// confirmation lapses.
pub fn inputs_hash(plan: &Plan, requirement: &Requirement) -> String {
    let mut hash = Sha256::new();
    hash.update(format!("{}/{}", plan.period.start(), plan.period.end()));
    for input in &requirement.inputs {
        hash.update([0]);
        hash.update(input);
        hash.update([0]);
        if input == "selected_firms" {
            for selected in &plan.selected {
                let role = selected.role.as_str();
                hash.update(format!("{}/{role}/{}\0", selected.firm, selected.reason));
            }
        } else if let Some(value) = plan.answers.at(input) {
            hash.update(sorted(value).to_string());
        }
    }
    // A confirmation covers the thresholds as well: what they ask for, and what they read.
    for (_, threshold) in &requirement.added.thresholds {
        hash.update([1]);
        hash.update(serde_json::to_string(threshold).unwrap_or_default());
        for key in threshold.parts.iter().map(|part| part.metric.key()) {
            hash.update([0]);
            hash.update(plan.answers.at(&key).map(|v| sorted(v).to_string()).unwrap_or_default());
        }
        hash.update(format!("{}", plan.selected.len()));
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The same value with the keys of every object in order, so that equal answers hash equally.
fn sorted(value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            let ordered: BTreeMap<_, _> = map.iter().map(|(k, v)| (k.clone(), sorted(v))).collect();
            Value::Object(ordered.into_iter().collect::<Map<_, _>>())
        }
        Value::Array(values) => Value::Array(values.iter().map(sorted).collect()),
        plain => plain.clone(),
    }
}
