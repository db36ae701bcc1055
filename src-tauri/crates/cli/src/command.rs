//! From words to calls: which call, which request, which ledger, which answer means no.

mod desk;
mod forms;
mod hubs;
mod overlays;
mod plans;
mod returned;
mod review;
mod stages;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde_json::{Value, json};
use shirube_app::Fault;
use shirube_app::api::failure::Exit;
use shirube_app::{Access, Session};
use shirube_app::{create_ledger, firms_mapping, restore_file};

use crate::args::{
    Filter, FirmsVerb, FormsVerb, Hidden, LedgerVerb, MappingsVerb, Noun, Reading, word,
};
use crate::print::{self, Printer};

/// The largest answers or mapping file that is read.
const LARGEST_FILE: u64 = 32 * 1024 * 1024;

/// What is to be done with the ledger before the call.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Needs {
    Nothing,
    ToRead,
    ToWrite,
    /// To look, if there is one that can be looked at: the work goes without as well.
    IfThere,
}

/// What is asked.
pub(crate) enum Request {
    /// One of the calls that the window has too.
    Call(Value),
    /// Something that only makes sense without an open ledger.
    Own(Own),
}

/// Work of the command line's own.
pub(crate) type Own = Box<dyn FnOnce(&Session) -> Result<Value, Fault>>;

/// A command, ready to be done.
pub(crate) struct Task {
    pub(crate) call: &'static str,
    pub(crate) request: Request,
    pub(crate) ledger: Needs,
    pub(crate) print: Printer,
    pub(crate) answer_is_no: fn(&Value) -> bool,
    /// What an answer that is no failure exits with all the same.
    pub(crate) exit: fn(&Value) -> Option<Exit>,
}

impl Task {
    fn new(call: &'static str, ledger: Needs, request: Value, print: Printer) -> Self {
        Self {
            call,
            request: Request::Call(request),
            ledger,
            print,
            answer_is_no: |_| false,
            exit: |_| None,
        }
    }

    fn own(print: Printer, work: impl FnOnce(&Session) -> Result<Value, Fault> + 'static) -> Self {
        Self {
            request: Request::Own(Box::new(work)),
            ..Self::new("", Needs::Nothing, Value::Null, print)
        }
    }
}

/// Opens the ledger as the command needs it; it is made by `ledger new` only.
pub(crate) fn open(session: &Session, needs: Needs) -> Result<(), Fault> {
    let access = match needs {
        Needs::Nothing => return Ok(()),
        Needs::ToRead => Access::Read,
        Needs::ToWrite => Access::Write,
        Needs::IfThere => {
            // Whatever stands in the way, nothing of the ledger's is needed.
            if let Ok(path) = session.default_ledger() {
                let _ = session.open(&path, Access::Read);
            }
            return Ok(());
        }
    };
    session.open(&session.default_ledger()?, access)
}

/// The task of a command.
///
/// # Errors
/// A file that the command names can't be read.
pub(crate) fn task(noun: &Noun) -> Result<Task, Fault> {
    match noun {
        Noun::Ledger(verb) => Ok(ledger(verb)),
        Noun::Firms(verb) => firms(verb),
        Noun::Plans(verb) => plans::task(verb),
        Noun::Selections(verb) => hubs::selections(verb),
        Noun::Overlays(verb) => Ok(overlays::task(verb)),
        Noun::Catalogue(verb) => Ok(overlays::catalogue(verb)),
        Noun::Consultations(verb) => desk::consultations(verb),
        Noun::Forms(verb) => Ok(forms(verb)),
        Noun::Demo { to } => {
            Ok(Task::new("demo", Needs::Nothing, json!({ "to": path(to) }), print::demo))
        }
    }
}

fn ledger(verb: &LedgerVerb) -> Task {
    use Needs::{ToRead, ToWrite};
    match verb {
        LedgerVerb::New => Task::own(print::ledger_new, |session| {
            to_value(&create_ledger(session, &session.default_ledger()?)?)
        }),
        LedgerVerb::Info => Task::new("ledger_info", ToRead, json!({}), print::ledger_info),
        LedgerVerb::Verify => Task {
            answer_is_no: |response| response["ok"] != true,
            ..Task::new("ledger_verify", ToRead, json!({}), print::ledger_verify)
        },
        LedgerVerb::Backup { to } => {
            let request = json!({ "path": path(to) });
            Task::new("ledger_backup", ToRead, request, print::ledger_copy)
        }
        LedgerVerb::Restore { file } => {
            let file = file.clone();
            Task::own(print::ledger_copy, move |session| {
                to_value(&restore_file(session, &session.default_ledger()?, &file)?)
            })
        }
        LedgerVerb::History { plan, limit } => {
            let request = json!({ "plan": plan, "limit": limit });
            Task::new("ledger_history", ToRead, request, print::ledger_history)
        }
        LedgerVerb::Undo => Task::new("ledger_undo", ToWrite, json!({}), print::undone),
        LedgerVerb::Redo => Task::new("ledger_redo", ToWrite, json!({}), print::redone),
    }
}

fn firms(verb: &FirmsVerb) -> Result<Task, Fault> {
    use Needs::{IfThere, ToRead, ToWrite};
    Ok(match verb {
        FirmsVerb::Inspect { reading } => {
            Task::new("firms_inspect", IfThere, read(reading)?, print::inspection)
        }
        FirmsVerb::Mapping { reading, to } => {
            let (request, to) = (read(reading)?, to.clone());
            Task {
                request: Request::Own(Box::new(move |session| {
                    write_mapping(session, request, &to)
                })),
                ..Task::new("", IfThere, Value::Null, print::mapping_written)
            }
        }
        FirmsVerb::Mappings(verb) => mappings(verb)?,
        FirmsVerb::Duplicates { limit } => {
            Task::new("firms_duplicates", ToRead, json!({ "limit": limit }), print::pairs)
        }
        FirmsVerb::Decide { subject, candidate, verdict } => {
            let request = json!({
                "subject": subject,
                "candidate": candidate,
                "verdict": word(*verdict),
            });
            Task::new("firms_decide", ToWrite, request, print::decided)
        }
        FirmsVerb::Decisions => Task::new("firms_decisions", ToRead, json!({}), print::decisions),
        FirmsVerb::Choose { firm, field, year, basis, import, value, newest } => {
            let request = json!({
                "firm": firm,
                "field": field,
                "year": year,
                "basis": basis,
                "import": import,
                "value": value,
                "newest": newest,
            });
            Task::new("firms_choose_figure", ToWrite, request, print::action)
        }
        FirmsVerb::Import { reading, more, dry_run, erase_blanks, confidentiality }
            if !more.is_empty() || reading.file.is_dir() =>
        {
            import_many(reading, more, *dry_run, *erase_blanks, confidentiality.map(word))?
        }
        FirmsVerb::Import { reading, dry_run, erase_blanks, confidentiality, .. } => {
            let mut request = read(reading)?;
            request["dry_run"] = json!(dry_run);
            request["erase_blanks"] = json!(erase_blanks);
            request["confidentiality"] = json!(confidentiality.map(word));
            // A trial is a write that is taken back.
            Task::new("firms_import", ToWrite, request, print::import)
        }
        FirmsVerb::Report { reading, to } => {
            let request = json!({ "reading": read(reading)?, "to": path(to) });
            Task::new("firms_report", Needs::Nothing, request, print::reports::reported)
        }
        FirmsVerb::List { filter, limit, offset } => {
            let mut request = filtered(filter);
            request["limit"] = json!(limit);
            request["offset"] = json!(offset);
            Task::new("firms_list", ToRead, request, print::firms)
        }
        FirmsVerb::Show { id, audience } => {
            let request = json!({ "id": id, "for": audience.map(word) });
            Task::new("firms_show", ToRead, request, print::firm)
        }
        FirmsVerb::Totals(verb) => hubs::totals(verb),
        FirmsVerb::Years => Task::new("analysis_scope", ToRead, json!({}), print::hubs::scope),
        FirmsVerb::Rank(words) => hubs::rank(words),
        FirmsVerb::Concentration { region, by } => hubs::concentration(region, *by),
        FirmsVerb::Industries { region } => hubs::industries(region),
        FirmsVerb::Imports => Task::new("firms_imports", ToRead, json!({}), print::hubs::imports),
        FirmsVerb::Confidentiality(words) => hubs::confidentiality(words),
        FirmsVerb::Export { file, filter, audience } => {
            let request = json!({
                "file": path(file),
                "filter": filtered(filter),
                "for": audience.map(word),
            });
            Task::new("firms_export", ToRead, request, print::firms_exported)
        }
    })
}

/// Several files, or a folder of them: whatever could be used is imported, the rest is told.
fn import_many(
    first: &Reading,
    more: &[PathBuf],
    dry_run: bool,
    erase_blanks: bool,
    confidentiality: Option<String>,
) -> Result<Task, Fault> {
    let mut request = read(first)?;
    let paths = std::iter::once(&first.file).chain(more).map(|file| path(file));
    request["paths"] = paths.collect();
    if let Some(request) = request.as_object_mut() {
        request.remove("file");
    }
    request["dry_run"] = json!(dry_run);
    request["erase_blanks"] = json!(erase_blanks);
    request["confidentiality"] = json!(confidentiality);
    Ok(Task {
        exit: |response| match () {
            () if response["cancelled"] == true => Some(Exit::Cancelled),
            () if response["total"]["failed"] != 0 => Some(Exit::File),
            () => None,
        },
        ..Task::new("firms_import_many", Needs::ToWrite, request, print::reports::imported)
    })
}

fn forms(verb: &FormsVerb) -> Task {
    match verb {
        FormsVerb::List { kind } => {
            let request = json!({ "kind": kind.letter() });
            Task::new("forms_list", Needs::Nothing, request, print::forms)
        }
        FormsVerb::Preflight { id } => Task {
            answer_is_no: |response| response["errors"] != 0,
            ..Task::new(
                "forms_preflight",
                Needs::ToRead,
                json!({ "id": id }),
                print::preflight::found,
            )
        },
        FormsVerb::Mend { id, code, field } => {
            let request = json!({ "id": id, "code": code, "field": field });
            Task::new("forms_mend", Needs::ToWrite, request, print::preflight::mended)
        }
        FormsVerb::Export { id, to, form } => {
            let request = json!({ "id": id, "to": path(to), "form": form });
            Task::new("forms_export", Needs::ToRead, request, print::forms_exported)
        }
        FormsVerb::Read(words) => returned::read(words),
        FormsVerb::Answers { id, to, from } => returned::answers(id, to, *from),
        FormsVerb::Batch(words) => returned::batch(words),
        FormsVerb::Verify { file } => returned::verify(file),
        FormsVerb::Official(verb) => forms::task(verb),
    }
}

fn read(reading: &Reading) -> Result<Value, Fault> {
    let mapping = match &reading.mapping {
        Some(file) => read_json(file, "mapping")?,
        None => Value::Null,
    };
    Ok(json!({
        "file": path(&reading.file),
        "sheet": reading.sheet,
        "mapping": mapping,
        "year": reading.year,
        "prefecture": reading.prefecture,
        "tables": (!reading.table.is_empty()).then_some(&reading.table),
        "hidden": reading.hidden.map(|hidden| match hidden {
            Hidden::Take => "take",
            Hidden::Leave => "leave",
        }),
        "sender": reading.sender,
        "no_kept_mapping": reading.no_kept_mapping,
    }))
}

fn mappings(verb: &MappingsVerb) -> Result<Task, Fault> {
    use Needs::{ToRead, ToWrite};
    Ok(match verb {
        MappingsVerb::List => Task::new("mappings_list", ToRead, json!({}), print::mappings),
        MappingsVerb::Show { id } => {
            Task::new("mappings_show", ToRead, json!({ "id": id }), print::mapping)
        }
        MappingsVerb::Delete { id } => {
            Task::new("mappings_delete", ToWrite, json!({ "id": id }), print::action)
        }
        MappingsVerb::Save { file, sender, sheet, mapping } => {
            let mapping = match mapping {
                Some(file) => read_json(file, "mapping")?,
                None => Value::Null,
            };
            let request = json!({
                "sender": sender,
                "file": path(file),
                "sheet": sheet,
                "mapping": mapping,
            });
            Task::new("mappings_save", ToWrite, request, print::action)
        }
    })
}

/// Asks for a file's mapping and writes it as a file, which must not be there yet.
fn write_mapping(session: &Session, request: Value, to: &Path) -> Result<Value, Fault> {
    let found = firms_mapping(session, request)?;
    let unwritable = |detail: String| {
        Fault::new("place_unwritable", Exit::File)
            .with("file", path(to))
            .with("detail", detail)
            .at_file(path(to))
    };
    let text = serde_json::to_string_pretty(&found.mapping)
        .map_err(|error| unwritable(error.to_string()))?;
    let mut file = fs::File::create_new(to).map_err(|error| unwritable(error.to_string()))?;
    file.write_all(format!("{text}\n").as_bytes())
        .map_err(|error| unwritable(error.to_string()))?;
    let mut answer = to_value(&found)?;
    answer["path"] = json!(path(to));
    Ok(answer)
}

fn filtered(filter: &Filter) -> Value {
    json!({
        "search": filter.search,
        "prefecture": filter.prefecture,
        "municipality": filter.municipality,
        "industry": filter.industry,
    })
}

/// The JSON of a file; `what` is `answers` or `mapping`.
fn read_json(file: &Path, what: &str) -> Result<Value, Fault> {
    let (unreadable, not_json) = match what {
        "answers" => ("answers_unreadable", "answers_not_json"),
        _ => ("mapping_unreadable", "mapping_unreadable"),
    };
    let fault = |code, detail: String| {
        Fault::new(code, Exit::File)
            .with("file", path(file))
            .with("detail", detail)
            .at_file(path(file))
    };
    let meta = fs::metadata(file).map_err(|error| fault(unreadable, error.to_string()))?;
    if meta.len() > LARGEST_FILE {
        return Err(fault("answers_too_large", meta.len().to_string()));
    }
    let bytes = fs::read(file).map_err(|error| fault(unreadable, error.to_string()))?;
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    serde_json::from_slice(text).map_err(|error| fault(not_json, error.to_string()))
}

fn to_value<T: Serialize>(response: &T) -> Result<Value, Fault> {
    serde_json::to_value(response)
        .map_err(|error| Fault::new("internal", Exit::Usage).with("detail", error))
}

/// A path as text; what is no Unicode is shown with replacement characters and then not found.
fn path(path: &Path) -> String {
    path.display().to_string()
}
