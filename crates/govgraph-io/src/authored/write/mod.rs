//! Dataset to text.

mod body;
mod parts;

use std::collections::HashMap;

use govgraph_model::{
    Allow, Area, BodyId, Class, Dataset, Event, Leg, Person, Relation, Rule, Source, SourceKind, Theme, When,
};

use super::VERSION;
use super::record::{self as authored, DateText, IdText, Maybe, Neat, OneWord, Text, VersionNumber, YesNo};
use parts::{cited, date, id, ids, names, text};

/// Writes a dataset as one file, which reads as the same dataset.
///
/// Records keep their order, dates the words of their author. Relations stand under the body where they start as far as
/// their order allows. Of two records with the same id, both are written, and reading refuses the second.
pub fn write(dataset: &Dataset) -> String {
    let options = serde_saphyr::ser_options! {
        // The reader takes every value for text, so `no` and `2010-03` need no quotes.
        yaml_12: true,
        no_lang_directive: true,
        compact_list_indent: false,
        folded_wrap_chars: 110,
    };
    let mut out = String::new();
    let written = serde_saphyr::to_fmt_writer_with_options(&mut out, &file(dataset, under_bodies(dataset)), options);
    // It fails for anchors, for tags and where its writer does; here are none, and a string takes everything.
    debug_assert!(written.is_ok(), "{written:?}");
    out
}

/// The same records as a tree, for formats that carry what they have no word for in the words of this one. All relations
/// stand in the list of relations.
pub(crate) fn tree(dataset: &Dataset) -> serde_json::Value {
    let tree = serde_json::to_value(file(dataset, Vec::new()));
    debug_assert!(tree.is_ok(), "{tree:?}");
    tree.unwrap_or_default()
}

/// A file whose first relations are written under these bodies.
fn file(dataset: &Dataset, under_bodies: Vec<usize>) -> authored::File {
    let (under, listed) = dataset.relations.split_at(under_bodies.len());
    let mut related: HashMap<usize, Vec<&Relation>> = HashMap::new();
    for (body, relation) in under_bodies.into_iter().zip(under) {
        related.entry(body).or_default().push(relation);
    }
    let related = |position: usize| related.get(&position).map_or(&[][..], Vec::as_slice);
    let bodies = dataset.bodies.iter().enumerate();
    authored::File {
        govgraph: Some(VersionNumber(VERSION)).into(),
        title: text(dataset.title.as_ref()),
        description: text(dataset.description.as_ref()),
        licence: text(dataset.licence.as_ref()),
        // The records of a used dataset are among the others by now.
        uses: Maybe::ABSENT,
        sources: dataset.sources.iter().map(|source| (IdText::of(&source.id), self::source(source))).collect(),
        areas: dataset.areas.iter().map(|area| (IdText::of(&area.id), Neat(self::area(area)))).collect(),
        classes: dataset.classes.iter().map(|class| (IdText::of(&class.id), Neat(self::class(class)))).collect(),
        themes: dataset.themes.iter().map(|theme| (IdText::of(&theme.id), Neat(self::theme(theme)))).collect(),
        persons: dataset.persons.iter().map(|person| (IdText::of(&person.id), Neat(self::person(person)))).collect(),
        rules: dataset.rules.iter().map(|rule| (IdText::of(&rule.id), self::rule(rule))).collect(),
        bodies: bodies
            .map(|(position, body)| (IdText::of(&body.id), Neat(body::body(body, related(position)))))
            .collect(),
        relations: listed.iter().map(relation).map(Neat).collect(),
        events: dataset.events.iter().map(event).map(Neat).collect(),
        allow: dataset.allow.iter().map(allow).map(Neat).collect(),
    }
}

/// For each of the first relations, the body under which it is written.
///
/// They are read back in the order of bodies and, in a body, of kinds. Where the relations leave that order, they and
/// all behind them go into the list of relations.
fn under_bodies(dataset: &Dataset) -> Vec<usize> {
    let mut positions: HashMap<&BodyId, usize> = HashMap::new();
    for (position, body) in dataset.bodies.iter().enumerate() {
        positions.entry(&body.id.value).or_insert(position);
    }
    let mut reached = None;
    let mut out = Vec::new();
    for relation in &dataset.relations {
        let Some(position) = positions.get(&relation.from.value) else { break };
        let next = Some((*position, relation.kind));
        if next < reached {
            break;
        }
        reached = next;
        out.push(*position);
    }
    out
}

fn source(source: &Source) -> authored::Source {
    authored::Source {
        title: Text(source.title.clone()),
        kind: Some(source.kind).filter(|kind| *kind != SourceKind::Document).map(OneWord).into(),
        publisher: text(source.publisher.as_ref()),
        author: text(source.author.as_ref()),
        date: date(source.date.as_ref()),
        published: date(source.published.as_ref()),
        url: text(source.url.as_ref()),
        licence: text(source.licence.as_ref()),
        note: text(source.note.as_ref()),
    }
}

fn area(area: &Area) -> authored::Area {
    let (source, certainty, note) = cited(&area.provenance);
    authored::Area {
        name: Text(area.name.clone()),
        other_names: names(&area.other_names),
        within: id(area.within.as_ref()),
        level: area.level.map(OneWord).into(),
        source,
        certainty,
        note,
    }
}

fn class(class: &Class) -> authored::Class {
    let (source, certainty, note) = cited(&class.provenance);
    authored::Class {
        name: Text(class.name.clone()),
        other_names: names(&class.other_names),
        broader: id(class.broader.as_ref()),
        source,
        certainty,
        note,
    }
}

fn theme(theme: &Theme) -> authored::Theme {
    let (source, certainty, note) = cited(&theme.provenance);
    authored::Theme {
        name: Text(theme.name.clone()),
        other_names: names(&theme.other_names),
        broader: id(theme.broader.as_ref()),
        source,
        certainty,
        note,
    }
}

fn person(person: &Person) -> authored::Person {
    let (source, certainty, note) = cited(&person.provenance);
    authored::Person {
        name: Text(person.name.clone()),
        other_names: names(&person.other_names),
        identifiers: person.identifiers.iter().map(parts::identifier).collect(),
        source,
        certainty,
        note,
    }
}

fn rule(rule: &Rule) -> authored::Rule {
    let (source, certainty, note) = cited(&rule.provenance);
    authored::Rule {
        name: Text(rule.name.clone()),
        applies_to: IdText::of(&rule.applies_to),
        during: date(rule.during.as_deref()),
        requires: rule.requires.iter().map(parts::requirement).collect(),
        duties: rule.duties.iter().map(parts::duty).collect(),
        source,
        certainty,
        note,
    }
}

fn relation(relation: &Relation) -> authored::Relation {
    let (source, certainty, note) = cited(&relation.provenance);
    authored::Relation {
        kind: OneWord(relation.kind),
        from: IdText::of(&relation.from),
        to: IdText::of(&relation.to),
        during: date(relation.during.as_deref()),
        proposed: Some(YesNo(true)).filter(|_| relation.proposed).into(),
        source,
        certainty,
        note,
    }
}

fn event(event: &Event) -> authored::Event {
    let (source, certainty, note) = cited(&event.provenance);
    let mut out = authored::Event {
        id: id(event.id.as_ref()),
        name: text(event.name.as_ref()),
        kind: Maybe::ABSENT,
        from: Maybe::ABSENT,
        to: Maybe::ABSENT,
        survives: Maybe::ABSENT,
        legs: Maybe::ABSENT,
        on: Maybe::ABSENT,
        proposed: Maybe::ABSENT,
        text: text(event.text.as_ref()),
        source,
        certainty,
        note,
    };
    match &event.when {
        When::On(on) => out.on = date(Some(on)),
        When::Unknown => {}
        When::ProposedFor(planned) => out.proposed = date(Some(planned)),
        When::Proposed => out.proposed = Some(DateText::unknown()).into(),
    }
    if let [only] = event.legs.as_slice() {
        let authored::Leg { kind, from, to, survives } = leg(only);
        (out.kind, out.from, out.to, out.survives) = (Some(kind).into(), from, to, survives);
    } else {
        out.legs = event.legs.iter().map(leg).collect();
    }
    out
}

fn allow(allow: &Allow) -> authored::Allow {
    let (source, certainty, note) = cited(&allow.provenance);
    authored::Allow {
        code: OneWord(allow.code.value),
        reason: Text(allow.reason.clone()),
        bodies: ids(&allow.bodies),
        themes: ids(&allow.themes),
        until: date(allow.until.as_deref()),
        source,
        certainty,
        note,
    }
}

fn leg(leg: &Leg) -> authored::Leg {
    authored::Leg {
        kind: OneWord(leg.kind),
        from: ids(&leg.from),
        to: ids(&leg.to),
        survives: leg.survives.map(YesNo).into(),
    }
}
