//! What this machine says of a process; only Linux says it.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

/// A program that is installed.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// What a process holds in memory.
pub fn status(process: u32) -> Vec<String> {
    let text = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let wanted = ["VmHWM", "VmRSS", "RssAnon", "RssFile"];
    let lines = text.lines().filter(|line| wanted.iter().any(|name| line.starts_with(name)));
    lines.map(str::to_owned).collect()
}

/// How often the threads of a process have gone to sleep.
pub fn wakes(process: u32) -> f64 {
    let threads = fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten();
    let slept = threads.filter_map(|thread| {
        let text = fs::read_to_string(thread.path().join("status")).ok()?;
        let line = text.lines().find(|line| line.starts_with("voluntary_ctxt_switches"))?;
        line.split_whitespace().last()?.parse::<f64>().ok()
    });
    slept.sum()
}

/// The instructions that a process executes for itself while something is done, where `perf` is
/// there to count them.
pub fn instructions(process: u32, work: impl FnOnce()) -> Option<f64> {
    let perf = on_path("perf")?;
    let note = tempfile::NamedTempFile::new().ok()?;
    let mut counting = Command::new(perf)
        .args(["stat", "-x,", "-e", "instructions:u", "-p", &process.to_string(), "-o"])
        .arg(note.path())
        .stdin(Stdio::null())
        .spawn()
        .ok()?;
    std::thread::sleep(Duration::from_millis(300));
    work();
    let stop = Command::new("kill").args(["-INT", &counting.id().to_string()]).status();
    counting.wait().ok()?;
    stop.ok()?;
    let text = fs::read_to_string(note.path()).ok()?;
    text.lines().find(|line| line.contains("instructions"))?.split(',').next()?.parse().ok()
}
