//! The text catalogue: Japanese and English hold the same keys with the same places in them.

use std::collections::{BTreeMap, BTreeSet};

use super::{files, none};

type Catalogue = BTreeMap<String, String>;

/// The catalogue of one language: area (file name) to its texts.
fn catalogues(language: &str) -> BTreeMap<String, Catalogue> {
    let folder = format!("assets/text/{language}/");
    files()
        .iter()
        .filter_map(|file| Some((file.place.strip_prefix(&folder)?.to_owned(), file.read())))
        .map(|(area, text)| {
            let texts = serde_json::from_str(&text)
                .unwrap_or_else(|error| panic!("{folder}{area}: {error}"));
            (area, texts)
        })
        .collect()
}

/// The `{names}` in a template. A digit at the end asks for so many digits: `{month2}`.
fn places(template: &str) -> BTreeSet<&str> {
    let parts = template.split('{').skip(1);
    parts
        .filter_map(|part| part.find('}').map(|end| &part[..end]))
        .filter(|name| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_'))
        .map(|name| name.trim_end_matches(|c: char| c.is_ascii_digit()))
        .collect()
}

#[test]
fn places_are_names_in_braces() {
    let expected = BTreeSet::from(["month", "year"]);
    assert_eq!(places("{year}-{month2} {…}"), expected);
}

#[test]
fn both_languages_have_the_same_keys_and_places() {
    let (ja, en) = (catalogues("ja"), catalogues("en"));
    let mut complaints = Vec::new();
    let areas: BTreeSet<&String> = ja.keys().chain(en.keys()).collect();
    let none_yet = Catalogue::new();
    for area in areas {
        let ja = ja.get(area).unwrap_or(&none_yet);
        let en = en.get(area).unwrap_or(&none_yet);
        for key in ja.keys().chain(en.keys()).collect::<BTreeSet<_>>() {
            match (ja.get(key), en.get(key)) {
                (Some(a), Some(b)) if places(a) != places(b) => {
                    complaints.push(format!("{area}: {key}: {:?} ≠ {:?}", places(a), places(b)));
                }
                (None, _) => complaints.push(format!("{area}: {key} is missing in ja")),
                (_, None) => complaints.push(format!("{area}: {key} is missing in en")),
                _ => {}
            }
        }
    }
    none("the languages differ", complaints);
}

#[test]
fn a_key_stands_in_one_area_only() {
    let mut owner: BTreeMap<String, String> = BTreeMap::new();
    let mut complaints = Vec::new();
    for (area, texts) in catalogues("ja") {
        for key in texts.into_keys() {
            if let Some(other) = owner.insert(key.clone(), area.clone()) {
                complaints.push(format!("{key}: {other} and {area}"));
            }
        }
    }
    none("keys that two areas hold", complaints);
}

#[test]
fn no_text_is_empty() {
    let mut complaints = Vec::new();
    for language in ["ja", "en"] {
        for (area, texts) in catalogues(language) {
            let empty = texts.iter().filter(|(_, text)| text.trim().is_empty());
            complaints.extend(empty.map(|(key, _)| format!("{language}/{area}: {key}")));
        }
    }
    none("empty texts", complaints);
}
