//! Official codes as text that has been checked: they are identifiers, never numbers.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why a text is not the code it claims to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// The text has the wrong number of characters.
    #[error("expected {expected} digits, found {found}")]
    Length {
        /// How many digits the code has.
        expected: usize,
        /// How many characters were given.
        found: usize,
    },
    /// A character is no digit.
    #[error("a character is not a digit")]
    NotDigits,
    /// The check digit does not belong to the other digits.
    #[error("the check digit is wrong")]
    CheckDigit,
    /// The digits are well formed, but no such code exists.
    #[error("no such code")]
    Unknown,
}

impl CodeError {
    /// The stable name of this error, in `snake_case`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Length { .. } => "code_length",
            Self::NotDigits => "code_not_digits",
            Self::CheckDigit => "code_check_digit",
            Self::Unknown => "code_unknown",
        }
    }
}

/// The ASCII digits of `text`, full-width ones folded, hyphens and spaces left out.
fn digits(text: &str) -> Result<String, CodeError> {
    let mut out = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '0'..='9' => out.push(c),
            '０'..='９' => out.push(char::from(b'0' + (c as u32 - '０' as u32) as u8)),
            '-' | '‐' | '－' | '−' | 'ー' | ' ' | '\u{3000}' => {}
            _ => return Err(CodeError::NotDigits),
        }
    }
    Ok(out)
}

fn exact_digits(text: &str, expected: usize) -> Result<String, CodeError> {
    let digits = digits(text)?;
    if digits.len() == expected {
        Ok(digits)
    } else {
        Err(CodeError::Length { expected, found: digits.len() })
    }
}

macro_rules! text_code {
    ($name:ident) => {
        impl $name {
            /// The code as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl TryFrom<String> for $name {
            type Error = CodeError;
            fn try_from(text: String) -> Result<Self, CodeError> {
                Self::parse(&text)
            }
        }
        impl From<$name> for String {
            fn from(code: $name) -> String {
                code.0
            }
        }
    };
}

/// 法人番号: 13 digits, the first of which is a check digit.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CorporateNumber(String);
text_code!(CorporateNumber);

impl CorporateNumber {
    /// Reads 13 digits (full-width allowed, hyphens and spaces ignored).
    ///
    /// # Errors
    /// A wrong length, a character that is no digit, or a check digit that does not hold:
    /// `9 − (Σ Pn·Qn mod 9)` with `Q = 1, 2, 1, 2 …` counted from the last digit
    /// (法人番号の指定等に関する省令 第2条).
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let digits = exact_digits(text, 13)?;
        if Self::check_digit(&digits[1..]) == digits.as_bytes()[0] {
            Ok(Self(digits))
        } else {
            Err(CodeError::CheckDigit)
        }
    }

    /// The check digit (as ASCII) of the twelve ASCII digits of the base number.
    fn check_digit(base: &str) -> u8 {
        let sum: u32 = base
            .bytes()
            .rev()
            .enumerate()
            .map(|(n, digit)| u32::from(digit - b'0') * (1 + (n as u32 % 2)))
            .sum();
        b'0' + (9 - sum % 9) as u8
    }
}

/// A prefecture as its two digits, `01`–`47`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PrefectureCode(String);
text_code!(PrefectureCode);

impl PrefectureCode {
    /// Reads two digits, or the six-digit code of a prefecture (`180009`).
    ///
    /// # Errors
    /// Anything else, a prefecture above 47, or a wrong check digit of the six-digit form.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let mut digits = digits(text)?;
        if digits.len() == 6 {
            let code = LocalGovernmentCode::parse(&digits)?;
            if &code.as_str()[2..5] != "000" {
                return Err(CodeError::Unknown);
            }
            digits.truncate(2);
        }
        if digits.len() != 2 {
            return Err(CodeError::Length { expected: 2, found: digits.len() });
        }
        match digits.parse::<u8>() {
            Ok(1..=47) => Ok(Self(digits)),
            _ => Err(CodeError::Unknown),
        }
    }
}

/// 全国地方公共団体コード: six digits, the last of which is a check digit.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct LocalGovernmentCode(String);
text_code!(LocalGovernmentCode);

impl LocalGovernmentCode {
    /// Reads six digits (full-width allowed).
    ///
    /// # Errors
    /// A wrong length, a character that is no digit, a prefecture above 47, or a check digit
    /// that does not hold: `11 − (6a+5b+4c+3d+2e mod 11)`, last digit of the result.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let digits = exact_digits(text, 6)?;
        if !matches!(digits[..2].parse::<u8>(), Ok(1..=47)) {
            return Err(CodeError::Unknown);
        }
        if Self::check_digit(&digits[..5]) == digits.as_bytes()[5] {
            Ok(Self(digits))
        } else {
            Err(CodeError::CheckDigit)
        }
    }

    /// The code of five digits without check digit, with its check digit added.
    ///
    /// # Errors
    /// A wrong length or a character that is no digit.
    pub fn from_five(text: &str) -> Result<Self, CodeError> {
        let mut digits = exact_digits(text, 5)?;
        digits.push(char::from(Self::check_digit(&digits)));
        Self::parse(&digits)
    }

    fn check_digit(five: &str) -> u8 {
        let sum: u32 =
            five.bytes().zip([6, 5, 4, 3, 2]).map(|(digit, w)| u32::from(digit - b'0') * w).sum();
        b'0' + ((11 - sum % 11) % 10) as u8
    }

    /// The prefecture that this local government lies in (or is).
    pub fn prefecture(&self) -> PrefectureCode {
        PrefectureCode(self.0[..2].to_owned())
    }

    /// Whether this is a prefecture's own code.
    pub fn is_prefecture(&self) -> bool {
        &self.0[2..5] == "000"
    }
}

/// 日本標準産業分類: a section letter (`E`) or two to four digits; a division (中分類, two digits)
/// is the usual depth.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct IndustryCode(String);
text_code!(IndustryCode);

impl IndustryCode {
    /// Reads a section letter `A`–`T`, or a code of two to four digits (`E32` is read as `32`).
    ///
    /// # Errors
    /// Anything else. Whether the division exists is the code list's to say.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let folded: String = text
            .trim()
            .chars()
            .map(|c| match c {
                'Ａ'..='Ｚ' => char::from(b'A' + (c as u32 - 'Ａ' as u32) as u8),
                'a'..='z' => c.to_ascii_uppercase(),
                _ => c,
            })
            .collect();
        let rest = match folded.chars().next() {
            Some(letter @ 'A'..='T') if folded.len() == 1 => return Ok(Self(letter.to_string())),
            Some('A'..='T') => &folded[1..],
            _ => folded.as_str(),
        };
        let digits = digits(rest)?;
        match digits.len() {
            2..=4 if digits[..2] != *"00" => Ok(Self(digits)),
            2..=4 => Err(CodeError::Unknown),
            found => Err(CodeError::Length { expected: 2, found }),
        }
    }

    /// The division (中分類) that it lies in, two digits; the section's letter where no more is
    /// known.
    pub fn division(&self) -> &str {
        self.0.get(..2).unwrap_or(&self.0)
    }
}

/// A Japanese postal code, `916-0000`: seven digits, shown with a hyphen.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PostalCode(String);
text_code!(PostalCode);

impl PostalCode {
    /// Reads seven digits with or without hyphen and 〒 mark.
    ///
    /// # Errors
    /// A wrong length or a character that is no digit.
    pub fn parse(text: &str) -> Result<Self, CodeError> {
        let digits = exact_digits(text.trim().trim_start_matches('〒'), 7)?;
        Ok(Self(format!("{}-{}", &digits[..3], &digits[3..])))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_corporate_number_is_thirteen_digits_with_its_check_digit() {
        // 鯖江市 and 国税庁, as published.
        for number in ["4000020182079", "7000012050002"] {
            assert_eq!(CorporateNumber::parse(number).unwrap().as_str(), number);
        }
        assert_eq!(
            CorporateNumber::parse("４０００-０２０１-８２０７９").unwrap().as_str(),
            "4000020182079"
        );
        assert_eq!(CorporateNumber::parse("4000020182078"), Err(CodeError::CheckDigit));
        assert_eq!(
            CorporateNumber::parse("400002018207"),
            Err(CodeError::Length { expected: 13, found: 12 })
        );
        assert_eq!(CorporateNumber::parse("4.00002E+12"), Err(CodeError::NotDigits));
    }

    #[test]
    fn a_local_government_code_keeps_its_leading_zero() {
        assert_eq!(LocalGovernmentCode::parse("011002").unwrap().as_str(), "011002");
        assert_eq!(LocalGovernmentCode::from_five("18207").unwrap().as_str(), "182079");
        assert_eq!(LocalGovernmentCode::parse("182078"), Err(CodeError::CheckDigit));
        assert!(LocalGovernmentCode::parse("180009").unwrap().is_prefecture());
    }

    #[test]
    fn a_prefecture_is_two_digits_in_and_out() {
        assert_eq!(PrefectureCode::parse("180009").unwrap().as_str(), "18");
        assert_eq!(PrefectureCode::parse("18").unwrap().as_str(), "18");
        assert_eq!(PrefectureCode::parse("48"), Err(CodeError::Unknown));
        assert_eq!(PrefectureCode::parse("182079"), Err(CodeError::Unknown));
    }

    #[test]
    fn an_industry_is_a_letter_or_digits() {
        assert_eq!(IndustryCode::parse("Ｅ").unwrap().as_str(), "E");
        assert_eq!(IndustryCode::parse("E32").unwrap().as_str(), "32");
        assert_eq!(IndustryCode::parse("09").unwrap().as_str(), "09");
        assert!(IndustryCode::parse("9").is_err());
        assert!(IndustryCode::parse("製造業").is_err());
    }

    #[test]
    fn a_postal_code_is_shown_with_its_hyphen() {
        assert_eq!(PostalCode::parse("〒９１６８６６６").unwrap().as_str(), "916-8666");
    }
}
