//! Reading the name or code of a prefecture or municipality.

use shirube_domain::codes::{LocalGovernmentCode, PrefectureCode};
use shirube_domain::names::search_form;
use shirube_domain::places::{Municipality, Places};

use super::meaning::{Meaning, Remark};

/// A municipality by code or name, those of `prefectures` first; a name that no list has stays
/// as it is written.
pub(crate) fn municipality(places: &Places, prefectures: &[PrefectureCode], text: &str) -> Meaning {
    if let Some(code) = code(places, text) {
        return Meaning::value(code.as_str());
    }
    match named(places, prefectures, text) {
        Found::One(place) => Meaning::value(place.code.as_str()),
        Found::Several => {
            Meaning::remarked(text, Remark::new("municipality_several").with("raw", text))
        }
        Found::None => {
            Meaning::remarked(text, Remark::new("municipality_as_written").with("raw", text))
        }
    }
}

/// A prefecture's two digits or a municipality's six, by code or name.
pub(crate) fn local_government(
    places: &Places,
    prefectures: &[PrefectureCode],
    text: &str,
) -> Meaning {
    if let Some(place) = places.prefecture_named(text) {
        return Meaning::value(place.code.as_str());
    }
    if let Ok(code) = PrefectureCode::parse(text) {
        return Meaning::value(code.as_str());
    }
    if let Some(code) = code(places, text) {
        return Meaning::value(code.as_str());
    }
    match named(places, prefectures, text) {
        Found::One(place) => Meaning::value(place.code.as_str()),
        Found::Several => Meaning::unread("municipality_which"),
        Found::None => Meaning::unread("local_government_unread"),
    }
}

/// Six digits, or the five without the check digit.
fn code(places: &Places, text: &str) -> Option<LocalGovernmentCode> {
    let code =
        LocalGovernmentCode::parse(text).or_else(|_| LocalGovernmentCode::from_five(text)).ok()?;
    places.municipality(&code).map(|_| code)
}

enum Found<'a> {
    One(&'a Municipality),
    Several,
    None,
}

/// The municipality of that name: with its prefecture, else inside the plan's, else the only one.
fn named<'a>(places: &'a Places, prefectures: &[PrefectureCode], text: &str) -> Found<'a> {
    if let Some((prefecture, rest)) = places.prefecture_of_address(text) {
        let found = places.municipality_named(&prefecture.code, rest);
        return found.map_or(Found::None, Found::One);
    }
    let near = prefectures.iter().find_map(|code| places.municipality_named(code, text));
    if let Some(place) = near {
        return Found::One(place);
    }
    let wanted = search_form(text);
    let mut all = places.municipalities().iter().filter(|place| {
        search_form(&place.name) == wanted
            || (!place.district.is_empty()
                && search_form(&format!("{}{}", place.district, place.name)) == wanted)
    });
    match (all.next(), all.next()) {
        (Some(place), None) => Found::One(place),
        (Some(_), Some(_)) => Found::Several,
        _ => Found::None,
    }
}
