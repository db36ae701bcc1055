//! Writing a picture that the window drew.

use std::path::{Path, PathBuf};

use shirube_sheets::{NoPicture, Picture};

use crate::api::analysis::{PictureSaveRequest, PictureSaved};
use crate::api::failure::Exit;
use crate::fault::Fault;
use crate::hubs::base64;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

/// The largest picture that is written, in bytes.
const LARGEST: usize = 50_000_000;

pub(crate) fn save(
    session: &Session,
    request: PictureSaveRequest,
    _progress: &dyn Progress,
) -> Outcome<PictureSaved> {
    let kind = match request.kind.as_str() {
        "svg" => Picture::Svg,
        "png" => Picture::Png,
        other => return Err(Fault::usage("picture_kind_unknown").with("value", other)),
    };
    // Four letters stand for three bytes.
    if request.base64.len() > LARGEST.div_ceil(3) * 4 {
        return Err(Fault::usage("picture_too_large").with("limit", LARGEST / 1_000_000));
    }
    let broken = || Fault::usage("picture_broken").with("kind", request.kind.to_uppercase());
    let bytes = base64::decode(&request.base64).ok_or_else(broken)?;
    kind.check(&bytes).map_err(|found| match found {
        NoPicture::Other => broken(),
        NoPicture::Unsafe => Fault::usage("picture_unsafe"),
    })?;
    let name = session.say("hubs.picture_name", &[]) + "." + &request.kind;
    let (folder, name) = target(&request.to, &request.kind, &name)?;
    let path = shirube_forms::export(&folder, &name, &bytes)?;
    Ok(PictureSaved { path: path.display().to_string(), bytes: bytes.len() as u64 })
}

/// The folder and the name of the new file; in a folder that is there, `name`.
fn target(to: &str, ending: &str, name: &str) -> Outcome<(PathBuf, String)> {
    let path = Path::new(to.trim());
    if path.is_dir() {
        return Ok((path.to_owned(), name.to_owned()));
    }
    let shown = path.display().to_string();
    let fault = |code| Fault::new(code, Exit::File).with("file", &shown).at_file(&shown);
    if !path.extension().is_some_and(|there| there.eq_ignore_ascii_case(ending)) {
        return Err(fault("not_a_picture_name").with("ending", ending));
    }
    if path.symlink_metadata().is_ok() {
        return Err(fault("file_exists"));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or(name);
    Ok((folder.unwrap_or(Path::new(".")).to_owned(), name.to_owned()))
}
