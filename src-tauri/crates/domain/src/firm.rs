//! A firm (企業): who it is. Its figures by year are in [`crate::figures`].

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::codes::{
    CorporateNumber, IndustryCode, LocalGovernmentCode, PostalCode, PrefectureCode,
};

/// What can be said of a firm itself, by the names of the command line's contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FirmField {
    /// 法人番号
    CorporateNumber,
    /// 名称
    Name,
    /// フリガナ
    Kana,
    /// 郵便番号
    PostalCode,
    /// 所在地
    Address,
    /// 都道府県
    Prefecture,
    /// 市区町村
    Municipality,
    /// 業種 (日本標準産業分類)
    Industry,
    /// 資本金, yen
    Capital,
    /// 従業者数, persons
    Employees,
    /// 設立年月日
    Established,
    /// 代表者
    Representative,
    /// 電話番号
    Telephone,
    /// ウェブサイト
    Url,
    /// 備考
    Note,
}

impl FirmField {
    /// Every field, in the order in which a list shows them.
    pub const ALL: [Self; 15] = [
        Self::CorporateNumber,
        Self::Name,
        Self::Kana,
        Self::PostalCode,
        Self::Address,
        Self::Prefecture,
        Self::Municipality,
        Self::Industry,
        Self::Capital,
        Self::Employees,
        Self::Established,
        Self::Representative,
        Self::Telephone,
        Self::Url,
        Self::Note,
    ];

    /// The name in JSON and in the text catalogue (`field.firm.<name>`).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CorporateNumber => "corporate_number",
            Self::Name => "name",
            Self::Kana => "kana",
            Self::PostalCode => "postal_code",
            Self::Address => "address",
            Self::Prefecture => "prefecture",
            Self::Municipality => "municipality",
            Self::Industry => "industry",
            Self::Capital => "capital",
            Self::Employees => "employees",
            Self::Established => "established",
            Self::Representative => "representative",
            Self::Telephone => "telephone",
            Self::Url => "url",
            Self::Note => "note",
        }
    }

    /// The field of that name, if there is one.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.as_str() == name)
    }
}

/// What is known of a firm itself. The name is kept as it was written; normal forms serve
/// matching and search only ([`crate::names`]).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FirmRecord {
    /// 法人番号, only if its check digit holds.
    pub corporate_number: Option<CorporateNumber>,
    /// 名称 as written.
    pub name: String,
    /// フリガナ as written.
    pub kana: Option<String>,
    /// 郵便番号
    pub postal_code: Option<PostalCode>,
    /// 所在地 as written.
    pub address: Option<String>,
    /// 都道府県
    pub prefecture: Option<PrefectureCode>,
    /// 市区町村
    pub municipality: Option<LocalGovernmentCode>,
    /// 業種
    pub industry: Option<IndustryCode>,
    /// 資本金, yen.
    pub capital: Option<i64>,
    /// 従業者数, persons.
    pub employees: Option<i64>,
    /// 設立年月日
    pub established: Option<Date>,
    /// 代表者
    pub representative: Option<String>,
    /// 電話番号 as written.
    pub telephone: Option<String>,
    /// ウェブサイト
    pub url: Option<String>,
    /// 備考
    pub note: Option<String>,
}

/// A firm in the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Firm {
    /// Its id (UUIDv7), the same in every office that holds the firm.
    pub id: Uuid,
    /// What is known of it.
    #[serde(flatten)]
    pub record: FirmRecord,
}
