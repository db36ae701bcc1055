//! 相談記録 in the ledger.

use jiff::civil::Date;
use rusqlite::{OptionalExtension, Row, params};
use serde_json::Value;
use shirube_domain::consultation::{Channel, Consultation, FollowUp};
use shirube_domain::hubs::confidentiality::Confidentiality;
use shirube_domain::names::search_form;
use uuid::Uuid;

use crate::entities::CONSULTATION;
use crate::error::{Result, StoreError};
use crate::log::{optional_uuid_at, stamp, timestamp_at, unfit, uuid_at};
use crate::open::Ledger;
use crate::rows::{Image, hex};
use crate::write::Tx;

/// Which consultations; what is left out asks for nothing.
#[derive(Debug, Clone, Default)]
pub struct ConsultationFilter {
    /// Text in anything that was said.
    pub search: Option<String>,
    /// Of this firm.
    pub firm: Option<Uuid>,
    /// Of this plan.
    pub plan: Option<Uuid>,
    /// About this topic.
    pub topic: Option<String>,
    /// On this day or later.
    pub from: Option<Date>,
    /// On this day or before.
    pub to: Option<Date>,
    /// Only those with a follow-up that is not done.
    pub open: bool,
}

const SELECT: &str = "SELECT id, firm, firm_name, day, channel, people, topics, text, answer, \
                      measures, plan, next_step, next_day, next_who, done_on, confidentiality, \
                      author, at FROM consultation";

impl Ledger {
    /// The consultations that fit, the newest first.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn consultations(&self, filter: &ConsultationFilter) -> Result<Vec<Consultation>> {
        let sql = format!(
            "{SELECT} WHERE (?1 IS NULL OR instr(search, ?1) > 0) \
             AND (?2 IS NULL OR firm = ?2) AND (?3 IS NULL OR plan = ?3) \
             AND (?4 IS NULL OR EXISTS (SELECT 1 FROM json_each(topics) WHERE value = ?4)) \
             AND (?5 IS NULL OR day >= ?5) AND (?6 IS NULL OR day <= ?6) \
             AND (NOT ?7 OR (next_step IS NOT NULL AND done_on IS NULL)) \
             ORDER BY day DESC, key DESC"
        );
        let search = filter.search.as_deref().map(search_form).filter(|text| !text.is_empty());
        let mut select = self.conn.prepare_cached(&sql)?;
        let rows = select.query_map(
            params![
                search,
                filter.firm.map(|id| id.as_bytes().to_vec()),
                filter.plan.map(|id| id.as_bytes().to_vec()),
                filter.topic,
                filter.from.map(|day| day.to_string()),
                filter.to.map(|day| day.to_string()),
                filter.open,
            ],
            read,
        )?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// One of them.
    ///
    /// # Errors
    /// There is no such consultation.
    pub fn consultation(&self, id: Uuid) -> Result<Consultation> {
        let mut select = self.conn.prepare_cached(&format!("{SELECT} WHERE id = ?1"))?;
        let found = select.query_row([id.as_bytes()], read).optional()?;
        found.ok_or_else(|| StoreError::ConsultationNotFound(id.to_string()))
    }
}

impl Tx<'_> {
    /// Adds a consultation; its id is the caller's.
    ///
    /// # Errors
    /// The ledger can't be written.
    pub fn add_consultation(&mut self, one: &Consultation) -> Result<()> {
        let mut image = image(one);
        image.insert("key".to_owned(), Value::from(CONSULTATION.next_key(self.conn)?));
        self.insert(&CONSULTATION, one.id, &image)
    }

    /// Writes a consultation as it is now; `false` if nothing differs.
    ///
    /// # Errors
    /// There is no such consultation.
    pub fn update_consultation(&mut self, one: &Consultation) -> Result<bool> {
        let before = self.consultation_image(one.id)?;
        let mut after = before.clone();
        after.extend(image(one));
        self.update(&CONSULTATION, one.id, &before, &after)
    }

    /// Takes a consultation out.
    ///
    /// # Errors
    /// There is no such consultation.
    pub fn remove_consultation(&mut self, id: Uuid) -> Result<()> {
        let before = self.consultation_image(id)?;
        self.delete(&CONSULTATION, id, &before)
    }

    /// The consultations of a firm that is another one's from now on.
    pub(crate) fn hand_consultations(&mut self, from: Uuid, to: Uuid) -> Result<()> {
        let ids = self
            .conn
            .prepare_cached("SELECT id FROM consultation WHERE firm = ?1 ORDER BY key")?
            .query_map([from.as_bytes()], |row| uuid_at(row, 0))?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        for id in ids {
            let before = self.consultation_image(id)?;
            let mut after = before.clone();
            after.insert("firm".to_owned(), Value::from(hex(to.as_bytes())));
            self.update(&CONSULTATION, id, &before, &after)?;
        }
        Ok(())
    }

    fn consultation_image(&self, id: Uuid) -> Result<Image> {
        let found = CONSULTATION.read(self.conn, id)?;
        found.ok_or_else(|| StoreError::ConsultationNotFound(id.to_string()))
    }
}

fn image(one: &Consultation) -> Image {
    let day = |day: Option<Date>| Value::from(day.map(|day| day.to_string()));
    let id = |id: Option<Uuid>| Value::from(id.map(|id| hex(id.as_bytes())));
    let list = |list: &[String]| Value::from(Value::from(list.to_vec()).to_string());
    let next = one.next.as_ref();
    Image::from_iter(
        [
            ("firm", id(one.firm)),
            ("firm_name", Value::from(one.firm_name.as_str())),
            ("day", Value::from(one.on.to_string())),
            ("channel", Value::from(one.channel.as_str())),
            ("people", Value::from(one.people.as_str())),
            ("topics", list(&one.topics)),
            ("text", Value::from(one.text.as_str())),
            ("answer", Value::from(one.answer.as_str())),
            ("measures", list(&one.measures)),
            ("plan", id(one.plan)),
            ("next_step", Value::from(next.map(|next| next.step.clone()))),
            ("next_day", day(next.and_then(|next| next.on))),
            ("next_who", Value::from(next.map(|next| next.who.clone()))),
            ("done_on", day(next.and_then(|next| next.done_on))),
            ("confidentiality", Value::from(one.level.as_str())),
            ("author", Value::from(one.author.as_str())),
            ("at", Value::from(stamp(one.at).to_string())),
            ("search", Value::from(searched(one))),
        ]
        .map(|(name, value)| (name.to_owned(), value)),
    )
}

/// Everything that was said, in the form in which it is searched; the parts stay apart.
fn searched(one: &Consultation) -> String {
    let mut parts = vec![one.firm_name.as_str(), &one.people, &one.text, &one.answer];
    parts.extend(one.topics.iter().map(String::as_str));
    parts.extend(one.next.iter().map(|next| next.step.as_str()));
    parts.into_iter().map(search_form).collect::<Vec<_>>().join("\n")
}

fn read(row: &Row<'_>) -> rusqlite::Result<Consultation> {
    let day = |index: usize| -> rusqlite::Result<Option<Date>> {
        let text: Option<String> = row.get(index)?;
        text.map(|text| text.parse().map_err(|error| unfit(index, error))).transpose()
    };
    let list = |index: usize| -> rusqlite::Result<Vec<String>> {
        let text: String = row.get(index)?;
        serde_json::from_str(&text).map_err(|error| unfit(index, error))
    };
    let unknown = |index: usize, word: String| {
        rusqlite::Error::InvalidColumnType(index, word, rusqlite::types::Type::Text)
    };
    let (channel, level): (String, String) = (row.get(4)?, row.get(15)?);
    let step: Option<String> = row.get(11)?;
    let next = match step {
        None => None,
        Some(step) => Some(FollowUp {
            step,
            on: day(12)?,
            who: row.get::<_, Option<String>>(13)?.unwrap_or_default(),
            done_on: day(14)?,
        }),
    };
    Ok(Consultation {
        id: uuid_at(row, 0)?,
        firm: optional_uuid_at(row, 1)?,
        firm_name: row.get(2)?,
        on: day(3)?.ok_or_else(|| unknown(3, String::new()))?,
        channel: Channel::parse(&channel).ok_or_else(|| unknown(4, channel))?,
        people: row.get(5)?,
        topics: list(6)?,
        text: row.get(7)?,
        answer: row.get(8)?,
        measures: list(9)?,
        plan: optional_uuid_at(row, 10)?,
        next,
        level: Confidentiality::parse(&level).ok_or_else(|| unknown(15, level))?,
        author: row.get(16)?,
        at: timestamp_at(row, 17)?,
    })
}
