//! The program. What it can do stands in [`quadbook::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    quadbook::cli::main(std::env::args_os())
}
