//! Assessing a plan: the state of each requirement, and what is missing and where to write it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::answers::is_blank;
use crate::catalogue::{Catalogue, Requirement};
use crate::finding::{Finding, Param};
use crate::plan::{Confirmation, Overrule, Plan};
use crate::rules::{self, Judged};

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

fn assess_one<'a>(
    requirement: &'a Requirement,
    plan: &'a Plan,
    judged: &Judged<'_>,
) -> Assessment<'a> {
    let confirmation = plan.confirmations.get(&requirement.id);
    let holds = confirmation.filter(|c| c.inputs == inputs_hash(plan, requirement));
    let mut assessed = match applies(plan, requirement) {
        Some(false) => Assessment {
            requirement,
            state: Fulfilment::NotApplicable,
            missing: Vec::new(),
            warnings: Vec::new(),
            confirmed: None,
        },
        known => by_rule(requirement, judged, known.is_some()),
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

/// Whether the requirement applies; `None` while its condition is unanswered.
fn applies(plan: &Plan, requirement: &Requirement) -> Option<bool> {
    match &requirement.applies_when {
        None => Some(true),
        Some(condition) => plan.answers.bool(&condition.field).map(|v| v == condition.equals),
    }
}

fn by_rule<'a>(
    requirement: &'a Requirement,
    judged: &Judged<'_>,
    condition_known: bool,
) -> Assessment<'a> {
    let mut outcome = rules::evaluate(&requirement.rule, judged);
    let started = requirement.inputs.iter().any(|input| is_written(judged.plan, input));
    if !condition_known && let Some(condition) = &requirement.applies_when {
        // Until it is known whether the requirement applies, that is all there is to ask.
        outcome = rules::Outcome::default();
        outcome.blank.push(
            Finding::new("condition_unanswered", &condition.field)
                .with("field", Param::Field(condition.field.clone())),
        );
    } else {
        let paths = &requirement.warn_blank;
        outcome.warnings.extend(rules::warn_blank(&judged.plan.answers, paths));
    }
    let state = if !started {
        Fulfilment::NotStarted
    } else if !outcome.blank.is_empty() {
        Fulfilment::InProgress
    } else if !outcome.failed.is_empty() {
        Fulfilment::Unmet
    } else {
        Fulfilment::NeedsReview
    };
    outcome.blank.append(&mut outcome.failed);
    Assessment {
        requirement,
        state,
        missing: outcome.blank,
        // Nothing is doubtful where nothing is written.
        warnings: if started { outcome.warnings } else { Vec::new() },
        confirmed: None,
    }
}

fn overruled(assessed: &mut Assessment<'_>, overrule: Overrule, reason: &str) {
    let field = assessed.requirement.inputs.first().map_or("", String::as_str);
    let said = |code| Finding::new(code, field).text("reason", reason);
    match overrule {
        Overrule::Met => {
            assessed.warnings.append(&mut assessed.missing);
            assessed.state = Fulfilment::Met;
        }
        Overrule::NotApplicable => {
            assessed.missing.clear();
            assessed.warnings.clear();
            assessed.state = Fulfilment::NotApplicable;
        }
        Overrule::Unmet => {
            assessed.missing.insert(0, said("overruled_unmet"));
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
