//! Writing answers into a plan.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use shirube_domain::answers::{AnswerError, Answers};
use shirube_domain::finding::Finding;
use shirube_domain::overlay::{self, ANSWERS_KEY};
use shirube_domain::plan::{Plan, PlanKind};
use shirube_store::{ActionKind, Ledger};
use uuid::Uuid;

use crate::api::plans::{PlanFillRequest, PlanFilled};
use crate::fault::Fault;
use crate::parse;
use crate::plans::catalogue;
use crate::plans::check::messages;
use crate::plans::doubts;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

/// What is known of an attached file's kind: nothing, it is kept as it is.
const MEDIA_TYPE: &str = "application/octet-stream";

/// The largest file that is kept in the ledger.
const LARGEST_ATTACHMENT: u64 = 50 * 1024 * 1024;

/// A file that an answer names, to be kept in the ledger.
struct Attached {
    name: String,
    bytes: Vec<u8>,
}

pub(crate) fn fill(
    session: &Session,
    request: PlanFillRequest,
    _progress: &dyn Progress,
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
        let (files, mut found) = attachments(ledger, id, &given, request.file.as_deref())?;
        let written = ledger.write(action, |tx| {
            for file in &files {
                tx.attach(Some(id), &file.name, MEDIA_TYPE, &file.bytes)?;
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
    ledger: &Ledger,
    plan: Uuid,
    given: &Answers,
    answers_file: Option<&str>,
) -> Outcome<(Vec<Attached>, Vec<Finding>)> {
    let (mut files, mut found) = (Vec::new(), Vec::new());
    let known = ledger.attachments(Some(plan))?;
    let beside = answers_file.and_then(|file| Path::new(file).parent());
    for (index, value) in given.list("attachments").iter().enumerate() {
        let Some(path) = value.as_str().filter(|path| !path.trim().is_empty()) else { continue };
        let finding = |code| Finding::new(code, format!("attachments[{index}]")).text("path", path);
        let paths = [Some(PathBuf::from(path)), beside.map(|folder| folder.join(path))];
        let Some(there) = paths.into_iter().flatten().find(|path| path.is_file()) else {
            found.push(finding("attachment_not_found"));
            continue;
        };
        let name = there.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        match read(&there) {
            Ok(bytes) => {
                let length = bytes.len() as u64;
                let kept = known.iter().any(|old| {
                    old.name == name
                        && old.bytes == length
                        && ledger.blob(&old.sha256).is_ok_and(|there| there == bytes)
                });
                if !kept {
                    files.push(Attached { name, bytes });
                }
            }
            Err(why) => found.push(finding("attachment_unusable").text("why", why)),
        }
    }
    Ok((files, found))
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    let length = fs::metadata(path).map_err(|error| error.to_string())?.len();
    if length > LARGEST_ATTACHMENT {
        return Err(format!("{length} > {LARGEST_ATTACHMENT} bytes"));
    }
    fs::read(path).map_err(|error| error.to_string())
}

/// Of all that is doubtful in the plan, what the given answers are about.
fn about(doubts: Vec<Finding>, given: &Answers) -> impl Iterator<Item = Finding> {
    doubts.into_iter().filter(|doubt| {
        let key = doubt.field.split(['[', '.']).next().unwrap_or_default();
        given.get(key).is_some()
    })
}
