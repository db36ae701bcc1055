//! What is doubtful in a plan, with the code lists and the ledger at hand.

use std::collections::{BTreeMap, BTreeSet};

use shirube_domain::codes::CorporateNumber;
use shirube_domain::doubts::{self, Known};
use shirube_domain::fields::{self, FieldType};
use shirube_domain::finding::Finding;
use shirube_domain::plan::Plan;
use shirube_store::{Ledger, StoreError};
use uuid::Uuid;

use crate::plans::catalogue;
use crate::plans::degrees::FirmDegrees;
use crate::session::{Outcome, Session};

/// Everything that is doubtful in a plan's answers; `degrees` are those of its selected firms.
pub(crate) fn of_plan(
    session: &Session,
    ledger: &Ledger,
    plan: &Plan,
    degrees: &BTreeMap<Uuid, FirmDegrees>,
) -> Outcome<Vec<Finding>> {
    let assets = session.assets();
    // Where the plan's own catalogue is not there, the check says so; a doubt needs none.
    let catalogue = catalogue::of_plan(session, ledger, plan);
    let catalogue = catalogue.as_ref().unwrap_or(&assets.catalogue);
    let is_gone = |firm: &Uuid| degrees.get(firm).is_some_and(|found| found.firm.is_none());
    let selected = plan.selected.iter().enumerate();
    let known = Known {
        places: &assets.places,
        industries: assets.industries.iter().map(|industry| industry.code.as_str()).collect(),
        measures: catalogue.measures.iter().map(|measure| measure.id.as_str()).collect(),
        firms: firms(ledger, plan)?,
        gone: selected.filter(|(_, one)| is_gone(&one.firm)).map(|(index, _)| index).collect(),
    };
    Ok(doubts::doubts(plan, &known))
}

/// The names of the firms whose 法人番号 the answers name, as far as the ledger has them.
fn firms(ledger: &Ledger, plan: &Plan) -> Outcome<BTreeMap<CorporateNumber, String>> {
    let mut wanted = BTreeSet::new();
    for field in fields::answers_of(plan.kind) {
        let columns = field.ty.columns().iter();
        for column in columns.filter(|column| column.ty == FieldType::CorporateNumber) {
            let rows = plan.answers.rows(field.key);
            wanted.extend(
                rows.filter_map(|(_, row)| CorporateNumber::parse(row.text(column.name)).ok()),
            );
        }
    }
    let mut firms = BTreeMap::new();
    for number in wanted {
        match ledger.firm_by_number(&number) {
            Ok(firm) => {
                firms.insert(number, firm.firm.record.name);
            }
            Err(StoreError::FirmNotFound(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(firms)
}
