//! Probable pairs: firms that may be one, for a person to decide. Looked up by hashes, so that a
//! hundred thousand rows cost a hundred thousand look-ups and no more.

use std::hash::{DefaultHasher, Hash, Hasher};

use rusqlite::Connection;
use shirube_domain::alike::{alike, contains, nearly_same};
use shirube_domain::codes::{LocalGovernmentCode, PrefectureCode};
use shirube_domain::firm::FirmRecord;
use shirube_domain::names::{
    address_beginning, address_form, kana_form, matching_form, telephone_form,
};

use crate::error::Result;
use crate::firms::{RECORD, read_record};

/// Why two records may be of one firm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// 法人番号 is the same.
    SameNumber,
    /// The name is the same, in one municipality.
    SameNameSameMunicipality,
    /// The name is the same, in one prefecture; the municipality is another one or unknown.
    SameNameSamePrefecture,
    /// The reading is the same, in one municipality.
    SameKanaSameMunicipality,
    /// The reading is the same, and the address up to its numbers.
    SameKanaAddressBeginning,
    /// The telephone is the same, and the names are similar.
    SameTelephoneSimilarName,
    /// One name stands within the other, at one address.
    NameContainsSameAddress,
    /// The names differ by a letter or two, at one address.
    SimilarNameSameAddress,
    /// Several firms of the ledger fit the row.
    FitsSeveral,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 9] = [
        Self::SameNumber,
        Self::SameNameSameMunicipality,
        Self::SameNameSamePrefecture,
        Self::SameKanaSameMunicipality,
        Self::SameKanaAddressBeginning,
        Self::SameTelephoneSimilarName,
        Self::NameContainsSameAddress,
        Self::SimilarNameSameAddress,
        Self::FitsSeveral,
    ];

    /// The name in JSON and in the text catalogue (`match.<name>`).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::SameNumber => "same_number",
            Self::SameNameSameMunicipality => "same_name_same_municipality",
            Self::SameNameSamePrefecture => "same_name_same_prefecture",
            Self::SameKanaSameMunicipality => "same_kana_same_municipality",
            Self::SameKanaAddressBeginning => "same_kana_address_beginning",
            Self::SameTelephoneSimilarName => "same_telephone_similar_name",
            Self::NameContainsSameAddress => "name_contains_same_address",
            Self::SimilarNameSameAddress => "similar_name_same_address",
            Self::FitsSeveral => "fits_several",
        }
    }

    /// How much it says, from 0 to 1, in hundredths: for the order of what is shown.
    fn weight(self) -> u32 {
        match self {
            Self::SameNumber => 99,
            Self::SameNameSameMunicipality | Self::FitsSeveral => 75,
            Self::SameTelephoneSimilarName
            | Self::NameContainsSameAddress
            | Self::SimilarNameSameAddress => 70,
            Self::SameKanaAddressBeginning => 65,
            Self::SameNameSamePrefecture | Self::SameKanaSameMunicipality => 55,
        }
    }
}

/// How likely it is that the two are one, 0 to 99: each reason takes its part of what is open.
pub(crate) fn score(reasons: &[Reason]) -> u32 {
    let open = reasons.iter().fold(100, |open, reason| open * (100 - reason.weight()) / 100);
    (100 - open).min(99)
}

/// A record in the forms in which pairs are looked for.
#[derive(Debug)]
pub(crate) struct Forms {
    pub(crate) name: String,
    kana: String,
    address: String,
    telephone: String,
    municipality: Option<LocalGovernmentCode>,
    prefecture: Option<PrefectureCode>,
    number: Option<String>,
}

impl Forms {
    pub(crate) fn of(record: &FirmRecord) -> Self {
        let municipality = record.municipality.clone();
        let prefecture = record.prefecture.clone();
        Self {
            name: matching_form(&record.name),
            kana: record.kana.as_deref().map(kana_form).unwrap_or_default(),
            address: record.address.as_deref().map(address_form).unwrap_or_default(),
            telephone: record.telephone.as_deref().map(telephone_form).unwrap_or_default(),
            prefecture: prefecture.or_else(|| municipality.as_ref().map(|code| code.prefecture())),
            municipality,
            number: record.corporate_number.as_ref().map(ToString::to_string),
        }
    }

    /// What it can be found by.
    fn keys(&self) -> impl Iterator<Item = u64> {
        let prefecture = self.prefecture.as_ref().map(PrefectureCode::as_str);
        let municipality = self.municipality.as_ref().map(LocalGovernmentCode::as_str);
        let beginning = address_beginning(&self.address);
        let whole = self.address.chars().any(|c| c.is_ascii_digit());
        let kana = self.kana.as_str();
        let keys = [
            prefecture.filter(|_| !self.name.is_empty()).map(|at| key(0, &self.name, at)),
            municipality.filter(|_| !kana.is_empty()).map(|at| key(1, kana, at)),
            (!kana.is_empty() && beginning.chars().count() >= 4).then(|| key(2, kana, beginning)),
            (self.telephone.len() >= 9).then(|| key(3, &self.telephone, "")),
            whole.then(|| key(4, &self.address, "")),
            self.number.as_ref().map(|number| key(5, number, "")),
        ];
        keys.into_iter().flatten()
    }

    /// Why this and another record may be of one firm; none for two numbers that differ.
    pub(crate) fn reasons(&self, other: &Self) -> Vec<Reason> {
        let mut reasons = Vec::new();
        match (&self.number, &other.number) {
            (Some(a), Some(b)) if a != b => return reasons,
            (Some(_), Some(_)) => reasons.push(Reason::SameNumber),
            _ => {}
        }
        let same = |a: &str, b: &str| !a.is_empty() && a == b;
        let same_town = self.municipality.is_some() && self.municipality == other.municipality;
        let same_address = same(&self.address, &other.address);
        if same(&self.name, &other.name) {
            if same_town || same_address {
                reasons.push(Reason::SameNameSameMunicipality);
            } else if self.prefecture.is_some() && self.prefecture == other.prefecture {
                reasons.push(Reason::SameNameSamePrefecture);
            }
        } else if same_address && nearly_same(&self.name, &other.name) {
            reasons.push(Reason::SimilarNameSameAddress);
        } else if same_address && contains(&self.name, &other.name) {
            reasons.push(Reason::NameContainsSameAddress);
        }
        if same(&self.kana, &other.kana) {
            let (a, b) = (address_beginning(&self.address), address_beginning(&other.address));
            if same(a, b) {
                reasons.push(Reason::SameKanaAddressBeginning);
            } else if same_town {
                reasons.push(Reason::SameKanaSameMunicipality);
            }
        }
        let one_telephone = self.telephone.len() >= 9 && self.telephone == other.telephone;
        if one_telephone && alike(&self.name, &other.name) {
            reasons.push(Reason::SameTelephoneSimilarName);
        }
        reasons
    }

    /// Whether the reading, the town and the look of the names make it certain.
    pub(crate) fn is_by_kana(&self, other: &Self) -> bool {
        !self.kana.is_empty()
            && self.kana == other.kana
            && self.municipality.is_some()
            && self.municipality == other.municipality
            && alike(&self.name, &other.name)
            && (self.number.is_none() || other.number.is_none() || self.number == other.number)
    }

    /// Whether both say where they are, and say it differently.
    pub(crate) fn is_elsewhere(&self, other: &Self) -> bool {
        !self.address.is_empty() && !other.address.is_empty() && self.address != other.address
    }
}

fn key(kind: u8, what: &str, place: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (kind, what, place).hash(&mut hasher);
    hasher.finish()
}

/// Which firms are looked through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Scope {
    /// Those without a number: all that a row with one can be.
    Unnumbered,
    /// All.
    All,
}

/// More firms than this under one key, and the key says nothing: a tower of offices, a switchboard.
const CROWD: usize = 20;

/// The firms of the ledger by what they can be found by, in order of hashes.
#[derive(Debug)]
pub(crate) struct Candidates {
    pub(crate) scope: Scope,
    entries: Vec<(u64, i64)>,
}

impl Candidates {
    /// The firms with keys below `before`.
    pub(crate) fn load(conn: &Connection, scope: Scope, before: i64) -> Result<Self> {
        let only = match scope {
            Scope::Unnumbered => "AND corporate_number IS NULL",
            Scope::All => "",
        };
        let sql = format!("SELECT key, {RECORD} FROM firm WHERE key < ?1 {only}");
        let mut select = conn.prepare(&sql)?;
        let mut rows = select.query([before])?;
        let mut entries = Vec::new();
        while let Some(row) = rows.next()? {
            let key = row.get(0)?;
            let forms = Forms::of(&read_record(row, 1)?);
            entries.extend(forms.keys().map(|hash| (hash, key)));
        }
        entries.sort_unstable();
        Ok(Self { scope, entries })
    }

    /// The keys of the firms that share something with these forms, in order.
    pub(crate) fn of(&self, forms: &Forms) -> Vec<i64> {
        let mut found: Vec<i64> = forms.keys().flat_map(|hash| self.under(hash)).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    fn under(&self, hash: u64) -> impl Iterator<Item = i64> {
        let from = self.entries.partition_point(|(entry, _)| *entry < hash);
        let same = self.entries[from..].iter().take_while(move |(entry, _)| *entry == hash);
        same.take(CROWD).map(|(_, key)| *key)
    }

    /// Every pair of firms that share something, in order.
    pub(crate) fn pairs(&self) -> Vec<(i64, i64)> {
        let mut pairs = Vec::new();
        for group in self.entries.chunk_by(|a, b| a.0 == b.0) {
            if group.len() > CROWD {
                continue;
            }
            for (index, (_, first)) in group.iter().enumerate() {
                for (_, second) in &group[index + 1..] {
                    pairs.push((*first, *second));
                }
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }
}
