//! The words of the command line.

pub(crate) mod desk;
mod forms;
mod hubs;
mod overlays;
mod plans;
pub(crate) mod returned;
pub(crate) mod review;
mod stages;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use shirube_app::Language;

pub(crate) use desk::ConsultationsVerb;
pub(crate) use forms::OfficialVerb;
pub(crate) use hubs::{
    AudienceWord, ConfidentialityWords, CriteriaWords, GroupBy, Order, RankFilter, RankWords,
    RegionWords, SelectionsVerb, SheetLevel, ThresholdWords, TotalsVerb,
};
pub(crate) use overlays::{CatalogueVerb, OverlaysVerb};
pub(crate) use plans::{Kind, PlansVerb};
pub(crate) use stages::{Compared, StagesVerb};

/// しるべ: writes the cluster plans of the 地域未来戦略, offline.
#[derive(Debug, Parser)]
#[command(name = "shirube", version, disable_help_subcommand = true)]
pub(crate) struct Args {
    /// 台帳のファイル（省略時は利用者のデータフォルダー） / The ledger
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) ledger: Option<PathBuf>,
    /// 結果を JSON で出す / Print the result as JSON
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// 表示の言語 / Language of sentences
    #[arg(long, global = true, value_enum, default_value = "ja")]
    pub(crate) lang: Lang,
    #[command(subcommand)]
    pub(crate) command: Noun,
}

/// The language of sentences.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Lang {
    Ja,
    En,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Ja => Self::Ja,
            Lang::En => Self::En,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Noun {
    /// 台帳 / The ledger
    #[command(subcommand)]
    Ledger(LedgerVerb),
    /// 企業 / Firms
    #[command(subcommand)]
    Firms(FirmsVerb),
    /// 計画 / Plans
    #[command(subcommand)]
    Plans(PlansVerb),
    /// 重点支援企業などの選定 / Selections
    #[command(subcommand)]
    Selections(Box<SelectionsVerb>),
    /// 上乗せ（自治体が加える要件） / Overlays
    #[command(subcommand)]
    Overlays(OverlaysVerb),
    /// 要件カタログの版 / Versions of the catalogue
    #[command(subcommand)]
    Catalogue(CatalogueVerb),
    /// 相談 / The help desk
    #[command(subcommand)]
    Consultations(Box<ConsultationsVerb>),
    /// 様式 / Forms
    #[command(subcommand)]
    Forms(FormsVerb),
    /// 見本で一通り試す / The whole main job on the built-in sample
    Demo {
        /// 書き出すフォルダー（あるもの） / An existing folder
        #[arg(long, value_name = "DIR")]
        to: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum LedgerVerb {
    /// 新しい台帳をつくる / Make a new ledger
    New,
    /// 台帳の中身の数 / What it holds
    Info,
    /// 台帳を点検する / Examine it
    Verify,
    /// 控えをとる / Write a backup
    Backup {
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
    /// 控えから戻す（今の台帳は別に残す） / Put a backup in its place
    Restore { file: PathBuf },
    /// 履歴 / The history
    History {
        #[arg(long, value_name = "ID")]
        plan: Option<String>,
        #[arg(long, value_name = "N")]
        limit: Option<u32>,
    },
    /// 元に戻す / Undo
    Undo,
    /// やり直す / Redo
    Redo,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Reading {
    /// 読むファイル / The file
    pub(crate) file: PathBuf,
    /// シート名 / The sheet
    #[arg(long, value_name = "NAME")]
    pub(crate) sheet: Option<String>,
    /// 列の対応付け（JSON） / The mapping of columns
    #[arg(long, value_name = "FILE")]
    pub(crate) mapping: Option<PathBuf>,
    /// 年度が書かれていない列の年度 / The fiscal year of columns that do not say
    #[arg(long, value_name = "Y")]
    pub(crate) year: Option<i64>,
    /// 都道府県が書かれていない企業の都道府県 / The prefecture of firms that do not say
    #[arg(long, value_name = "CODE")]
    pub(crate) prefecture: Option<String>,
    /// 取り込む表（inspect の tables の順、0から。繰り返せる） / The tables to take
    #[arg(long, value_name = "N")]
    pub(crate) table: Vec<u32>,
    /// 非表示の行・列・シートを読むか / Whether hidden rows, columns and sheets are read
    #[arg(long, value_enum)]
    pub(crate) hidden: Option<Hidden>,
    /// 送り主（その対応付けを使う。取り込むと保存する） / From whom the file comes
    #[arg(long, value_name = "NAME")]
    pub(crate) sender: Option<String>,
    /// 保存された対応付けを使わない / Do without kept mappings
    #[arg(long)]
    pub(crate) no_kept_mapping: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Hidden {
    Take,
    Leave,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Filter {
    #[arg(long, value_name = "TEXT")]
    pub(crate) search: Option<String>,
    #[arg(long, value_name = "CODE")]
    pub(crate) prefecture: Option<String>,
    #[arg(long, value_name = "CODE")]
    pub(crate) municipality: Option<String>,
    #[arg(long, value_name = "CODE")]
    pub(crate) industry: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum FirmsVerb {
    /// ファイルがどう読めるかを見る / Look at a file
    Inspect {
        #[command(flatten)]
        reading: Reading,
    },
    /// ファイルを取り込む / Take a file in
    Import {
        #[command(flatten)]
        reading: Reading,
        /// 続けて取り込むファイルやフォルダー / Further files, or folders
        more: Vec<PathBuf>,
        /// 書き込まずに数だけ出す / Write nothing
        #[arg(long)]
        dry_run: bool,
        /// 空のセルで、前の値を消す / A blank cell takes the value away
        #[arg(long)]
        erase_blanks: bool,
        /// 数字の取扱区分（省略時は庁内） / Who may see the figures
        #[arg(long, value_enum)]
        confidentiality: Option<SheetLevel>,
    },
    /// 読み取った列の対応付けを書き出す / Write the mapping of a file
    Mapping {
        #[command(flatten)]
        reading: Reading,
        /// 書き出すファイル（JSON） / The new file
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
    /// 保存された対応付け / Kept mappings
    #[command(subcommand)]
    Mappings(MappingsVerb),
    /// 同じ企業かもしれない組 / Pairs that may be one firm
    Duplicates {
        #[arg(long, value_name = "N")]
        limit: Option<u32>,
    },
    /// 組を判断する / Decide on a pair
    Decide {
        /// 行の identity、または企業の ID・法人番号 / A row's identity, or a firm
        subject: String,
        /// 台帳の企業の ID・法人番号 / A firm of the ledger
        candidate: String,
        #[arg(long, value_enum)]
        verdict: VerdictWord,
    },
    /// これまでの判断 / What was decided
    Decisions,
    /// 2つ以上の資料から、数字を選ぶ / Choose which value of a figure counts
    #[command(group = clap::ArgGroup::new("wanted").required(true))]
    Choose {
        /// 企業の ID・法人番号 / The firm
        firm: String,
        #[arg(long, value_name = "F")]
        field: String,
        #[arg(long, value_name = "Y")]
        year: i64,
        #[arg(long, value_name = "B")]
        basis: Option<String>,
        /// この取り込みの値 / The value of this import
        #[arg(long, value_name = "ID", group = "wanted")]
        import: Option<String>,
        /// この値（円、人） / This value
        #[arg(long, value_name = "N", group = "wanted", allow_negative_numbers = true)]
        value: Option<i64>,
        /// いちばん新しい値に戻す / The newest again
        #[arg(long, group = "wanted")]
        newest: bool,
    },
    /// 直してほしいところを、送り主あての書類にする / Write what is wrong, for whoever made the file
    Report {
        #[command(flatten)]
        reading: Reading,
        /// 置く場所（あるフォルダー、または新しい .xlsx） / An existing folder, or a new .xlsx
        #[arg(long, value_name = "DIR-or-FILE")]
        to: PathBuf,
    },
    /// 企業の一覧 / The list of firms
    List {
        #[command(flatten)]
        filter: Filter,
        #[arg(long, value_name = "N")]
        limit: Option<u32>,
        #[arg(long, value_name = "N")]
        offset: Option<u32>,
    },
    /// 1社を出典つきで見る / A firm with its sources
    Show {
        id: String,
        /// 見せる相手 / For whom
        #[arg(long = "for", value_enum, value_name = "WHOM")]
        audience: Option<AudienceWord>,
    },
    /// 都道府県の計（分母） / A prefecture's totals
    #[command(subcommand)]
    Totals(TotalsVerb),
    /// 分析できる都道府県と年度 / What there is to analyse
    Years,
    /// コネクター度・ハブ度で並べる / Rank by degree
    Rank(Box<RankWords>),
    /// 域外販売額・域内仕入額の集中度 / How concentrated the money is
    Concentration {
        #[command(flatten)]
        region: RegionWords,
        /// まとめ方 / Group by group
        #[arg(long, value_enum)]
        by: Option<GroupBy>,
    },
    /// 登録企業の業種別の表 / The industries of the registered firms
    Industries {
        #[command(flatten)]
        region: RegionWords,
    },
    /// 取り込んだ資料と、その取扱区分 / What was taken in
    Imports,
    /// 数字の取扱区分を変える / Who may see figures
    Confidentiality(ConfidentialityWords),
    /// 一覧を xlsx に書き出す / Write the list into a workbook
    Export {
        file: PathBuf,
        #[command(flatten)]
        filter: Filter,
        /// 見せる相手 / For whom
        #[arg(long = "for", value_enum, value_name = "WHOM")]
        audience: Option<AudienceWord>,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum VerdictWord {
    Same,
    Different,
    Later,
}

#[derive(Debug, Subcommand)]
pub(crate) enum MappingsVerb {
    /// 一覧 / All of them
    List,
    /// 1つを見る（JSON は --mapping に渡せる） / One of them
    Show {
        /// ID、または送り主 / Its id, or the sender
        id: String,
    },
    /// ファイルの対応付けを保存する / Keep the mapping of a file
    Save {
        file: PathBuf,
        #[arg(long, value_name = "NAME")]
        sender: String,
        #[arg(long, value_name = "NAME")]
        sheet: Option<String>,
        #[arg(long, value_name = "FILE")]
        mapping: Option<PathBuf>,
    },
    /// 削除する / Take one out
    Delete {
        /// ID、または送り主 / Its id, or the sender
        id: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum FormsVerb {
    /// 様式の一覧 / The forms of a kind of plan
    List {
        #[arg(long, value_enum, ignore_case = true)]
        kind: Kind,
    },
    /// 提出前点検 / What a reviewer would send back
    Preflight { id: String },
    /// 点検で見つかった文字や言葉を直す / Put right what can be put right without asking
    Mend {
        id: String,
        /// この種類だけ / Only remarks of this code
        #[arg(long)]
        code: Option<String>,
        /// この項目だけ / Only remarks on this field
        #[arg(long)]
        field: Option<String>,
    },
    /// 様式を書き出す / Write a plan's forms
    Export {
        id: String,
        #[arg(long, value_name = "DIR")]
        to: PathBuf,
        #[arg(long, value_name = "FORM")]
        form: Option<String>,
    },
    /// 戻ってきた様式を、送ったものと比べる / Read a form that came back
    Read(returned::ReadReturned),
    /// 指摘事項対応表を書き出す / Write the answers to what reviewers said
    Answers {
        id: String,
        /// 新しい .xlsx、またはあるフォルダー / A new .xlsx, or an existing folder
        #[arg(long, value_name = "FILE.xlsx")]
        to: PathBuf,
        /// この版からの変更を並べる（省略時は最後の版） / Changes since this revision
        #[arg(long, value_name = "REVISION")]
        from: Option<i64>,
    },
    /// いくつもの計画の様式をまとめて書き出す / Write the forms of several plans
    Batch(returned::Batch),
    /// 参考様式を読み返して、書き出したままか確かめる / Read a reference form again
    Verify { file: PathBuf },
    #[command(flatten)]
    Official(OfficialVerb),
}

/// The word of a choice, as the contract writes it.
pub(crate) fn word<T: ValueEnum>(value: T) -> String {
    value.to_possible_value().map_or_else(String::new, |word| word.get_name().to_owned())
}
