//! The words about overlays and catalogues.

use std::path::PathBuf;

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(crate) enum OverlaysVerb {
    /// 上乗せの一覧 / All overlays
    List,
    /// 上乗せファイルを点検する（台帳は要らない） / Examine a file
    Check { file: PathBuf },
    /// 上乗せファイルを台帳に加える / Keep a file in the ledger
    Add { file: PathBuf },
    /// 1つを見る / One of them
    Show {
        /// ID、名前（いちばん新しい版）、または 名前@版 / Its id, name, or name@version
        id: String,
    },
    /// ファイルに書き出す / Write it as a file
    Export {
        /// ID、名前、または 名前@版 / Its id, name, or name@version
        id: String,
        /// 新しいファイル、またはあるフォルダー / The new file, or an existing folder
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
    /// 台帳から取り除く / Take it out
    Remove {
        /// ID、名前、または 名前@版 / Its id, name, or name@version
        id: String,
    },
}
