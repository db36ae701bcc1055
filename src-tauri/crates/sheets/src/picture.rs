//! Pictures that go out of the window: told by their content, and taken only if they are nothing
//! but a picture.
//!
//! An SVG is held to a list of what may stand in one: no script, no document type, nothing that a
//! viewer would have to fetch. A PNG is walked chunk by chunk to its very end.

use memchr::memmem;

use crate::error::SheetError;
use crate::xml::{Attributes, Token, Xml, push_unescaped};

/// The kind of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picture {
    /// Lines and texts as XML.
    Svg,
    /// Points.
    Png,
}

/// Why bytes are not such a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoPicture {
    /// They are something else, or cut off.
    #[error("these bytes are no such picture")]
    Other,
    /// A picture, with something in it that a picture must not have.
    #[error("the picture holds what a picture must not: scripts, document types or references")]
    Unsafe,
}

/// The longest tag or text of an SVG; a path of 50,000 points stays below it.
const LONGEST: usize = 8 << 20;
/// No drawing nests deeper.
const DEEPEST: usize = 64;
const ELEMENTS: [&[u8]; 26] = [
    b"svg",
    b"g",
    b"defs",
    b"title",
    b"desc",
    b"style",
    b"rect",
    b"circle",
    b"ellipse",
    b"line",
    b"polyline",
    b"polygon",
    b"path",
    b"text",
    b"tspan",
    b"clipPath",
    b"mask",
    b"pattern",
    b"linearGradient",
    b"radialGradient",
    b"stop",
    b"marker",
    b"symbol",
    b"use",
    b"image",
    b"switch",
];

impl Picture {
    /// Whether the bytes are such a picture and nothing else.
    ///
    /// # Errors
    /// They are something else, or hold what a picture must not.
    pub fn check(self, bytes: &[u8]) -> Result<(), NoPicture> {
        match self {
            Self::Svg => svg(bytes),
            Self::Png => png(bytes).ok_or(NoPicture::Other),
        }
    }
}

/// A PNG from its signature to its last chunk (ISO/IEC 15948), with nothing behind it.
fn png(bytes: &[u8]) -> Option<()> {
    let mut rest = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    let mut first = true;
    loop {
        let length = u32::from_be_bytes(rest.get(..4)?.try_into().ok()?) as usize;
        let kind = rest.get(4..8)?;
        let data = rest.get(8..8_usize.checked_add(length)?)?;
        if first {
            let size = |at: usize| data.get(at..at + 4).filter(|size| size.iter().any(|b| *b > 0));
            (kind == b"IHDR" && length == 13).then_some(())?;
            size(0).and(size(4))?;
        }
        first = false;
        // Behind the data stand four bytes of checksum.
        rest = rest.get(8 + length + 4..)?;
        if kind == b"IEND" {
            return rest.is_empty().then_some(());
        }
    }
}

fn svg(bytes: &[u8]) -> Result<(), NoPicture> {
    let text = std::str::from_utf8(bytes).map_err(|_| NoPicture::Other)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    // The declaration may stand at the start; any other instruction asks a viewer for something.
    let instructions = memmem::find_iter(text.as_bytes(), b"<?").count();
    if instructions > usize::from(text.starts_with("<?xml ")) {
        return Err(NoPicture::Unsafe);
    }
    let mut reader = text.as_bytes();
    walk(&mut Xml::new(&mut reader, "svg", LONGEST))
}

fn walk(xml: &mut Xml<'_>) -> Result<(), NoPicture> {
    let mut open: Vec<Vec<u8>> = Vec::new();
    let mut done = false;
    loop {
        let token = xml.next().map_err(|error| match error {
            SheetError::Doctype { .. } => NoPicture::Unsafe,
            _ => NoPicture::Other,
        })?;
        match token {
            Token::End => return if done { Ok(()) } else { Err(NoPicture::Other) },
            Token::Open { .. } if done => return Err(NoPicture::Other),
            Token::Open { name, attributes, empty } => {
                let is_root = open.is_empty();
                if is_root && (name != b"svg" || !names_svg(attributes)) {
                    return Err(NoPicture::Other);
                }
                if !ELEMENTS.contains(&name) || open.len() == DEEPEST {
                    return Err(NoPicture::Unsafe);
                }
                fit(name, attributes)?;
                if !empty {
                    open.push(name.to_owned());
                }
                done = is_root && empty;
            }
            Token::Close(name) => {
                if open.pop().as_deref() != Some(name) {
                    return Err(NoPicture::Other);
                }
                done = open.is_empty();
            }
            Token::Text(raw) => {
                let mut text = String::new();
                push_unescaped(&mut text, raw).ok_or(NoPicture::Other)?;
                inside(&open, &text)?;
            }
            Token::Literal(raw) => {
                inside(&open, std::str::from_utf8(raw).map_err(|_| NoPicture::Other)?)?;
            }
        }
    }
}

fn names_svg(attributes: Attributes<'_>) -> bool {
    attributes.get(b"xmlns") == Some(b"http://www.w3.org/2000/svg")
}

/// Text outside of the root is no XML; text of a style sheet must not fetch anything.
fn inside(open: &[Vec<u8>], text: &str) -> Result<(), NoPicture> {
    match open.last() {
        None if !text.trim().is_empty() => Err(NoPicture::Other),
        Some(name) if name == b"style" && fetches(text) => Err(NoPicture::Unsafe),
        _ => Ok(()),
    }
}

fn fit(name: &[u8], mut attributes: Attributes<'_>) -> Result<(), NoPicture> {
    for (key, raw) in attributes.by_ref() {
        let mut value = String::new();
        push_unescaped(&mut value, raw).ok_or(NoPicture::Other)?;
        let value = value.trim();
        let is_own = match key.to_ascii_lowercase().as_slice() {
            b"href" => value.starts_with('#') || (name == b"image" && is_points(value)),
            b"src" | b"base" => false,
            key if key.starts_with(b"on") => false,
            _ => !fetches(value),
        };
        if !is_own {
            return Err(NoPicture::Unsafe);
        }
    }
    // What is left over is no attribute.
    if attributes.0.trim_ascii().is_empty() { Ok(()) } else { Err(NoPicture::Other) }
}

fn is_points(value: &str) -> bool {
    ["data:image/png;base64,", "data:image/jpeg;base64,"].iter().any(|own| value.starts_with(own))
}

/// Whether a style asks for something from elsewhere. A backslash could hide the asking.
fn fetches(style: &str) -> bool {
    let style = style.to_ascii_lowercase();
    let elsewhere = |rest: &str| !rest.trim_start_matches([' ', '"', '\'']).starts_with('#');
    style.contains('\\')
        || style.contains("@import")
        || style.contains("image-set(")
        || style.split("url(").skip(1).any(elsewhere)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPEN: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" \
                        xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 9 9\">";

    fn of(inner: &str) -> Result<(), NoPicture> {
        Picture::Svg.check(format!("{OPEN}{inner}</svg>\n").as_bytes())
    }

    #[test]
    fn a_drawing_of_our_own_is_one() {
        let inner = "<title>コネクター度 &amp; ハブ度</title><style>text{font:16px sans-serif;\
                     fill:url(#a)}</style><defs><clipPath id='a'><rect width='9'/></clipPath>\
                     </defs><g clip-path=\"url(#a)\"><use xlink:href=\"#a\"/>\
                     <text x=\"1\">A &lt; B</text></g><image href='data:image/png;base64,AA=='/>";
        assert_eq!(of(inner), Ok(()));
        let declared = format!("\u{feff}<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{OPEN}</svg>");
        assert_eq!(Picture::Svg.check(declared.as_bytes()), Ok(()));
    }

    #[test]
    fn what_could_act_or_fetch_is_refused() {
        for inner in [
            "<script>alert(1)</script>",
            "<s:script xmlns:s='http://www.w3.org/2000/svg'/>",
            "<foreignObject/>",
            "<a href='#x'/>",
            "<animate attributeName='href'/>",
            "<g onload='x()'/>",
            "<g OnLoad='x()'/>",
            "<image href='http://example.invalid/a.png'/>",
            "<image href='data:image/svg+xml;base64,AA=='/>",
            "<use xlink:href='other.svg#a'/>",
            "<use href='&#106;avascript:x()'/>",
            "<rect fill='url(http://example.invalid/)'/>",
            "<rect style='fill:u\\72l(x)'/>",
            "<style>@import 'a.css';</style>",
            "<style><![CDATA[@font-face{src:url(a.woff)}]]></style>",
            "<g xml:base='http://example.invalid/'/>",
            "<?xml-stylesheet href='a.css'?>",
        ] {
            assert_eq!(of(inner), Err(NoPicture::Unsafe), "{inner}");
        }
        let doctype = format!("<!DOCTYPE svg>{OPEN}</svg>");
        assert_eq!(Picture::Svg.check(doctype.as_bytes()), Err(NoPicture::Unsafe));
    }

    #[test]
    fn what_is_no_picture_is_none() {
        for inner in ["<g>", "</g>", "<g a b/>", "&unknown;"] {
            assert_eq!(of(inner), Err(NoPicture::Other), "{inner}");
        }
        for text in
            ["", "<svg/>", "<html/>", "%PDF-1.7", "x<svg xmlns='http://www.w3.org/2000/svg'/>"]
        {
            assert_eq!(Picture::Svg.check(text.as_bytes()), Err(NoPicture::Other), "{text}");
        }
        let two = format!("{OPEN}</svg>{OPEN}</svg>");
        assert_eq!(Picture::Svg.check(two.as_bytes()), Err(NoPicture::Other));
        assert_eq!(Picture::Svg.check(b"<svg xmlns='\xff'/>"), Err(NoPicture::Other));
    }

    fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
        let length = u32::try_from(data.len()).unwrap().to_be_bytes();
        [&length[..], kind, data, &[0; 4]].concat()
    }

    #[test]
    fn a_png_is_walked_to_its_end() {
        let start = [&b"\x89PNG\r\n\x1a\n"[..], &chunk(b"IHDR", &[1; 13])].concat();
        let whole = [start.clone(), chunk(b"IDAT", &[7; 20]), chunk(b"IEND", &[])].concat();
        assert_eq!(Picture::Png.check(&whole), Ok(()));
        for length in 0..whole.len() {
            assert_eq!(Picture::Png.check(&whole[..length]), Err(NoPicture::Other), "{length}");
        }
        let longer = [whole.clone(), b"<script>".to_vec()].concat();
        assert_eq!(Picture::Png.check(&longer), Err(NoPicture::Other));
        let flat = [&b"\x89PNG\r\n\x1a\n"[..], &chunk(b"IHDR", &[0; 13]), &chunk(b"IEND", &[])];
        assert_eq!(Picture::Png.check(&flat.concat()), Err(NoPicture::Other));
    }
}
