//! Writing an attachment into a file of its own: never over another one, and read again.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::api::evidence::{AttachmentRequest, ExtractRequest, Extracted, OpenedCopy};
use crate::api::failure::Exit;
use crate::fault::Fault;
use crate::parse;
use crate::plans::evidence::attach::attachment_id;
use crate::plans::evidence::media;
use crate::plans::evidence::name::safe_file_name;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn extract(
    session: &Session,
    request: ExtractRequest,
    progress: &dyn Progress,
) -> Outcome<Extracted> {
    let (name, sha256, bytes) = kept(session, &request.id, &request.attachment)?;
    if progress.cancelled() {
        return Err(Fault::cancelled());
    }
    let to = Path::new(&request.to);
    let path = if to.is_dir() { to.join(safe_file_name(&name)) } else { to.to_owned() };
    write_new(&path, &bytes, &sha256)?;
    Ok(Extracted { path: path.display().to_string(), bytes: bytes.len() as u64, verified: true })
}

/// A copy to look at, in a folder of its own below the system's temporary one: what is changed
/// in it does not come back, so it can't be written to.
pub(crate) fn open_copy(
    session: &Session,
    request: AttachmentRequest,
    _progress: &dyn Progress,
) -> Outcome<OpenedCopy> {
    let (name, sha256, bytes) = kept(session, &request.id, &request.attachment)?;
    if !media::is_document(&safe_file_name(&name)) {
        return Err(Fault::new("attachment_not_opened", Exit::File).with("name", name));
    }
    let folder = tempfile::Builder::new()
        .prefix("shirube-")
        .tempdir()
        .map_err(|error| unwritable(&std::env::temp_dir(), &error))?;
    let path = folder.path().join(safe_file_name(&name));
    write_new(&path, &bytes, &sha256)?;
    let mut rights = fs::metadata(&path).map_err(|error| unwritable(&path, &error))?.permissions();
    rights.set_readonly(true);
    fs::set_permissions(&path, rights).map_err(|error| unwritable(&path, &error))?;
    // The other program still needs it: the system clears its temporary folder by itself.
    let _ = folder.keep();
    Ok(OpenedCopy { path: path.display().to_string() })
}

/// The name, the hash and the bytes of an attachment, compared with each other.
fn kept(session: &Session, plan: &str, attachment: &str) -> Outcome<(String, String, Vec<u8>)> {
    let id = parse::plan_id(plan)?;
    let attachment = attachment_id(attachment)?;
    session.with_ledger(|ledger| {
        ledger.plan(id)?;
        let found = ledger.attachment(id, attachment)?;
        let bytes = ledger.blob(&found.sha256)?;
        Ok((found.name, found.sha256, bytes))
    })
}

/// Writes a file that is not there yet, and reads it again; a file that fails is taken away.
fn write_new(path: &Path, bytes: &[u8], sha256: &str) -> Outcome<()> {
    let mut file = File::create_new(path).map_err(|error| unwritable(path, &error))?;
    let written = file
        .write_all(bytes)
        .and_then(|()| file.sync_all())
        .map_err(|error| unwritable(path, &error));
    drop(file);
    let verified = written.and_then(|()| {
        let there = fs::read(path).map_err(|error| unwritable(path, &error))?;
        if shirube_store::sha256(&there) == sha256 {
            Ok(())
        } else {
            Err(Fault::new("hash_mismatch", Exit::File).with("name", path.display()))
        }
    });
    if verified.is_err() {
        // What is not whole is of no use; the first failure is the one to tell.
        let _ = fs::remove_file(path);
    }
    verified
}

fn unwritable(path: &Path, error: &std::io::Error) -> Fault {
    let path: PathBuf = path.to_owned();
    let code = match error.kind() {
        ErrorKind::AlreadyExists => "extract_exists",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            "extract_disk_full"
        }
        _ => "place_unwritable",
    };
    Fault::new(code, Exit::File)
        .with("file", path.display())
        .with("detail", error)
        .at_file(path.display().to_string())
}
