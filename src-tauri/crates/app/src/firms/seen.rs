//! How much of a firm's figures an audience may see.

use std::collections::HashMap;

use shirube_domain::hubs::confidentiality::{Audience, Confidentiality, Shown};
use shirube_store::{Figure, FirmDetail, FirmLevel, Ledger};
use uuid::Uuid;

use crate::session::Outcome;

/// What was said of who may see figures: of the sheets, and of firms as they are asked for.
pub(crate) struct Levels {
    imports: HashMap<Uuid, Confidentiality>,
}

/// The same of one firm.
pub(crate) struct FirmLevels<'l> {
    firm: Vec<FirmLevel>,
    imports: &'l HashMap<Uuid, Confidentiality>,
}

impl Levels {
    pub(crate) fn load(ledger: &Ledger) -> Outcome<Self> {
        Ok(Self { imports: ledger.import_levels()? })
    }

    pub(crate) fn of(&self, ledger: &Ledger, firm: Uuid) -> Outcome<FirmLevels<'_>> {
        Ok(FirmLevels { firm: ledger.firm_levels(firm)?, imports: &self.imports })
    }
}

impl FirmLevels<'_> {
    /// The level of a figure: its own, else the firm's, else that of its sheet.
    pub(crate) fn of(&self, figure: &Figure) -> Confidentiality {
        let said = |field| self.firm.iter().find(|said| said.field == field).map(|said| said.level);
        let sheet = self.imports.get(&figure.chosen.provenance.import).copied();
        said(Some(figure.field)).or_else(|| said(None)).or(sheet).unwrap_or_default()
    }

    /// How a figure is shown.
    pub(crate) fn shown(&self, audience: Audience, figure: &Figure) -> Shown {
        audience.sees(self.of(figure))
    }

    /// How the firm is shown in a list: as the one of its figures that is kept most.
    pub(crate) fn firm(&self, audience: Audience, firm: &FirmDetail) -> Shown {
        let figures = firm.figures.iter().map(|figure| self.shown(audience, figure));
        figures.max().unwrap_or(Shown::Exact)
    }
}
