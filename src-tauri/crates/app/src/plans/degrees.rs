//! The degrees of the firms that a plan names: of the latest year with figures and denominator.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use shirube_domain::assess::{AssessContext, SelectedDegrees};
use shirube_domain::degree::{Candidate, DegreeKind, Degrees, Denominators, denominator_warnings};
use shirube_domain::figures::{Basis, FigureField};
use shirube_domain::fiscal_year::FiscalYear;
use shirube_domain::plan::Plan;
use shirube_store::{FirmDetail, Ledger};
use uuid::Uuid;

use crate::firms::rank::Denominated;
use crate::session::{Outcome, Session};

/// A selected firm with its degrees and what they were worked out from.
#[derive(Debug, Clone)]
pub(crate) struct FirmDegrees {
    /// The firm; `None` when it is no longer in the ledger.
    pub(crate) firm: Option<FirmDetail>,
    /// Its figures.
    pub(crate) candidate: Option<Candidate>,
    /// The fiscal year of the figures.
    pub(crate) year: Option<FiscalYear>,
    /// What stands below the line.
    pub(crate) denominators: Denominators,
    /// The degrees, or why there are none.
    pub(crate) degrees: Option<Degrees>,
}

impl FirmDegrees {
    /// Why a degree is absent.
    pub(crate) fn missing(&self) -> Vec<&'static str> {
        match (&self.firm, &self.degrees) {
            (None, _) => vec!["firm_not_found"],
            (Some(_), None) => vec!["no_prefecture"],
            (Some(_), Some(degrees)) => degrees.missing(),
        }
    }

    /// What the figure of that degree counts.
    pub(crate) fn basis(&self, kind: DegreeKind) -> Option<Basis> {
        let year = self.year?;
        let figures = &self.firm.as_ref()?.figures;
        figures.iter().find(|f| f.field == kind.figure() && f.year == year).map(|f| f.basis)
    }

    /// What is doubtful in them.
    pub(crate) fn warnings(&self) -> Vec<&'static str> {
        self.year.map_or_else(Vec::new, |year| denominator_warnings(&self.denominators, year))
    }
}

/// The degrees of every firm that the plan names, by firm id.
pub(crate) fn of_plan(ledger: &mut Ledger, plan: &Plan) -> Outcome<BTreeMap<Uuid, FirmDegrees>> {
    let mut known = Denominated::default();
    let ids: Vec<Uuid> = plan.selected.iter().map(|selected| selected.firm).collect();
    let mut firms = ledger.firms_of(&ids)?;
    let mut all = BTreeMap::new();
    for id in ids {
        if let Entry::Vacant(place) = all.entry(id) {
            place.insert(of_firm(ledger, &mut known, id, firms.remove(&id))?);
        }
    }
    Ok(all)
}

/// What the plan is assessed against today.
pub(crate) fn context(session: &Session, degrees: &BTreeMap<Uuid, FirmDegrees>) -> AssessContext {
    let of = |firm: &FirmDegrees| SelectedDegrees {
        name: firm.firm.as_ref().map_or_else(String::new, |f| f.firm.record.name.clone()),
        missing: firm.missing(),
        registered_sum: firm.warnings().iter().any(|code| code.ends_with("registered_sum")),
    };
    AssessContext {
        today: session.now().1,
        degrees: degrees.iter().map(|(id, firm)| (*id, of(firm))).collect(),
    }
}

fn of_firm(
    ledger: &mut Ledger,
    known: &mut Denominated,
    id: Uuid,
    firm: Option<FirmDetail>,
) -> Outcome<FirmDegrees> {
    let mut found = FirmDegrees {
        firm: None,
        candidate: None,
        year: None,
        denominators: Denominators::default(),
        degrees: None,
    };
    let Some(firm) = firm else { return Ok(found) };
    if let Some(prefecture) = &firm.firm.record.prefecture {
        // The latest year that gives both degrees; else the latest that gives any figure.
        for year in years(&firm) {
            let denominators = known.of(ledger, prefecture, year)?.clone();
            let candidate = candidate(&firm, year);
            let degrees = Degrees::of(&candidate, &denominators);
            let complete = degrees.connector.is_ok() && degrees.hub.is_ok();
            if found.degrees.is_none() || complete {
                found.candidate = Some(candidate);
                found.year = Some(year);
                found.denominators = denominators;
                found.degrees = Some(degrees);
            }
            if complete {
                break;
            }
        }
        if found.degrees.is_none() {
            let nothing = Candidate {
                id,
                corporate_number: None,
                name: String::new(),
                out_of_region_sales: None,
                in_region_purchases: None,
            };
            found.degrees = Some(Degrees::of(&nothing, &Denominators::default()));
        }
    }
    found.firm = Some(firm);
    Ok(found)
}

/// The fiscal years in which the firm has a figure that stands above the line, latest first.
fn years(firm: &FirmDetail) -> Vec<FiscalYear> {
    let wanted = [FigureField::OutOfRegionSales, FigureField::InRegionPurchases];
    let mut years: Vec<FiscalYear> = firm
        .figures
        .iter()
        .filter(|figure| wanted.contains(&figure.field))
        .map(|figure| figure.year)
        .collect();
    years.sort_by(|a, b| b.cmp(a));
    years.dedup();
    years
}

fn candidate(firm: &FirmDetail, year: FiscalYear) -> Candidate {
    // The head office's figure comes before an establishment's in the ledger's own order.
    let value = |field| {
        firm.figures
            .iter()
            .find(|figure| figure.field == field && figure.year == year)
            .map(|figure| figure.chosen.value)
    };
    Candidate {
        id: firm.firm.id,
        corporate_number: firm.firm.record.corporate_number.clone(),
        name: firm.firm.record.name.clone(),
        out_of_region_sales: value(FigureField::OutOfRegionSales),
        in_region_purchases: value(FigureField::InRegionPurchases),
    }
}
