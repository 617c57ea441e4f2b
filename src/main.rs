//! Arguments in, exit code out.

use std::process::ExitCode;

/// That of musl makes a build half as fast again as this one.
#[cfg(feature = "allocator")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    yanxi::commands::run()
}
