//! Under which account the server runs: PostgreSQL refuses to be started by root.

use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::Command;

/// The account for the server's processes and files; `None` where this process is not root.
#[derive(Clone, Copy, Debug)]
pub(super) struct Account {
    uid: u32,
    gid: u32,
}

impl Account {
    /// `postgres` where it exists, else `nobody`; nothing to do for a process that is not root.
    pub(super) fn choose() -> Option<Account> {
        let id = Command::new("id").arg("-u").output().expect("`id` is on every unix");
        if id.stdout.trim_ascii() != b"0" {
            return None;
        }
        let users = std::fs::read_to_string("/etc/passwd").expect("root can read /etc/passwd");
        let account = ["postgres", "nobody"].iter().find_map(|name| entry(&users, name));
        Some(account.expect("root needs an account `postgres` or `nobody` to run a server under"))
    }

    /// Makes the command run under this account.
    pub(super) fn runs(self, command: &mut Command) {
        command.uid(self.uid).gid(self.gid);
    }

    /// Gives a folder to this account.
    pub(super) fn owns(self, folder: &Path) {
        std::os::unix::fs::chown(folder, Some(self.uid), Some(self.gid))
            .expect("root can give a folder away");
    }
}

fn entry(users: &str, name: &str) -> Option<Account> {
    let line = users.lines().find(|line| line.split(':').next() == Some(name))?;
    let mut fields = line.split(':').skip(2);
    let uid = fields.next()?.parse().ok()?;
    let gid = fields.next()?.parse().ok()?;
    Some(Account { uid, gid })
}
