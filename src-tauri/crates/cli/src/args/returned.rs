//! The words about forms that come back.

use std::path::PathBuf;

use clap::Args;

#[derive(Debug, Args)]
pub(crate) struct ReadReturned {
    pub(crate) file: PathBuf,
    /// 計画のID（ファイルから分かるときは要らない） / The plan, where the file does not tell
    #[arg(long, value_name = "ID")]
    pub(crate) plan: Option<String>,
    /// 変更と指摘を計画に反映する / Take changes and review points over
    #[arg(long)]
    pub(crate) apply: bool,
    /// この項目だけ反映する（くり返せる） / Only these fields; conflicts only when named
    #[arg(long, value_name = "FIELD", requires = "apply")]
    pub(crate) field: Vec<String>,
    /// 指摘は反映しない / Leave the review points out
    #[arg(long, requires = "apply")]
    pub(crate) without_points: bool,
}
