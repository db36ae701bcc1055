//! The flat columns behind lists and rankings: one place for each firm, in the order of keys.

use std::cell::OnceCell;
use std::cmp::Reverse;

use memchr::memmem;
use rusqlite::{Connection, OptionalExtension, Row};
use shirube_domain::codes::CorporateNumber;
use shirube_domain::figures::FigureField;
use shirube_domain::hubs::region::NONE;
use uuid::Uuid;

use crate::choices::{Choices, counting_value};
use crate::error::Result;
use crate::search::FirmSort;

/// What a list scans of each firm. A firm that was taken out keeps its place, marked as gone.
#[derive(Debug, Default)]
pub(crate) struct FirmColumns {
    pub(crate) keys: Vec<i64>,
    pub(crate) alive: Vec<bool>,
    pub(crate) ids: Vec<Uuid>,
    /// 法人番号 as a number; 0 for none.
    numbers: Vec<u64>,
    /// 1–47, from the municipality where only that is known; 0 for none.
    pub(crate) prefecture: Vec<u8>,
    pub(crate) municipality: Vec<u32>,
    /// Padded with zeros.
    pub(crate) industry: Vec<[u8; 4]>,
    /// Yen.
    pub(crate) capital: Vec<i64>,
    /// Persons, as the firm's record has it.
    pub(crate) employees: Vec<i64>,
    /// Loaded when first asked for, as most rankings ask for neither.
    names: OnceCell<TextColumn>,
    text: OnceCell<TextColumn>,
}

/// Room for so many firms is made before they come; a key alone is no promise of more.
const MOST_AT_ONCE: usize = 1 << 20;

const SELECT: &str = "SELECT key, id, corporate_number, prefecture, municipality, industry, \
                      capital, employees FROM firm";

impl FirmColumns {
    pub(crate) fn load(conn: &Connection) -> Result<Self> {
        let mut columns = Self::default();
        columns.reserve(conn)?;
        let mut select = conn.prepare_cached(&format!("{SELECT} ORDER BY key"))?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            columns.push(row)?;
        }
        Ok(columns)
    }

    /// Makes room for all firms; keys are given in order, so there are hardly fewer than the last.
    fn reserve(&mut self, conn: &Connection) -> Result<()> {
        let last = "SELECT coalesce(max(key), 0) FROM firm";
        let last: i64 = conn.query_row(last, [], |row| row.get(0))?;
        let firms = usize::try_from(last).unwrap_or(0).min(MOST_AT_ONCE);
        self.keys.reserve(firms);
        self.alive.reserve(firms);
        self.ids.reserve(firms);
        self.numbers.reserve(firms);
        self.prefecture.reserve(firms);
        self.municipality.reserve(firms);
        self.industry.reserve(firms);
        self.capital.reserve(firms);
        self.employees.reserve(firms);
        Ok(())
    }

    fn push(&mut self, row: &Row<'_>) -> rusqlite::Result<()> {
        self.keys.push(row.get(0)?);
        self.alive.push(true);
        self.ids.push(Uuid::nil());
        self.numbers.push(0);
        self.prefecture.push(0);
        self.municipality.push(0);
        self.industry.push([0; 4]);
        self.capital.push(NONE);
        self.employees.push(NONE);
        for column in [&mut self.names, &mut self.text] {
            column.get_mut().into_iter().for_each(TextColumn::push);
        }
        self.set(self.keys.len() - 1, row)
    }

    fn set(&mut self, place: usize, row: &Row<'_>) -> rusqlite::Result<()> {
        self.ids[place] = Uuid::from_bytes(row.get(1)?);
        self.numbers[place] = digits(bytes(row, 2)?);
        let municipality = bytes(row, 4)?;
        let prefecture = Some(bytes(row, 3)?).filter(|code| !code.is_empty());
        let prefecture = prefecture.or(municipality.get(..2)).unwrap_or_default();
        self.prefecture[place] = u8::try_from(digits(prefecture)).unwrap_or(0);
        self.municipality[place] = u32::try_from(digits(municipality)).unwrap_or(0);
        let mut industry = [0; 4];
        for (to, from) in industry.iter_mut().zip(bytes(row, 5)?) {
            *to = *from;
        }
        self.industry[place] = industry;
        self.capital[place] = row.get::<_, Option<i64>>(6)?.unwrap_or(NONE);
        self.employees[place] = row.get::<_, Option<i64>>(7)?.unwrap_or(NONE);
        Ok(())
    }

    /// Brings one firm's place in step with its row; `false` if it has no place and can't be
    /// given one at the end.
    pub(crate) fn patch(&mut self, conn: &Connection, key: i64) -> Result<bool> {
        let mut select = conn.prepare_cached(&format!("{SELECT} WHERE key = ?1"))?;
        let mut rows = select.query([key])?;
        match (rows.next()?, self.keys.binary_search(&key)) {
            (Some(row), Ok(place)) => {
                self.alive[place] = true;
                self.set(place, row)?;
            }
            (Some(row), Err(place)) if place == self.keys.len() => self.push(row)?,
            (Some(_), Err(_)) => return Ok(false),
            (None, Ok(place)) => self.alive[place] = false,
            (None, Err(_)) => {}
        }
        self.patch_texts(conn, key)?;
        Ok(true)
    }

    /// The same for the texts that are loaded.
    fn patch_texts(&mut self, conn: &Connection, key: i64) -> Result<()> {
        let Ok(place) = self.keys.binary_search(&key) else { return Ok(()) };
        let columns = [(&mut self.names, NAMES), (&mut self.text, TEXTS)];
        for (column, sql) in columns {
            let Some(column) = column.get_mut() else { continue };
            let mut select = conn.prepare_cached(&format!("{sql} WHERE key = ?1"))?;
            let mut rows = select.query([key])?;
            if let Some(row) = rows.next()? {
                column.set(place, bytes(row, 1)?);
            }
        }
        Ok(())
    }

    /// The names as written.
    fn names(&self, conn: &Connection) -> Result<&TextColumn> {
        self.column(&self.names, conn, NAMES)
    }

    /// What a search looks through.
    pub(crate) fn text(&self, conn: &Connection) -> Result<&TextColumn> {
        self.column(&self.text, conn, TEXTS)
    }

    fn column<'c>(
        &self,
        column: &'c OnceCell<TextColumn>,
        conn: &Connection,
        sql: &str,
    ) -> Result<&'c TextColumn> {
        if let Some(loaded) = column.get() {
            return Ok(loaded);
        }
        let loaded = TextColumn::load(conn, sql, &self.keys)?;
        Ok(column.get_or_init(|| loaded))
    }

    /// The places of the firms that are there.
    pub(crate) fn places(&self) -> impl Iterator<Item = usize> {
        self.alive.iter().enumerate().filter(|(_, alive)| **alive).map(|(place, _)| place)
    }

    /// The name of the firm there; read alone while the column is not loaded.
    pub(crate) fn name(&self, conn: &Connection, place: usize) -> Result<String> {
        if let Some(names) = self.names.get() {
            return Ok(String::from_utf8_lossy(names.of(place)).into_owned());
        }
        let mut select = conn.prepare_cached("SELECT name FROM firm WHERE key = ?1")?;
        Ok(select.query_row([self.keys[place]], |row| row.get(0)).optional()?.unwrap_or_default())
    }

    pub(crate) fn number(&self, place: usize) -> Option<CorporateNumber> {
        let number = self.numbers[place];
        (number > 0).then(|| CorporateNumber::parse(&format!("{number:013}")).ok()).flatten()
    }

    /// Puts places in the order in which firms with equal numbers stand: by 法人番号, those without
    /// one last, then by name, then by id.
    pub(crate) fn put_in_order(&self, conn: &Connection, places: &mut [u32]) -> Result<()> {
        // Zero, for none, becomes the largest.
        let number = |place: u32| self.numbers[place as usize].wrapping_sub(1);
        let mut keyed: Vec<(u64, u32)> = places.iter().map(|p| (number(*p), *p)).collect();
        keyed.sort_unstable();
        for same in keyed.chunk_by_mut(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
            let names = self.names(conn)?;
            let rest = |place: u32| (names.of(place as usize), self.ids[place as usize]);
            same.sort_unstable_by(|a, b| rest(a.1).cmp(&rest(b.1)));
        }
        for (place, (_, ordered)) in places.iter_mut().zip(keyed) {
            *place = ordered;
        }
        Ok(())
    }

    /// All places in that order, those without a value last.
    pub(crate) fn order(&self, conn: &Connection, sort: FirmSort) -> Result<Order> {
        let mut places: Vec<u32> = (0..self.keys.len() as u32).collect();
        let mut valued = places.len();
        match sort {
            FirmSort::Entered => {}
            FirmSort::Kana => {
                let text = self.text(conn)?;
                places.sort_by(|a, b| kana(text, *a as usize).cmp(kana(text, *b as usize)));
            }
            FirmSort::CorporateNumber => {
                // Zero, for none, becomes the largest.
                let key = |place: &u32| self.numbers[*place as usize].wrapping_sub(1);
                places.sort_by_key(key);
                valued = places.partition_point(|place| key(place) != u64::MAX);
            }
            FirmSort::LatestSales => {
                let sales = self.latest_sales(conn)?;
                let key = |place: &u32| sales[*place as usize].map(Reverse);
                places.sort_by_key(|place| (key(place).is_none(), key(place)));
                valued = places.partition_point(|place| key(place).is_some());
            }
        }
        Ok(Order { places, valued })
    }

    fn latest_sales(&self, conn: &Connection) -> Result<Vec<Option<i64>>> {
        let mut sales = vec![None; self.keys.len()];
        let sql = "SELECT firm, sales FROM figure WHERE sales IS NOT NULL \
                   ORDER BY firm, year DESC, basis, import DESC, row";
        let mut select = conn.prepare_cached(sql)?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            if let Ok(place) = self.keys.binary_search(&row.get(0)?) {
                let found = row.get(1)?;
                sales[place].get_or_insert(found);
            }
        }
        let choices = Choices::load(conn)?;
        for firm in choices.firms(FigureField::Sales, None) {
            if let Ok(place) = self.keys.binary_search(&firm) {
                let found = counting_value(conn, &choices, firm, FigureField::Sales, None)?;
                sales[place] = found.map(|(_, value)| value);
            }
        }
        Ok(sales)
    }
}

/// A text of a row as it lies there; empty for none.
fn bytes<'r>(row: &'r Row<'_>, at: usize) -> rusqlite::Result<&'r [u8]> {
    Ok(row.get_ref(at)?.as_bytes_or_null()?.unwrap_or_default())
}

/// A code as a number; 0 for none, and for what is no number.
fn digits(code: &[u8]) -> u64 {
    let digit = |number: u64, byte: &u8| {
        let digit = byte.is_ascii_digit().then(|| u64::from(byte - b'0'))?;
        number.checked_mul(10)?.checked_add(digit)
    };
    code.iter().try_fold(0, digit).unwrap_or(0)
}

/// The reading, or the name where no reading is known, in normal form.
fn kana(text: &TextColumn, place: usize) -> &[u8] {
    let mut lines = text.of(place).split(|byte| *byte == b'\n');
    let name = lines.next().unwrap_or_default();
    lines.next().filter(|kana| !kana.is_empty()).unwrap_or(name)
}

/// Places in an order, of which the first `valued` have the value that they are ordered by.
#[derive(Debug)]
pub(crate) struct Order {
    pub(crate) places: Vec<u32>,
    pub(crate) valued: usize,
}

/// Texts in one buffer. A text that changes is appended; its old bytes stay, and are skipped.
#[derive(Debug, Default)]
pub(crate) struct TextColumn {
    buffer: Vec<u8>,
    /// Start and end in the buffer, by place.
    spans: Vec<(u32, u32)>,
    /// Every stretch of the buffer: its start, and the place that it was written for.
    stretches: Vec<(u32, u32)>,
}

const NAMES: &str = "SELECT key, name FROM firm";
const TEXTS: &str = "SELECT key, search FROM firm";

impl TextColumn {
    /// The texts of those firms, in their order; a firm that is gone has none.
    fn load(conn: &Connection, sql: &str, keys: &[i64]) -> Result<Self> {
        let mut column = Self::default();
        column.spans.resize(keys.len(), (0, 0));
        column.stretches.reserve(keys.len());
        let mut select = conn.prepare_cached(&format!("{sql} ORDER BY key"))?;
        let mut rows = select.query([])?;
        let mut place = 0;
        while let Some(row) = rows.next()? {
            let key = row.get(0)?;
            place += keys[place..].iter().take_while(|known| **known < key).count();
            if keys.get(place) == Some(&key) {
                column.set(place, bytes(row, 1)?);
            }
        }
        Ok(column)
    }

    fn push(&mut self) {
        self.spans.push((0, 0));
    }

    fn set(&mut self, place: usize, text: &[u8]) {
        let start = self.buffer.len() as u32;
        self.buffer.extend_from_slice(text);
        self.spans[place] = (start, self.buffer.len() as u32);
        self.stretches.push((start, place as u32));
        // Between two texts stands a byte that no search has.
        self.buffer.push(b'\n');
    }

    pub(crate) fn of(&self, place: usize) -> &[u8] {
        let (start, end) = self.spans[place];
        &self.buffer[start as usize..end as usize]
    }

    /// Calls `found` once for each place whose text has a match.
    pub(crate) fn each_match(&self, finder: &memmem::Finder<'_>, mut found: impl FnMut(usize)) {
        let mut from = 0;
        let mut stretch = 0;
        while let Some(at) = finder.find(&self.buffer[from..]).map(|at| from + at) {
            stretch = self.stretch_after(stretch, at);
            let (start, place) = self.stretches[stretch - 1];
            let place = place as usize;
            if self.spans[place].0 == start {
                found(place);
            }
            let next = self.stretches.get(stretch).map_or(self.buffer.len(), |s| s.0 as usize);
            stretch -= 1;
            from = next;
        }
    }

    /// The first stretch from `from` on that begins behind `at`. Matches come in order, and so do
    /// the stretches: it is near where many match, so steps double from there.
    fn stretch_after(&self, from: usize, at: usize) -> usize {
        let (mut low, mut step) = (from, 1);
        let before = |stretch: usize| {
            self.stretches.get(stretch).is_some_and(|(start, _)| *start as usize <= at)
        };
        while before(low + step) {
            low += step;
            step *= 2;
        }
        let high = (low + step).min(self.stretches.len());
        low + self.stretches[low..high].partition_point(|(start, _)| *start as usize <= at)
    }
}
