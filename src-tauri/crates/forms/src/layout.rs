//! The layout of the forms as data: which sheets a plan kind gets, and what stands where.

use serde::Deserialize;
use shirube_domain::fields;
use shirube_domain::plan::{FirmRole, PlanKind};

use crate::error::FormError;
use crate::gantt;
use crate::records;

/// How the reference forms are drawn.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// The version, written on every form.
    pub version: String,
    /// The font of every cell.
    pub font: String,
    /// The sheets for people, in order.
    #[serde(rename = "sheet")]
    pub(crate) sheets: Vec<SheetLayout>,
}

/// One sheet.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SheetLayout {
    /// `forms.sheet.<key>` is its name.
    pub(crate) key: String,
    /// The plan kinds that have it.
    #[serde(default = "all_kinds")]
    pub(crate) kinds: Vec<PlanKind>,
    pub(crate) orientation: Orientation,
    pub(crate) columns: Columns,
    /// Whether its name stands on top of it.
    #[serde(default = "yes")]
    pub(crate) headed: bool,
    #[serde(default, rename = "block")]
    pub(crate) blocks: Vec<Block>,
}

/// How the paper lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Orientation {
    Portrait,
    Landscape,
}

/// The widths of the columns, in characters.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged)]
pub(crate) enum Columns {
    Each(Vec<f64>),
    Grid { count: usize, width: f64 },
}

impl Columns {
    pub(crate) fn widths(&self) -> Vec<f64> {
        match self {
            Self::Each(widths) => widths.clone(),
            Self::Grid { count, width } => vec![*width; *count],
        }
    }

    fn count(&self) -> usize {
        match self {
            Self::Each(widths) => widths.len(),
            Self::Grid { count, .. } => *count,
        }
    }
}

/// What stands on a sheet, from top to bottom.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Block {
    /// 案・未充足あり, while a requirement is open.
    Mark,
    /// A large title in the middle.
    Title {
        text: String,
    },
    Note {
        text: String,
        when: Option<Condition>,
    },
    Fields(FieldsBlock),
    Table(TableBlock),
    /// 工程表: what runs when, as bars over the plan's period.
    Gantt,
    /// A native chart of what 「データ」 holds.
    Chart {
        of: ChartOf,
    },
}

/// What a chart shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ChartOf {
    /// Targets and actual values by year, a chart for each indicator.
    Indicators,
    /// The firms by コネクター度 and ハブ度.
    Firms,
}

/// When a note is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Condition {
    /// A denominator is only the sum over the registered firms.
    RegisteredSum,
    /// A funding row has no year, source or amount, so the table by year can't show it.
    FundingLeftOut,
}

/// Labels with a box each; the boxes of a line share its width.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FieldsBlock {
    pub(crate) heading: Option<String>,
    #[serde(default)]
    pub(crate) offset: usize,
    pub(crate) label_span: usize,
    /// The columns of a box; without it, what the line leaves.
    pub(crate) value_span: Option<usize>,
    pub(crate) fields: Vec<Vec<String>>,
}

/// A table with a header row.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TableBlock {
    /// Where its rows come from: an answer key or a name that `records` knows.
    pub(crate) rows: String,
    pub(crate) heading: Option<String>,
    pub(crate) columns: Vec<ColumnLayout>,
    /// The roles whose firms it shows; without any, all.
    #[serde(default)]
    pub(crate) only: Vec<String>,
    /// Columns that are added up in a last row.
    #[serde(default)]
    pub(crate) total: Vec<String>,
    /// Rows left for writing by hand when there is nothing to show.
    #[serde(default = "blank_rows")]
    pub(crate) blank_rows: usize,
    /// Whether the whole table is left out when it has no rows.
    #[serde(default)]
    pub(crate) hide_empty: bool,
    /// Whether its header is repeated on every page and stays in sight.
    #[serde(default)]
    pub(crate) repeat: bool,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ColumnLayout {
    pub(crate) key: String,
    #[serde(default = "one")]
    pub(crate) span: usize,
    #[serde(default)]
    pub(crate) format: Format,
    /// The name of its label, where it is not the field's own.
    pub(crate) label: Option<String>,
    /// Whether it stands once for every fiscal year.
    #[serde(default)]
    pub(crate) years: bool,
}

/// How a value is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Format {
    /// As its type asks.
    #[default]
    Auto,
    /// Yen, shown in thousands.
    ThousandYen,
    /// Yen.
    Yen,
    /// A number of which 100 is the whole.
    Percent,
    /// An exact share of which 1 is the whole, shown in percent.
    Share,
    /// A code of a known length, on one line.
    Code,
    /// ☐ or ☑, to be chosen.
    Check,
}

fn all_kinds() -> Vec<PlanKind> {
    PlanKind::ALL.to_vec()
}

fn yes() -> bool {
    true
}

fn one() -> usize {
    1
}

fn blank_rows() -> usize {
    5
}

impl Layout {
    /// Reads a layout and checks that everything fits its sheet and is a field that exists.
    ///
    /// # Errors
    /// [`FormError::Layout`] with the sheet and what is wrong there.
    pub fn parse(toml: &str) -> Result<Self, FormError> {
        let layout: Self = toml::from_str(toml).map_err(|error| FormError::Layout {
            sheet: String::new(),
            problem: error.to_string(),
        })?;
        for sheet in &layout.sheets {
            sheet
                .check()
                .map_err(|problem| FormError::Layout { sheet: sheet.key.clone(), problem })?;
        }
        Ok(layout)
    }

    /// The sheets of a plan kind.
    pub(crate) fn sheets_of(&self, kind: PlanKind) -> impl Iterator<Item = &SheetLayout> {
        self.sheets.iter().filter(move |sheet| sheet.kinds.contains(&kind))
    }
}

impl SheetLayout {
    fn check(&self) -> Result<(), String> {
        let count = self.columns.count();
        for block in &self.blocks {
            match block {
                Block::Fields(block) => block.check(count)?,
                Block::Table(block) => block.check(count)?,
                Block::Gantt if count < gantt::FIXED + 1 => {
                    return Err("there is no room for bars".to_owned());
                }
                Block::Mark
                | Block::Title { .. }
                | Block::Note { .. }
                | Block::Gantt
                | Block::Chart { .. } => {}
            }
        }
        Ok(())
    }
}

impl FieldsBlock {
    fn check(&self, count: usize) -> Result<(), String> {
        for line in &self.fields {
            let boxes = line.len();
            let least = self.offset + boxes * (self.label_span + self.value_span.unwrap_or(1));
            if boxes == 0 || self.label_span == 0 || self.value_span == Some(0) || least > count {
                return Err(format!("{line:?} does not fit {count} columns"));
            }
            for field in line {
                records::check_field(field)?;
            }
        }
        Ok(())
    }
}

impl TableBlock {
    fn check(&self, count: usize) -> Result<(), String> {
        let spans: usize = self.columns.iter().map(|column| column.span).sum();
        if spans > count || self.columns.iter().any(|column| column.span == 0) {
            return Err(format!("{} needs {spans} of {count} columns", self.rows));
        }
        let known = records::columns_of(&self.rows)
            .ok_or_else(|| format!("there are no rows named {}", self.rows))?;
        if let Some(role) = self.only.iter().find(|role| FirmRole::parse(role).is_none()) {
            return Err(format!("there is no role {role}"));
        }
        for key in self.columns.iter().map(|column| &column.key).chain(&self.total) {
            if !known.contains(&key.as_str()) && key != records::NUMBER {
                return Err(format!("{} has no column {key}", self.rows));
            }
        }
        Ok(())
    }

    /// The type of a column, where the rows are an answer.
    pub(crate) fn type_of(&self, key: &str) -> Option<fields::FieldType> {
        let columns = fields::answer(&self.rows)?.ty.columns();
        columns.iter().find(|column| column.name == key).map(|column| column.ty)
    }
}
