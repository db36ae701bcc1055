//! Assessing a plan.

use shirube_domain::assess::{Assessment, Fulfilment, assess, share_out};
use shirube_domain::catalogue::{Guidance, Place};
use shirube_domain::finding::Finding;
use shirube_domain::plan::{Confirmation, Plan};
use shirube_domain::reason::Reason;
use shirube_store::Ledger;

use crate::api::checklist::{GuidanceView, ReasonView};
use crate::api::plans::{
    ConfirmationView, FieldMessage, PlaceView, PlanChecked, PlanRequest, RequirementView,
};
use crate::parse;
use crate::plans::review::beside::Beside;
use crate::plans::{degrees, doubts};
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
    let catalogue = &session.assets().catalogue;
    let mut assessed = assess(plan, catalogue, &context);
    let doubts = doubts::of_plan(session, ledger, plan, &degrees)?;
    let findings = share_out(&mut assessed, doubts);
    let beside = Beside::of(ledger, plan)?;
    Ok(PlanChecked {
        catalogue: plan.catalogue.clone(),
        met: count(&assessed, |state| state == Fulfilment::Met),
        done: count(&assessed, Fulfilment::is_done),
        total: assessed.len() as u64,
        requirements: assessed.iter().map(|one| requirement(session, one, &beside)).collect(),
        guidance: catalogue.guidance(plan.kind).iter().map(|one| guidance(session, one)).collect(),
        findings: messages(session, &findings),
    })
}

/// How many requirements are in such a state.
pub(crate) fn count(assessed: &[Assessment<'_>], fits: impl Fn(Fulfilment) -> bool) -> u64 {
    assessed.iter().filter(|one| fits(one.state)).count() as u64
}

fn requirement(session: &Session, one: &Assessment<'_>, beside: &Beside<'_>) -> RequirementView {
    let requirement = one.requirement;
    let language = session.language();
    let pick = |ja: &str, en: &str| language.pick(ja, en).to_owned();
    let evidence = match language {
        Language::En if !requirement.evidence_en.is_empty() => &requirement.evidence_en,
        _ => &requirement.evidence,
    };
    RequirementView {
        id: requirement.id.clone(),
        question: pick(&requirement.question, &requirement.question_en),
        source: requirement.source.clone(),
        state: one.state.as_str().to_owned(),
        state_label: session.say(&format!("state.{}", one.state.as_str()), &[]),
        missing: messages(session, &one.missing),
        warnings: messages(
            session,
            &[&one.warnings[..], &beside.warnings(requirement, one.confirmed)].concat(),
        ),
        confirmed: one.confirmed.map(|one| confirmation(one, beside)),
        receiver: beside.receiver(requirement),
        open_points: beside.open_points(requirement),
        place: place(&requirement.place),
        why: pick(&requirement.why, &requirement.why_en),
        how: pick(&requirement.how, &requirement.how_en),
        example: pick(&requirement.example, &requirement.example_en),
        inputs: requirement.inputs.clone(),
        evidence: evidence.clone(),
        origin: requirement.origin.as_str().to_owned(),
        applies: one.applies.as_str().to_owned(),
        condition: one.condition.as_ref().map(|found| message(session, found)),
        reasons: one.reasons.iter().map(|reason| reason_view(session, reason)).collect(),
        next: one.next.as_ref().map(|found| message(session, found)),
    }
}

fn place(place: &Place) -> PlaceView {
    PlaceView { column: place.column.clone(), row: place.row.clone(), bullet: place.bullet }
}

fn guidance(session: &Session, guidance: &Guidance) -> GuidanceView {
    let language = session.language();
    let pick = |ja: &str, en: &str| language.pick(ja, en).to_owned();
    GuidanceView {
        id: guidance.id.clone(),
        source: guidance.source.clone(),
        place: place(&guidance.place),
        question: pick(&guidance.question, &guidance.question_en),
        why: pick(&guidance.why, &guidance.why_en),
        how: pick(&guidance.how, &guidance.how_en),
        example: pick(&guidance.example, &guidance.example_en),
        inputs: guidance.inputs.clone(),
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

fn confirmation(confirmation: &Confirmation, beside: &Beside<'_>) -> ConfirmationView {
    ConfirmationView {
        by: confirmation.by.clone(),
        at: confirmation.at.to_string(),
        overrule: confirmation.overrule.map(|overrule| overrule.as_str().to_owned()),
        reason: confirmation.reason.clone(),
        with: beside.evidence(confirmation),
        note: confirmation.note.clone(),
    }
}
