//! How cells look. Colour only repeats what words say.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// Letters in a box, in points.
const BODY: f64 = 10.0;

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
    /// A number with that many decimal places.
    Number(u32),
    /// A share of which 1 is the whole, in percent.
    Share,
    /// A day in its era.
    Date,
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
            Self::Label | Self::Head | Self::Note => 9.5,
            _ => BODY,
        }
    }

    pub(crate) fn format(self, font: &str) -> Format {
        let format = Format::new().set_font_name(font).set_font_size(self.size());
        let boxed = || format.clone().set_border(FormatBorder::Thin);
        match self {
            Self::SheetTitle | Self::Heading => {
                format.set_bold().set_align(FormatAlign::VerticalCenter).set_text_wrap()
            }
            Self::Title => format
                .set_bold()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_text_wrap(),
            Self::Note => format.set_align(FormatAlign::Top).set_text_wrap(),
            Self::Mark => format
                .set_bold()
                .set_border(FormatBorder::Medium)
                .set_font_color(Color::RGB(0x00A9_0000))
                .set_border_color(Color::RGB(0x00A9_0000))
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_text_wrap(),
            Self::Label | Self::Head => boxed()
                .set_background_color(Color::RGB(0x00F1_F1F4))
                .set_align(if self == Self::Head { FormatAlign::Center } else { FormatAlign::Left })
                .set_align(FormatAlign::VerticalCenter)
                .set_text_wrap(),
            Self::Text => boxed().set_align(FormatAlign::Top).set_text_wrap(),
            Self::Check => boxed()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter),
            Self::Number(_) | Self::Share | Self::Date | Self::Year => boxed()
                .set_align(FormatAlign::Top)
                .set_num_format(self.number_format())
                .set_shrink(),
        }
    }

    /// The number format; a negative number has △ before it.
    fn number_format(self) -> String {
        match self {
            Self::Number(0) => "#,##0;\"△\"#,##0".to_owned(),
            Self::Number(places) => {
                let places = "0".repeat(places.min(10) as usize);
                format!("#,##0.{places};\"△\"#,##0.{places}")
            }
            Self::Share => "0.0000%".to_owned(),
            Self::Date => "[$-411]ggge\"年\"m\"月\"d\"日\"".to_owned(),
            Self::Year => "0\"年度\"".to_owned(),
            _ => "General".to_owned(),
        }
    }
}
