//! Changing a plan's own data: title, area, period. What then lies outside is named, never cut.

use jiff::civil::Date;
use serde_json::Value;
use shirube_domain::answers::iso_date;
use shirube_domain::codes::LocalGovernmentCode;
use shirube_domain::fields::{self, Column, FieldType};
use shirube_domain::finding::{Finding, Param};
use shirube_domain::fiscal_year::FiscalYear;
use shirube_domain::places::Places;
use shirube_domain::plan::Plan;
use shirube_store::ActionKind;

use crate::api::plan_update::{PlanUpdateRequest, PlanUpdated};
use crate::parse;
use crate::plans::check::messages;
use crate::plans::create::{area, period, title};
use crate::progress::Progress;
use crate::session::{Outcome, Session};

pub(crate) fn update(
    session: &Session,
    request: PlanUpdateRequest,
    _progress: &dyn Progress,
) -> Outcome<PlanUpdated> {
    let id = parse::plan_id(&request.id)?;
    session.with_ledger(|ledger| {
        let before = ledger.plan(id)?;
        let plan = changed(session, before.clone(), &request)?;
        let warnings = messages(session, &outside(&session.assets().places, &before, &plan));
        if request.dry_run {
            return Ok(PlanUpdated { action: None, warnings });
        }
        let action =
            session.action(ActionKind::UpdatePlan).with("title", plan.title.as_str()).of_plan(id);
        let written = ledger.write(action, |tx| tx.update_plan(&plan))?;
        Ok(PlanUpdated { action: written.action.map(|id| id.to_string()), warnings })
    })
}

fn changed(session: &Session, mut plan: Plan, request: &PlanUpdateRequest) -> Outcome<Plan> {
    if let Some(text) = &request.title {
        plan.title = title(text)?;
    }
    if request.start.is_some() || request.end.is_some() {
        let or = |given: &Option<String>, now: Date| given.clone().unwrap_or(now.to_string());
        let start = or(&request.start, plan.period.start());
        plan.period = period(&start, &or(&request.end, plan.period.end()))?;
    }
    if request.prefectures.is_some() || request.municipalities.is_some() {
        let prefectures = request
            .prefectures
            .clone()
            .unwrap_or_else(|| plan.prefectures.iter().map(ToString::to_string).collect());
        let municipalities = request
            .municipalities
            .clone()
            .unwrap_or_else(|| plan.municipalities.iter().map(ToString::to_string).collect());
        (plan.prefectures, plan.municipalities) = area(session, &prefectures, &municipalities)?;
    }
    Ok(plan)
}

/// What the answers say that lies outside the new period or area, and did not before.
fn outside(places: &Places, before: &Plan, plan: &Plan) -> Vec<Finding> {
    let old = all_outside(places, before);
    let mut found = all_outside(places, plan);
    found.retain(|finding| !old.contains(finding));
    found
}

fn all_outside(places: &Places, plan: &Plan) -> Vec<Finding> {
    let mut found = Vec::new();
    let at = Row { places, plan };
    for field in fields::answers_of(plan.kind) {
        for (index, row) in plan.answers.rows(field.key) {
            let path = format!("{}[{index}]", field.key);
            for column in field.ty.columns() {
                let Some(value) = row.get(column.name) else { continue };
                let path = format!("{path}.{}", column.name);
                at.cell(&mut found, (field.key, index), *column, &path, value);
            }
        }
        if let Some(record) = plan.answers.record(field.key) {
            for column in field.ty.columns() {
                let Some(value) = record.get(column.name) else { continue };
                let path = format!("{}.{}", field.key, column.name);
                at.place(&mut found, *column, &path, value);
            }
        }
    }
    found
}

/// The plan that cells are held against.
struct Row<'a> {
    places: &'a Places,
    plan: &'a Plan,
}

impl Row<'_> {
    fn cell(
        &self,
        found: &mut Vec<Finding>,
        (table, index): (&str, usize),
        column: Column,
        path: &str,
        value: &Value,
    ) {
        let finding = |code, path: &str| {
            Finding::new(code, path)
                .with("field", Param::Field(table.to_owned()))
                .text("row", index + 1)
        };
        match column.ty {
            // What was discussed or counted before lies before the plan by its nature.
            FieldType::Date if matches!(column.name, "from" | "to") => {
                if let Some(day) = value.as_str().and_then(iso_date).filter(|day| !self.has(*day)) {
                    found.push(finding("outside_period", path).with("date", Param::Date(day)));
                }
            }
            FieldType::FiscalYear if matches!(column.name, "fiscal_year" | "year") => {
                if let Some(year) = value.as_i64().and_then(|year| self.year_outside(year)) {
                    found.push(finding("outside_years", path).with("year", Param::Year(year)));
                }
            }
            FieldType::YearValues if column.name == "targets" => {
                for key in value.as_object().into_iter().flat_map(|map| map.keys()) {
                    if let Some(year) = key.parse().ok().and_then(|year| self.year_outside(year)) {
                        let path = format!("{path}.{year}");
                        let finding = finding("outside_target", &path);
                        found.push(finding.with("year", Param::Year(year)));
                    }
                }
            }
            _ => self.place(found, column, path, value),
        }
    }

    fn has(&self, day: Date) -> bool {
        day >= self.plan.period.start() && day <= self.plan.period.end()
    }

    fn year_outside(&self, year: i64) -> Option<FiscalYear> {
        let years = self.plan.period.fiscal_years();
        FiscalYear::new(year).ok().filter(|year| !years.contains(year))
    }

    fn place(&self, found: &mut Vec<Finding>, column: Column, path: &str, value: &Value) {
        if column.ty != FieldType::Municipality {
            return;
        }
        let code = value.as_str().and_then(|text| LocalGovernmentCode::parse(text).ok());
        let Some(code) = code else { return };
        let inside = self.plan.prefectures.contains(&code.prefecture())
            && (self.plan.municipalities.is_empty() || self.plan.municipalities.contains(&code));
        if !inside {
            let name = self.places.full_name(&code).unwrap_or_else(|| code.to_string());
            found.push(Finding::new("outside_area", path).with("place", Param::Text(name)));
        }
    }
}
