//! Putting right what can be put right without asking, as one action.

use std::collections::BTreeMap;

use shirube_domain::plan::Plan;
use shirube_store::{ActionKind, Ledger};

use super::gather::{Said, remarks};
use crate::api::preflight::{MendRequest, MendView, Mended};
use crate::parse;
use crate::plans::review::label;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

/// So often a text is looked at again: one mend may lay open the next.
const ROUNDS: usize = 50;

pub(crate) fn mend(
    session: &Session,
    request: MendRequest,
    _progress: &dyn Progress,
) -> Outcome<Mended> {
    let id = parse::plan_id(&request.id)?;
    session.with_ledger(|ledger| {
        let before = ledger.plan(id)?;
        let (plan, fields) = mended(session, ledger, before.clone(), &request)?;
        let action = session
            .action(ActionKind::MendPlan)
            .with("title", before.title.as_str())
            .with("count", fields.len())
            .of_plan(id);
        let written = ledger.write(action, |tx| tx.update_plan(&plan))?;
        let view = |(field, after): (String, String)| MendView {
            label: label::of_path(session, plan.kind, &field),
            before: before.answers.text_at(&field).unwrap_or_default().to_owned(),
            after,
            field,
        };
        Ok(Mended {
            action: written.action.map(|id| id.to_string()),
            mended: fields.into_iter().map(view).collect(),
        })
    })
}

/// The plan with its texts put right, and what they say now.
fn mended(
    session: &Session,
    ledger: &mut Ledger,
    mut plan: Plan,
    request: &MendRequest,
) -> Outcome<(Plan, BTreeMap<String, String>)> {
    let wanted = |said: &Said| {
        request.code.as_ref().is_none_or(|code| *code == said.code)
            && request.field.as_ref().is_none_or(|field| *field == said.field)
    };
    let mut fields = BTreeMap::new();
    for _ in 0..ROUNDS {
        let mut changed = false;
        let mut seen: Vec<String> = Vec::new();
        for said in remarks(session, ledger, &plan)?.into_iter().filter(wanted) {
            let Some(text) = said.mended else { continue };
            // Of several remarks on one text the others are made again from what it says then.
            if seen.contains(&said.field) || !plan.answers.put_text(&said.field, &text) {
                continue;
            }
            seen.push(said.field.clone());
            fields.insert(said.field, text);
            changed = true;
        }
        if !changed {
            break;
        }
    }
    Ok((plan, fields))
}
