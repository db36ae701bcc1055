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

#[derive(Debug, Subcommand)]
pub(crate) enum CatalogueVerb {
    /// 要件カタログの版の一覧 / All versions
    List,
    /// 1つの版を見る / One version
    Show { version: String },
    /// フォルダーにある版を台帳に加える / Keep the version that lies in a folder
    Add {
        /// a.toml などがあるフォルダー / The folder with a.toml and the others
        folder: PathBuf,
    },
    /// 2つの版を比べる / Compare two versions
    Compare { from: String, to: String },
    /// 台帳から取り除く / Take a version out
    Remove { version: String },
}
