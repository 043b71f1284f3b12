//! What an import reads goes to the book on another thread: one reads and checks rows, the other
//! hands them to the store, so that neither waits for the other. Everything is one change, kept
//! only when the reading came to its end.

use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::thread;

use crate::domain::kinds::Account;
use crate::domain::record::{Field, Kind};
use crate::domain::{Edit, Id};
use crate::exchange::import::{Planned, Run};
use crate::session::bulk::{Batch, Bulk, Layout};
use crate::session::{CommitError, StoreError};

use super::importing::Failure;

/// Accounts in one parcel.
const FULL: usize = 256;
/// Parcels that may wait to be written.
const WAITING: usize = 4;

/// Some edits on their way.
#[derive(Default)]
struct Parcel {
    /// New accounts.
    made: Batch,
    /// Everything else, after them.
    others: Vec<Edit>,
    /// Whether this is all.
    last: bool,
}

/// What was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Written {
    /// The change that it is.
    pub change: Id,
    /// How many edits the change has.
    pub edits: u64,
}

/// Reads a run to its end and writes what it yields; `None` when that was nothing. `begin` opens the change; it is asked when
/// there is something to write, on the thread that writes.
pub fn carry<'b>(
    run: &mut Run<'_>,
    fields: &[&'static Field],
    begin: impl FnOnce() -> Result<Bulk<'b>, StoreError> + Send,
) -> Result<Option<Written>, Failure> {
    let layout = Layout::new(Account::TABLE, fields);
    let (send, receive) = sync_channel(WAITING);
    let (give_back, emptied) = channel();
    thread::scope(|threads| {
        let layout = &layout;
        let writer = move || write(layout, receive, &give_back, begin);
        let writer = thread::Builder::new().name("write".to_owned()).spawn_scoped(threads, writer);
        let writer = writer.map_err(|error| Failure::Thread(error.to_string()))?;
        let read = read(run, layout, &send, &emptied);
        drop(send);
        let wrote = writer.join().map_err(|_| Failure::Thread("it was lost".to_owned()));
        read.and(wrote.and_then(|wrote| wrote))
    })
}

/// Packs what the run yields. When the writer has gone, it says why itself.
fn read(
    run: &mut Run<'_>,
    layout: &Layout,
    send: &SyncSender<Parcel>,
    emptied: &Receiver<Parcel>,
) -> Result<(), Failure> {
    let mut parcel = Parcel::default();
    while let Some(planned) = run.next_planned() {
        match planned? {
            Planned::Account(fresh) if fresh.extra.is_empty() => {
                parcel.made.push(layout, fresh.id, &fresh.values);
            }
            other => parcel.others.push(other.into()),
        }
        if parcel.made.len() + parcel.others.len() >= FULL {
            let next = emptied.try_recv().unwrap_or_default();
            if send.send(std::mem::replace(&mut parcel, next)).is_err() {
                return Ok(());
            }
        }
    }
    parcel.last = true;
    let _ = send.send(parcel);
    Ok(())
}

/// Writes what comes, until the last of it. When the last never comes, nothing is kept.
fn write<'b>(
    layout: &Layout,
    parcels: Receiver<Parcel>,
    give_back: &Sender<Parcel>,
    begin: impl FnOnce() -> Result<Bulk<'b>, StoreError>,
) -> Result<Option<Written>, Failure> {
    let (mut begin, mut bulk) = (Some(begin), None);
    for mut parcel in parcels {
        let holds_any = !parcel.made.is_empty() || !parcel.others.is_empty();
        if holds_any && let Some(begin) = begin.take() {
            bulk = Some(begin()?);
        }
        if let Some(bulk) = &mut bulk {
            put(bulk, layout, &mut parcel)?;
        }
        if parcel.last {
            let Some(bulk) = bulk else { return Ok(None) };
            let edits = bulk.edits();
            return Ok(bulk.finish()?.map(|change| Written { change, edits }));
        }
        // A reader that has gone needs no empty one.
        let _ = give_back.send(parcel);
    }
    Ok(None)
}

fn put(bulk: &mut Bulk<'_>, layout: &Layout, parcel: &mut Parcel) -> Result<(), CommitError> {
    if !parcel.made.is_empty() {
        bulk.create_all(layout, &parcel.made)?;
        parcel.made.clear();
    }
    for edit in parcel.others.drain(..) {
        match edit {
            Edit::Create(record) => bulk.create_record(record.as_ref())?,
            Edit::Set(edit) => bulk.set(&edit)?,
            // An import takes nothing away.
            Edit::Remove(_) => {}
        }
    }
    Ok(())
}
