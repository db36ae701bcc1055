//! What a reviewer says of places in a plan, and the answers to it.

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{OptionalExtension, Row};
use serde_json::Value;
use uuid::Uuid;

use crate::entities::REVIEW_POINT;
use crate::error::{Result, StoreError};
use crate::log::{optional_timestamp_at, stamp, timestamp_at, unfit, uuid_at};
use crate::open::Ledger;
use crate::rows::{Image, hex};
use crate::write::Tx;

/// Where a review point came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PointOrigin {
    /// Somebody wrote it in the plan.
    Comment,
    /// It came back with a return (差戻し).
    Return,
}

impl PointOrigin {
    /// The name in JSON and in the ledger.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Comment => "comment",
            Self::Return => "return",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        [Self::Comment, Self::Return].into_iter().find(|one| one.as_str() == name)
    }
}

/// How far a review point is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PointState {
    /// Nobody has answered it.
    Open,
    /// It has an answer that the reviewer has not accepted yet.
    Answered,
    /// Nothing more is to be done.
    Resolved,
}

impl PointState {
    /// The name in JSON and in the ledger.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Answered => "answered",
            Self::Resolved => "resolved",
        }
    }

    fn parse(name: &str) -> Option<Self> {
        [Self::Open, Self::Answered, Self::Resolved].into_iter().find(|one| one.as_str() == name)
    }
}

/// What a reviewer says of a place in a plan (指摘), and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewPoint {
    /// Its id.
    pub id: Uuid,
    /// The plan.
    pub plan: Uuid,
    /// The place, a path of the vocabulary; empty where a requirement is meant as a whole.
    pub field: String,
    /// The requirement that it concerns.
    pub requirement: Option<String>,
    /// Where it came from.
    pub origin: PointOrigin,
    /// What is said.
    pub text: String,
    /// Who says it.
    pub author: String,
    /// When.
    pub at: Timestamp,
    /// The day of the return that it belongs to.
    pub returned_on: Option<Date>,
    /// The answer.
    pub answer: Option<String>,
    /// Who answered.
    pub answered_by: Option<String>,
    /// When.
    pub answered_at: Option<Timestamp>,
    /// How far it is.
    pub state: PointState,
}

const SELECT: &str = "SELECT id, plan, field, requirement, origin, text, author, at, returned_on, \
                      answer, answered_by, answered_at, state FROM review_point";

impl Ledger {
    /// The review points of a plan, in the order of their coming.
    ///
    /// # Errors
    /// The file can't be read.
    pub fn review_points(&self, plan: Uuid) -> Result<Vec<ReviewPoint>> {
        let sql = format!("{SELECT} WHERE plan = ?1 ORDER BY key");
        let mut select = self.conn.prepare_cached(&sql)?;
        let rows = select.query_map([plan.as_bytes()], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// A review point of a plan by its id.
    ///
    /// # Errors
    /// The plan has no such point.
    pub fn review_point(&self, plan: Uuid, id: Uuid) -> Result<ReviewPoint> {
        let sql = format!("{SELECT} WHERE plan = ?1 AND id = ?2");
        let mut select = self.conn.prepare_cached(&sql)?;
        let found = select.query_row([plan.as_bytes(), id.as_bytes()], read).optional()?;
        found.ok_or_else(|| StoreError::PointNotFound(id.to_string()))
    }
}

impl Tx<'_> {
    /// Adds a review point; its id is the caller's, from [`Tx::new_id`] or [`Ledger::new_id`].
    ///
    /// # Errors
    /// The ledger can't be written.
    pub fn add_review_point(&mut self, point: &ReviewPoint) -> Result<()> {
        let mut image = image(point);
        image.insert("key".to_owned(), Value::from(REVIEW_POINT.next_key(self.conn)?));
        self.insert(&REVIEW_POINT, point.id, &image)
    }

    /// Writes a review point as it is now; `false` if nothing differs.
    ///
    /// # Errors
    /// There is no such point.
    pub fn update_review_point(&mut self, point: &ReviewPoint) -> Result<bool> {
        let before = self.point_image(point.id)?;
        let mut after = before.clone();
        after.extend(image(point));
        self.update(&REVIEW_POINT, point.id, &before, &after)
    }

    /// Takes a review point out.
    ///
    /// # Errors
    /// There is no such point.
    pub fn remove_review_point(&mut self, id: Uuid) -> Result<()> {
        let before = self.point_image(id)?;
        self.delete(&REVIEW_POINT, id, &before)
    }

    fn point_image(&self, id: Uuid) -> Result<Image> {
        let found = REVIEW_POINT.read(self.conn, id)?;
        found.ok_or_else(|| StoreError::PointNotFound(id.to_string()))
    }
}

fn image(point: &ReviewPoint) -> Image {
    Image::from_iter(
        [
            ("plan", Value::from(hex(point.plan.as_bytes()))),
            ("field", Value::from(point.field.as_str())),
            ("requirement", Value::from(point.requirement.clone())),
            ("origin", Value::from(point.origin.as_str())),
            ("text", Value::from(point.text.as_str())),
            ("author", Value::from(point.author.as_str())),
            ("at", Value::from(stamp(point.at).to_string())),
            ("returned_on", Value::from(point.returned_on.map(|day| day.to_string()))),
            ("answer", Value::from(point.answer.clone())),
            ("answered_by", Value::from(point.answered_by.clone())),
            ("answered_at", Value::from(point.answered_at.map(|at| stamp(at).to_string()))),
            ("state", Value::from(point.state.as_str())),
        ]
        .map(|(name, value)| (name.to_owned(), value)),
    )
}

fn read(row: &Row<'_>) -> rusqlite::Result<ReviewPoint> {
    let word = |index: usize| -> rusqlite::Result<String> { row.get(index) };
    let unknown = |index: usize, word: String| {
        rusqlite::Error::InvalidColumnType(index, word, rusqlite::types::Type::Text)
    };
    let (origin, state) = (word(4)?, word(12)?);
    let returned_on: Option<String> = row.get(8)?;
    let returned_on =
        returned_on.map(|day| day.parse::<Date>().map_err(|error| unfit(8, error))).transpose()?;
    Ok(ReviewPoint {
        id: uuid_at(row, 0)?,
        plan: uuid_at(row, 1)?,
        field: row.get(2)?,
        requirement: row.get(3)?,
        origin: PointOrigin::parse(&origin).ok_or_else(|| unknown(4, origin))?,
        text: row.get(5)?,
        author: row.get(6)?,
        at: timestamp_at(row, 7)?,
        returned_on,
        answer: row.get(9)?,
        answered_by: row.get(10)?,
        answered_at: optional_timestamp_at(row, 11)?,
        state: PointState::parse(&state).ok_or_else(|| unknown(12, state))?,
    })
}
