//! Comparing a plan with a revision of it, two revisions, or two plans.

use shirube_domain::amendments::{AmendmentRule, Amendments};
use shirube_domain::catalogue::Catalogue;
use shirube_domain::difference::{Document, compare as differences, normal};
use shirube_domain::plan::RevisionStatus;
use shirube_domain::revision::Content;
use shirube_store::{Ledger, Revision};
use uuid::Uuid;

use super::changes::Teller;
use super::{revisions, words};
use crate::api::revisions::{CompareRequest, Compared, ComparedSide, PlanChange, RuleView};
use crate::fault::Fault;
use crate::parse;
use crate::plans::catalogue;
use crate::progress::Progress;
use crate::session::{Outcome, Session};
use crate::text::Language;

pub(crate) fn compare(
    session: &Session,
    request: CompareRequest,
    _progress: &dyn Progress,
) -> Outcome<Compared> {
    session.with_ledger(|ledger| compared(session, ledger, &request))
}

/// A plan as it is, or as it was.
struct Side {
    plan: Uuid,
    revision: Option<Revision>,
    content: Content,
}

/// The differences in words, each judged by the rules of the catalogue.
pub(crate) fn compared(
    session: &Session,
    ledger: &mut Ledger,
    request: &CompareRequest,
) -> Outcome<Compared> {
    let plan = parse::plan_id(&request.id)?;
    let other = parse::given(request.with.as_ref()).map(parse::plan_id).transpose()?;
    let from = match (request.from, other) {
        (None, None) => Some(latest(ledger, plan)?),
        (from, _) => from,
    };
    let before = side(ledger, plan, from)?;
    let after = side(ledger, other.unwrap_or(plan), request.to)?;
    if before.content.kind != after.content.kind {
        return Err(Fault::usage("kinds_differ"));
    }
    let (was, is) = (normal(&before.content.document()), normal(&after.content.document()));
    let catalogue = catalogue::of_plan(session, ledger, &ledger.plan(plan)?)?;
    let changes = changes(session, &catalogue, &before.content, (&was, &is), other.is_none());
    let minor = changes.iter().filter(|change| change.minor).count() as u64;
    let approval = changes.len() as u64 - minor;
    let verdict = match (other, changes.is_empty(), approval) {
        (Some(_), ..) => "plans",
        (None, true, _) => "none",
        (None, false, 0) => "notification",
        (None, false, _) => "approval",
    };
    let counts = [("minor", &*minor.to_string()), ("approval", &*approval.to_string())];
    let mut warnings = Vec::new();
    if before.content.catalogue != after.content.catalogue {
        let versions = [("from", &*before.content.catalogue), ("to", &*after.content.catalogue)];
        warnings.push(words::warning(session, "catalogues_differ", None, &versions));
    }
    Ok(Compared {
        minor_only: verdict == "notification",
        verdict_text: session.say(&format!("stages.verdict.{verdict}"), &counts),
        advice: match verdict {
            "plans" | "none" => String::new(),
            _ => session.say("stages.verdict.advice", &[]),
        },
        verdict: verdict.to_owned(),
        minor,
        approval,
        changes,
        from: view(session, before),
        to: view(session, after),
        warnings,
    })
}

/// The number of the latest approved revision, else of the latest.
fn latest(ledger: &Ledger, plan: Uuid) -> Outcome<i64> {
    ledger.plan(plan)?;
    let revisions = ledger.revisions(plan)?;
    let approved = revisions.iter().rfind(|one| one.status == RevisionStatus::Approved);
    let found = approved.or(revisions.last()).map(|revision| revision.number);
    found.ok_or_else(|| Fault::usage("no_revision"))
}

fn side(ledger: &mut Ledger, plan: Uuid, number: Option<i64>) -> Outcome<Side> {
    let now = ledger.plan(plan)?;
    match number {
        Some(number) => {
            let (revision, content) = ledger.revision(plan, number)?;
            Ok(Side { plan, revision: Some(revision), content })
        }
        None => Ok(Side { plan, revision: None, content: revisions::content(ledger, &now)? }),
    }
}

fn view(session: &Session, side: Side) -> ComparedSide {
    let revision = side.revision.as_ref();
    ComparedSide {
        plan: side.plan.to_string(),
        title: side.content.title,
        revision: revision.map(|one| one.number),
        status: revision.map(|one| one.status.as_str().to_owned()),
        on: revision.map(|one| one.day.to_string()),
        label: match revision {
            None => session.say("stages.side_now", &[]),
            Some(one) => session.say(
                "stages.side_revision",
                &[
                    ("number", &one.number.to_string()),
                    ("label", &one.label),
                    ("on", &words::say_day(session, one.day)),
                ],
            ),
        },
        catalogue: side.content.catalogue,
    }
}

fn changes(
    session: &Session,
    catalogue: &Catalogue,
    before: &Content,
    (was, is): (&Document, &Document),
    judged: bool,
) -> Vec<PlanChange> {
    let amendments = &catalogue.amendments;
    let found = differences(was, is);
    let teller = Teller::new(session, was, is);
    found
        .iter()
        .map(|change| {
            let rule = amendments.minor(change, &found, is, before.period).filter(|_| judged);
            PlanChange {
                field: change.place.to_string(),
                label: teller.label(change),
                kind: change.op.as_str().to_owned(),
                before: change.before.clone(),
                after: change.after.clone(),
                before_text: teller.before(change),
                after_text: teller.after(change),
                minor: rule.is_some(),
                rule: judged.then(|| rule_view(session, amendments, rule)),
            }
        })
        .collect()
}

fn rule_view(session: &Session, amendments: &Amendments, rule: Option<&AmendmentRule>) -> RuleView {
    let otherwise = &amendments.otherwise;
    let (id, ja, en, origin) = match rule {
        Some(rule) => (&rule.id, &rule.text, &rule.text_en, rule.origin),
        None => (&otherwise.id, &otherwise.text, &otherwise.text_en, otherwise.origin),
    };
    let text = match session.language() {
        Language::Ja => ja,
        Language::En => en,
    };
    RuleView { id: id.clone(), text: text.clone(), origin: origin.as_str().to_owned() }
}
