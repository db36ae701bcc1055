//! What an import changes, firm by firm and figure by figure, and what it leaves to a person.

use std::collections::HashMap;

use serde_json::Value;
use shirube_domain::codes::CorporateNumber;
use shirube_domain::draft::{DraftFirm, MappedField};
use shirube_domain::figures::{Basis, FigureField, FigureRow};
use shirube_domain::firm::{FirmField, FirmRecord};
use shirube_domain::fiscal_year::FiscalYear;
use uuid::Uuid;

use crate::candidates::{Reason, score};
use crate::choices::{Choice, ChoiceState, counting, standing};
use crate::figures::FigureLine;
use crate::firms::record_image;
use crate::identity::identity_of;
use crate::rows::Image;

/// A field of a firm that changes.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldChange {
    /// Which.
    pub field: MappedField,
    /// The year and basis of a figure.
    pub of: Option<(FiscalYear, Basis)>,
    /// Text or a number, in yen or persons; null for none.
    pub before: Value,
    /// The same afterwards.
    pub after: Value,
    /// A person had chosen the value before; this one is new and counts instead.
    pub over_choice: bool,
}

/// A firm that is new or changes.
#[derive(Debug, Clone, PartialEq)]
pub struct FirmChange {
    /// Its id.
    pub firm: Uuid,
    /// Whether the import brings it.
    pub fresh: bool,
    /// Its name, afterwards.
    pub name: String,
    /// 法人番号, afterwards.
    pub corporate_number: Option<CorporateNumber>,
    /// The sheet.
    pub sheet: String,
    /// The row that first says so.
    pub row: u32,
    /// What changes.
    pub fields: Vec<FieldChange>,
}

/// A row and a firm that may be one.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// The sheet.
    pub sheet: String,
    /// The row.
    pub row: u32,
    /// What the row says.
    pub draft: FirmRecord,
    /// What a decision on the row is kept by.
    pub identity: String,
    /// The new firm as which the row was taken.
    pub firm: Uuid,
    /// The firm that it may be.
    pub candidate: Uuid,
    /// What is known of that one.
    pub record: FirmRecord,
    /// Whether another row of the same sheet brought it.
    pub candidate_fresh: bool,
    /// Why.
    pub reasons: Vec<Reason>,
    /// 0–99: for the order of what is shown.
    pub score: u32,
}

/// What an import changes and proposes; both lists have an end.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Difference {
    /// The firms, in the order of their rows.
    pub changes: Vec<FirmChange>,
    /// The pairs, in the order of their rows, the likeliest first.
    pub proposals: Vec<Proposal>,
    /// How many pairs there are, also beyond those that are listed.
    pub proposal_count: u64,
    /// The sheet that is being read.
    sheet: String,
    most: usize,
    list_new: bool,
    places: HashMap<i64, usize>,
}

/// The most pairs that are listed, and the most of one row.
const PROPOSALS: usize = 2_000;
const OF_ONE_ROW: usize = 5;

impl Difference {
    pub(crate) fn new(most: usize, list_new: bool, sheet: &str) -> Self {
        Self { most, list_new, sheet: sheet.to_owned(), ..Self::default() }
    }

    /// What comes now stands on that sheet.
    pub(crate) fn turn_to(&mut self, sheet: &str) {
        sheet.clone_into(&mut self.sheet);
    }

    /// A firm that the sheet brings.
    pub(crate) fn new_firm(&mut self, key: i64, firm: Uuid, draft: &DraftFirm) {
        if !self.list_new || self.changes.len() >= self.most {
            return;
        }
        let mut told = Told::new(key, firm, true, draft.row);
        told.record(&FirmRecord::default(), &draft.record);
        for figures in &draft.figures {
            told.figures(&[], figures, 0, |_| None);
        }
        self.push(told, &draft.record);
    }

    /// A firm of the ledger, or one that an earlier row brought, of which something changed.
    pub(crate) fn changed(&mut self, told: Told, record: &FirmRecord) {
        if let Some(place) = self.places.get(&told.key) {
            self.changes[*place].fields.extend(told.fields);
        } else if !told.fresh && self.changes.len() < self.most {
            self.push(told, record);
        }
    }

    fn push(&mut self, told: Told, record: &FirmRecord) {
        self.places.insert(told.key, self.changes.len());
        self.changes.push(FirmChange {
            firm: told.firm,
            fresh: told.fresh,
            name: record.name.clone(),
            corporate_number: record.corporate_number.clone(),
            sheet: self.sheet.clone(),
            row: told.row,
            fields: told.fields,
        });
    }

    /// Pairs of a row, taken as the firm `new`, and firms that it may be.
    pub(crate) fn propose(
        &mut self,
        new: Uuid,
        draft: &DraftFirm,
        candidates: Vec<(Uuid, bool, FirmRecord, Vec<Reason>)>,
        several: bool,
    ) {
        let mut pairs: Vec<Proposal> = candidates
            .into_iter()
            .map(|(candidate, candidate_fresh, record, mut reasons)| {
                if several {
                    reasons.push(Reason::FitsSeveral);
                }
                Proposal {
                    sheet: self.sheet.clone(),
                    row: draft.row,
                    draft: draft.record.clone(),
                    identity: identity_of(&draft.record),
                    firm: new,
                    candidate,
                    record,
                    candidate_fresh,
                    score: score(&reasons),
                    reasons,
                }
            })
            .collect();
        pairs.sort_by_key(|pair| std::cmp::Reverse(pair.score));
        pairs.truncate(OF_ONE_ROW);
        self.proposal_count += pairs.len() as u64;
        let room = PROPOSALS.saturating_sub(self.proposals.len());
        self.proposals.extend(pairs.into_iter().take(room));
    }
}

/// What one row changes of one firm.
#[derive(Debug)]
pub(crate) struct Told {
    key: i64,
    firm: Uuid,
    fresh: bool,
    row: u32,
    fields: Vec<FieldChange>,
    /// Whether an earlier row of the sheet has named the firm.
    pub(crate) repeated: bool,
    /// Whether a figure was added or taken away.
    pub(crate) figures: bool,
}

impl Told {
    pub(crate) fn new(key: i64, firm: Uuid, fresh: bool, row: u32) -> Self {
        Self { key, firm, fresh, row, fields: Vec::new(), repeated: false, figures: false }
    }

    pub(crate) fn record(&mut self, before: &FirmRecord, after: &FirmRecord) {
        let (before, after) = (record_image(before), record_image(after));
        let value = |image: &Image, field: FirmField| match image.get(field.as_str()) {
            Some(Value::String(text)) if text.is_empty() => Value::Null,
            value => value.cloned().unwrap_or(Value::Null),
        };
        for field in FirmField::ALL {
            let (before, after) = (value(&before, field), value(&after, field));
            if before != after {
                let field = MappedField::Firm(field);
                self.fields.push(FieldChange {
                    field,
                    of: None,
                    before,
                    after,
                    over_choice: false,
                });
            }
        }
    }

    /// A row of figures that was added to those of its year and basis.
    pub(crate) fn figures<'c>(
        &mut self,
        known: &[&FigureLine],
        figures: &FigureRow,
        import: i64,
        choice: impl Fn(usize) -> Option<&'c Choice>,
    ) {
        self.figures = true;
        let added = FigureLine {
            year: figures.year.year().into(),
            basis: 0,
            import,
            row: self.row.into(),
            values: figures.values,
            raw: None,
        };
        let all: Vec<&FigureLine> = std::iter::once(&added).chain(known.iter().copied()).collect();
        for field in FigureField::ALL.into_iter().filter(|field| figures.value(*field).is_some()) {
            let index = field.index();
            let before = counting(known, index, choice(index));
            let after = counting(&all, index, choice(index));
            let over_choice = choice(index).is_some_and(|choice| {
                standing(known, index, choice) == ChoiceState::InForce
                    && standing(&all, index, choice) == ChoiceState::Superseded
            });
            self.figure(field, (figures.year, figures.basis), (before, after), over_choice);
        }
    }

    /// The value of a figure that counts, before and after.
    pub(crate) fn figure(
        &mut self,
        field: FigureField,
        of: (FiscalYear, Basis),
        (before, after): (Option<&FigureLine>, Option<&FigureLine>),
        over_choice: bool,
    ) {
        let value = |line: Option<&FigureLine>| {
            line.and_then(|line| line.values[field.index()]).map_or(Value::Null, Value::from)
        };
        let (before, after) = (value(before), value(after));
        if before != after {
            let (field, of) = (MappedField::Figure(field), Some(of));
            self.fields.push(FieldChange { field, of, before, after, over_choice });
        }
    }
}
