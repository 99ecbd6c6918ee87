use super::recorder::{LastOp, SetComment, Steps};
use crate::migration::ObjectDef;
use crate::op::Op;

impl Steps {
    /// Makes a view, a function or the like, with its comment.
    pub fn create(&mut self, object: ObjectDef) {
        self.push(Op::CreateObject { object: object.0 });
    }

    /// DROP, never CASCADE. With its definition, the way back is known.
    pub fn drop(&mut self, object: ObjectDef) {
        let id = object.0.id.clone();
        let was = (!object.0.definition.is_empty()).then(|| Box::new(object.0));
        self.push(Op::DropObject { id, was });
    }

    /// Gives it another definition in place.
    pub fn replace(&mut self, to: ObjectDef) -> ReplacedObject<'_> {
        ReplacedObject(self.push(Op::ReplaceObject { to: to.0, was: None }))
    }

    /// `ALTER … RENAME TO to`.
    pub fn rename(&mut self, from: ObjectDef, to: &str) {
        self.push(Op::RenameObject { from: from.0.id, to: to.to_owned() });
    }

    /// COMMENT ON.
    pub fn set_comment(&mut self, object: ObjectDef, text: &str) -> SetComment<'_> {
        let to = Some(text.to_owned());
        SetComment(self.push(Op::SetObjectComment { id: object.0.id, was: None, to }))
    }

    /// `COMMENT ON … IS NULL`.
    pub fn drop_comment(&mut self, object: ObjectDef) -> SetComment<'_> {
        SetComment(self.push(Op::SetObjectComment { id: object.0.id, was: None, to: None }))
    }
}

/// An object that got another definition.
#[derive(Debug)]
pub struct ReplacedObject<'a>(LastOp<'a>);

impl ReplacedObject<'_> {
    /// The definition that it had: for the way back, and where the difference is made part by part.
    pub fn was(mut self, object: ObjectDef) {
        if let Some(Op::ReplaceObject { was, .. }) = self.0.get() {
            *was = Some(Box::new(object.0));
        }
    }
}
