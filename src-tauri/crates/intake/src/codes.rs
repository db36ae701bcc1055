//! The code lists that a reading needs, and finding a place or an industry in them.

use std::collections::BTreeMap;

use shirube_domain::codes::{IndustryCode, LocalGovernmentCode, PrefectureCode};
use shirube_domain::places::Places;

use crate::fold::{fold, narrow};

/// Places and industries, prepared for finding what cells name.
pub struct Codes<'p> {
    places: &'p Places,
    /// Folded names, and the codes themselves.
    industries: BTreeMap<String, IndustryCode>,
    /// All names of municipalities by their first character, longest first, for addresses that
    /// leave the prefecture out.
    by_first: BTreeMap<char, Vec<(String, LocalGovernmentCode)>>,
}

/// What a cell of municipality codes or names means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum FoundPlace {
    /// It is in the list.
    Known(LocalGovernmentCode),
    /// A leading zero was missing, and the check digit proves it.
    ZeroRestored(LocalGovernmentCode),
    /// It is not, or it could be several.
    Unknown,
}

impl<'p> Codes<'p> {
    /// Prepares the lists; `industries` gives codes with their names.
    pub fn new<'n>(
        places: &'p Places,
        industries: impl IntoIterator<Item = (IndustryCode, &'n str)>,
    ) -> Self {
        let mut by_name = BTreeMap::new();
        for (code, name) in industries {
            by_name.entry(fold(name)).or_insert_with(|| code.clone());
            by_name.insert(code.as_str().to_lowercase(), code);
        }
        let mut by_first: BTreeMap<char, Vec<(String, LocalGovernmentCode)>> = BTreeMap::new();
        for place in places.municipalities() {
            let mut names = vec![place.name.clone()];
            if !place.district.is_empty() {
                names.push(format!("{}{}", place.district, place.name));
            }
            for name in names {
                if let Some(first) = name.chars().next() {
                    by_first.entry(first).or_default().push((name, place.code.clone()));
                }
            }
        }
        for names in by_first.values_mut() {
            names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        }
        Self { places, industries: by_name, by_first }
    }

    /// The prefecture that a cell names or numbers.
    pub(crate) fn prefecture(&self, text: &str) -> Option<PrefectureCode> {
        let text = narrow(text);
        // Looking through the names takes longer, and a number is none.
        let numbered = text.bytes().all(|byte| byte.is_ascii_digit());
        let named = if numbered { None } else { self.places.prefecture_named(&text) };
        if let Some(place) = named {
            return Some(place.code.clone());
        }
        let padded = if text.len() == 1 { format!("0{text}") } else { text };
        PrefectureCode::parse(&padded).ok().filter(|code| self.places.prefecture(code).is_some())
    }

    /// The municipality that a cell names or numbers, inside `prefecture` where that is known.
    pub(crate) fn municipality(
        &self,
        text: &str,
        prefecture: Option<&PrefectureCode>,
    ) -> FoundPlace {
        let text: String = narrow(text).chars().filter(|c| !c.is_whitespace()).collect();
        if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
            return self.numbered(&text);
        }
        let named = match self.places.prefecture_of_address(&text) {
            Some((place, rest)) => self.named(rest, Some(&place.code)),
            None => self.named(&text, prefecture),
        };
        named.map_or(FoundPlace::Unknown, FoundPlace::Known)
    }

    /// The municipality after which a sheet is named: 「鯖江市」「02_越前市」「福井市（2）」「坂井市分」.
    pub(crate) fn of_sheet_name(
        &self,
        sheet: &str,
        prefecture: Option<&PrefectureCode>,
    ) -> Option<LocalGovernmentCode> {
        let name = narrow(sheet);
        let name = name.trim_start_matches(|c: char| {
            c.is_ascii_digit()
                || c.is_whitespace()
                || matches!(c, '.' | '_' | '-' | '(' | ')' | '【')
        });
        let end =
            name.find(|c: char| c.is_whitespace() || matches!(c, '(' | '】' | '_' | '-' | '・'));
        let name = &name[..end.unwrap_or(name.len())];
        let name = name.trim_end_matches(|c: char| c.is_ascii_digit());
        let name =
            ["一覧", "企業", "分", "内"].iter().fold(name, |name, end| name.trim_end_matches(end));
        match name {
            "" => None,
            name => match self.municipality(name, prefecture) {
                FoundPlace::Known(code) if !code.is_prefecture() => Some(code),
                _ => None,
            },
        }
    }

    fn numbered(&self, digits: &str) -> FoundPlace {
        let known = |code: LocalGovernmentCode| {
            (self.places.municipality(&code).is_some() || code.is_prefecture()).then_some(code)
        };
        match digits.len() {
            6 => LocalGovernmentCode::parse(digits)
                .ok()
                .and_then(known)
                .map_or(FoundPlace::Unknown, FoundPlace::Known),
            5 => {
                let restored =
                    LocalGovernmentCode::parse(&format!("0{digits}")).ok().and_then(known);
                let short = LocalGovernmentCode::from_five(digits).ok().and_then(known);
                match (restored, short) {
                    (Some(code), None) => FoundPlace::ZeroRestored(code),
                    (None, Some(code)) => FoundPlace::Known(code),
                    _ => FoundPlace::Unknown,
                }
            }
            _ => FoundPlace::Unknown,
        }
    }

    fn named(
        &self,
        name: &str,
        prefecture: Option<&PrefectureCode>,
    ) -> Option<LocalGovernmentCode> {
        if let Some(prefecture) = prefecture {
            return each_spelling(name, |name| {
                self.places.municipality_named(prefecture, name).map(|place| place.code.clone())
            });
        }
        let names = self.by_first.get(&name.chars().next()?)?;
        let mut fitting = names.iter().filter(|(known, _)| known == name).map(|(_, code)| code);
        let code = fitting.next()?;
        fitting.next().is_none().then(|| code.clone())
    }

    /// Prefecture and municipality with which an address begins. Where it leaves the prefecture
    /// out, `default` is tried, then every municipality whose name is not taken twice.
    pub(crate) fn of_address(
        &self,
        address: &str,
        default: Option<&PrefectureCode>,
    ) -> (Option<PrefectureCode>, Option<LocalGovernmentCode>) {
        let address = address.trim_start();
        if let Some((place, rest)) = self.places.prefecture_of_address(address) {
            let rest = rest.trim_start();
            let municipality = each_spelling(rest, |rest| {
                let place = self.places.municipality_of_address(&place.code, rest)?;
                Some(place.code.clone())
            });
            return (Some(place.code.clone()), municipality);
        }
        if let Some(default) = default {
            let place = each_spelling(address, |address| {
                let place = self.places.municipality_of_address(default, address)?;
                Some(place.code.clone())
            });
            if let Some(code) = place {
                return (Some(default.clone()), Some(code));
            }
        }
        match self.unique_in_address(address) {
            Some(code) => (Some(code.prefecture()), Some(code)),
            None => (None, None),
        }
    }

    fn unique_in_address(&self, address: &str) -> Option<LocalGovernmentCode> {
        let names = self.by_first.get(&address.chars().next()?)?;
        let (longest, code) = names.iter().find(|(name, _)| address.starts_with(name.as_str()))?;
        let twice = names.iter().filter(|(name, _)| name == longest).count() > 1;
        (!twice).then(|| code.clone())
    }

    /// The industry that a cell numbers or names: `E32`, `32 その他の製造業`, `製造業`.
    pub(crate) fn industry(&self, text: &str) -> Option<IndustryCode> {
        let folded = fold(text);
        if let Some(code) = self.industries.get(&folded) {
            return Some(code.clone());
        }
        let start = folded.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(folded.len());
        let (code, name) = folded.split_at(start);
        let parsed = IndustryCode::parse(code).ok();
        if let Some(parsed) = parsed.filter(|code| self.known_industry(code)) {
            // 「E,32」: the finer code counts.
            let finer = name.trim_start_matches([',', '、', '-', '/', ':', '.']);
            let finer = finer.split(|c: char| !c.is_ascii_digit()).next().unwrap_or("");
            let finer = IndustryCode::parse(finer).ok().filter(|code| self.known_industry(code));
            let is_section = parsed.as_str().starts_with(|c: char| c.is_ascii_alphabetic());
            return Some(finer.filter(|_| is_section).unwrap_or(parsed));
        }
        let name = name.trim_start_matches(['.', ':', '-', '_', ')', '、']);
        self.industries.get(name).cloned()
    }

    /// Whether the division of the code is in the list.
    fn known_industry(&self, code: &IndustryCode) -> bool {
        let code = code.as_str().to_lowercase();
        self.industries.contains_key(&code)
            || code.get(..2).is_some_and(|division| self.industries.contains_key(division))
    }
}

/// Tries the name as it is, then with ヶ and ケ exchanged: both are in use for one place.
fn each_spelling<T>(name: &str, find: impl Fn(&str) -> Option<T>) -> Option<T> {
    find(name)
        .or_else(|| name.contains('ケ').then(|| find(&name.replace('ケ', "ヶ"))).flatten())
        .or_else(|| name.contains('ヶ').then(|| find(&name.replace('ヶ', "ケ"))).flatten())
}
