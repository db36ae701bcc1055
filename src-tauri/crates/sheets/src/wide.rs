//! Parts stored as UTF-16, which the format allows and hardly any program writes: read as UTF-8,
//! and written back as they were.

use crate::error::SheetError;

/// The largest part of this kind: it is held as a whole.
pub(crate) const LARGEST: u64 = 64 << 20;

/// The order of the bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wide {
    Little,
    Big,
}

impl Wide {
    /// Whether a part that begins so is stored as UTF-16: it has a mark, or its first letter is
    /// `<` in two bytes.
    pub(crate) fn of(start: &[u8]) -> Option<Self> {
        match start {
            [0xff, 0xfe, ..] | [b'<', 0, ..] => Some(Self::Little),
            [0xfe, 0xff, ..] | [0, b'<', ..] => Some(Self::Big),
            _ => None,
        }
    }

    /// The part as UTF-8, its mark included.
    pub(crate) fn decode(self, bytes: &[u8], part: &str) -> Result<Vec<u8>, SheetError> {
        let (units, rest) = bytes.as_chunks::<2>();
        let units = units.iter().map(|pair| match self {
            Self::Little => u16::from_le_bytes(*pair),
            Self::Big => u16::from_be_bytes(*pair),
        });
        let text: Result<String, _> = char::decode_utf16(units).collect();
        match text {
            Ok(text) if rest.is_empty() => Ok(text.into_bytes()),
            _ => Err(SheetError::broken(part)),
        }
    }

    /// The part as it is stored.
    pub(crate) fn encode(self, bytes: &[u8], part: &str) -> Result<Vec<u8>, SheetError> {
        let text = std::str::from_utf8(bytes).map_err(|_| SheetError::broken(part))?;
        let units = text.encode_utf16();
        Ok(units
            .flat_map(|unit| match self {
                Self::Little => unit.to_le_bytes(),
                Self::Big => unit.to_be_bytes(),
            })
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wide_part_comes_back_as_it_was() {
        for wide in [Wide::Little, Wide::Big] {
            let stored = wide.encode("\u{feff}<a>表𠮷</a>".as_bytes(), "a").unwrap();
            assert_eq!(Wide::of(&stored), Some(wide));
            let read = wide.decode(&stored, "a").unwrap();
            assert_eq!(wide.encode(&read, "a").unwrap(), stored);
            assert!(wide.decode(&stored[1..], "a").is_err());
        }
        assert_eq!(Wide::of(b"<?xml"), None);
        assert!(Wide::Little.decode(&[0, 0xd8], "a").is_err());
    }
}
