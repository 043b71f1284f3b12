//! The summary of the commands, for README: written from the tree of commands, never by hand.

use crate::domain::kinds;

use super::tree;

/// A Markdown table of every command with its arguments and what it does.
pub fn summary() -> String {
    let mut tree = tree();
    tree.build();
    let mut lines = vec!["| command | does |".to_owned(), "|---|---|".to_owned()];
    let mut kinds_said = false;
    for command in tree.get_subcommands() {
        if kinds::kind(command.get_name()).is_none() {
            lines.extend(rows(command));
            continue;
        }
        let general = ["add", "set", "list", "remove"];
        for verb in command.get_subcommands() {
            match general.contains(&verb.get_name()) {
                true if !kinds_said => lines.push(general_row(verb)),
                true => {}
                false => lines.extend(rows(verb)),
            }
        }
        kinds_said = true;
    }
    format!("{}\n\n`KIND` is one of {}.\n", lines.join("\n"), every_kind(&tree))
}

/// `` `action`, `plan`, … ``
fn every_kind(tree: &clap::Command) -> String {
    let names = tree.get_subcommands().map(clap::Command::get_name);
    let kinds = names.filter(|name| kinds::kind(name).is_some());
    kinds.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// `KIND add …`
fn general_row(verb: &clap::Command) -> String {
    let usage = usage(verb);
    let words: Vec<&str> = usage.splitn(3, ' ').collect();
    let rest = words.get(1..).unwrap_or_default().join(" ");
    format!("| `KIND {rest}` | {} |", about(verb))
}

/// The row of a command, or those of its own commands.
fn rows(command: &clap::Command) -> Vec<String> {
    if command.has_subcommands() {
        return command.get_subcommands().flat_map(rows).collect();
    }
    vec![format!("| `{}` | {} |", usage(command), about(command))]
}

/// `list [QUERY]... [--sort FIELDS] …`, without the options that every command has.
fn usage(command: &clap::Command) -> String {
    let name = command.get_bin_name().unwrap_or_default();
    let mut parts = vec![name.strip_prefix("quadbook ").unwrap_or(name).to_owned()];
    let positional = command.get_positionals().map(ToString::to_string);
    parts.extend(positional);
    for option in command.get_opts().filter(|arg| !arg.is_global_set()) {
        parts.push(if option.is_required_set() {
            option.to_string()
        } else {
            format!("[{option}]")
        });
    }
    let flags = command.get_arguments().filter(|arg| {
        !arg.is_positional() && !arg.get_action().takes_values() && !arg.is_global_set()
    });
    for flag in flags.filter(|arg| arg.get_id() != "help") {
        parts.push(format!("[{flag}]"));
    }
    parts.join(" ").replace('|', "\\|")
}

fn about(command: &clap::Command) -> String {
    command.get_about().map(ToString::to_string).unwrap_or_default()
}
