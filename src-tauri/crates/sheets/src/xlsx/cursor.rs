//! A reader of XML as programs write it, over bytes that are held: literal pieces, attributes,
//! text and numbers, each in place. What is written otherwise stops it.

use memchr::memchr;

/// Why a piece can't be read in place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// The bytes that are held end inside of it.
    Cut,
    /// It is written in another way, or wrong.
    Other,
}

/// Text up to the next tag.
pub(super) struct Text<'b> {
    /// The bytes as they stand.
    pub(super) raw: &'b [u8],
    /// Whether they mean themselves: no entity, no carriage return, no `_x`.
    pub(super) is_literal: bool,
}

/// A place in bytes that are held.
pub(super) struct Cursor<'b>(&'b [u8]);

impl<'b> Cursor<'b> {
    pub(super) fn new(held: &'b [u8]) -> Self {
        Self(held)
    }

    /// How many bytes are left.
    pub(super) fn left(&self) -> usize {
        self.0.len()
    }

    /// Goes past `literal` where it comes next.
    pub(super) fn pass<const N: usize>(&mut self, literal: &[u8; N]) -> Result<bool, Stop> {
        match self.0.split_first_chunk::<N>() {
            Some((first, rest)) if first == literal => {
                self.0 = rest;
                Ok(true)
            }
            Some(_) => Ok(false),
            None if literal.starts_with(self.0) => Err(Stop::Cut),
            None => Ok(false),
        }
    }

    /// Goes past `literal`, which must come next.
    pub(super) fn expect<const N: usize>(&mut self, literal: &[u8; N]) -> Result<(), Stop> {
        if self.pass(literal)? { Ok(()) } else { Err(Stop::Other) }
    }

    /// What comes before the next `end`, which is near; goes past both.
    pub(super) fn until(&mut self, end: u8) -> Result<&'b [u8], Stop> {
        let at = self.0.iter().position(|byte| *byte == end).ok_or(Stop::Cut)?;
        let before = &self.0[..at];
        self.0 = &self.0[at + 1..];
        Ok(before)
    }

    /// Goes to the next tag.
    pub(super) fn pass_text(&mut self) -> Result<(), Stop> {
        let at = memchr(b'<', self.0).ok_or(Stop::Cut)?;
        self.0 = &self.0[at..];
        Ok(())
    }

    /// An attribute, whose name comes next: its name and its value, both as written.
    pub(super) fn attribute(&mut self) -> Result<(&'b [u8], &'b [u8]), Stop> {
        let name = self.until(b'=')?;
        self.expect(b"\"")?;
        let is_name =
            |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'_' | b'-');
        // A single letter is checked by whoever knows it.
        if name.len() != 1 && !name.iter().all(is_name) {
            return Err(Stop::Other);
        }
        Ok((name, self.until(b'"')?))
    }

    /// The column, counted from 0, of a cell's place that comes next (` r="B12"`) and ends in
    /// `digits`; where something else comes, `None`, and nothing is passed.
    pub(super) fn column(&mut self, digits: &[u8]) -> Option<u32> {
        let place = self.0.strip_prefix(b" r=\"")?;
        let mut column = 0;
        for (at, byte) in place.iter().enumerate().take(4) {
            if !byte.is_ascii_uppercase() {
                self.0 = place[at..].strip_prefix(digits)?.strip_prefix(b"\"")?;
                return u32::checked_sub(column, 1);
            }
            column = column * 26 + u32::from(byte - b'A') + 1;
        }
        None
    }

    /// The end of a tag; whether anything stands inside.
    pub(super) fn tag_end(&mut self) -> Result<bool, Stop> {
        if self.pass(b">")? {
            return Ok(true);
        }
        self.expect(b"/>").map(|()| false)
    }

    /// The text before the next tag.
    pub(super) fn text(&mut self) -> Result<Text<'b>, Stop> {
        let (mut at, mut is_literal) = (0, true);
        loop {
            at += special(&self.0[at..]).ok_or(Stop::Cut)?;
            match self.0[at] {
                b'<' => break,
                b'_' => is_literal &= self.0.get(at + 1) != Some(&b'x'),
                _ => is_literal = false,
            }
            at += 1;
        }
        let raw = &self.0[..at];
        self.0 = &self.0[at..];
        Ok(Text { raw, is_literal })
    }

    /// A number of digits alone, before the next tag; where something else stands there, `None`,
    /// and nothing is passed.
    pub(super) fn index(&mut self) -> Option<usize> {
        let digits = self.0.iter().take(9).take_while(|byte| byte.is_ascii_digit()).count();
        if digits == 0 || self.0.get(digits) != Some(&b'<') {
            return None;
        }
        let number = digits_only(&self.0[..digits])?;
        self.0 = &self.0[digits..];
        usize::try_from(number).ok()
    }

    /// A decimal number of at most 15 digits before the next tag, exactly; where something else
    /// stands there, `None`, and nothing is passed.
    pub(super) fn decimal(&mut self) -> Option<f64> {
        let (negative, digits) = match self.0 {
            [b'-', rest @ ..] => (true, rest),
            rest => (false, rest),
        };
        let (mut mantissa, mut count, mut point) = (0u64, 0, None);
        for (at, &byte) in digits.iter().enumerate() {
            match byte {
                b'0'..=b'9' if count < 15 => {
                    mantissa = mantissa * 10 + u64::from(byte - b'0');
                    count += 1;
                }
                b'.' if point.is_none() => point = Some(count),
                b'<' if count > 0 => {
                    self.0 = &digits[at..];
                    return Some(exact(mantissa, count - point.unwrap_or(count), negative));
                }
                _ => return None,
            }
        }
        None
    }
}

/// The number that digits alone write; `None` for none, for more than nine, and for others.
pub(super) fn digits_only(digits: &[u8]) -> Option<u32> {
    let mut number = 0;
    for byte in digits {
        number = number * 10 + u32::from(byte.checked_sub(b'0').filter(|digit| *digit < 10)?);
    }
    (1..=9).contains(&digits.len()).then_some(number)
}

/// `mantissa` of at most 15 digits, `decimals` of them behind the point. Both this whole number and
/// the power of ten are exact as `f64`, so their quotient is rounded once, as it should be.
fn exact(mantissa: u64, decimals: usize, negative: bool) -> f64 {
    const POWERS: [f64; 16] =
        [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
    let number = mantissa as f64 / POWERS[decimals.min(15)];
    if negative { -number } else { number }
}

/// Where the first `<`, `&`, `_` or carriage return stands: eight bytes at a time, which beats a
/// search for long distances because text in cells is short.
fn special(bytes: &[u8]) -> Option<usize> {
    let (eights, rest) = bytes.as_chunks::<8>();
    for (index, eight) in eights.iter().enumerate() {
        let word = u64::from_le_bytes(*eight);
        let found = zero_bytes(word ^ repeated(b'<'))
            | zero_bytes(word ^ repeated(b'&'))
            | zero_bytes(word ^ repeated(b'_'))
            | zero_bytes(word ^ repeated(b'\r'));
        if found != 0 {
            return Some(index * 8 + found.trailing_zeros() as usize / 8);
        }
    }
    let at = rest.iter().position(|byte| matches!(byte, b'<' | b'&' | b'_' | b'\r'))?;
    Some(eights.len() * 8 + at)
}

const fn repeated(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// The high bit of each byte that is zero; of bytes above the first such one, perhaps of others.
const fn zero_bytes(word: u64) -> u64 {
    word.wrapping_sub(repeated(0x01)) & !word & repeated(0x80)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn special_bytes_are_found_wherever_they_stand() {
        for (at, special_byte) in (0..40).flat_map(|at| [b'<', b'&', b'_', b'\r'].map(|b| (at, b)))
        {
            let mut text = "鯖江市abc;^`]=".repeat(3).into_bytes();
            text.truncate(40);
            assert_eq!(special(&text), None);
            text[at] = special_byte;
            assert_eq!(special(&text), Some(at));
        }
    }

    #[test]
    fn a_decimal_is_the_number_that_the_standard_library_reads() {
        for text in [
            "0",
            "-0",
            "1",
            "-1",
            "45383",
            "0.1",
            "-0.3",
            ".5",
            "5.",
            "123456789012345",
            "1.23456789012345",
            "0.00000000000001",
            "999999999999.999",
        ] {
            let cell = format!("{text}</v>");
            let mut cursor = Cursor::new(cell.as_bytes());
            let number = cursor.decimal().unwrap();
            assert_eq!(number.to_bits(), text.parse::<f64>().unwrap().to_bits(), "{text}");
            assert!(cursor.pass(b"</v>").unwrap());
        }
        for other in ["", ".", "-", "1e5", "+1", " 1", "1234567890123456", "1.2.3", "NaN"] {
            assert_eq!(Cursor::new(format!("{other}<").as_bytes()).decimal(), None, "{other}");
        }
        assert_eq!(Cursor::new(b"12").decimal(), None);
    }

    #[test]
    fn a_place_ends_in_the_number_of_its_row() {
        let column = |text: &str| Cursor::new(text.as_bytes()).column(b"12");
        assert_eq!(column(" r=\"A12\">"), Some(0));
        assert_eq!(column(" r=\"XFD12\">"), Some(16_383));
        for other in [" r=\"12\"", " r=\"A13\"", " r=\"a12\"", " r=\"A123\"", " s=\"1\"", " r=\"A1"]
        {
            assert_eq!(column(other), None, "{other}");
        }
    }

    #[test]
    fn an_index_has_only_digits() {
        let index = |text: &str| Cursor::new(text.as_bytes()).index();
        assert_eq!(index("12<"), Some(12));
        assert_eq!(index("999999999<"), Some(999_999_999));
        for other in ["<", "12", "-1<", "1234567890<", "1 <"] {
            assert_eq!(index(other), None, "{other}");
        }
    }

    #[test]
    fn text_that_means_itself_is_told_from_other_text() {
        for (text, is_literal) in [
            ("鯖江 a_b", true),
            ("", true),
            ("a&amp;b", false),
            ("a_x000D_", false),
            ("a\rb", false),
        ] {
            let cell = format!("{text}</t>");
            let found = Cursor::new(cell.as_bytes()).text().unwrap();
            assert_eq!((found.raw, found.is_literal), (text.as_bytes(), is_literal));
        }
        assert!(Cursor::new("鯖江".as_bytes()).text().is_err());
    }
}
