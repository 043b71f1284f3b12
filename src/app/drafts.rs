//! Drafts: long texts that were typed and not kept yet. They are remembered while typing, so that
//! a crash or a closed terminal loses at most a second of it, and come back when the same text is
//! edited again. Windows on the same book share the place where they are remembered; each takes
//! away only what is its own, or what it has taken over as it was.

use serde::{Deserialize, Serialize};

use crate::domain::kinds::{self, Plan};
use crate::domain::record::Kind;
use crate::domain::value::Value;
use crate::domain::{Book, Id, Moment};

use super::action::{Action, Ready, Scope, Undo};
use super::effect::Effect;
use super::records::{self, Place, Target};
use super::ui::Ui;

/// The key under which they are remembered.
pub const KEY: &str = "draft";

/// The texts that are not kept yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drafts {
    waiting: Vec<Draft>,
    /// The window that these are typed in.
    #[serde(skip)]
    window: String,
    /// Drafts of other windows or earlier starts that were kept or taken over here.
    #[serde(skip)]
    gone: Vec<Draft>,
    /// Whether the latest of them is about to be opened.
    #[serde(skip)]
    resume: bool,
    /// Whether the user is still to be told that they are there.
    #[serde(skip)]
    untold: bool,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The window it was typed in.
    #[serde(default)]
    window: String,
    /// The kind of the record, by key.
    kind: String,
    /// The record; none when it is a plan that does not exist yet.
    record: Option<String>,
    /// The account that the record belongs to.
    account: String,
    /// The field, by key.
    field: String,
    /// What the field held when typing began.
    before: Option<String>,
    /// What was typed.
    text: String,
}

impl Draft {
    fn of(target: &Target, window: &str, text: String) -> Self {
        let (kind, record) = match target.place {
            Place::Record { kind, id, .. } => (kind, Some(id.to_string())),
            Place::NewPlan { .. } => (Plan::TABLE, None),
        };
        Self {
            window: window.to_owned(),
            kind: kind.key.to_owned(),
            record,
            account: target.account().to_string(),
            field: target.field.key.to_owned(),
            before: target.before.as_ref().map(Value::canonical),
            text,
        }
    }

    /// Whether it was typed for this place. A plan that did not exist then may exist now.
    fn is_for(&self, target: &Target) -> bool {
        let other = Self::of(target, &self.window, String::new());
        (&self.kind, &self.account, &self.field) == (&other.kind, &other.account, &other.field)
            && (self.record.is_none() || self.record == other.record)
    }

    /// The place it was typed for; `None` when there is no such place any more.
    fn target(&self, book: &Book) -> Option<Target> {
        let kind = kinds::kind(&self.kind)?;
        let field = kind.field(&self.field)?;
        let account = self.account()?;
        let details = book.looked_at.get(&account)?;
        let mut target = match &self.record {
            Some(id) => Target::of(records::find(details, id.parse().ok()?)?, account, field),
            None => Target::new_plan(account, field),
        };
        target.before = self.before.as_ref().and_then(|text| field.ty.restore(text).ok());
        Some(target)
    }

    fn account(&self) -> Option<Id> {
        self.account.parse().ok()
    }

    /// In words: the field and the account.
    fn title(&self, book: &Book) -> Option<String> {
        let field = kinds::kind(&self.kind)?.field(&self.field)?;
        let row = book.accounts.row(self.account()?)?;
        Some(format!("{} of {}", field.label, book.accounts.name(row)))
    }
}

impl Drafts {
    /// Those of a window that was opened now.
    pub fn of_window(now: &Moment) -> Self {
        Self { window: Id::fresh(now).to_string(), ..Self::default() }
    }

    /// The text that was typed for a place, and what the field held then.
    pub fn of(&self, target: &Target) -> Option<(&str, Option<Value>)> {
        let draft = self.waiting.iter().find(|draft| draft.is_for(target))?;
        let before = draft.before.as_ref().and_then(|text| target.field.ty.restore(text).ok());
        Some((&draft.text, before))
    }

    /// Takes up what was typed so far; the effect remembers it.
    pub fn put(&mut self, target: &Target, text: String) -> Effect {
        self.take_away(target);
        self.waiting.push(Draft::of(target, &self.window, text));
        Effect::RememberDrafts
    }

    fn take_away(&mut self, target: &Target) {
        let (gone, stay): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.waiting).into_iter().partition(|draft| draft.is_for(target));
        self.waiting = stay;
        let own = &self.window;
        self.gone.extend(gone.into_iter().filter(|draft| draft.window != *own));
    }

    /// Forgets what was typed for a place, because it is kept; no effect when there was nothing.
    pub fn forget(&mut self, target: &Target) -> Option<Effect> {
        let before = self.waiting.len();
        self.take_away(target);
        (self.waiting.len() < before).then_some(Effect::RememberDrafts)
    }

    /// What is to be remembered in place of what is: the drafts of this window beside those of
    /// others, without those that were taken over here as they are.
    pub fn merged(&self, remembered: Option<&str>) -> Option<String> {
        let mut waiting = read(remembered);
        waiting.retain(|draft| draft.window != self.window && !self.gone.contains(draft));
        waiting.extend(self.waiting.iter().filter(|draft| draft.window == self.window).cloned());
        let all = Self { waiting, ..Self::default() };
        if all.waiting.is_empty() { None } else { serde_json::to_string(&all).ok() }
    }

    /// Forgets drafts of others that are no longer remembered: they were kept elsewhere.
    pub fn follow(&mut self, remembered: Option<&str>) {
        let there = read(remembered);
        self.waiting.retain(|draft| draft.window == self.window || there.contains(draft));
    }
}

fn read(remembered: Option<&str>) -> Vec<Draft> {
    let drafts = remembered.and_then(|text| serde_json::from_str::<Drafts>(text).ok());
    drafts.unwrap_or_default().waiting
}

/// Takes up what was remembered at the last start.
pub fn recall(ui: &mut Ui, text: &str) {
    ui.drafts.waiting = read(Some(text));
    ui.drafts.untold = !ui.drafts.waiting.is_empty();
}

/// Says what is back from the last start, once its account is known.
fn tell(ui: &mut Ui, book: &Book) {
    if !ui.drafts.untold {
        return;
    }
    if let Some(title) = ui.drafts.waiting.last().and_then(|draft| draft.title(book)) {
        let key = ui.keymap.label(&RESUME);
        ui.say(format!("what you typed for {title} is back: {key} goes on with it"));
        ui.drafts.untold = false;
    }
}

/// Opens the draft that was asked for as soon as its account is in memory, and says at the start
/// that there is one.
pub fn resume(ui: &mut Ui, book: &Book) {
    tell(ui, book);
    if !ui.drafts.resume {
        return;
    }
    let Some(draft) = ui.drafts.waiting.last() else { return };
    if draft.account().is_some_and(|account| !book.looked_at.contains_key(&account)) {
        return;
    }
    let target = draft.target(book);
    ui.drafts.resume = false;
    match target {
        Some(target) => super::longtext::open(ui, book, target),
        None => ui.refuse("what it was typed for is no longer there"),
    }
}

/// The account of the draft that is about to be opened.
pub fn wanted(ui: &Ui) -> Option<Id> {
    ui.drafts.waiting.last().filter(|_| ui.drafts.resume).and_then(Draft::account)
}

/// Actions about drafts.
pub const ACTIONS: &[Action] = &[RESUME];

const RESUME: Action = Action {
    id: "draft.resume",
    title: "Go on with the text that was typed but not kept",
    words: "draft recover crash restore",
    scope: Scope::Everywhere,
    keys: &["g r"],
    hint: None,
    ready: waiting,
    run: |ui, book| {
        ui.drafts.resume = true;
        resume(ui, book);
        None
    },
    undo: Undo::View,
};

fn waiting(ui: &Ui, _: &Book) -> Ready {
    if ui.drafts.waiting.is_empty() { Err("everything typed is kept") } else { Ok(()) }
}
