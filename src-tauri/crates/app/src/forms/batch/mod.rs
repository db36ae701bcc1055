//! The forms of several plans at once.

mod draw;
mod manifest;
mod names;
mod office;
mod pdf;
mod save;

use std::path::Path;

use shirube_domain::plan::Plan;

use crate::api::batch::{BatchPlan, FormsBatchDone, FormsBatchRequest};
use crate::api::failure::Exit;
use crate::fault::Fault;
use crate::parse;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn batch(
    session: &Session,
    request: FormsBatchRequest,
    progress: &dyn Progress,
) -> Outcome<FormsBatchDone> {
    let rule = names::Rule::parse(request.name.as_deref())?;
    let folder = Path::new(request.to.trim());
    save::check(folder, request.zip.as_deref())?;
    let wanted = wanted(session, &request)?;
    let mut drawn = draw::all(session, &rule, &wanted, progress)?;
    let pdf = pdf::copies(session, &mut drawn, request.pdf, progress)?;
    let saved = save::all(session, &drawn, folder, request.zip.as_deref(), progress)?;
    let verified = saved.plans.iter().flat_map(|plan| &plan.files).all(|file| file.verified)
        && saved.zip.as_ref().is_none_or(|zip| zip.verified);
    Ok(done(session, saved, pdf, verified))
}

fn done(
    session: &Session,
    saved: save::Saved,
    pdf: crate::api::batch::BatchPdf,
    verified: bool,
) -> FormsBatchDone {
    let files = || saved.plans.iter().flat_map(|plan| &plan.files);
    let (sheets, cells) = (files().map(|f| f.sheets).sum(), files().map(|f| f.cells).sum());
    let failed = saved.plans.iter().filter(|plan: &&BatchPlan| plan.error.is_some()).count() as u64;
    let key = if verified { "batch.verified" } else { "batch.not_verified" };
    let written = saved.plans.len() as u64 - failed;
    let count = |number: u64| number.to_string();
    let facts = [count(written), count(sheets), count(cells)];
    let params = [("plans", &*facts[0]), ("sheets", &facts[1]), ("cells", &facts[2])];
    FormsBatchDone {
        failed,
        sheets,
        cells,
        verified,
        message: session.say(key, &params),
        pdf,
        zip: saved.zip,
        plans: saved.plans,
    }
}

/// A plan of the batch: found, or why not.
type Wanted = (String, Outcome<Plan>);

fn wanted(session: &Session, request: &FormsBatchRequest) -> Outcome<Vec<Wanted>> {
    let prefecture =
        parse::given(request.prefecture.as_ref()).map(parse::prefecture).transpose()?;
    if request.plans.is_empty() && prefecture.is_none() && !request.all {
        return Err(Fault::usage("batch_without_plans"));
    }
    session.with_ledger(|ledger| {
        let mut wanted: Vec<Wanted> = Vec::new();
        for id in &request.plans {
            let id = id.trim().to_owned();
            if wanted.iter().all(|(known, _)| *known != id) {
                let plan = parse::plan_id(&id).and_then(|id| Ok(ledger.plan(id)?));
                wanted.push((id, plan));
            }
        }
        if request.all || prefecture.is_some() {
            for plan in ledger.plans()? {
                let inside = prefecture.as_ref().is_none_or(|code| plan.prefectures.contains(code));
                let id = plan.id.to_string();
                let new = wanted.iter().all(|(known, _)| *known != id);
                if inside && new && plan.archived_at.is_none() {
                    wanted.push((id, Ok(plan)));
                }
            }
        }
        if wanted.is_empty() {
            return Err(Fault::new("batch_no_plan", Exit::No));
        }
        Ok(wanted)
    })
}
