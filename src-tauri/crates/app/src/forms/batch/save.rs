//! Writing the files of a batch: all of them, or none.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use super::draw::Drawn;
use super::manifest;
use crate::api::batch::{BatchFile, BatchPlan, BatchZip};
use crate::api::failure::Exit;
use crate::fault::Fault;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

/// The files as they lie on the disk.
pub(super) struct Saved {
    pub(super) plans: Vec<BatchPlan>,
    pub(super) zip: Option<BatchZip>,
}

/// Looks at the places before any work is done.
pub(super) fn check(folder: &Path, zip: Option<&str>) -> Outcome<()> {
    let shown = folder.display().to_string();
    let fault = |code| Fault::new(code, Exit::File).with("file", &shown).at_file(&shown);
    match fs::metadata(folder) {
        Ok(place) if place.is_dir() => {}
        Ok(_) => return Err(fault("place_not_a_folder")),
        Err(_) => return Err(fault("place_missing")),
    }
    zip.map(zip_place).transpose().map(drop)
}

/// The folder and the name of the new zip.
fn zip_place(zip: &str) -> Outcome<(PathBuf, String)> {
    let path = Path::new(zip.trim());
    let shown = path.display().to_string();
    let fault = |code| Fault::new(code, Exit::File).with("file", &shown).at_file(&shown);
    let name = path.file_name().and_then(|name| name.to_str());
    let is_zip = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
    let Some(name) = name.filter(|_| is_zip) else { return Err(fault("not_a_zip_name")) };
    if path.symlink_metadata().is_ok() {
        return Err(fault("file_exists"));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    if !folder.is_dir() {
        let shown = folder.display().to_string();
        return Err(Fault::new("place_missing", Exit::File).with("file", &shown).at_file(shown));
    }
    Ok((folder.to_owned(), name.to_owned()))
}

/// Files that are taken away again unless all of them could be written.
struct New {
    /// What was there before; without knowing that, nothing is taken away.
    before: Option<BTreeSet<OsString>>,
    paths: Vec<PathBuf>,
    kept: bool,
}

impl New {
    fn in_folder(folder: &Path) -> Self {
        let names = |entries: fs::ReadDir| -> std::io::Result<BTreeSet<OsString>> {
            entries.map(|entry| Ok(entry?.file_name())).collect()
        };
        let before = fs::read_dir(folder).and_then(names).ok();
        Self { before, paths: Vec::new(), kept: false }
    }

    /// A file that was there with the same bytes is not ours to take away.
    fn add(&mut self, path: &Path) {
        let Some(before) = &self.before else { return };
        if path.file_name().is_some_and(|name| !before.contains(name)) {
            self.paths.push(path.to_owned());
        }
    }
}

impl Drop for New {
    fn drop(&mut self) {
        if !self.kept {
            for path in &self.paths {
                // What can't be taken away is not worth a second failure.
                let _ = fs::remove_file(path);
            }
        }
    }
}

pub(super) fn all(
    session: &Session,
    drawn: &[Drawn],
    folder: &Path,
    zip: Option<&str>,
    progress: &dyn Progress,
) -> Outcome<Saved> {
    let mut new = New::in_folder(folder);
    let mut plans = Vec::new();
    for plan in drawn {
        let mut files = Vec::new();
        for file in &plan.files {
            if progress.cancelled() {
                return Err(Fault::cancelled());
            }
            let path = shirube_forms::export(folder, &file.name, &file.bytes)?;
            new.add(&path);
            let there = fs::read(&path).is_ok_and(|there| there == file.bytes);
            files.push(BatchFile {
                form: file.form.clone(),
                format: file.name.rsplit('.').next().unwrap_or_default().to_owned(),
                path: path.display().to_string(),
                name: file.name.clone(),
                bytes: file.bytes.len() as u64,
                sha256: shirube_store::sha256(&file.bytes),
                sheets: file.sheets,
                cells: file.cells,
                verified: there,
            });
        }
        plans.push(BatchPlan {
            plan: plan.plan.clone(),
            title: plan.title.clone(),
            files,
            error: plan.error.clone(),
        });
    }
    let zip = zip.map(|zip| packed(session, drawn, zip)).transpose()?;
    new.kept = true;
    Ok(Saved { plans, zip })
}

fn packed(session: &Session, drawn: &[Drawn], zip: &str) -> Outcome<BatchZip> {
    let (folder, name) = zip_place(zip)?;
    let manifest = manifest::of(session, drawn)?;
    let mut files: Vec<(&str, &[u8])> = vec![(manifest::NAME, &manifest)];
    for file in drawn.iter().flat_map(|plan| &plan.files) {
        files.push((&file.name, &file.bytes));
    }
    let unpacked =
        |error: std::io::Error| Fault::new("zip_unbuilt", Exit::File).with("detail", error);
    let bytes = shirube_sheets::pack(&files).map_err(unpacked)?;
    let path = shirube_forms::export(&folder, &name, &bytes)?;
    let verified = fs::read(&path).is_ok_and(|there| shirube_sheets::is_packed(&there, &files));
    Ok(BatchZip {
        path: path.display().to_string(),
        bytes: bytes.len() as u64,
        entries: files.len() as u64,
        verified,
    })
}
