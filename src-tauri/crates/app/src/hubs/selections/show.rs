//! A selection with what its criteria propose and what was decided; and the list of them.

use std::collections::{BTreeSet, HashMap};

use shirube_domain::degree::DegreeKind;
use shirube_domain::hubs::choosing::Why;
use shirube_store::{Choice, FirmAt, Ledger, Selection};
use uuid::Uuid;

use crate::api::Nothing;
use crate::api::selections::{
    Criteria, DecisionView, NamedFirm, SelectionFirm, SelectionShowRequest, SelectionSummary,
    SelectionView, SelectionsList,
};
use crate::hubs::row::{industry, municipality};
use crate::hubs::scene::Scene;
use crate::hubs::selections::find;
use crate::hubs::selections::proposal::{self, Proposal};
use crate::hubs::totals::place_name;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn list(
    session: &Session,
    _request: Nothing,
    _progress: &dyn Progress,
) -> Outcome<SelectionsList> {
    session.with_ledger(|ledger| {
        let selections = ledger.selections()?;
        let selections = selections.iter().map(|selection| summary(session, selection)).collect();
        Ok(SelectionsList { selections })
    })
}

fn summary(session: &Session, selection: &Selection) -> SelectionSummary {
    SelectionSummary {
        id: selection.id.to_string(),
        name: selection.name.clone(),
        prefecture: selection.prefecture.to_string(),
        prefecture_name: place_name(session, &selection.prefecture),
        year: selection.year.year(),
        basis: selection.basis.clone(),
        decided: selection.decisions.len() as u64,
        chosen: selection.decisions.iter().filter(|(_, choice)| choice.chosen).count() as u64,
        plan: selection.plan.map(|id| id.to_string()),
        at: selection.at.to_string(),
    }
}

pub(crate) fn show(
    session: &Session,
    request: SelectionShowRequest,
    _progress: &dyn Progress,
) -> Outcome<SelectionView> {
    session.with_ledger(|ledger| {
        let selection = find(ledger, &request.id)?;
        let seen = Seen::of(session, ledger, &selection)?;
        let rows = seen.rows();
        let page = rows
            .iter()
            .skip(request.offset.unwrap_or(0) as usize)
            .take(request.limit.unwrap_or(100) as usize);
        let page: Vec<(u32, Why)> = page.copied().collect();
        let page_rows: Vec<u32> = page.iter().map(|(row, _)| *row).collect();
        let firms = proposal::firms_at(ledger, &seen.scene.region, &page_rows)?;
        let firms = page
            .into_iter()
            .zip(firms)
            .map(|((row, why), firm)| seen.firm(session, row, why, firm));
        let summary = summary(session, &selection);
        let history = ledger.selection_history(selection.id)?;
        Ok(SelectionView {
            id: summary.id,
            name: summary.name,
            prefecture: summary.prefecture,
            prefecture_name: summary.prefecture_name,
            year: summary.year,
            basis: summary.basis,
            decided: summary.decided,
            chosen: summary.chosen,
            plan: summary.plan,
            at: summary.at,
            named: named(ledger, &seen.criteria)?,
            denominators: seen.scene.below.view(session),
            proposed: seen.proposal.count(),
            total: rows.len() as u64,
            firms: firms.collect(),
            lost: lost(ledger, &seen)?,
            history: crate::ledger::view(session, history).actions,
            criteria: seen.criteria,
        })
    })
}

/// A selection as it stands today.
pub(crate) struct Seen {
    pub(crate) scene: Scene,
    pub(crate) criteria: Criteria,
    pub(crate) proposal: Proposal,
    /// By row.
    ranks: HashMap<u32, u32>,
    decisions: HashMap<Uuid, Choice>,
    /// The decided firms' rows; none for those that are not there any more.
    decided: Vec<(Uuid, Option<u32>)>,
}

impl Seen {
    pub(crate) fn of(session: &Session, ledger: &Ledger, selection: &Selection) -> Outcome<Self> {
        let scene = proposal::scene(ledger, selection)?;
        let criteria = proposal::criteria(selection)?;
        let proposal = Proposal::of(session, ledger, &scene, &scene.bounds, &criteria)?;
        let ids: Vec<Uuid> = selection.decisions.iter().map(|(firm, _)| *firm).collect();
        let rows = proposal::rows(ledger, &scene.region, &ids)?;
        let ranking = &proposal.ranking;
        let ranks = ranking.order.iter().copied().zip(ranking.ranks.iter().copied());
        Ok(Self {
            ranks: ranks.filter(|(_, rank)| *rank > 0).collect(),
            decisions: selection.decisions.iter().cloned().collect(),
            decided: ids.into_iter().zip(rows).collect(),
            scene,
            criteria,
            proposal,
        })
    }

    /// The rows with what becomes of them: those that are in or decided on first, each part in the
    /// order of the ranking.
    pub(crate) fn rows(&self) -> Vec<(u32, Why)> {
        let decided = self.decided_rows();
        let first = |(row, why): &(u32, Why)| why.is_in() || decided.contains(row);
        let known = &self.proposal.choice;
        let mut rows: Vec<(u32, Why)> = known.iter().filter(|one| first(one)).copied().collect();
        // Decided on, and not let through by the filter.
        for row in decided.iter().filter(|row| !known.iter().any(|(known, _)| known == *row)) {
            rows.push((*row, Why::NoNumber));
        }
        rows.extend(known.iter().filter(|one| !first(one)).copied());
        rows
    }

    fn decided_rows(&self) -> BTreeSet<u32> {
        self.decided.iter().filter_map(|(_, row)| *row).collect()
    }

    /// Only those that are in or decided on.
    pub(crate) fn first_rows(&self) -> Vec<(u32, Why)> {
        let decided = self.decided_rows();
        let mut rows = self.rows();
        rows.retain(|(row, why)| why.is_in() || decided.contains(row));
        rows
    }

    pub(crate) fn decision(&self, firm: Uuid) -> Option<DecisionView> {
        self.decisions.get(&firm).map(|choice| DecisionView {
            verdict: if choice.chosen { "in" } else { "out" }.to_owned(),
            reason: choice.reason.clone(),
            decider: choice.decider.clone(),
            at: choice.at.clone(),
        })
    }

    fn firm(&self, session: &Session, row: u32, why: Why, firm: FirmAt) -> SelectionFirm {
        let region = &self.scene.region;
        let degree = |kind| {
            let degree = region.degree(kind, row, &self.scene.bounds).ok();
            degree.map(|degree| degree.to_decimal_string())
        };
        let id = firm.id.to_string();
        let excluded = self.criteria.excluded.iter().find(|excluded| excluded.firm == id);
        let (code, name) = industry(session, region.industry[row as usize]);
        SelectionFirm {
            corporate_number: firm.corporate_number.map(String::from),
            name: firm.name,
            rank: self.ranks.get(&row).map(|rank| u64::from(*rank)),
            connector_degree: degree(DegreeKind::Connector),
            hub_degree: degree(DegreeKind::Hub),
            missing: self.scene.missing(row),
            warnings: self.scene.warnings(row),
            industry: code,
            industry_name: name,
            municipality_name: municipality(session, region.municipality[row as usize]).1,
            proposed: why.is_in(),
            why: why.as_str().to_owned(),
            exclusion_reason: excluded.map(|excluded| excluded.reason.clone()),
            decision: self.decision(firm.id),
            id,
        }
    }
}

/// The firms that criteria name, as far as the ledger has them.
fn named(ledger: &Ledger, criteria: &Criteria) -> Outcome<Vec<NamedFirm>> {
    let excluded = criteria.excluded.iter().map(|excluded| &excluded.firm);
    let ids = criteria.must_have.iter().chain(excluded);
    let found = ids.filter_map(|id| Uuid::try_parse(id).ok()).map(|id| by_name(ledger, id));
    found.collect()
}

pub(super) fn by_name(ledger: &Ledger, id: Uuid) -> Outcome<NamedFirm> {
    match ledger.firm(id) {
        Ok(found) => Ok(NamedFirm {
            id: id.to_string(),
            corporate_number: found.firm.record.corporate_number.map(String::from),
            name: found.firm.record.name,
        }),
        Err(shirube_store::StoreError::FirmNotFound(_)) => {
            Ok(NamedFirm { id: id.to_string(), corporate_number: None, name: String::new() })
        }
        Err(error) => Err(error.into()),
    }
}

/// Firms that were decided on or named, and are not among the prefecture's firms any more.
fn lost(ledger: &Ledger, seen: &Seen) -> Outcome<Vec<NamedFirm>> {
    let mut ids: Vec<Uuid> =
        seen.decided.iter().filter(|(_, row)| row.is_none()).map(|(firm, _)| *firm).collect();
    let named: Vec<Uuid> =
        seen.criteria.must_have.iter().filter_map(|id| Uuid::try_parse(id).ok()).collect();
    let rows = proposal::rows(ledger, &seen.scene.region, &named)?;
    ids.extend(named.into_iter().zip(rows).filter(|(_, row)| row.is_none()).map(|(id, _)| id));
    ids.sort_unstable();
    ids.dedup();
    ids.into_iter().map(|id| by_name(ledger, id)).collect()
}
