//! The tables whose rows are changed one by one, as the change log sees them.

use crate::rows::{Column, ColumnKind, Entity};

const fn column(name: &'static str, kind: ColumnKind) -> Column {
    Column { name, kind }
}
const fn text(name: &'static str) -> Column {
    column(name, ColumnKind::Text)
}
const fn integer(name: &'static str) -> Column {
    column(name, ColumnKind::Integer)
}

pub(crate) static FIRM: Entity = Entity {
    name: "firm",
    columns: &[
        integer("key"),
        text("corporate_number"),
        text("name"),
        text("kana"),
        text("postal_code"),
        text("address"),
        text("prefecture"),
        text("municipality"),
        text("industry"),
        integer("capital"),
        integer("employees"),
        text("established"),
        text("representative"),
        text("telephone"),
        text("url"),
        text("note"),
        text("search"),
        integer("import"),
        integer("row"),
        integer("changed_by"),
    ],
};

pub(crate) static IMPORT: Entity = Entity {
    name: "import",
    columns: &[
        integer("key"),
        text("at"),
        text("file_name"),
        column("sha256", ColumnKind::Bytes),
        text("sheet"),
        text("columns"),
        text("sender"),
        text("fingerprint"),
        integer("action"),
        text("confidentiality"),
    ],
};

pub(crate) static REGIONAL_TOTAL: Entity = Entity {
    name: "regional_total",
    columns: &[
        integer("key"),
        text("prefecture"),
        integer("year"),
        integer("basis"),
        text("figure"),
        integer("value"),
        text("source"),
        integer("preferred"),
        text("provenance"),
    ],
};

pub(crate) static PLAN: Entity = Entity {
    name: "plan",
    columns: &[
        integer("key"),
        text("kind"),
        text("title"),
        text("prefectures"),
        text("municipalities"),
        text("period_start"),
        text("period_end"),
        text("catalogue"),
        text("stage"),
        column("answers", ColumnKind::Keyed),
        column("confirmations", ColumnKind::Keyed),
        text("selected"),
        text("overlays"),
        column("schedule", ColumnKind::Keyed),
        column("receiver_checks", ColumnKind::Keyed),
        text("archived_at"),
    ],
};

pub(crate) static ATTACHMENT: Entity = Entity {
    name: "attachment",
    columns: &[
        integer("key"),
        column("plan", ColumnKind::Bytes),
        text("name"),
        text("media_type"),
        column("sha256", ColumnKind::Bytes),
        text("at"),
        text("requirement"),
        text("note"),
    ],
};

pub(crate) static MAPPING: Entity = Entity {
    name: "mapping",
    columns: &[
        integer("key"),
        text("sender"),
        text("fingerprint"),
        integer("first_row"),
        text("choice"),
        text("saved_at"),
        text("used_at"),
    ],
};

pub(crate) static DECISION: Entity = Entity {
    name: "decision",
    columns: &[
        integer("key"),
        text("identity"),
        column("firm", ColumnKind::Bytes),
        text("verdict"),
        text("name"),
        text("at"),
    ],
};

pub(crate) static FORMER_NAME: Entity = Entity {
    name: "former_name",
    columns: &[
        integer("key"),
        column("firm", ColumnKind::Bytes),
        text("name"),
        text("address"),
        text("municipality"),
        text("prefecture"),
    ],
};

pub(crate) static FIGURE_CHOICE: Entity = Entity {
    name: "figure_choice",
    columns: &[
        integer("key"),
        integer("firm"),
        integer("year"),
        integer("basis"),
        text("field"),
        integer("import"),
        integer("row"),
        integer("newest"),
        text("at"),
    ],
};

pub(crate) static OVERLAY: Entity = Entity {
    name: "overlay",
    columns: &[
        integer("key"),
        text("name"),
        text("version"),
        text("issuer"),
        text("text"),
        text("at"),
    ],
};

pub(crate) static CATALOGUE: Entity = Entity {
    name: "catalogue",
    columns: &[integer("key"), text("version"), text("files"), text("at")],
};

pub(crate) static REVISION: Entity = Entity {
    name: "revision",
    columns: &[
        integer("key"),
        column("plan", ColumnKind::Bytes),
        integer("number"),
        text("status"),
        text("day"),
        text("label"),
        text("content"),
        text("at"),
    ],
};

pub(crate) static REVIEW_POINT: Entity = Entity {
    name: "review_point",
    columns: &[
        integer("key"),
        column("plan", ColumnKind::Bytes),
        text("field"),
        text("requirement"),
        text("origin"),
        text("text"),
        text("author"),
        text("at"),
        text("returned_on"),
        text("answer"),
        text("answered_by"),
        text("answered_at"),
        text("state"),
    ],
};

pub(crate) static CONFIDENTIALITY: Entity = Entity {
    name: "confidentiality",
    columns: &[integer("key"), column("firm", ColumnKind::Bytes), text("field"), text("level")],
};

pub(crate) static SELECTION: Entity = Entity {
    name: "selection",
    columns: &[
        integer("key"),
        text("name"),
        text("prefecture"),
        integer("year"),
        text("basis"),
        text("criteria"),
        column("decisions", ColumnKind::Keyed),
        column("plan", ColumnKind::Bytes),
        text("at"),
    ],
};

pub(crate) static CONSULTATION: Entity = Entity {
    name: "consultation",
    columns: &[
        integer("key"),
        column("firm", ColumnKind::Bytes),
        text("firm_name"),
        text("day"),
        text("channel"),
        text("people"),
        text("topics"),
        text("text"),
        text("answer"),
        text("measures"),
        column("plan", ColumnKind::Bytes),
        text("next_step"),
        text("next_day"),
        text("next_who"),
        text("done_on"),
        text("confidentiality"),
        text("author"),
        text("at"),
        text("search"),
    ],
};

/// Every entity.
pub(crate) static ENTITIES: [&Entity; 16] = [
    &FIRM,
    &IMPORT,
    &REGIONAL_TOTAL,
    &PLAN,
    &ATTACHMENT,
    &MAPPING,
    &DECISION,
    &FORMER_NAME,
    &FIGURE_CHOICE,
    &OVERLAY,
    &CATALOGUE,
    &REVISION,
    &REVIEW_POINT,
    &CONFIDENTIALITY,
    &SELECTION,
    &CONSULTATION,
];
