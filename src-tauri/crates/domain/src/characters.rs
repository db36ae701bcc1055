//! 機種依存文字: characters that other programs, older PCs or a printer may not show as written.
//!
//! Measured against Shift_JIS as Windows has it (cp932): what it lacks is lost in older systems,
//! and its NEC and IBM additions are what 「機種依存文字」 has always meant.

use encoding_rs::{EncoderResult, SHIFT_JIS};
use unicode_normalization::UnicodeNormalization;

/// Why a character is doubtful.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// A half-width katakana, ｱ.
    HalfWidthKana,
    /// A number in a circle, a Roman numeral, a unit or word squeezed into one letter: ①, Ⅳ, ㈱.
    Squeezed,
    /// An uncommon form of a common letter, 髙, often in a name.
    Variant,
    /// Cannot be written in Shift_JIS at all: 𠮷, an emoji.
    Outside,
    /// Cannot be seen: a zero-width space, a control character.
    Invisible,
}

impl Doubt {
    /// The stable name; its sentence is `notice.character_<name>` in the text catalogue.
    pub fn code(self) -> &'static str {
        match self {
            Self::HalfWidthKana => "character_half_width_kana",
            Self::Squeezed => "character_squeezed",
            Self::Variant => "character_variant",
            Self::Outside => "character_outside",
            Self::Invisible => "character_invisible",
        }
    }
}

/// A doubtful piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubtful {
    /// The byte at which it begins.
    pub at: usize,
    /// The character; for half-width kana the whole run of them.
    pub text: String,
    /// Why.
    pub doubt: Doubt,
    /// What could stand there instead, if that is known.
    pub instead: Option<String>,
}

impl Doubtful {
    /// Whether it can be replaced without asking: a letter of a name is for a person to decide.
    pub fn is_mendable(&self) -> bool {
        self.instead.is_some() && self.doubt != Doubt::Variant
    }
}

/// Signs that Shift_JIS has, though its table names another code point for them.
const SAME_SIGN: [char; 8] = ['〜', '−', '‖', '¢', '£', '¬', '—', '¥'];

/// Words squeezed into one letter whose compatibility form is not what would be written.
const WORDS: [(char, &str); 16] = [
    ('㈱', "株式会社"),
    ('㈲', "有限会社"),
    ('㈳', "社団法人"),
    ('㈶', "財団法人"),
    ('㈻', "学校法人"),
    ('㈹', "代表"),
    ('㊑', "株式会社"),
    ('㊒', "有限会社"),
    ('㊤', "上"),
    ('㊥', "中"),
    ('㊦', "下"),
    ('㏍', "株式会社"),
    ('№', "No."),
    ('℡', "電話"),
    ('–', "－"),
    ('•', "・"),
];

/// Uncommon forms with the common one, as they stand in names most often.
const VARIANTS: [(char, &str); 10] = [
    ('髙', "高"),
    ('\u{fa11}', "崎"),
    ('𠮷', "吉"),
    ('德', "徳"),
    ('濵', "浜"),
    ('曻', "昇"),
    ('瀨', "瀬"),
    ('橫', "横"),
    ('淸', "清"),
    ('靑', "青"),
];

/// Every doubtful piece of a text, in its order.
pub fn doubtful(text: &str) -> Vec<Doubtful> {
    let mut found: Vec<Doubtful> = Vec::new();
    for (at, letter) in text.char_indices() {
        if is_half_kana(letter) {
            match found.last_mut() {
                Some(run) if run.doubt == Doubt::HalfWidthKana && run.at + run.text.len() == at => {
                    run.text.push(letter);
                }
                _ => found.push(Doubtful {
                    at,
                    text: letter.into(),
                    doubt: Doubt::HalfWidthKana,
                    instead: None,
                }),
            }
        } else if let Some(doubt) = doubt_of(letter) {
            let instead = instead_of(letter, doubt);
            found.push(Doubtful { at, text: letter.into(), doubt, instead });
        }
    }
    for run in found.iter_mut().filter(|one| one.doubt == Doubt::HalfWidthKana) {
        run.instead = Some(run.text.nfkc().collect());
    }
    found
}

/// The text with everything replaced that can be replaced without asking.
pub fn mended(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = 0;
    for one in doubtful(text).into_iter().filter(Doubtful::is_mendable) {
        out.push_str(&text[rest..one.at]);
        out.push_str(one.instead.as_deref().unwrap_or(""));
        rest = one.at + one.text.len();
    }
    out.push_str(&text[rest..]);
    out
}

fn is_half_kana(letter: char) -> bool {
    ('\u{ff61}'..='\u{ff9f}').contains(&letter)
}

fn doubt_of(letter: char) -> Option<Doubt> {
    match letter {
        ' '..='~' | '\n' | '\r' | '\t' | 'ぁ'..='ん' | 'ァ'..='ヶ' => return None,
        '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}'
        | '\u{feff}'
        | '\u{ad}'
        | '\u{a0}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{e0100}'..='\u{e01ef}' => return Some(Doubt::Invisible),
        _ if letter.is_control() => return Some(Doubt::Invisible),
        _ if SAME_SIGN.contains(&letter) => return None,
        _ => {}
    }
    if VARIANTS.iter().any(|(form, _)| *form == letter) {
        return Some(Doubt::Variant);
    }
    match lead_byte(letter) {
        // NEC's row 13: circled numbers, Roman numerals, units.
        Some(0x87) => Some(Doubt::Squeezed),
        // What NEC selected of IBM's, and IBM's own additions.
        Some(0xed | 0xee | 0xfa..=0xfc) => Some(Doubt::Variant),
        Some(_) => None,
        None if squeezed(letter).is_some() => Some(Doubt::Squeezed),
        None => Some(Doubt::Outside),
    }
}

/// The first byte of a letter in cp932; `None` where it can't be written there.
fn lead_byte(letter: char) -> Option<u8> {
    let mut place = [0_u8; 4];
    let mut bytes = [0_u8; 8];
    let text = letter.encode_utf8(&mut place);
    let (result, _, written) =
        SHIFT_JIS.new_encoder().encode_from_utf8_without_replacement(text, &mut bytes, true);
    (result == EncoderResult::InputEmpty && written > 0).then_some(bytes[0])
}

fn instead_of(letter: char, doubt: Doubt) -> Option<String> {
    let known = WORDS.iter().chain(&VARIANTS).find(|(form, _)| *form == letter);
    if let Some((_, word)) = known {
        return Some((*word).to_owned());
    }
    match doubt {
        Doubt::Invisible if letter == '\u{a0}' => Some(" ".to_owned()),
        Doubt::Invisible => Some(String::new()),
        Doubt::Squeezed => squeezed(letter),
        Doubt::Variant => {
            let plain: String = letter.nfkc().collect();
            (plain.chars().ne([letter])).then_some(plain)
        }
        Doubt::HalfWidthKana | Doubt::Outside => None,
    }
}

/// What a squeezed letter stands for, where that can be written: ① is (1), ㌔ is キロ.
fn squeezed(letter: char) -> Option<String> {
    if let Some((_, word)) = WORDS.iter().find(|(form, _)| *form == letter) {
        return Some((*word).to_owned());
    }
    let plain: String = letter.nfkc().collect();
    if plain.chars().eq([letter]) || plain.chars().any(|c| doubt_of(c).is_some()) {
        return None;
    }
    let circled = matches!(letter, '①'..='⑳' | '㉑'..='㉟' | '㊱'..='㊿' | 'Ⓐ'..='ⓩ');
    Some(if circled { format!("({plain})") } else { plain })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn each_doubt_is_named_with_what_would_be_right() {
        for (text, doubt, instead) in [
            ("ﾒｶﾞﾈ", Doubt::HalfWidthKana, Some("メガネ")),
            ("①", Doubt::Squeezed, Some("(1)")),
            ("㈱", Doubt::Squeezed, Some("株式会社")),
            ("Ⅳ", Doubt::Squeezed, Some("IV")),
            ("㎡", Doubt::Squeezed, Some("m2")),
            ("㌔", Doubt::Squeezed, Some("キロ")),
            ("髙", Doubt::Variant, Some("高")),
            ("﨑", Doubt::Variant, Some("崎")),
            ("𠮷", Doubt::Variant, Some("吉")),
            ("😀", Doubt::Outside, None),
            ("\u{200b}", Doubt::Invisible, Some("")),
        ] {
            let found = doubtful(text);
            assert_eq!(found.len(), 1, "{text}");
            assert_eq!((found[0].doubt, found[0].instead.as_deref()), (doubt, instead), "{text}");
        }
    }

    #[test]
    fn ordinary_japanese_is_left_alone() {
        let text = "眼鏡の部品（令和9年度）を〜10％・−5℃“売る”—¥1,000、№は別。\n吉崎高徳";
        let found: Vec<String> = doubtful(text).into_iter().map(|one| one.text).collect();
        assert_eq!(found, ["№"]);
    }

    #[test]
    fn mending_leaves_names_to_people() {
        assert_eq!(mended("㈱髙﨑ﾒｶﾞﾈ①😀"), "株式会社髙﨑メガネ(1)😀");
    }

    proptest! {
        #[test]
        fn mending_is_done_once_and_never_panics(text in "\\PC{0,60}") {
            let once = mended(&text);
            prop_assert!(doubtful(&once).iter().all(|one| !one.is_mendable()));
            prop_assert_eq!(mended(&once), once.clone());
        }
    }
}
