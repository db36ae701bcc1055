//! Saving a finished file: whole or not at all, and never over another one.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use shirube_domain::plan::PlanKind;

use crate::error::FormError;

/// The longest part of a title in a file name, in letters and in bytes.
const LONGEST_TITLE: (usize, usize) = (50, 150);
/// How many names are tried, `name (2)` and so on.
const MOST_NAMES: usize = 1_000;

/// `参考様式_B_<title>.xlsx`: `prefix` in front, unsafe letters replaced, a long title shortened.
pub fn file_name(prefix: &str, kind: PlanKind, title: &str) -> String {
    let kind = kind.letter().to_ascii_uppercase();
    let title = safe(title);
    let joint = if title.is_empty() { "" } else { "_" };
    format!("{}_{kind}{joint}{title}.xlsx", safe(prefix))
}

/// A text as part of a file name on every system.
fn safe(text: &str) -> String {
    let mut name = String::new();
    let (letters, bytes) = LONGEST_TITLE;
    for letter in text.trim().chars().take(letters) {
        let letter = match letter {
            '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*' => '_',
            letter if letter.is_control() => '_',
            letter => letter,
        };
        if name.len() + letter.len_utf8() > bytes {
            break;
        }
        name.push(letter);
    }
    name.trim_end_matches(['.', ' ', '　']).to_owned()
}

/// Writes a file into a folder that is there. A file of that name with the same bytes is kept
/// as it is; beside one with other bytes the next free name `name (2)` is taken. What was written
/// is read again.
///
/// # Errors
/// A folder that is missing or can't be written to, a full disk, or a thousand names taken.
/// Nothing is left behind.
pub fn export(folder: &Path, file_name: &str, bytes: &[u8]) -> Result<PathBuf, FormError> {
    match fs::metadata(folder) {
        Ok(place) if place.is_dir() => {}
        Ok(_) => return Err(FormError::PlaceNotAFolder { folder: folder.to_owned() }),
        Err(error) => return Err(failure(folder, &error)),
    }
    let fail = |error: &io::Error| failure(folder, error);
    let mut prepared = None;
    for number in 1..=MOST_NAMES {
        let path = folder.join(numbered(file_name, number));
        if holds(&path, bytes) {
            return Ok(path);
        }
        if path.symlink_metadata().is_ok() {
            continue;
        }
        let file = match prepared.take() {
            Some(file) => file,
            None => prepare(folder, bytes).map_err(|error| fail(&error))?,
        };
        match file.persist_noclobber(&path) {
            Ok(_) => {
                settle(folder);
                return if holds(&path, bytes) {
                    Ok(path)
                } else {
                    Err(fail(&io::ErrorKind::InvalidData.into()))
                };
            }
            // Somebody took the name in this moment.
            Err(taken) if taken.error.kind() == io::ErrorKind::AlreadyExists => {
                prepared = Some(taken.file);
            }
            Err(failed) => return Err(fail(&failed.error)),
        }
    }
    Err(FormError::NamesTaken { name: file_name.to_owned() })
}

/// The bytes in a temporary file of the same folder, on the disk.
fn prepare(folder: &Path, bytes: &[u8]) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".shirube-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // As any program's file: the user's mask decides who may read it.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// Puts the new name itself on the disk, where the system can do that.
fn settle(folder: &Path) {
    #[cfg(unix)]
    if let Ok(folder) = fs::File::open(folder) {
        // The file is whole either way; some file systems can't sync a folder.
        let _ = folder.sync_all();
    }
    #[cfg(not(unix))]
    let _ = folder;
}

fn holds(path: &Path, bytes: &[u8]) -> bool {
    let same_size = fs::metadata(path).is_ok_and(|m| m.is_file() && m.len() == bytes.len() as u64);
    same_size && fs::read(path).is_ok_and(|there| there == bytes)
}

fn numbered(file_name: &str, number: usize) -> String {
    match (number, file_name.rsplit_once('.')) {
        (1, _) => file_name.to_owned(),
        (_, Some((stem, extension))) => format!("{stem} ({number}).{extension}"),
        (_, None) => format!("{file_name} ({number})"),
    }
}

fn failure(folder: &Path, error: &io::Error) -> FormError {
    let folder = folder.to_owned();
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            FormError::DiskFull { folder }
        }
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
            FormError::PlaceMissing { folder }
        }
        _ => FormError::PlaceUnwritable { folder, detail: error.to_string() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn the_same_bytes_keep_their_name_and_others_get_the_next() {
        let folder = tempfile::tempdir().unwrap();
        let save = |bytes: &[u8]| export(folder.path(), "様式.xlsx", bytes).unwrap();
        assert!(save(b"one").ends_with("様式.xlsx"));
        assert!(save(b"one").ends_with("様式.xlsx"));
        assert!(save(b"two").ends_with("様式 (2).xlsx"));
        assert!(save(b"two").ends_with("様式 (2).xlsx"));
        assert!(save(b"three").ends_with("様式 (3).xlsx"));
        assert_eq!(names(folder.path()), ["様式 (2).xlsx", "様式 (3).xlsx", "様式.xlsx"]);
        assert_eq!(fs::read(folder.path().join("様式.xlsx")).unwrap(), b"one");
    }

    #[test]
    fn a_folder_is_never_created() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("ない");
        let error = export(&missing, "a.xlsx", b"x").unwrap_err();
        assert_eq!(error, FormError::PlaceMissing { folder: missing.clone() });
        assert!(!missing.exists());
        fs::write(folder.path().join("file"), b"").unwrap();
        let error = export(&folder.path().join("file"), "a.xlsx", b"x").unwrap_err();
        assert_eq!(error.code(), "place_not_a_folder");
    }

    #[test]
    fn a_title_becomes_a_name_that_every_system_takes() {
        let b = PlanKind::RegionalCluster;
        assert_eq!(file_name("参考様式", b, "A/B: 計画?"), "参考様式_B_A_B_ 計画_.xlsx");
        assert_eq!(file_name("参考様式", b, " . "), "参考様式_B.xlsx");
        let long = file_name("参考様式", b, &"𠮷".repeat(200));
        assert!(long.len() < 200, "{}", long.len());
        assert!(export(tempfile::tempdir().unwrap().path(), &long, b"x").is_ok());
    }
}
