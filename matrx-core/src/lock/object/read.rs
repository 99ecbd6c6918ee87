//! One line → one object. The caller has read the first word, which says the kind.

use std::collections::VecDeque;

use super::super::token::Token;
use crate::name::QName;
use crate::schema::{
    Check, Column, ColumnType, ColumnValue, Deferral, EnumType, Exclude, Expr, ForeignKey,
    Identity, IdentityKind, Index, IndexColumn, IndexKey, MatchType, NullsOrder, PrimaryKey,
    ReferentialAction, SequenceOptions, SettingKey, SortOrder, Unique, Validity,
};

/// The words of a line that are not read yet.
pub(in crate::lock) struct Cursor {
    tokens: VecDeque<Token>,
}

impl Cursor {
    pub(in crate::lock) fn new(tokens: Vec<Token>) -> Self {
        Self { tokens: tokens.into() }
    }

    /// Takes this word if it is the next one.
    pub(in crate::lock) fn word(&mut self, word: &str) -> bool {
        let found = matches!(self.tokens.front(), Some(Token::Word(next)) if next == word);
        if found {
            self.tokens.pop_front();
        }
        found
    }

    fn words(&mut self, words: &[&str]) -> bool {
        let found = words.len() <= self.tokens.len()
            && words
                .iter()
                .zip(&self.tokens)
                .all(|(word, token)| matches!(token, Token::Word(next) if next == word));
        if found {
            self.tokens.drain(..words.len());
        }
        found
    }

    fn expect(&mut self, word: &str) -> Result<(), String> {
        if self.word(word) { Ok(()) } else { Err(self.wanted(&format!("`{word}`"))) }
    }

    pub(in crate::lock) fn any_word(&mut self, what: &str) -> Result<String, String> {
        match self.tokens.pop_front() {
            Some(Token::Word(word)) => Ok(word),
            other => {
                self.put_back(other);
                Err(self.wanted(what))
            }
        }
    }

    /// Takes this sign if it is the next one.
    pub(in crate::lock) fn is_sign(&mut self, sign: char) -> bool {
        let found = self.tokens.front() == Some(&Token::Sign(sign));
        if found {
            self.tokens.pop_front();
        }
        found
    }

    pub(in crate::lock) fn sign(&mut self, sign: char) -> Result<(), String> {
        if self.is_sign(sign) { Ok(()) } else { Err(self.wanted(&format!("`{sign}`"))) }
    }

    /// The number that is all the rest of the line.
    pub(in crate::lock) fn number_if_last(&mut self) -> Result<Option<u32>, String> {
        match self.tokens.front() {
            Some(Token::Word(word)) if word.bytes().all(|b| b.is_ascii_digit()) => {
                let number = word.parse().map_err(|_| "the number is too large".to_owned())?;
                self.tokens.pop_front();
                self.end()?;
                Ok(Some(number))
            }
            _ => Ok(None),
        }
    }

    pub(in crate::lock) fn end(&self) -> Result<(), String> {
        if self.tokens.is_empty() { Ok(()) } else { Err(self.wanted("the end of the line")) }
    }

    fn put_back(&mut self, token: Option<Token>) {
        if let Some(token) = token {
            self.tokens.push_front(token);
        }
    }

    fn wanted(&self, what: &str) -> String {
        match self.tokens.front() {
            Some(Token::Word(word)) => format!("expected {what}, found `{word}`"),
            Some(Token::Text(_)) => format!("expected {what}, found a quoted text"),
            Some(Token::Sign(sign)) => format!("expected {what}, found `{sign}`"),
            None => format!("expected {what}, found the end of the line"),
        }
    }

    pub(in crate::lock) fn text(&mut self) -> Result<String, String> {
        match self.tokens.pop_front() {
            Some(Token::Text(text)) => Ok(text),
            other => {
                self.put_back(other);
                Err(self.wanted("a quoted text"))
            }
        }
    }

    fn expr(&mut self) -> Result<Expr, String> {
        self.text().map(Expr)
    }

    pub(in crate::lock) fn name(&mut self) -> Result<String, String> {
        match self.tokens.pop_front() {
            Some(Token::Word(name) | Token::Text(name)) => Ok(name),
            other => {
                self.put_back(other);
                Err(self.wanted("a name"))
            }
        }
    }

    pub(in crate::lock) fn qname(&mut self) -> Result<QName, String> {
        let first = self.name()?;
        if self.is_sign('.') {
            Ok(QName::in_schema(first, self.name()?))
        } else {
            Ok(QName::new(first))
        }
    }

    fn list<T>(
        &mut self,
        mut one: impl FnMut(&mut Self) -> Result<T, String>,
    ) -> Result<Vec<T>, String> {
        self.sign('(')?;
        let mut items = Vec::new();
        if self.is_sign(')') {
            return Ok(items);
        }
        loop {
            items.push(one(self)?);
            if self.is_sign(')') {
                return Ok(items);
            }
            self.sign(',')?;
        }
    }

    fn names(&mut self) -> Result<Vec<String>, String> {
        self.list(Self::name)
    }

    pub(in crate::lock) fn comment(&mut self) -> Result<Option<String>, String> {
        if self.word("comment") { self.text().map(Some) } else { Ok(None) }
    }

    fn collation(&mut self) -> Result<Option<QName>, String> {
        if self.word("collate") { self.qname().map(Some) } else { Ok(None) }
    }

    pub(in crate::lock) fn enum_type(&mut self) -> Result<EnumType, String> {
        let name = self.qname()?;
        let mut values = Vec::new();
        while matches!(self.tokens.front(), Some(Token::Text(_))) {
            values.push(self.text()?);
        }
        Ok(EnumType { name, values, comment: self.comment()? })
    }

    pub(in crate::lock) fn column(&mut self) -> Result<Column, String> {
        let name = self.name()?;
        let ty = ColumnType { name: self.name()?, collation: self.collation()? };
        let nullable = !self.words(&["not", "null"]);
        let value = if self.word("default") {
            ColumnValue::Default(self.expr()?)
        } else if self.word("generated") {
            ColumnValue::Generated(self.expr()?)
        } else if self.word("virtual") {
            ColumnValue::Virtual(self.expr()?)
        } else if self.word("identity") {
            ColumnValue::Identity(self.identity()?)
        } else {
            ColumnValue::None
        };
        Ok(Column { name, ty, nullable, value, comment: self.comment()? })
    }

    fn identity(&mut self) -> Result<Identity, String> {
        let kind = if self.words(&["by", "default"]) {
            IdentityKind::ByDefault
        } else {
            self.expect("always")?;
            IdentityKind::Always
        };
        let options = SequenceOptions {
            start: self.option("start")?,
            increment: self.option("increment")?,
            min: self.option("min")?,
            max: self.option("max")?,
            cache: self.option("cache")?,
            cycle: self.word("cycle"),
        };
        Ok(Identity { kind, options })
    }

    fn option(&mut self, word: &str) -> Result<Option<i64>, String> {
        if !self.word(word) {
            return Ok(None);
        }
        let number = self.any_word("a number")?;
        number.parse().map(Some).map_err(|_| format!("`{number}` is not a number for `{word}`"))
    }

    pub(in crate::lock) fn primary_key(&mut self) -> Result<PrimaryKey, String> {
        self.expect("key")?;
        Ok(PrimaryKey {
            name: self.name()?,
            columns: self.names()?,
            without_overlaps: self.words(&["without", "overlaps"]),
            include: self.include()?,
            deferral: self.deferral(),
        })
    }

    pub(in crate::lock) fn unique(&mut self) -> Result<Unique, String> {
        Ok(Unique {
            name: self.name()?,
            columns: self.names()?,
            without_overlaps: self.words(&["without", "overlaps"]),
            include: self.include()?,
            nulls_not_distinct: self.words(&["nulls", "not", "distinct"]),
            deferral: self.deferral(),
        })
    }

    fn deferral(&mut self) -> Deferral {
        if self.words(&["deferrable", "initially", "immediate"]) {
            Deferral::InitiallyImmediate
        } else if self.words(&["deferrable", "initially", "deferred"]) {
            Deferral::InitiallyDeferred
        } else {
            Deferral::NotDeferrable
        }
    }

    pub(in crate::lock) fn check(&mut self) -> Result<Check, String> {
        Ok(Check {
            name: self.name()?,
            expression: self.expr()?,
            no_inherit: self.words(&["no", "inherit"]),
            validity: self.validity(),
        })
    }

    pub(in crate::lock) fn exclude(&mut self) -> Result<Exclude, String> {
        Ok(Exclude { name: self.name()?, definition: self.expr()? })
    }

    fn include(&mut self) -> Result<Vec<String>, String> {
        if self.word("include") { self.names() } else { Ok(Vec::new()) }
    }

    fn validity(&mut self) -> Validity {
        if self.words(&["not", "valid"]) {
            Validity::NotValid
        } else if self.words(&["not", "enforced"]) {
            Validity::NotEnforced
        } else {
            Validity::Valid
        }
    }

    pub(in crate::lock) fn foreign_key(&mut self) -> Result<ForeignKey, String> {
        self.expect("key")?;
        let name = self.name()?;
        let columns = self.names()?;
        self.expect("references")?;
        Ok(ForeignKey {
            name,
            columns,
            references: self.qname()?,
            referenced_columns: self.names()?,
            on_delete: self.action("delete")?,
            set_columns: if self.tokens.front() == Some(&Token::Sign('(')) {
                self.names()?
            } else {
                Vec::new()
            },
            on_update: self.action("update")?,
            match_type: if self.words(&["match", "full"]) {
                MatchType::Full
            } else {
                MatchType::Simple
            },
            period: self.word("period"),
            deferral: self.deferral(),
            validity: self.validity(),
        })
    }

    fn action(&mut self, event: &str) -> Result<ReferentialAction, String> {
        if !self.words(&["on", event]) {
            return Ok(ReferentialAction::NoAction);
        }
        if self.word("restrict") {
            Ok(ReferentialAction::Restrict)
        } else if self.word("cascade") {
            Ok(ReferentialAction::Cascade)
        } else if self.words(&["set", "null"]) {
            Ok(ReferentialAction::SetNull)
        } else if self.words(&["set", "default"]) {
            Ok(ReferentialAction::SetDefault)
        } else {
            Err(self.wanted("`restrict`, `cascade`, `set null` or `set default`"))
        }
    }

    pub(in crate::lock) fn index(&mut self) -> Result<Index, String> {
        let name = self.name()?;
        let unique = self.word("unique");
        self.expect("using")?;
        Ok(Index {
            name,
            unique,
            method: self.name()?,
            columns: self.list(Self::index_column)?,
            include: self.include()?,
            nulls_not_distinct: self.words(&["nulls", "not", "distinct"]),
            predicate: if self.word("where") { Some(self.expr()?) } else { None },
            options: if self.word("with") { Some(self.text()?) } else { None },
            tablespace: if self.word("tablespace") { Some(self.name()?) } else { None },
            concurrently: self.word("concurrently"),
        })
    }

    pub(in crate::lock) fn setting(&mut self) -> Result<(SettingKey, String), String> {
        let word = self.any_word("a setting")?;
        let unknown = || format!("unknown setting `{word}`");
        let arity = SettingKey::arity(&word).ok_or_else(unknown)?;
        let names = (0..arity).map(|_| self.name()).collect::<Result<Vec<_>, _>>()?;
        let key = SettingKey::from_parts(&word, &names).ok_or_else(unknown)?;
        Ok((key, self.text()?))
    }

    fn index_column(&mut self) -> Result<IndexColumn, String> {
        let word = self.tokens.front() == Some(&Token::Word("expression".to_owned()));
        let key = if word && matches!(self.tokens.get(1), Some(Token::Text(_))) {
            self.tokens.pop_front();
            IndexKey::Expression(self.expr()?)
        } else {
            IndexKey::Column(self.name()?)
        };
        Ok(IndexColumn {
            key,
            collation: self.collation()?,
            operator_class: if self.word("class") { Some(self.qname()?) } else { None },
            operator_options: if self.word("with") { Some(self.text()?) } else { None },
            order: if self.word("desc") { SortOrder::Desc } else { SortOrder::Asc },
            nulls: if self.words(&["nulls", "first"]) {
                Some(NullsOrder::First)
            } else if self.words(&["nulls", "last"]) {
                Some(NullsOrder::Last)
            } else {
                None
            },
        })
    }
}
