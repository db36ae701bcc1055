//! Use cases on overlays.

pub(crate) mod check;
pub(crate) mod export;
pub(crate) mod keep;
pub(crate) mod list;
pub(crate) mod remove;
pub(crate) mod show;
pub(crate) mod words;

use shirube_domain::overlay::{Overlay, OverlayMark, Problem};
use shirube_store::{KeptOverlay, Ledger};
use uuid::Uuid;

use crate::api::overlays::{OverlayDraft, OverlayMarkView, OverlayProblem};
use crate::fault::Fault;
use crate::session::{Outcome, Session};

/// What is wrong with an overlay, as a sentence.
pub(crate) fn sentence(session: &Session, problem: &Problem) -> String {
    let word = |name: &str, value: &String| {
        // A key of the file is named by what it means as well.
        let meaning = format!("overlay_key.{}", value.rsplit('.').next().unwrap_or(value));
        if name == "key" && session.knows(&meaning) {
            session.say(&meaning, &[("key", value)])
        } else {
            value.clone()
        }
    };
    let words: Vec<(&str, String)> =
        problem.params.iter().map(|(name, value)| (*name, word(name, value))).collect();
    let params: Vec<(&str, &str)> =
        words.iter().map(|(name, value)| (*name, value.as_str())).collect();
    session.say(&format!("overlay_problem.{}", problem.code), &params)
}

pub(crate) fn problem_view(session: &Session, problem: &Problem) -> OverlayProblem {
    OverlayProblem {
        line: problem.line as u64,
        path: problem.path.clone(),
        code: problem.code.to_owned(),
        message: sentence(session, problem),
    }
}

pub(crate) fn mark_view(mark: &OverlayMark) -> OverlayMarkView {
    OverlayMarkView {
        name: mark.name.clone(),
        version: mark.version.clone(),
        issuer: mark.issuer.clone(),
    }
}

/// What an overlay says, with the keys of its file.
pub(crate) fn draft_of(overlay: &Overlay) -> Outcome<OverlayDraft> {
    serde_json::to_value(overlay).and_then(serde_json::from_value).map_err(|error| {
        Fault::new("internal", crate::api::failure::Exit::Usage).with("detail", error)
    })
}

/// The kept overlay that a person means: its id, its name (the newest), or `name@version`.
///
/// # Errors
/// There is none.
pub(crate) fn find(ledger: &Ledger, text: &str) -> Outcome<KeptOverlay> {
    let text = text.trim();
    if let Ok(id) = Uuid::try_parse(text) {
        return Ok(ledger.overlay(id)?);
    }
    let (name, version) = match text.split_once('@') {
        Some((name, version)) => (name, Some(version)),
        None => (text, None),
    };
    let fits = |kept: &KeptOverlay| {
        kept.name == name && version.is_none_or(|version| kept.version == version)
    };
    let found = ledger.overlays()?.into_iter().rfind(fits);
    found.ok_or_else(|| Fault::usage("overlay_not_found").with("id", text))
}
