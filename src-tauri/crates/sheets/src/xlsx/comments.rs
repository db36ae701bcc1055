//! What people wrote beside cells: notes, and comments that are answered (threads).

use std::collections::BTreeMap;

use super::{Relation, Xlsx, main_part, relations, scan};
use crate::error::SheetError;
use crate::limits::Limits;
use crate::note::Note;
use crate::place::parse_cell;
use crate::workbook::SheetKind;
use crate::xml::{Attributes, Token, Xml, push_unescaped};

impl Xlsx {
    /// The notes and threads of a sheet, by row and column.
    pub(crate) fn notes(&self, index: usize, limits: &Limits) -> Result<Vec<Note>, SheetError> {
        let part = self.parts.get(index).and_then(Option::as_deref);
        let (Some(part), SheetKind::Worksheet) = (part, self.sheets[index].kind) else {
            return Ok(Vec::new());
        };
        let own = relations(&self.archive, part, limits)?;
        let mut found = BTreeMap::new();
        for target in targets(&own, "comments") {
            let notes = scan(&self.archive, target, limits, |xml| notes(xml, limits))?;
            found.extend(by_place(notes.unwrap_or_default()));
        }
        let threads: Vec<&str> = targets(&own, "threadedComment").collect();
        if !threads.is_empty() {
            let people = self.people(limits)?;
            for target in threads {
                let read = |xml: Xml<'_>| threads_of(xml, &people, limits);
                let notes = scan(&self.archive, target, limits, read)?;
                for (place, thread) in by_place(notes.unwrap_or_default()) {
                    match found.get_mut(&place) {
                        Some(Note { threaded: true, text, .. }) => {
                            text.push_str(&format!("\n{}: {}", thread.author, thread.text));
                        }
                        // The note of the same cell only says that there is a thread.
                        _ => drop(found.insert(place, thread)),
                    }
                }
            }
        }
        Ok(found.into_values().filter(|note: &Note| !note.text.trim().is_empty()).collect())
    }

    /// The names of those who write in threads, by their ids.
    fn people(&self, limits: &Limits) -> Result<BTreeMap<String, String>, SheetError> {
        let main = relations(&self.archive, &main_part(&self.archive, limits)?, limits)?;
        let mut people = BTreeMap::new();
        for target in targets(&main, "person") {
            scan(&self.archive, target, limits, |mut xml| {
                loop {
                    match xml.next()? {
                        Token::End => return Ok(()),
                        Token::Open { name: b"person", attributes, .. } => {
                            room(people.len(), limits)?;
                            if let Some(id) = attributes.text(b"id") {
                                let name = attributes.text(b"displayName").unwrap_or_default();
                                people.insert(id, name);
                            }
                        }
                        _ => {}
                    }
                }
            })?;
        }
        Ok(people)
    }
}

fn targets<'r>(
    relations: &'r BTreeMap<String, Relation>,
    kind: &'static str,
) -> impl Iterator<Item = &'r str> {
    relations.values().filter(move |one| one.kind == kind).map(|one| one.target.as_str())
}

fn by_place(notes: Vec<Note>) -> impl Iterator<Item = ((u32, u32), Note)> {
    notes.into_iter().map(|note| ((note.row, note.column), note))
}

fn room(count: usize, limits: &Limits) -> Result<(), SheetError> {
    if count < limits.notes {
        return Ok(());
    }
    Err(SheetError::TooLarge { what: "notes", limit: limits.notes as u64 })
}

/// A note at the cell that the tag names; `None` where it names none.
fn begun(attributes: Attributes<'_>, author: String) -> Option<Note> {
    let (row, column) = parse_cell(&attributes.text(b"ref")?)?;
    Some(Note { row, column, author, text: String::new(), threaded: false })
}

fn notes(mut xml: Xml<'_>, limits: &Limits) -> Result<Vec<Note>, SheetError> {
    let (mut authors, mut notes): (Vec<String>, Vec<Note>) = (Vec::new(), Vec::new());
    let mut now: Option<Note> = None;
    let (mut in_author, mut in_text, mut phonetic) = (false, false, false);
    loop {
        let mut fine = true;
        match xml.next()? {
            Token::End => return Ok(notes),
            Token::Open { name: b"author", empty, .. } => {
                room(authors.len(), limits)?;
                authors.push(String::new());
                in_author = !empty;
            }
            Token::Close(b"author") => in_author = false,
            Token::Open { name: b"comment", attributes, empty: false } => {
                let author = attributes.number(b"authorId").unwrap_or(0) as usize;
                now = begun(attributes, authors.get(author).cloned().unwrap_or_default());
            }
            Token::Close(b"comment") => {
                room(notes.len(), limits)?;
                notes.extend(now.take().map(without_author));
            }
            Token::Open { name: b"rPh", empty, .. } => phonetic = !empty,
            Token::Close(b"rPh") => phonetic = false,
            Token::Open { name: b"t", empty, .. } => in_text = !empty && !phonetic,
            Token::Close(b"t") => in_text = false,
            Token::Text(raw) => {
                let to = if in_author { authors.last_mut() } else { None };
                let to = to.or_else(|| now.as_mut().filter(|_| in_text).map(|one| &mut one.text));
                fine = to.is_none_or(|to| push_unescaped(to, raw).is_some());
            }
            Token::Literal(raw) => {
                let to = now.as_mut().filter(|_| in_text);
                fine = to.is_none_or(|to| {
                    std::str::from_utf8(raw).map(|raw| to.text.push_str(raw)).is_ok()
                });
            }
            _ => {}
        }
        if !fine {
            return Err(xml.broken());
        }
    }
}

/// Excel puts the author's name and a colon on a line of its own above what they write.
fn without_author(mut note: Note) -> Note {
    let rest = note.text.strip_prefix(&note.author).filter(|_| !note.author.is_empty());
    if let Some(rest) = rest.and_then(|rest| rest.strip_prefix([':', '：'])) {
        note.text = rest.trim_start_matches(['\r', '\n', ' ']).to_owned();
    }
    note
}

/// One contribution to a thread.
struct Said {
    id: String,
    parent: Option<String>,
    note: Note,
}

/// Each thread as one note: the first contribution, then the answers with who gave them.
fn threads_of(
    mut xml: Xml<'_>,
    people: &BTreeMap<String, String>,
    limits: &Limits,
) -> Result<Vec<Note>, SheetError> {
    let mut all: Vec<Said> = Vec::new();
    let mut now: Option<Said> = None;
    let mut in_text = false;
    loop {
        let mut fine = true;
        match xml.next()? {
            Token::End => break,
            Token::Open { name: b"threadedComment", attributes, empty: false } => {
                room(all.len(), limits)?;
                let who = attributes.text(b"personId").unwrap_or_default();
                let author = people.get(&who).cloned().unwrap_or_default();
                now = begun(attributes, author).map(|note| Said {
                    id: attributes.text(b"id").unwrap_or_default(),
                    parent: attributes.text(b"parentId"),
                    note: Note { threaded: true, ..note },
                });
            }
            Token::Close(b"threadedComment") => all.extend(now.take()),
            Token::Open { name: b"text", empty, .. } => in_text = !empty,
            Token::Close(b"text") => in_text = false,
            Token::Text(raw) if in_text => {
                let to = now.as_mut().map(|said| &mut said.note.text);
                fine = to.is_none_or(|to| push_unescaped(to, raw).is_some());
            }
            _ => {}
        }
        if !fine {
            return Err(xml.broken());
        }
    }
    Ok(joined(all))
}

fn joined(all: Vec<Said>) -> Vec<Note> {
    let (begin, answers): (Vec<Said>, Vec<Said>) =
        all.into_iter().partition(|said| said.parent.is_none());
    let mut at: BTreeMap<String, usize> = BTreeMap::new();
    let mut threads: Vec<Note> = Vec::new();
    for said in begin {
        at.insert(said.id, threads.len());
        threads.push(said.note);
    }
    for said in answers {
        match said.parent.and_then(|parent| at.get(&parent).copied()) {
            Some(index) => {
                let text = format!("\n{}: {}", said.note.author, said.note.text);
                threads[index].text.push_str(&text);
            }
            // An answer to nothing is still somebody's word.
            None => threads.push(said.note),
        }
    }
    threads
}
