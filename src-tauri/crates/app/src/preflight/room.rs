//! Texts that are longer than their box on the reference form.

use shirube_domain::answers::texts;
use shirube_domain::fields::{self, FieldPath};
use shirube_domain::finding::Finding;
use shirube_domain::plan::Plan;
use shirube_forms::{Layout, TextBox};

use crate::assets::FORM_LAYOUT;
use crate::session::Outcome;

/// The code of these remarks.
pub(super) const BEYOND: &str = "text_beyond_box";

pub(super) fn too_long(plan: &Plan) -> Outcome<Vec<Finding>> {
    let layout = Layout::parse(FORM_LAYOUT)?;
    let mut found = Vec::new();
    for (path, text) in texts(plan) {
        let Some(place) = fields::place(plan.kind, &path) else { continue };
        let Some(room) = layout.text_box(plan.kind, &name_of(&place)) else { continue };
        let lines = lines(text, room);
        if lines > u64::from(room.lines) {
            found.push(
                Finding::new(BEYOND, path)
                    .text("count", text.chars().count())
                    .text("lines", lines)
                    .text("room", room.lines),
            );
        }
    }
    Ok(found)
}

/// The name that the layout has for a place: `products[].name`, `plan.summary`.
fn name_of(place: &FieldPath<'_>) -> String {
    let key = fields::answer(place.key).map_or(place.key, |field| field.name);
    match (place.row, place.column) {
        (Some(_), Some(column)) => format!("{key}[].{column}"),
        (None, Some(column)) => format!("{key}.{column}"),
        _ => key.to_owned(),
    }
}

/// How many lines of a box a text takes.
fn lines(text: &str, room: TextBox) -> u64 {
    let wide = u64::from(room.characters.max(1)) * 2;
    text.lines().map(|line| halves(line).div_ceil(wide).max(1)).sum()
}

/// The width of a text, in half-width letters.
fn halves(text: &str) -> u64 {
    let half = |c: char| c.is_ascii() || ('\u{ff61}'..='\u{ff9f}').contains(&c);
    text.chars().map(|c| if half(c) { 1 } else { 2 }).sum()
}
