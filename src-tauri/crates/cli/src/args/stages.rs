//! The words about a plan's stages, days and revisions.

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};

#[derive(Debug, Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(crate) enum RevisionStatus {
    Kept,
    Submitted,
    Approved,
}

/// What is compared with what.
#[derive(Debug, clap::Args)]
pub(crate) struct Compared {
    pub(crate) id: String,
    /// 古いほうの版（省略時は最後に承認された版） / The older revision
    #[arg(long, value_name = "REVISION")]
    pub(crate) from: Option<i64>,
    /// 新しいほうの版（省略時は今の計画） / The newer revision
    #[arg(long, value_name = "REVISION")]
    pub(crate) to: Option<i64>,
    /// 比べる相手の計画 / Another plan
    #[arg(long, value_name = "OTHER-PLAN")]
    pub(crate) with: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum StagesVerb {
    /// 段階の一覧 / The stages of a plan
    Stages { id: String },
    /// 段階を変える / A plan reaches a stage
    Stage {
        id: String,
        /// 段階の ID または名前 / The stage's id or name
        #[arg(long, value_name = "STAGE")]
        to: String,
        #[arg(long, value_name = "DATE")]
        on: String,
        #[arg(long, value_name = "TEXT")]
        note: Option<String>,
    },
    /// 予定日を決める / Plan the days of the stages
    Schedule {
        id: String,
        /// 提出日（ここから逆算する） / The day of submission
        #[arg(long, value_name = "DATE")]
        submit: Option<String>,
        /// 段階の予定日（繰り返せる。空なら消す） / The day of a stage
        #[arg(long, value_name = "STAGE=DATE")]
        set: Vec<String>,
        /// 段階にかかる開庁日の数（空なら目安に戻す） / Office days that a stage takes
        #[arg(long, value_name = "STAGE=N")]
        office_days: Vec<String>,
        /// 段階の担当 / Who acts
        #[arg(long, value_name = "STAGE=TEXT")]
        who: Vec<String>,
        /// 段階のメモ / A note
        #[arg(long, value_name = "STAGE=TEXT")]
        note: Vec<String>,
        /// 先に予定日をすべて消す / Take all planned days away first
        #[arg(long)]
        clear: bool,
        /// 書き込まずに見るだけ / Write nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// 期限の近いもの / What is due
    Due {
        #[arg(long, value_name = "DATE")]
        on: Option<String>,
        #[arg(long, value_name = "N")]
        days: Option<u16>,
    },
    /// 予定をカレンダー（.ics）に書き出す / Write the days as a calendar
    Calendar {
        id: String,
        /// 新しい .ics、またはあるフォルダー / A new .ics, or an existing folder
        #[arg(long, value_name = "FILE.ics")]
        to: PathBuf,
    },
    /// 今の計画を版として残す / Keep the plan as it is
    Revise {
        id: String,
        #[arg(long, value_enum)]
        status: RevisionStatus,
        #[arg(long, value_name = "DATE")]
        on: String,
        #[arg(long, value_name = "TEXT")]
        label: String,
    },
    /// 版の一覧 / The revisions
    Revisions {
        id: String,
        /// この版を削除する / Take this one out
        #[arg(long, value_name = "REVISION")]
        drop: Option<i64>,
    },
    /// 版や計画を比べる / Compare revisions, or plans
    Compare {
        #[command(flatten)]
        compared: Compared,
    },
    /// 新旧対照表を xlsx に書き出す / Write what changed into a workbook
    Comparison {
        id: String,
        /// 古いほうの版（省略時は最後に承認された版） / The older revision
        #[arg(long, value_name = "REVISION")]
        from: Option<i64>,
        /// 新しいほうの版（省略時は今の計画） / The newer revision
        #[arg(long, value_name = "REVISION")]
        until: Option<i64>,
        /// 比べる相手の計画 / Another plan
        #[arg(long, value_name = "OTHER-PLAN")]
        with: Option<String>,
        /// 新しい .xlsx、またはあるフォルダー / A new .xlsx, or an existing folder
        #[arg(long, value_name = "FILE.xlsx")]
        to: PathBuf,
    },
}
