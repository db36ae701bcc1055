//! Normal forms of names, for search and matching only: what is shown is always the original.

use unicode_normalization::UnicodeNormalization;

/// The form in which text is searched: compatibility forms folded (NFKC), lower case, katakana
/// as hiragana, spaces left out, and the hyphen-like characters as one.
pub fn search_form(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_search_form(&mut out, text);
    out
}

/// Appends [`search_form`] of `text` to `out`, without an allocation of its own.
pub fn push_search_form(out: &mut String, text: &str) {
    // Nearly every name and address is made of letters that fold one by one; only where some
    // other letter stands is the whole text normalized. An import of many firms lives on it.
    let start = out.len();
    for c in text.chars() {
        match plain(c) {
            Some(folded) => out.extend(folded),
            None => {
                out.truncate(start);
                return push_normalized(out, text);
            }
        }
    }
}

/// The search form of a letter that NFKC leaves alone whatever stands beside it; `Some(None)`
/// for a space, `None` for every other letter.
fn plain(c: char) -> Option<Option<char>> {
    match c {
        ' ' | '\t' | '\n' | '\r' | '\u{3000}' => Some(None),
        '!'..='~' => Some(Some(c.to_ascii_lowercase())),
        // Hiragana, without the two sound marks that join the letter before them.
        'ぁ'..='ゖ' | 'ー' | '・' | '、' | '。' | '「' | '」' | '々' => Some(Some(c)),
        'ァ'..='ヶ' => Some(char::from_u32(c as u32 - 0x60)),
        // Kanji, but for those that have a form of compatibility (U+F900 and up) or are folded.
        '\u{4E00}'..='\u{9FFF}' if c != '髙' => Some(Some(c)),
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
            Some(char::from_u32(c as u32 - 0xFEE0).map(|c| c.to_ascii_lowercase()))
        }
        _ => None,
    }
}

fn push_normalized(out: &mut String, text: &str) {
    for c in text.nfkc() {
        match c {
            // Katakana to hiragana; ヷ–ヺ have no hiragana and stay.
            'ァ'..='ヶ' => out.extend(char::from_u32(c as u32 - 0x60)),
            '‐' | '‑' | '–' | '—' | '―' | '−' | '－' => out.push('-'),
            '髙' => out.push('高'),
            '﨑' => out.push('崎'),
            c if c.is_whitespace() => {}
            c => out.extend(c.to_lowercase()),
        }
    }
}

/// The legal forms that stand before or after a firm's name, as [`search_form`] writes them.
const LEGAL_FORMS: [&str; 16] = [
    "株式会社",
    "有限会社",
    "合同会社",
    "合資会社",
    "合名会社",
    "一般社団法人",
    "一般財団法人",
    "公益社団法人",
    "公益財団法人",
    "(株)",
    "(有)",
    "(同)",
    "(資)",
    "(名)",
    "(一社)",
    "(公財)",
];

/// The form in which two spellings of one firm's name are compared: as [`search_form`], without
/// the legal form (株式会社, ㈱, （有） …), brackets, dots and small signs.
pub fn matching_form(name: &str) -> String {
    let mut form = search_form(name);
    for legal in LEGAL_FORMS {
        if form.contains(legal) {
            form = form.replace(legal, "");
        }
    }
    form.retain(|c| {
        !matches!(c, '・' | '.' | ',' | '、' | '。' | '「' | '」' | '(' | ')' | '-' | '\'' | '&')
    });
    form
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_search_form_folds_width_kana_case_and_spaces() {
        assert_eq!(search_form("ﾒｶﾞﾈ　ＡＢＣ工業"), "めがねabc工業");
        assert_eq!(search_form("髙橋"), "高橋");
    }

    #[test]
    fn the_quick_way_gives_what_normalizing_gives() {
        let mut letters: Vec<char> = ('\u{0}'..='\u{FFFF}').collect();
        letters.extend(['𠮷', '\u{3099}']);
        for c in letters {
            for text in
                [c.to_string(), format!("か{c}"), format!("{c}ハ"), format!("Ａ{c}\u{3099}")]
            {
                let mut normalized = String::new();
                push_normalized(&mut normalized, &text);
                assert_eq!(search_form(&text), normalized, "{text:?}");
            }
        }
    }

    #[test]
    fn the_matching_form_forgets_the_legal_form_wherever_it_stands() {
        for name in ["㈱見本工業", "見本工業株式会社", "（株）見本 工業", "株式会社　見本工業"]
        {
            assert_eq!(matching_form(name), "見本工業");
        }
    }
}
