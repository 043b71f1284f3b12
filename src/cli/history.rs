//! `history`: the change log, and for one account how it moved on the grid.

use serde_json::{Value as Json, json};

use crate::domain::history::{Entry, Line, State};
use crate::domain::kinds::setting;
use crate::domain::score::Segment;
use crate::domain::trail::Trail;

use super::errand::Errand;
use super::exit::Failure;
use super::lookup;
use super::show::looked_at;
use super::table::{Sheet, Side, UNKNOWN};

/// `history`
#[derive(clap::Args, Debug)]
pub struct History {
    /// Only what concerns this account, with its trail and crossings
    account: Option<String>,
    /// Show at most so many changes
    #[arg(long, value_name = "N", default_value_t = 100)]
    limit: usize,
    /// Write one JSON document
    #[arg(long)]
    json: bool,
}

impl History {
    pub fn run(self, errand: &mut Errand) -> Result<(), Failure> {
        let mut session = errand.open()?;
        let account = self.account.as_deref().map(|text| lookup::account(&session, text));
        let account = account.transpose()?;
        let entries = session.history(account, self.limit)?;
        if let Some(id) = account {
            session.look_at(&[id], &errand.now)?;
        }
        let trail = account.map(|id| looked_at(&session, id).map(|d| &d.trail)).transpose()?;
        if self.json {
            let mut document = json!({ "changes": entries.iter().map(change).collect::<Vec<_>>() });
            if let (Some(trail), Some(map)) = (trail, document.as_object_mut()) {
                map.insert("trail".to_owned(), stands(trail));
                map.insert("crossings".to_owned(), crossings(trail));
            }
            return Ok(errand.out.json(&document)?);
        }
        write_changes(errand, &entries)?;
        match trail {
            Some(trail) => write_trail(errand, trail),
            None => Ok(()),
        }
    }
}

fn change(entry: &Entry) -> Json {
    json!({
        "id": entry.id.to_string(),
        "at": entry.at.to_string(),
        "actor": entry.actor,
        "site": entry.site,
        "label": entry.label,
        "state": entry.state.key(),
        "edits": entry.edits,
        "lines": entry.lines.iter().map(line).collect::<Vec<_>>(),
    })
}

fn line(line: &Line) -> Json {
    if let Some(value) = &line.value {
        // A setting that was set for the first time or went back to its default.
        let is_now = line.after.is_some();
        return json!({
            "kind": line.kind,
            "record": line.record.to_string(),
            "setting": line.before.as_ref().or(line.after.as_ref()),
            "field": setting::field::value.key,
            "before": Some(value).filter(|_| !is_now),
            "after": Some(value).filter(|_| is_now),
        });
    }
    json!({
        "kind": line.kind,
        "record": line.record.to_string(),
        "field": Some(&line.field).filter(|field| !field.is_empty()),
        "before": line.before,
        "after": line.after,
    })
}

fn stands(trail: &Trail) -> Json {
    let stand = |stand: &crate::domain::trail::Stand| {
        json!({
            "on": stand.on.to_string(),
            "cause": stand.cause,
            "engagement_score": stand.scores.engagement.map(super::super::domain::score::Score::get),
            "potential_score": stand.scores.potential.map(super::super::domain::score::Score::get),
            "segment": stand.segment.map(Segment::key),
        })
    };
    trail.stands.iter().map(stand).collect()
}

fn crossings(trail: &Trail) -> Json {
    let crossing = |crossing: crate::domain::trail::Crossing| {
        json!({
            "on": crossing.on.to_string(),
            "cause": crossing.cause,
            "from": crossing.from.map(Segment::key),
            "to": crossing.to.map(Segment::key),
        })
    };
    trail.crossings().into_iter().map(crossing).collect()
}

fn write_changes(errand: &mut Errand, entries: &[Entry]) -> Result<(), Failure> {
    let headers = ["When", "Who", "What", ""].map(|header| (header, Side::Left));
    let mut sheet = Sheet::new(headers);
    for entry in entries {
        let state = match entry.state {
            State::Done => "",
            State::Undone => "taken back",
            State::Gone => "taken back for good",
            State::Undo => "undo",
            State::Redo => "redo",
        };
        let at = entry.at.local().strftime("%Y-%m-%d %H:%M").to_string();
        sheet.row(vec![at, entry.actor.clone(), entry.label.clone(), state.to_owned()]);
    }
    Ok(sheet.write(&mut errand.out)?)
}

fn write_trail(errand: &mut Errand, trail: &Trail) -> Result<(), Failure> {
    let score = |score: Option<crate::domain::score::Score>| {
        score.map_or_else(|| UNKNOWN.to_owned(), |score| score.to_string())
    };
    let name =
        |segment: Option<Segment>| segment.map_or("Unplaced", |s| s.choice().label).to_owned();
    let mut sheet = Sheet::new([
        ("Since", Side::Left),
        ("Engagement", Side::Right),
        ("Potential", Side::Right),
        ("Segment", Side::Left),
        ("Why", Side::Left),
    ]);
    for stand in &trail.stands {
        let scores = [stand.scores.engagement, stand.scores.potential].map(score);
        let [engagement, potential] = scores;
        let (on, why) = (stand.on.to_string(), stand.cause.clone());
        sheet.row(vec![on, engagement, potential, name(stand.segment), why]);
    }
    errand.out.line("\nTrail")?;
    sheet.write(&mut errand.out)?;
    let mut sheet = Sheet::new(["Crossed on", "From", "To", "Why"].map(|h| (h, Side::Left)));
    for crossing in trail.crossings() {
        let (from, to) = (name(crossing.from), name(crossing.to));
        sheet.row(vec![crossing.on.to_string(), from, to, crossing.cause]);
    }
    errand.out.line("\nCrossings")?;
    Ok(sheet.write(&mut errand.out)?)
}
