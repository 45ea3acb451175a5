//! What was read of RDF: statements by what they are about, in the order of the files.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};

use super::words::short;

/// What a statement is about or leads to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Term {
    /// An address, with its prefix where its namespace is known.
    Address(String),
    /// Something without an address, by a name that only this file knows.
    Blank(String),
    Literal {
        text: String,
        language: Option<String>,
        /// The datatype, unless it is a plain text.
        datatype: Option<String>,
    },
}

impl Term {
    pub(super) fn address(iri: &str) -> Term {
        Term::Address(short(iri).into_owned())
    }

    /// The text of a literal, unless it is empty.
    pub(super) fn literal(&self) -> Option<&str> {
        match self {
            Term::Literal { text, .. } => Some(text.as_str()).filter(|text| !text.is_empty()),
            Term::Address(_) | Term::Blank(_) => None,
        }
    }

    /// How it is called in messages.
    pub(super) fn shown(&self) -> &str {
        match self {
            Term::Address(address) => address,
            Term::Blank(_) => "something without an address",
            Term::Literal { text, .. } => text,
        }
    }

    /// Whether it is a resource, which can have statements of its own.
    pub(super) fn is_resource(&self) -> bool {
        !matches!(self, Term::Literal { .. })
    }
}

/// A statement about something.
#[derive(Debug)]
struct Statement {
    property: String,
    object: Term,
    /// Whether something was made of it.
    used: Cell<bool>,
}

/// Statements by what they are about.
#[derive(Debug, Default)]
pub(super) struct Graph {
    subjects: Vec<(Term, usize)>,
    statements: Vec<Vec<Statement>>,
    index: HashMap<Term, usize>,
    /// Who says this of that: the property and the object, to the subjects.
    about: HashMap<Term, Vec<(usize, usize)>>,
    known: HashSet<(usize, String, Term)>,
}

impl Graph {
    /// Adds a statement of a file, unless it is there already.
    pub(super) fn add(&mut self, file: usize, subject: Term, property: &str, object: Term) {
        let next = self.subjects.len();
        let at = *self.index.entry(subject.clone()).or_insert(next);
        if at == next {
            self.subjects.push((subject, file));
            self.statements.push(Vec::new());
        }
        let property = short(property).into_owned();
        if !self.known.insert((at, property.clone(), object.clone())) {
            return;
        }
        let Some(statements) = self.statements.get_mut(at) else { return };
        if object.is_resource() {
            self.about.entry(object.clone()).or_default().push((at, statements.len()));
        }
        statements.push(Statement { property, object, used: Cell::new(false) });
    }

    /// Everything that statements are about, in order.
    pub(super) fn subjects(&self) -> impl Iterator<Item = &Term> {
        self.subjects.iter().map(|(subject, _)| subject)
    }

    /// How many statements there are.
    pub(super) fn len(&self) -> usize {
        self.statements.iter().map(Vec::len).sum()
    }

    /// The file that first speaks of something.
    pub(super) fn file_of(&self, subject: &Term) -> Option<usize> {
        self.index.get(subject).and_then(|at| self.subjects.get(*at)).map(|(_, file)| *file)
    }

    fn of(&self, subject: &Term) -> &[Statement] {
        self.index.get(subject).and_then(|at| self.statements.get(*at)).map_or(&[], Vec::as_slice)
    }

    /// Whether anything is said about it.
    pub(super) fn knows(&self, subject: &Term) -> bool {
        self.index.contains_key(subject)
    }

    /// The values of a property, which count as read from here on.
    pub(super) fn all<'g>(&'g self, subject: &Term, property: &'g str) -> impl Iterator<Item = &'g Term> + use<'g> {
        let of = self.of(subject).iter().filter(move |statement| statement.property == property);
        of.map(|statement| {
            statement.used.set(true);
            &statement.object
        })
    }

    /// The values of a property, which do not count as read.
    pub(super) fn peek<'g>(&'g self, subject: &Term, property: &'g str) -> impl Iterator<Item = &'g Term> + use<'g> {
        let of = self.of(subject).iter().filter(move |statement| statement.property == property);
        of.map(|statement| &statement.object)
    }

    /// Whether anything was made of what is said about something.
    pub(super) fn is_read(&self, subject: &Term) -> bool {
        self.of(subject).iter().any(|statement| statement.used.get())
    }

    /// The first value of a property; the others do not count as read.
    pub(super) fn one(&self, subject: &Term, property: &str) -> Option<&Term> {
        let statement = self.of(subject).iter().find(|statement| statement.property == property)?;
        statement.used.set(true);
        Some(&statement.object)
    }

    /// The first text of a property.
    pub(super) fn text(&self, subject: &Term, property: &str) -> Option<&str> {
        let mut of = self.of(subject).iter().filter(|statement| statement.property == property);
        let statement = of.find(|statement| statement.object.literal().is_some())?;
        statement.used.set(true);
        statement.object.literal()
    }

    /// Whether a property has a value, without taking it for read.
    pub(super) fn has(&self, subject: &Term, property: &str) -> bool {
        self.of(subject).iter().any(|statement| statement.property == property)
    }

    /// Whether something is said to be of a class.
    pub(super) fn is_a(&self, subject: &Term, class: &str) -> bool {
        let mut types = self.of(subject).iter().filter(|statement| statement.property == "rdf:type");
        types.any(|statement| matches!(&statement.object, Term::Address(of) if of == class))
    }

    /// Of what a value is one of a property: the other way round.
    pub(super) fn inverse(&self, object: &Term, property: &str) -> Vec<&Term> {
        let said = self.about.get(object).map_or(&[][..], Vec::as_slice);
        let of = said.iter().filter_map(|(subject, index)| {
            let statement = self.statements.get(*subject)?.get(*index)?;
            if statement.property != property {
                return None;
            }
            statement.used.set(true);
            self.subjects.get(*subject).map(|(subject, _)| subject)
        });
        of.collect()
    }

    /// Takes everything that is said about something for read.
    pub(super) fn read_all(&self, subject: &Term) {
        self.of(subject).iter().for_each(|statement| statement.used.set(true));
    }

    /// The statements that nothing was made of, but types of things: property and value.
    pub(super) fn unread(&self) -> impl Iterator<Item = (&Term, &str, &Term)> {
        let all = self.subjects.iter().zip(&self.statements);
        all.flat_map(|((subject, _), statements)| {
            let unread = statements.iter().filter(|statement| !statement.used.get());
            unread.map(move |statement| (subject, statement.property.as_str(), &statement.object))
        })
    }
}
