//! A plan with its answers.

use serde_json::Value;
use shirube_domain::degree::DegreeKind;
use shirube_domain::plan::{Plan, SelectedFirm};

use crate::api::plans::{PeriodView, PlanRequest, PlanShown, PlanView, SelectedFirmView};
use crate::parse;
use crate::plans::degrees::{self, FirmDegrees};
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn show(
    session: &Session,
    request: PlanRequest,
    _progress: &dyn Progress,
) -> Outcome<PlanShown> {
    let id = parse::plan_id(&request.id)?;
    session.with_ledger(|ledger| {
        let plan = ledger.plan(id)?;
        let degrees = degrees::of_plan(ledger, &plan)?;
        let selected_firms = plan
            .selected
            .iter()
            .filter_map(|selected| Some(selected_firm(selected, degrees.get(&selected.firm)?)))
            .collect();
        let answers = Value::Object(plan.answers.as_map().clone());
        Ok(PlanShown { plan: view(plan, selected_firms), answers })
    })
}

fn view(plan: Plan, selected_firms: Vec<SelectedFirmView>) -> PlanView {
    PlanView {
        id: plan.id.to_string(),
        kind: plan.kind.letter().to_owned(),
        title: plan.title,
        prefectures: plan.prefectures.into_iter().map(String::from).collect(),
        municipalities: plan.municipalities.into_iter().map(String::from).collect(),
        period: PeriodView {
            start: plan.period.start().to_string(),
            end: plan.period.end().to_string(),
        },
        fiscal_years: plan.period.fiscal_years().into_iter().map(|year| year.year()).collect(),
        catalogue: plan.catalogue,
        stage: plan.stage,
        selected_firms,
    }
}

fn selected_firm(selected: &SelectedFirm, found: &FirmDegrees) -> SelectedFirmView {
    let record = found.firm.as_ref().map(|firm| &firm.firm.record);
    let degree = |kind: DegreeKind| {
        found.degrees.as_ref()?.get(kind).ok().map(|degree| degree.to_decimal_string())
    };
    SelectedFirmView {
        id: selected.firm.to_string(),
        corporate_number: record.and_then(|r| r.corporate_number.clone()).map(String::from),
        name: record.map_or_else(String::new, |r| r.name.clone()),
        role: selected.role.as_str().to_owned(),
        reason: selected.reason.clone(),
        connector_degree: degree(DegreeKind::Connector),
        hub_degree: degree(DegreeKind::Hub),
        missing: found.missing().into_iter().map(str::to_owned).collect(),
        warnings: found.warnings().into_iter().map(str::to_owned).collect(),
    }
}
