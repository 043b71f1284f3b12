//! `triage`: the accounts that wait for scores, as a list; with `--plain` one after another, line
//! by line, without drawing a screen. Order and changes are the screen's own.

use serde_json::json;

use crate::app::score::{self, Write};
use crate::app::triage_queue;
use crate::app::ui::Ui;
use crate::app::{fields, steps};
use crate::domain::facts::Fact;
use crate::domain::kinds::account::field;
use crate::domain::query::fact_named;
use crate::domain::score::{Axis, Score, Scores, Segment};
use crate::domain::{Change, Id, entry, judge};
use crate::session::Session;

use super::ask::{Answer, ask};
use super::errand::Errand;
use super::exit::Failure;
use super::list;
use super::table::{Sheet, Side, UNKNOWN};
use super::words::count;

/// `triage`
#[derive(clap::Args, Debug)]
pub struct Triage {
    /// Which accounts; without it the unplaced ones and those not scored for 90 days
    #[arg(value_parser = super::shell::unshielded)]
    query: Vec<String>,
    /// Ask for one after another, line by line
    #[arg(long, conflicts_with = "json")]
    plain: bool,
    /// Write one JSON document
    #[arg(long)]
    json: bool,
}

impl Triage {
    pub fn run(self, errand: &mut Errand) -> Result<(), Failure> {
        let mut session = errand.open()?;
        let query = list::query(&self.query, &session, errand, &fact_named)?;
        let now = errand.now;
        let mut facts = query.facts();
        facts.push(Fact::Stored(field::note));
        session.need(&facts, &now)?;
        let mut ui = Ui::new(now, (80, 24));
        if !query.is_empty() {
            let rows = session.book().seen().select(&query, &[]);
            let ids = rows.iter().filter_map(|row| session.book().accounts.id(*row as usize));
            ui.marks = ids.collect();
        }
        let nobody = !query.is_empty() && ui.marks.is_empty();
        let (reason, mut queue) = triage_queue::of(&ui, session.book());
        if nobody {
            queue.clear();
        }
        match (self.plain, self.json) {
            (true, _) => {
                let of = if query.is_empty() { reason.label() } else { "as asked" };
                errand.out.line(&format!("{}, {of}. {HELP}", count(queue.len(), "account")))?;
                Round { session, ui, before: None, past: Vec::new() }.go(&queue, errand)
            }
            (false, true) => Ok(errand.out.json(&document(&session, &queue))?),
            (false, false) => list(errand, &session, &queue),
        }
    }
}

const HELP: &str = "One digit for engagement, then one for potential (8 means 85), Enter agrees, \
    . is the same as before, s later, a TEXT adds an action, n TEXT a line to the note, u back, q stop";

fn scores(session: &Session, id: Id) -> Scores {
    let row = session.book().accounts.row(id);
    row.map(|row| session.book().accounts.scores(row)).unwrap_or_default()
}

fn name(session: &Session, id: Id) -> &str {
    let row = session.book().accounts.row(id);
    row.map(|row| session.book().accounts.name(row)).unwrap_or_default()
}

fn said(score: Option<Score>) -> String {
    score.map_or_else(|| UNKNOWN.to_owned(), |score| score.to_string())
}

fn document(session: &Session, queue: &[Id]) -> serde_json::Value {
    let account = |id: &Id| {
        let scores = scores(session, *id);
        json!({
            "id": id.to_string(),
            "name": name(session, *id),
            "engagement_score": scores.engagement.map(Score::get),
            "potential_score": scores.potential.map(Score::get),
        })
    };
    queue.iter().map(account).collect()
}

fn list(errand: &mut Errand, session: &Session, queue: &[Id]) -> Result<(), Failure> {
    let mut sheet = Sheet::new([
        ("Name", Side::Left),
        ("Engagement", Side::Right),
        ("Potential", Side::Right),
        ("Judged on", Side::Left),
    ]);
    for id in queue {
        let scores = scores(session, *id);
        let book = session.book();
        let on = |axis: &Axis| judge::judged_on(&book.accounts, book.accounts.row(*id)?, *axis);
        let judged = Axis::ALL.iter().filter_map(on).min();
        let on = judged.map_or_else(|| UNKNOWN.to_owned(), |on| on.to_string());
        let (e, p) = (said(scores.engagement), said(scores.potential));
        sheet.row(vec![name(session, *id).to_owned(), e, p, on]);
    }
    Ok(sheet.write(&mut errand.out)?)
}

/// One round of questions.
struct Round {
    session: Session,
    ui: Ui,
    /// The scores given before, for `.`.
    before: Option<Scores>,
    /// What was done, and at which place of the queue.
    past: Vec<(Did, usize)>,
}

/// What an answer did.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Did {
    Scored,
    Noted,
}

/// Where to go after an answer.
enum Next {
    Stay,
    On,
    Back(usize),
}

impl Round {
    fn go(mut self, queue: &[Id], errand: &mut Errand) -> Result<(), Failure> {
        let mut at = 0;
        while let Some(id) = queue.get(at) {
            let scores = scores(&self.session, *id);
            let (e, p) = (said(scores.engagement), said(scores.potential));
            let name = errand.out.shown(name(&self.session, *id)).into_owned();
            let question =
                format!("{}/{}  {name}  engagement {e} · potential {p}", at + 1, queue.len());
            let Answer::Line(answer) = ask(errand, &question)? else { break };
            if answer == "q" {
                break;
            }
            match self.answer(*id, at, &answer, errand)? {
                Next::Stay => {}
                Next::On => at += 1,
                Next::Back(to) => at = to,
            }
        }
        let scored = self.past.iter().filter(|(did, _)| *did == Did::Scored).count();
        errand.out.line(&format!("{scored} scored, {} left", queue.len() - at))?;
        Ok(())
    }

    fn answer(
        &mut self,
        id: Id,
        at: usize,
        answer: &str,
        errand: &mut Errand,
    ) -> Result<Next, Failure> {
        let typed = answer.chars().filter(|c| !c.is_whitespace());
        let digits: Vec<Option<Score>> = typed.map(Score::of_digit).collect();
        match (answer.split_once(' ').unwrap_or((answer, "")), digits.as_slice()) {
            (_, [Some(engagement), Some(potential)]) => {
                let scores = Scores { engagement: Some(*engagement), potential: Some(*potential) };
                self.score(id, at, scores, errand)
            }
            ((".", ""), _) => match self.before {
                Some(scores) => self.score(id, at, scores, errand),
                None => Ok(refuse(errand, "nothing was scored before")),
            },
            (("", ""), _) => self.agree(id, at, errand),
            (("s", ""), _) => Ok(Next::On),
            (("u", ""), _) => self.back(errand),
            (("a", text), _) => {
                let entry = match entry::split(text, errand.today()) {
                    Ok(entry) => entry,
                    Err(reject) => return Ok(refuse(errand, &reject.to_string())),
                };
                if entry.title.is_empty() {
                    return Ok(refuse(errand, "type what to do, such as a call CFO fri"));
                }
                let (book, to) = (self.session.book(), [id]);
                let change = steps::add(&self.ui, book, &to, &entry.title, entry.due);
                self.keep(&change, Did::Noted, at, errand)?;
                Ok(Next::Stay)
            }
            (("n", text), _) => {
                match fields::keep_note(&mut self.ui, self.session.book(), &[id], text) {
                    Ok(change) => self.keep(&change, Did::Noted, at, errand)?,
                    Err(why) => return Ok(refuse(errand, &why)),
                }
                Ok(Next::Stay)
            }
            _ => Ok(refuse(errand, &format!("`{answer}` is no answer. {HELP}"))),
        }
    }

    fn score(
        &mut self,
        id: Id,
        at: usize,
        scores: Scores,
        errand: &mut Errand,
    ) -> Result<Next, Failure> {
        let (book, today) = (self.session.book(), errand.today());
        let change = score::change(book, &[(id, scores)], Write::Both, today);
        self.keep(&change, Did::Scored, at, errand)?;
        let segment = self.session.book().thresholds().segment(scores);
        errand.out.line(&format!("      {}", segment.map_or("Unplaced", Segment::label)))?;
        self.before = Some(scores);
        Ok(Next::On)
    }

    fn agree(&mut self, id: Id, at: usize, errand: &mut Errand) -> Result<Next, Failure> {
        let known = scores(&self.session, id);
        if known.engagement.is_none() || known.potential.is_none() {
            return Ok(refuse(errand, "there is nothing to agree with yet; s leaves it for later"));
        }
        let agree =
            |axis: &Axis| judge::agree(&self.session.book().accounts, id, *axis, errand.today());
        let edits = Axis::ALL.iter().filter_map(agree);
        let label = format!("{}: scores agreed", name(&self.session, id));
        let change = edits.fold(Change::new(label), Change::edit);
        if !change.is_empty() {
            self.keep(&change, Did::Scored, at, errand)?;
        }
        Ok(Next::On)
    }

    fn back(&mut self, errand: &mut Errand) -> Result<Next, Failure> {
        let Some((_, at)) = self.past.pop() else {
            return Ok(refuse(errand, "nothing was done in this round"));
        };
        if let Some(label) = self.session.undo(&errand.now)? {
            errand.out.line(&format!("      Taken back: {}", errand.out.shown(&label)))?;
        }
        Ok(Next::Back(at))
    }

    fn keep(
        &mut self,
        change: &Change,
        did: Did,
        at: usize,
        errand: &mut Errand,
    ) -> Result<(), Failure> {
        if self.session.commit(change, &errand.now)?.is_none() {
            return Ok(());
        }
        self.past.push((did, at));
        let line = format!("      Saved: {}", errand.out.shown(&change.label));
        Ok(errand.out.line(&line)?)
    }
}

/// Says why an answer does nothing.
fn refuse(errand: &mut Errand, why: &str) -> Next {
    errand.out.say(why);
    Next::Stay
}
