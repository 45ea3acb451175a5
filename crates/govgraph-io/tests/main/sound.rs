//! Generated datasets whose references lead somewhere, as those that other formats are written from.

use govgraph_model::*;
use proptest::prelude::*;

use crate::arbitrary;

/// Datasets of every shape, in which every id that is named is that of a record, no body contains itself, and periods end
/// after they begin.
pub(crate) fn dataset() -> impl Strategy<Value = Dataset> {
    arbitrary::dataset().prop_map(settle)
}

/// The ids that there are, of which each reference becomes one.
struct Pools {
    sources: Vec<SourceId>,
    areas: Vec<AreaId>,
    classes: Vec<ClassId>,
    themes: Vec<ThemeId>,
    persons: Vec<PersonId>,
    bodies: Vec<BodyId>,
}

/// One of those that there are, always the same for one id; `None` if there are none.
fn pick<I: Clone + AsRef<str>>(pool: &[I], id: &Located<I>) -> Option<Located<I>> {
    let index = id.value.as_ref().bytes().map(usize::from).sum::<usize>();
    pool.get(index.checked_rem(pool.len())?).cloned().map(Located::from)
}

fn settle(mut dataset: Dataset) -> Dataset {
    let pools = Pools {
        sources: dataset.sources.iter().map(|record| record.id.value.clone()).collect(),
        areas: dataset.areas.iter().map(|record| record.id.value.clone()).collect(),
        classes: dataset.classes.iter().map(|record| record.id.value.clone()).collect(),
        themes: dataset.themes.iter().map(|record| record.id.value.clone()).collect(),
        persons: dataset.persons.iter().map(|record| record.id.value.clone()).collect(),
        bodies: dataset.bodies.iter().map(|record| record.id.value.clone()).collect(),
    };
    // What is wider stands before what is narrower, so that nothing is in a circle.
    for at in 0..dataset.areas.len() {
        let wider = dataset.areas[at].within.as_ref().and_then(|id| pick(&pools.areas[..at], id));
        dataset.areas[at].within = wider;
    }
    for at in 0..dataset.classes.len() {
        let wider = dataset.classes[at].broader.as_ref().and_then(|id| pick(&pools.classes[..at], id));
        dataset.classes[at].broader = wider;
    }
    for at in 0..dataset.themes.len() {
        let wider = dataset.themes[at].broader.as_ref().and_then(|id| pick(&pools.themes[..at], id));
        dataset.themes[at].broader = wider;
    }
    for (area, provenance) in dataset.areas.iter_mut().map(|area| (&mut area.other_names, &mut area.provenance)) {
        cite(&pools, provenance);
        area.iter_mut().for_each(|name| settle_name(&pools, name));
    }
    for class in &mut dataset.classes {
        cite(&pools, &mut class.provenance);
        class.other_names.iter_mut().for_each(|name| settle_name(&pools, name));
    }
    for theme in &mut dataset.themes {
        cite(&pools, &mut theme.provenance);
        theme.other_names.iter_mut().for_each(|name| settle_name(&pools, name));
    }
    for person in &mut dataset.persons {
        cite(&pools, &mut person.provenance);
        person.other_names.iter_mut().for_each(|name| settle_name(&pools, name));
    }
    dataset.rules.clear();
    dataset.allow.clear();
    dataset.bodies.iter_mut().for_each(|body| settle_body(&pools, body));
    let place = |id: &BodyId| pools.bodies.iter().position(|body| body == id);
    dataset.relations.retain_mut(|relation| {
        cite(&pools, &mut relation.provenance);
        forward(&mut relation.during);
        let (Some(from), Some(to)) = (pick(&pools.bodies, &relation.from), pick(&pools.bodies, &relation.to)) else {
            return false;
        };
        (relation.from, relation.to) = (from, to);
        relation.from != relation.to
            && (!relation.kind.is_containment() || place(&relation.from.value) > place(&relation.to.value))
    });
    let mut seen = std::collections::HashSet::new();
    dataset
        .relations
        .retain(|relation| seen.insert((relation.kind, relation.from.value.clone(), relation.to.value.clone())));
    dataset.events.retain_mut(|event| {
        cite(&pools, &mut event.provenance);
        event.legs.iter_mut().for_each(|leg| {
            leg.from = ids(&pools.bodies, &leg.from);
            leg.to = ids(&pools.bodies, &leg.to);
            leg.to.retain(|id| !leg.from.contains(id));
        });
        event.legs.retain(|leg| !leg.from.is_empty() || !leg.to.is_empty());
        !event.legs.is_empty()
    });
    dataset
}

fn settle_name(pools: &Pools, name: &mut OtherName) {
    cite(pools, &mut name.provenance);
    name.during = name.during.as_ref().map(straight);
}

fn settle_body(pools: &Pools, body: &mut Body) {
    cite(pools, &mut body.provenance);
    body.other_names.iter_mut().for_each(|name| settle_name(pools, name));
    body.classes = ids(&pools.classes, &body.classes);
    body.area = body.area.as_ref().and_then(|id| pick(&pools.areas, id));
    body.collective_of = body.collective_of.as_ref().and_then(|id| pick(&pools.classes, id));
    if body.collective_of.is_some() {
        body.kind = BodyKind::Collective;
    } else if body.kind == BodyKind::Collective {
        body.kind = BodyKind::Organisation;
    }
    if let Some(exists) = &mut body.exists {
        cite(pools, &mut exists.provenance);
        exists.during.value = straight(&exists.during.value);
    }
    body.status.iter_mut().for_each(|status| cite(pools, &mut status.provenance));
    body.purposes.iter_mut().for_each(|purpose| cite(pools, &mut purpose.provenance));
    body.meets.iter_mut().for_each(|meets| cite(pools, &mut meets.provenance));
    body.seats_declared.iter_mut().for_each(|declared| cite(pools, &mut declared.provenance));
    body.duties.iter_mut().for_each(|duty| cite(pools, &mut duty.provenance));
    body.remits.retain_mut(|remit| {
        cite(pools, &mut remit.provenance);
        forward(&mut remit.during);
        pick(&pools.themes, &remit.theme).map(|theme| remit.theme = theme).is_some()
    });
    for post in &mut body.posts {
        cite(pools, &mut post.provenance);
        post.elected.iter_mut().for_each(|elected| cite(pools, &mut elected.provenance));
        forward(&mut post.during);
        post.holders.retain_mut(|tenure| {
            cite(pools, &mut tenure.provenance);
            forward(&mut tenure.during);
            pick(&pools.persons, &tenure.person).map(|person| tenure.person = person).is_some()
        });
    }
    let mut names = std::collections::HashSet::new();
    body.posts.retain(|post| names.insert(post.name.value.to_lowercase()));
    for target in &mut body.targets {
        cite(pools, &mut target.provenance);
        forward(&mut target.during);
        target.with = target.with.as_ref().and_then(|id| pick(&pools.bodies, id));
        target.plan = None;
    }
    for plan in &mut body.plans {
        cite(pools, &mut plan.provenance);
        forward(&mut plan.during);
        plan.themes = ids(&pools.themes, &plan.themes);
    }
    for milestone in &mut body.milestones {
        cite(pools, &mut milestone.provenance);
        milestone.on.value = straight(&milestone.on.value);
        milestone.plan = None;
    }
    for statement in &mut body.statements {
        cite(pools, &mut statement.provenance);
        statement.bodies = ids(&pools.bodies, &statement.bodies);
        statement.themes = ids(&pools.themes, &statement.themes);
    }
    body.seats.iter_mut().for_each(|seat| settle_seat(pools, seat));
}

fn settle_seat(pools: &Pools, seat: &mut Seat) {
    cite(pools, &mut seat.provenance);
    forward(&mut seat.during);
    let holder = &mut seat.holder;
    holder.organisation = holder.organisation.as_ref().and_then(|id| pick(&pools.bodies, id));
    holder.person = holder.person.as_ref().and_then(|id| pick(&pools.persons, id));
    holder.ex_officio =
        holder.ex_officio.take().and_then(|office| Some(ExOfficio { on: pick(&pools.bodies, &office.on)?, ..office }));
    seat.on_behalf_of = seat.on_behalf_of.as_ref().and_then(|id| pick(&pools.bodies, id));
    seat.elected.iter_mut().for_each(|elected| cite(pools, &mut elected.provenance));
    seat.items.iter_mut().for_each(|item| settle_seat(pools, item));
}

fn ids<I: Clone + AsRef<str> + PartialEq>(pool: &[I], named: &[Located<I>]) -> Vec<Located<I>> {
    let mut out: Vec<Located<I>> = named.iter().filter_map(|id| pick(pool, id)).collect();
    let mut seen = Vec::new();
    out.retain(|id| {
        !seen.contains(&id.value) && {
            seen.push(id.value.clone());
            true
        }
    });
    out
}

fn cite(pools: &Pools, provenance: &mut Provenance) {
    provenance
        .sources
        .retain_mut(|citation| pick(&pools.sources, &citation.source).map(|source| citation.source = source).is_some());
}

fn forward(during: &mut Option<Located<Period>>) {
    if let Some(during) = during {
        during.value = straight(&during.value);
    }
}

/// The same period, or one without an end if it ends before it begins.
fn straight(period: &Period) -> Period {
    if period.ends_before_it_starts() {
        Period { start: period.start.clone(), end: End::Unknown }
    } else {
        period.clone()
    }
}
