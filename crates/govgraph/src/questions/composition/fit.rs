//! Whether the holder of a seat is one that a requirement asks for.

use govgraph_model::{AreaMatch, BodyId, BodyKind, Capacity, ClassId, Cover, Located, Requirement, Tri};

use crate::graph::{BodyView, SeatView, Snapshot};

/// How far somebody is one that a requirement asks for, and what is said of that.
pub(super) struct Fit {
    pub(super) cover: Cover,
    /// The class or body of the requirement by which it is: `police force`.
    pub(super) by: Option<String>,
    /// What is missing in the data, where it is only possible: `what sort of body X is, is not recorded`.
    pub(super) open: Option<String>,
}

impl Fit {
    fn no() -> Self {
        Fit { cover: Cover::No, by: None, open: None }
    }

    fn yes(by: Option<String>) -> Self {
        Fit { cover: Cover::Certain, by, open: None }
    }

    fn perhaps(open: impl Into<String>) -> Self {
        Fit { cover: Cover::Possible, by: None, open: Some(open.into()) }
    }

    /// Both: the less certain decides, and what it leaves open is told.
    fn and(self, other: Fit) -> Fit {
        let by = self.by.or(other.by);
        match (self.cover, other.cover) {
            (Cover::No, _) | (_, Cover::No) => Fit::no(),
            (Cover::Possible, _) => Fit { by, ..self },
            (Cover::Certain, _) => Fit { by, ..other },
        }
    }
}

/// Whether the holder of a seat is one that a requirement asks for, if the seat is filled as it is written down.
pub(super) fn fit<'g>(snapshot: &Snapshot<'g>, seat: SeatView<'g>, requirement: &'g Requirement) -> Fit {
    if seat.record().vacant == Tri::Yes {
        return Fit::no();
    }
    capacity(seat, requirement).and(elected(snapshot, seat, requirement)).and(holder(snapshot, seat, requirement))
}

fn capacity(seat: SeatView<'_>, requirement: &Requirement) -> Fit {
    let own = seat.record().capacity.value;
    match requirement.capacity {
        None => Fit::yes(None),
        Some(asked) if asked == own => Fit::yes(None),
        // Who chairs with another chairs; whether that is what a rule means by a chair is not for us to say.
        Some(Capacity::Chair | Capacity::CoChair) if own.is_chair() => {
            Fit::perhaps(format!("{} is {own}", seat.holder_name()))
        }
        Some(_) => Fit::no(),
    }
}

fn elected<'g>(snapshot: &Snapshot<'g>, seat: SeatView<'g>, requirement: &Requirement) -> Fit {
    match (requirement.elected, seat.elected(snapshot).is) {
        (Tri::Unknown, _) => Fit::yes(None),
        (asked, is) if asked == is => Fit::yes(None),
        (_, Tri::Unknown) => Fit::perhaps(format!("whether {} must be elected is not known", seat.holder_name())),
        _ => Fit::no(),
    }
}

fn holder<'g>(snapshot: &Snapshot<'g>, seat: SeatView<'g>, requirement: &'g Requirement) -> Fit {
    if requirement.classes.is_empty() && requirement.bodies.is_empty() && requirement.area == AreaMatch::Any {
        return Fit::yes(None);
    }
    let Some(resolved) = seat.resolve(snapshot) else {
        return Fit::perhaps(format!("who {} is depends on itself", seat.holder_name()));
    };
    let found = resolved.seat;
    let Some(organisation) = found.organisation() else {
        return Fit::perhaps(format!("which organisation {} is from is not known", seat.holder_name()));
    };
    let own = organisation_fit(snapshot, seat.body(), organisation, requirement);
    // Whoever chairs that board at the date need not be the one who is known to have chaired it at another.
    if resolved.followed && own.cover != Cover::Possible && snapshot.covers(&resolved.extent) != Cover::Certain {
        return Fit { by: own.by, ..Fit::perhaps(format!("who was {} then is not certain", seat.holder_name())) };
    }
    let spoken_for = found.record().on_behalf_of.as_ref().and_then(|id| snapshot.graph().body(id));
    match spoken_for.map(|body| organisation_fit(snapshot, seat.body(), body, requirement)) {
        Some(other) if own.cover == Cover::No && other.cover.is_possible() => {
            let name = spoken_for.map_or("", BodyView::name);
            Fit { by: other.by, ..Fit::perhaps(format!("{} only speaks for {name}", organisation.name())) }
        }
        _ => own,
    }
}

fn organisation_fit<'g>(
    snapshot: &Snapshot<'g>,
    on: BodyView<'g>,
    organisation: BodyView<'g>,
    requirement: &'g Requirement,
) -> Fit {
    let class = class(snapshot, organisation, requirement);
    if class.cover == Cover::No { class } else { class.and(area(on, organisation, requirement.area)) }
}

/// Whether an organisation is of one of the classes, or one of the bodies.
///
/// The classes of an organisation are taken for all it has as soon as one is written down. Of one without any, nothing
/// is known.
fn class<'g>(snapshot: &Snapshot<'g>, organisation: BodyView<'g>, requirement: &'g Requirement) -> Fit {
    let graph = snapshot.graph();
    if requirement.bodies.iter().any(|id| id.value == *organisation.id()) {
        return Fit::yes(Some(organisation.name().to_string()));
    }
    if requirement.classes.is_empty() && requirement.bodies.is_empty() {
        return Fit::yes(None);
    }
    let class_name = |id: &ClassId| graph.classes.get(id).map_or(id.to_string(), |class| class.name.clone());
    let is_part = |narrow: &ClassId, wide: &ClassId| graph.class_and_wider(narrow).any(|class| class.id.value == *wide);
    let name = organisation.name();
    if let Some(of) = &organisation.record().collective_of {
        if let Some(class) = requirement.classes.iter().find(|class| is_part(of, class)) {
            return Fit::yes(Some(class_name(class)));
        }
        let stood_for = || graph.bodies().filter(|body| body.is_of_class(of));
        let is_asked = |body: BodyView<'_>| is_one_of(body, requirement);
        if requirement.classes.iter().any(|class| is_part(class, of)) || stood_for().any(is_asked) {
            return Fit::perhaps(format!("which of {name} is meant is not known"));
        }
        return Fit::no();
    }
    if let Some(class) = requirement.classes.iter().find(|class| organisation.is_of_class(class)) {
        return Fit::yes(Some(class_name(class)));
    }
    if let Some(whole) = whole(snapshot, organisation, requirement) {
        return Fit::perhaps(format!("{name} is part of {}", whole.name()));
    }
    let own = &organisation.record().classes;
    if requirement.classes.is_empty() {
        return Fit::no();
    }
    if own.is_empty() {
        return Fit::perhaps(format!("what sort of body {name} is, is not recorded"));
    }
    let mut pairs = requirement.classes.iter().flat_map(|class| own.iter().map(move |own| (own, class)));
    match pairs.find(|(own, class)| is_part(class, own)) {
        Some((own, class)) => {
            Fit::perhaps(format!("whether {name}, a {}, is a {} is not recorded", class_name(own), class_name(class)))
        }
        None => Fit::no(),
    }
}

fn is_one_of(body: BodyView<'_>, requirement: &Requirement) -> bool {
    let is_named = requirement.bodies.iter().any(|id: &Located<BodyId>| id.value == *body.id());
    is_named || requirement.classes.iter().any(|class| body.is_of_class(class))
}

/// The body that the requirement asks for and of which an organisation can be a part.
fn whole<'g>(snapshot: &Snapshot<'g>, organisation: BodyView<'g>, requirement: &Requirement) -> Option<BodyView<'g>> {
    let graph = snapshot.graph();
    let upwards = graph.relations_from(organisation).iter().filter(|relation| relation.kind.is_containment());
    let mut wholes = upwards.filter_map(|relation| {
        let other = graph.body(&relation.to)?;
        let is_asked = other.kind() != BodyKind::Collective && is_one_of(other, requirement);
        (is_asked && snapshot.holds(relation).is_possible()).then_some(other)
    });
    wholes.next()
}

/// Whether the area of an organisation lies to that of the body as it must.
fn area(on: BodyView<'_>, organisation: BodyView<'_>, asked: AreaMatch) -> Fit {
    if asked == AreaMatch::Any {
        return Fit::yes(None);
    }
    let graph = on.graph;
    let (Some(own), Some(theirs)) = (&on.record().area, &organisation.record().area) else {
        let without = if on.record().area.is_none() { on } else { organisation };
        return Fit::perhaps(format!("the area of {} is not recorded", without.name()));
    };
    if organisation.kind() == BodyKind::Collective {
        return Fit::perhaps(format!("which of {} is meant is not known", organisation.name()));
    }
    if own.value == theirs.value {
        return Fit::yes(None);
    }
    if asked == AreaMatch::Same {
        return Fit::no();
    }
    if graph.area_and_wider(own).any(|area| area.id.value == theirs.value) {
        return Fit::yes(None);
    }
    // No area takes in one of a level further up, nor one that it lies in.
    let level = |id| graph.area(id).and_then(|area| area.level);
    let is_lower = matches!((level(own), level(theirs)), (Some(own), Some(theirs)) if theirs > own);
    let is_inside = graph.area_and_wider(theirs).any(|area| area.id.value == own.value);
    if is_lower || is_inside {
        return Fit::no();
    }
    let name = |id| graph.area(id).map_or("", |area| area.name.as_str());
    Fit::perhaps(format!("whether {} takes in {} is not recorded", name(theirs), name(own)))
}
