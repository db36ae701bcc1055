//! Assessing a plan.

use shirube_domain::assess::{Assessment, Fulfilment, assess};
use shirube_domain::finding::Finding;
use shirube_domain::plan::{Confirmation, Plan};
use shirube_domain::reason::Reason;
use shirube_store::Ledger;

use crate::api::plans::{
    ConfirmationView, FieldMessage, PlaceView, PlanChecked, PlanRequest, ReasonView,
    RequirementView,
};
use crate::parse;
use crate::plans::degrees;
use crate::progress::Progress;
use crate::session::{Outcome, Session};
use crate::text::Language;

pub(crate) fn check(
    session: &Session,
    request: PlanRequest,
    _progress: &dyn Progress,
) -> Outcome<PlanChecked> {
    let id = parse::plan_id(&request.id)?;
    session.with_ledger(|ledger| {
        let plan = ledger.plan(id)?;
        check_plan(session, ledger, &plan)
    })
}

/// The plan's checklist, in words.
pub(crate) fn check_plan(
    session: &Session,
    ledger: &mut Ledger,
    plan: &Plan,
) -> Outcome<PlanChecked> {
    let degrees = degrees::of_plan(ledger, plan)?;
    let context = degrees::context(session, &degrees);
    let assessed = assess(plan, &session.assets().catalogue, &context);
    Ok(PlanChecked {
        catalogue: plan.catalogue.clone(),
        met: count(&assessed, |state| state == Fulfilment::Met),
        done: count(&assessed, Fulfilment::is_done),
        total: assessed.len() as u64,
        requirements: assessed.iter().map(|one| requirement(session, one)).collect(),
    })
}

/// How many requirements are in such a state.
pub(crate) fn count(assessed: &[Assessment<'_>], fits: impl Fn(Fulfilment) -> bool) -> u64 {
    assessed.iter().filter(|one| fits(one.state)).count() as u64
}

fn requirement(session: &Session, one: &Assessment<'_>) -> RequirementView {
    let requirement = one.requirement;
    let question = match session.language() {
        Language::Ja => &requirement.question,
        Language::En => &requirement.question_en,
    };
    RequirementView {
        id: requirement.id.clone(),
        question: question.clone(),
        source: requirement.source.clone(),
        state: one.state.as_str().to_owned(),
        state_label: session.say(&format!("state.{}", one.state.as_str()), &[]),
        missing: messages(session, &one.missing),
        warnings: messages(session, &one.warnings),
        confirmed: one.confirmed.map(confirmation),
        place: PlaceView {
            column: requirement.place.column.clone(),
            row: requirement.place.row.clone(),
            bullet: requirement.place.bullet,
        },
        why: requirement.why.clone(),
        how: requirement.how.clone(),
        example: requirement.example.clone(),
        inputs: requirement.inputs.clone(),
        evidence: requirement.evidence.clone(),
        origin: requirement.origin.as_str().to_owned(),
        applies: one.applies.as_str().to_owned(),
        condition: one.condition.as_ref().map(|found| message(session, found)),
        reasons: one.reasons.iter().map(|reason| reason_view(session, reason)).collect(),
        next: one.next.as_ref().map(|found| message(session, found)),
    }
}

/// Findings in words.
pub(crate) fn messages(session: &Session, findings: &[Finding]) -> Vec<FieldMessage> {
    findings.iter().map(|finding| message(session, finding)).collect()
}

fn message(session: &Session, finding: &Finding) -> FieldMessage {
    let assets = session.assets();
    FieldMessage {
        field: finding.field.clone(),
        code: finding.code.to_owned(),
        message: assets.text.finding(session.language(), &assets.catalogue, finding),
    }
}

fn reason_view(session: &Session, reason: &Reason) -> ReasonView {
    let FieldMessage { field, code, message } = message(session, &reason.finding);
    ReasonView {
        truth: reason.truth.as_str().to_owned(),
        field,
        code,
        message,
        parts: reason.parts.iter().map(|part| reason_view(session, part)).collect(),
    }
}

fn confirmation(confirmation: &Confirmation) -> ConfirmationView {
    ConfirmationView {
        by: confirmation.by.clone(),
        at: confirmation.at.to_string(),
        overrule: confirmation.overrule.map(|overrule| overrule.as_str().to_owned()),
        reason: confirmation.reason.clone(),
    }
}
