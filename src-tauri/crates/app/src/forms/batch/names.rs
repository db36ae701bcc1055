//! File names by a rule.

use std::collections::BTreeSet;

use shirube_domain::plan::Plan;

use crate::fault::Fault;
use crate::parse;
use crate::plans::evidence::name::safe_file_name;
use crate::session::{Outcome, Session};

/// The rule where none is given.
const RULE: &str = "{code}_{plan}_{form}_{date}";
/// The words that a rule can name.
const WORDS: [&str; 5] = ["code", "plan", "form", "date", "id"];
/// The longest part that a title gives, in bytes: Windows takes 260 letters for a whole path.
const LONGEST_TITLE: usize = 90;

/// A rule for names: text, and words in braces.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Rule(Vec<Piece>);

#[derive(Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Word(&'static str),
}

impl Rule {
    /// # Errors
    /// A word that is none, a brace without its other, or a rule that names no word at all.
    pub(super) fn parse(rule: Option<&str>) -> Outcome<Self> {
        let given = rule.map(str::to_owned);
        let rule = parse::given(given.as_ref()).unwrap_or(RULE);
        let wrong =
            |word: &str| Fault::usage("name_rule_wrong").with("rule", rule).with("word", word);
        let mut pieces = Vec::new();
        let mut rest = rule;
        while let Some(at) = rest.find(['{', '}']) {
            let (text, after) = rest.split_at(at);
            let inner = after.strip_prefix('{').and_then(|after| after.split_once('}'));
            let (word, after) = inner.ok_or_else(|| wrong(after))?;
            let word = WORDS.into_iter().find(|known| *known == word).ok_or_else(|| wrong(word))?;
            pieces.push(Piece::Text(text.to_owned()));
            pieces.push(Piece::Word(word));
            rest = after;
        }
        if pieces.is_empty() {
            return Err(wrong(rule));
        }
        pieces.push(Piece::Text(rest.to_owned()));
        Ok(Self(pieces))
    }

    /// The name of a plan's form, without ending.
    pub(super) fn name(&self, session: &Session, plan: &Plan, form: &str) -> String {
        let word = |word: &str| match word {
            "code" => match plan.municipalities.as_slice() {
                [only] => only.to_string(),
                _ => plan.prefectures.first().map(ToString::to_string).unwrap_or_default(),
            },
            "plan" => shortened(&plan.title),
            "form" => {
                let prefix = session.say("forms.file_prefix", &[]);
                match form.rsplit_once('_') {
                    Some((_, kind)) => format!("{prefix}{}", kind.to_ascii_uppercase()),
                    None => prefix,
                }
            }
            "date" => session.now().1.to_string().replace('-', ""),
            _ => plan.id.to_string(),
        };
        let parts = self.0.iter().map(|piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Word(name) => word(name),
        });
        parts.collect()
    }
}

fn shortened(title: &str) -> String {
    let mut end = title.len().min(LONGEST_TITLE);
    while !title.is_char_boundary(end) {
        end -= 1;
    }
    title[..end].to_owned()
}

/// The names that a batch has given: none twice, also where letters differ only in their case.
#[derive(Debug, Default)]
pub(super) struct Names(BTreeSet<String>);

impl Names {
    /// A name that every system takes, and no other file of the batch has.
    pub(super) fn take(&mut self, name: &str, ending: &str) -> String {
        // The wave dash is no letter of Windows' own Japanese; its twin is.
        let name = name.replace('\u{301c}', "\u{ff5e}").replace(['/', '\\'], "_");
        let mut number = 1;
        loop {
            let more = if number == 1 { String::new() } else { format!(" ({number})") };
            let whole = safe_file_name(&format!("{name}{more}.{ending}"));
            if self.0.insert(whole.to_lowercase()) {
                return whole;
            }
            number += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_rule_names_only_words_that_there_are() {
        assert!(Rule::parse(None).is_ok());
        assert!(Rule::parse(Some("{plan}-{date}")).is_ok());
        for wrong in ["{town}", "{plan", "plan}", "same", "{}"] {
            assert_eq!(Rule::parse(Some(wrong)).unwrap_err().code, "name_rule_wrong", "{wrong}");
        }
    }

    #[test]
    fn names_are_safe_and_none_is_given_twice() {
        let mut names = Names::default();
        assert_eq!(names.take("計画〜第1期/A", "xlsx"), "計画～第1期_A.xlsx");
        assert_eq!(names.take("Plan", "xlsx"), "Plan.xlsx");
        assert_eq!(names.take("PLAN", "xlsx"), "PLAN (2).xlsx");
        assert_eq!(names.take("con", "pdf"), "_con.pdf");
    }

    proptest! {
        #[test]
        fn every_name_is_short_and_new(all in prop::collection::vec("\\PC{0,200}", 1..20)) {
            let mut names = Names::default();
            let mut seen = BTreeSet::new();
            for name in all {
                let given = names.take(&name, "xlsx");
                prop_assert!(given.len() <= 150 && !given.contains(['/', '\\', ':', '?']));
                prop_assert!(seen.insert(given.to_lowercase()));
            }
        }
    }
}
