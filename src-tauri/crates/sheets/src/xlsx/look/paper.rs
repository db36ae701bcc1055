//! How a sheet lies on paper, tag by tag.

use super::styles::length;
use crate::template::PaperLook;
use crate::xml::Attributes;

/// The most breaks that a sheet may name.
const MOST_BREAKS: usize = 10_000;

/// Whether the sheet shrinks until it fits: how far is said by [`set_up`].
pub(super) fn fits(paper: &mut PaperLook, attributes: Attributes<'_>) {
    if attributes.is_true(b"fitToPage") {
        paper.fits = Some((1, 1));
    }
}

pub(super) fn margins(paper: &mut PaperLook, attributes: Attributes<'_>) {
    let side = |name: &[u8]| length(attributes, name).unwrap_or(0.7).min(20.0);
    paper.margins = Some([side(b"left"), side(b"right"), side(b"top"), side(b"bottom")]);
}

pub(super) fn set_up(paper: &mut PaperLook, attributes: Attributes<'_>) {
    paper.landscape = attributes.get(b"orientation") == Some(b"landscape");
    paper.size = attributes.number(b"paperSize").unwrap_or(0);
    paper.scale = attributes.number(b"scale").unwrap_or(0).min(400);
    let pages = |name: &[u8]| attributes.number(name).unwrap_or(1);
    if paper.fits.is_some() {
        paper.fits = Some((pages(b"fitToWidth"), pages(b"fitToHeight")));
    }
}

/// A break after the row `id`.
pub(super) fn breaks(paper: &mut PaperLook, attributes: Attributes<'_>) {
    if let Some(row) = attributes.number(b"id")
        && paper.breaks.len() < MOST_BREAKS
    {
        paper.breaks.push(row);
    }
}
