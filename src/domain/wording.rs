//! How a change is said: the label that undo and history show, in the words of a rep.

use super::change::Edit;
use super::kinds::account::axis_fields;
use super::score::Axis;
use super::value::{Type, Value};

/// The most fields that a label names one by one.
const NAMED_MOST: usize = 3;
/// The longest text a label quotes, in characters.
const QUOTED_MOST: usize = 30;

/// The label of a change of some fields of one record with this title: of scores
/// `Globex Bank potential 42→47`, of anything else `Globex Bank: owner Ann`.
pub fn of_fields(title: &str, edits: &[Edit]) -> String {
    let spoken: Vec<&Edit> =
        edits.iter().filter(|edit| !goes_without_saying(edit, edits)).collect();
    let words: Vec<String> = spoken.iter().filter_map(|edit| said(edit)).collect();
    let only_scores = spoken.iter().all(|edit| {
        matches!(edit, Edit::Set(e) if Axis::ALL.iter().any(|a| axis_fields(*a).judged == e.field))
    });
    match words.len() {
        0 => title.to_owned(),
        _ if only_scores => format!("{title} {}", words.join(" · ")),
        1..=NAMED_MOST => format!("{title}: {}", words.join(", ")),
        _ => format!("{title}: {} fields", edits.len()),
    }
}

/// The date of a judgement, where the score itself is said.
fn goes_without_saying(edit: &Edit, edits: &[Edit]) -> bool {
    let sets = |edit: &Edit, key| matches!(edit, Edit::Set(e) if e.field.key == key);
    Axis::ALL.iter().map(|axis| axis_fields(*axis)).any(|fields| {
        sets(edit, fields.on.key) && edits.iter().any(|other| sets(other, fields.judged.key))
    })
}

/// One edit in words.
fn said(edit: &Edit) -> Option<String> {
    let Edit::Set(edit) = edit else { return None };
    let label = edit.field.label.to_lowercase().replace(", judged", "");
    Some(match (edit.field.ty, &edit.before, &edit.after) {
        (_, _, None) => format!("{label} emptied"),
        (Type::Long, _, Some(_)) => format!("{label} written"),
        (Type::Time, _, Some(at)) => format!("{label} {}", quoted(at)),
        (Type::Text | Type::Tags | Type::Ref(_) | Type::Refs(_), _, Some(after)) => {
            format!("{label} {}", quoted(after))
        }
        (_, None, Some(after)) => format!("{label} {}", quoted(after)),
        (_, Some(before), Some(after)) => {
            format!("{label} {}→{}", quoted(before), quoted(after))
        }
    })
}

fn quoted(value: &Value) -> String {
    let text = match value {
        Value::Time(at) => at.date().to_string(),
        value => value.label(),
    };
    let mut cut: String = text.chars().take(QUOTED_MOST).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::kinds::Account;
    use crate::domain::kinds::account::field;
    use crate::domain::value::Reading;
    use crate::domain::{Change, Id};
    use jiff::civil::date;

    fn label(values: &[(&str, &str)]) -> String {
        let mut account = Account::new(Id::of_parts(&["a"]));
        account.name.0 = "Globex Bank".to_owned();
        account.potential = crate::domain::score::Score::new(42);
        let mut change = Change::new("");
        for (key, text) in values {
            let field = Account::FIELDS.iter().find(|f| f.key == *key).unwrap();
            let value = field.ty.parse(text, &Reading::plain(date(2026, 11, 21))).unwrap();
            change = change.set(&account, field, value);
        }
        of_fields("Globex Bank", &change.edits)
    }

    #[test]
    fn a_label_says_what_was_done() {
        let on = field::potential_on.key;
        assert_eq!(label(&[("potential", "47"), (on, "today")]), "Globex Bank potential 42→47");
        assert_eq!(label(&[("owner", "Ann")]), "Globex Bank: owner Ann");
        assert_eq!(label(&[("potential", "")]), "Globex Bank potential emptied");
        assert_eq!(label(&[("note", "a\nb")]), "Globex Bank: note written");
        let many = [("owner", "Ann"), ("city", "Riga"), ("phone", "1"), ("street", "2")];
        assert_eq!(label(&many), "Globex Bank: 4 fields");
    }
}
