//! What stands beside an assessment: evidence, the receiver's checks, open points.

use shirube_domain::assess::inputs_hash;
use shirube_domain::catalogue::Requirement;
use shirube_domain::finding::Finding;
use shirube_domain::plan::{Confirmation, Plan};
use shirube_store::{Attachment, Ledger, PointState, ReviewPoint};

use crate::api::review::{EvidenceView, ReceiverView};
use crate::session::Outcome;

/// What a plan's ledger knows beside its answers.
pub(crate) struct Beside<'a> {
    plan: &'a Plan,
    /// Its attachments.
    pub(crate) attachments: Vec<Attachment>,
    /// Its review points.
    pub(crate) points: Vec<ReviewPoint>,
    /// The attachments that a confirmation names and that are gone, with their names.
    gone: Vec<EvidenceView>,
}

impl<'a> Beside<'a> {
    pub(crate) fn of(ledger: &Ledger, plan: &'a Plan) -> Outcome<Self> {
        let attachments = ledger.attachments(Some(plan.id))?;
        let mut gone = Vec::new();
        for id in plan.confirmations.values().flat_map(|confirmation| &confirmation.with) {
            if !attachments.iter().any(|one| one.id == *id) {
                let name = ledger.former_attachment_name(*id)?;
                gone.push(EvidenceView { id: id.to_string(), name, removed: true });
            }
        }
        Ok(Self { plan, attachments, points: ledger.review_points(plan.id)?, gone })
    }

    /// What somebody looked at when they confirmed.
    pub(crate) fn evidence(&self, confirmation: &Confirmation) -> Vec<EvidenceView> {
        let one = |id: &uuid::Uuid| {
            let text = id.to_string();
            let gone = self.gone.iter().find(|gone| gone.id == text);
            gone.cloned().unwrap_or_else(|| EvidenceView {
                name: self.attachments.iter().find(|a| a.id == *id).map(|a| a.name.clone()),
                id: text,
                removed: false,
            })
        };
        confirmation.with.iter().map(one).collect()
    }

    /// A warning for each attachment that the confirmation rests on and that is gone.
    pub(crate) fn warnings(
        &self,
        requirement: &Requirement,
        confirmation: Option<&Confirmation>,
    ) -> Vec<Finding> {
        let field = requirement.inputs.first().map_or("", String::as_str);
        let seen = confirmation.map(|confirmation| self.evidence(confirmation)).unwrap_or_default();
        seen.into_iter()
            .filter(|one| one.removed)
            .map(|one| {
                let name = one.name.unwrap_or(one.id);
                Finding::new("evidence_removed", field).text("name", name)
            })
            .collect()
    }

    /// The receiver's word on a requirement.
    pub(crate) fn receiver(&self, requirement: &Requirement) -> Option<ReceiverView> {
        let check = self.plan.receiver_checks.get(&requirement.id)?;
        Some(ReceiverView {
            by: check.by.clone(),
            at: check.at.to_string(),
            verdict: if check.in_order { "ok" } else { "not_ok" }.to_owned(),
            note: check.note.clone(),
            lapsed: check.inputs != inputs_hash(self.plan, requirement),
        })
    }

    /// How many points of a requirement are not resolved.
    pub(crate) fn open_points(&self, requirement: &Requirement) -> u64 {
        let open = self.points.iter().filter(|point| {
            point.state != PointState::Resolved
                && point.requirement.as_deref() == Some(requirement.id.as_str())
        });
        open.count() as u64
    }
}
