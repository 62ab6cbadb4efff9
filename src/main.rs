//! The `parallax` program: hands its arguments to the library and its result to the shell.

use std::process::ExitCode;

fn main() -> ExitCode {
    parallax::cli::main()
}
