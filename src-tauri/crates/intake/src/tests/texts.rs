//! Every code that can come out of an import has its sentence, in both languages.

use std::collections::BTreeMap;

use super::support::root;
use crate::{COLUMN_REASONS, IntakeError, Problem, RowKind, problem_codes};

type Texts = BTreeMap<String, String>;

fn texts(language: &str) -> Texts {
    let path = root().join("assets/text").join(language).join("intake.json");
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The names in braces.
fn params(text: &str) -> Vec<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).collect()
}

#[test]
fn every_code_has_a_sentence_that_its_facts_can_fill() {
    for texts in [texts("ja"), texts("en")] {
        for code in problem_codes() {
            let facts: Vec<_> = Problem::new(code, "").params();
            for name in params(&texts[&format!("problem.{code}")]) {
                assert!(facts.iter().any(|(fact, _)| *fact == name), "{code}: {name}");
            }
        }
        for kind in RowKind::SKIPPED {
            assert!(texts.contains_key(&format!("skip.{}", kind.as_str())), "{kind:?}");
        }
        for reason in COLUMN_REASONS {
            assert!(texts.contains_key(&format!("reason.{reason}")), "{reason}");
        }
        for error in errors() {
            let text = &texts[&format!("error.{}", error.code())];
            let facts = error.params();
            for name in params(text) {
                assert!(facts.iter().any(|(fact, _)| *fact == name), "{}: {name}", error.code());
            }
        }
    }
}

#[test]
fn both_languages_have_the_same_keys() {
    let (ja, en) = (texts("ja"), texts("en"));
    assert!(ja.keys().eq(en.keys()));
}

fn errors() -> Vec<IntakeError> {
    use shirube_sheets::SheetError::*;
    let part = String::new();
    let sheet = [
        NotFound,
        IsAFolder,
        Unreadable { reason: "permission" },
        EmptyFile,
        Encrypted,
        TruncatedOrBroken { part: part.clone() },
        NotASpreadsheet { found: "pdf" },
        TooLarge { what: "cells", limit: 1 },
        UnknownEncoding,
        NoSheets,
        Doctype { part },
        SheetNotFound { name: String::new(), sheets: Vec::new() },
    ];
    let place = String::new();
    let wrong = ["column_twice", "field_twice", "rows_reversed"];
    let wrong = wrong.map(|what| IntakeError::MappingWrong { what, place: place.clone() });
    let sheet_name = String::new;
    let own = [
        IntakeError::NoTable,
        IntakeError::NoNameColumn { sheet: sheet_name() },
        IntakeError::TwoRows { sheet: sheet_name() },
    ];
    let sheet = sheet.map(IntakeError::Sheet).into_iter();
    sheet.chain(wrong).chain(own).collect()
}
