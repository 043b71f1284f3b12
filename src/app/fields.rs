//! Fields of accounts: asked for, tried while they are typed, and set for one account or for all
//! that are marked, as one change.

use jiff::civil::Date;

use crate::domain::change::FieldEdit;
use crate::domain::facts::Fact;
use crate::domain::judge;
use crate::domain::kinds::Account;
use crate::domain::kinds::account::{axis_fields, field};
use crate::domain::locale::{self, Locale};
use crate::domain::numbers::Numbers;
use crate::domain::record::{Field, Kind, Record};
use crate::domain::score::{Axis, Score};
use crate::domain::value::{FieldValue, Reading, Type, Value};
use crate::domain::{Book, Change, Id, wording};

use super::account::{meant, named, shown};
use super::effect::Effect;
use super::mode::Mode;
use super::prompt::{Prompt, Purpose};
use super::records::{self, Target, account_named};
use super::repeat::Repeat;
use super::ui::Ui;
use super::whatif;

/// What a field of an account holds, when that is in memory: unknown, or a value.
pub fn stored(book: &Book, account: Id, field: &Field) -> Option<Option<Value>> {
    if let Some(details) = book.looked_at.get(&account) {
        return Some(details.account.read(field.index));
    }
    let field = Account::FIELDS.get(field.index)?;
    let column = book.accounts.column(Fact::Stored(field))?;
    Some(column.get(book.accounts.row(account)?))
}

/// The change that gives a field of these accounts a value, as one step. Typing a score judges
/// the account (METHOD.md 2).
pub fn set_field(
    book: &Book,
    to: &[Id],
    field: &'static Field,
    value: Option<&Value>,
    today: Date,
) -> Result<Change, String> {
    let axis = axis_of(field);
    let mut change = Change::new("");
    for id in to {
        change = match axis {
            Some(axis) => {
                let score = value.cloned().and_then(Score::from_value);
                let edits = judge::judge(&book.accounts, *id, axis, score, today);
                edits.into_iter().fold(change, Change::edit)
            }
            None => change.edit(edit(book, *id, field, value.cloned())?),
        };
    }
    change.label = match to {
        [one] => wording::of_fields(&named(book, &[*one]), &change.edits),
        _ => format!("{}: {}", named(book, to), in_words(book, field, value)),
    };
    Ok(change)
}

/// The edit that gives a field of one account a value, from what it holds now.
pub fn edit(
    book: &Book,
    record: Id,
    field: &'static Field,
    after: Option<Value>,
) -> Result<FieldEdit, String> {
    let before = stored(book, record, field).ok_or("the accounts are still being read")?;
    Ok(FieldEdit { kind: Account::TABLE, record, field, before, after })
}

fn in_words(book: &Book, field: &Field, value: Option<&Value>) -> String {
    let label = field.label.to_lowercase();
    match (value, field.ty) {
        (None, _) => format!("{label} emptied"),
        (Some(_), Type::Long) => format!("{label} written"),
        (Some(value), _) => format!("{label} {}", locale::said(value, &book.settings)),
    }
}

/// The value that a typed text means for a field.
pub fn typed(book: &Book, field: &Field, text: &str, today: Date) -> Result<Option<Value>, String> {
    let find = |kind: &str, text: &str| account_named(book, kind, text);
    let numbers = Numbers::of(&book.settings);
    let reading = Reading { find: &find, ..Reading::plain(today) }.typed(&numbers);
    let value = field.ty.parse(text, &reading).map_err(|reject| reject.to_string())?;
    if value.is_none() && field.required {
        return Err(format!("{} must not be empty", field.label.to_lowercase()));
    }
    Ok(value)
}

/// Opens the editor for a field that was chosen. Scores and fields of several accounts are asked
/// for in a line here; everything else is edited as any field of any record is.
pub fn ask_field(ui: &mut Ui, book: &Book, field: &'static Field, to: Vec<Id>) {
    if let (Some(_), Err(why)) = (axis_of(field), whatif::off(ui)) {
        ui.mode = Mode::None;
        ui.refuse(why);
        return;
    }
    let one = match to.as_slice() {
        [one] => book.looked_at.get(one),
        _ => None,
    };
    match one {
        Some(details) if axis_of(field).is_none() => {
            let account = &details.account;
            records::edit(ui, book, Target::of(account, account.base.id, field));
        }
        one => {
            let value = one.and_then(|details| details.account.read(field.index));
            let locale = Locale::of(&book.settings);
            let text = value.map(|value| locale.typed(&value)).unwrap_or_default();
            let title = format!("{} of {}", field.label, meant(ui, book, &to));
            Prompt::open(ui, Purpose::Fields(field, to), &title, &text);
        }
    }
}

/// The axis of a judged score.
pub fn axis_of(field: &Field) -> Option<Axis> {
    Axis::ALL.iter().copied().find(|axis| axis_fields(*axis).judged == field)
}

/// What a typed value would do, while it is typed.
pub fn preview_field(ui: &Ui, book: &Book, field: &Field, text: &str) -> String {
    match typed(book, field, text, ui.today()) {
        Ok(None) => format!("{}; nothing typed empties it", field.hint),
        Ok(Some(value)) if text.trim() != shown(book, &value) => shown(book, &value),
        Ok(Some(_)) => field.hint.to_owned(),
        Err(_) if field.ty == Type::Money => {
            format!("{}: {}", field.hint, Numbers::of(&book.settings).wanted())
        }
        Err(_) => format!("{}: {}", field.hint, field.ty.wanted()),
    }
}

/// Tries a typed score while it is typed, so that everything drawn follows.
pub fn try_field(ui: &mut Ui, book: &Book, field: &Field, to: &[Id], text: &str) {
    let Some(axis) = axis_of(field) else { return };
    ui.trial.scores.clear();
    let Ok(value) = typed(book, field, text, ui.today()) else { return };
    let score = value.and_then(Score::from_value);
    for id in to {
        if let Some(row) = book.accounts.row(*id) {
            ui.trial.scores.insert(*id, book.accounts.scores(row).with(axis, score));
        }
    }
}

/// Gives a field its typed value.
pub fn keep_field(
    ui: &mut Ui,
    book: &Book,
    field: &'static Field,
    to: &[Id],
    text: &str,
) -> Result<Change, String> {
    let value = typed(book, field, text, ui.today())?;
    let change = set_field(book, to, field, value.as_ref(), ui.today())?;
    ui.repeat = Some(Repeat::Field(field, value));
    Ok(change)
}

/// The note of one account is a page; of several, a line is added to each.
pub fn ask_note(ui: &mut Ui, book: &Book) -> Option<Effect> {
    let to = ui.chosen();
    if to.len() == 1 {
        ask_field(ui, book, field::note, to);
    } else {
        let title = format!("A line for the notes of {}", meant(ui, book, &to));
        Prompt::open(ui, Purpose::Note(to), &title, "");
    }
    None
}

/// Adds a line to the note of these accounts.
pub fn keep_note(ui: &mut Ui, book: &Book, to: &[Id], text: &str) -> Result<Change, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err("type what you want to remember".to_owned());
    }
    let mut change = Change::new(format!("{}: note written", named(book, to)));
    for id in to {
        let before = stored(book, *id, field::note).flatten().map(|value| value.canonical());
        let after = before.map_or_else(|| text.to_owned(), |note| format!("{note}\n{text}"));
        let after = typed(book, field::note, &after, ui.today())?;
        change = change.edit(edit(book, *id, field::note, after)?);
    }
    ui.repeat = Some(Repeat::Note(text.to_owned()));
    Ok(change)
}

/// Asks for the tags of one account, or for those to add to several.
pub fn ask_tags(ui: &mut Ui, book: &Book) -> Option<Effect> {
    let to = ui.chosen();
    if let [_] = to.as_slice() {
        ask_field(ui, book, field::tags, to);
    } else {
        let title = format!("Tags to add to {} (-word takes one away)", meant(ui, book, &to));
        Prompt::open(ui, Purpose::Tags(to), &title, "");
    }
    None
}

/// Adds the typed tags to these accounts, and takes away those with a `-` before them.
pub fn keep_tags(ui: &mut Ui, book: &Book, to: &[Id], text: &str) -> Result<Change, String> {
    let words: Vec<&str> = text.split(',').map(str::trim).filter(|w| !w.is_empty()).collect();
    if words.is_empty() {
        return Err("type the tags to add, with commas between them".to_owned());
    }
    let mut change = Change::new(format!("{}: tags {}", named(book, to), words.join(", ")));
    for id in to {
        let before = stored(book, *id, field::tags).flatten();
        let before = before.map(|value| value.canonical()).unwrap_or_default();
        let keeps = |tag: &&str| !tag.is_empty() && !words.contains(&format!("-{tag}").as_str());
        let mut tags: Vec<&str> = before.split(',').map(str::trim).filter(keeps).collect();
        tags.extend(words.iter().filter(|word| !word.starts_with('-')));
        let after = typed(book, field::tags, &tags.join(","), ui.today())?;
        change = change.edit(edit(book, *id, field::tags, after)?);
    }
    ui.repeat = Some(Repeat::Tags(text.to_owned()));
    Ok(change)
}
