//! Views: one body, seat or post of a graph, with what the graph knows around it.

use std::fmt;

use govgraph_model::{
    Body, BodyId, BodyKind, Capacity, ClassId, Count, Cover, ElectedBasis, Evidence, Extent, Level, Period, PersonId,
    Post, Remit, Seat, ThemeId, Tier, Tri, Word as _,
};

use super::{BodyIx, GovGraph, Lifetime, PostIx, SeatIx, SeatNode, Snapshot};

/// A body of a graph.
#[derive(Clone, Copy)]
pub struct BodyView<'g> {
    pub(crate) graph: &'g GovGraph,
    pub(crate) ix: BodyIx,
}

impl<'g> BodyView<'g> {
    /// The record as written, but without its seats: they are [`BodyView::seats`].
    pub fn record(self) -> &'g Body {
        &self.graph.bodies[self.ix.at()]
    }

    /// Its id.
    pub fn id(self) -> &'g BodyId {
        &self.record().id.value
    }

    /// Its name.
    pub fn name(self) -> &'g str {
        &self.record().name
    }

    /// Its abbreviation, or else its name.
    pub fn short_name(self) -> &'g str {
        self.record().short.as_deref().unwrap_or(self.name())
    }

    /// What sort of thing it is.
    pub fn kind(self) -> BodyKind {
        self.record().kind
    }

    /// Whether it belongs to a class, or to one that is part of that.
    pub fn is_of_class(self, class: &ClassId) -> bool {
        let mut classes = self.record().classes.iter().flat_map(|own| self.graph.class_and_wider(own));
        classes.any(|own| own.id.value == *class)
    }

    /// How far up it stands: its own level, or that of its area.
    pub fn level(self) -> Option<Level> {
        let record = self.record();
        record.level.or_else(|| self.graph.level_of_area(&record.area.as_ref()?.value))
    }

    /// What is known of the dates between which it exists, from its record and from events.
    pub fn period(self) -> &'g Period {
        &self.lifetime().period
    }

    /// The days on which it certainly exists, and those on which it may.
    pub fn extent(self) -> Extent {
        self.lifetime().extent
    }

    /// Whether nothing is known of it but that somebody proposed it.
    pub fn is_only_proposed(self) -> bool {
        self.lifetime().is_only_proposed
    }

    pub(crate) fn lifetime(self) -> &'g Lifetime {
        &self.graph.lifetimes[self.ix.at()]
    }

    /// The seats on it, in authored order, without the items inside them.
    pub fn seats(self) -> impl Iterator<Item = SeatView<'g>> + Clone {
        self.seats_and_items().filter(|seat| seat.node().parent.is_none())
    }

    /// The seats on it and the items inside them, in authored order, a seat before its items.
    pub fn seats_and_items(self) -> impl DoubleEndedIterator<Item = SeatView<'g>> + Clone {
        let graph = self.graph;
        let range = graph.seats_of[self.ix.at()]..graph.seats_of[self.ix.at() + 1];
        range.map(move |i| SeatView { graph, ix: SeatIx(i) })
    }

    /// The seats that say most closely who sits there: those that are not broken down, and the items of those that are.
    pub fn finest_seats(self) -> impl Iterator<Item = SeatView<'g>> + Clone {
        self.seats_and_items().filter(|seat| seat.node().inside == 0)
    }

    /// How many members belong to its core circle, by the counts of its seats.
    pub fn places(self) -> Count {
        self.seats().filter(|seat| seat.is_core()).map(|seat| seat.record().count).sum()
    }

    /// The same by the items of the seats that are broken down.
    pub fn places_itemised(self) -> Count {
        self.finest_seats().filter(|seat| seat.is_core()).map(|seat| seat.record().count).sum()
    }

    /// The seats that it or its posts hold on bodies, by body, then in authored order.
    ///
    /// Cost: linear in its links, and a sort.
    pub fn holds(self) -> impl Iterator<Item = SeatView<'g>> {
        let graph = self.graph;
        let edges = graph.links.edges_directed(self.ix.node(), petgraph::Direction::Outgoing);
        let seats = edges.filter_map(|edge| match edge.weight() {
            super::Link::Seat(seat) => Some(SeatIx(*seat)),
            _ => None,
        });
        let mut seats: Vec<SeatIx> = seats.collect();
        seats.sort_unstable();
        seats.into_iter().map(move |ix| SeatView { graph, ix })
    }

    /// The themes that it holds, in authored order, proposed ones too.
    pub fn remits(self) -> impl ExactSizeIterator<Item = RemitView<'g>> + Clone {
        self.record().remits.iter().map(move |record| RemitView { body: self, record })
    }

    /// What stands behind the record.
    pub fn evidence(self) -> Vec<Evidence> {
        self.graph.evidence(&self.record().provenance, &[])
    }

    /// What stands behind its [`period`](Self::period): the sources of the dates that are written down, then those of
    /// the events that the others are from.
    pub fn period_evidence(self) -> Vec<Evidence> {
        let own = self.record().exists.as_ref().map(|exists| match exists.provenance.sources.is_empty() {
            true => self.evidence(),
            false => self.graph.evidence(&exists.provenance, &[]),
        });
        let events = self.lifetime().events.iter().filter_map(|position| self.graph.events.get(*position));
        let events = events.flat_map(|event| self.graph.evidence(&event.provenance, &[]));
        own.into_iter().flatten().chain(events).collect()
    }
}

impl PartialEq for BodyView<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.ix == other.ix && std::ptr::eq(self.graph, other.graph)
    }
}

impl Eq for BodyView<'_> {}

impl std::hash::Hash for BodyView<'_> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.ix.hash(state);
    }
}

impl fmt::Debug for BodyView<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BodyView({})", self.id())
    }
}

/// A seat of a graph.
#[derive(Clone, Copy)]
pub struct SeatView<'g> {
    pub(super) graph: &'g GovGraph,
    pub(super) ix: SeatIx,
}

/// Who fills a seat, where the holder of another seat does.
#[derive(Clone, Copy)]
pub struct Resolved<'g> {
    /// The seat that says who it is: the one asked, or the one that leads there.
    pub seat: SeatView<'g>,
    /// When all the seats on the way there hold.
    pub extent: Extent,
    /// Whether another seat was followed to find it.
    pub followed: bool,
}

/// Whether the holder of a seat must be elected, and how that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ElectedView {
    /// Unknown if neither the seat nor its post says so.
    pub is: Tri,
    /// In what sense.
    pub basis: Option<ElectedBasis>,
    /// What stands behind it.
    pub evidence: Vec<Evidence>,
    /// The days on which it is known, where it hangs on who fills another seat; `None`: it does not.
    pub through: Option<Extent>,
}

impl<'g> SeatView<'g> {
    pub(crate) fn node(self) -> &'g SeatNode {
        &self.graph.seats[self.ix.0 as usize]
    }

    /// The seat as written, without its items; period, tier and sources are those of the seat around it if it has none.
    pub fn record(self) -> &'g Seat {
        &self.node().record
    }

    /// The body that it is on.
    pub fn body(self) -> BodyView<'g> {
        self.graph.view(self.node().body)
    }

    /// The items directly inside it.
    pub fn items(self) -> impl Iterator<Item = SeatView<'g>> + Clone {
        let ix = self.ix;
        self.with_items().filter(move |seat| seat.node().parent == Some(ix))
    }

    /// Itself and all items inside it.
    pub fn with_items(self) -> impl Iterator<Item = SeatView<'g>> + Clone {
        let graph = self.graph;
        (self.ix.0..=self.ix.0 + self.node().inside).map(move |i| SeatView { graph, ix: SeatIx(i) })
    }

    /// How many seats are around it: 0 for a seat of the body, 1 for an item of that.
    pub fn depth(self) -> u32 {
        let parent = |seat: &SeatIx| self.graph.seats[seat.0 as usize].parent;
        u32::try_from(std::iter::successors(Some(self.ix), parent).count() - 1).unwrap_or(u32::MAX)
    }

    /// When it is filled in this way: by its own dates and its sources, as far as its body and its holder exist.
    pub fn extent(self) -> Extent {
        self.node().extent
    }

    /// Whether its sources say that it is filled in this way at the date (without one: at any time at all) when its body
    /// or its holder did not exist.
    pub fn is_contested(self, snapshot: &Snapshot<'g>) -> bool {
        let node = self.node();
        match snapshot.date() {
            Some(at) => node.stated.covers(at) == Cover::Certain && node.extent.covers(at) != Cover::Certain,
            None => node.stated.certain().is_some() && node.extent.certain().is_none(),
        }
    }

    /// The organisation that it belongs to.
    pub fn organisation(self) -> Option<BodyView<'g>> {
        self.node().organisation.map(|ix| self.graph.view(ix))
    }

    /// The post whose holder fills it.
    pub fn post(self) -> Option<PostView<'g>> {
        self.node().post.map(|ix| PostView { graph: self.graph, ix })
    }

    /// The named person in it.
    pub fn person(self) -> Option<&'g PersonId> {
        self.record().holder.person.as_ref().map(|id| &id.value)
    }

    /// The body whose chair (or member) fills it by that office.
    pub fn ex_officio_on(self) -> Option<BodyView<'g>> {
        self.node().ex_officio.map(|ix| self.graph.view(ix))
    }

    /// Whether its holder is a member of the body itself, rather than of the circle that it calls on or that serves it.
    pub fn is_core(self) -> bool {
        let own = self.record().capacity.is_member() && self.record().tier.is_none_or(Tier::is_core);
        own && self.around().is_none_or(SeatView::is_core)
    }

    /// The seat that it is an item of.
    pub(crate) fn around(self) -> Option<SeatView<'g>> {
        self.node().parent.map(|ix| SeatView { graph: self.graph, ix })
    }

    /// Follows "whoever chairs that body" to the seat that says who that is, as far as exactly one seat can at the time.
    ///
    /// At a date, only seats that can be there then count; without one, those that can be at some time at which this one
    /// is. "A member of that body" is not followed: whoever is known to sit there need not be meant.
    ///
    /// `None` if that leads in a circle.
    pub fn resolve(self, snapshot: &Snapshot<'g>) -> Option<Resolved<'g>> {
        let (mut seat, mut extent) = (self, self.extent());
        let mut seen = vec![seat.ix];
        while let (Some(there), Some(office)) = (seat.ex_officio_on(), &seat.record().holder.ex_officio) {
            let mut matching = there.finest_seats().filter(|seat| {
                seat.record().capacity.value == office.capacity
                    && office.capacity != Capacity::Member
                    && snapshot.covers(&seat.extent()).is_possible()
                    && seat.extent().meets(&extent).is_possible()
            });
            let (Some(next), None) = (matching.next(), matching.next()) else { break };
            if next.record().count != Count::ONE {
                break;
            }
            if seen.contains(&next.ix) {
                return None;
            }
            seen.push(next.ix);
            extent = extent.and(&next.extent());
            seat = next;
        }
        Some(Resolved { seat, extent, followed: seen.len() > 1 })
    }

    /// Whether its holder must be elected: as it says itself, or the seat around it, or its post, or the seat that its
    /// holder has it by.
    pub fn elected(self, snapshot: &Snapshot<'g>) -> ElectedView {
        let own = &self.record().provenance;
        let body = &self.body().record().provenance;
        if let Some(elected) = &self.record().elected {
            let evidence = self.graph.evidence(&elected.provenance, &[own, body]);
            return ElectedView { is: elected.is, basis: elected.basis, evidence, through: None };
        }
        if let Some(post) = self.post().and_then(PostView::declared)
            && let Some(elected) = &post.elected
        {
            let organisation = self.organisation().map(|body| &body.record().provenance);
            let outer: Vec<_> = std::iter::once(&post.provenance).chain(organisation).collect();
            let evidence = self.graph.evidence(&elected.provenance, &outer);
            // Who is elected to a post at home has a seat elsewhere through that office.
            let is_elsewhere = self.node().organisation != Some(self.node().body);
            let basis = match elected.basis {
                Some(ElectedBasis::Direct) if is_elsewhere => Some(ElectedBasis::ExOfficio),
                basis => basis,
            };
            return ElectedView { is: elected.is, basis, evidence, through: None };
        }
        if let Some(Resolved { seat, followed: true, extent }) = self.resolve(snapshot) {
            let there = seat.elected(snapshot);
            let through = there.through.map_or(extent, |further| extent.and(&further));
            return ElectedView { through: Some(through), ..there };
        }
        match self.around() {
            Some(around) => around.elected(snapshot),
            None => ElectedView { is: Tri::Unknown, basis: None, evidence: Vec::new(), through: None },
        }
    }

    /// Who fills it, in words: `Deputy Commissioner, Metropolitan Police Service`; `not known` if nothing is.
    pub fn holder_name(self) -> String {
        let organisation = self.organisation().map(|body| body.name().to_string());
        let words: Vec<String> = self.role_name().into_iter().chain(organisation).collect();
        if words.is_empty() { "not known".to_string() } else { words.join(", ") }
    }

    /// The same without the organisation, if anything else is known: person, post, office elsewhere, description.
    pub fn role_name(self) -> Option<String> {
        let person = self.person().and_then(|id| self.graph.person(id)).map(|person| person.name.clone());
        let words: Vec<String> = person.into_iter().chain(self.office_words()).collect();
        (!words.is_empty()).then(|| words.join(", "))
    }

    /// What is known of the holder besides the organisation and the person: post, office elsewhere, description.
    pub(crate) fn office_words(self) -> Vec<String> {
        let holder = &self.record().holder;
        let office = holder.ex_officio.as_ref().and_then(|office| {
            let capacity = if office.capacity == Capacity::Member { "a member" } else { office.capacity.word() };
            Some(format!("{capacity} of {}", self.ex_officio_on()?.name()))
        });
        let post = holder.post.as_ref().map(|post| post.value.clone());
        [post, office, holder.described.clone()].into_iter().flatten().collect()
    }

    /// What stands behind it.
    pub fn evidence(self) -> Vec<Evidence> {
        self.graph.evidence(&self.record().provenance, &[&self.body().record().provenance])
    }
}

impl fmt::Debug for SeatView<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SeatView({} on {})", self.holder_name(), self.body().id())
    }
}

/// A theme that a body holds.
#[derive(Clone, Copy)]
pub struct RemitView<'g> {
    body: BodyView<'g>,
    record: &'g Remit,
}

impl<'g> RemitView<'g> {
    /// The remit as written.
    pub fn record(self) -> &'g Remit {
        self.record
    }

    /// The body that holds it.
    pub fn body(self) -> BodyView<'g> {
        self.body
    }

    /// The theme.
    pub fn theme(self) -> &'g ThemeId {
        &self.record.theme.value
    }

    /// When the body holds it: by its own dates and its sources, as far as the body exists.
    pub fn extent(self) -> Extent {
        let outer = &self.body.record().provenance;
        let stated = self.body.graph.extent(self.record.during.as_deref(), &self.record.provenance, &[outer]);
        stated.within(&self.body.extent())
    }

    /// What stands behind it.
    pub fn evidence(self) -> Vec<Evidence> {
        self.body.graph.evidence(&self.record.provenance, &[&self.body.record().provenance])
    }
}

impl fmt::Debug for RemitView<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RemitView({} of {})", self.theme(), self.body.id())
    }
}

/// A post of a graph: declared, or only named in seats.
#[derive(Clone, Copy)]
pub struct PostView<'g> {
    graph: &'g GovGraph,
    pub(crate) ix: PostIx,
}

impl<'g> PostView<'g> {
    /// Its name, as declared, or as first named in a seat.
    pub fn name(self) -> &'g str {
        &self.graph.posts[self.ix.0 as usize].name
    }

    /// The organisation that it is in.
    pub fn organisation(self) -> BodyView<'g> {
        self.graph.view(self.graph.posts[self.ix.0 as usize].organisation)
    }

    /// The record, if it is declared.
    pub fn declared(self) -> Option<&'g Post> {
        let node = &self.graph.posts[self.ix.0 as usize];
        node.declared.map(|i| &self.organisation().record().posts[i as usize])
    }
}
