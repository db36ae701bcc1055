//! Names of attachments as names of files that every system takes.

/// The longest name, in bytes.
const LONGEST: usize = 150;

/// Names that Windows keeps for itself, whatever their ending.
const RESERVED: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// An attachment's name as the name of a file: the last part of a path, letters that a system
/// refuses replaced, and never a name that means something else.
pub(crate) fn safe_file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let letter = |letter: char| match letter {
        '<' | '>' | ':' | '"' | '|' | '?' | '*' => '_',
        letter if letter.is_control() || is_turning(letter) => '_',
        letter => letter,
    };
    let clean: String = last.chars().map(letter).collect();
    let clean = clean.trim().trim_end_matches(['.', ' ', '　']).trim_start();
    let stem = clean.split('.').next().unwrap_or(clean).trim();
    if clean.is_empty() {
        return "attachment".to_owned();
    }
    let reserved = RESERVED.iter().any(|reserved| stem.eq_ignore_ascii_case(reserved));
    let clean = if reserved { format!("_{clean}") } else { clean.to_owned() };
    shortened(&clean)
}

/// Letters that turn the direction of the text make `fdp.exe` look like `exe.pdf`.
fn is_turning(letter: char) -> bool {
    matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The name with its end cut off in front of the ending.
fn shortened(name: &str) -> String {
    if name.len() <= LONGEST {
        return name.to_owned();
    }
    let (stem, ending) = match name.rsplit_once('.') {
        Some((stem, ending)) if ending.len() <= 10 => (stem, format!(".{ending}")),
        _ => (name, String::new()),
    };
    let mut end = LONGEST - ending.len();
    while !stem.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}{ending}", &stem[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_names_of_files() {
        for (name, expected) in [
            ("見積書.pdf", "見積書.pdf"),
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\a\\b.xlsx", "b.xlsx"),
            ("a\nb\u{7}.pdf", "a_b_.pdf"),
            ("what?.txt", "what_.txt"),
            ("..", "attachment"),
            ("", "attachment"),
            ("con.txt", "_con.txt"),
            ("NUL", "_NUL"),
            ("写真 . ", "写真"),
            ("a\u{202e}fdp.exe", "a_fdp.exe"),
        ] {
            assert_eq!(safe_file_name(name), expected, "{name:?}");
        }
        let long = safe_file_name(&format!("{}.pdf", "長".repeat(200)));
        assert!(long.len() <= LONGEST && long.ends_with(".pdf"), "{long}");
    }
}
