//! Assessing a plan.

use shirube_domain::assess::{Assessment, Fulfilment, assess, share_out};
use shirube_domain::catalogue::{Catalogue, Guidance, Needed, Place, Requirement};
use shirube_domain::finding::Finding;
use shirube_domain::overlay::{OverlayMark, Threshold};
use shirube_domain::plan::{Confirmation, Plan};
use shirube_domain::reason::Reason;
use shirube_store::Ledger;

use crate::api::checklist::{GuidanceView, ReasonView};
use crate::api::plans::{
    CitationView, ConfirmationView, FieldMessage, PlaceView, PlanChecked, PlanRequest,
    RequirementView, ThresholdView, WordedView,
};
use crate::overlays::mark_view;
use crate::parse;
use crate::plans::review::beside::Beside;
use crate::plans::{catalogue, degrees, doubts};
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
    let catalogue = &*catalogue::of_plan(session, ledger, plan)?;
    let mut assessed = assess(plan, catalogue, &context);
    let doubts = doubts::of_plan(session, ledger, plan, &degrees)?;
    let findings = share_out(&mut assessed, doubts);
    let beside = Beside::of(ledger, plan)?;
    Ok(PlanChecked {
        catalogue: plan.catalogue.clone(),
        met: count(&assessed, |state| state == Fulfilment::Met),
        done: count(&assessed, Fulfilment::is_done),
        total: assessed.len() as u64,
        requirements: assessed
            .iter()
            .map(|one| requirement(session, catalogue, one, &beside))
            .collect(),
        guidance: catalogue.guidance(plan.kind).iter().map(|one| guidance(session, one)).collect(),
        findings: messages(session, &findings),
    })
}

/// How many requirements are in such a state.
pub(crate) fn count(assessed: &[Assessment<'_>], fits: impl Fn(Fulfilment) -> bool) -> u64 {
    assessed.iter().filter(|one| fits(one.state)).count() as u64
}

fn requirement(
    session: &Session,
    catalogue: &Catalogue,
    one: &Assessment<'_>,
    beside: &Beside<'_>,
) -> RequirementView {
    let message = |found: &Finding| message(session, catalogue, found);
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
        missing: one.missing.iter().map(message).collect(),
        warnings: one
            .warnings
            .iter()
            .chain(&beside.warnings(requirement, one.confirmed))
            .map(message)
            .collect(),
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
        condition: one.condition.as_ref().map(message),
        reasons: one.reasons.iter().map(|reason| reason_view(session, catalogue, reason)).collect(),
        next: one.next.as_ref().map(message),
        overlay: requirement.added.own.as_ref().map(|(mark, _)| mark_view(mark)),
        citation: requirement.added.own.as_ref().map(|(_, citation)| CitationView {
            document: citation.document.clone(),
            page: citation.page.clone(),
            url: citation.url.clone(),
        }),
        thresholds: thresholds(session, catalogue, requirement),
        worded: requirement
            .added
            .worded
            .iter()
            .map(|(mark, part)| WordedView { part: (*part).to_owned(), overlay: mark_view(mark) })
            .collect(),
    }
}

/// What overlays want beyond the rule, in words.
fn thresholds(
    session: &Session,
    catalogue: &Catalogue,
    requirement: &Requirement,
) -> Vec<ThresholdView> {
    let (text, language) = (&session.assets().text, session.language());
    let view = |(mark, threshold): &(OverlayMark, Threshold)| ThresholdView {
        overlay: mark_view(mark),
        needed: if threshold.needed == Needed::All { "all" } else { "any" }.to_owned(),
        parts: threshold
            .parts
            .iter()
            .map(|part| text.param(language, catalogue, &part.wanted()))
            .collect(),
    };
    requirement.added.thresholds.iter().map(view).collect()
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
    let catalogue = &session.assets().catalogue;
    findings.iter().map(|finding| message(session, catalogue, finding)).collect()
}

fn message(session: &Session, catalogue: &Catalogue, finding: &Finding) -> FieldMessage {
    let assets = session.assets();
    FieldMessage {
        field: finding.field.clone(),
        code: finding.code.to_owned(),
        message: assets.text.finding(session.language(), catalogue, finding),
    }
}

fn reason_view(session: &Session, catalogue: &Catalogue, reason: &Reason) -> ReasonView {
    let FieldMessage { field, code, message } = message(session, catalogue, &reason.finding);
    ReasonView {
        truth: reason.truth.as_str().to_owned(),
        field,
        code,
        message,
        parts: reason.parts.iter().map(|part| reason_view(session, catalogue, part)).collect(),
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
