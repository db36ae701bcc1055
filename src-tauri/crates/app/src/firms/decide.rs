//! 名寄せ by a person: the pairs inside the ledger, and what is decided of a pair.

use shirube_domain::firm::FirmRecord;
use shirube_store::{ActionKind, Ledger, Pair, Verdict};

use crate::api::Nothing;
use crate::api::matching::{
    DecideRequest, Decided, DecisionView, DecisionsList, DuplicatesList, DuplicatesRequest,
    PairView,
};
use crate::fault::Fault;
use crate::firms::difference::{labels, side};
use crate::firms::show::find;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

/// How many pairs are listed if nobody says.
const PAIRS: u32 = 200;

pub(crate) fn duplicates(
    session: &Session,
    request: DuplicatesRequest,
    _progress: &dyn Progress,
) -> Outcome<DuplicatesList> {
    session.with_ledger(|ledger| {
        let (pairs, total) = ledger.duplicates(request.limit.unwrap_or(PAIRS) as usize)?;
        let pairs = pairs.iter().map(|pair| view(session, pair)).collect();
        Ok(DuplicatesList { total: total as u64, pairs })
    })
}

fn view(session: &Session, pair: &Pair) -> PairView {
    let of =
        |firm: &shirube_domain::firm::Firm| side(session, Some(firm.id.to_string()), &firm.record);
    PairView {
        first: of(&pair.first),
        second: of(&pair.second),
        reasons: pair.reasons.iter().map(|reason| reason.as_str().to_owned()).collect(),
        reason_labels: labels(session, &pair.reasons),
        score: f64::from(pair.score) / 100.0,
    }
}

/// What a decision is about.
enum Subject {
    /// A row of a sheet, by what it is known by.
    Row { identity: String, name: String },
    /// A firm of the ledger.
    Firm(Box<shirube_domain::firm::Firm>),
}

pub(crate) fn decide(
    session: &Session,
    request: DecideRequest,
    _progress: &dyn Progress,
) -> Outcome<Decided> {
    let verdict = match request.verdict.as_str() {
        "same" => Some(Verdict::Same),
        "different" => Some(Verdict::Different),
        "later" => None,
        other => return Err(Fault::usage("verdict_unknown").with("value", other)),
    };
    session.with_ledger(|ledger| {
        let candidate = find(ledger, &request.candidate)?.firm;
        let subject = subject(ledger, &request.subject)?;
        let unites = matches!(subject, Subject::Firm(_)) && verdict == Some(Verdict::Same);
        let kind = if unites { ActionKind::UniteFirms } else { ActionKind::DecideMatch };
        let word = verdict.map_or("later", Verdict::as_str);
        let name = match &subject {
            Subject::Row { name, .. } => name.as_str(),
            Subject::Firm(firm) => firm.record.name.as_str(),
        };
        let action = session
            .action(kind)
            .with("name", name)
            .with("firm", candidate.record.name.as_str())
            .with("verdict", session.say(&format!("verdict.{word}"), &[]));
        let written = ledger.write(action, |tx| match (&subject, verdict) {
            (Subject::Row { identity, name }, verdict) => {
                tx.decide(identity, name, candidate.id, verdict)
            }
            (Subject::Firm(firm), Some(Verdict::Same)) => {
                tx.unite(firm.id, candidate.id).map(|()| true)
            }
            (Subject::Firm(firm), verdict) => {
                let there = tx.decide_record(&firm.record, candidate.id, verdict)?;
                // Opened again, the pair is open from both sides.
                let back = verdict.is_none();
                Ok(there | (back && tx.decide_record(&candidate.record, firm.id, None)?))
            }
        })?;
        let united = written.action.filter(|_| unites).map(|_| candidate.id.to_string());
        Ok(Decided { action: written.action.map(|id| id.to_string()), united })
    })
}

/// A row by its identity, or a firm by its id or number.
fn subject(ledger: &Ledger, text: &str) -> Outcome<Subject> {
    let name = text.strip_prefix("name:").or_else(|| text.strip_prefix("number:"));
    if let Some(name) = name {
        let name = name.rsplit_once('@').map_or(name, |(name, _)| name).to_owned();
        return Ok(Subject::Row { identity: text.to_owned(), name });
    }
    Ok(Subject::Firm(Box::new(find(ledger, text)?.firm)))
}

pub(crate) fn decisions(
    session: &Session,
    _request: Nothing,
    _progress: &dyn Progress,
) -> Outcome<DecisionsList> {
    session.with_ledger(|ledger| {
        let decisions = ledger.decisions()?.into_iter().map(|decision| {
            let record: Option<FirmRecord> =
                ledger.firm(decision.firm).ok().map(|found| found.firm.record);
            DecisionView {
                id: decision.id.to_string(),
                identity: decision.identity,
                name: decision.name,
                firm: decision.firm.to_string(),
                firm_name: record.map(|record| record.name),
                verdict: decision.verdict.as_str().to_owned(),
                at: decision.at.to_string(),
            }
        });
        Ok(DecisionsList { decisions: decisions.collect() })
    })
}
