//! How cells look. Colour only repeats what words say.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::heights::{INDENT, Part, SIDES, parts};

/// Letters in a box, in points.
const BODY: f64 = 10.0;
/// Behind labels.
const GREY: Color = Color::RGB(0x00F1_F1F4);
/// Of the draft's mark, which says in words what it is.
const RED: Color = Color::RGB(0x00A9_0000);

fn centred(format: Format) -> Format {
    format.set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter)
}

/// The look of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Look {
    /// The name of the sheet.
    SheetTitle,
    /// The large title of the cover.
    Title,
    /// The name of a part of the sheet.
    Heading,
    /// A remark outside of every box.
    Note,
    /// 案・未充足あり and the like: framed and heavy.
    Mark,
    /// The label left of a box.
    Label,
    /// The head of a table's column.
    Head,
    /// Text in a box.
    Text,
    /// So much text that it begins at the top.
    LongText,
    /// A short code, on one line.
    Code,
    /// The number of a row.
    Ordinal,
    /// A number with that many decimal places.
    Number(u32),
    /// A share of which 1 is the whole, in percent.
    Share,
    /// A day in its era, in the middle.
    Date,
    /// A day in its era, where text would begin.
    DateLeft,
    /// A fiscal year.
    Year,
    /// A box to tick.
    Check,
}

impl Look {
    /// The size of its letters, in points.
    pub(crate) fn size(self) -> f64 {
        match self {
            Self::SheetTitle => 14.0,
            Self::Title => 16.0,
            Self::Heading => 11.0,
            Self::Mark => 12.0,
            Self::Check => 14.0,
            Self::Head | Self::Note => 9.5,
            Self::Label => 9.0,
            _ => BODY,
        }
    }

    /// A text in parts that each fit one row of a box of that width, in points.
    pub(crate) fn parts(self, text: &str, width: f64) -> Vec<Part> {
        let indent = if matches!(self, Self::Text | Self::Label) { INDENT } else { 0.0 };
        match self {
            Self::Code => vec![Part { text: text.to_owned(), lines: 1 }],
            _ => parts(text, width - SIDES - indent, self.size()),
        }
    }

    /// The look of a text of that many lines.
    pub(crate) fn for_lines(self, lines: usize) -> Self {
        const MANY: usize = 8;
        if self == Self::Text && lines >= MANY { Self::LongText } else { self }
    }

    pub(crate) fn format(self, font: &str) -> Format {
        let format = Format::new().set_font_name(font).set_font_size(self.size());
        let boxed = || format.clone().set_border(FormatBorder::Thin);
        match self {
            Self::SheetTitle | Self::Heading => {
                format.set_bold().set_align(FormatAlign::VerticalCenter).set_text_wrap()
            }
            Self::Title => centred(format).set_bold().set_text_wrap(),
            Self::Note => format.set_align(FormatAlign::Top).set_text_wrap(),
            Self::Mark => centred(format)
                .set_bold()
                .set_border(FormatBorder::Medium)
                .set_font_color(RED)
                .set_border_color(RED)
                .set_text_wrap(),
            Self::Label => boxed()
                .set_background_color(GREY)
                .set_align(FormatAlign::VerticalCenter)
                .set_indent(1)
                .set_text_wrap(),
            Self::Head => centred(boxed()).set_background_color(GREY).set_text_wrap(),
            Self::Text => {
                boxed().set_align(FormatAlign::VerticalCenter).set_indent(1).set_text_wrap()
            }
            Self::LongText => boxed()
                .set_align(FormatAlign::Left)
                .set_align(FormatAlign::Top)
                .set_indent(1)
                .set_text_wrap(),
            Self::Check => centred(boxed()),
            Self::Code => centred(boxed()).set_shrink(),
            Self::Ordinal | Self::Date | Self::Year => {
                centred(boxed()).set_num_format(self.number_format()).set_shrink()
            }
            Self::DateLeft => boxed()
                .set_align(FormatAlign::Left)
                .set_align(FormatAlign::VerticalCenter)
                .set_indent(1)
                .set_num_format(self.number_format()),
            Self::Number(_) | Self::Share => boxed()
                .set_align(FormatAlign::Right)
                .set_align(FormatAlign::VerticalCenter)
                .set_num_format(self.number_format())
                .set_shrink(),
        }
    }

    /// The number format; a negative number has △ before it.
    fn number_format(self) -> String {
        match self {
            Self::Ordinal => "0".to_owned(),
            // `_ ` leaves the width of a space at the right.
            Self::Number(0) => "#,##0_ ;\"△\"#,##0_ ".to_owned(),
            Self::Number(places) => {
                let places = "0".repeat(places.min(12) as usize);
                format!("#,##0.{places}_ ;\"△\"#,##0.{places}_ ")
            }
            Self::Share => "0.0000%_ ".to_owned(),
            Self::Date | Self::DateLeft => "[$-411]ggge\"年\"m\"月\"d\"日\"".to_owned(),
            Self::Year => "0\"年度\"".to_owned(),
            _ => "General".to_owned(),
        }
    }
}
