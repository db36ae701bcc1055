//! PDF copies of the forms.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::draw::{Drawn, Ready};
use super::office::{Ended, convert, find};
use crate::api::batch::BatchPdf;
use crate::fault::Fault;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

/// So many files are given to the program at once: a batch can be stopped between two runs.
const AT_ONCE: usize = 10;
/// How long a run may take, and each file of it.
const START: Duration = Duration::from_secs(90);
const EACH: Duration = Duration::from_secs(20);

/// Adds a PDF beside each workbook, where that can be done.
///
/// # Errors
/// Somebody stopped it.
pub(super) fn copies(
    session: &Session,
    drawn: &mut [Drawn],
    asked: bool,
    progress: &dyn Progress,
) -> Outcome<BatchPdf> {
    let told = |state: &str, made: u64, total: u64| {
        let facts = [made.to_string(), total.to_string()];
        let params = [("made", &*facts[0]), ("total", &facts[1])];
        let message = match state {
            "not_asked" => String::new(),
            state => session.say(&format!("batch.pdf.{state}"), &params),
        };
        BatchPdf { state: state.to_owned(), made, message }
    };
    if !asked {
        return Ok(told("not_asked", 0, 0));
    }
    let total = drawn.iter().map(|plan| plan.files.len() as u64).sum();
    let Some(program) = find() else { return Ok(told("not_installed", 0, total)) };
    let made = match make(&program, drawn, progress) {
        Ok(made) => made,
        Err(Some(fault)) => return Err(fault),
        Err(None) => 0,
    };
    Ok(told(if made == total { "made" } else { "failed" }, made, total))
}

/// Converts all workbooks; gives how many came out. `Err(None)` where there is no room for it.
fn make(
    program: &Path,
    drawn: &mut [Drawn],
    progress: &dyn Progress,
) -> Result<u64, Option<Fault>> {
    let folder = tempfile::Builder::new().prefix("shirube-pdf-").tempdir().map_err(|_| None)?;
    let mut waiting: Vec<(usize, PathBuf)> = Vec::new();
    for (index, plan) in drawn.iter().enumerate() {
        for (number, file) in plan.files.iter().enumerate() {
            let path = folder.path().join(format!("{index}-{number}.xlsx"));
            fs::write(&path, &file.bytes).map_err(|_| None)?;
            waiting.push((index, path));
        }
    }
    let mut made = 0;
    for run in waiting.chunks(AT_ONCE) {
        let files: Vec<PathBuf> = run.iter().map(|(_, path)| path.clone()).collect();
        let most = START + EACH * u32::try_from(files.len()).unwrap_or(u32::MAX);
        let ended = convert(program, folder.path(), &files, most, progress);
        if ended == Ended::Cancelled {
            clear(folder);
            return Err(Some(Fault::cancelled()));
        }
        for (index, path) in run {
            let pdf = fs::read(path.with_extension("pdf")).unwrap_or_default();
            if pdf.starts_with(b"%PDF-") {
                made += 1;
                beside(&mut drawn[*index], pdf);
            }
        }
    }
    clear(folder);
    Ok(made)
}

/// Takes the folder away. What a program that was ended still had open may need a moment.
fn clear(folder: tempfile::TempDir) {
    let path = folder.keep();
    for _ in 0..20 {
        if fs::remove_dir_all(&path).is_ok() || !path.exists() {
            return;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// The copy beside its workbook, of the same name.
fn beside(plan: &mut Drawn, bytes: Vec<u8>) {
    let Some(book) = plan.files.first() else { return };
    let stem = book.name.strip_suffix(".xlsx").unwrap_or(&book.name);
    let (form, name) = (book.form.clone(), format!("{stem}.pdf"));
    plan.files.push(Ready { form, name, bytes, sheets: 0, cells: 0 });
}
