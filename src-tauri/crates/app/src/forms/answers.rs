//! Writing the answers to what reviewers said (指摘事項対応表).

use std::fs;

use shirube_domain::plan::Plan;
use shirube_forms::{AnswerLetter, AnswerLine, Layout};
use shirube_store::{Ledger, PointState, ReviewPoint};

use crate::api::answers::{FormsAnswersRequest, FormsAnswersWritten};
use crate::api::revisions::{CompareRequest, PlanChange};
use crate::assets::FORM_LAYOUT;
use crate::parse;
use crate::plans::review::points::view;
use crate::progress::Progress;
use crate::session::{Outcome, Session};
use crate::stages::compare::compared;
use crate::stages::words::{say_day, target};

pub(crate) fn write(
    session: &Session,
    request: FormsAnswersRequest,
    _progress: &dyn Progress,
) -> Outcome<FormsAnswersWritten> {
    let id = parse::plan_id(&request.id)?;
    let (plan, points, since) = session.with_ledger(|ledger: &mut Ledger| {
        let since = Since::of(session, ledger, &request)?;
        Ok((ledger.plan(id)?, ledger.review_points(id)?, since))
    })?;
    let lines: Vec<AnswerLine> =
        points.iter().map(|point| line(session, &plan, &since, point)).collect();
    let unanswered = points
        .iter()
        .filter(|point| point.answer.is_none() && point.state != PointState::Resolved)
        .count();
    let letter = letter(session, &plan, &since, lines, unanswered)?;
    let (bytes, written) = letter.render(session.now().1)?;
    let cells = shirube_forms::verify(&bytes, &written)?;
    let prefix = session.say("answers.title", &[]);
    let name = shirube_forms::file_name(&prefix, plan.kind, &plan.title);
    let (folder, name) = target(&request.to, "xlsx", &name)?;
    let path = shirube_forms::export(&folder, &name, &bytes)?;
    Ok(FormsAnswersWritten {
        path: path.display().to_string(),
        points: points.len() as u64,
        unanswered: unanswered as u64,
        changes: letter.lines.iter().map(|line| line.changes.lines().count() as u64).sum(),
        cells: cells as u64,
        verified: fs::read(&path).is_ok_and(|there| there == bytes),
    })
}

/// What changed since a revision; nothing where none was kept.
#[derive(Debug, Default)]
struct Since {
    label: String,
    changes: Vec<PlanChange>,
}

impl Since {
    fn of(session: &Session, ledger: &mut Ledger, request: &FormsAnswersRequest) -> Outcome<Self> {
        let id = parse::plan_id(&request.id)?;
        ledger.plan(id)?;
        let latest = || -> Outcome<Option<i64>> {
            Ok(ledger.revisions(id)?.last().map(|revision| revision.number))
        };
        let number = match request.from {
            Some(number) => Some(number),
            None => latest()?,
        };
        let Some(number) = number else { return Ok(Self::default()) };
        let request =
            CompareRequest { id: request.id.clone(), from: Some(number), to: None, with: None };
        let found = compared(session, ledger, &request)?;
        Ok(Self { label: found.from.label, changes: found.changes })
    }

    /// The changes that belong to a place, old → new.
    fn about(&self, session: &Session, field: &str) -> String {
        let wanted = plain(field);
        if wanted.is_empty() {
            return String::new();
        }
        let inside = |change: &&PlanChange| {
            let place = plain(&change.field);
            let rest = place.strip_prefix(wanted.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        let told: Vec<String> = self
            .changes
            .iter()
            .filter(inside)
            .map(|change| {
                let none = session.say("answers.none", &[]);
                let or_none = |text: &str| {
                    if text.is_empty() { none.clone() } else { text.replace('\n', " ") }
                };
                let (before, after) = (or_none(&change.before_text), or_none(&change.after_text));
                let params =
                    [("label", change.label.as_str()), ("before", &before), ("after", &after)];
                session.say("answers.change", &params)
            })
            .collect();
        told.join("\n")
    }
}

/// A place in one writing: `plan.summary` is `summary`, `target[2027]` is `targets.2027`.
fn plain(field: &str) -> String {
    let own = ["plan.title", "plan.period", "plan.kind", "plan.prefecture", "plan.municipalities"];
    let kept = own.iter().any(|name| field.starts_with(name));
    let field = if kept { field } else { field.strip_prefix("plan.").unwrap_or(field) };
    ["target", "actual"].iter().fold(field.to_owned(), |field, one| {
        match field.split_once(&format!(".{one}[")) {
            Some((row, year)) => format!("{row}.{one}s.{}", year.trim_end_matches(']')),
            None => field,
        }
    })
}

fn line(session: &Session, plan: &Plan, since: &Since, point: &ReviewPoint) -> AnswerLine {
    let state = point.state.as_str();
    AnswerLine {
        place: view(session, plan.kind, point).label,
        point: point.text.clone(),
        author: point.author.clone(),
        day: point.returned_on.map_or_else(String::new, |day| say_day(session, day)),
        answer: point.answer.clone().unwrap_or_default(),
        state: session.say(&format!("point.state.{state}"), &[]),
        changes: since.about(session, &point.field),
        field: point.field.clone(),
        requirement: point.requirement.clone().unwrap_or_default(),
        state_code: state.to_owned(),
        returned_on: point.returned_on.map(|day| day.to_string()).unwrap_or_default(),
        answered_by: point.answered_by.clone().unwrap_or_default(),
    }
}

fn letter(
    session: &Session,
    plan: &Plan,
    since: &Since,
    lines: Vec<AnswerLine>,
    unanswered: usize,
) -> Outcome<AnswerLetter> {
    let say = |name: &str| session.say(&format!("answers.{name}"), &[]);
    let counts = [("count", &*lines.len().to_string()), ("open", &*unanswered.to_string())];
    let mut facts = vec![
        (say("plan"), plan.title.clone()),
        (say("day"), say_day(session, session.now().1)),
        (say("points"), session.say("answers.counts", &counts)),
    ];
    if !since.label.is_empty() {
        facts.push((say("since"), since.label.clone()));
    }
    let heads = ["number", "place", "point", "author", "answer", "state", "changes"];
    Ok(AnswerLetter {
        sheet: say("title"),
        data_sheet: say("data"),
        title: say("title"),
        facts,
        headings: heads.map(|head| say(&format!("head_{head}"))),
        lines,
        nothing: say("nothing"),
        closing: vec![say(if since.label.is_empty() { "no_revision" } else { "closing" })],
        font: Layout::parse(FORM_LAYOUT)?.font,
    })
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn a_place_has_one_writing() {
        assert_eq!(plain("plan.summary"), "summary");
        assert_eq!(plain("plan.title"), "plan.title");
        assert_eq!(plain("kpi[0].target[2027]"), "kpi[0].targets.2027");
        assert_eq!(plain("kpi[0].targets.2027"), "kpi[0].targets.2027");
        assert_eq!(plain("labour_measures[0].target"), "labour_measures[0].target");
    }
}
