//! Writing answers into a plan.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use shirube_domain::answers::{AnswerError, Answers};
use shirube_domain::finding::Finding;
use shirube_domain::overlay::{self, ANSWERS_KEY};
use shirube_domain::plan::{Plan, PlanKind};
use shirube_store::{ActionKind, Ledger, NewAttachment};

use crate::api::failure::Exit;
use crate::api::plans::{PlanFillRequest, PlanFilled};
use crate::fault::Fault;
use crate::parse;
use crate::plans::catalogue;
use crate::plans::check::messages;
use crate::plans::doubts;
use crate::plans::evidence::attach::file_name;
use crate::plans::evidence::media;
use crate::plans::evidence::read::read;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

/// A file that an answer names, to be kept in the ledger.
struct Attached {
    name: String,
    bytes: Vec<u8>,
}

pub(crate) fn fill(
    session: &Session,
    request: PlanFillRequest,
    progress: &dyn Progress,
) -> Outcome<PlanFilled> {
    let id = parse::plan_id(&request.id)?;
    session.with_ledger(|ledger| {
        let mut plan = ledger.plan(id)?;
        let given = check(plan.kind, &request)?;
        let set = given.len() as u64;
        own_answers(session, ledger, &plan, &given, request.file.as_deref())?;
        plan.answers.replace_with(&given);
        let action = session
            .action(ActionKind::FillPlan)
            .with("title", plan.title.as_str())
            .with("count", set)
            .of_plan(id);
        let (files, mut found) =
            attachments(session, ledger, &plan, &given, request.file.as_deref(), progress)?;
        let written = ledger.write(action, |tx| {
            for file in &files {
                tx.attach(&NewAttachment {
                    plan: Some(id),
                    name: &file.name,
                    media_type: media::media_type(&file.name, &file.bytes),
                    requirement: None,
                    note: None,
                    bytes: &file.bytes,
                })?;
            }
            tx.update_plan(&plan)
        })?;
        found.extend(about(doubts::of_plan(session, ledger, &plan, &BTreeMap::new())?, &given));
        Ok(PlanFilled {
            action: written.action.map(|id| id.to_string()),
            set,
            problems: messages(session, &found),
        })
    })
}

fn check(kind: PlanKind, request: &PlanFillRequest) -> Outcome<Answers> {
    let at_file = |error: AnswerError| {
        let fault = Fault::from(error);
        match &request.file {
            Some(file) => fault.at_file(file.clone()),
            None => fault,
        }
    };
    Answers::check(kind, &request.answers).map_err(|mut errors| at_file(errors.remove(0)))
}

/// The answers to fields of overlays, as the plan's overlays want them.
fn own_answers(
    session: &Session,
    ledger: &Ledger,
    plan: &Plan,
    given: &Answers,
    file: Option<&str>,
) -> Outcome<()> {
    let Some(value) = given.get(ANSWERS_KEY) else { return Ok(()) };
    let fields = &catalogue::of_plan(session, ledger, plan)?.own_fields;
    overlay::check_answers(fields, value, plan.answers.get(ANSWERS_KEY)).map_err(|mut errors| {
        let fault = Fault::from(errors.remove(0));
        match file {
            Some(file) => fault.at_file(file),
            None => fault,
        }
    })
}

/// The files that the answers name and the plan does not have yet; what can't be kept is told.
/// A path is that of the person at the keyboard, or one beside the answers file.
fn attachments(
    session: &Session,
    ledger: &Ledger,
    plan: &Plan,
    given: &Answers,
    answers_file: Option<&str>,
    progress: &dyn Progress,
) -> Outcome<(Vec<Attached>, Vec<Finding>)> {
    let (mut files, mut found) = (Vec::new(), Vec::new());
    let known = ledger.attachments(Some(plan.id))?;
    let beside = answers_file.and_then(|file| Path::new(file).parent());
    for (index, value) in given.list("attachments").iter().enumerate() {
        let Some(path) = value.as_str().filter(|path| !path.trim().is_empty()) else { continue };
        let finding = |code| Finding::new(code, format!("attachments[{index}]")).text("path", path);
        let paths = [Some(PathBuf::from(path)), beside.map(|folder| folder.join(path))];
        let Some(there) = paths.into_iter().flatten().find(|path| path.exists()) else {
            found.push(finding("attachment_not_found"));
            continue;
        };
        let name = file_name(&there);
        match read(&there, progress) {
            Ok(bytes) => {
                let hash = shirube_store::sha256(&bytes);
                if !known.iter().any(|old| old.name == name && old.sha256 == hash) {
                    files.push(Attached { name, bytes });
                }
            }
            Err(stopped) if stopped.exit == Exit::Cancelled => return Err(stopped),
            Err(why) => {
                let why = session.tell(&why).message;
                found.push(finding("attachment_unusable").text("why", why));
            }
        }
    }
    Ok((files, found))
}

/// Of all that is doubtful in the plan, what the given answers are about.
fn about(doubts: Vec<Finding>, given: &Answers) -> impl Iterator<Item = Finding> {
    doubts.into_iter().filter(|doubt| {
        let key = doubt.field.split(['[', '.']).next().unwrap_or_default();
        given.get(key).is_some()
    })
}
