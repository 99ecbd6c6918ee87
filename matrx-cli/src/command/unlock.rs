//! `unlock`: ends the session that holds the lock of the history. Nobody else's lock can be taken away
//! otherwise, and none is left behind by a session that has ended.

use serde_json::json;

use super::database::{Answer, on_database};
use crate::arguments::Unlock;
use crate::config::Project;
use crate::failure::Failure;
use crate::output::{Format, Output, asker};

/// Runs it.
pub(crate) async fn unlock(
    arguments: &Unlock,
    project: &Project,
    output: &Output,
) -> Result<(), Failure> {
    let look = on_database(project, &arguments.connection, async |migrator, options| {
        migrator.lock_holder(options).await
    });
    let Answer { value: holder, database } = look.await?;
    let Some(holder) = holder else {
        output.line(format!("nobody holds the lock of the history of {database}"));
        output.document(json!({ "holder": null, "ended": false }));
        return Ok(());
    };
    let question = format!("{holder} holds the lock of the history of {database}; end it?");
    let agreed = match arguments.yes {
        true => Some(true),
        false => asker(output.format() == Format::Text).confirm(&question)?,
    };
    let ended = match agreed {
        None => {
            let text = format!("{holder} holds the lock of the history of {database}");
            let flags =
                vec!["--yes  end its session; what it was running is rolled back".to_owned()];
            return Err(Failure::answer("confirm-unlock", text, flags));
        }
        Some(false) => false,
        Some(true) => {
            let end = on_database(project, &arguments.connection, async |migrator, options| {
                migrator.end_holder(options, &holder).await
            });
            end.await?.value
        }
    };
    output.line(if ended {
        format!("ended {holder}; `status` shows what it has left")
    } else {
        format!("{holder} was left alone")
    });
    output.document(json!({ "holder": holder.pid, "ended": ended }));
    Ok(())
}
