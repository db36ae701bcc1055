//! The denominators of prefectures and years, for the degrees of the firms that plans name.

use std::collections::BTreeMap;

use shirube_domain::codes::PrefectureCode;
use shirube_domain::degree::Denominators;
use shirube_domain::fiscal_year::FiscalYear;
use shirube_store::{BasisRule, Ledger};

use crate::hubs::scene::Scene;
use crate::session::Outcome;

/// The denominators of prefectures and years that have been worked out already.
#[derive(Debug, Default)]
pub(crate) struct Denominated(BTreeMap<(PrefectureCode, FiscalYear), Denominators>);

impl Denominated {
    /// The denominators of that prefecture and year.
    pub(crate) fn of(
        &mut self,
        ledger: &mut Ledger,
        prefecture: &PrefectureCode,
        year: FiscalYear,
    ) -> Outcome<&Denominators> {
        let key = (prefecture.clone(), year);
        if !self.0.contains_key(&key) {
            let scene = Scene::open(ledger, prefecture.clone(), year, BasisRule::Either, None)?;
            self.0.insert(key.clone(), scene.below.denominators());
        }
        Ok(self.0.entry(key).or_default())
    }
}
