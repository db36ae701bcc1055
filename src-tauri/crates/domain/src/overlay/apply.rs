//! The effective catalogue of a plan: its pinned version with its overlays put on.

use super::references::references;
use super::spans::Lines;
use super::{ANSWERS_KEY, Added, Overlay, OwnRequirement, Problem, Threshold};
use crate::catalogue::{Catalogue, Condition, Measure, Origin, Place, Requirement};
use crate::plan::PlanKind;

/// Puts overlays on a catalogue, in their order.
///
/// # Errors
/// Which overlay (by its place in the list) does not fit, and why: it names a requirement that
/// this version has not, or an id that an earlier one has taken.
pub fn apply<'a>(
    catalogue: &Catalogue,
    overlays: impl IntoIterator<Item = &'a Overlay>,
) -> Result<Catalogue, (usize, Vec<Problem>)> {
    let mut whole = catalogue.clone();
    for (index, overlay) in overlays.into_iter().enumerate() {
        let mut problems = references(overlay, catalogue, &Lines::default());
        problems.extend(collisions(overlay, &whole));
        if !problems.is_empty() {
            return Err((index, problems));
        }
        put_on(&mut whole, overlay);
    }
    Ok(whole)
}

/// Own ids that another overlay has taken.
fn collisions(overlay: &Overlay, whole: &Catalogue) -> Vec<Problem> {
    let lines = Lines::default();
    let taken = |id: &str| PlanKind::ALL.iter().any(|kind| whole.requirement(*kind, id).is_some());
    let requirements = overlay.requirement.iter().enumerate().filter(|(_, one)| taken(&one.id));
    let mut problems: Vec<Problem> = requirements
        .map(|(index, one)| {
            lines.problem("id_collides", format!("requirement[{index}].id")).with("id", &one.id)
        })
        .collect();
    for (index, field) in overlay.field.iter().enumerate() {
        if whole.own_fields.iter().any(|known| known.id == field.id) {
            let path = format!("field[{index}].id");
            problems.push(lines.problem("field_collides", path).with("id", &field.id));
        }
    }
    problems
}

fn put_on(whole: &mut Catalogue, overlay: &Overlay) {
    let mark = overlay.mark();
    for field in &overlay.field {
        let mut field = field.clone();
        field.mark = mark.clone();
        whole.own_fields.push(field);
    }
    for kind in &mut whole.kinds {
        if !overlay.for_kinds.contains(&kind.kind) {
            continue;
        }
        kind.requirements.extend(overlay.requirement.iter().map(|own| effective(own, overlay)));
        for requirement in &mut kind.requirements {
            reword(requirement, overlay);
            for threshold in &overlay.threshold {
                if threshold.requirement == requirement.id {
                    ask_for(requirement, threshold);
                    requirement.added.thresholds.push((mark.clone(), threshold.clone()));
                }
            }
        }
    }
    measures(whole, overlay);
}

/// The path of an input in the answers: an own field stands under a key of its own.
pub(super) fn input_path(input: &str) -> String {
    match input.strip_prefix("overlay.") {
        Some(id) => format!("{ANSWERS_KEY}.{id}"),
        None => input.to_owned(),
    }
}

/// A requirement of the issuer's own, as the plan is judged by it.
fn effective(own: &OwnRequirement, overlay: &Overlay) -> Requirement {
    Requirement {
        id: own.id.clone(),
        origin: Origin::Overlay,
        source: own.source.clone(),
        place: Place { column: String::new(), row: own.place.document.clone(), bullet: 0 },
        question: own.question.clone(),
        question_en: own.question.clone(),
        why: own.why.clone(),
        how: own.how.clone(),
        example: own.example.clone(),
        inputs: own.inputs.iter().map(|input| input_path(input)).collect(),
        evidence: own.evidence.clone(),
        applies_when: own.applies_when.as_ref().map(|condition| Condition {
            field: input_path(&condition.field),
            equals: condition.equals,
        }),
        why_en: String::new(),
        how_en: String::new(),
        example_en: String::new(),
        evidence_en: Vec::new(),
        warn_blank: Vec::new(),
        rule: own.rule.clone(),
        added: Added { own: Some((overlay.mark(), own.place.clone())), ..Added::default() },
    }
}

/// An own field that only a threshold reads is asked for where the threshold is.
fn ask_for(requirement: &mut Requirement, threshold: &Threshold) {
    for part in &threshold.parts {
        let key = part.metric.key();
        let own = requirement.added.own.is_some() || key.starts_with(ANSWERS_KEY);
        if own && !requirement.inputs.contains(&key) {
            requirement.inputs.push(key);
        }
    }
}

fn reword(requirement: &mut Requirement, overlay: &Overlay) {
    let mark = overlay.mark();
    for wording in overlay.wording.iter().filter(|one| one.requirement == requirement.id) {
        let mut note = |part| requirement.added.worded.push((mark.clone(), part));
        if let Some(text) = &wording.question {
            requirement.question.clone_from(text);
            requirement.question_en.clone_from(text);
            note("question");
        }
        // Their English is ours alone; where an office has spoken, its words stand for both.
        for (part, text, place, english) in [
            ("why", &wording.why, &mut requirement.why, &mut requirement.why_en),
            ("how", &wording.how, &mut requirement.how, &mut requirement.how_en),
            ("example", &wording.example, &mut requirement.example, &mut requirement.example_en),
        ] {
            if let Some(text) = text {
                place.clone_from(text);
                english.clear();
                note(part);
            }
        }
        if !wording.evidence.is_empty() {
            requirement.evidence.extend(wording.evidence.iter().cloned());
            if !requirement.evidence_en.is_empty() {
                requirement.evidence_en.extend(wording.evidence.iter().cloned());
            }
            note("evidence");
        }
    }
}

fn measures(whole: &mut Catalogue, overlay: &Overlay) {
    for own in &overlay.measure {
        let kinds: Vec<&str> = own.plan_kinds.iter().map(|kind| kind.letter()).collect();
        let plan_kinds = kinds.join(",");
        match whole.measures.iter_mut().find(|measure| measure.id == own.id) {
            Some(measure) => measure.plan_kinds = plan_kinds,
            None => whole.measures.push(Measure::of_overlay(own, plan_kinds)),
        }
    }
}
