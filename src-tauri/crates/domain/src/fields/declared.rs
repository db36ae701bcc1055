//! The declaration itself: every field with its type and the plan kinds that have it.

use super::FieldType::{
    Bool, Choice, CorporateNumber, Date, Decimal, FiscalYear, Industry, Integer, Keyed, List,
    LocalGovernment, LongText, Measure, Money, Municipality, Path, Percent, Record, StrategicField,
    Table, Text, YearValues,
};
use super::{Column, Field, FieldType};
use crate::plan::PlanKind;

const A: &[PlanKind] = &[PlanKind::StrategicCluster];
const B: &[PlanKind] = &[PlanKind::RegionalCluster];
const C: &[PlanKind] = &[PlanKind::LocalGrowth];
const B_C: &[PlanKind] = &[PlanKind::RegionalCluster, PlanKind::LocalGrowth];
const ALL: &[PlanKind] = &PlanKind::ALL;

const fn field(key: &'static str, ty: FieldType, kinds: &'static [PlanKind]) -> Field {
    Field { key, name: key, ty, kinds }
}

const fn named(
    key: &'static str,
    name: &'static str,
    ty: FieldType,
    kinds: &'static [PlanKind],
) -> Field {
    Field { key, name, ty, kinds }
}

const fn column(name: &'static str, ty: FieldType) -> Column {
    Column { name, ty }
}

/// What a plan itself says of itself; set when it is created, not by an answers file.
pub const PLAN: &[Column] = &[
    column("plan.title", Text),
    column("plan.kind", Choice(&["a", "b", "c"])),
    column("plan.period.start", Date),
    column("plan.period.end", Date),
    column("plan.prefecture", List(&LocalGovernment)),
    column("plan.municipalities", List(&LocalGovernment)),
];

/// What a form can show of each selected firm.
pub const SELECTED_FIRMS: &[Column] = &[
    column("corporate_number", CorporateNumber),
    column("name", Text),
    column("address", Text),
    column("capital", Money),
    column("employees", Integer(0, i64::MAX)),
    column("connector_degree", Decimal),
    column("hub_degree", Decimal),
    column("role", Choice(&["core", "priority_support", "participant", "incoming"])),
    column("reason", Text),
];

/// Every answer, in the order of the form.
pub const ANSWERS: &[Field] = &[
    field("addressee", Text, ALL),
    field("document_number", Text, ALL),
    field(
        "authors",
        Table(&[column("code", LocalGovernment), column("name", Text), column("lead", Bool)]),
        ALL,
    ),
    named("department", "plan.department", Text, ALL),
    named(
        "contact",
        "plan.contact",
        Record(&[column("name", Text), column("telephone", Text), column("email", Text)]),
        ALL,
    ),
    named("summary", "plan.summary", LongText, ALL),
    field("industries", List(&Industry), ALL),
    named("current_state", "plan.current_state", LongText, ALL),
    named("vision", "plan.vision", LongText, ALL),
    field("strategic_fields", List(&StrategicField), ALL),
    field(
        "roadmap_fits",
        Table(&[
            column("field", StrategicField),
            column("roadmap_item", Text),
            column("explanation", LongText),
            column("draft_outline_ref", Text),
        ]),
        A,
    ),
    field(
        "budget_consultations",
        Table(&[
            column("ministry", Text),
            column("measure", Text),
            column("amount", Money),
            column("fiscal_year", FiscalYear),
            column("first_date", Date),
            column("counterpart", Text),
            column(
                "status",
                Choice(&["not_started", "consulting", "agreement_expected", "agreed"]),
            ),
        ]),
        A,
    ),
    field(
        "investments",
        Table(&[
            column("investor", Text),
            column("corporate_number", CorporateNumber),
            column("amount", Money),
            column("from", Date),
            column("to", Date),
            column("municipality", Municipality),
            column("kind", Choice(&["new_site", "expansion", "relocation", "other"])),
            column("certainty", Choice(&["concept", "considering", "decided", "announced"])),
            column("source", Text),
        ]),
        A,
    ),
    field(
        "labour_measures",
        Table(&[
            column("kind", Choice(&["wage", "employment", "training", "other"])),
            column("text", LongText),
            column("baseline", Decimal),
            column("target", Decimal),
            column("year", FiscalYear),
        ]),
        A,
    ),
    field(
        "infrastructure",
        Table(&[
            column(
                "kind",
                Choice(&["road", "industrial_water", "rail", "site", "training", "other"]),
            ),
            column("name", Text),
            column("amount", Money),
            column("from", Date),
            column("to", Date),
            column("lead", Text),
        ]),
        A,
    ),
    field(
        "products",
        Table(&[
            column("name", Text),
            column("route", Choice(&["export", "domestic_share", "both"])),
            column("export_amount", Money),
            column("share_now", Percent),
            column("share_target", Percent),
            column("rank_target", Integer(1, 1_000_000)),
            column("source", Text),
        ]),
        B,
    ),
    field("includes_attraction", Bool, B),
    field(
        "localisation_roadmap",
        Table(&[
            column("fiscal_year", FiscalYear),
            column("labour", LongText),
            column("technology", LongText),
            column("milestone", Text),
        ]),
        B,
    ),
    field("reinvestment_policy", LongText, B),
    field("local_benefit", LongText, B),
    field(
        "resources",
        Table(&[
            column("category", Choice(&["food", "tourism", "sports", "craft", "other"])),
            column("name", Text),
            column("text", LongText),
        ]),
        C,
    ),
    field(
        "product_comparisons",
        Table(&[
            column("existing", LongText),
            column("proposed", LongText),
            column("route", Choice(&["value_added", "sales_channel", "both"])),
            column("before", Decimal),
            column("after", Decimal),
            column("unit", Text),
            column("new_channel", Text),
            column("source", Text),
        ]),
        C,
    ),
    field(
        "kpi",
        Table(&[
            column("head", Choice(&["in_region_transactions", "sales", "labour", "custom"])),
            column("name", Text),
            column(
                "unit",
                Choice(&[
                    "yen",
                    "thousand_yen",
                    "million_yen",
                    "hundred_million_yen",
                    "persons",
                    "percent",
                    "companies",
                    "items",
                ]),
            ),
            column("direction", Choice(&["up", "down"])),
            column("baseline_year", FiscalYear),
            column("baseline", Decimal),
            column("targets", YearValues),
            column("actuals", YearValues),
            column("definition", LongText),
            column("source", Text),
        ]),
        B_C,
    ),
    field(
        "effect_reviews",
        Table(&[
            column("fiscal_year", FiscalYear),
            column("reviewer", Text),
            column("affiliation", Text),
            column("indicator", Text),
            column("comment", LongText),
            column("response", LongText),
        ]),
        B_C,
    ),
    field(
        "support_system",
        Table(&[
            column("organisation", Text),
            column("role", Text),
            column("persons", Integer(0, 1_000_000)),
            column("rhythm", Text),
            column("from", Date),
            column("to", Date),
        ]),
        B,
    ),
    field(
        "consultation_desk",
        Record(&[
            column("municipality", Municipality),
            column("department", Text),
            column("telephone", Text),
            column("email", Text),
            column("opens_on", Date),
            column("hours", Text),
            column("staff", Text),
        ]),
        C,
    ),
    field(
        "actions",
        Table(&[
            column("name", Text),
            column("from", Date),
            column("to", Date),
            column("lead", Text),
            column("text", LongText),
        ]),
        ALL,
    ),
    field(
        "funding",
        Table(&[
            column("fiscal_year", FiscalYear),
            column("source", Choice(&["state", "prefecture", "municipality", "private", "other"])),
            column("amount", Money),
            column("basis", Text),
        ]),
        ALL,
    ),
    field("promotion_structure", LongText, ALL),
    field("related_bodies", Table(&[column("name", Text), column("role", Text)]), ALL),
    field("measures_wanted", List(&Measure), ALL),
    field("attachments", List(&Path), ALL),
    field("overlay_answers", Keyed, ALL),
];
