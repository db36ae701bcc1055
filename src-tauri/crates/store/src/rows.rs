//! Rows as the change log sees them: one declaration per table, images as JSON.

use rusqlite::types::{Value as Sql, ValueRef};
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};
use serde_json::{Map, Value};
use uuid::Uuid;

pub(crate) use crate::entities::{
    ATTACHMENT, CONFIDENTIALITY, DECISION, ENTITIES, FIGURE_CHOICE, FIRM, FORMER_NAME, IMPORT,
    MAPPING, PLAN, REGIONAL_TOTAL, SELECTION,
};
use crate::error::Result;

/// A row, or some of its columns, by column name.
pub(crate) type Image = Map<String, Value>;

/// How a column is written in an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ColumnKind {
    /// A number.
    Integer,
    /// Text as it is.
    Text,
    /// Bytes, as hexadecimal text.
    Bytes,
    /// A JSON object in a text column: an update names its changed keys only, null where the key
    /// is absent. Stored with its keys in order, so that an undo restores it byte for byte.
    Keyed,
}

/// A column of an entity's table.
#[derive(Debug)]
pub(crate) struct Column {
    pub(crate) name: &'static str,
    pub(crate) kind: ColumnKind,
}

/// A table whose rows are changed one by one; every one has a `key` (local) and an `id` (global).
#[derive(Debug)]
pub(crate) struct Entity {
    /// The table's name, and the entity's name in the log.
    pub(crate) name: &'static str,
    /// Its columns, `key` first, without `id`.
    pub(crate) columns: &'static [Column],
}

impl Entity {
    /// The entity of that name in the log.
    pub(crate) fn named(name: &str) -> Option<&'static Self> {
        ENTITIES.into_iter().find(|entity| entity.name == name)
    }

    /// The whole row, if it is there.
    pub(crate) fn read(&self, conn: &Connection, id: Uuid) -> Result<Option<Image>> {
        let names: Vec<&str> = self.columns.iter().map(|column| column.name).collect();
        let sql = format!("SELECT {} FROM {} WHERE id = ?1", names.join(", "), self.name);
        let mut select = conn.prepare_cached(&sql)?;
        let image = select.query_row([id.as_bytes()], |row| self.image(row)).optional()?;
        Ok(image)
    }

    fn image(&self, row: &Row<'_>) -> rusqlite::Result<Image> {
        let mut image = Image::new();
        for (index, column) in self.columns.iter().enumerate() {
            image.insert(column.name.to_owned(), to_json(column.kind, row.get_ref(index)?)?);
        }
        Ok(image)
    }

    /// A key that no row has yet.
    pub(crate) fn next_key(&self, conn: &Connection) -> Result<i64> {
        let sql = format!("SELECT coalesce(max(key), 0) + 1 FROM {}", self.name);
        Ok(conn.prepare_cached(&sql)?.query_row([], |row| row.get(0))?)
    }

    /// Writes a new row. Columns that the image lacks get the table's default: an image of an
    /// older schema lacks those that came later.
    pub(crate) fn insert(&self, conn: &Connection, id: Uuid, image: &Image) -> Result<()> {
        let given: Vec<&Column> =
            self.columns.iter().filter(|column| image.contains_key(column.name)).collect();
        let names: Vec<&str> = given.iter().map(|column| column.name).collect();
        let marks: Vec<String> = (2..names.len() + 2).map(|n| format!("?{n}")).collect();
        let sql = format!(
            "INSERT INTO {} (id, {}) VALUES (?1, {})",
            self.name,
            names.join(", "),
            marks.join(", ")
        );
        let mut values = vec![Sql::Blob(id.as_bytes().to_vec())];
        values.extend(given.iter().map(|c| to_sql(c.kind, image.get(c.name))));
        conn.prepare_cached(&sql)?.execute(params_from_iter(values))?;
        Ok(())
    }

    /// Sets the columns that `part` has; `current` is the row as it is now.
    pub(crate) fn update(
        &self,
        conn: &Connection,
        id: Uuid,
        current: &Image,
        part: &Image,
    ) -> Result<()> {
        let mut sets = Vec::new();
        let mut values = vec![Sql::Blob(id.as_bytes().to_vec())];
        for column in self.columns {
            let Some(value) = part.get(column.name) else { continue };
            let whole = match column.kind {
                ColumnKind::Keyed => merged(current.get(column.name), value),
                _ => value.clone(),
            };
            values.push(to_sql(column.kind, Some(&whole)));
            sets.push(format!("{} = ?{}", column.name, values.len()));
        }
        let sql = format!("UPDATE {} SET {} WHERE id = ?1", self.name, sets.join(", "));
        conn.prepare_cached(&sql)?.execute(params_from_iter(values))?;
        Ok(())
    }

    /// Takes the row away.
    pub(crate) fn delete(&self, conn: &Connection, id: Uuid) -> Result<()> {
        let sql = format!("DELETE FROM {} WHERE id = ?1", self.name);
        conn.prepare_cached(&sql)?.execute([id.as_bytes()])?;
        Ok(())
    }

    /// The columns in which two images differ, as they were and as they are.
    pub(crate) fn difference(&self, before: &Image, after: &Image) -> (Image, Image) {
        let (mut was, mut is) = (Image::new(), Image::new());
        for column in self.columns {
            let (Some(old), Some(new)) = (before.get(column.name), after.get(column.name)) else {
                continue;
            };
            if old == new {
                continue;
            }
            let (old, new) = match column.kind {
                ColumnKind::Keyed => keyed_difference(old, new),
                _ => (old.clone(), new.clone()),
            };
            was.insert(column.name.to_owned(), old);
            is.insert(column.name.to_owned(), new);
        }
        (was, is)
    }

    /// Whether the row still says what `part` says.
    pub(crate) fn holds(&self, current: &Image, part: &Image) -> bool {
        part.iter().all(|(name, expected)| {
            let found = current.get(name).unwrap_or(&Value::Null);
            match (found, expected) {
                (Value::Object(found), Value::Object(expected)) => expected
                    .iter()
                    .all(|(key, value)| found.get(key).unwrap_or(&Value::Null) == value),
                _ => found == expected,
            }
        })
    }
}

/// The keys in which two objects differ, null where one lacks the key.
fn keyed_difference(old: &Value, new: &Value) -> (Value, Value) {
    let empty = Map::new();
    let (old, new) = (old.as_object().unwrap_or(&empty), new.as_object().unwrap_or(&empty));
    let (mut was, mut is) = (Map::new(), Map::new());
    for key in old.keys().chain(new.keys().filter(|key| !old.contains_key(*key))) {
        let (before, after) = (old.get(key), new.get(key));
        if before != after {
            was.insert(key.clone(), before.cloned().unwrap_or(Value::Null));
            is.insert(key.clone(), after.cloned().unwrap_or(Value::Null));
        }
    }
    (Value::Object(was), Value::Object(is))
}

/// `current` with the keys of `part` set, and those that are null there left out.
fn merged(current: Option<&Value>, part: &Value) -> Value {
    let mut whole = current.and_then(Value::as_object).cloned().unwrap_or_default();
    for (key, value) in part.as_object().into_iter().flatten() {
        if value.is_null() {
            whole.shift_remove(key);
        } else {
            whole.insert(key.clone(), value.clone());
        }
    }
    Value::Object(whole)
}

/// An object in its stored form: keys in order, no nulls.
pub(crate) fn in_key_order(object: &Map<String, Value>) -> Value {
    let mut entries: Vec<_> = object.iter().filter(|(_, value)| !value.is_null()).collect();
    entries.sort_by_key(|(key, _)| key.as_str());
    Value::Object(entries.into_iter().map(|(key, value)| (key.clone(), value.clone())).collect())
}

fn to_json(kind: ColumnKind, value: ValueRef<'_>) -> rusqlite::Result<Value> {
    Ok(match (kind, value) {
        (_, ValueRef::Null) => Value::Null,
        (_, ValueRef::Integer(number)) => Value::from(number),
        (_, ValueRef::Real(number)) => Value::from(number),
        (_, ValueRef::Blob(bytes)) => Value::String(hex(bytes)),
        (ColumnKind::Keyed, ValueRef::Text(_)) => {
            let text = value.as_str()?;
            serde_json::from_str(text).unwrap_or_else(|_| Value::from(text))
        }
        (_, ValueRef::Text(_)) => Value::from(value.as_str()?),
    })
}

fn to_sql(kind: ColumnKind, value: Option<&Value>) -> Sql {
    match value {
        None | Some(Value::Null) => Sql::Null,
        Some(Value::Number(number)) => number.as_i64().map_or(Sql::Null, Sql::Integer),
        Some(Value::String(text)) if kind == ColumnKind::Bytes => {
            unhex(text).map_or(Sql::Null, Sql::Blob)
        }
        Some(Value::String(text)) => Sql::Text(text.clone()),
        Some(Value::Object(object)) => Sql::Text(in_key_order(object).to_string()),
        Some(other) => Sql::Text(other.to_string()),
    }
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

/// The bytes of hexadecimal digits; `None` if it is not made of them.
pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |c: u8| char::from(c).to_digit(16).and_then(|d| u8::try_from(d).ok());
    let pairs = text.as_bytes().chunks_exact(2);
    if !pairs.remainder().is_empty() {
        return None;
    }
    pairs.map(|pair| Some(digit(pair[0])? << 4 | digit(pair[1])?)).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_keyed_column_differs_by_its_keys() {
        let image = |answers: Value| Image::from_iter([("answers".to_owned(), answers)]);
        let (was, is) = PLAN
            .difference(&image(json!({"a": 1, "b": 2})), &image(json!({"a": 1, "b": 3, "c": [4]})));
        assert_eq!(Value::from(was), json!({"answers": {"b": 2, "c": null}}));
        assert_eq!(Value::from(is), json!({"answers": {"b": 3, "c": [4]}}));
    }

    #[test]
    fn hexadecimal_goes_there_and_back() {
        assert_eq!(unhex(&hex(&[0, 1, 254, 255])).unwrap(), [0, 1, 254, 255]);
        assert_eq!(unhex("abc"), None);
        assert_eq!(unhex("zz"), None);
    }
}
