//! Text → [`Lock`].

use super::object::Cursor;
use super::token::{self, Token};
use super::{ItemKind, Lock, LockError, TableDeclaration, hash, sql_object};
use crate::name::QName;
use crate::schema::{Object, ObjectId, Schema, SettingKey, Table};

/// Whether the hash must fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    /// It must.
    Verify,
    /// The text was edited by hand.
    Edited,
}

/// Which of the lock's two schemas a line speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sides {
    Both,
    Declared,
    Catalog,
}

/// What a `server -` takes back from the server's side.
enum Last {
    Nothing,
    Namespace(String),
    Enum(QName),
    Table(QName),
    Column(QName, String),
    Item(QName, ItemKind, String),
    Setting(QName, SettingKey),
    Object(ObjectId),
}

pub(super) fn read(text: &str, trust: Trust) -> Result<Lock, LockError> {
    let text = text.replace("\r\n", "\n");
    for (number, line) in (1..).zip(text.lines()) {
        for marker in ["<<<<<<<", "|||||||", "=======", ">>>>>>>"] {
            if line.starts_with(marker) {
                return Err(LockError::Conflict { line: number, marker: marker.to_owned() });
            }
        }
    }
    let (first, body) = text.split_once('\n').unwrap_or((&text, ""));
    let (head, written) = first_line(first)?;
    let found = hash(body);
    if trust == Trust::Verify && found != written {
        return Err(LockError::HashMismatch { written, found });
    }
    let mut reader = Reader {
        lock: Lock { head, ..Lock::default() },
        table: None,
        object: None,
        last: Last::Nothing,
    };
    for (number, line) in (2..).zip(body.lines()) {
        reader.line(line).map_err(|problem| LockError::Syntax { line: number, problem })?;
    }
    Ok(reader.lock)
}

fn first_line(line: &str) -> Result<(Option<String>, String), LockError> {
    let rest = line.strip_prefix("matrx-lock ").ok_or(LockError::NotALock)?;
    let (format, rest) = rest.split_once(' ').ok_or(LockError::NotALock)?;
    if format != "1" {
        return Err(LockError::UnknownFormat { found: format.to_owned() });
    }
    let (head, hash) = rest.rsplit_once(" sha256=").ok_or(LockError::NotALock)?;
    let head = head.strip_prefix("head=").ok_or(LockError::NotALock)?;
    let head = match token::split(head) {
        Ok((tokens, None)) => match tokens.as_slice() {
            [Token::Word(word)] if word == "-" => None,
            [Token::Word(word) | Token::Text(word)] => Some(word.clone()),
            _ => return Err(LockError::NotALock),
        },
        _ => return Err(LockError::NotALock),
    };
    Ok((head, hash.trim_end().to_owned()))
}

struct Reader {
    lock: Lock,
    table: Option<(QName, Sides)>,
    /// The object whose commands follow.
    object: Option<(ObjectId, Sides)>,
    last: Last,
}

impl Reader {
    fn line(&mut self, line: &str) -> Result<(), String> {
        let (tokens, declaration) = token::split(line)?;
        if tokens.is_empty() {
            return Ok(());
        }
        let mut cursor = Cursor::new(tokens);
        if cursor.word("server") {
            if let Some(major) = cursor.number_if_last()? {
                self.lock.server_major = Some(major);
                return Ok(());
            }
            if cursor.word("-") {
                self.take_back()?;
            } else {
                self.object(&mut cursor, None, true)?;
            }
        } else {
            self.object(&mut cursor, declaration, false)?;
        }
        cursor.end()
    }

    /// Where a line about an object of the open table goes.
    fn open(&self, server: bool) -> Result<(QName, Sides), String> {
        let (name, sides) =
            self.table.clone().ok_or_else(|| "this line stands in no table".to_owned())?;
        Ok((name, if server { Sides::Catalog } else { sides }))
    }

    fn schemas(&mut self, sides: Sides) -> Vec<&mut Schema> {
        let Lock { declared, catalog, .. } = &mut self.lock;
        match sides {
            Sides::Both => vec![declared, catalog],
            Sides::Declared => vec![declared],
            Sides::Catalog => vec![catalog],
        }
    }

    fn tables(&mut self, name: &QName, sides: Sides) -> Vec<&mut Table> {
        self.schemas(sides).into_iter().filter_map(|s| s.tables.get_mut(name)).collect()
    }

    fn object(
        &mut self,
        cursor: &mut Cursor,
        declaration: Option<&str>,
        server: bool,
    ) -> Result<(), String> {
        let outer = if server { Sides::Catalog } else { Sides::Both };
        if cursor.is_sign('|') {
            return self.part_of_object("|", cursor);
        }
        let kind = cursor.any_word("the kind of an object")?;
        match kind.as_str() {
            "crate" => self.home(cursor),
            "schema" => {
                let (name, comment) = (cursor.name()?, cursor.comment()?);
                for schema in self.schemas(outer) {
                    schema.namespaces.insert(name.clone());
                    let comment = comment.iter().cloned();
                    schema.namespace_comments.extend(comment.map(|text| (name.clone(), text)));
                }
                self.last = Last::Namespace(name);
                Ok(())
            }
            "enum" => {
                let ty = cursor.enum_type()?;
                if let Some(text) = declaration {
                    self.lock.declarations.enums.insert(ty.name.clone(), text.to_owned());
                }
                for schema in self.schemas(outer) {
                    schema.enums.insert(ty.name.clone(), ty.clone());
                }
                self.last = Last::Enum(ty.name);
                Ok(())
            }
            "object" => {
                let (object, home) = sql_object::header(cursor)?;
                let id = object.id.clone();
                if let Some(home) = home {
                    self.lock.object_crate.insert(id.clone(), home);
                }
                if let Some(text) = declaration {
                    self.lock.declarations.objects.insert(id.clone(), text.to_owned());
                }
                for schema in self.schemas(outer) {
                    schema.objects.insert(id.clone(), object.clone());
                }
                self.table = None;
                self.object = Some((id.clone(), outer));
                self.last = Last::Object(id);
                Ok(())
            }
            "sql" | "shape" | "needs" => self.part_of_object(&kind, cursor),
            "table" => self.header(cursor, declaration, outer),
            "column" => {
                let column = cursor.column()?;
                let (table, sides) = self.open(server)?;
                if let Some(text) = declaration {
                    self.declaration(&table).columns.insert(column.name.clone(), text.to_owned());
                }
                for table in self.tables(&table, sides) {
                    match table.column_mut(&column.name) {
                        Some(old) if server => *old = column.clone(),
                        Some(_) => return Err(format!("column {} stands here twice", column.name)),
                        None => table.columns.push(column.clone()),
                    }
                }
                self.last = Last::Column(table, column.name);
                Ok(())
            }
            "primary" => {
                let key = cursor.primary_key()?;
                let name = key.name.clone();
                self.item(ItemKind::PrimaryKey, name, declaration, server, |table| {
                    table.primary_key = Some(key.clone());
                })
            }
            "unique" => {
                let unique = cursor.unique()?;
                let name = unique.name.clone();
                self.item(ItemKind::Unique, name.clone(), declaration, server, |table| {
                    table.uniques.insert(name.clone(), unique.clone());
                })
            }
            "check" => {
                let check = cursor.check()?;
                let name = check.name.clone();
                self.item(ItemKind::Check, name.clone(), declaration, server, |table| {
                    table.checks.insert(name.clone(), check.clone());
                })
            }
            "exclude" => {
                let exclude = cursor.exclude()?;
                let name = exclude.name.clone();
                self.item(ItemKind::Exclude, name.clone(), declaration, server, |table| {
                    table.excludes.insert(name.clone(), exclude.clone());
                })
            }
            "foreign" => {
                let key = cursor.foreign_key()?;
                let name = key.name.clone();
                self.item(ItemKind::ForeignKey, name.clone(), declaration, server, |table| {
                    table.foreign_keys.insert(name.clone(), key.clone());
                })
            }
            "index" => {
                let index = cursor.index()?;
                let name = index.name.clone();
                self.item(ItemKind::Index, name.clone(), declaration, server, |table| {
                    table.indexes.insert(name.clone(), index.clone());
                })
            }
            "setting" => {
                let (key, value) = cursor.setting()?;
                let (table, sides) = self.open(server)?;
                for table in self.tables(&table, sides) {
                    table.settings.insert(key.clone(), value.clone());
                }
                self.last = Last::Setting(table, key);
                Ok(())
            }
            other => Err(format!("unknown kind of line `{other}`")),
        }
    }

    fn part_of_object(&mut self, word: &str, cursor: &mut Cursor) -> Result<(), String> {
        let (id, sides) =
            self.object.clone().ok_or_else(|| "this line stands in no object".to_owned())?;
        let mut line = Object::new(id.clone(), Vec::new());
        let mut first = true;
        for schema in self.schemas(sides) {
            let Some(object) = schema.objects.get_mut(&id) else { continue };
            if first {
                sql_object::line(object, word, cursor)?;
                line.clone_from(object);
                first = false;
            } else {
                object.clone_from(&line);
            }
        }
        Ok(())
    }

    fn home(&mut self, cursor: &mut Cursor) -> Result<(), String> {
        let name = cursor.name()?;
        let features = self.lock.crates.entry(name).or_default();
        if cursor.word("features") {
            cursor.sign('=')?;
            features.insert(cursor.name()?);
            while cursor.is_sign(',') {
                features.insert(cursor.name()?);
            }
        }
        Ok(())
    }

    fn header(
        &mut self,
        cursor: &mut Cursor,
        declaration: Option<&str>,
        sides: Sides,
    ) -> Result<(), String> {
        let name = cursor.qname()?;
        if cursor.word("crate") {
            cursor.sign('=')?;
            let home = cursor.name()?;
            self.lock.table_crate.insert(name.clone(), home);
        }
        let comment = cursor.comment()?;
        if let Some(text) = declaration {
            text.clone_into(&mut self.declaration(&name).model);
        }
        let again = self.table.as_ref().is_some_and(|(open, _)| *open == name);
        if sides == Sides::Catalog && again {
            for table in self.tables(&name, sides) {
                table.comment.clone_from(&comment);
            }
            return Ok(());
        }
        if self.lock.declared.tables.contains_key(&name) {
            return Err(format!("table {name} stands here twice"));
        }
        for schema in self.schemas(sides) {
            let table = Table { comment: comment.clone(), ..Table::new(&name) };
            schema.tables.insert(name.clone(), table);
        }
        self.table = Some((name.clone(), sides));
        self.last = Last::Table(name);
        Ok(())
    }

    fn declaration(&mut self, table: &QName) -> &mut TableDeclaration {
        self.lock.declarations.tables.entry(table.clone()).or_default()
    }

    fn item(
        &mut self,
        kind: ItemKind,
        name: String,
        declaration: Option<&str>,
        server: bool,
        insert: impl Fn(&mut Table),
    ) -> Result<(), String> {
        let (table, sides) = self.open(server)?;
        if let Some(text) = declaration {
            self.declaration(&table).items.insert((kind, name.clone()), text.to_owned());
        }
        self.tables(&table, sides).into_iter().for_each(insert);
        self.last = Last::Item(table, kind, name);
        Ok(())
    }

    /// `server -`: the object of the line above is not on the server.
    fn take_back(&mut self) -> Result<(), String> {
        let catalog = &mut self.lock.catalog;
        match std::mem::replace(&mut self.last, Last::Nothing) {
            Last::Nothing => return Err("`server -` stands under no object".to_owned()),
            Last::Object(id) => {
                catalog.objects.remove(&id);
                self.object = Some((id, Sides::Declared));
            }
            Last::Namespace(name) => {
                catalog.namespaces.remove(&name);
                catalog.namespace_comments.remove(&name);
            }
            Last::Enum(name) => {
                catalog.enums.remove(&name);
            }
            Last::Table(name) => {
                catalog.tables.remove(&name);
                self.table = Some((name, Sides::Declared));
            }
            Last::Column(table, name) => {
                if let Some(table) = catalog.tables.get_mut(&table) {
                    table.columns.retain(|column| column.name != name);
                }
            }
            Last::Setting(table, key) => {
                if let Some(table) = catalog.tables.get_mut(&table) {
                    table.settings.remove(&key);
                }
            }
            Last::Item(table, kind, name) => {
                let Some(table) = catalog.tables.get_mut(&table) else { return Ok(()) };
                match kind {
                    ItemKind::PrimaryKey => table.primary_key = None,
                    ItemKind::Unique => drop(table.uniques.remove(&name)),
                    ItemKind::Check => drop(table.checks.remove(&name)),
                    ItemKind::Exclude => drop(table.excludes.remove(&name)),
                    ItemKind::ForeignKey => drop(table.foreign_keys.remove(&name)),
                    ItemKind::Index => drop(table.indexes.remove(&name)),
                }
            }
        }
        Ok(())
    }
}
