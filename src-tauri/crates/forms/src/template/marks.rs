//! ○ and ☑: marking the answer among the choices of a form.

use shirube_domain::binding::Format;

use super::answer::Answer;

/// The boxes that forms draw to be ticked.
const EMPTY: [char; 4] = ['□', '☐', '▢', '◻'];
const CIRCLE: &str = "○";
const TICKED: &str = "☑";
const UNTICKED: &str = "☐";

/// What a cell shows; `None` where it stays as it is.
pub(crate) enum Mark {
    Text(String),
    Nothing,
    Kept,
}

/// What a mark's cell shows for an answer, where `before` stands in the form.
pub(crate) fn mark(format: &Format, answer: &Answer, before: &str) -> Option<Mark> {
    let word = format.value()?;
    let label = chosen(answer, word);
    Some(match format {
        Format::Circle(_) if label.is_some() => Mark::Text(CIRCLE.to_owned()),
        Format::Circle(_) => Mark::Nothing,
        _ if before.trim().chars().any(|c| !EMPTY.contains(&c)) && before.contains(EMPTY) => {
            match label {
                Some(label) => Mark::Text(ticked(before, &label)),
                None => Mark::Kept,
            }
        }
        _ if label.is_some() => Mark::Text(TICKED.to_owned()),
        _ => Mark::Text(UNTICKED.to_owned()),
    })
}

/// What the word is called, if it is the answer or one of them.
fn chosen(answer: &Answer, wanted: &str) -> Option<String> {
    match answer {
        Answer::Word { word, label } => (word == wanted).then(|| label.clone()),
        Answer::Text(text) => (text.trim() == wanted).then(|| text.clone()),
        Answer::Year(year) => (year.to_string() == wanted).then(|| wanted.to_owned()),
        Answer::List(all) => all.iter().find_map(|one| chosen(one, wanted)),
        _ => None,
    }
}

/// A line of choices (□新設 □拡張) with the box before that label ticked; the first box where the
/// label does not stand there.
fn ticked(line: &str, label: &str) -> String {
    let before = line.find(label).and_then(|at| line[..at].rfind(EMPTY));
    let Some(at) = before.or_else(|| line.find(EMPTY)) else { return line.to_owned() };
    let after = line[at..].chars().next().map_or(at, |c| at + c.len_utf8());
    format!("{}{TICKED}{}", &line[..at], &line[after..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_box_before_the_answer_is_ticked() {
        assert_eq!(ticked("□ 新設　□ 拡張　□ 移転", "拡張"), "□ 新設　☑ 拡張　□ 移転");
        assert_eq!(ticked("□該当", "はい"), "☑該当");
    }
}
