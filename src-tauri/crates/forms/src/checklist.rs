//! 要件チェックシート: each requirement with what was written for it and what is missing.

use shirube_domain::answers::is_blank;
use shirube_domain::assess::Assessment;
use shirube_domain::catalogue::{Needed, Requirement};
use shirube_domain::fields::{self, FieldType};
use shirube_domain::finding::{Finding, Param};
use shirube_domain::overlay::{OverlayMark, OwnField, Part, own_field};

use crate::input::FormInput;
use crate::records::{Record, field_value};
use crate::value::Value;

/// Text up to this length stands in the summary itself; longer text is only counted there.
const SHORT: usize = 60;

/// What a check column starts with; the other choice is [`CHECKED`].
pub(crate) const UNCHECKED: &str = "☐";
/// A box that somebody ticked.
pub(crate) const CHECKED: &str = "☑";

/// The requirements that are still open.
pub(crate) fn unmet(input: &FormInput<'_>) -> Vec<Record> {
    let open = input.assessments.iter().filter(|assessment| !assessment.state.is_done());
    open.map(|assessment| {
        let mut record = Record::new();
        record.insert("id".to_owned(), Value::text(&assessment.requirement.id));
        record.insert("question".to_owned(), Value::text(&assessment.requirement.question));
        record.insert("state".to_owned(), state(input, assessment));
        record
    })
    .collect()
}

/// Every requirement, with its two boxes to tick.
pub(crate) fn requirements(input: &FormInput<'_>) -> Vec<Record> {
    input.assessments.iter().map(|assessment| requirement(input, assessment)).collect()
}

fn requirement(input: &FormInput<'_>, assessment: &Assessment<'_>) -> Record {
    let requirement = assessment.requirement;
    let summary: Vec<String> =
        requirement.inputs.iter().filter_map(|key| summary(input, key)).collect();
    [
        ("id", Value::text(&requirement.id)),
        ("source", Value::text(source(input, requirement))),
        ("question", Value::text(question(input, requirement))),
        ("summary", Value::text(summary.join("\n"))),
        ("state", state(input, assessment)),
        ("missing", Value::text(findings(input, assessment))),
        ("evidence", Value::text(requirement.evidence.join("\n"))),
        ("applicant_check", Value::text(UNCHECKED)),
        ("receiver_check", Value::text(UNCHECKED)),
    ]
    .into_iter()
    .map(|(key, value)| (key.to_owned(), value))
    .collect()
}

fn mark(input: &FormInput<'_>, mark: &OverlayMark) -> String {
    input.render("overlay.mark", &[("issuer", &mark.issuer), ("version", &mark.version)])
}

/// The source's words; those of an overlay with whose they are, and in which document.
fn source(input: &FormInput<'_>, requirement: &Requirement) -> String {
    let Some((whose, place)) = &requirement.added.own else { return requirement.source.clone() };
    let (mark, page) = (mark(input, whose), place.page.as_str());
    let key = if page.is_empty() { "overlay.source" } else { "overlay.source_page" };
    let params = [
        ("mark", mark.as_str()),
        ("source", requirement.source.as_str()),
        ("document", place.document.as_str()),
        ("page", page),
    ];
    input.render(key, &params)
}

/// The question, what overlays want beyond it, and whose help was put in other words.
fn question(input: &FormInput<'_>, requirement: &Requirement) -> String {
    let mut lines = vec![requirement.question.clone()];
    for (whose, threshold) in &requirement.added.thresholds {
        let code =
            if threshold.needed == Needed::All { "threshold_wanted" } else { "threshold_any" };
        let wanted = threshold.parts.iter().map(Part::wanted).collect();
        let finding = Finding::new(code, "").with("wanted", Param::List(wanted));
        lines.push((input.sentence)(&finding.with("overlay", whose.said())));
    }
    let seen = |part: &str| part == "question" || part == "evidence";
    let worded = requirement.added.worded.iter().filter(|(_, part)| seen(part));
    let mut marks: Vec<String> = worded.map(|(whose, _)| mark(input, whose)).collect();
    marks.dedup();
    lines.extend(marks.iter().map(|mark| input.render("overlay.worded", &[("mark", mark)])));
    lines.join("\n")
}

fn state(input: &FormInput<'_>, assessment: &Assessment<'_>) -> Value {
    Value::text(input.word(&format!("state.{}", assessment.state.as_str())))
}

/// What is missing, what is worth a look, and the reason where a person overruled the rule.
fn findings(input: &FormInput<'_>, assessment: &Assessment<'_>) -> String {
    let sentence = |key: &str, finding: &Finding| {
        let text = (input.sentence)(finding);
        input.render(key, &[("text", &text)])
    };
    let missing = assessment.missing.iter().map(|finding| sentence("forms.missing", finding));
    let warnings = assessment.warnings.iter().map(|finding| sentence("forms.warning", finding));
    let overruled = assessment
        .confirmed
        .filter(|confirmed| confirmed.overrule.is_some())
        .map(|confirmed| input.render("forms.overruled", &[("reason", &confirmed.reason)]));
    missing.chain(warnings).chain(overruled).collect::<Vec<_>>().join("\n")
}

/// What was written into an input: short answers in full, others by how much there is; `None`
/// while it is blank.
fn summary(input: &FormInput<'_>, key: &str) -> Option<String> {
    if key == "selected_firms" {
        let count = input.selected.len();
        return (count > 0).then(|| {
            let label = input.word("field.selected_firms");
            input.render("forms.summary.rows", &[("label", &label), ("count", &count.to_string())])
        });
    }
    if let Some(own) = own_field(input.catalogue, key) {
        return own_summary(input, own);
    }
    let field = fields::answer(key)?;
    let answer = input.plan.answers.get(key);
    if is_blank(answer) {
        return None;
    }
    let label = input.word(&format!("field.{}", field.key));
    let counted = |form: &str, count: usize| {
        input.render(form, &[("label", &label), ("count", &count.to_string())])
    };
    Some(match field.ty {
        FieldType::Table(_) => counted("forms.summary.rows", input.plan.answers.rows(key).count()),
        FieldType::Record(_) => input.render("forms.summary.written", &[("label", &label)]),
        _ => match field_value(input, field.name) {
            Value::Text(text) if text.chars().count() <= SHORT && !text.contains('\n') => {
                input.render("forms.summary.text", &[("label", &label), ("text", &text)])
            }
            Value::Text(text) => counted("forms.summary.characters", text.chars().count()),
            _ => input.render("forms.summary.written", &[("label", &label)]),
        },
    })
}

/// What was written into a field that an overlay adds.
fn own_summary(input: &FormInput<'_>, own: &OwnField) -> Option<String> {
    let answer = input.plan.answers.at(&own.path()).filter(|answer| !is_blank(Some(answer)))?;
    let text = match answer {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Bool(true) => input.word("word.yes"),
        serde_json::Value::Bool(false) => input.word("word.no"),
        other => format!("{other}{}", own.unit),
    };
    let (label, count) = (own.label.as_str(), text.chars().count());
    Some(if count <= SHORT && !text.contains('\n') {
        input.render("forms.summary.text", &[("label", label), ("text", &text)])
    } else {
        let params = [("label", label), ("count", &count.to_string())];
        input.render("forms.summary.characters", &params)
    })
}
