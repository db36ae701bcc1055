//! Assessing a plan.

use shirube_domain::assess::{Assessment, Fulfilment, assess};
use shirube_domain::finding::Finding;
use shirube_domain::plan::{Confirmation, Plan};
use shirube_store::Ledger;

use crate::api::plans::{
    ConfirmationView, FieldMessage, PlaceView, PlanChecked, PlanRequest, RequirementView,
};
use crate::parse;
use crate::plans::degrees;
use crate::plans::review::beside::Beside;
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
    let beside = Beside::of(ledger, plan)?;
    Ok(PlanChecked {
        catalogue: plan.catalogue.clone(),
        met: count(&assessed, |state| state == Fulfilment::Met),
        done: count(&assessed, Fulfilment::is_done),
        total: assessed.len() as u64,
        requirements: assessed.iter().map(|one| requirement(session, one, &beside)).collect(),
    })
}

/// How many requirements are in such a state.
pub(crate) fn count(assessed: &[Assessment<'_>], fits: impl Fn(Fulfilment) -> bool) -> u64 {
    assessed.iter().filter(|one| fits(one.state)).count() as u64
}

fn requirement(session: &Session, one: &Assessment<'_>, beside: &Beside<'_>) -> RequirementView {
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
        warnings: messages(
            session,
            &[&one.warnings[..], &beside.warnings(requirement, one.confirmed)].concat(),
        ),
        confirmed: one.confirmed.map(|one| confirmation(one, beside)),
        receiver: beside.receiver(requirement),
        open_points: beside.open_points(requirement),
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
    }
}

/// Findings in words.
pub(crate) fn messages(session: &Session, findings: &[Finding]) -> Vec<FieldMessage> {
    let assets = session.assets();
    findings
        .iter()
        .map(|finding| FieldMessage {
            field: finding.field.clone(),
            code: finding.code.to_owned(),
            message: assets.text.finding(session.language(), &assets.catalogue, finding),
        })
        .collect()
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
