//! In which encoding a text file is written, and its text as UTF-8.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

use crate::error::SheetError;

/// The text, and the name of the encoding in which it was.
pub(crate) fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, &'static str), SheetError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return strict(encoding, &bytes[mark..]).ok_or(SheetError::UnknownEncoding);
    }
    if bytes.contains(&0x1b)
        && let Some(found) = strict(ISO_2022_JP, bytes)
    {
        return Ok(found);
    }
    if let Some(found) = strict(UTF_8, bytes) {
        return Ok(found);
    }
    let found = match (strict(SHIFT_JIS, bytes), strict(EUC_JP, bytes)) {
        (Some(_), Some(other)) if guess(bytes) == EUC_JP => Some(other),
        (Some(found), _) => Some(found),
        (None, other) => other,
    };
    found.filter(|(text, _)| looks_japanese(text)).ok_or(SheetError::UnknownEncoding)
}

/// The text where every byte of it fits the encoding.
fn strict<'a>(
    encoding: &'static Encoding,
    bytes: &'a [u8],
) -> Option<(Cow<'a, str>, &'static str)> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    let name = match encoding {
        e if e == UTF_8 => "utf-8",
        e if e == UTF_16LE || e == UTF_16BE => "utf-16",
        e if e == SHIFT_JIS => "shift_jis",
        e if e == EUC_JP => "euc-jp",
        _ => "iso-2022-jp",
    };
    Some((text, name))
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(64 << 10)], true);
    detector.guess(Some(b"jp"), Utf8Detection::Deny)
}

/// Bytes that only happen to fit Shift_JIS come out as half-width kana and private characters
/// where Japanese would have hiragana and kanji.
fn looks_japanese(text: &str) -> bool {
    let (mut common, mut odd) = (0u32, 0u32);
    for c in text.chars().filter(|c| !c.is_ascii()).take(10_000) {
        match c {
            'ぁ'..='ん' | 'ァ'..='ヶ' | '一'..='龥' | '０'..='ｚ' | '、' | '。' | 'ー' =>
            {
                common += 1;
            }
            '\u{80}'..='\u{9f}' | '\u{e000}'..='\u{f8ff}' => odd += 2,
            '｡'..='ﾟ' => odd += 1,
            _ => {}
        }
    }
    odd == 0 || common >= odd
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_japanese_encoding_is_told_from_the_others() {
        let text = "事業者名,住所\n㈱見本工業,鯖江市髙木町\n";
        for (encoding, name) in [(SHIFT_JIS, "shift_jis"), (EUC_JP, "euc-jp"), (UTF_8, "utf-8")] {
            let (bytes, _, unmappable) = encoding.encode(text);
            assert!(!unmappable || name == "euc-jp");
            let (found, found_name) = decode(&bytes).unwrap();
            assert_eq!(found_name, name);
            assert!(found.starts_with("事業者名,住所"));
        }
        let wide: Vec<u8> = b"\xff\xfe"
            .iter()
            .copied()
            .chain(text.encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        assert_eq!(decode(&wide).unwrap(), (text.into(), "utf-16"));
        assert_eq!(decode(b"\xef\xbb\xbfa,b").unwrap().0, "a,b");
    }

    #[test]
    fn what_fits_no_encoding_is_refused() {
        assert_eq!(decode(b"caf\xe9, na\xefve \xff"), Err(SheetError::UnknownEncoding));
        assert_eq!(decode(b"\xff\xfe\x00\xd8"), Err(SheetError::UnknownEncoding));
    }
}
