//! Which of the three plans fits, for who writes one or for a firm that asks: a few plain
//! questions, and reasons that quote the policy.

use std::collections::BTreeMap;

use serde::Deserialize;
use shirube_domain::catalogue::{Catalogue, Place};
use shirube_domain::plan::PlanKind;

use crate::api::starting::{
    Guide, GuideChoice, GuideGap, GuideQuestion, GuideReason, GuideRequest, KindProfile, Quote,
    Recommendation,
};
use crate::fault::Fault;
use crate::progress::Progress;
use crate::session::{Outcome, Session};
use crate::text::Language;

/// An answer that says nothing yet.
const UNSURE: &str = "unsure";

/// How many reasons make a good fit out of a possible one.
const GOOD: usize = 2;

/// The guide's data: questions and rules, and what the policy says of each kind.
#[derive(Debug)]
pub(crate) struct GuideData {
    questions: Vec<Question>,
    rules: Vec<Rule>,
    profiles: Vec<Profile>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    id: String,
    text: String,
    text_en: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Question {
    id: String,
    text: String,
    text_en: String,
    choice: Vec<Words>,
}

/// What a choice says of some kinds.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    question: String,
    choice: String,
    #[serde(default)]
    favours: Vec<PlanKind>,
    #[serde(default)]
    against: Vec<PlanKind>,
    text: String,
    text_en: String,
    /// What is to be brought next time.
    #[serde(default)]
    bring: String,
    #[serde(default)]
    bring_en: String,
    #[serde(default)]
    quote: Option<Pointer>,
    /// The quoted words, looked up when the data are loaded.
    #[serde(skip)]
    quoted: Option<Quote>,
}

/// Where the policy's words stand: in a profile's part, or in a requirement.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Pointer {
    kind: PlanKind,
    #[serde(default)]
    part: String,
    #[serde(default)]
    index: usize,
    #[serde(default)]
    requirement: String,
}

#[derive(Debug, Deserialize)]
struct GuideFile {
    question: Vec<Question>,
    rule: Vec<Rule>,
}

#[derive(Debug, Deserialize)]
struct ProfilesFile {
    profile: Vec<Profile>,
}

#[derive(Debug, Deserialize)]
struct Said {
    verbatim: String,
    row: String,
}

#[derive(Debug, Deserialize)]
struct Ours {
    text: String,
    text_en: String,
}

#[derive(Debug, Deserialize)]
struct Profile {
    kind: PlanKind,
    column: String,
    name: String,
    name_en: String,
    overview: Vec<String>,
    process: Vec<String>,
    unit: Said,
    relation: Said,
    leads: Ours,
}

/// The rows of the policy's table that a profile's lists come from.
const OVERVIEW_ROW: &str = "クラスターの概要";
const PROCESS_ROW: &str = "策定プロセス";

impl GuideData {
    /// Reads a guide, `name`, and the profiles, and looks every quotation up.
    pub(crate) fn load(
        (name, guide): (&str, &str),
        profiles: &str,
        catalogue: &Catalogue,
    ) -> Result<Self, String> {
        let file: GuideFile = toml::from_str(guide).map_err(|error| format!("{name}: {error}"))?;
        let profiles: ProfilesFile =
            toml::from_str(profiles).map_err(|error| format!("profiles.toml: {error}"))?;
        let mut data =
            Self { questions: file.question, rules: file.rule, profiles: profiles.profile };
        for index in 0..data.rules.len() {
            let rule = &data.rules[index];
            let at = format!("{name}: {} {}", rule.question, rule.choice);
            data.question(&rule.question)
                .filter(|question| question.choice.iter().any(|choice| choice.id == rule.choice))
                .ok_or_else(|| format!("{at}: no such choice"))?;
            let quoted = rule.quote.as_ref().map(|pointer| data.quote(pointer, catalogue));
            let quoted = quoted
                .map(|found| found.ok_or_else(|| format!("{at}: nothing to quote there")))
                .transpose()?;
            data.rules[index].quoted = quoted;
        }
        Ok(data)
    }

    fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }

    fn quote(&self, pointer: &Pointer, catalogue: &Catalogue) -> Option<Quote> {
        if !pointer.requirement.is_empty() {
            let requirement = catalogue.requirement(pointer.kind, &pointer.requirement)?;
            let Place { column, row, .. } = &requirement.place;
            return Some(quote(&requirement.source, column, row));
        }
        let profile = self.profiles.iter().find(|profile| profile.kind == pointer.kind)?;
        let of = |list: &[String], row| Some(quote(list.get(pointer.index)?, &profile.column, row));
        match pointer.part.as_str() {
            "overview" => of(&profile.overview, OVERVIEW_ROW),
            "process" => of(&profile.process, PROCESS_ROW),
            "unit" => Some(quote(&profile.unit.verbatim, &profile.column, &profile.unit.row)),
            "relation" => {
                Some(quote(&profile.relation.verbatim, &profile.column, &profile.relation.row))
            }
            _ => None,
        }
    }

    /// What the answers say of one kind.
    fn recommendation(
        &self,
        profile: &Profile,
        answers: &BTreeMap<String, String>,
        language: Language,
    ) -> Recommendation {
        let about = |rule: &&Rule| {
            rule.favours.contains(&profile.kind) || rule.against.contains(&profile.kind)
        };
        let said: Vec<&Rule> = self
            .rules
            .iter()
            .filter(about)
            .filter(|rule| answers.get(&rule.question) == Some(&rule.choice))
            .collect();
        let reasons: Vec<GuideReason> = said
            .iter()
            .map(|rule| GuideReason {
                text: say(language, &rule.text, &rule.text_en),
                favours: rule.favours.contains(&profile.kind),
                origin: if rule.quoted.is_some() { "policy" } else { "app" }.to_owned(),
                source: rule.quoted.clone(),
            })
            .collect();
        let missing: Vec<GuideGap> = self
            .questions
            .iter()
            .filter(|question| {
                let known = answers.get(&question.id).is_some_and(|choice| choice != UNSURE);
                !known && self.rules.iter().filter(about).any(|r| r.question == question.id)
            })
            .map(|question| GuideGap {
                question: question.id.clone(),
                text: say(language, &question.text, &question.text_en),
            })
            .collect();
        let fit = if reasons.iter().any(|reason| !reason.favours) {
            "poor"
        } else if missing.is_empty() && reasons.len() >= GOOD {
            "good"
        } else {
            "possible"
        };
        Recommendation {
            kind: profile.kind.letter().to_owned(),
            name: say(language, &profile.name, &profile.name_en),
            fit: fit.to_owned(),
            reasons,
            missing,
            bring: bring(&said, profile.kind, language),
        }
    }
}

/// What is to be brought next time for a kind that fits, each once.
fn bring(said: &[&Rule], kind: PlanKind, language: Language) -> Vec<String> {
    let mut things = Vec::new();
    for rule in said.iter().filter(|rule| rule.favours.contains(&kind) && !rule.bring.is_empty()) {
        let thing = say(language, &rule.bring, &rule.bring_en);
        if !things.contains(&thing) {
            things.push(thing);
        }
    }
    things
}

fn quote(text: &str, column: &str, row: &str) -> Quote {
    Quote { text: text.to_owned(), column: column.to_owned(), row: row.to_owned() }
}

fn say(language: Language, ja: &str, en: &str) -> String {
    match language {
        Language::Ja => ja.to_owned(),
        Language::En => en.to_owned(),
    }
}

/// The guide for who writes a plan.
pub(crate) fn for_plan(
    session: &Session,
    request: GuideRequest,
    _progress: &dyn Progress,
) -> Outcome<Guide> {
    ask(session, &session.assets().plan_guide, &request, "guide")
}

/// The guide for a firm that asks.
pub(crate) fn for_firm(
    session: &Session,
    request: GuideRequest,
    _progress: &dyn Progress,
) -> Outcome<Guide> {
    ask(session, &session.assets().firm_guide, &request, "guide.firm")
}

/// What the answers say; `words` begins the keys of the sentences.
fn ask(session: &Session, data: &GuideData, request: &GuideRequest, words: &str) -> Outcome<Guide> {
    let language = session.language();
    for (id, choice) in &request.answers {
        let question = data
            .question(id)
            .ok_or_else(|| Fault::usage("guide_question_unknown").with("question", id))?;
        if !question.choice.iter().any(|known| known.id == *choice) {
            let fault = Fault::usage("guide_choice_unknown");
            return Err(fault.with("question", id).with("value", choice));
        }
    }
    let mut recommendations: Vec<Recommendation> = if request.answers.is_empty() {
        Vec::new()
    } else {
        let one = |profile| data.recommendation(profile, &request.answers, language);
        data.profiles.iter().map(one).collect()
    };
    recommendations.sort_by_key(|one| {
        let place = ["good", "possible", "poor"].iter().position(|fit| *fit == one.fit);
        let against = one.reasons.iter().filter(|reason| !reason.favours).count();
        (place, against, usize::MAX - one.reasons.len())
    });
    let none_fits =
        !recommendations.is_empty() && recommendations.iter().all(|one| one.fit == "poor");
    Ok(Guide {
        questions: data.questions.iter().map(|one| view(one, &request.answers, language)).collect(),
        message: message(session, words, &recommendations, none_fits),
        recommendations,
        none_fits,
        kinds: data.profiles.iter().map(|profile| said(profile, language)).collect(),
    })
}

fn view(
    question: &Question,
    answers: &BTreeMap<String, String>,
    language: Language,
) -> GuideQuestion {
    let choice = |choice: &Words| GuideChoice {
        id: choice.id.clone(),
        text: say(language, &choice.text, &choice.text_en),
    };
    GuideQuestion {
        id: question.id.clone(),
        text: say(language, &question.text, &question.text_en),
        choices: question.choice.iter().map(choice).collect(),
        answer: answers.get(&question.id).cloned(),
    }
}

fn message(
    session: &Session,
    words: &str,
    recommendations: &[Recommendation],
    none_fits: bool,
) -> String {
    let key = |name: &str| format!("{words}.{name}");
    let good: Vec<&str> = recommendations
        .iter()
        .filter(|one| one.fit == "good")
        .map(|one| one.name.as_str())
        .collect();
    if recommendations.is_empty() {
        session.say(&key("begin"), &[])
    } else if none_fits {
        session.say(&key("none_fits"), &[])
    } else if good.is_empty() {
        session.say(&key("open"), &[])
    } else {
        session.say(&key("fits"), &[("names", &good.join(&session.say("list.separator", &[])))])
    }
}

fn said(profile: &Profile, language: Language) -> KindProfile {
    KindProfile {
        kind: profile.kind.letter().to_owned(),
        name: say(language, &profile.name, &profile.name_en),
        overview: profile
            .overview
            .iter()
            .map(|text| quote(text, &profile.column, OVERVIEW_ROW))
            .collect(),
        leads: say(language, &profile.leads.text, &profile.leads.text_en),
    }
}
