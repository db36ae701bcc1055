//! The words of a report: of each problem what is wrong, and what would be right.

use jiff::civil::Date;
use shirube_intake::Problem;

use crate::session::Session;

/// The text catalogue as a report asks it.
pub(super) struct Words<'s> {
    session: &'s Session,
}

impl<'s> Words<'s> {
    pub(super) fn new(session: &'s Session) -> Self {
        Self { session }
    }

    pub(super) fn say(&self, key: &str, params: &[(&str, &str)]) -> String {
        self.session.say(key, params)
    }

    fn known(&self, key: &str) -> Option<String> {
        let language = self.session.language();
        self.session.assets().text.template(language, key)?;
        Some(self.say(key, &[]))
    }

    /// What is wrong; where a report has no words of its own, the import's.
    pub(super) fn what(&self, problem: &Problem) -> String {
        self.known(&format!("report.what.{}", problem.code)).unwrap_or_else(|| {
            let params = problem.params();
            let facts: Vec<(&str, &str)> = params.iter().map(|(n, v)| (*n, v.as_str())).collect();
            self.say(&format!("problem.{}", problem.code), &facts)
        })
    }

    /// What would be right; empty where the words of [`Words::what`] say it.
    pub(super) fn right(&self, problem: &Problem) -> String {
        self.known(&format!("report.right.{}", problem.code)).unwrap_or_default()
    }

    /// How much it matters.
    pub(super) fn severity(&self, problem: &Problem) -> String {
        self.say(&format!("report.severity.{}", problem.severity.as_str()), &[])
    }

    /// The rule's id and title.
    pub(super) fn rule(&self, id: &str) -> String {
        let title = self.session.assets().rules.get(id).map(String::as_str).unwrap_or_default();
        self.say("report.rule", &[("id", id), ("title", title)]).trim_end().to_owned()
    }

    /// Several texts as one.
    pub(super) fn list(&self, texts: &[String]) -> String {
        texts.join(&self.say("list.separator", &[]))
    }

    pub(super) fn today(&self) -> String {
        self.date(self.session.now().1)
    }

    fn date(&self, day: Date) -> String {
        let (year, month, day) =
            (day.year().to_string(), day.month().to_string(), day.day().to_string());
        let (month2, day2) = (format!("{month:0>2}"), format!("{day:0>2}"));
        let facts = [
            ("year", year.as_str()),
            ("month", &month),
            ("month2", &month2),
            ("day", &day),
            ("day2", &day2),
        ];
        self.say("period.date", &facts)
    }
}
