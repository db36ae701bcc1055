//! A plan that goes over to another version of the catalogue: nothing that a person wrote or
//! confirmed is lost on the way.

use std::collections::BTreeMap;

use crate::answers::is_blank;
use crate::catalogue::Catalogue;
use crate::plan::{Confirmation, Plan, ReceiverCheck};
use crate::versions::compare::{Comparison, compare, moves};

/// A person's word that went with its requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Carried {
    /// The requirement that it was said of.
    pub from: String,
    /// The requirement that it stands at now.
    pub to: String,
    /// `confirmation` or `receiver_check`.
    pub what: &'static str,
    /// Whether it must be given again, because what is judged has changed.
    pub lapsed: bool,
}

/// Something of a withdrawn requirement that stays in the plan, although nobody asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The requirement that was withdrawn.
    pub requirement: String,
    /// The key of the answer; `None` for a confirmation or check.
    pub field: Option<String>,
}

/// A plan in the newer version.
#[derive(Debug, Clone, PartialEq)]
pub struct Upgraded {
    /// The plan.
    pub plan: Plan,
    /// What differs for its kind.
    pub comparison: Comparison,
    /// What went along.
    pub carried: Vec<Carried>,
    /// What stays although its requirement is gone.
    pub kept: Vec<Kept>,
    /// From which requirement to which others its evidence and review points go.
    pub moves: Vec<(String, Vec<String>)>,
}

/// Takes a plan from one version to another.
pub fn upgrade(plan: &Plan, before: &Catalogue, after: &Catalogue) -> Upgraded {
    let comparison = compare(before, after, &[plan.kind]);
    let mut way = Way { comparison: &comparison, moves: Vec::new(), carried: Vec::new() };
    way.moves = moves(before, after)
        .into_iter()
        .filter(|moved| before.requirement(plan.kind, &moved.from).is_some())
        .map(|moved| (moved.from, moved.to))
        .collect();
    let mut upgraded = plan.clone();
    after.version.clone_into(&mut upgraded.catalogue);
    upgraded.confirmations = way.take(&plan.confirmations, "confirmation", |word| Confirmation {
        inputs: String::new(),
        ..word.clone()
    });
    upgraded.receiver_checks = way.take(&plan.receiver_checks, "receiver_check", |word| {
        ReceiverCheck { inputs: String::new(), ..word.clone() }
    });
    let (moves, carried) = (way.moves, way.carried);
    let kept = kept(plan, before, after, &comparison);
    Upgraded { plan: upgraded, comparison, carried, kept, moves }
}

struct Way<'a> {
    comparison: &'a Comparison,
    moves: Vec<(String, Vec<String>)>,
    carried: Vec<Carried>,
}

impl Way<'_> {
    /// The words of people by requirement, each where its requirement went. What is judged
    /// differently now has to be confirmed again; a word on a withdrawn requirement stays.
    fn take<T: Clone>(
        &mut self,
        words: &BTreeMap<String, T>,
        what: &'static str,
        lapse: impl Fn(&T) -> T,
    ) -> BTreeMap<String, T> {
        let mut taken: BTreeMap<String, T> = BTreeMap::new();
        for (from, word) in words {
            let moved = self.moves.iter().find(|(id, _)| id == from);
            let targets = moved.map_or_else(|| vec![from.clone()], |(_, to)| to.clone());
            for to in targets {
                let lapsed = self.weighs(from, &to) || !self.all_said(&to, words);
                let kept = if lapsed { lapse(word) } else { word.clone() };
                taken.entry(to.clone()).or_insert(kept);
                if !self.comparison.withdrawn.contains(from) {
                    self.carried.push(Carried { from: from.clone(), to, what, lapsed });
                }
            }
        }
        taken
    }

    /// Whether something that is judged differs between the two.
    fn weighs(&self, from: &str, to: &str) -> bool {
        self.comparison.changed.iter().any(|changed| {
            changed.from == from
                && changed.id == to
                && changed.parts.iter().any(super::PartChange::weighs)
        })
    }

    /// Whether a word was said on every requirement that became this one.
    fn all_said<T>(&self, to: &str, words: &BTreeMap<String, T>) -> bool {
        let mut came = self.moves.iter().filter(|(_, targets)| targets.iter().any(|id| id == to));
        came.all(|(from, _)| words.contains_key(from))
    }
}

/// What only withdrawn requirements asked for, and what was said of them.
fn kept(plan: &Plan, before: &Catalogue, after: &Catalogue, comparison: &Comparison) -> Vec<Kept> {
    let mut kept = Vec::new();
    for id in &comparison.withdrawn {
        let inputs = before.requirement(plan.kind, id).map_or(&[][..], |one| &one.inputs);
        for input in inputs {
            let written = match input.as_str() {
                "selected_firms" => !plan.selected.is_empty(),
                path => !is_blank(plan.answers.at(path)),
            };
            if written && after.required_by(plan.kind, input).is_empty() {
                kept.push(Kept { requirement: id.clone(), field: Some(input.clone()) });
            }
        }
        if plan.confirmations.contains_key(id) || plan.receiver_checks.contains_key(id) {
            kept.push(Kept { requirement: id.clone(), field: None });
        }
    }
    kept
}
