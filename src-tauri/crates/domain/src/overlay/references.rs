//! What an overlay names: requirements, fields, metrics and measures must be there, for every kind
//! of plan that it is for, and ids of its own must be new.

use std::collections::BTreeSet;

use super::metric::{Metric, Quantity, first_key};
use super::spans::Lines;
use super::threshold::Part;
use super::{Overlay, OwnRequirement, OwnType, Problem};
use crate::catalogue::{Catalogue, Rule};
use crate::fields::{self, FieldType};
use crate::plan::PlanKind;

/// Everything that an overlay names wrong, seen from a catalogue.
pub(super) fn references(overlay: &Overlay, catalogue: &Catalogue, lines: &Lines) -> Vec<Problem> {
    let mut found = Found { overlay, catalogue, lines, problems: Vec::new() };
    found.ids();
    for (index, requirement) in overlay.requirement.iter().enumerate() {
        found.requirement(index, requirement);
    }
    found.thresholds();
    for (index, wording) in overlay.wording.iter().enumerate() {
        found.named(&wording.requirement, &format!("wording[{index}].requirement"), false);
    }
    found.measures();
    found.problems
}

struct Found<'a> {
    overlay: &'a Overlay,
    catalogue: &'a Catalogue,
    lines: &'a Lines,
    problems: Vec<Problem>,
}

impl Found<'_> {
    fn say(&mut self, code: &'static str, path: &str, params: &[(&'static str, &str)]) {
        let mut problem = self.lines.problem(code, path);
        for (name, value) in params {
            problem = problem.with(name, value);
        }
        self.problems.push(problem);
    }

    /// Own ids are new, follow the convention, and occur once.
    fn ids(&mut self) {
        let prefix = format!("X-{}-", self.overlay.name);
        let mut ids = BTreeSet::new();
        for (index, requirement) in self.overlay.requirement.iter().enumerate() {
            let (id, path) = (requirement.id.as_str(), format!("requirement[{index}].id"));
            if self.in_catalogue(id).is_some() {
                self.say("id_collides", &path, &[("id", id)]);
            } else if !id.is_empty() && !follows(id, &prefix) {
                self.say("id_convention", &path, &[("id", id), ("prefix", &prefix)]);
            }
            if !id.is_empty() && !ids.insert(id) {
                self.say("id_twice", &path, &[("id", id)]);
            }
        }
        let mut ids = BTreeSet::new();
        for (index, field) in self.overlay.field.iter().enumerate() {
            if !field.id.is_empty() && !ids.insert(field.id.as_str()) {
                self.say("id_twice", &format!("field[{index}].id"), &[("id", &field.id)]);
            }
        }
    }

    /// The kind whose requirements have that id.
    fn in_catalogue(&self, id: &str) -> Option<PlanKind> {
        PlanKind::ALL.into_iter().find(|kind| self.catalogue.requirement(*kind, id).is_some())
    }

    /// A requirement of the catalogue that the overlay names, or one of its own.
    fn named(&mut self, id: &str, path: &str, own_too: bool) {
        let own = self.overlay.requirement.iter().any(|one| one.id == id);
        if id.is_empty() || (own && own_too) {
            return;
        }
        match self.in_catalogue(id) {
            Some(kind) if self.overlay.for_kinds.contains(&kind) => {}
            Some(kind) => {
                self.say("requirement_other_kind", path, &[("id", id), ("kind", kind.letter())]);
            }
            None if own => self.say("wording_of_own", path, &[("id", id)]),
            None => {
                let version = self.catalogue.version.clone();
                self.say("requirement_unknown", path, &[("id", id), ("version", &version)]);
            }
        }
    }

    fn requirement(&mut self, index: usize, requirement: &OwnRequirement) {
        let at = |key: &str| format!("requirement[{index}].{key}");
        for (place, input) in requirement.inputs.iter().enumerate() {
            self.key(input, &format!("requirement[{index}].inputs[{place}]"));
        }
        if let Some(condition) = &requirement.applies_when {
            let path = at("applies_when.field");
            self.key(&condition.field, &path);
            if !self.is_bool(&condition.field) {
                self.say("condition_not_bool", &path, &[("field", &condition.field)]);
            }
        }
        match &requirement.rule {
            Rule::Filled { .. } if requirement.inputs.is_empty() => {
                self.say("inputs_missing", &at("inputs"), &[]);
            }
            Rule::Thresholds { .. }
                if !self.overlay.threshold.iter().any(|t| t.requirement == requirement.id) =>
            {
                self.say("thresholds_missing", &at("rule"), &[("id", &requirement.id)]);
            }
            Rule::Filled { .. } | Rule::Thresholds { .. } => {}
            rule => {
                for key in rule.keys() {
                    self.key(key, &at("rule"));
                }
                for (table, column) in rule.columns() {
                    let known = fields::answer(table)
                        .is_some_and(|field| field.ty.columns().iter().any(|c| c.name == column));
                    if !known {
                        let params = [("table", table), ("column", column)];
                        self.say("column_unknown", &at("rule"), &params);
                    }
                }
            }
        }
    }

    fn is_bool(&self, field: &str) -> bool {
        match field.strip_prefix("overlay.") {
            Some(id) => self.own_type(id) == Some(OwnType::Bool),
            None => fields::answer(field).is_some_and(|field| field.ty == FieldType::Bool),
        }
    }

    fn own_type(&self, id: &str) -> Option<OwnType> {
        self.overlay.field.iter().find(|field| field.id == id).map(|field| field.ty)
    }

    /// A key of the answers that every kind of the overlay must have.
    fn key(&mut self, key: &str, path: &str) {
        if let Some(id) = key.strip_prefix("overlay.") {
            if self.own_type(id).is_none() {
                self.say("own_field_unknown", path, &[("id", id)]);
            }
            return;
        }
        if key == "selected_firms" {
            return;
        }
        let Some(field) = fields::answer(first_key(key)) else {
            return self.say("field_unknown", path, &[("field", key)]);
        };
        let kinds = self.overlay.for_kinds.clone();
        for kind in kinds.into_iter().filter(|kind| !field.kinds.contains(kind)) {
            self.say("field_other_kind", path, &[("field", key), ("kind", kind.letter())]);
        }
    }

    fn thresholds(&mut self) {
        for (index, threshold) in self.overlay.threshold.iter().enumerate() {
            let path = format!("threshold[{index}]");
            self.named(&threshold.requirement, &format!("{path}.requirement"), true);
            let list =
                if threshold.needed == crate::catalogue::Needed::All { "all_of" } else { "any_of" };
            // A requirement of one kind is asked of plans of that kind alone.
            let kinds = match self.in_catalogue(&threshold.requirement) {
                Some(kind) => vec![kind],
                None => self.overlay.for_kinds.clone(),
            };
            for (at, part) in threshold.parts.iter().enumerate() {
                self.part(part, &format!("{path}.{list}[{at}]"), &kinds);
            }
        }
    }

    fn part(&mut self, part: &Part, path: &str, kinds: &[PlanKind]) {
        let metric = part.metric.to_text();
        let at = format!("{path}.metric");
        let quantity = match &part.metric {
            Metric::Answer(answer) if answer.is_empty() => return,
            Metric::Own(id) => match self.own_type(id) {
                None => return self.say("own_field_unknown", &at, &[("id", id)]),
                Some(OwnType::Money) => Quantity::Money,
                Some(OwnType::Percent) => Quantity::Percent,
                Some(OwnType::Decimal) => Quantity::Plain,
                Some(_) => return self.say("metric_not_a_number", &at, &[("metric", &metric)]),
            },
            other => match other.quantity() {
                Some(quantity) => quantity,
                None => return self.say("metric_not_a_number", &at, &[("metric", &metric)]),
            },
        };
        for kind in kinds.iter().filter(|kind| !part.metric.is_of(**kind)) {
            self.say("metric_other_kind", &at, &[("metric", &metric), ("kind", kind.letter())]);
        }
        self.unit(part, quantity, path);
        if part.baseline.is_some() && !part.metric.has_start() {
            self.say(
                "baseline_without_growth",
                &format!("{path}.baseline"),
                &[("metric", &metric)],
            );
        }
        if !part.indicator.is_empty() && part.metric.head().is_none() {
            let at = format!("{path}.indicator");
            self.say("indicator_without_kpi", &at, &[("metric", &metric)]);
        }
    }

    fn unit(&mut self, part: &Part, quantity: Quantity, path: &str) {
        let units = quantity.units();
        let fits = units.contains(&part.unit.as_str())
            || (part.unit.is_empty() && quantity != Quantity::OfIndicator);
        if !fits {
            let metric = part.metric.to_text();
            let known = units.join(", ");
            let code = if units.is_empty() { "unit_needless" } else { "unit_unfit" };
            let params = [("metric", metric.as_str()), ("raw", &part.unit), ("known", &known)];
            self.say(code, &format!("{path}.unit"), &params);
        }
    }

    fn measures(&mut self) {
        for (index, measure) in self.overlay.measure.iter().enumerate() {
            let known = self.catalogue.measures.iter().any(|one| one.id == measure.id);
            let path = format!("measure[{index}]");
            if known && !(measure.title.is_empty() && measure.group.is_empty()) {
                self.say("measure_of_policy", &path, &[("id", &measure.id)]);
            }
            if !known && measure.title.is_empty() {
                self.say("measure_unknown", &format!("{path}.id"), &[("id", &measure.id)]);
            }
        }
    }
}

/// Whether an id is the prefix and a number or word.
fn follows(id: &str, prefix: &str) -> bool {
    let rest = id.strip_prefix(prefix).unwrap_or("");
    !rest.is_empty() && rest.len() <= 20 && rest.bytes().all(|b| b.is_ascii_alphanumeric())
}
