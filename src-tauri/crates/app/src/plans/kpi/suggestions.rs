//! What the figures of the firms that a plan names suggest, put into words.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use shirube_domain::fiscal_year::FiscalYear;
use shirube_domain::indicator::Indicator;
use shirube_domain::money::Unit;
use shirube_domain::plan::Plan;
use shirube_domain::suggestion::{Participant, Stated, Suggestion, suggest};
use shirube_store::{Figure, Ledger, Provenance, StoreError};

use crate::api::indicators::{Amount, SuggestionSource, SuggestionView};
use crate::session::{Outcome, Session};

/// How many files a text names before the rest is only counted.
const FILES_NAMED: usize = 3;

/// A figure's firm and cell.
struct Source {
    firm: String,
    cell: Provenance,
}

/// The participating firms with their figures.
pub(super) struct Suggestions<'s> {
    session: &'s Session,
    firms: Vec<Participant<Source>>,
    sources: bool,
}

impl<'s> Suggestions<'s> {
    /// Reads the figures of the firms that the plan names.
    pub(super) fn of(
        session: &'s Session,
        ledger: &Ledger,
        plan: &Plan,
        sources: bool,
    ) -> Outcome<Self> {
        let mut firms = Vec::new();
        for selected in &plan.selected {
            firms.push(match ledger.firm(selected.firm) {
                Ok(found) => {
                    let id = found.firm.id.to_string();
                    let figures = found.figures.into_iter().map(|figure| stated(&id, figure));
                    Participant { name: found.firm.record.name, figures: figures.collect() }
                }
                Err(StoreError::FirmNotFound(_)) => {
                    let name = session.say("suggestion.firm_gone", &[]);
                    Participant { name, figures: Vec::new() }
                }
                Err(error) => return Err(error.into()),
            });
        }
        Ok(Self { session, firms, sources })
    }

    /// For an indicator, in its own unit: its baseline's year (the latest where that year has no
    /// figures), and the years of the plan that have figures.
    pub(super) fn of_row(
        &self,
        head: &str,
        indicator: &Indicator,
        plan_years: &[FiscalYear],
    ) -> Vec<SuggestionView> {
        let found = suggest(head, &self.firms);
        let latest = latest(&found);
        let stated = |one: &Suggestion<'_, Source>| {
            let same = |other: &&Suggestion<'_, Source>| {
                other.measure == one.measure && Some(other.year) == indicator.baseline_year
            };
            found.iter().any(|other| same(&other))
        };
        let wanted = |one: &Suggestion<'_, Source>| {
            if stated(one) {
                Some(one.year) == indicator.baseline_year
            } else {
                latest.get(one.measure.as_str()) == Some(&one.year)
            }
        };
        found
            .iter()
            .filter(|one| wanted(one) || plan_years.contains(&one.year))
            .filter_map(|one| self.view(one, one.measure.unit_for(indicator.unit)?))
            .collect()
    }

    /// For a head without an indicator: the latest year of each measure.
    pub(super) fn of_head(&self, head: &str) -> Vec<SuggestionView> {
        let found = suggest(head, &self.firms);
        let latest = latest(&found);
        found
            .iter()
            .filter(|one| latest.get(one.measure.as_str()) == Some(&one.year))
            .filter_map(|one| self.view(one, one.measure.unit_for(None)?))
            .collect()
    }

    fn view(&self, found: &Suggestion<'_, Source>, unit: Unit) -> Option<SuggestionView> {
        let measure = found.measure.as_str();
        let label = self.session.say(&format!("suggestion.{measure}"), &[]);
        Some(SuggestionView {
            measure: measure.to_owned(),
            year: found.year.year(),
            value: Amount(found.value.checked_div(Decimal::from(unit.scale()))?.normalize()),
            unit: unit.as_str().to_owned(),
            value_in_base: Amount(found.value),
            firms: found.counted.len(),
            participants: self.firms.len(),
            missing: found.missing.iter().map(|name| (*name).to_owned()).collect(),
            mixed_bases: found.mixed_bases,
            text: self.text(&label, found),
            label,
            origin: "app".to_owned(),
            provenance: if self.sources { provenance(found) } else { Vec::new() },
        })
    }

    /// What the plan's field for the source can say: the measure, the year, how many firms, which
    /// files.
    fn text(&self, label: &str, found: &Suggestion<'_, Source>) -> String {
        let (firms, participants) = (found.counted.len().to_string(), self.firms.len().to_string());
        let mut files: Vec<&str> = Vec::new();
        for (_, figures) in &found.counted {
            for figure in figures {
                let file = figure.source.cell.file.as_str();
                if !files.contains(&file) {
                    files.push(file);
                }
            }
        }
        let separator = self.session.say("list.separator", &[]);
        let mut named =
            files.iter().take(FILES_NAMED).copied().collect::<Vec<_>>().join(&separator);
        if let Some(rest) = files.len().checked_sub(FILES_NAMED).filter(|rest| *rest > 0) {
            let rest = rest.to_string();
            named =
                self.session.say("suggestion.more_files", &[("files", &named), ("rest", &rest)]);
        }
        let year = found.year.to_string();
        let facts = [
            ("label", label),
            ("year", &year),
            ("firms", &firms),
            ("participants", &participants),
            ("files", &named),
        ];
        self.session.say("suggestion.text", &facts)
    }
}

/// The latest year of each measure.
fn latest(found: &[Suggestion<'_, Source>]) -> BTreeMap<&'static str, FiscalYear> {
    let mut latest = BTreeMap::new();
    for one in found {
        latest.entry(one.measure.as_str()).or_insert(one.year);
    }
    latest
}

fn stated(firm: &str, figure: Figure) -> Stated<Source> {
    Stated {
        field: figure.field,
        year: figure.year,
        basis: figure.basis,
        value: figure.chosen.value,
        source: Source { firm: firm.to_owned(), cell: figure.chosen.provenance },
    }
}

fn provenance(found: &Suggestion<'_, Source>) -> Vec<SuggestionSource> {
    let each = found.counted.iter();
    each.flat_map(|(name, figures)| figures.iter().map(move |figure| (*name, *figure)))
        .map(|(name, figure)| {
            let cell = &figure.source.cell;
            SuggestionSource {
                firm: name.to_owned(),
                id: figure.source.firm.clone(),
                field: figure.field.as_str().to_owned(),
                basis: figure.basis.as_str().to_owned(),
                value: figure.value,
                file: cell.file.clone(),
                sheet: cell.sheet.clone(),
                cell: cell.cell.clone(),
                raw: cell.raw.clone(),
            }
        })
        .collect()
}
