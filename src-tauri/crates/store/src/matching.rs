//! 名寄せ of an import: which firm of the ledger a row of a sheet speaks of. What is certain is
//! taken; what is only probable is for a person to decide ([`crate::candidates`]).

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use rusqlite::Connection;
use shirube_domain::codes::{LocalGovernmentCode, PrefectureCode};
use shirube_domain::firm::FirmRecord;
use shirube_domain::names::{address_form, matching_form, split_former};

use crate::candidates::{Candidates, Forms, Scope};
use crate::decisions::Decided;
use crate::error::Result;
use crate::firms::{RECORD, read_record};
use crate::former::each_former;

/// Which firm a row speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Match {
    /// This one. With `by_word` a decision or a former name says so: the firm's own name and
    /// number stay.
    Certain { key: i64, by_word: bool },
    /// Perhaps one of these; several firms fit by name and place where `several`.
    Doubtful { keys: Vec<i64>, several: bool },
    /// None that the ledger has.
    New,
}

/// What the sheet has done so far, and what an earlier import of the same sheet did.
#[derive(Clone, Copy)]
pub(crate) struct Sheet<'s> {
    /// Whether a row of the sheet has named the firm.
    pub(crate) spoken_of: &'s dyn Fn(i64) -> bool,
    /// The first row of this very sheet, taken in before or just now, that spoke of the firm.
    pub(crate) told_by: &'s dyn Fn(i64) -> Option<i64>,
    /// Whether the sheet brought the firm when it was taken in before.
    pub(crate) brought: &'s dyn Fn(i64) -> bool,
    /// The row's own number.
    pub(crate) row: i64,
}

impl Sheet<'_> {
    /// Whether the firm was there when the row first came: a sheet that comes again finds what it
    /// found then, and not what its own later rows brought.
    fn was_there(&self, key: i64) -> bool {
        !(self.brought)(key) || (self.told_by)(key).is_none_or(|row| row <= self.row)
    }
}

/// Finds the firm of a row, by the surest evidence that there is: 法人番号; a decision; the name
/// without its legal form together with the address, or the municipality, or (where neither is
/// known) the prefecture; a former name in the same way; the reading in one municipality where
/// the names look alike.
#[derive(Debug)]
pub(crate) struct Matcher {
    by_number: HashMap<u64, i64>,
    /// How many firms have no number.
    unnumbered: usize,
    /// The first key that the import gives.
    first_firm: i64,
    decided: Decided,
    /// Built when the first row comes that needs it: many lists have a number in every row.
    by_name: Option<HashMap<u64, Vec<Named>>>,
    candidates: Option<Candidates>,
}

/// A firm under a name and place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Named {
    key: i64,
    has_number: bool,
    /// It had the name before.
    former: bool,
    address: Option<u64>,
}

/// A name in its normal form, with its places.
struct Known {
    name: String,
    /// Hash of the address in its normal form.
    address: Option<u64>,
    /// Hashes of name and place, surest place first.
    places: Vec<u64>,
}

impl Matcher {
    /// The firms of the ledger; those that the import adds have keys from `first_firm`.
    pub(crate) fn load(conn: &Connection, first_firm: i64) -> Result<Self> {
        let mut by_number = HashMap::new();
        let mut unnumbered = 0;
        let mut select = conn.prepare("SELECT key, corporate_number FROM firm ORDER BY key")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            match row.get_ref(1)?.as_str_or_null().map_err(rusqlite::Error::from)? {
                Some(number) => {
                    by_number.entry(number_of(number)).or_insert(row.get(0)?);
                }
                None => unnumbered += 1,
            }
        }
        let decided = Decided::load(conn)?;
        let (by_name, candidates) = (None, None);
        Ok(Self { by_number, unnumbered, first_firm, decided, by_name, candidates })
    }

    /// The firm that the record speaks of. A second row of the same name in the same town is the
    /// same firm only if its address does not say otherwise.
    pub(crate) fn find(
        &mut self,
        conn: &Connection,
        record: &FirmRecord,
        sheet: Sheet<'_>,
    ) -> Result<Match> {
        if let Some(number) = &record.corporate_number {
            if let Some(key) = self.by_number.get(&number_of(number.as_str())) {
                return Ok(Match::Certain { key: *key, by_word: false });
            }
            if self.unnumbered == 0 && self.decided.is_empty() {
                return Ok(Match::New);
            }
        }
        if let Some(key) = self.decided.same(record) {
            return Ok(Match::Certain { key, by_word: true });
        }
        match self.by_name(conn, record, sheet)? {
            Match::New => self.by_likeness(conn, record, sheet),
            found => Ok(found),
        }
    }

    fn by_name(
        &mut self,
        conn: &Connection,
        record: &FirmRecord,
        sheet: Sheet<'_>,
    ) -> Result<Match> {
        self.names(conn)?;
        let Some(named) = &self.by_name else { return Ok(Match::New) };
        let numbered = record.corporate_number.is_some();
        let different = self.decided.different(record);
        let mut names = vec![Known::of(record)];
        for former in split_former(&record.name).map(|(_, former)| former).unwrap_or_default() {
            names.push(Known::named(&former, record));
        }
        for (index, known) in names.iter().enumerate() {
            for place in &known.places {
                let Some(firms) = named.get(place) else { continue };
                let fits = |firm: &&Named| {
                    let elsewhere =
                        known.address.is_some_and(|a| firm.address.is_some_and(|b| a != b));
                    let another = elsewhere && (sheet.spoken_of)(firm.key);
                    !another && sheet.was_there(firm.key) && !different.contains(&firm.key)
                };
                let firms: Vec<Named> = firms.iter().filter(fits).copied().collect();
                let by_word = |firm: &Named| firm.former && index == 0;
                match told_apart(preferred(firms, numbered), known, sheet).as_slice() {
                    [] => {}
                    [only] => {
                        return Ok(Match::Certain { key: only.key, by_word: by_word(only) });
                    }
                    several => {
                        let keys = several.iter().map(|firm| firm.key).collect();
                        return Ok(Match::Doubtful { keys, several: true });
                    }
                }
            }
        }
        Ok(Match::New)
    }

    /// The firm of the same reading, if it is certain; else those that are probable.
    fn by_likeness(
        &mut self,
        conn: &Connection,
        record: &FirmRecord,
        sheet: Sheet<'_>,
    ) -> Result<Match> {
        let scope = match record.corporate_number {
            Some(_) => Scope::Unnumbered,
            None => Scope::All,
        };
        if self.first_firm == 1 || (scope == Scope::Unnumbered && self.unnumbered == 0) {
            return Ok(Match::New);
        }
        if self.candidates.as_ref().is_none_or(|candidates| candidates.scope < scope) {
            self.candidates = Some(Candidates::load(conn, scope, self.first_firm)?);
        }
        let Some(candidates) = &self.candidates else { return Ok(Match::New) };
        let forms = Forms::of(record);
        let mut keys = candidates.of(&forms);
        if keys.is_empty() {
            return Ok(Match::New);
        }
        let different = self.decided.different(record);
        let mut certain = Vec::new();
        let mut probable = Vec::new();
        keys.retain(|key| !different.contains(key) && sheet.was_there(*key));
        for key in keys {
            let Some(known) = forms_of(conn, key)? else { continue };
            let free = forms.is_elsewhere(&known) && (sheet.spoken_of)(key);
            if forms.is_by_kana(&known) && !free {
                certain.push(key);
            }
            if !forms.reasons(&known).is_empty() {
                probable.push(key);
            }
        }
        Ok(match (certain.as_slice(), probable.is_empty()) {
            ([key], _) => Match::Certain { key: *key, by_word: false },
            (_, true) => Match::New,
            (_, false) => Match::Doubtful { keys: probable, several: false },
        })
    }

    /// Notes a firm that is new, or has become known by more than before.
    pub(crate) fn note(&mut self, key: i64, before: Option<&FirmRecord>, record: &FirmRecord) {
        let had_number = before.is_some_and(|record| record.corporate_number.is_some());
        match &record.corporate_number {
            Some(number) => {
                self.by_number.entry(number_of(number.as_str())).or_insert(key);
                if before.is_some() && !had_number {
                    self.unnumbered = self.unnumbered.saturating_sub(1);
                }
            }
            None if before.is_none() => self.unnumbered += 1,
            None => {}
        }
        if let Some(named) = &mut self.by_name {
            if let Some(before) = before {
                forget(named, key, before);
            }
            register(named, key, record);
            if let Some(before) = before {
                let known = Known::of(before);
                if known.name != matching_form(&record.name) || lost_places(before, record) {
                    let has_number = record.corporate_number.is_some();
                    register_former(named, key, has_number, before);
                }
            }
        }
    }

    fn names(&mut self, conn: &Connection) -> Result<()> {
        if self.by_name.is_some() {
            return Ok(());
        }
        let mut named = HashMap::new();
        let sql = format!("SELECT key, {RECORD} FROM firm ORDER BY key");
        let mut select = conn.prepare(&sql)?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            register(&mut named, row.get(0)?, &read_record(row, 1)?);
        }
        each_former(conn, |key, has_number, record| {
            register_former(&mut named, key, has_number, record);
        })?;
        self.by_name = Some(named);
        Ok(())
    }
}

fn forms_of(conn: &Connection, key: i64) -> Result<Option<Forms>> {
    let mut select = conn.prepare_cached(&format!("SELECT {RECORD} FROM firm WHERE key = ?1"))?;
    let mut rows = select.query([key])?;
    Ok(match rows.next()? {
        Some(row) => Some(Forms::of(&read_record(row, 0)?)),
        None => None,
    })
}

/// The firms that a row may be: those without a number, else (if the row has none) the others;
/// those that have the name now before those that had it.
fn preferred(mut firms: Vec<Named>, numbered: bool) -> Vec<Named> {
    if firms.iter().any(|firm| !firm.former) {
        firms.retain(|firm| !firm.former);
    }
    let free = firms.iter().any(|firm| !firm.has_number);
    // A firm of another number is another firm.
    firms.retain(|firm| !firm.has_number || (!free && !numbered));
    firms.dedup_by_key(|firm| firm.key);
    firms
}

/// Of several firms that fit, the one that this very row was taken for before, else the one that
/// no later row of the sheet has changed, else the one that gives no more of a place than the row.
fn told_apart(mut firms: Vec<Named>, known: &Known, sheet: Sheet<'_>) -> Vec<Named> {
    if firms.len() < 2 {
        return firms;
    }
    let own = |firm: &&Named| (sheet.told_by)(firm.key) == Some(sheet.row);
    if let Some(own) = firms.iter().find(own) {
        return vec![*own];
    }
    let earlier = |firm: &&Named| (sheet.told_by)(firm.key).is_none_or(|row| row < sheet.row);
    let left: Vec<Named> = firms.iter().filter(earlier).copied().collect();
    if left.len() == 1 {
        return left;
    }
    let alike: Vec<Named> =
        firms.iter().filter(|firm| firm.address == known.address).copied().collect();
    if alike.len() == 1 {
        firms = alike;
    }
    firms
}

fn register(named: &mut HashMap<u64, Vec<Named>>, key: i64, record: &FirmRecord) {
    let known = Known::of(record);
    let has_number = record.corporate_number.is_some();
    let address = known.address;
    enter(named, &known, Named { key, has_number, former: false, address });
    for former in split_former(&record.name).map(|(_, former)| former).unwrap_or_default() {
        let known = Known::named(&former, record);
        enter(named, &known, Named { key, has_number, former: true, address });
    }
}

/// A name that a firm had, or had elsewhere, with those that it noted itself.
fn register_former(
    named: &mut HashMap<u64, Vec<Named>>,
    key: i64,
    has_number: bool,
    record: &FirmRecord,
) {
    let noted = split_former(&record.name).map(|(_, former)| former).unwrap_or_default();
    let noted = noted.iter().map(|name| Known::named(name, record));
    for known in std::iter::once(Known::of(record)).chain(noted) {
        let address = known.address;
        enter(named, &known, Named { key, has_number, former: true, address });
    }
}

/// Whether nothing by which a firm was found under its name finds it any more.
pub(crate) fn lost_places(before: &FirmRecord, after: &FirmRecord) -> bool {
    let (before, after) = (Known::of(before), Known::of(after));
    before.name == after.name && !before.places.iter().any(|place| after.places.contains(place))
}

/// Takes a firm out from under the names and places of a record.
fn forget(named: &mut HashMap<u64, Vec<Named>>, key: i64, record: &FirmRecord) {
    let former = split_former(&record.name).map(|(_, former)| former).unwrap_or_default();
    let names = std::iter::once(Known::of(record));
    for known in names.chain(former.iter().map(|name| Known::named(name, record))) {
        for place in &known.places {
            if let Some(firms) = named.get_mut(place) {
                firms.retain(|firm| firm.key != key);
            }
        }
    }
}

fn enter(named: &mut HashMap<u64, Vec<Named>>, known: &Known, entry: Named) {
    for place in &known.places {
        let firms = named.entry(*place).or_default();
        match firms.iter_mut().find(|firm| firm.key == entry.key) {
            // What it is named now says more than what it was named.
            Some(firm) if entry.former && !firm.former => {}
            Some(firm) => *firm = entry,
            None => firms.push(entry),
        }
    }
}

impl Known {
    fn of(record: &FirmRecord) -> Self {
        Self::named(&record.name, record)
    }

    /// That name at the record's place.
    fn named(name: &str, record: &FirmRecord) -> Self {
        let name = matching_form(name);
        let address = record.address.as_deref().map(address_form);
        let mut known = Self { name, address: None, places: Vec::with_capacity(2) };
        if known.name.is_empty() {
            return known;
        }
        if let Some(address) = &address {
            known.address = Some(hash(3, "", address));
            known.places.push(known.at(0, address));
        }
        if let Some(code) = &record.municipality {
            known.places.push(known.at(1, LocalGovernmentCode::as_str(code)));
        }
        if known.places.is_empty() {
            let code = record.prefecture.as_ref().map_or("", PrefectureCode::as_str);
            known.places.push(known.at(2, code));
        }
        known
    }

    fn at(&self, kind: u8, place: &str) -> u64 {
        hash(kind, &self.name, place)
    }
}

fn hash(kind: u8, name: &str, place: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (kind, name, place).hash(&mut hasher);
    hasher.finish()
}

/// A 法人番号 as a number: thirteen digits fit, and a map of numbers is small.
fn number_of(code: &str) -> u64 {
    debug_assert_eq!(code.len(), 13);
    code.parse().unwrap_or(0)
}
