//! A binding for a new version of its form: what moved, what stayed, what is gone.

use std::path::Path;

use shirube_domain::binding::{Binding, to_toml};
use shirube_forms::Moved;

use crate::api::failure::Exit;
use crate::api::templates::{BindingRebound, MovedView, RebindRequest};
use crate::fault::Fault;
use crate::forms::binding;
use crate::forms::template::{self, Opened};
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn rebind(
    session: &Session,
    request: RebindRequest,
    _progress: &dyn Progress,
) -> Outcome<BindingRebound> {
    let form = template::open(&request.template)?;
    let old = request.from.as_deref().map(template::open).transpose()?;
    let text = binding::text(&request.binding)?;
    let read = binding::read(session, &request.binding, &text, None, None)?;
    if let Some(old) = &old
        && old.book.sha256() != read.template_sha256
    {
        let file = request.from.clone().unwrap_or_default();
        return Err(Fault::new("rebind_other_form", Exit::File).at_file(file));
    }
    let old = old.as_ref().map(|old| &old.look);
    let rebound = shirube_forms::rebind(&read, old, &form.look, form.book.sha256());
    let path = save(&request.to, &to_toml(&rebound.binding))?;
    let count = |state: &str| rebound.moved.iter().filter(|one| one.state == state).count() as u64;
    Ok(BindingRebound {
        path,
        kept: count("kept"),
        moved: count("moved"),
        lost: count("lost"),
        unchecked: count("unchecked"),
        changes: rebound.moved.iter().map(|one| moved_view(session, one)).collect(),
    })
}

/// Writes a binding file, whole or not at all, and never over another one.
pub(crate) fn save(to: &str, text: &str) -> Outcome<String> {
    let path = Path::new(to);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let Some(name) = name else {
        return Err(Fault::new("place_missing", Exit::File).with("file", to).at_file(to));
    };
    let folder = folder.unwrap_or(Path::new("."));
    Ok(shirube_forms::export(folder, &name, text.as_bytes())?.display().to_string())
}

/// The form is another one than the binding was made for: what moved in it.
pub(crate) fn changed(session: &Session, binding: &Binding, form: &Opened) -> Fault {
    let rebound = shirube_forms::rebind(binding, None, &form.look, form.book.sha256());
    let told: Vec<String> = rebound
        .moved
        .iter()
        .filter(|one| matches!(one.state, "moved" | "lost"))
        .take(5)
        .map(|one| moved_view(session, one).message)
        .collect();
    let count = rebound.moved.iter().filter(|one| matches!(one.state, "moved" | "lost")).count();
    let detail = if told.is_empty() {
        session.say("bind_moved.none", &[])
    } else {
        told.join(&session.say("bind_moved.separator", &[]))
    };
    Fault::new("template_changed", Exit::File).with("count", count).with("detail", detail)
}

pub(crate) fn moved_view(session: &Session, one: &Moved) -> MovedView {
    let (to_sheet, to_cell) = one.to.clone().unwrap_or_default();
    let params = [
        ("sheet", one.sheet.as_str()),
        ("cell", one.cell.as_str()),
        ("field", one.field.as_str()),
        ("label", one.label.as_str()),
        ("to_sheet", to_sheet.as_str()),
        ("to_cell", to_cell.as_str()),
    ];
    MovedView {
        sheet: one.sheet.clone(),
        cell: one.cell.clone(),
        field: one.field.clone(),
        label: one.label.clone(),
        state: one.state.to_owned(),
        message: session.say(&format!("bind_moved.{}", one.state), &params),
        to_sheet: one.to.as_ref().map(|(sheet, _)| sheet.clone()),
        to_cell: one.to.as_ref().map(|(_, cell)| cell.clone()),
    }
}
