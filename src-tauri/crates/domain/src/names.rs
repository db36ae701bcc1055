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

/// The legal forms that stand before or after a firm's name, as [`search_form`] writes them;
/// the longer before those that they contain.
const LEGAL_FORMS: [&str; 31] = [
    "株式会社",
    "有限会社",
    "合同会社",
    "合資会社",
    "合名会社",
    "特定非営利活動法人",
    "一般社団法人",
    "一般財団法人",
    "公益社団法人",
    "公益財団法人",
    "医療法人社団",
    "医療法人財団",
    "医療法人",
    "社会福祉法人",
    "農事組合法人",
    "学校法人",
    "宗教法人",
    "npo法人",
    "(株)",
    "(有)",
    "(同)",
    "(資)",
    "(名)",
    "(一社)",
    "(一財)",
    "(公社)",
    "(公財)",
    "(医)",
    "(福)",
    "(学)",
    "(特非)",
];

/// The form in which two spellings of one firm's name are compared: as [`search_form`], without
/// the legal form (株式会社, ㈱, （有） …), a note of a former name, brackets, dots and small
/// signs; variants of a character (澤, 濱 …) as the common one.
pub fn matching_form(name: &str) -> String {
    match split_former(name) {
        Some((current, _)) => bare_form(&current),
        None => bare_form(name),
    }
}

fn bare_form(name: &str) -> String {
    let mut form = search_form(name);
    // Most names have one of these, and few texts have none of them by chance.
    if form.contains("会社") || form.contains("法人") || form.contains('(') {
        for legal in LEGAL_FORMS {
            if form.contains(legal) {
                form = form.replace(legal, "");
            }
        }
    }
    form.retain(|c| {
        !matches!(c, '・' | '.' | ',' | '、' | '。' | '「' | '」' | '(' | ')' | '-' | '\'' | '&')
    });
    if form.chars().any(|c| common(c) != c) {
        form = form.chars().map(common).collect();
    }
    form
}

/// The common form of a character that names are written with in several.
fn common(c: char) -> char {
    match c {
        '𠮷' => '吉',
        '澤' => '沢',
        '濱' | '濵' => '浜',
        '邊' | '邉' => '辺',
        '齋' | '齊' | '斎' => '斉',
        '嶋' | '嶌' => '島',
        '廣' => '広',
        '國' => '国',
        '惠' => '恵',
        '眞' => '真',
        '榮' => '栄',
        '藏' => '蔵',
        '會' => '会',
        '龍' => '竜',
        '瀧' => '滝',
        '櫻' => '桜',
        '冨' => '富',
        '德' => '徳',
        '條' => '条',
        '圓' => '円',
        '學' => '学',
        '鐵' => '鉄',
        '醫' => '医',
        '寶' => '宝',
        'ゑ' => 'え',
        'ゐ' => 'い',
        _ => c,
    }
}

/// The current name and the former ones of 「㈱新名（旧 ㈱旧名）」, 「新名 (旧社名：旧名)」 or
/// 「新名 旧：旧名」; `None` for a name that notes none.
pub fn split_former(name: &str) -> Option<(String, Vec<String>)> {
    if !name.contains('旧') {
        return None;
    }
    let at = name.find(['(', '（', '[', '［', '〔', '【']).filter(|at| {
        let inner = name[*at..].trim_start_matches(['(', '（', '[', '［', '〔', '【']);
        inner.trim_start().starts_with('旧')
    });
    let at = at.or_else(|| bracket_with_former(name))?;
    let current = name[..at].trim();
    let note = name[at..].trim_matches([' ', '　', '(', '（', '[', '［', '〔', '【']);
    let note = note.trim_end_matches([')', '）', ']', '］', '〕', '】', ' ', '　']);
    let former = ["旧社名", "旧商号", "旧名称", "旧称", "旧名", "旧"]
        .into_iter()
        .find_map(|word| note.strip_prefix(word))?;
    let former: Vec<String> = former
        .split(['、', '，', '／', '/'])
        .map(|part| close(part.trim_matches([' ', '　', '：', ':', '・', '、'])))
        .filter(|part| !part.is_empty())
        .collect();
    (!current.is_empty() && !former.is_empty()).then(|| (current.to_owned(), former))
}

/// Where a later bracket begins that notes a former name: 「（株）新名（旧 旧名）」.
fn bracket_with_former(name: &str) -> Option<usize> {
    name.char_indices().find_map(|(at, c)| {
        let opens = matches!(c, '(' | '（' | '[' | '［' | '〔' | '【');
        (opens && name[at + c.len_utf8()..].trim_start().starts_with('旧')).then_some(at)
    })
}

/// The name with the bracket closed that the end of a note took: 「旧名（株」.
fn close(name: &str) -> String {
    let mut closed = name.to_owned();
    for (open, shut) in [('（', '）'), ('(', ')')] {
        if name.matches(open).count() > name.matches(shut).count() {
            closed.push(shut);
        }
    }
    closed
}

/// The form in which two readings are compared: as [`search_form`], without the legal form.
pub fn kana_form(kana: &str) -> String {
    let mut form = search_form(kana);
    for legal in ["かぶしきがいしゃ", "かぶしきかいしゃ", "ゆうげんがいしゃ", "ごうどうがいしゃ"]
    {
        if form.contains(legal) {
            form = form.replace(legal, "");
        }
    }
    form.retain(|c| !matches!(c, '・' | '.' | ',' | '(' | ')' | '-' | '、' | '。'));
    form
}

/// The form in which two addresses are compared: as [`search_form`], without the prefecture, the
/// words between the numbers as hyphens: 「福井県鯖江市本町１丁目２番３号」 → 「鯖江市本町1-2-3」.
pub fn address_form(address: &str) -> String {
    let mut form = search_form(address);
    let prefecture = form.char_indices().take(4).skip(2).find(|(_, c)| "都道府県".contains(*c));
    if let Some((at, c)) = prefecture {
        form.drain(..at + c.len_utf8());
    }
    for word in ["丁目", "番地の", "番地", "番"] {
        if form.contains(word) {
            form = form.replace(word, "-");
        }
    }
    let form = form.replace("号", "").replace("大字", "").replace("--", "-");
    form.trim_end_matches('-').to_owned()
}

/// An address in its form up to the first number: the town without the plot.
pub fn address_beginning(form: &str) -> &str {
    let end = form.find(|c: char| c.is_ascii_digit()).unwrap_or(form.len());
    &form[..end]
}

/// The digits of a telephone number, from its area code on.
pub fn telephone_form(telephone: &str) -> String {
    let digits: String = search_form(telephone).chars().filter(char::is_ascii_digit).collect();
    match digits.strip_prefix("81") {
        Some(rest) if digits.len() >= 11 => format!("0{}", rest.trim_start_matches('0')),
        _ => digits,
    }
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

    #[test]
    fn variants_of_a_character_match() {
        assert_eq!(matching_form("㈱𠮷澤眼鏡"), matching_form("吉沢眼鏡株式会社"));
        assert_eq!(matching_form("渡邉工業"), matching_form("渡辺工業"));
    }

    #[test]
    fn a_former_name_is_told_from_the_present_one() {
        for (name, current, former) in [
            ("㈱新名（旧 ㈱旧名）", "㈱新名", "㈱旧名"),
            ("（株）新名（旧：（株）旧名）", "（株）新名", "（株）旧名"),
            ("新名株式会社(旧社名 旧名株式会社)", "新名株式会社", "旧名株式会社"),
            ("新名 [旧商号：旧名（株）]", "新名", "旧名（株）"),
        ] {
            let found = split_former(name).unwrap();
            assert_eq!(found, (current.to_owned(), vec![former.to_owned()]), "{name}");
            assert_eq!(matching_form(name), "新名");
        }
        for name in ["旧市街商店", "（株）旧館", "新旧工業（株）"] {
            assert_eq!(split_former(name), None, "{name}");
        }
    }

    #[test]
    fn addresses_and_telephones_have_one_form() {
        let form = address_form("福井県鯖江市本町１丁目２番３号");
        assert_eq!(form, "鯖江市本町1-2-3");
        assert_eq!(form, address_form("鯖江市本町1-2-3"));
        assert_eq!(address_beginning(&form), "鯖江市本町");
        assert_eq!(address_form("京都府京都市中京区1番地"), "京都市中京区1");
        assert_eq!(telephone_form("（0778）51－0000"), "0778510000");
        assert_eq!(telephone_form("+81-778-51-0000"), "0778510000");
        assert_eq!(kana_form("ｶﾌﾞｼｷｶﾞｲｼｬ ﾐﾎﾝ"), "みほん");
    }
}
