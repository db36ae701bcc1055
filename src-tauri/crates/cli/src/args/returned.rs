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

#[derive(Debug, Args)]
pub(crate) struct Batch {
    /// 計画のID（くり返せる） / Plans
    #[arg(long, value_name = "ID", required_unless_present_any = ["prefecture", "all"])]
    pub(crate) plan: Vec<String>,
    /// この都道府県の計画をすべて / All plans of this prefecture
    #[arg(long, value_name = "CODE")]
    pub(crate) prefecture: Option<String>,
    /// しまっていない計画をすべて / All plans that are not put away
    #[arg(long)]
    pub(crate) all: bool,
    #[arg(long, value_name = "DIR")]
    pub(crate) to: PathBuf,
    /// 目録つきの新しい .zip / A new zip of the same files, with a manifest
    #[arg(long, value_name = "FILE.zip")]
    pub(crate) zip: Option<PathBuf>,
    /// PDFの写しも作る（LibreOffice がある場合） / PDF copies too, by LibreOffice
    #[arg(long)]
    pub(crate) pdf: bool,
    /// ファイル名の決め方（{code}_{plan}_{form}_{date}、{id}） / The rule for file names
    #[arg(long, value_name = "RULE")]
    pub(crate) name: Option<String>,
}
