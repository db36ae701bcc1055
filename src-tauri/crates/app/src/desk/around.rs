//! What stands around consultations: their firms and plans, as far as the ledger still has them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use shirube_domain::consultation::Consultation;
use shirube_domain::firm::Firm;
use shirube_store::{FirmDetail, Ledger, StoreError};
use uuid::Uuid;

use crate::session::Outcome;

/// The firms and the titles of the plans that consultations name, asked for at once.
pub(super) struct Around {
    firms: HashMap<Uuid, FirmDetail>,
    titles: BTreeMap<Uuid, String>,
}

impl Around {
    pub(super) fn of<'a>(
        ledger: &Ledger,
        all: impl IntoIterator<Item = &'a Consultation>,
    ) -> Outcome<Self> {
        let (mut firms, mut plans) = (BTreeSet::new(), BTreeSet::new());
        for one in all {
            firms.extend(one.firm);
            plans.extend(one.plan);
        }
        let firms = ledger.firms_of(&firms.into_iter().collect::<Vec<_>>())?;
        let mut titles = BTreeMap::new();
        for plan in plans {
            match ledger.plan(plan) {
                Ok(found) => titles.insert(plan, found.title),
                Err(StoreError::PlanNotFound(_)) => None,
                Err(error) => return Err(error.into()),
            };
        }
        Ok(Self { firms, titles })
    }

    /// The firm of a consultation.
    pub(super) fn firm(&self, one: &Consultation) -> Option<&Firm> {
        self.firms.get(&one.firm?).map(|found| &found.firm)
    }

    /// The firm's name: the ledger's, or the one that was given.
    pub(super) fn firm_name(&self, one: &Consultation) -> String {
        self.firm(one).map_or_else(|| one.firm_name.clone(), |firm| firm.record.name.clone())
    }

    /// The title of a plan.
    pub(super) fn title(&self, plan: Uuid) -> Option<&str> {
        self.titles.get(&plan).map(String::as_str)
    }
}
