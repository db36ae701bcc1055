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
    if text.is_ascii() {
        out.extend(
            text.chars().filter(|c| !c.is_ascii_whitespace()).map(|c| c.to_ascii_lowercase()),
        );
        return;
    }
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
    fn the_matching_form_forgets_the_legal_form_wherever_it_stands() {
        for name in ["㈱見本工業", "見本工業株式会社", "（株）見本 工業", "株式会社　見本工業"]
        {
            assert_eq!(matching_form(name), "見本工業");
        }
    }
}
