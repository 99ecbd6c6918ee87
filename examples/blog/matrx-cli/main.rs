//! The command line of matrx; naming the library links its models and migrations in.

use blog as _;

fn main() -> std::process::ExitCode {
    matrx_cli::main()
}
