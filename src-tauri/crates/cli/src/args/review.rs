//! The words about evidence, review, and starting plans well.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::plans::Kind;

#[derive(Debug, Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(crate) enum ReceiverVerdict {
    Ok,
    NotOk,
}

#[derive(Debug, Args)]
pub(crate) struct Attach {
    pub(crate) id: String,
    pub(crate) file: PathBuf,
    #[arg(long, value_name = "REQUIREMENT")]
    pub(crate) requirement: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Extract {
    pub(crate) id: String,
    pub(crate) attachment: String,
    #[arg(long, value_name = "FILE")]
    pub(crate) to: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Point {
    pub(crate) id: String,
    #[arg(long, value_name = "FIELD", required_unless_present = "requirement")]
    pub(crate) field: Option<String>,
    #[arg(long, value_name = "REQUIREMENT")]
    pub(crate) requirement: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub(crate) text: String,
    /// 差し戻された日 / The day on which the plan was sent back
    #[arg(long = "return", value_name = "DATE")]
    pub(crate) returned_on: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Receive {
    pub(crate) id: String,
    pub(crate) requirement: String,
    #[arg(long, value_enum, required_unless_present = "withdraw")]
    pub(crate) verdict: Option<ReceiverVerdict>,
    #[arg(long, value_name = "TEXT")]
    pub(crate) note: Option<String>,
    #[arg(long, conflicts_with = "verdict")]
    pub(crate) withdraw: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Copy {
    /// 計画のID、または sample-a・sample-b・sample-c / A plan's id, or the built-in sample
    pub(crate) id: String,
    #[arg(long, value_name = "T")]
    pub(crate) title: String,
    #[arg(long, value_enum, ignore_case = true)]
    pub(crate) kind: Option<Kind>,
    #[arg(long, value_name = "DATE")]
    pub(crate) start: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub(crate) end: Option<String>,
    #[arg(long, value_name = "CODE")]
    pub(crate) prefecture: Vec<String>,
    #[arg(long, value_name = "CODE")]
    pub(crate) municipality: Vec<String>,
}
