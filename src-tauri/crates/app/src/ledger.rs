//! Use cases on the ledger itself.

use std::fs;
use std::path::Path;

use shirube_store::{Access, HistoryEntry, Ledger, UndoScope, Undone};

use crate::api::Nothing;
use crate::api::failure::Exit;
use crate::api::ledger::{
    ActionEntry, ActorRequest, History, HistoryRequest, LanguageRequest, LedgerCopy, LedgerInfo,
    LedgerPath, LedgerVerify, OpenRequest, PathRequest, SessionInfo, UndoDone, VerifyProblem,
};
use crate::fault::Fault;
use crate::parse;
use crate::progress::Progress;
use crate::session::{Outcome, Session, Surroundings};
use crate::text::Language;

pub(crate) fn session_info(
    session: &Session,
    _request: Nothing,
    _progress: &dyn Progress,
) -> Outcome<SessionInfo> {
    let surroundings = session.surroundings();
    let default = session.default_ledger().unwrap_or_default();
    let ledger = match info(session, Nothing {}, _progress) {
        Ok(info) => Some(info),
        Err(fault) if fault.code == "no_ledger_open" => None,
        Err(fault) => return Err(fault),
    };
    Ok(SessionInfo {
        app_version: surroundings.app_version,
        actor: surroundings.actor,
        default_ledger: default.display().to_string(),
        ledger,
    })
}

pub(crate) fn session_actor(
    session: &Session,
    request: ActorRequest,
    progress: &dyn Progress,
) -> Outcome<SessionInfo> {
    let name: String = request.name.trim().chars().filter(|c| !c.is_control()).take(100).collect();
    session.change(|surroundings| surroundings.actor = name);
    session_info(session, Nothing {}, progress)
}

pub(crate) fn session_language(
    session: &Session,
    request: LanguageRequest,
    progress: &dyn Progress,
) -> Outcome<SessionInfo> {
    let language = Language::parse(&request.language)
        .ok_or_else(|| Fault::usage("language_unknown").with("value", &request.language))?;
    session.change(|surroundings| surroundings.language = language);
    session_info(session, Nothing {}, progress)
}

pub(crate) fn open(
    session: &Session,
    request: OpenRequest,
    progress: &dyn Progress,
) -> Outcome<LedgerInfo> {
    match parse::given(request.path.as_ref()) {
        Some(path) => open_or_look(session, Path::new(path))?,
        None => open_default(session)?,
    }
    backup_at_start(session)?;
    info(session, Nothing {}, progress)
}

/// Opens a ledger to work, or to look where it can't be written or lies on a network share.
fn open_or_look(session: &Session, path: &Path) -> Outcome<()> {
    match session.open(path, Access::Write) {
        Err(fault) if matches!(fault.code, "ledger_read_only" | "ledger_on_share") => {
            session.open(path, Access::Read)
        }
        opened => opened,
    }
}

/// The default ledger is the one file that is made without being asked for, with its folder.
fn open_default(session: &Session) -> Outcome<()> {
    let path = session.default_ledger()?;
    if path.exists() {
        return open_or_look(session, &path);
    }
    if let Some(folder) = path.parent() {
        make_folder(folder)?;
    }
    create(session, &path)
}

fn make_folder(folder: &Path) -> Outcome<()> {
    fs::create_dir_all(folder).map_err(|error| {
        Fault::new("place_unwritable", Exit::File)
            .with("file", folder.display())
            .with("detail", error)
            .at_file(folder.display().to_string())
    })
}

fn create(session: &Session, path: &Path) -> Outcome<()> {
    session.close()?;
    let options = session.open_options(Access::Write);
    session.hold(Ledger::create(path, session.now().0, &options)?);
    Ok(())
}

/// When the newest file of the backup folder was written; `None` where there is none.
fn last_backup(folder: &Path) -> Option<String> {
    let newest = fs::read_dir(folder)
        .ok()?
        .filter_map(|entry| entry.ok()?.metadata().ok()?.modified().ok())
        .max()?;
    jiff::Timestamp::try_from(newest).ok().map(|at| at.to_string())
}

/// A backup at each start, next to the user's other data; the last ten are kept.
fn backup_at_start(session: &Session) -> Outcome<()> {
    let Some(folder) = session.surroundings().backups else { return Ok(()) };
    make_folder(&folder)?;
    let at = session.now().0;
    session.with_ledger(|ledger| {
        ledger.backup_at_start(&folder, at)?;
        Ok(())
    })
}

/// Makes a new ledger at `path`; the folder of the default ledger is made with it, no other.
///
/// # Errors
/// Something lies there already, or the place can't be written.
pub fn create_ledger(session: &Session, path: &Path) -> Outcome<LedgerPath> {
    let own = Surroundings::of_this_machine("").default_ledger;
    if let Some(folder) = path.parent().filter(|_| own.as_deref() == Some(path)) {
        make_folder(folder)?;
    }
    create(session, path)?;
    Ok(LedgerPath { path: path.display().to_string() })
}

pub(crate) fn new(
    session: &Session,
    request: PathRequest,
    _progress: &dyn Progress,
) -> Outcome<LedgerPath> {
    create_ledger(session, Path::new(&request.path))
}

pub(crate) fn info(
    session: &Session,
    _request: Nothing,
    _progress: &dyn Progress,
) -> Outcome<LedgerInfo> {
    let backups = session.surroundings().backups;
    session.with_ledger(|ledger| {
        let info = ledger.info()?;
        let undo = ledger.undoable(UndoScope::Latest)?;
        let redo = ledger.redoable(UndoScope::Latest)?;
        let last_backup = match &backups {
            Some(folder) => last_backup(folder),
            None => None,
        };
        Ok(LedgerInfo {
            path: info.path.display().to_string(),
            schema_version: u32::try_from(info.schema_version).unwrap_or_default(),
            app_version: info.app_version,
            plans: info.plans,
            firms: info.firms,
            actions: info.actions,
            bytes: info.bytes,
            read_only: ledger.access() == Access::Read,
            undo: undo.map(|undone| label(session, &undone.kind, &undone.params)),
            redo: redo.map(|undone| label(session, &undone.kind, &undone.params)),
            last_backup,
            backups: backups.as_ref().map(|folder| folder.display().to_string()),
        })
    })
}

pub(crate) fn verify(
    session: &Session,
    _request: Nothing,
    _progress: &dyn Progress,
) -> Outcome<LedgerVerify> {
    session.with_ledger(|ledger| {
        let found = ledger.verify();
        let problems: Vec<VerifyProblem> = found
            .problems
            .iter()
            .map(|problem| {
                let params: Vec<(&str, &str)> =
                    problem.params.iter().map(|(name, value)| (*name, value.as_str())).collect();
                VerifyProblem {
                    code: problem.code.to_owned(),
                    message: session.say(&format!("problem.{}", problem.code), &params),
                }
            })
            .collect();
        Ok(LedgerVerify {
            ok: problems.is_empty(),
            problems,
            actions_checked: found.actions_checked,
        })
    })
}

pub(crate) fn backup(
    session: &Session,
    request: PathRequest,
    _progress: &dyn Progress,
) -> Outcome<LedgerCopy> {
    session.with_ledger(|ledger| {
        let copy = ledger.backup(Path::new(&request.path))?;
        Ok(LedgerCopy {
            path: copy.path.display().to_string(),
            bytes: copy.bytes,
            verified: true,
            kept_aside: None,
        })
    })
}

pub(crate) fn restore(
    session: &Session,
    request: PathRequest,
    _progress: &dyn Progress,
) -> Outcome<LedgerCopy> {
    let target = session.with_ledger(|ledger| Ok(ledger.path().to_owned()))?;
    session.close()?;
    let restored = restore_file(session, &target, Path::new(&request.path));
    // Whatever came of it, the session goes on with the ledger that lies there now.
    session.open(&target, Access::Write)?;
    restored
}

/// Puts a backup in the place of the ledger at `target`, which no session may hold.
///
/// # Errors
/// The backup or the place can't be used.
pub fn restore_file(session: &Session, target: &Path, backup: &Path) -> Outcome<LedgerCopy> {
    let options = session.open_options(Access::Write);
    let restored = shirube_store::restore(target, backup, session.now().0, &options)
        .map_err(|error| not_a_backup(error, backup))?;
    Ok(LedgerCopy {
        path: restored.path.display().to_string(),
        bytes: restored.bytes,
        verified: true,
        kept_aside: restored.kept.map(|path| path.display().to_string()),
    })
}

/// What is wrong with the backup is wrong with a file; what is wrong with the target, with the
/// ledger.
fn not_a_backup(error: shirube_store::StoreError, backup: &Path) -> Fault {
    let of_backup = error.path().is_some_and(|path| {
        path == backup || fs::canonicalize(backup).is_ok_and(|real| real == path)
    });
    let mut fault = Fault::from(error);
    if of_backup && fault.exit == Exit::Ledger {
        fault.exit = Exit::File;
    }
    fault
}

pub(crate) fn history(
    session: &Session,
    request: HistoryRequest,
    _progress: &dyn Progress,
) -> Outcome<History> {
    let plan = parse::given(request.plan.as_ref()).map(parse::plan_id).transpose()?;
    let limit = request.limit.unwrap_or(50) as usize;
    session.with_ledger(|ledger| {
        if let Some(id) = plan {
            // An id that is not there is a mistake, not an empty history; a plan that was taken
            // out still has one.
            let entries = ledger.history(Some(id), limit)?;
            if entries.is_empty() {
                ledger.plan(id)?;
            }
            return Ok(view(session, entries));
        }
        Ok(view(session, ledger.history(None, limit)?))
    })
}

pub(crate) fn view(session: &Session, entries: Vec<HistoryEntry>) -> History {
    let entry = |entry: HistoryEntry| ActionEntry {
        id: entry.id.to_string(),
        at: entry.at.to_string(),
        actor: entry.actor,
        label: label(session, &entry.kind, &entry.params),
        kind: entry.kind,
        undone: entry.undone,
    };
    History { actions: entries.into_iter().map(entry).collect() }
}

pub(crate) fn undo(
    session: &Session,
    _request: Nothing,
    _progress: &dyn Progress,
) -> Outcome<UndoDone> {
    let (actor, at) = (session.surroundings().actor, session.now().0);
    session.with_ledger(|ledger| Ok(done(session, ledger.undo(UndoScope::Latest, &actor, at)?)))
}

pub(crate) fn redo(
    session: &Session,
    _request: Nothing,
    _progress: &dyn Progress,
) -> Outcome<UndoDone> {
    let (actor, at) = (session.surroundings().actor, session.now().0);
    session.with_ledger(|ledger| Ok(done(session, ledger.redo(UndoScope::Latest, &actor, at)?)))
}

fn done(session: &Session, undone: Undone) -> UndoDone {
    UndoDone {
        action: undone.action.to_string(),
        label: label(session, &undone.kind, &undone.params),
    }
}

/// What an action was, in words. An undo names the action that it undid.
fn label(
    session: &Session,
    kind: &str,
    params: &serde_json::Map<String, serde_json::Value>,
) -> String {
    let texts: Vec<(String, String)> = params
        .iter()
        .map(|(name, value)| {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            (name.clone(), text)
        })
        .collect();
    let mut facts: Vec<(&str, &str)> =
        texts.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    if matches!(kind, "undo" | "redo") {
        let subject = params.get("kind").and_then(|kind| kind.as_str()).unwrap_or("");
        let what = session.say(&format!("action.{subject}"), &facts);
        facts.push(("label", &what));
        return session.say(&format!("action.{kind}"), &facts);
    }
    session.say(&format!("action.{kind}"), &facts)
}
