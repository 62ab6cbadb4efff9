//! The `parallax` program: hands its arguments to the library and its result to the shell.

use std::process::ExitCode;

/// Many threads take and give back small pieces of memory: a fifth of the time of indexing
/// went into that (`docs/PERFORMANCE.md`).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    parallax::cli::main()
}
