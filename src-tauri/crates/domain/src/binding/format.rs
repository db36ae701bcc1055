//! How a value is written into a cell.

/// How a value is written into a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Format {
    /// 令和9年4月1日
    EraDate,
    /// The year of the era alone: 9
    EraYear,
    /// The month alone.
    Month,
    /// The day of the month alone.
    Day,
    /// Yen in thousands, rounded half up.
    ThousandYen,
    /// Yen in millions, rounded half up.
    MillionYen,
    /// One character a cell, from the bound cell to the right.
    DigitBoxes,
    /// ○ where the answer is this word.
    Circle(String),
    /// ☑ where the answer is this word, ☐ where not.
    Check(String),
}

/// The names without a word of their own.
const PLAIN: [(&str, Format); 7] = [
    ("era_date", Format::EraDate),
    ("era_year", Format::EraYear),
    ("month", Format::Month),
    ("day", Format::Day),
    ("thousand_yen", Format::ThousandYen),
    ("million_yen", Format::MillionYen),
    ("digit_boxes", Format::DigitBoxes),
];

impl Format {
    /// Every name, as a file writes it.
    pub const NAMES: [&'static str; 9] = [
        "era_date",
        "era_year",
        "month",
        "day",
        "thousand_yen",
        "million_yen",
        "digit_boxes",
        "circle:VALUE",
        "check:VALUE",
    ];

    /// Reads the name of a format.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some((_, format)) = PLAIN.iter().find(|(name, _)| *name == text) {
            return Some(format.clone());
        }
        let (name, value) = text.split_once(':')?;
        let value = value.trim().to_owned();
        match name.trim() {
            _ if value.is_empty() => None,
            "circle" => Some(Self::Circle(value)),
            "check" => Some(Self::Check(value)),
            _ => None,
        }
    }

    /// Its name, as a file writes it.
    pub fn name(&self) -> String {
        match self {
            Self::Circle(value) => format!("circle:{value}"),
            Self::Check(value) => format!("check:{value}"),
            plain => {
                let found = PLAIN.iter().find(|(_, format)| format == plain);
                found.map_or_else(String::new, |(name, _)| (*name).to_owned())
            }
        }
    }

    /// The word whose answer it marks.
    pub fn value(&self) -> Option<&str> {
        match self {
            Self::Circle(value) | Self::Check(value) => Some(value),
            _ => None,
        }
    }
}
