//! One writer, or several readers, at a time: an advisory lock on a file beside the ledger.
//!
//! Not on the ledger itself: SQLite's own locks on Linux are POSIX locks, and those are dropped
//! as soon as the process closes *any* descriptor of the file; on Windows a locked range could
//! not be read by SQLite. The system lets go of the lock when a process dies, so a kill leaves
//! nothing that would refuse the next start.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::error::{Result, StoreError};
use crate::place::beside;

/// A lock that is held until it is dropped.
#[derive(Debug)]
pub(crate) struct Lock {
    file: File,
    path: PathBuf,
}

/// How a ledger is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hold {
    /// Nobody else.
    Alone,
    /// Other readers, but no writer.
    WithReaders,
}

impl Lock {
    /// Takes the lock of a ledger; `None` where the folder can't be written, so that nobody can
    /// write the ledger either.
    pub(crate) fn take(ledger: &Path, hold: Hold) -> Result<Option<Self>> {
        let path = beside(ledger, ".lock");
        // A lock file that its last holder is just removing is not the one that others will see.
        for _ in 0..16 {
            let file = match open(&path) {
                Ok(file) => file,
                Err(error) if is_forbidden(error.kind()) => return Ok(None),
                Err(error) => return Err(crate::place::unwritable(&path, &error)),
            };
            let held = match hold {
                Hold::Alone => file.try_lock(),
                Hold::WithReaders => file.try_lock_shared(),
            };
            match held {
                Ok(()) if is_still_there(&file, &path) => return Ok(Some(Self { file, path })),
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(StoreError::InUse(ledger.to_owned())),
                Err(TryLockError::Error(error)) => {
                    return Err(crate::place::unwritable(&path, &error));
                }
            }
        }
        Err(StoreError::InUse(ledger.to_owned()))
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Only the last holder may take the file away, and only where a newcomer can see that
        // the file it has locked is no longer the one with that name.
        if cfg!(unix) && self.file.try_lock().is_ok() && is_still_there(&self.file, &self.path) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

fn open(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path)
}

fn is_forbidden(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem)
}

#[cfg(unix)]
fn is_still_there(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(ours), Ok(there)) => ours.ino() == there.ino() && ours.dev() == there.dev(),
        _ => false,
    }
}

/// Elsewhere the lock file is never removed.
#[cfg(not(unix))]
fn is_still_there(_file: &File, _path: &Path) -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readers_share_a_writer_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = folder.path().join("a.shirube");
        let one = Lock::take(&ledger, Hold::WithReaders).unwrap();
        let two = Lock::take(&ledger, Hold::WithReaders).unwrap();
        assert!(matches!(Lock::take(&ledger, Hold::Alone), Err(StoreError::InUse(_))));
        drop(one);
        assert!(matches!(Lock::take(&ledger, Hold::Alone), Err(StoreError::InUse(_))));
        drop(two);
        let writer = Lock::take(&ledger, Hold::Alone).unwrap();
        assert!(matches!(Lock::take(&ledger, Hold::WithReaders), Err(StoreError::InUse(_))));
        drop(writer);
        assert!(!folder.path().join("a.shirube.lock").exists());
    }
}
