//! Requests and responses about what is typed into a box or pasted from a spreadsheet.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A block copied from a spreadsheet, for a table.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PasteRequest {
    /// The key of the table in an answers file.
    pub field: String,
    /// The block: cells parted by tabs, rows by line breaks, quoted as spreadsheets do.
    pub text: String,
    /// Whether its first row is one of titles: `auto` (the default), `yes`, `no`.
    #[serde(default)]
    #[ts(optional)]
    pub header: Option<String>,
    /// Without titles: the table's column that the first column of the block is.
    #[serde(default)]
    #[ts(optional)]
    pub start: Option<String>,
    /// Which column of the table each column of the block is, chosen by a person; `null` leaves
    /// one out.
    #[serde(default)]
    #[ts(optional)]
    pub columns: Option<Vec<Option<String>>>,
    /// The unit of money in which each column is written, chosen by a person.
    #[serde(default)]
    #[ts(optional)]
    pub units: Option<Vec<Option<String>>>,
    /// The unit of money where neither a title nor a cell states one; 千円 if not given.
    #[serde(default)]
    #[ts(optional)]
    pub unit: Option<String>,
    /// The prefectures of the plan: their municipalities are known by name alone.
    #[serde(default)]
    #[ts(as = "Option<Vec<String>>", optional)]
    pub prefectures: Vec<String>,
}

/// A column of the block.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PastedColumn {
    /// The column of the table; `null` where none fits.
    pub field: Option<String>,
    /// What stood above it.
    pub header: Option<String>,
    /// The unit in which its money was read.
    pub unit: Option<String>,
    /// Whether its title states that unit.
    pub unit_stated: bool,
}

/// A cell of the block.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PastedCell {
    /// What was pasted.
    pub raw: String,
    /// What was understood; `null` where nothing was written or nothing understood.
    #[ts(type = "unknown")]
    pub understood: Option<serde_json::Value>,
    /// That in words.
    pub shown: String,
    /// What is to say of it; not understood where `understood` is `null`.
    pub code: Option<String>,
    /// That as a sentence: what would be right.
    pub message: Option<String>,
}

impl PastedCell {
    /// A cell of which nothing is known yet.
    pub(crate) fn raw(raw: &str) -> Self {
        Self {
            raw: raw.to_owned(),
            understood: None,
            shown: String::new(),
            code: None,
            message: None,
        }
    }
}

/// A row of the block.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PastedRow {
    /// The understood values by column, as a row of the table.
    #[ts(type = "Record<string, unknown>")]
    pub values: serde_json::Value,
    /// Its cells in the order of the block.
    pub cells: Vec<PastedCell>,
}

/// A block as it was understood; nothing has been written.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Pasted {
    /// Whether its first row was read as titles.
    pub header: bool,
    /// Its columns.
    pub columns: Vec<PastedColumn>,
    /// Its rows, without that of the titles.
    pub rows: Vec<PastedRow>,
    /// How many cells were not understood.
    pub unread: u64,
    /// How many were understood with a remark.
    pub remarked: u64,
}

/// A text that was typed into a box.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReadValueRequest {
    /// What the box holds: `money`, `integer`, `decimal`, `percent`, `date`, `fiscal_year`,
    /// `local_government`, `municipality`, `industry`, `strategic_field`, `measure`.
    #[serde(rename = "type")]
    pub ty: String,
    /// The text.
    pub text: String,
    /// The unit of money of the box; 円 if not given.
    #[serde(default)]
    #[ts(optional)]
    pub unit: Option<String>,
    /// The prefectures of the plan.
    #[serde(default)]
    #[ts(as = "Option<Vec<String>>", optional)]
    pub prefectures: Vec<String>,
}

/// A text as it was understood.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReadValue {
    /// The value; `null` where nothing was written or nothing understood.
    #[ts(type = "unknown")]
    pub value: serde_json::Value,
    /// The value in words.
    pub shown: String,
    /// What is to say of it.
    pub code: Option<String>,
    /// That as a sentence: what would be right.
    pub message: Option<String>,
}

/// A text.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TextRequest {
    /// The text.
    pub text: String,
}

/// A text without the doubtful characters that could be replaced.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TextMended {
    /// The text.
    pub text: String,
}

/// Something worth a look in a plan's answers: no error, nothing is held back by it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct NoticeView {
    /// The field to go to.
    pub field: String,
    /// The stable name.
    pub code: String,
    /// The sentence.
    pub message: String,
    /// Whether [`TextMended`] puts it right.
    pub mendable: bool,
    /// Whether it doubts the value itself and not only how it is written.
    pub doubt: bool,
}

/// What is worth a look in a plan's answers.
#[derive(Debug, Clone, Serialize, TS)]
pub struct NoticesList {
    /// The notices in the order of the form.
    pub notices: Vec<NoticeView>,
}
