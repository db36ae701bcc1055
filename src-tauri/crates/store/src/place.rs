//! The place of a ledger on the disk: what lies there, whether it is a share, and the file's head.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use crate::error::{Result, StoreError};
use crate::migrate::SCHEMA_VERSION;

/// `Shrb`: what SQLite's header calls the application.
pub(crate) const APPLICATION_ID: i32 = 0x5368_7262;

const MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// The real path of an existing file, so that a link and its target share one lock.
pub(crate) fn existing_file(path: &Path) -> Result<PathBuf> {
    match fs::metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            Err(StoreError::Missing(path.to_owned()))
        }
        Err(error) => Err(unreadable(path, &error)),
        Ok(meta) if meta.is_dir() => Err(StoreError::IsFolder(path.to_owned())),
        Ok(meta) if !meta.is_file() => Err(StoreError::NotOurs(path.to_owned())),
        Ok(_) => fs::canonicalize(path).map_err(|error| unreadable(path, &error)),
    }
}

/// The path of a file that is to be made: nothing lies there yet and its folder exists.
pub(crate) fn new_file(path: &Path) -> Result<PathBuf> {
    let unwritable = |detail: String| StoreError::PlaceUnwritable { path: path.to_owned(), detail };
    if fs::symlink_metadata(path).is_ok() {
        return Err(StoreError::Exists(path.to_owned()));
    }
    let name = path.file_name().ok_or_else(|| unwritable("no file name".to_owned()))?;
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let folder = fs::canonicalize(folder).map_err(|error| unwritable(error.to_string()))?;
    Ok(folder.join(name))
}

/// `path` with something added to its file name.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    PathBuf::from(name)
}

/// Whether a file lies there with anything in it.
pub(crate) fn has_content(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|meta| meta.len() > 0)
}

pub(crate) fn unreadable(path: &Path, error: &std::io::Error) -> StoreError {
    StoreError::Unreadable { path: path.to_owned(), detail: error.to_string() }
}

pub(crate) fn unwritable(path: &Path, error: &std::io::Error) -> StoreError {
    StoreError::PlaceUnwritable { path: path.to_owned(), detail: error.to_string() }
}

/// Checks the first hundred bytes, before SQLite sees the file, and gives the schema version.
///
/// `settled` says that no log beside the file is waiting to be taken in: only then has the file
/// the length that its head claims.
pub(crate) fn check_head(path: &Path, settled: bool) -> Result<i64> {
    let mut head = [0; 100];
    let mut file = File::open(path).map_err(|error| unreadable(path, &error))?;
    match file.read_exact(&mut head) {
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => {
            return Err(StoreError::NotOurs(path.to_owned()));
        }
        other => other.map_err(|error| unreadable(path, &error))?,
    }
    if &head[..16] != MAGIC || word(&head, 68) != APPLICATION_ID as u32 {
        return Err(StoreError::NotOurs(path.to_owned()));
    }
    let version = i64::from(word(&head, 60));
    if version > SCHEMA_VERSION {
        return Err(StoreError::Newer {
            path: path.to_owned(),
            found: version,
            known: SCHEMA_VERSION,
        });
    }
    let page = match u16::from_be_bytes([head[16], head[17]]) {
        1 => 65_536,
        size => u64::from(size),
    };
    let claimed = page * u64::from(word(&head, 28));
    let length = file.metadata().map_err(|error| unreadable(path, &error))?.len();
    if settled && length < claimed {
        return Err(StoreError::Damaged {
            path: path.to_owned(),
            detail: format!("{length} of {claimed} bytes"),
        });
    }
    Ok(version)
}

fn word(head: &[u8; 100], at: usize) -> u32 {
    u32::from_be_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]])
}

/// Whether the file lies on a network share, as far as that can be seen: by the mount table on
/// Linux, by a `\\server` path elsewhere.
pub(crate) fn on_share(path: &Path) -> bool {
    let text = path.to_string_lossy();
    let unc = text.starts_with(r"\\?\UNC\")
        || (text.starts_with(r"\\") && !text.starts_with(r"\\?\") && !text.starts_with(r"\\.\"));
    unc || fs::read_to_string("/proc/mounts").is_ok_and(|mounts| mounted_share(&mounts, path))
}

/// Whether the mount that holds `path` is one of the network file systems.
fn mounted_share(mounts: &str, path: &Path) -> bool {
    const SHARES: [&str; 7] = ["nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "fuse.sshfs"];
    mounts
        .lines()
        .filter_map(|line| {
            let mut words = line.split(' ').skip(1);
            Some((unescape(words.next()?), words.next()?))
        })
        .filter(|(point, _)| path.starts_with(point))
        // The last of equally long mount points is the one on top.
        .max_by_key(|(point, _)| point.len())
        .is_some_and(|(_, kind)| SHARES.contains(&kind))
}

/// A mount point as the mount table writes it: space, tab and backslash are octal.
fn unescape(point: &str) -> String {
    point.replace("\\040", " ").replace("\\011", "\t").replace("\\012", "\n").replace("\\134", "\\")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_known_by_the_innermost_mount() {
        let mounts = "rootfs / ext4 rw 0 0\nsrv:/x /mnt/my\\040share nfs4 rw 0 0\n\
                      /dev/sdb /mnt/my\\040share/local ext4 rw 0 0\n//s/x /media/win cifs rw 0 0\n";
        assert!(mounted_share(mounts, Path::new("/mnt/my share/a.shirube")));
        assert!(mounted_share(mounts, Path::new("/media/win/a.shirube")));
        assert!(!mounted_share(mounts, Path::new("/mnt/my share/local/a.shirube")));
        assert!(!mounted_share(mounts, Path::new("/media/window/a.shirube")));
        assert!(!mounted_share("", Path::new("/a.shirube")));
        assert!(on_share(Path::new(r"\\server\share\a.shirube")));
    }
}
