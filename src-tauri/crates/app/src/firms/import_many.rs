//! Taking several files in, one after another: each is an action of its own, and one that can't
//! be used does not stop the others.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::api::failure::Exit;
use crate::api::imports::{ImportDone, ImportRequest};
use crate::api::reports::{
    ImportManyDone, ImportManyRequest, ImportTotal, ImportedFile, PassedFile,
};
use crate::fault::Fault;
use crate::firms::import::import;
use crate::hubs::ask;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

/// The endings of files that a folder is searched for. Plain text may be anything: it is taken
/// only where it is named itself.
const ENDINGS: [&str; 7] = ["xlsx", "xlsm", "xls", "xlsb", "ods", "csv", "tsv"];

pub(crate) fn import_many(
    session: &Session,
    request: ImportManyRequest,
    progress: &dyn Progress,
) -> Outcome<ImportManyDone> {
    // A wrong word is told once, before any file is looked at.
    ask::level(request.confidentiality.as_ref())?;
    let Found { files, passed } = Found::look(session, &request.paths)?;
    let mut done = ImportManyDone {
        files: Vec::new(),
        passed,
        total: ImportTotal::default(),
        cancelled: false,
    };
    let count = files.len() as u64;
    for (index, file) in (0u64..).zip(files) {
        if progress.cancelled() {
            done.cancelled = true;
            break;
        }
        progress.file(index + 1, count, &name(&file));
        let shown = file.display().to_string();
        match import(session, one(&request, &shown), progress) {
            Ok(imported) => done.files.push(taken(shown, imported)),
            Err(fault) if fault.exit == Exit::Cancelled => {
                done.cancelled = true;
                break;
            }
            // No file can be taken into a ledger that can't be used.
            Err(fault) if fault.exit == Exit::Ledger && done.files.is_empty() => return Err(fault),
            Err(fault) => {
                let error = Some(session.tell(&fault));
                done.files.push(ImportedFile { file: shown, error, ..ImportedFile::default() });
            }
        }
    }
    done.total = total(&done.files);
    Ok(done)
}

fn one(request: &ImportManyRequest, file: &str) -> ImportRequest {
    ImportRequest {
        file: file.to_owned(),
        sheet: request.sheet.clone(),
        mapping: request.mapping.clone(),
        year: request.year,
        prefecture: request.prefecture.clone(),
        tables: request.tables.clone(),
        hidden: request.hidden,
        confidentiality: request.confidentiality.clone(),
        sender: request.sender.clone(),
        no_kept_mapping: request.no_kept_mapping,
        erase_blanks: request.erase_blanks,
        dry_run: request.dry_run,
    }
}

fn taken(file: String, done: ImportDone) -> ImportedFile {
    ImportedFile {
        file,
        action: done.action,
        rows_read: done.rows_read,
        new: done.new,
        updated: done.updated,
        unchanged: done.unchanged,
        skipped: done.skipped,
        problem_count: done.problem_count,
        error: None,
    }
}

fn total(files: &[ImportedFile]) -> ImportTotal {
    let sum = |count: fn(&ImportedFile) -> u64| files.iter().map(count).sum();
    ImportTotal {
        files: files.len() as u64,
        failed: files.iter().filter(|file| file.error.is_some()).count() as u64,
        rows_read: sum(|file| file.rows_read),
        new: sum(|file| file.new),
        updated: sum(|file| file.updated),
        unchanged: sum(|file| file.unchanged),
        skipped: sum(|file| file.skipped),
        problem_count: sum(|file| file.problem_count),
    }
}

/// The files that are meant, and those of a folder that are not.
#[derive(Default)]
struct Found {
    files: Vec<PathBuf>,
    passed: Vec<PassedFile>,
}

impl Found {
    /// Looks at each path; a file that is named twice, or in its folder as well, is taken once.
    fn look(session: &Session, paths: &[String]) -> Outcome<Self> {
        let mut found = Self::default();
        for path in paths.iter().map(Path::new) {
            if path.is_dir() {
                found.look_into(session, path)?;
            } else {
                found.files.push(path.to_owned());
            }
        }
        let mut seen = BTreeSet::new();
        found.files.retain(|file| seen.insert(file.canonicalize().unwrap_or(file.clone())));
        if found.files.is_empty() {
            let place = paths.join(&session.say("list.separator", &[]));
            let fault = Fault::new("no_files_to_import", Exit::File).with("file", &place);
            return Err(fault.at_file(place));
        }
        Ok(found)
    }

    /// The lists right inside a folder, by name. What is hidden is left alone.
    fn look_into(&mut self, session: &Session, folder: &Path) -> Outcome<()> {
        let fail = |error: std::io::Error| {
            let shown = folder.display().to_string();
            let fault = Fault::new("folder_unreadable", Exit::File).with("file", &shown);
            fault.with("detail", error).at_file(shown)
        };
        let mut inside = Vec::new();
        for entry in fs::read_dir(folder).map_err(fail)? {
            inside.push(entry.map_err(fail)?.path());
        }
        inside.sort_by_key(|path| name(path));
        let suffixes = suffixes(session);
        for path in inside {
            match passed(&path, &suffixes) {
                None => self.files.push(path),
                Some("hidden") => {}
                Some(reason) => self.passed.push(PassedFile {
                    file: path.display().to_string(),
                    reason: reason.to_owned(),
                }),
            }
        }
        Ok(())
    }
}

/// The ends of our own reports' names, in every language.
fn suffixes(session: &Session) -> Vec<String> {
    use crate::text::Language::{En, Ja};
    let text = &session.assets().text;
    [Ja, En].map(|language| text.say(language, "report.file_suffix", &[])).to_vec()
}

/// Why a file of a folder is not looked at.
fn passed(path: &Path, reports: &[String]) -> Option<&'static str> {
    let name = name(path);
    let (stem, ending) = name.rsplit_once('.').unwrap_or((&name, ""));
    // The second of a name is 「name (2)」.
    let stem = stem.rsplit_once(" (").map_or(stem, |(stem, _)| stem);
    if name.starts_with("~$") || name.starts_with(".~lock") {
        Some("lock_file")
    } else if name.starts_with('.') {
        Some("hidden")
    } else if path.is_dir() {
        Some("folder")
    } else if !ENDINGS.contains(&ending.to_ascii_lowercase().as_str()) {
        Some("other_kind")
    } else if reports.iter().any(|suffix| stem.ends_with(suffix.as_str())) {
        Some("report")
    } else {
        None
    }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
