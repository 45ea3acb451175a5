//! What several records have.

use govgraph_model::{
    AreaMatch, Certainty, Count, Duty, Elected, Identifier, Located, OtherName, Provenance, Requirement, Tri,
};

use super::super::record::{
    self as authored, CountText, DateText, Flag, FlagOrMap, IdText, Maybe, NameOrMap, Neat, OneWord, Several, Text,
    YesNo,
};

pub(super) fn text(text: Option<&String>) -> Maybe<Text> {
    text.cloned().map(Text).into()
}

pub(super) fn date<T>(date: Option<&T>) -> Maybe<DateText>
where
    DateText: for<'a> From<&'a T>,
{
    date.map(DateText::from).into()
}

pub(super) fn id<I: ToString>(id: Option<&I>) -> Maybe<IdText> {
    id.map(IdText::of).into()
}

pub(super) fn ids<I: std::fmt::Display>(ids: &[Located<I>]) -> Maybe<Several<IdText>> {
    ids.iter().map(IdText::of).collect()
}

/// A count, if it is not what its absence means.
pub(super) fn count(count: Count) -> Maybe<CountText> {
    Some(count).filter(|count| *count != Count::ONE).map(CountText).into()
}

/// Source, certainty and note.
pub(super) fn cited(provenance: &Provenance) -> (Maybe<Several<Text>>, Maybe<OneWord<Certainty>>, Maybe<Text>) {
    let sources = provenance.sources.iter().map(|citation| match &citation.locator {
        Some(locator) => Text(format!("{} {locator}", citation.source)),
        None => Text(citation.source.to_string()),
    });
    (sources.collect(), provenance.certainty.map(OneWord).into(), text(provenance.note.as_ref()))
}

/// Whether nothing stands behind a value but what it stands in.
pub(super) fn is_bare(provenance: &Provenance) -> bool {
    *provenance == Provenance::default()
}

pub(super) fn names(names: &[OtherName]) -> Maybe<Vec<NameOrMap>> {
    names.iter().map(name).collect()
}

fn name(name: &OtherName) -> NameOrMap {
    if name.during.is_none() && is_bare(&name.provenance) {
        return NameOrMap::Plain(Text(name.name.clone()));
    }
    let (source, certainty, note) = cited(&name.provenance);
    let during = date(name.during.as_ref());
    NameOrMap::Map(Neat(authored::OtherName { name: Text(name.name.clone()), during, source, certainty, note }))
}

pub(super) fn identifier(identifier: &Identifier) -> authored::Identifier {
    authored::Identifier { scheme: Text(identifier.scheme.clone()), id: Text(identifier.id.clone()) }
}

/// `elected` and `basis`, together in a map if something of their own stands behind them.
pub(super) fn elected(elected: Option<&Elected>) -> (Maybe<FlagOrMap>, Maybe<OneWord<govgraph_model::ElectedBasis>>) {
    let Some(elected) = elected else { return (Maybe::ABSENT, Maybe::ABSENT) };
    let (is, basis) = (Flag(elected.is), elected.basis.map(OneWord).into());
    if is_bare(&elected.provenance) {
        return (Some(FlagOrMap::Plain(is)).into(), basis);
    }
    let (source, certainty, note) = cited(&elected.provenance);
    let map = authored::Elected { is, basis, source, certainty, note };
    (Some(FlagOrMap::Map(Neat(map))).into(), Maybe::ABSENT)
}

/// A flag, unless nobody knows.
pub(super) fn flag(flag: Tri) -> Maybe<Flag> {
    Some(flag).filter(|flag| *flag != Tri::Unknown).map(Flag).into()
}

/// `yes`, or nothing.
pub(super) fn proposed(proposed: bool) -> Maybe<YesNo> {
    Some(YesNo(true)).filter(|_| proposed).into()
}

pub(super) fn duty(duty: &Duty) -> authored::Duty {
    let (source, certainty, note) = cited(&duty.provenance);
    authored::Duty {
        text: Text(duty.text.clone()),
        per_year: duty.per_year.map(CountText).into(),
        needs: duty.needs.map(OneWord).into(),
        during: date(duty.during.as_ref()),
        source,
        certainty,
        note,
    }
}

pub(super) fn requirement(requirement: &Requirement) -> authored::Requirement {
    let (source, certainty, note) = cited(&requirement.provenance);
    authored::Requirement {
        text: Text(requirement.text.clone()),
        classes: ids(&requirement.classes),
        bodies: ids(&requirement.bodies),
        area: Some(requirement.area).filter(|area| *area != AreaMatch::Any).map(OneWord).into(),
        count: count(requirement.count),
        capacity: requirement.capacity.map(OneWord).into(),
        elected: flag(requirement.elected),
        during: date(requirement.during.as_deref()),
        source,
        certainty,
        note,
    }
}
