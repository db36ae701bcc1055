//! What differs between two versions of the catalogue.

use crate::catalogue::{Catalogue, Requirement};
use crate::plan::PlanKind;
use crate::versions::{Crosswalk, Moved};

/// One part of a requirement that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartChange {
    /// `source`, `place`, `question`, `why`, `how`, `example`, `evidence`, `inputs`,
    /// `applies_when`, `warn_blank`, `rule`.
    pub part: &'static str,
    /// What it said.
    pub before: String,
    /// What it says.
    pub after: String,
}

impl PartChange {
    /// Whether it changes what is judged, not only how it is explained.
    pub fn weighs(&self) -> bool {
        matches!(self.part, "source" | "inputs" | "applies_when" | "rule")
    }
}

/// A requirement that says something else now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Its id in the newer version.
    pub id: String,
    /// Its id in the older one.
    pub from: String,
    /// What differs.
    pub parts: Vec<PartChange>,
}

/// Everything that differs between two versions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Ids that only the newer version has.
    pub added: Vec<String>,
    /// Requirements of both that differ.
    pub changed: Vec<Changed>,
    /// Ids that only the older version has, and that moved nowhere.
    pub withdrawn: Vec<String>,
    /// Requirements that became others.
    pub moved: Vec<Moved>,
}

/// Compares the requirements of those kinds.
pub fn compare(before: &Catalogue, after: &Catalogue, kinds: &[PlanKind]) -> Comparison {
    let mut found = Comparison::default();
    for kind in kinds {
        let all = moves(before, after);
        let of_kind: Vec<&Moved> =
            all.iter().filter(|moved| before.requirement(*kind, &moved.from).is_some()).collect();
        for old in before.requirements(*kind) {
            match of_kind.iter().find(|moved| moved.from == old.id) {
                Some(moved) => {
                    let targets = moved.to.iter();
                    for new in targets.filter_map(|id| after.requirement(*kind, id)) {
                        found.differs(old, new);
                    }
                    found.moved.push((*moved).clone());
                }
                None => match after.requirement(*kind, &old.id) {
                    Some(new) => found.differs(old, new),
                    None => found.withdrawn.push(old.id.clone()),
                },
            }
        }
        for new in after.requirements(*kind) {
            let came = of_kind.iter().any(|moved| moved.to.contains(&new.id));
            if !came && before.requirement(*kind, &new.id).is_none() {
                found.added.push(new.id.clone());
            }
        }
    }
    found
}

/// The moves from one version to the other; read backwards where the older is gone back to. None
/// where no crosswalk joins the two.
pub(super) fn moves(before: &Catalogue, after: &Catalogue) -> Vec<Moved> {
    let joins = |walk: &&Crosswalk, other: &Catalogue| walk.from == other.version;
    if let Some(walk) = after.crosswalk.as_ref().filter(|walk| joins(walk, before)) {
        return walk.moved.clone();
    }
    let Some(walk) = before.crosswalk.as_ref().filter(|walk| joins(walk, after)) else {
        return Vec::new();
    };
    let mut back: Vec<Moved> = Vec::new();
    for moved in &walk.moved {
        for to in &moved.to {
            match back.iter_mut().find(|one| one.from == *to) {
                Some(one) => one.to.push(moved.from.clone()),
                None => back.push(Moved {
                    from: to.clone(),
                    to: vec![moved.from.clone()],
                    note: moved.note.clone(),
                }),
            }
        }
    }
    back
}

impl Comparison {
    fn differs(&mut self, old: &Requirement, new: &Requirement) {
        let parts = parts(old, new);
        if !parts.is_empty() {
            self.changed.push(Changed { id: new.id.clone(), from: old.id.clone(), parts });
        }
    }
}

fn parts(old: &Requirement, new: &Requirement) -> Vec<PartChange> {
    let texts = said(old).into_iter().zip(said(new));
    texts
        .filter(|((_, before), (_, after))| before != after)
        .map(|((part, before), (_, after))| PartChange { part, before, after })
        .collect()
}

/// The parts of a requirement as texts that can be compared and shown.
fn said(one: &Requirement) -> [(&'static str, String); 11] {
    let json = |value: Result<String, serde_json::Error>| value.unwrap_or_default();
    let place = format!("{} {} {}", one.place.column, one.place.row, one.place.bullet);
    let applies = one
        .applies_when
        .as_ref()
        .map_or(String::new(), |when| format!("{} = {}", when.field, when.equals));
    [
        ("source", one.source.clone()),
        ("place", place),
        ("question", one.question.clone()),
        ("why", one.why.clone()),
        ("how", one.how.clone()),
        ("example", one.example.clone()),
        ("evidence", one.evidence.join("\n")),
        ("inputs", one.inputs.join(", ")),
        ("applies_when", applies),
        ("warn_blank", one.warn_blank.join(", ")),
        ("rule", json(serde_json::to_string(&one.rule))),
    ]
}
