//! Days as an iCalendar file (RFC 5545), written and read: all-day events only.
//!
//! Lines end in CRLF and are folded at 75 octets, never inside a letter. There is no METHOD: the
//! file is a set of days to be taken in, no invitation.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

/// The longest line, in octets without its end.
const LONGEST_LINE: usize = 75;
/// Who wrote it.
const PRODUCT: &str = "-//Shirube//Plan calendar//JA";

/// An event of one whole day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// What it is known by for ever: taken in again, it replaces itself.
    pub uid: String,
    /// The day.
    pub day: Date,
    /// What is to be done.
    pub summary: String,
    /// More about it; may have several lines.
    pub description: String,
}

/// The file: the same events and time give the same bytes.
pub fn write(name: &str, events: &[Event], now: Timestamp) -> String {
    let stamp = Offset::UTC.to_datetime(now).strftime("%Y%m%dT%H%M%SZ").to_string();
    let mut out = String::new();
    let mut line = |name: &str, value: &str| fold(&mut out, &format!("{name}:{value}"));
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", PRODUCT);
    line("CALSCALE", "GREGORIAN");
    line("X-WR-CALNAME", &escaped(name));
    for event in events {
        line("BEGIN", "VEVENT");
        line("UID", &escaped(&event.uid));
        line("DTSTAMP", &stamp);
        line("DTSTART;VALUE=DATE", &compact(event.day));
        line("DTEND;VALUE=DATE", &compact(event.day.tomorrow().unwrap_or(event.day)));
        line("SUMMARY", &escaped(&event.summary));
        if !event.description.is_empty() {
            line("DESCRIPTION", &escaped(&event.description));
        }
        // A day with something to be done does not make a person busy.
        line("TRANSP", "TRANSPARENT");
        line("END", "VEVENT");
    }
    line("END", "VCALENDAR");
    out
}

/// The events of such a file, as far as it is one that [`write`] wrote; `None` for anything else.
pub fn read(text: &str) -> Option<Vec<Event>> {
    let mut events = Vec::new();
    let mut open: Option<Event> = None;
    let whole = text.replace("\r\n ", "");
    for line in whole.split_terminator("\r\n") {
        let (name, value) = line.split_once(':')?;
        match (name, &mut open) {
            ("BEGIN", None) if value == "VEVENT" => open = Some(blank()),
            ("END", event @ Some(_)) if value == "VEVENT" => events.extend(event.take()),
            ("UID", Some(event)) => event.uid = unescaped(value)?,
            ("DTSTART;VALUE=DATE", Some(event)) => event.day = day(value)?,
            ("SUMMARY", Some(event)) => event.summary = unescaped(value)?,
            ("DESCRIPTION", Some(event)) => event.description = unescaped(value)?,
            _ => {}
        }
    }
    open.is_none().then_some(events)
}

fn blank() -> Event {
    Event {
        uid: String::new(),
        day: Date::ZERO,
        summary: String::new(),
        description: String::new(),
    }
}

/// Writes a line in pieces of at most [`LONGEST_LINE`] octets; each further one begins with a space.
fn fold(out: &mut String, line: &str) {
    let mut length = 0;
    for letter in line.chars() {
        if length + letter.len_utf8() > LONGEST_LINE {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(letter);
        length += letter.len_utf8();
    }
    out.push_str("\r\n");
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in plain(text).chars() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            letter => out.push(letter),
        }
    }
    out
}

fn unescaped(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        out.push(match letter {
            '\\' => match letters.next()? {
                'n' | 'N' => '\n',
                other => other,
            },
            letter => letter,
        });
    }
    Some(out)
}

fn compact(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

fn day(text: &str) -> Option<Date> {
    if text.len() != 8 || !text.is_ascii() {
        return None;
    }
    Date::new(text[..4].parse().ok()?, text[4..6].parse().ok()?, text[6..].parse().ok()?).ok()
}

/// A text as a calendar holds it: line ends as `\n`, no control characters.
pub fn plain(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars()
        .map(|c| if c.is_control() && !matches!(c, '\n' | '\t') { ' ' } else { c })
        .collect()
}
