//! The ledger (台帳): one SQLite file with one door for writes, a change log, undo, search and
//! backups. The only crate that knows SQLite.
//!
//! Nothing changes outside [`Ledger::write`]; time, randomness and paths come in as arguments.

mod backup;
mod blobs;
mod bulk;
mod candidates;
mod choices;
mod columns;
mod decisions;
mod difference;
mod duplicates;
mod erase;
mod error;
mod figures;
mod firms;
mod former;
mod gone;
mod identity;
mod ids;
mod importer;
mod imports;
mod lines;
mod lock;
mod log;
mod mappings;
mod matching;
mod merging;
mod migrate;
mod open;
mod packs;
mod place;
mod plans;
mod rows;
mod search;
mod totals;
mod undo;
mod unite;
mod verify;
mod write;

pub use backup::{Backup, Restored, restore};
pub use blobs::Attachment;
pub use candidates::Reason;
pub use choices::{ChoiceState, Wanted};
pub use decisions::{Decision, Verdict};
pub use difference::{Difference, FieldChange, FirmChange, Proposal};
pub use duplicates::Pair;
pub use error::{Result, StoreError};
pub use figures::{Figure, Provenance, Stated};
pub use firms::{FirmDetail, FirmSummary};
pub use gone::GoneFirm;
pub use identity::identity_of;
pub use importer::Importer;
pub use imports::{ImportCounts, ImportTerms, Imported, Outcome, StoredImport};
pub use log::{ActionInfo, ActionKind, HistoryEntry};
pub use mappings::KeptMapping;
pub use migrate::SCHEMA_VERSION;
pub use open::{Access, Ledger, LedgerInfo, OpenOptions};
pub use search::{FirmFilter, FirmPage, FirmQuery, FirmSort};
pub use totals::RegionalTotal;
pub use undo::{UndoScope, Undone};
pub use verify::{Problem, Verification};
pub use write::{Tx, Written};
