//! Arguments in, exit code out.

use std::process::ExitCode;

/// Pages are many small texts, on every core: with the system's a build takes a sixth more CPU, and with that of musl half
/// as long again.
#[cfg(feature = "allocator")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    yanxi::commands::run()
}
