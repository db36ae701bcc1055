//! The words about the help desk: consultations, follow-ups, the guide for firms.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

#[derive(Debug, Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(crate) enum Channel {
    Window,
    Phone,
    Visit,
    Online,
    Mail,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
#[value(rename_all = "snake_case")]
pub(crate) enum Level {
    Public,
    Internal,
    Confidential,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ConsultationsVerb {
    /// 相談を記録する / Write a consultation down
    Add(Written),
    /// 相談の記録を直す / Change a consultation
    Change {
        id: String,
        #[command(flatten)]
        written: Written,
    },
    /// 相談の一覧 / The consultations
    List(Wanted),
    /// 1件の相談 / One consultation
    Show { id: String },
    /// 次の予定 / The follow-ups that are to be done
    Due {
        #[arg(long, value_name = "DATE")]
        on: Option<String>,
        #[arg(long, value_name = "NAME")]
        who: Option<String>,
    },
    /// 次の予定を済みにする / A follow-up is done
    Done {
        id: String,
        #[arg(long, value_name = "DATE")]
        on: Option<String>,
        #[arg(long, conflicts_with = "on")]
        reopen: bool,
    },
    /// 次の予定を同僚に引き継ぐ / Hand follow-ups to a colleague
    HandOver {
        #[arg(long, value_name = "NAME")]
        from: String,
        #[arg(long, value_name = "NAME")]
        to: String,
    },
    /// 次の予定をカレンダーに書き出す / Write the follow-ups as a calendar file
    Calendar {
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
        #[arg(long, value_name = "NAME")]
        who: Option<String>,
    },
    /// 相談の記録を消す / Take a consultation out
    Delete { id: String },
    /// 窓口の実績 / What the desk did
    Report {
        #[arg(long, value_name = "DATE")]
        from: Option<String>,
        #[arg(long, value_name = "DATE")]
        to: Option<String>,
        #[arg(long, value_name = "ID")]
        plan: Option<String>,
    },
    /// どの計画に合うか / In which plan a firm would find its place
    Guide {
        #[arg(long, value_name = "FILE")]
        answers: Option<PathBuf>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Written {
    /// 企業のIDか法人番号 / A firm of the ledger
    #[arg(long, value_name = "ID")]
    pub(crate) firm: Option<String>,
    /// 台帳にない企業の名前 / The name of a firm that the ledger does not have
    #[arg(long, value_name = "NAME", conflicts_with = "firm")]
    pub(crate) firm_name: Option<String>,
    /// 企業を台帳に加える / Put the firm into the ledger
    #[arg(long, requires = "firm_name")]
    pub(crate) new_firm: bool,
    /// 加える企業の法人番号 / The new firm's 法人番号
    #[arg(long, value_name = "NUMBER", requires = "new_firm")]
    pub(crate) corporate_number: Option<String>,
    /// 加える企業の市区町村 / The new firm's municipality
    #[arg(long, value_name = "CODE", requires = "new_firm")]
    pub(crate) municipality: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub(crate) on: Option<String>,
    #[arg(long, value_enum)]
    pub(crate) channel: Option<Channel>,
    /// 相手の名前 / Who spoke for the firm
    #[arg(long, value_name = "TEXT")]
    pub(crate) people: Option<String>,
    /// 話題（繰り返せる） / What it was about
    #[arg(long, value_name = "TEXT")]
    pub(crate) topic: Vec<String>,
    #[arg(long, value_name = "TEXT")]
    pub(crate) text: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub(crate) answer: Option<String>,
    /// 支援策（繰り返せる） / A support measure that was named
    #[arg(long, value_name = "ID")]
    pub(crate) measure: Vec<String>,
    #[arg(long, value_name = "ID")]
    pub(crate) plan: Option<String>,
    /// 次の予定（空なら取り消し） / What is to be done next
    #[arg(long, value_name = "TEXT")]
    pub(crate) next: Option<String>,
    #[arg(long, value_name = "DATE", requires = "next")]
    pub(crate) next_on: Option<String>,
    #[arg(long, value_name = "NAME", requires = "next")]
    pub(crate) next_who: Option<String>,
    #[arg(long, value_enum)]
    pub(crate) confidentiality: Option<Level>,
}

#[derive(Debug, Args)]
pub(crate) struct Wanted {
    #[arg(long, value_name = "TEXT")]
    pub(crate) search: Option<String>,
    #[arg(long, value_name = "ID")]
    pub(crate) firm: Option<String>,
    #[arg(long, value_name = "ID")]
    pub(crate) plan: Option<String>,
    #[arg(long, value_name = "TEXT")]
    pub(crate) topic: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Option<String>,
    #[arg(long, value_name = "DATE")]
    pub(crate) to: Option<String>,
    /// 次の予定が残るものだけ / Only with a follow-up that is not done
    #[arg(long)]
    pub(crate) open: bool,
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<u32>,
    #[arg(long, value_name = "N")]
    pub(crate) offset: Option<u32>,
}
