//! Places of a plan in words.

use shirube_domain::fields::{self, FieldPath};
use shirube_domain::plan::PlanKind;

use crate::session::Session;

/// 「製品・サービス 2件目 名称」 for `products[1].name`; the path itself where it is unknown.
pub(crate) fn of_path(session: &Session, kind: PlanKind, path: &str) -> String {
    let Some(FieldPath { key, row, column }) = fields::place(kind, path) else {
        return path.to_owned();
    };
    let mut parts = vec![session.say(&format!("field.{key}"), &[])];
    if let Some(row) = row {
        parts.push(session.say("point.row", &[("number", &(row + 1).to_string())]));
    }
    if let Some(column) = column {
        parts.push(session.say(&format!("field.{key}.{column}"), &[]));
    }
    parts.join(" ")
}

/// The key of the answer that a path names.
pub(crate) fn key_of(kind: PlanKind, path: &str) -> Option<&str> {
    fields::place(kind, path).map(|place| place.key)
}
