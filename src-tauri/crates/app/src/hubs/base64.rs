//! Base64 (RFC 4648) of raw arrays: a third of the bytes that the same numbers take as JSON.

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The text of those bytes, with padding.
pub(crate) fn encode(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let group = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let letter = LETTERS[(group >> (18 - 6 * at) & 63) as usize];
            out.push(if at <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    out
}

/// The bytes of that text; `None` where it is no base64, or is padded wrongly.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let text = text.as_bytes();
    let plain = text.iter().rev().take(2).take_while(|letter| **letter == b'=').count();
    let (letters, padding) = text.split_at(text.len() - plain);
    if !text.len().is_multiple_of(4) || letters.len() % 4 == 1 {
        return None;
    }
    let mut values = [None; 256];
    for (value, letter) in LETTERS.iter().enumerate() {
        values[usize::from(*letter)] = Some(value as u32);
    }
    let mut out = Vec::with_capacity(letters.len() / 4 * 3 + 2);
    for chunk in letters.chunks(4) {
        let mut group = 0;
        for letter in chunk {
            group = group << 6 | values[usize::from(*letter)]?;
        }
        let group = (group << (6 * (4 - chunk.len()))).to_be_bytes();
        out.extend_from_slice(&group[1..chunk.len()]);
    }
    // One text for the same bytes only: what padding leaves over is nothing.
    (padding.is_empty() || encode(&out).as_bytes() == text).then_some(out)
}

/// 32-bit floats, little end first; `None` becomes NaN.
pub(crate) fn floats(numbers: impl Iterator<Item = Option<f64>>) -> String {
    let bytes: Vec<u8> = numbers
        .flat_map(|number| number.map_or(f32::NAN, |number| number as f32).to_le_bytes())
        .collect();
    encode(&bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_base64_of_the_standard() {
        for (plain, coded) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(encode(plain.as_bytes()), coded);
            assert_eq!(decode(coded).as_deref(), Some(plain.as_bytes()));
        }
        for wrong in ["Z", "Zg", "Zg=", "Zh==", "Zg==Zg==", "Zm9*", "====", "Zm9v\n"] {
            assert_eq!(decode(wrong), None, "{wrong}");
        }
        assert_eq!(floats([Some(1.0), None].into_iter()), "AACAPwAAwH8=");
    }
}
