//! Bodies, their seats and whatever else is written in them.

use govgraph_model::{
    Body, BodyId, BodyKind, Cadence, Capacity, Cited, Count, Existence, Located, Measure, Milestone, Plan, Post,
    Relation, RelationKind, Remit, Seat, Statement, StatusAt, Target, TargetKind, Tenure,
};

use super::super::record::{
    self as authored, CadenceOrUnknown, CountOrMap, CountText, DateOrMap, DateText, IdText, Maybe, Neat, OneWord,
    PurposeOrMap, RelatedOrId, Several, Share, Text, Unknown,
};
use super::parts::{cited, count, date, duty, elected, flag, id, identifier, ids, is_bare, names, proposed, text};

/// A body with the relations that are written under it.
pub(super) fn body(body: &Body, related: &[&Relation]) -> authored::Body {
    let (source, certainty, note) = cited(&body.provenance);
    let of_kind = |kind: RelationKind| -> Maybe<Several<RelatedOrId>> {
        related.iter().filter(|relation| relation.kind == kind).map(|relation| self::related(relation)).collect()
    };
    authored::Body {
        name: Text(body.name.clone()),
        short: text(body.short.as_ref()),
        other_names: names(&body.other_names),
        kind: Some(body.kind).filter(|kind| *kind != BodyKind::Organisation).map(OneWord).into(),
        classes: ids(&body.classes),
        collective_of: id(body.collective_of.as_ref()),
        level: body.level.map(OneWord).into(),
        area: id(body.area.as_ref()),
        exists: body.exists.as_ref().map(existence).into(),
        proposed: date(body.proposed.as_ref()),
        status: body.status.iter().map(status).collect(),
        purpose: body.purposes.iter().map(purpose).collect(),
        meets: body.meets.as_ref().map(cadence).into(),
        remits: body.remits.iter().map(remit).collect(),
        posts: body.posts.iter().map(post).collect(),
        seats_declared: body.seats_declared.as_ref().map(declared).into(),
        seats_complete: flag(body.seats_complete),
        seats: body.seats.iter().map(|seat| self::seat(seat, None)).collect(),
        duties: body.duties.iter().map(duty).collect(),
        targets: body.targets.iter().map(target).collect(),
        plans: body.plans.iter().map(plan).collect(),
        milestones: body.milestones.iter().map(milestone).collect(),
        says: body.statements.iter().map(statement).collect(),
        identifiers: body.identifiers.iter().map(identifier).collect(),
        url: text(body.url.as_ref()),
        sub_board_of: of_kind(RelationKind::SubBoardOf),
        part_of: of_kind(RelationKind::PartOf),
        reports_to: of_kind(RelationKind::ReportsTo),
        informs: of_kind(RelationKind::Informs),
        sponsors: of_kind(RelationKind::Sponsors),
        scrutinises: of_kind(RelationKind::Scrutinises),
        oversees: of_kind(RelationKind::Oversees),
        consults: of_kind(RelationKind::Consults),
        advises: of_kind(RelationKind::Advises),
        funds: of_kind(RelationKind::Funds),
        appoints: of_kind(RelationKind::Appoints),
        leads: of_kind(RelationKind::Leads),
        established: of_kind(RelationKind::Established),
        supports: of_kind(RelationKind::Supports),
        works_with: of_kind(RelationKind::WorksWith),
        source,
        certainty,
        note,
    }
}

fn related(relation: &Relation) -> RelatedOrId {
    let to = IdText::of(&relation.to);
    if relation.during.is_none() && !relation.proposed && is_bare(&relation.provenance) {
        return RelatedOrId::Plain(to);
    }
    let (source, certainty, note) = cited(&relation.provenance);
    let during = date(relation.during.as_deref());
    let proposed = proposed(relation.proposed);
    RelatedOrId::Map(Neat(authored::Related { body: to, during, proposed, source, certainty, note }))
}

fn existence(existence: &Existence) -> DateOrMap {
    let during = DateText::from(&existence.during.value);
    if is_bare(&existence.provenance) {
        return DateOrMap::Plain(during);
    }
    let (source, certainty, note) = cited(&existence.provenance);
    DateOrMap::Map(Neat(authored::Existence { during, source, certainty, note }))
}

fn status(status: &StatusAt) -> authored::Status {
    let (source, certainty, note) = cited(&status.provenance);
    authored::Status { is: OneWord(status.is), at: date(status.at.as_ref()), source, certainty, note }
}

fn purpose(purpose: &Cited<String>) -> PurposeOrMap {
    let text = Text(purpose.value.clone());
    if is_bare(&purpose.provenance) {
        return PurposeOrMap::Plain(text);
    }
    let (source, certainty, note) = cited(&purpose.provenance);
    PurposeOrMap::Map(Neat(authored::Purpose { text, source, certainty, note }))
}

fn cadence(cadence: &Cadence) -> CadenceOrUnknown {
    if cadence.per_year == Count::UNKNOWN && cadence.during.is_none() && is_bare(&cadence.provenance) {
        return CadenceOrUnknown::Plain(Unknown::Unknown);
    }
    let (source, certainty, note) = cited(&cadence.provenance);
    let (per_year, during) = (CountText(cadence.per_year), date(cadence.during.as_ref()));
    CadenceOrUnknown::Map(Neat(authored::Cadence { per_year, during, source, certainty, note }))
}

fn remit(remit: &Remit) -> authored::Remit {
    let (source, certainty, note) = cited(&remit.provenance);
    let (theme, during) = (IdText::of(&remit.theme), date(remit.during.as_deref()));
    let proposed = proposed(remit.proposed);
    authored::Remit { theme, r#as: OneWord(remit.role), during, proposed, source, certainty, note }
}

fn post(post: &Post) -> authored::Post {
    let (source, certainty, note) = cited(&post.provenance);
    let (elected, basis) = elected(post.elected.as_ref());
    authored::Post {
        name: Text(post.name.value.clone()),
        count: count(post.count),
        elected,
        basis,
        during: date(post.during.as_deref()),
        holders: post.holders.iter().map(tenure).collect(),
        source,
        certainty,
        note,
    }
}

fn tenure(tenure: &Tenure) -> authored::Tenure {
    let (source, certainty, note) = cited(&tenure.provenance);
    let (person, during) = (IdText::of(&tenure.person), date(tenure.during.as_deref()));
    authored::Tenure { person, during, source, certainty, note }
}

fn declared(declared: &Cited<Count>) -> CountOrMap {
    let count = CountText(declared.value);
    if is_bare(&declared.provenance) {
        return CountOrMap::Plain(count);
    }
    let (source, certainty, note) = cited(&declared.provenance);
    CountOrMap::Map(Neat(authored::Declared { count, source, certainty, note }))
}

/// A seat; `around` is the organisation of the seat that it is an item of, which it takes over.
fn seat(seat: &Seat, around: Option<&Located<BodyId>>) -> authored::Seat {
    let (source, certainty, note) = cited(&seat.provenance);
    let (elected, basis) = elected(seat.elected.as_ref());
    let holder = &seat.holder;
    let ex_officio = |capacity: Capacity| {
        id(holder.ex_officio.as_ref().filter(|other| other.capacity == capacity).map(|other| &other.on))
    };
    authored::Seat {
        of: id(holder.organisation.as_ref().filter(|organisation| Some(*organisation) != around)),
        post: text(holder.post.as_deref()),
        person: id(holder.person.as_ref()),
        chair_of: ex_officio(Capacity::Chair),
        co_chair_of: ex_officio(Capacity::CoChair),
        member_of: ex_officio(Capacity::Member),
        described: text(holder.described.as_ref()),
        on_behalf_of: id(seat.on_behalf_of.as_ref()),
        capacity: Some(*seat.capacity).filter(|capacity| *capacity != Capacity::Member).map(OneWord).into(),
        role: text(seat.role.as_ref()),
        tier: seat.tier.map(OneWord).into(),
        group: text(seat.group.as_ref()),
        count: count(seat.count),
        elected,
        basis,
        vacant: flag(seat.vacant),
        during: date(seat.during.as_deref()),
        items: seat.items.iter().map(|item| self::seat(item, holder.organisation.as_ref())).collect(),
        source,
        certainty,
        note,
    }
}

fn target(target: &Target) -> authored::Target {
    let (source, certainty, note) = cited(&target.provenance);
    let (mut percent, mut per_year, mut amount) = (None, None, None);
    match &target.measure {
        Some(Measure::Percent(share)) => percent = Some(Share(*share)),
        Some(Measure::PerYear(times)) => per_year = Some(CountText(*times)),
        Some(Measure::Amount(words)) => amount = Some(Text(words.clone())),
        None => {}
    }
    authored::Target {
        what: Text(target.what.clone()),
        kind: Some(target.kind).filter(|kind| *kind != TargetKind::Other).map(OneWord).into(),
        percent: percent.into(),
        per_year: per_year.into(),
        amount: amount.into(),
        with: id(target.with.as_ref()),
        plan: text(target.plan.as_deref()),
        during: date(target.during.as_deref()),
        proposed: proposed(target.proposed),
        source,
        certainty,
        note,
    }
}

fn plan(plan: &Plan) -> authored::Plan {
    let (source, certainty, note) = cited(&plan.provenance);
    authored::Plan {
        name: Text(plan.name.value.clone()),
        during: date(plan.during.as_deref()),
        proposed: proposed(plan.proposed),
        refreshed_per_year: plan.refreshed_per_year.map(CountText).into(),
        themes: ids(&plan.themes),
        text: text(plan.text.as_ref()),
        source,
        certainty,
        note,
    }
}

fn milestone(milestone: &Milestone) -> authored::Milestone {
    let (source, certainty, note) = cited(&milestone.provenance);
    authored::Milestone {
        what: Text(milestone.what.clone()),
        on: (&milestone.on.value).into(),
        plan: text(milestone.plan.as_deref()),
        status: milestone.status.map(OneWord).into(),
        source,
        certainty,
        note,
    }
}

fn statement(statement: &Statement) -> authored::Statement {
    let (source, certainty, note) = cited(&statement.provenance);
    authored::Statement {
        about: OneWord(statement.about),
        value: text(statement.value.as_deref()),
        text: text(statement.text.as_ref()),
        bodies: ids(&statement.bodies),
        themes: ids(&statement.themes),
        at: date(statement.at.as_ref()),
        source,
        certainty,
        note,
    }
}
