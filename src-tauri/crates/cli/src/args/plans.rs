//! The words about plans.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Kind {
    A,
    B,
    C,
}

impl Kind {
    pub(crate) fn letter(self) -> &'static str {
        match self {
            Self::A => "a",
            Self::B => "b",
            Self::C => "c",
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(crate) enum Role {
    Core,
    PrioritySupport,
    Participant,
    Incoming,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(crate) enum Overrule {
    Met,
    Unmet,
    NotApplicable,
}

#[derive(Debug, Subcommand)]
pub(crate) enum PlansVerb {
    /// 計画をつくる / Begin a plan
    Create {
        #[arg(long, value_enum, ignore_case = true)]
        kind: Kind,
        #[arg(long, value_name = "T")]
        title: String,
        #[arg(long, value_name = "CODE", required = true)]
        prefecture: Vec<String>,
        #[arg(long, value_name = "CODE")]
        municipality: Vec<String>,
        #[arg(long, value_name = "DATE")]
        start: String,
        #[arg(long, value_name = "DATE")]
        end: String,
    },
    /// 計画の一覧 / All plans
    List,
    /// 3つの計画とは何か / What each of the three plans is
    Profiles,
    /// 計画と回答 / A plan with its answers
    Show { id: String },
    /// 項目の一覧 / The fields of a kind of plan
    Fields {
        #[arg(long, value_enum, ignore_case = true)]
        kind: Kind,
        /// この計画の上乗せの項目も / With the fields of this plan's overlays
        #[arg(long, value_name = "ID")]
        plan: Option<String>,
    },
    /// 要件カタログの別の版に切り替える / Go over to another version of the catalogue
    Upgrade {
        id: String,
        #[arg(long, value_name = "VERSION")]
        to: String,
        /// 書き込まずに、何が起きるかだけ出す / Write nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// 計画が受け入れる上乗せ / The overlays that a plan takes on
    Overlays {
        id: String,
        /// 受け入れる（ID、名前、または 名前@版。繰り返せる） / Take it on
        #[arg(long, value_name = "OVERLAY")]
        add: Vec<String>,
        /// 外す（繰り返せる） / Leave it
        #[arg(long, value_name = "OVERLAY")]
        remove: Vec<String>,
    },
    /// 回答を書き込む（JSON） / Write answers
    Fill { id: String, file: PathBuf },
    /// 要件を点検する / Assess the requirements
    Check { id: String },
    /// 要件を確認済みにする / Confirm a requirement
    Confirm {
        id: String,
        requirement: String,
        #[arg(long, value_enum, requires = "reason")]
        overrule: Option<Overrule>,
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
    },
    /// 計画に企業を位置づける / Name a firm in a plan
    Select {
        id: String,
        #[arg(long, value_name = "CORPORATE-NUMBER")]
        firm: String,
        #[arg(long, value_enum)]
        role: Role,
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}
