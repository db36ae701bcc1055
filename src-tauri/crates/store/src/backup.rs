//! Backups and their return: copies made by SQLite itself, opened and checked before they count.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags};

use crate::error::{Result, StoreError};
use crate::lock::{Hold, Lock};
use crate::open::{Access, Ledger, OpenOptions, publish};
use crate::place::{beside, new_file, unwritable};
use crate::rows::hex;

/// A backup that was made and checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// Where it lies.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
}

/// A ledger that was brought back from a backup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// The ledger.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
    /// Where the ledger lies now that was there before; `None` if there was none.
    pub kept: Option<PathBuf>,
}

/// How many of the backups that are made at each start are kept.
const KEPT: usize = 10;

impl Ledger {
    /// Copies the ledger, as it is now, to a new file, and checks the copy.
    ///
    /// # Errors
    /// Something lies there already, or the place can't be written, or the copy is not sound.
    pub fn backup(&self, to: &Path) -> Result<Backup> {
        let to = new_file(to)?;
        let draft = beside(&to, ".new");
        let copied = copy(&self.conn, &draft, &to);
        let published = copied.and_then(|()| publish(&draft, &to));
        let _ = fs::remove_file(&draft);
        published?;
        let bytes = fs::metadata(&to).map_err(|error| unwritable(&to, &error))?.len();
        Ok(Backup { path: to, bytes })
    }

    /// Makes a backup in `folder` as a start of the program does, unless the last one there is
    /// of the same state, and removes all but the last ten of this ledger.
    ///
    /// # Errors
    /// The folder does not exist or can't be written.
    pub fn backup_at_start(&self, folder: &Path, at: Timestamp) -> Result<Option<Backup>> {
        let stem = self.path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let state = hex(&self.head()?[..6]);
        let earlier = backups_of(folder, &stem).map_err(|error| unwritable(folder, &error))?;
        if earlier.last().is_some_and(|name| name.ends_with(&format!("-{state}.shirube"))) {
            return Ok(None);
        }
        let name = format!("{stem}-{}-{state}.shirube", compact(at));
        let backup = self.backup(&folder.join(name))?;
        let later = earlier.len() + 1;
        for name in earlier.iter().take(later.saturating_sub(KEPT)) {
            // An old backup that can't be removed does no harm.
            let _ = fs::remove_file(folder.join(name));
        }
        Ok(Some(backup))
    }
}

/// Puts a backup in the place of a ledger that is not open, and keeps what was there beside it
/// under `…-before-restore-<time>.shirube`.
///
/// The backup is checked first, and copied; the ledger's name then changes hands in one step.
///
/// # Errors
/// The backup can't be used, the ledger is in use, or the place can't be written. The ledger is
/// then as it was.
pub fn restore(
    ledger: &Path,
    backup: &Path,
    at: Timestamp,
    options: &OpenOptions,
) -> Result<Restored> {
    let there = fs::symlink_metadata(ledger).is_ok();
    let path = if there { crate::place::existing_file(ledger)? } else { new_file(ledger)? };
    let look = OpenOptions { access: Access::Read, ..options.clone() };
    let source = Ledger::open(backup, &look)?;
    if source.path == path {
        return Err(StoreError::InUse(path));
    }
    sound(&source.conn, backup)?;
    let Some(_lock) = Lock::take(&path, Hold::Alone)? else {
        return Err(StoreError::ReadOnly(path));
    };
    let draft = beside(&path, ".restoring");
    let _ = fs::remove_file(&draft);
    let put =
        copy(&source.conn, &draft, &path).and_then(|()| put_in_place(&draft, &path, there, at));
    let _ = fs::remove_file(&draft);
    let kept = put?;
    let bytes = fs::metadata(&path).map_err(|error| unwritable(&path, &error))?.len();
    Ok(Restored { path, bytes, kept })
}

fn put_in_place(draft: &Path, path: &Path, there: bool, at: Timestamp) -> Result<Option<PathBuf>> {
    if !there {
        publish(draft, path)?;
        return Ok(None);
    }
    let kept = keep_aside(path, at)?;
    // What a crash left in the old ledger's log belongs to the old ledger: it goes with it.
    for log in ["-wal", "-journal"] {
        if fs::symlink_metadata(beside(path, log)).is_ok() {
            let to = beside(&kept, log);
            fs::rename(beside(path, log), &to).map_err(|error| unwritable(&to, &error))?;
        }
    }
    let _ = fs::remove_file(beside(path, "-shm"));
    fs::rename(draft, path).map_err(|error| unwritable(path, &error))?;
    Ok(Some(kept))
}

/// Gives the present ledger a second name, or a copy where the file system has no links.
fn keep_aside(path: &Path, at: Timestamp) -> Result<PathBuf> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let base = format!("{stem}-before-restore-{}", compact(at));
    let mut kept = path.with_file_name(format!("{base}.shirube"));
    let mut number = 2;
    while fs::symlink_metadata(&kept).is_ok() {
        kept = path.with_file_name(format!("{base}-{number}.shirube"));
        number += 1;
    }
    if fs::hard_link(path, &kept).is_err() {
        fs::copy(path, &kept).map_err(|error| unwritable(&kept, &error))?;
    }
    Ok(kept)
}

/// Copies page by page, and opens the copy.
fn copy(from: &Connection, draft: &Path, to: &Path) -> Result<()> {
    fs::File::create_new(draft).map_err(|error| unwritable(to, &error))?;
    let mut conn = Connection::open_with_flags(draft, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    {
        let copying = rusqlite::backup::Backup::new(from, &mut conn)?;
        copying.run_to_completion(4096, std::time::Duration::ZERO, None)?;
    }
    sound(&conn, to)?;
    conn.close().map_err(|(_, error)| error)?;
    let synced = fs::File::options().write(true).open(draft).and_then(|file| file.sync_all());
    synced.map_err(|error| unwritable(to, &error))
}

fn sound(conn: &Connection, path: &Path) -> Result<()> {
    let found: String = conn
        .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
        .map_err(|error| StoreError::from(error).at(path))?;
    if found == "ok" {
        Ok(())
    } else {
        Err(StoreError::Damaged { path: path.to_owned(), detail: found })
    }
}

/// The backups of a ledger made at its starts, oldest first: `<stem>-<time>-<state>.shirube`.
fn backups_of(folder: &Path, stem: &str) -> std::io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let Ok(name) = entry?.file_name().into_string() else { continue };
        let rest = name.strip_prefix(stem).and_then(|rest| rest.strip_prefix('-'));
        let middle = rest.and_then(|rest| rest.strip_suffix(".shirube"));
        let Some((time, state)) = middle.and_then(|middle| middle.split_once('-')) else {
            continue;
        };
        let is_time = time.len() == 19 && time.ends_with('Z') && time.as_bytes()[8] == b'T';
        if is_time && state.len() == 12 && state.bytes().all(|c| c.is_ascii_hexdigit()) {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// A time as part of a file name, in UTC: `20270401T093000123Z` without signs that Windows
/// forbids.
fn compact(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%S%3fZ").to_string()
}
