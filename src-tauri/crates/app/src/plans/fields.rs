//! The fields of a kind of plan: the whole vocabulary.

use std::sync::Arc;

use shirube_domain::catalogue::{Catalogue, Origin};
use shirube_domain::fields::{self, Column, FieldType};
use shirube_domain::overlay::OwnField;
use shirube_domain::plan::PlanKind;

use crate::api::plans::{ChoiceView, FieldView, FieldsList, FieldsRequest};
use crate::fault::Fault;
use crate::overlays::mark_view;
use crate::parse;
use crate::plans::{boxes, catalogue};
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn fields(
    session: &Session,
    request: FieldsRequest,
    _progress: &dyn Progress,
) -> Outcome<FieldsList> {
    let kind = parse::kind(&request.kind)?;
    let catalogue = &*of_plan(session, kind, request.plan.as_deref())?;
    let mut list = Vec::new();
    for column in fields::PLAN {
        list.push(view(session, column.name, column.name, column.ty, None, &[]));
    }
    for field in fields::answers_of(kind).filter(|field| field.ty != FieldType::Keyed) {
        let required_by = required_by(catalogue, kind, field.key);
        let whole = view(session, field.name, field.key, field.ty, Some(field.key), &required_by);
        let parts = parts(session, field.name, field.key, field.ty, &required_by);
        list.push(whole);
        list.extend(parts);
    }
    let required_by = required_by(catalogue, kind, "selected_firms");
    let selected = FieldType::Table(fields::SELECTED_FIRMS);
    list.push(view(session, "selected_firms", "selected_firms", selected, None, &required_by));
    list.extend(parts(session, "selected_firms", "selected_firms", selected, &required_by));
    boxes::add(kind, &mut list)?;
    list.extend(catalogue.own_fields.iter().map(|field| own(catalogue, kind, field)));
    Ok(FieldsList { fields: list })
}

/// The catalogue of a plan of that kind, or the one that ships.
fn of_plan(session: &Session, kind: PlanKind, plan: Option<&str>) -> Outcome<Arc<Catalogue>> {
    let Some(plan) = plan else { return Ok(Arc::clone(&session.assets().catalogue)) };
    let id = parse::plan_id(plan)?;
    session.with_ledger(|ledger| {
        let plan = ledger.plan(id)?;
        if plan.kind != kind {
            return Err(Fault::usage("plan_of_other_kind").with("id", id));
        }
        catalogue::of_plan(session, ledger, &plan)
    })
}

/// A field that an overlay adds.
fn own(catalogue: &Catalogue, kind: PlanKind, field: &OwnField) -> FieldView {
    let path = field.path();
    FieldView {
        name: path.clone(),
        label: field.label.clone(),
        ty: field.ty.name().to_owned(),
        unit: match field.ty.name() {
            "money" => Some("yen".to_owned()),
            "percent" => Some("percent".to_owned()),
            _ => (!field.unit.is_empty()).then(|| field.unit.clone()),
        },
        required_by: required_by(catalogue, kind, &path),
        origin: Origin::Overlay.as_str().to_owned(),
        overlay: Some(mark_view(&field.mark)),
        help: (!field.help.is_empty()).then(|| field.help.clone()),
        example: None,
        key: Some(path),
        element: None,
        choices: field
            .choices
            .iter()
            .map(|word| ChoiceView { value: word.clone(), label: word.clone() })
            .collect(),
        columns: Vec::new(),
        text_box: None,
        firm_number: None,
    }
}

fn required_by(catalogue: &Catalogue, kind: PlanKind, key: &str) -> Vec<String> {
    catalogue.required_by(kind, key).into_iter().map(str::to_owned).collect()
}

/// The parts of a record (`contact.name`) or the columns of a table (`products[].name`) as
/// fields of their own.
fn parts(
    session: &Session,
    name: &str,
    key: &str,
    ty: FieldType,
    required_by: &[String],
) -> Vec<FieldView> {
    let joint = if matches!(ty, FieldType::Table(_)) { "[]." } else { "." };
    ty.columns()
        .iter()
        .map(|column| {
            let path = format!("{name}{joint}{}", column.name);
            let label = format!("{key}.{}", column.name);
            view(session, &path, &label, column.ty, None, required_by)
        })
        .collect()
}

fn view(
    session: &Session,
    name: &str,
    label: &str,
    ty: FieldType,
    key: Option<&str>,
    required_by: &[String],
) -> FieldView {
    let column = |column: &Column| {
        let label = format!("{label}.{}", column.name);
        view(session, column.name, &label, column.ty, None, &[])
    };
    FieldView {
        name: name.to_owned(),
        label: session.say(&format!("field.{label}"), &[]),
        help: if_known(session, &format!("help.{label}")),
        example: if_known(session, &format!("example.{label}")),
        ty: ty.name().to_owned(),
        unit: ty.unit().map(str::to_owned),
        required_by: required_by.to_vec(),
        // The source names what requirements are about; how it is asked is ours.
        origin: if required_by.is_empty() { "app" } else { "policy" }.to_owned(),
        overlay: None,
        key: key.map(str::to_owned),
        element: match ty {
            FieldType::List(element) => Some(element.name().to_owned()),
            _ => None,
        },
        choices: choices(session, ty),
        text_box: None,
        firm_number: None,
        columns: ty.columns().iter().map(column).collect(),
    }
}

/// The sentence of that key, if there is one.
fn if_known(session: &Session, key: &str) -> Option<String> {
    session.knows(key).then(|| session.say(key, &[]))
}

fn choices(session: &Session, ty: FieldType) -> Vec<ChoiceView> {
    let FieldType::Choice(words) = ty else { return Vec::new() };
    words
        .iter()
        .map(|word| ChoiceView {
            value: (*word).to_owned(),
            label: session.say(&format!("choice.{word}"), &[]),
        })
        .collect()
}
