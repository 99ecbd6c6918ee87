//! docs/commands.md, made of the definitions of the commands.

use std::fmt::Write as _;

use clap::{Arg, ArgAction, Command, CommandFactory as _};

use super::Arguments;

/// The page as it must be.
fn page() -> String {
    let mut root = Arguments::command();
    root.build();
    let mut page = String::from(
        "# Commands\n\nMade of the definitions in `matrx-cli/src/arguments` by `MATRX_PAGES=overwrite cargo test -p matrx-cli page`.\n\n\
         Each is `cargo run --bin matrx-cli COMMAND`, or `cargo matrx COMMAND` from anywhere in the project. Every command takes these\n\
         flags too:\n\n",
    );
    for argument in root.get_arguments().filter(|argument| argument.is_global_set()) {
        page.push_str(&line(argument));
    }
    page.push_str(
        "\nWhat `--format json` prints is described in [JSON.md](../matrx-cli/JSON.md).\n",
    );
    for command in root.get_subcommands().filter(|command| !command.is_hide_set()) {
        section(command, &mut page);
    }
    page
}

fn section(command: &Command, page: &mut String) {
    let aliases: Vec<String> =
        command.get_visible_aliases().map(|alias| format!("`{alias}`")).collect();
    let also = match aliases.as_slice() {
        [] => String::new(),
        names => format!(" (also {})", names.join(", ")),
    };
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let _ = write!(page, "\n## `{}`{also}\n\n{about}.\n", command.get_name());
    let own = || {
        command.get_arguments().filter(|argument| {
            !argument.is_global_set() && !argument.is_hide_set() && argument.get_id() != "help"
        })
    };
    if own().next().is_some() {
        page.push('\n');
    }
    let positional = own().filter(|argument| argument.is_positional());
    for argument in positional.chain(own().filter(|argument| !argument.is_positional())) {
        page.push_str(&line(argument));
    }
}

fn line(argument: &Arg) -> String {
    let values = || {
        let names = argument.get_value_names().unwrap_or_default();
        names.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    };
    let takes_value = matches!(argument.get_action(), ArgAction::Set | ArgAction::Append);
    let mut name = match argument.get_long() {
        None if argument.is_required_set() => values(),
        None => format!("[{}]", values()),
        Some(long) if takes_value => format!("--{long} {}", values()),
        Some(long) => format!("--{long}"),
    };
    for alias in argument.get_visible_aliases().unwrap_or_default() {
        let _ = write!(name, ", --{alias}");
    }
    let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
    let mut text = help.split_whitespace().collect::<Vec<_>>().join(" ");
    let possible: Vec<String> = argument
        .get_possible_values()
        .iter()
        .map(|value| format!("`{}`", value.get_name()))
        .collect();
    if takes_value && !possible.is_empty() {
        let _ = write!(text, " ({})", possible.join(", "));
    }
    if let Some(variable) = argument.get_env() {
        let _ = write!(text, "; from the environment: `{}`", variable.to_string_lossy());
    }
    format!("- `{name}`: {text}\n")
}

#[test]
fn the_page_of_commands_is_made_of_the_definitions() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/commands.md");
    let page = page();
    if std::env::var_os("MATRX_PAGES").is_some_and(|value| value == "overwrite") {
        std::fs::write(&path, &page).expect("the page can be written");
    }
    let there = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        there == page,
        "docs/commands.md is not as the definitions are: MATRX_PAGES=overwrite cargo test -p matrx-cli page"
    );
}
