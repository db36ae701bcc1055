//! The list of prefectures and municipalities, and finding one by code, name or address.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::codes::{LocalGovernmentCode, PrefectureCode};

/// A prefecture by its code and names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Prefecture {
    /// Two digits.
    pub code: PrefectureCode,
    /// 福井県
    pub name: String,
    /// フクイケン, as the list writes it.
    pub kana: String,
    /// Fukui
    pub en: String,
}

/// A municipality (or a ward of a designated city).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Municipality {
    /// Six digits.
    pub code: LocalGovernmentCode,
    /// 鯖江市; a ward carries its city: 札幌市中央区
    pub name: String,
    /// さばえし, as the list writes it.
    pub kana: String,
    /// 郡, empty for cities and wards.
    pub district: String,
}

/// All prefectures and municipalities of one edition of the list.
#[derive(Debug, Clone, Default)]
pub struct Places {
    prefectures: Vec<Prefecture>,
    municipalities: Vec<Municipality>,
    /// Names and district + name, longest first, per prefecture.
    by_name: BTreeMap<PrefectureCode, Vec<(String, usize)>>,
}

impl Places {
    /// The list of those places, in code order.
    pub fn new(mut prefectures: Vec<Prefecture>, mut municipalities: Vec<Municipality>) -> Self {
        prefectures.sort_by(|a, b| a.code.cmp(&b.code));
        municipalities.sort_by(|a, b| a.code.cmp(&b.code));
        let mut by_name: BTreeMap<PrefectureCode, Vec<(String, usize)>> = BTreeMap::new();
        for (index, place) in municipalities.iter().enumerate() {
            let names = by_name.entry(place.code.prefecture()).or_default();
            names.push((place.name.clone(), index));
            if !place.district.is_empty() {
                names.push((format!("{}{}", place.district, place.name), index));
            }
        }
        for names in by_name.values_mut() {
            names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
        }
        Self { prefectures, municipalities, by_name }
    }

    /// All prefectures in code order.
    pub fn prefectures(&self) -> &[Prefecture] {
        &self.prefectures
    }

    /// All municipalities in code order.
    pub fn municipalities(&self) -> &[Municipality] {
        &self.municipalities
    }

    /// The prefecture of that code.
    pub fn prefecture(&self, code: &PrefectureCode) -> Option<&Prefecture> {
        self.prefectures.iter().find(|place| place.code == *code)
    }

    /// The municipality of that code.
    pub fn municipality(&self, code: &LocalGovernmentCode) -> Option<&Municipality> {
        let index = self.municipalities.binary_search_by(|place| place.code.cmp(code)).ok()?;
        self.municipalities.get(index)
    }

    /// The prefecture of that name (`福井県`, or `福井` without 都道府県).
    pub fn prefecture_named(&self, name: &str) -> Option<&Prefecture> {
        let name = name.trim();
        self.prefectures.iter().find(|place| {
            place.name == name
                || (place.name != "北海道"
                    && place.name.trim_end_matches(['都', '府', '県']) == name)
        })
    }

    /// The municipality of exactly that name, with or without its district, inside `prefecture`.
    pub fn municipality_named(
        &self,
        prefecture: &PrefectureCode,
        name: &str,
    ) -> Option<&Municipality> {
        let name = name.trim();
        let names = self.by_name.get(prefecture)?;
        let index = names.iter().find(|(known, _)| known == name)?.1;
        self.municipalities.get(index)
    }

    /// The prefecture with which an address begins, and what follows it.
    pub fn prefecture_of_address<'a>(&self, address: &'a str) -> Option<(&Prefecture, &'a str)> {
        let address = address.trim_start();
        self.prefectures
            .iter()
            .find_map(|place| Some((place, address.strip_prefix(place.name.as_str())?)))
    }

    /// The municipality with which the rest of an address (after the prefecture) begins: the
    /// longest name that fits, so that 札幌市中央区 wins over 札幌市.
    pub fn municipality_of_address(
        &self,
        prefecture: &PrefectureCode,
        rest: &str,
    ) -> Option<&Municipality> {
        let rest = rest.trim_start();
        let names = self.by_name.get(prefecture)?;
        let index = names.iter().find(|(name, _)| rest.starts_with(name.as_str()))?.1;
        self.municipalities.get(index)
    }

    /// The name as a form writes it: a town or village always with its prefecture and district,
    /// every other place with its prefecture.
    pub fn full_name(&self, code: &LocalGovernmentCode) -> Option<String> {
        let prefecture = self.prefecture(&code.prefecture())?;
        if code.is_prefecture() {
            return Some(prefecture.name.clone());
        }
        let place = self.municipality(code)?;
        Some(format!("{}{}{}", prefecture.name, place.district, place.name))
    }
}
