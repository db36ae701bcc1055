//! Reading a file to attach: refused by its size before it is read, and whole or not at all.

use std::fs::{self, File, Metadata};
use std::io::{ErrorKind, Read};
use std::path::Path;

use crate::api::failure::Exit;
use crate::fault::Fault;
use crate::progress::Progress;
use crate::session::Outcome;

/// The largest file that is kept in the ledger.
pub(crate) const LARGEST: u64 = 50 * 1024 * 1024;

/// How much is read between two looks at whether somebody wants it to stop.
const PIECE: usize = 1 << 20;

/// The bytes of a file.
pub(crate) fn read(path: &Path, progress: &dyn Progress) -> Outcome<Vec<u8>> {
    let fail = |code, detail: &str| {
        let name = path.file_name().unwrap_or(path.as_os_str());
        Fault::new(code, Exit::File)
            .with("name", name.to_string_lossy())
            .with("detail", detail)
            .at_file(path.display().to_string())
    };
    let before = fs::metadata(path).map_err(|error| fail(missing(path), &error.to_string()))?;
    if before.is_dir() {
        return Err(fail("attachment_is_folder", ""));
    }
    if !before.is_file() {
        return Err(fail("attachment_not_a_file", ""));
    }
    let too_large = |bytes: u64| {
        fail("attachment_too_large", "")
            .with("size", megabytes(bytes))
            .with("limit", megabytes(LARGEST))
    };
    if before.len() > LARGEST {
        return Err(too_large(before.len()));
    }
    if before.len() == 0 {
        return Err(fail("attachment_empty", ""));
    }
    let unreadable = |error: std::io::Error| fail(unread(path, &error), &error.to_string());
    let mut file = File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::with_capacity(before.len() as usize);
    // One byte more than is allowed shows that it has grown beyond that.
    let mut limited = (&mut file).take(LARGEST + 1);
    let mut piece = vec![0; PIECE];
    loop {
        if progress.cancelled() {
            return Err(Fault::cancelled());
        }
        match limited.read(&mut piece) {
            Ok(0) => break,
            Ok(count) => bytes.extend_from_slice(&piece[..count]),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(unreadable(error)),
        }
        progress.report(bytes.len() as u64, before.len());
    }
    let after = file.metadata().map_err(unreadable)?;
    let still_there =
        fs::metadata(path).map_err(|error| fail(missing(path), &error.to_string()))?;
    let length = bytes.len() as u64;
    if [&after, &still_there].iter().any(|now| changed(&before, now)) || length != before.len() {
        return Err(fail("attachment_changing", ""));
    }
    Ok(bytes)
}

/// Why a path leads nowhere: a link may be there that goes round or ends in nothing.
fn missing(path: &Path) -> &'static str {
    match fs::symlink_metadata(path) {
        Ok(link) if link.is_symlink() => "attachment_link_broken",
        Ok(_) => "attachment_unreadable",
        Err(error) if error.kind() == ErrorKind::NotFound => "attachment_not_there",
        Err(_) => "attachment_unreadable",
    }
}

fn unread(path: &Path, error: &std::io::Error) -> &'static str {
    if error.kind() == ErrorKind::NotFound { missing(path) } else { "attachment_unreadable" }
}

/// Whether a file is another one than before, or was written to.
fn changed(before: &Metadata, now: &Metadata) -> bool {
    before.len() != now.len() || before.modified().ok() != now.modified().ok()
}

/// A size in megabytes with one decimal, rounded up, so that one byte too many shows.
pub(crate) fn megabytes(bytes: u64) -> String {
    let tenths = (bytes * 10).div_ceil(1024 * 1024);
    if tenths.is_multiple_of(10) {
        format!("{} MB", tenths / 10)
    } else {
        format!("{}.{} MB", tenths / 10, tenths % 10)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::path::PathBuf;
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;
    use crate::progress::Silent;

    fn code(path: &Path) -> &'static str {
        read(path, &Silent).unwrap_err().code
    }

    #[test]
    fn what_is_no_whole_file_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        assert_eq!(code(folder.path()), "attachment_is_folder");
        assert_eq!(code(&at("ない.pdf")), "attachment_not_there");
        fs::write(at("空.pdf"), b"").unwrap();
        assert_eq!(code(&at("空.pdf")), "attachment_empty");
        File::create(at("大.bin")).unwrap().set_len(2 << 30).unwrap();
        let fault = read(&at("大.bin"), &Silent).unwrap_err();
        assert_eq!(fault.code, "attachment_too_large");
        assert!(fault.params.contains(&("size", "2048 MB".to_owned())), "{fault:?}");
    }

    #[test]
    fn the_limit_itself_is_allowed_and_one_byte_more_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("50.bin");
        let file = File::create(&path).unwrap();
        file.set_len(LARGEST).unwrap();
        assert_eq!(read(&path, &Silent).unwrap().len() as u64, LARGEST);
        file.set_len(LARGEST + 1).unwrap();
        let fault = read(&path, &Silent).unwrap_err();
        assert!(fault.params.contains(&("size", "50.1 MB".to_owned())), "{fault:?}");
    }

    #[cfg(unix)]
    #[test]
    fn links_that_lead_nowhere_are_named() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::os::unix::fs::symlink(at("b"), at("a")).unwrap();
        std::os::unix::fs::symlink(at("a"), at("b")).unwrap();
        std::os::unix::fs::symlink(at("gone"), at("c")).unwrap();
        assert_eq!(code(&at("a")), "attachment_link_broken");
        assert_eq!(code(&at("c")), "attachment_link_broken");
    }

    /// Does something to the file while it is read.
    struct Meanwhile<F: Fn() + Sync>(AtomicBool, F);

    impl<F: Fn() + Sync> Progress for Meanwhile<F> {
        fn report(&self, _done: u64, _total: u64) {
            if !self.0.swap(true, Ordering::Relaxed) {
                (self.1)();
            }
        }

        fn cancelled(&self) -> bool {
            false
        }
    }

    fn meanwhile(path: &PathBuf, work: impl Fn() + Sync) -> &'static str {
        fs::write(path, vec![1; PIECE + 10]).unwrap();
        read(path, &Meanwhile(AtomicBool::new(false), work)).unwrap_err().code
    }

    #[test]
    fn a_file_that_changes_or_goes_while_it_is_read_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("書きかけ.xlsx");
        let grow = || {
            let mut file = File::options().append(true).open(&path).unwrap();
            file.write_all(b"more").unwrap();
        };
        assert_eq!(meanwhile(&path, grow), "attachment_changing");
        let cut = || File::options().write(true).open(&path).unwrap().set_len(5).unwrap();
        assert_eq!(meanwhile(&path, cut), "attachment_changing");
        #[cfg(unix)]
        assert_eq!(meanwhile(&path, || fs::remove_file(&path).unwrap()), "attachment_not_there");
    }

    #[test]
    fn a_wish_to_stop_is_heard() {
        struct Stop;
        impl Progress for Stop {
            fn report(&self, _done: u64, _total: u64) {}
            fn cancelled(&self) -> bool {
                true
            }
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.pdf");
        fs::write(&path, b"%PDF-").unwrap();
        assert_eq!(read(&path, &Stop).unwrap_err().code, "cancelled");
    }
}
