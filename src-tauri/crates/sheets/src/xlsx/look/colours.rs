//! Colours as a workbook names them: by number, by index, or by the theme.

use crate::archive::Archive;
use crate::error::SheetError;
use crate::limits::Limits;
use crate::xml::{Attributes, Token, Xml};

/// The colours of the old palette (ECMA-376, 18.8.27); the first eight come twice.
const PALETTE: [u32; 56] = [
    0x00_0000, 0xFF_FFFF, 0xFF_0000, 0x00_FF00, 0x00_00FF, 0xFF_FF00, 0xFF_00FF, 0x00_FFFF,
    0x80_0000, 0x00_8000, 0x00_0080, 0x80_8000, 0x80_0080, 0x00_8080, 0xC0_C0C0, 0x80_8080,
    0x99_99FF, 0x99_3366, 0xFF_FFCC, 0xCC_FFFF, 0x66_0066, 0xFF_8080, 0x00_66CC, 0xCC_CCFF,
    0x00_0080, 0xFF_00FF, 0xFF_FF00, 0x00_FFFF, 0x80_0080, 0x80_0000, 0x00_8080, 0x00_00FF,
    0x00_CCFF, 0xCC_FFFF, 0xCC_FFCC, 0xFF_FF99, 0x99_CCFF, 0xFF_99CC, 0xCC_99FF, 0xFF_CC99,
    0x33_66FF, 0x33_CCCC, 0x99_CC00, 0xFF_CC00, 0xFF_9900, 0xFF_6600, 0x66_6699, 0x96_9696,
    0x00_3366, 0x33_9966, 0x00_3300, 0x33_3300, 0x99_3300, 0x99_3366, 0x33_3399, 0x33_3333,
];

/// The order in which a theme lists its colours, and the number by which cells name each.
const THEME: [(&[u8], usize); 12] = [
    (b"lt1", 0),
    (b"dk1", 1),
    (b"lt2", 2),
    (b"dk2", 3),
    (b"accent1", 4),
    (b"accent2", 5),
    (b"accent3", 6),
    (b"accent4", 7),
    (b"accent5", 8),
    (b"accent6", 9),
    (b"hlink", 10),
    (b"folHlink", 11),
];

/// The theme's colours, by the number with which cells name them.
pub(super) fn theme(
    archive: &Archive,
    part: &str,
    limits: &Limits,
) -> Result<Vec<u32>, SheetError> {
    let found = super::super::scan(archive, part, limits, |mut xml: Xml<'_>| {
        let mut colours = vec![0; THEME.len()];
        let mut slot = None;
        loop {
            match xml.next()? {
                Token::End | Token::Close(b"clrScheme") => return Ok(colours),
                Token::Open { name, attributes, .. } => {
                    if let Some((_, index)) = THEME.iter().find(|(known, _)| *known == name) {
                        slot = Some(*index);
                    }
                    let value = attributes.get(b"lastClr").or_else(|| attributes.get(b"val"));
                    if let (Some(index), Some(rgb)) = (slot, value.and_then(hex))
                        && matches!(name, b"srgbClr" | b"sysClr")
                    {
                        colours[index] = rgb;
                    }
                }
                _ => {}
            }
        }
    })?;
    Ok(found.unwrap_or_default())
}

/// The colour that a tag names; `None` for the automatic one.
pub(super) fn colour(attributes: Attributes<'_>, theme: &[u32]) -> Option<u32> {
    if let Some(rgb) = attributes.get(b"rgb").and_then(hex) {
        return Some(rgb);
    }
    let named = match (attributes.number(b"theme"), attributes.number(b"indexed")) {
        (Some(index), _) => theme.get(index as usize).copied(),
        (None, Some(index)) => {
            let index = if index >= 8 { index - 8 } else { index };
            PALETTE.get(index as usize).copied()
        }
        (None, None) => None,
    }?;
    let tint = attributes.get(b"tint").and_then(|text| std::str::from_utf8(text).ok());
    Some(tinted(named, tint.and_then(|text| text.parse().ok()).unwrap_or(0.0)))
}

/// The last six digits, without the part that says how transparent it is.
fn hex(text: &[u8]) -> Option<u32> {
    let text = std::str::from_utf8(text).ok()?;
    u32::from_str_radix(text.get(text.len().checked_sub(6)?..)?, 16).ok()
}

/// Darker below zero, lighter above.
fn tinted(rgb: u32, tint: f64) -> u32 {
    let tint = if tint.is_finite() { tint.clamp(-1.0, 1.0) } else { 0.0 };
    let part = |shift: u32| {
        let old = f64::from((rgb >> shift) & 0xFF);
        let new = if tint < 0.0 { old * (1.0 + tint) } else { old + (255.0 - old) * tint };
        (new.round() as u32) << shift
    };
    part(16) | part(8) | part(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_found_however_it_is_named() {
        let theme = [0xFF_FFFF, 0x00_0000];
        let of = |tag: &'static str| colour(Attributes(tag.as_bytes()), &theme);
        assert_eq!(of(" rgb=\"FF00A0E9\""), Some(0x00_A0E9));
        assert_eq!(of(" indexed=\"10\""), Some(0xFF_0000));
        assert_eq!(of(" theme=\"0\" tint=\"-0.5\""), Some(0x80_8080));
        assert_eq!(of(" auto=\"1\""), None);
        assert_eq!(of(" theme=\"99\""), None);
    }
}
