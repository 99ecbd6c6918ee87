//! `cargo matrx CMD`: finds the project's own command line and runs it; `init` makes one.

fn main() -> std::process::ExitCode {
    matrx_cli::cargo_matrx()
}
