//! The edge to the machine: clock, environment and standard folders are read here and nowhere
//! else; the rest is handed what it needs.

use std::io::Write;
use std::path::{Path, PathBuf};
#[cfg(unix)]
use std::sync::{Mutex, PoisonError};

use directories::ProjectDirs;
use jiff::Zoned;
use jiff::civil::Date;
#[cfg(unix)]
use jiff::{SignedDuration, Timestamp, tz::TimeZone};

use crate::domain::Moment;

/// The time now. With a fixed day, that day at the present time of day, so that everything that
/// asks for today or notes a time agrees.
pub fn now(fixed: Option<Date>) -> Moment {
    let now = Moment::of(&here());
    match fixed {
        Some(day) => now.on(day),
        None => now,
    }
}

#[cfg(not(unix))]
#[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
fn here() -> Zoned {
    Zoned::now()
}

/// The clock in the zone of this machine. Where no variable names another zone, that is the one in
/// the file that every system keeps for it: the library would first look through its whole
/// collection of zones for the name, which takes as long as drawing the screen.
#[cfg(unix)]
#[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
fn here() -> Zoned {
    if std::env::var_os("TZ").is_some() {
        return Zoned::now();
    }
    let at = Timestamp::now();
    let mut known = ZONE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((read, zone)) = &*known
        && at.duration_since(*read).abs() < ZONE_HOLDS
    {
        return at.to_zoned(zone.clone());
    }
    let zone = std::fs::read("/etc/localtime").ok();
    let zone = zone.and_then(|bytes| TimeZone::tzif("", &bytes).ok());
    let Some(zone) = zone else { return Zoned::now() };
    *known = Some((at, zone.clone()));
    at.to_zoned(zone)
}

/// The zone of this machine and when it was read.
#[cfg(unix)]
static ZONE: Mutex<Option<(Timestamp, TimeZone)>> = Mutex::new(None);

/// How long it is taken for the same: its user may travel.
#[cfg(unix)]
const ZONE_HOLDS: SignedDuration = SignedDuration::from_mins(5);

/// A variable of the environment; `None` when it is not set, empty or no text.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
pub fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Where the program keeps what.
#[derive(Clone, Debug)]
pub struct Folders {
    /// The book and its backups.
    pub data: PathBuf,
    /// The configuration file.
    pub config: PathBuf,
    /// Reports of crashes.
    pub state: PathBuf,
}

impl Folders {
    /// The standard folders of this user; `None` where the system names none.
    pub fn standard() -> Option<Self> {
        let dirs = ProjectDirs::from("", "", "quadbook")?;
        Some(Self {
            data: dirs.data_dir().to_owned(),
            config: dirs.config_dir().to_owned(),
            state: dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir()).to_owned(),
        })
    }
}

/// The name of the user at this machine; empty where the system tells none.
pub fn login() -> String {
    let names = ["USER", "LOGNAME", "USERNAME"];
    names.into_iter().find_map(variable).unwrap_or_default()
}

/// The name of this machine; empty where the system tells none.
pub fn machine() -> String {
    #[cfg(unix)]
    {
        rustix::system::uname().nodename().to_string_lossy().into_owned()
    }
    #[cfg(not(unix))]
    {
        variable("COMPUTERNAME").unwrap_or_default()
    }
}

/// From now on, files of this process are for its user alone, and a crash leaves no image of its
/// memory: account names are nobody else's business. Call it first thing.
pub fn keep_private() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, setrlimit, umask};
        umask(rustix::fs::Mode::from_bits_truncate(0o077));
        let none = Rlimit { current: Some(0), maximum: Some(0) };
        // Where it cannot be set, the system's own limit holds.
        let _ = setrlimit(Resource::Core, none);
    }
}

/// Whether a file that is there, and the folder around it, may be written. What is not there yet
/// may: making it says more.
pub fn may_write(file: &Path) -> bool {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
    !file.exists() || may_write_one(file) && folder.is_none_or(may_write_one)
}

#[cfg(unix)]
fn may_write_one(path: &Path) -> bool {
    use rustix::io::Errno;
    let denied = [Errno::ACCESS, Errno::PERM, Errno::ROFS];
    let asked = rustix::fs::access(path, rustix::fs::Access::WRITE_OK);
    asked.err().is_none_or(|error| !denied.contains(&error))
}

#[cfg(not(unix))]
fn may_write_one(path: &Path) -> bool {
    path.metadata().is_ok_and(|about| about.is_dir() || !about.permissions().readonly())
}

/// The kind of network file system that the nearest existing folder of a path is on, if any.
pub fn network_file_system(path: &Path) -> Option<String> {
    let whole = std::path::absolute(path).ok()?;
    let folder = whole.ancestors().skip(1).find(|folder| folder.exists())?;
    network_kind(folder)
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn network_kind(folder: &Path) -> Option<String> {
    let magic = rustix::fs::statfs(folder).ok()?.f_type & 0xffff_ffff;
    let known = [
        (0x6969, "NFS"),
        (0xff53_4d42, "SMB"),
        (0xfe53_4d42, "SMB"),
        (0x517b, "SMB"),
        (0x0102_1997, "9p"),
        (0x786f_4256, "shared folder of a virtual machine"),
        (0x5346_414f, "AFS"),
        (0x00c3_6400, "Ceph"),
    ];
    match known.iter().find(|(number, _)| *number == magic) {
        Some((_, name)) => Some((*name).to_owned()),
        None if magic == 0x6573_5546 => remote_fuse(folder),
        None => None,
    }
}

/// The remote kind of a file system in user space, from the table of mounts.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn remote_fuse(folder: &Path) -> Option<String> {
    const REMOTE: [&str; 6] = ["sshfs", "gvfsd-fuse", "rclone", "davfs", "s3fs", "smbnetfs"];
    let folder = folder.canonicalize().ok()?;
    let mounts = std::fs::read_to_string("/proc/self/mountinfo").ok()?;
    let mounted = mounts.lines().filter_map(|line| {
        let (place, kind) = line.split_once(" - ")?;
        Some((Path::new(place.split(' ').nth(4)?), kind.split(' ').next()?))
    });
    let under = mounted.filter(|(place, _)| folder.starts_with(place));
    let (_, kind) = under.max_by_key(|(place, _)| place.as_os_str().len())?;
    let kind = kind.strip_prefix("fuse.")?;
    REMOTE.contains(&kind).then(|| kind.to_owned())
}

#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn network_kind(_folder: &Path) -> Option<String> {
    None
}

/// Says nothing of a panic in threads of this name: whoever started them takes it for an answer.
pub fn quiet_panics_in(thread: &'static str) {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some(thread) {
            usual(panic);
        }
    }));
}

/// The exit code of a program that met a fault of its own.
pub const FAULT: u8 = 101;

/// Ends the process on a panic in any thread but those of one name, with one line: what was saved
/// is safe, and what was being done is not. Nobody's data stands in the line.
pub fn end_on_panic(but_in: &'static str) {
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some(but_in) {
            let place = panic.location().map_or_else(String::new, |at| format!(" at {at}"));
            // Nobody may be there to read it.
            let _ = writeln!(
                std::io::stderr(),
                "quadbook: stopped by a fault in the program{place}; what was saved is safe"
            );
            std::process::exit(i32::from(FAULT));
        }
    }));
}
