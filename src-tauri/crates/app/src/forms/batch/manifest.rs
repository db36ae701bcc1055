//! What is in the zip of a batch.

use serde::Serialize;

use super::draw::Drawn;
use crate::fault::Fault;
use crate::session::{Outcome, Session};

/// The manifest's own name in the zip.
pub(super) const NAME: &str = "manifest.json";

#[derive(Debug, Serialize)]
struct Manifest {
    app: &'static str,
    app_version: &'static str,
    made_on: String,
    files: Vec<Entry>,
}

#[derive(Debug, Serialize)]
struct Entry {
    name: String,
    bytes: u64,
    sha256: String,
    plan: String,
    form: String,
    made_on: String,
}

/// The manifest as JSON.
pub(super) fn of(session: &Session, drawn: &[Drawn]) -> Outcome<Vec<u8>> {
    let made_on = session.now().1.to_string();
    let entry = |plan: &Drawn, file: &super::draw::Ready| Entry {
        name: file.name.clone(),
        bytes: file.bytes.len() as u64,
        sha256: shirube_store::sha256(&file.bytes),
        plan: plan.plan.clone(),
        form: file.form.clone(),
        made_on: made_on.clone(),
    };
    let files = drawn.iter().flat_map(|plan| plan.files.iter().map(|file| entry(plan, file)));
    let manifest = Manifest {
        app: "shirube",
        app_version: env!("CARGO_PKG_VERSION"),
        files: files.collect(),
        made_on: made_on.clone(),
    };
    serde_json::to_vec_pretty(&manifest).map_err(|error| {
        Fault::new("internal", crate::api::failure::Exit::Usage).with("detail", error)
    })
}
