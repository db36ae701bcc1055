//! The words about plans.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

use super::review;
use super::stages::StagesVerb;

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
    List {
        /// 保管した計画も / Also those that were put away
        #[arg(long)]
        archived: bool,
    },
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
    /// 目標値の伸び・達成率と、企業の数字からの目安 / The indicators, worked out
    Kpi {
        id: String,
        /// 目安の出典（企業・シート・セル）も出す / With the cells of the firms' figures
        #[arg(long)]
        sources: bool,
    },
    /// 工程・資金・投資・ロードマップの一覧 / Timelines and totals
    Timeline { id: String },
    /// 要件を確認済みにする / Confirm a requirement
    Confirm {
        id: String,
        requirement: String,
        #[arg(long, value_enum, requires = "reason")]
        overrule: Option<Overrule>,
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
        /// 見た根拠資料のID / The attachments that were looked at
        #[arg(long = "with", value_name = "ATTACHMENT")]
        with: Vec<String>,
        #[arg(long, value_name = "TEXT")]
        note: Option<String>,
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
    #[command(flatten)]
    Stages(StagesVerb),
    /// 根拠資料を添付する / Attach a file as evidence
    Attach(review::Attach),
    /// 添付の一覧 / The attachments of a plan
    Attachments { id: String },
    /// 添付を外す / Take an attachment off
    Detach { id: String, attachment: String },
    /// 添付をファイルに書き出す / Write an attachment into a new file
    Extract(review::Extract),
    /// 指摘の一覧 / The review points of a plan
    Points {
        id: String,
        /// 対応が終わっていないものだけ / Only those that are not resolved
        #[arg(long)]
        open: bool,
    },
    /// 指摘を書く / Write a review point
    Point(review::Point),
    /// 指摘に答える / Answer a review point
    Answer {
        id: String,
        point: String,
        #[arg(long, value_name = "TEXT")]
        text: String,
    },
    /// 指摘を対応済みにする / Resolve a review point
    Resolve {
        id: String,
        point: String,
        /// もう一度開く / Open it again
        #[arg(long)]
        reopen: bool,
    },
    /// 指摘を削除する / Take a review point out
    DropPoint { id: String, point: String },
    /// 受領側としてチェックする / The receiving office's check of a requirement
    Receive(review::Receive),
    /// どの計画が合うか / Which of the three plans fits
    Guide {
        #[arg(long, value_name = "FILE")]
        answers: Option<PathBuf>,
    },
    /// 計画や見本から新しい計画をつくる / Begin a plan from another one
    Copy(review::Copy),
    /// 計画を保管する / Put a plan away
    Archive {
        id: String,
        /// 保管をやめる / Take it out again
        #[arg(long)]
        back: bool,
    },
    /// 計画を削除する（元に戻せます） / Take a plan out
    Delete {
        id: String,
        /// 何が消えるかだけを見る / Only say what would go
        #[arg(long)]
        dry_run: bool,
    },
}
