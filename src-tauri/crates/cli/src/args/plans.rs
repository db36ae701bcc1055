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
    /// 計画の名称・区域・期間を変える / Change a plan's title, area, period
    Update {
        id: String,
        #[arg(long, value_name = "T")]
        title: Option<String>,
        #[arg(long, value_name = "CODE")]
        prefecture: Vec<String>,
        #[arg(long, value_name = "CODE")]
        municipality: Vec<String>,
        /// 区域を都道府県の全体にする / Make the whole prefectures the area
        #[arg(long, conflicts_with = "municipality")]
        no_municipality: bool,
        #[arg(long, value_name = "DATE")]
        start: Option<String>,
        #[arg(long, value_name = "DATE")]
        end: Option<String>,
        /// 外になるものを示すだけで、書き込まない / Only say what would lie outside
        #[arg(long)]
        dry_run: bool,
    },
    /// 計画の一覧 / All plans
    List,
    /// 計画と回答 / A plan with its answers
    Show { id: String },
    /// 項目の一覧 / The fields of a kind of plan
    Fields {
        #[arg(long, value_enum, ignore_case = true)]
        kind: Kind,
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
