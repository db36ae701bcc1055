//! 相談記録: a firm that asked, what was answered, and what is to be done next.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use crate::holidays::{closed, office_day_by, office_days_from};
use crate::hubs::confidentiality::Confidentiality;

/// How the firm came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Channel {
    /// 窓口
    #[default]
    Window,
    /// 電話
    Phone,
    /// 訪問
    Visit,
    /// オンライン
    Online,
    /// メール
    Mail,
}

impl Channel {
    /// Every channel, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Window, Self::Phone, Self::Visit, Self::Online, Self::Mail];

    /// The name in JSON and in the text catalogue (`channel.<name>`).
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Window => "window",
            Self::Phone => "phone",
            Self::Visit => "visit",
            Self::Online => "online",
            Self::Mail => "mail",
        }
    }

    /// The channel of that name, if there is one.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == name)
    }
}

/// What is to be done next for a firm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUp {
    /// What.
    pub step: String,
    /// By which day; `None` where none was named.
    pub on: Option<Date>,
    /// By whom; empty where nobody was named.
    pub who: String,
    /// The day on which it was done.
    pub done_on: Option<Date>,
}

/// One consultation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consultation {
    /// Its id.
    pub id: Uuid,
    /// The firm in the ledger; `None` where it is not there.
    pub firm: Option<Uuid>,
    /// The firm's name as it was given; empty while nobody has asked for it.
    pub firm_name: String,
    /// The day.
    pub on: Date,
    /// How the firm came.
    pub channel: Channel,
    /// Who spoke for the firm: personal data.
    pub people: String,
    /// What it was about.
    pub topics: Vec<String>,
    /// What was asked.
    pub text: String,
    /// What was answered.
    pub answer: String,
    /// The support measures that were named, by their ids.
    pub measures: Vec<String>,
    /// The plan that it concerns.
    pub plan: Option<Uuid>,
    /// What is to be done next.
    pub next: Option<FollowUp>,
    /// Who may see it.
    pub level: Confidentiality,
    /// Who wrote it down.
    pub author: String,
    /// When.
    pub at: Timestamp,
}

/// What is doubtful in a consultation although it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// No firm is named.
    NoFirm,
    /// The consultation's day is yet to come.
    InFuture,
    /// The follow-up's day lies before the consultation's.
    NextBefore,
    /// The follow-up's day has passed.
    NextPast,
    /// Offices are closed on the follow-up's day; the office days before and after it.
    NextClosed(Date, Date),
    /// A follow-up without a day is in no list of what is due.
    NextWithoutDay,
}

impl Doubt {
    /// The stable name; its sentence is `desk.doubt.<name>` in the text catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoFirm => "consultation_without_firm",
            Self::InFuture => "consultation_in_future",
            Self::NextBefore => "next_before_consultation",
            Self::NextPast => "next_in_past",
            Self::NextClosed(..) => "next_on_closed_day",
            Self::NextWithoutDay => "next_without_day",
        }
    }

    /// The field that it is about.
    pub fn field(self) -> &'static str {
        match self {
            Self::NoFirm => "firm",
            Self::InFuture => "on",
            _ => "next.on",
        }
    }
}

impl Consultation {
    /// Whether a follow-up is still to be done.
    pub fn is_open(&self) -> bool {
        self.next.as_ref().is_some_and(|next| next.done_on.is_none())
    }

    /// What is doubtful in it, seen on that day.
    pub fn doubts(&self, today: Date) -> Vec<Doubt> {
        let mut found = Vec::new();
        if self.firm.is_none() && self.firm_name.trim().is_empty() {
            found.push(Doubt::NoFirm);
        }
        if self.on > today {
            found.push(Doubt::InFuture);
        }
        let Some(next) = self.next.as_ref().filter(|next| next.done_on.is_none()) else {
            return found;
        };
        match next.on {
            None => found.push(Doubt::NextWithoutDay),
            Some(day) if day < self.on => found.push(Doubt::NextBefore),
            Some(day) if day < today => found.push(Doubt::NextPast),
            Some(day) if closed(day).is_some() => {
                found.push(Doubt::NextClosed(office_day_by(day), office_days_from(day, -1)));
            }
            Some(_) => {}
        }
        found
    }
}

/// How often something stands in a number of consultations, the most frequent first; the empty
/// key is for those that say nothing of it.
pub fn tally<'a, K: Into<String>>(
    all: impl IntoIterator<Item = &'a Consultation>,
    key: impl Fn(&'a Consultation) -> Vec<K>,
) -> Vec<(String, u64)> {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for one in all {
        let mut keys: Vec<String> = key(one).into_iter().map(Into::into).collect();
        keys.sort();
        keys.dedup();
        if keys.is_empty() {
            keys.push(String::new());
        }
        for key in keys {
            *counts.entry(key).or_default() += 1;
        }
    }
    let mut counts: Vec<(String, u64)> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn consultation(on: Date, next: Option<Date>) -> Consultation {
        Consultation {
            id: Uuid::nil(),
            firm: None,
            firm_name: "架空食品".to_owned(),
            on,
            channel: Channel::Phone,
            people: String::new(),
            topics: vec!["賃上げ".to_owned(), "補助金".to_owned(), "賃上げ".to_owned()],
            text: String::new(),
            answer: String::new(),
            measures: Vec::new(),
            plan: None,
            next: next.map(|day| FollowUp {
                step: "電話する".to_owned(),
                on: Some(day),
                who: String::new(),
                done_on: None,
            }),
            level: Confidentiality::Internal,
            author: String::new(),
            at: Timestamp::UNIX_EPOCH,
        }
    }

    fn codes(one: &Consultation, today: Date) -> Vec<&'static str> {
        one.doubts(today).into_iter().map(Doubt::code).collect()
    }

    #[test]
    fn days_that_can_hardly_be_meant_are_told() {
        let today = date(2026, 11, 25);
        assert_eq!(codes(&consultation(today, Some(date(2026, 11, 26))), today), [""; 0]);
        for (on, next, code) in [
            (date(2026, 11, 26), None, "consultation_in_future"),
            (today, Some(date(2026, 11, 24)), "next_before_consultation"),
            (date(2026, 11, 2), Some(date(2026, 11, 24)), "next_in_past"),
            // 元日, and a Sunday.
            (today, Some(date(2027, 1, 1)), "next_on_closed_day"),
            (today, Some(date(2026, 11, 29)), "next_on_closed_day"),
        ] {
            assert_eq!(codes(&consultation(on, next), today), [code], "{on} {next:?}");
        }
    }

    #[test]
    fn the_office_days_around_a_holiday_are_named() {
        let today = date(2026, 11, 25);
        let found = consultation(today, Some(date(2026, 11, 29))).doubts(today);
        assert_eq!(found, [Doubt::NextClosed(date(2026, 11, 27), date(2026, 11, 30))]);
    }

    #[test]
    fn a_follow_up_that_is_done_is_doubted_no_more() {
        let today = date(2026, 11, 25);
        let mut one = consultation(date(2026, 11, 2), Some(date(2026, 11, 3)));
        one.next.as_mut().unwrap().done_on = Some(date(2026, 11, 4));
        assert!(!one.is_open());
        assert_eq!(one.doubts(today), []);
        one.firm_name.clear();
        assert_eq!(codes(&one, today), ["consultation_without_firm"]);
    }

    #[test]
    fn a_consultation_counts_once_for_each_topic() {
        let all = [consultation(date(2026, 11, 2), None), consultation(date(2026, 11, 3), None)];
        let counts = tally(&all, |one| one.topics.clone());
        assert_eq!(counts, [("補助金".to_owned(), 2), ("賃上げ".to_owned(), 2)]);
        let none = tally(&all, |one| one.measures.clone());
        assert_eq!(none, [(String::new(), 2)]);
    }
}
