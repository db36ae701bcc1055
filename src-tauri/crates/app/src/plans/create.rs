//! Beginning a plan.

use std::collections::BTreeMap;

use shirube_domain::answers::Answers;
use shirube_domain::codes::LocalGovernmentCode;
use shirube_domain::plan::{Period, Plan};
use shirube_store::{ActionKind, Ledger};
use uuid::Uuid;

use crate::api::plans::{PlanCreateRequest, PlanCreated};
use crate::fault::Fault;
use crate::parse;
use crate::plans::catalogue::newest;
use crate::plans::overlays::for_new;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

/// The longest title, in characters.
const LONGEST_TITLE: usize = 200;

/// The longest period, in fiscal years: more is surely a slip.
const LONGEST_PERIOD: usize = 31;

pub(crate) fn create(
    session: &Session,
    request: PlanCreateRequest,
    _progress: &dyn Progress,
) -> Outcome<PlanCreated> {
    let action = session.action(ActionKind::CreatePlan).with("title", request.title.trim());
    session.with_ledger(|ledger| {
        let id = ledger.new_id(action.at);
        let plan = begin(session, ledger, &request, id)?;
        ledger.write(action.of_plan(plan.id), |tx| tx.create_plan(&plan))?;
        Ok(PlanCreated { id: plan.id.to_string() })
    })
}

/// A plan with nothing written in it yet.
pub(crate) fn begin(
    session: &Session,
    ledger: &Ledger,
    request: &PlanCreateRequest,
    id: Uuid,
) -> Outcome<Plan> {
    let catalogue = newest(session, ledger)?;
    let kind = parse::kind(&request.kind)?;
    let title = title(&request.title)?;
    let period = period(&request.start, &request.end)?;
    let (prefectures, municipalities) =
        area(session, &request.prefectures, &request.municipalities)?;
    let mut plan = Plan {
        id,
        kind,
        title,
        prefectures,
        municipalities,
        period,
        catalogue: catalogue.version.clone(),
        stage: catalogue.stages(kind).next().map_or_else(String::new, |s| s.id.clone()),
        answers: Answers::default(),
        confirmations: BTreeMap::new(),
        selected: Vec::new(),
        overlays: Vec::new(),
        schedule: BTreeMap::new(),
        receiver_checks: BTreeMap::new(),
        archived_at: None,
    };
    plan.overlays = for_new(session, ledger, &plan)?;
    Ok(plan)
}

pub(crate) fn title(text: &str) -> Outcome<String> {
    let title = text.trim();
    if title.is_empty() {
        Err(Fault::usage("title_empty"))
    } else if title.chars().any(char::is_control) {
        Err(Fault::usage("title_line_break"))
    } else if title.chars().count() > LONGEST_TITLE {
        Err(Fault::usage("title_too_long"))
    } else {
        Ok(title.to_owned())
    }
}

pub(crate) fn period(start: &str, end: &str) -> Outcome<Period> {
    let (start, end) = (parse::date(start)?, parse::date(end)?);
    let period = Period::new(start, end)
        .map_err(|_| Fault::usage("period_reversed").with("start", start).with("end", end))?;
    if period.fiscal_years().len() > LONGEST_PERIOD {
        return Err(Fault::usage("period_too_long"));
    }
    Ok(period)
}

pub(crate) type Area = (Vec<shirube_domain::codes::PrefectureCode>, Vec<LocalGovernmentCode>);

/// The prefectures in the given order, the municipalities in code order, each only once.
pub(crate) fn area(session: &Session, wanted: &[String], towns: &[String]) -> Outcome<Area> {
    let places = &session.assets().places;
    let mut prefectures = Vec::new();
    for text in wanted {
        let code = parse::prefecture(text)?;
        if !prefectures.contains(&code) {
            prefectures.push(code);
        }
    }
    if prefectures.is_empty() {
        return Err(Fault::usage("prefecture_missing"));
    }
    let mut municipalities = Vec::new();
    for text in towns {
        let code = parse::municipality(text, places)?;
        if !prefectures.contains(&code.prefecture()) {
            return Err(Fault::usage("municipality_outside").with("value", text));
        }
        municipalities.push(code);
    }
    municipalities.sort();
    municipalities.dedup();
    Ok((prefectures, municipalities))
}
