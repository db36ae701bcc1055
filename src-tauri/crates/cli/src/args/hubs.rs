//! The words about totals, rankings and selections.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

#[derive(Debug, Subcommand)]
pub(crate) enum TotalsVerb {
    /// 分母を入れる / Set them
    Set {
        #[arg(long, value_name = "CODE")]
        prefecture: String,
        #[arg(long, value_name = "Y")]
        year: i64,
        #[arg(long, value_name = "YEN", allow_negative_numbers = true)]
        out_of_region_sales: Option<i64>,
        #[arg(long, value_name = "YEN", allow_negative_numbers = true)]
        in_region_purchases: Option<i64>,
        #[arg(long, value_name = "TEXT")]
        source: String,
        #[arg(long, value_enum)]
        basis: Option<BasisWord>,
    },
    /// 一覧（出典が2つ以上のものも並べる） / All of them
    List {
        #[arg(long, value_name = "CODE")]
        prefecture: Option<String>,
        #[arg(long, value_name = "Y")]
        year: Option<i64>,
    },
    /// 2つ以上の出典から、使うものを選ぶ / Choose among several sources
    Choose { id: String },
    /// 削除する / Take one out
    Remove { id: String },
    /// ブックから取り込む / Take a workbook of totals in
    Import {
        file: PathBuf,
        #[arg(long, value_name = "NAME")]
        sheet: Option<String>,
        /// 行に出典がないときの出典 / Who published it, where rows do not say
        #[arg(long, value_name = "TEXT")]
        source: Option<String>,
        /// 書き込まずに数だけ出す / Write nothing
        #[arg(long)]
        dry_run: bool,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(crate) enum BasisWord {
    HeadOffice,
    Establishment,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(crate) enum BasisRuleWord {
    Either,
    HeadOffice,
    Establishment,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(crate) enum By {
    Connector,
    Hub,
    RankSum,
    Weighted,
    Pareto,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum GroupBy {
    Industry,
    Municipality,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum AudienceWord {
    Internal,
    Firms,
    Publication,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(crate) enum SizeWord {
    Sme,
    MidSized,
    Large,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum QuadrantWord {
    Both,
    Connector,
    Hub,
    Neither,
}

/// How firms are ranked.
#[derive(Debug, Args)]
pub(crate) struct Order {
    #[arg(long, value_enum)]
    pub(crate) by: Option<By>,
    /// コネクター度の重み（--by weighted） / Weight of the connector degree
    #[arg(long, value_name = "N")]
    pub(crate) connector_weight: Option<u32>,
    /// ハブ度の重み（--by weighted） / Weight of the hub degree
    #[arg(long, value_name = "N")]
    pub(crate) hub_weight: Option<u32>,
}

/// Which firms of the prefecture.
#[derive(Debug, Args)]
pub(crate) struct RankFilter {
    #[arg(long, value_name = "TEXT")]
    pub(crate) search: Option<String>,
    /// 市区町村（繰り返せる） / Municipalities
    #[arg(long, value_name = "CODE")]
    pub(crate) municipality: Vec<String>,
    /// 業種の大分類・中分類（繰り返せる） / Sections or divisions
    #[arg(long, value_name = "CODE")]
    pub(crate) industry: Vec<String>,
    /// 企業規模（繰り返せる） / Sizes
    #[arg(long, value_enum)]
    pub(crate) size: Vec<SizeWord>,
    #[arg(long, value_name = "YEN")]
    pub(crate) capital_from: Option<i64>,
    #[arg(long, value_name = "YEN")]
    pub(crate) capital_to: Option<i64>,
    #[arg(long, value_name = "N")]
    pub(crate) employees_from: Option<i64>,
    #[arg(long, value_name = "N")]
    pub(crate) employees_to: Option<i64>,
    /// 売上の伸び（0.1 や 10%） / Growth of sales
    #[arg(long, value_name = "PORTION", allow_hyphen_values = true)]
    pub(crate) growth_from: Option<String>,
    #[arg(long, value_name = "PORTION", allow_hyphen_values = true)]
    pub(crate) growth_to: Option<String>,
    /// 売上に占める輸出の割合 / Exports as a share of sales
    #[arg(long, value_name = "PORTION")]
    pub(crate) export_share_from: Option<String>,
    #[arg(long, value_name = "PORTION")]
    pub(crate) export_share_to: Option<String>,
}

/// The lines between the quarters.
#[derive(Debug, Args)]
pub(crate) struct ThresholdWords {
    /// コネクター度の基準（0.001 や 0.1%） / Threshold of the connector degree
    #[arg(long, value_name = "PORTION")]
    pub(crate) min_connector: Option<String>,
    /// ハブ度の基準 / Threshold of the hub degree
    #[arg(long, value_name = "PORTION")]
    pub(crate) min_hub: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct RegionWords {
    #[arg(long, value_name = "CODE")]
    pub(crate) prefecture: String,
    #[arg(long, value_name = "Y")]
    pub(crate) year: i64,
    /// 本社か事業所か / Which basis
    #[arg(long, value_enum)]
    pub(crate) basis: Option<BasisRuleWord>,
    /// 比べる年度（省略時は前の年度） / The year that is compared with
    #[arg(long, value_name = "Y")]
    pub(crate) earlier_year: Option<i64>,
    /// 使いみち / For whom
    #[arg(long = "for", value_enum)]
    pub(crate) audience: Option<AudienceWord>,
}

#[derive(Debug, Args)]
pub(crate) struct RankWords {
    #[command(flatten)]
    pub(crate) region: RegionWords,
    #[command(flatten)]
    pub(crate) order: Order,
    #[command(flatten)]
    pub(crate) filter: RankFilter,
    #[command(flatten)]
    pub(crate) thresholds: ThresholdWords,
    /// この区分の企業だけ（繰り返せる） / Only these quarters
    #[arg(long, value_enum)]
    pub(crate) quadrant: Vec<QuadrantWord>,
    #[arg(long, value_name = "N")]
    pub(crate) top: Option<u32>,
    #[arg(long, value_name = "N")]
    pub(crate) offset: Option<u32>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum LevelWord {
    Public,
    Internal,
    Confidential,
    Inherit,
}

/// The level of a sheet: there is nothing that it could inherit one from.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum SheetLevel {
    Public,
    Internal,
    Confidential,
}

#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("subject").required(true))]
pub(crate) struct ConfidentialityWords {
    /// 取扱区分（inherit は資料の区分に戻す） / The level
    #[arg(value_enum)]
    pub(crate) level: LevelWord,
    /// 取り込みの ID / An import
    #[arg(long, value_name = "ID", group = "subject")]
    pub(crate) import: Option<String>,
    /// 企業の ID・法人番号 / A firm
    #[arg(long, value_name = "ID", group = "subject")]
    pub(crate) firm: Option<String>,
    /// その企業の1つの数字だけ / Only this figure
    #[arg(long, value_name = "F", requires = "firm")]
    pub(crate) field: Option<String>,
}

/// The criteria of a selection, as far as they are given.
#[derive(Debug, Args)]
pub(crate) struct CriteriaWords {
    #[command(flatten)]
    pub(crate) order: Order,
    #[command(flatten)]
    pub(crate) filter: RankFilter,
    #[command(flatten)]
    pub(crate) thresholds: ThresholdWords,
    /// どちらかの基準を満たせばよい / One threshold is enough
    #[arg(long)]
    pub(crate) either: bool,
    /// 多くて何社か / At most so many
    #[arg(long, value_name = "N")]
    pub(crate) most: Option<u32>,
    /// 業種ごとの数（24:1-3、E:-5、09:2-） / Firms of an industry
    #[arg(long, value_name = "CODE:FROM-TO")]
    pub(crate) quota: Vec<String>,
    /// 必ず入れる企業（ID・法人番号） / A firm that must be in
    #[arg(long, value_name = "ID")]
    pub(crate) must_have: Vec<String>,
    /// 除く企業と理由（ID=理由） / A firm that stays out, and why
    #[arg(long, value_name = "ID=REASON")]
    pub(crate) exclude: Vec<String>,
    /// 条件の JSON ファイル（ほかの条件はこれに重ねる） / Criteria as a file
    #[arg(long, value_name = "FILE")]
    pub(crate) criteria: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum SelectionVerdict {
    In,
    Out,
    Undecided,
}

#[derive(Debug, Subcommand)]
pub(crate) enum SelectionsVerb {
    /// 選定をはじめる / Begin a selection
    New {
        #[arg(long, value_name = "TEXT")]
        name: String,
        #[arg(long, value_name = "CODE")]
        prefecture: String,
        #[arg(long, value_name = "Y")]
        year: i64,
        #[arg(long, value_enum)]
        basis: Option<BasisRuleWord>,
        #[command(flatten)]
        criteria: CriteriaWords,
    },
    /// 一覧 / All of them
    List,
    /// 選定の条件・案・判断・履歴 / One of them
    Show {
        id: String,
        #[arg(long, value_name = "N")]
        limit: Option<u32>,
        #[arg(long, value_name = "N")]
        offset: Option<u32>,
    },
    /// 条件を置き換える / Replace the criteria
    Criteria {
        id: String,
        #[command(flatten)]
        criteria: CriteriaWords,
    },
    /// 企業ごとに判断する / Decide on firms
    Decide {
        id: String,
        /// 企業の ID・法人番号（繰り返せる） / Firms
        #[arg(long, value_name = "ID", required_unless_present = "all_proposed")]
        firm: Vec<String>,
        /// 案に入っている、まだ判断していない企業すべて / All that the criteria propose
        #[arg(long, conflicts_with = "firm")]
        all_proposed: bool,
        #[arg(long, value_enum)]
        verdict: SelectionVerdict,
        #[arg(long, value_name = "TEXT", default_value = "")]
        reason: String,
        /// 判断した人（省略時は作業者） / Who decided
        #[arg(long, value_name = "NAME")]
        decider: Option<String>,
    },
    /// 条件を変えたら誰が入り誰が外れるか / Who would come in and fall out
    Whatif {
        id: String,
        #[command(flatten)]
        criteria: CriteriaWords,
    },
    /// 数字がずれたら誰が変わるか / Who would change if figures were off
    Sensitivity { id: String },
    /// 選ぶと判断した企業を計画に入れる / Put the chosen into a plan
    Apply {
        id: String,
        #[arg(long, value_name = "ID")]
        plan: String,
    },
    /// 算出根拠 / How the figures were worked out
    Explain {
        id: String,
        #[arg(long, value_name = "FILE.xlsx")]
        to: Option<PathBuf>,
    },
    /// 削除する / Take one out
    Delete { id: String },
}
