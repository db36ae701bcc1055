//! The words about official forms.

use std::path::PathBuf;

use clap::Subcommand;

use super::Kind;

#[derive(Debug, Subcommand)]
pub(crate) enum OfficialVerb {
    /// 公式の様式を見る（台帳は要らない） / Look at an official form
    Inspect {
        template: PathBuf,
        /// この種別の項目だけを候補にする / Suggest the fields of this kind only
        #[arg(long, value_enum, ignore_case = true)]
        kind: Option<Kind>,
    },
    /// 見出しから割付ファイルの案を作る / Begin a binding from a form's labels
    Suggest {
        template: PathBuf,
        #[arg(long, value_enum, ignore_case = true)]
        kind: Option<Kind>,
        /// 新しい割付ファイル / The new binding file
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
        /// この確かさから採る（0〜1） / Take suggestions from this confidence on
        #[arg(long, value_name = "N")]
        least: Option<f64>,
    },
    /// 割付ファイルを確かめる / Look at a binding
    Check {
        binding: PathBuf,
        #[arg(long, value_name = "FILE")]
        template: Option<PathBuf>,
        #[arg(long, value_enum, ignore_case = true)]
        kind: Option<Kind>,
    },
    /// 公式の様式に書き込む / Fill an official form with a plan's answers
    Fill {
        id: String,
        #[arg(long, value_name = "FILE")]
        template: PathBuf,
        #[arg(long, value_name = "FILE")]
        binding: PathBuf,
        /// 新しいファイル / The new file
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
    /// 割付を様式の新しい版に移す / Carry a binding over to a new version of its form
    Rebind {
        template: PathBuf,
        #[arg(long, value_name = "FILE")]
        binding: PathBuf,
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
        /// 前の版の様式（見出しが割付ファイルにないとき） / The old version of the form
        #[arg(long, value_name = "FILE")]
        from: Option<PathBuf>,
    },
}
