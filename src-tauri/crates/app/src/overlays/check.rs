//! Looking at an overlay without keeping it.

use std::fs;
use std::path::Path;

use shirube_domain::overlay::{self, LARGEST_OVERLAY, Overlay, Problem};
use shirube_store::Ledger;

use crate::api::failure::Exit;
use crate::api::overlays::{OverlayChecked, OverlayDraft, OverlaySource};
use crate::fault::Fault;
use crate::overlays::{draft_of, problem_view};
use crate::plans::catalogue;
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn check(
    session: &Session,
    request: OverlaySource,
    _progress: &dyn Progress,
) -> Outcome<OverlayChecked> {
    let text = text(&request)?;
    let open = session.with_open_ledger(|ledger| read(session, Some(ledger), &text))?;
    let read = match open {
        Some(read) => read,
        None => read(session, None, &text)?,
    };
    let overlay = read.as_ref().ok();
    let problems = read.as_ref().err().map_or(&[][..], Vec::as_slice);
    let content = match overlay {
        Some(overlay) => Some(draft_of(overlay)?),
        None => as_far_as_read(&text),
    };
    Ok(OverlayChecked {
        ok: overlay.is_some(),
        file: request.file,
        name: content.as_ref().map(|c| c.name.clone()).filter(|name| !name.is_empty()),
        version: content.as_ref().map(|c| c.version.clone()).filter(|v| !v.is_empty()),
        problems: problems.iter().map(|problem| problem_view(session, problem)).collect(),
        content,
    })
}

/// What a file with problems says, so that it can be mended in the editor.
fn as_far_as_read(text: &str) -> Option<OverlayDraft> {
    let table: toml::Table = text.parse().ok()?;
    let mut value = serde_json::to_value(table).ok()?;
    numbers_as_text(&mut value);
    serde_json::from_value(value).ok()
}

/// The editor holds the numbers of thresholds as text.
fn numbers_as_text(value: &mut serde_json::Value) {
    for threshold in value["threshold"].as_array_mut().into_iter().flatten() {
        for list in ["all_of", "any_of"] {
            for part in threshold[list].as_array_mut().into_iter().flatten() {
                if let Some(number) = part.get("value").filter(|value| value.is_number()) {
                    part["value"] = serde_json::Value::from(number.to_string());
                }
            }
        }
    }
}

/// The text that is meant: a file's, or the one that the editor would write.
pub(crate) fn text(source: &OverlaySource) -> Outcome<String> {
    match (&source.file, &source.draft) {
        (Some(file), None) => file_text(Path::new(file)),
        (None, Some(draft)) => written(draft),
        _ => Err(Fault::usage("bad_request").with("path", "file").with("detail", "file | draft")),
    }
}

/// The text that the editor's overlay is written as.
fn written(draft: &OverlayDraft) -> Outcome<String> {
    let value = serde_json::to_value(draft)
        .map_err(|error| Fault::new("internal", Exit::Usage).with("detail", error))?;
    Ok(value.as_object().map(overlay::to_toml).unwrap_or_default())
}

fn file_text(path: &Path) -> Outcome<String> {
    let file = path.display().to_string();
    let fault = |detail: String| {
        Fault::new("overlay_file_unreadable", Exit::File)
            .with("file", &file)
            .with("detail", detail)
            .at_file(&file)
    };
    let bytes = fs::metadata(path).map_err(|error| fault(error.to_string()))?.len();
    if bytes > LARGEST_OVERLAY as u64 {
        return Err(fault(format!("{bytes} > {LARGEST_OVERLAY} bytes")));
    }
    let bytes = fs::read(path).map_err(|error| fault(error.to_string()))?;
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes).to_vec();
    String::from_utf8(text).map_err(|error| fault(error.to_string()))
}

/// An overlay, checked against the catalogues that there are.
pub(crate) fn read(
    session: &Session,
    ledger: Option<&Ledger>,
    text: &str,
) -> Outcome<Result<Overlay, Vec<Problem>>> {
    let known = match ledger {
        Some(ledger) => catalogue::known(session, ledger)?,
        None => vec![session.assets().catalogue.clone()],
    };
    let bases = |version: &str| {
        known.iter().find(|catalogue| catalogue.version == version).map(AsRef::as_ref)
    };
    Ok(overlay::check(text, &bases))
}
