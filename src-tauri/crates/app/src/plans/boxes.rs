//! What the interface must know of a field beyond its type: the room that its box has on the
//! form, and where a firm's number goes when its name is picked from the ledger.

use shirube_domain::fields::FieldType;
use shirube_domain::plan::PlanKind;
use shirube_forms::Layout;

use crate::api::plans::{FieldView, TextBoxView};
use crate::assets::FORM_LAYOUT;
use crate::session::Outcome;

/// Adds box and firm number to the fields and their columns.
pub(crate) fn add(kind: PlanKind, fields: &mut [FieldView]) -> Outcome<()> {
    let layout = Layout::parse(FORM_LAYOUT)?;
    for field in fields {
        let joint = if field.ty == FieldType::Table(&[]).name() { "[]." } else { "." };
        field.text_box = text_box(&layout, kind, &field.name, field);
        for column in &mut field.columns {
            let name = format!("{}{joint}{}", field.name, column.name);
            column.text_box = text_box(&layout, kind, &name, column);
        }
        firm_names(&mut field.columns);
    }
    Ok(())
}

fn text_box(layout: &Layout, kind: PlanKind, name: &str, field: &FieldView) -> Option<TextBoxView> {
    let texts = [FieldType::Text.name(), FieldType::LongText.name()];
    let found = layout.text_box(kind, name).filter(|_| texts.contains(&field.ty.as_str()))?;
    Some(TextBoxView { characters: found.characters, lines: found.lines })
}

/// The name of a firm stands right before its number.
fn firm_names(columns: &mut [FieldView]) {
    let number = FieldType::CorporateNumber.name();
    for at in 1..columns.len() {
        if columns[at].ty == number && columns[at - 1].ty == FieldType::Text.name() {
            columns[at - 1].firm_number = Some(columns[at].name.clone());
        }
    }
}
