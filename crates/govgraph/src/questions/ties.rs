//! Ties: the seats and remits that make members, as a table of bodies by member. Questions about members share it.

use std::collections::BTreeMap;

use indexmap::IndexSet;
use rustc_hash::FxHashSet;
use serde::Serialize;

use govgraph_model::{Cover, Evidence, Extent};

use super::members::{MemberKey, Membership, memberships, person_words, role_words, seat_words};
use super::words::remit_words;
use super::{Circle, Member, MemberKind, add_evidence};
use crate::graph::{BodyView, RemitView, SeatView, Snapshot};

/// One seat or remit that makes a member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tie {
    /// In words: `Chief Executive (5 places)`; with the organisation, if that is not the member.
    pub text: String,
    /// Whether it holds at the date.
    pub cover: Cover,
    /// What stands behind it.
    pub evidence: Vec<Evidence>,
}

/// One seat or remit that makes a member, before it is put into words.
pub(crate) struct RawTie<'g> {
    pub(crate) from: TieSource<'g>,
    /// When it makes that member: as long as the seat, the seat that it follows, and the holder's tenure all hold.
    pub(crate) extent: Extent,
    /// Whether it makes that very member, and not one of several of whom it is not known which.
    pub(crate) is_one: bool,
}

#[derive(Clone, Copy)]
pub(crate) enum TieSource<'g> {
    Seat(SeatView<'g>),
    Remit(RemitView<'g>),
}

impl<'g> TieSource<'g> {
    /// Whether its sources list it at a time when the body or the holder did not exist.
    pub(crate) fn is_contested(self, snapshot: &Snapshot<'g>) -> bool {
        match self {
            TieSource::Seat(seat) => seat.is_contested(snapshot),
            TieSource::Remit(_) => false,
        }
    }

    /// What stands behind it.
    pub(crate) fn evidence(self) -> Vec<Evidence> {
        match self {
            TieSource::Seat(seat) => seat.evidence(),
            TieSource::Remit(remit) => remit.evidence(),
        }
    }
}

/// A body, and what ties members to it.
pub(crate) struct TiedBody<'g> {
    pub(crate) body: BodyView<'g>,
    /// By number of the member.
    pub(crate) ties: BTreeMap<u32, Vec<RawTie<'g>>>,
    /// Seats that say nothing in this sense.
    pub(crate) open: usize,
}

impl TiedBody<'_> {
    /// Whether it is of a kind that has members, or has seats, though no member is known.
    pub(crate) fn is_unknown(&self) -> bool {
        self.ties.is_empty() && (self.open > 0 || self.body.kind().has_members())
    }
}

/// Members by body.
pub(crate) struct Ties<'s, 'g> {
    pub(crate) snapshot: &'s Snapshot<'g>,
    /// In what sense members count; `None`: themes.
    pub(crate) kind: Option<MemberKind>,
    pub(crate) keys: IndexSet<MemberKey<'g>, rustc_hash::FxBuildHasher>,
    /// Members that stand for one of several, so that the same one need not be meant twice.
    not_one: FxHashSet<usize>,
    pub(crate) rows: Vec<TiedBody<'g>>,
}

impl<'s, 'g> Ties<'s, 'g> {
    /// The members of some bodies, in the order of the bodies; themes instead of members if there is no kind.
    ///
    /// A seat or remit counts if it holds at the date, certainly or possibly; without a date, if it is recorded at all.
    pub(crate) fn new(
        snapshot: &'s Snapshot<'g>,
        kind: Option<MemberKind>,
        circle: Circle,
        bodies: impl IntoIterator<Item = BodyView<'g>>,
    ) -> Self {
        let keys = IndexSet::default();
        let mut table = Ties { snapshot, kind, keys, not_one: FxHashSet::default(), rows: Vec::new() };
        for body in bodies {
            let mut row = TiedBody { body, ties: BTreeMap::new(), open: 0 };
            match kind {
                Some(kind) => table.seats(&mut row, kind, circle),
                None => table.remits(&mut row),
            }
            table.rows.push(row);
        }
        table
    }

    fn remits(&mut self, row: &mut TiedBody<'g>) {
        for remit in row.body.remits().filter(|remit| !remit.record().proposed) {
            if !self.snapshot.covers(&remit.extent()).is_possible() {
                continue;
            }
            let key = MemberKey::Theme(remit.theme());
            self.add(row, Membership { key, extent: remit.extent(), is_one: true }, TieSource::Remit(remit));
        }
    }

    fn seats(&mut self, row: &mut TiedBody<'g>, kind: MemberKind, circle: Circle) {
        for seat in row.body.finest_seats().filter(|seat| circle.includes(*seat)) {
            if !self.snapshot.covers(&seat.extent()).is_possible() {
                continue;
            }
            let holders = memberships(self.snapshot, seat, kind);
            row.open += usize::from(holders.is_empty());
            for found in holders {
                self.add(row, found, TieSource::Seat(seat));
            }
        }
    }

    fn add(&mut self, row: &mut TiedBody<'g>, found: Membership<'g>, from: TieSource<'g>) {
        let (number, _) = self.keys.insert_full(found.key);
        if !found.is_one {
            self.not_one.insert(number);
        }
        let ties = row.ties.entry(u32::try_from(number).unwrap_or(u32::MAX)).or_default();
        ties.push(RawTie { from, extent: found.extent, is_one: found.is_one });
    }

    /// The member of a number.
    pub(crate) fn member(&self, number: u32) -> Option<Member> {
        let mut member = self.keys.get_index(number as usize)?.member(self.snapshot.graph());
        member.collective |= self.not_one.contains(&(number as usize));
        Some(member)
    }

    /// A seat or remit in words: `Chief Executive (5 places)`; with the organisation, if that is not the member.
    pub(crate) fn words(&self, tie: &RawTie<'g>) -> String {
        match tie.from {
            TieSource::Seat(seat) if self.kind == Some(MemberKind::Organisation) => role_words(seat),
            TieSource::Seat(seat) if self.kind == Some(MemberKind::Person) && seat.person().is_some() => {
                person_words(seat)
            }
            TieSource::Seat(seat) => seat_words(seat),
            TieSource::Remit(remit) => remit_words(self.snapshot.graph(), remit.record()),
        }
    }

    /// Ties in words, each but once.
    pub(crate) fn ties(&self, ties: &[RawTie<'g>]) -> Vec<Tie> {
        let mut out: Vec<Tie> = Vec::new();
        for tie in ties {
            let (text, evidence) = (self.words(tie), tie.from.evidence());
            let cover = self.snapshot.covers(&tie.extent);
            match out.iter_mut().find(|same| same.text == text && same.cover == cover) {
                Some(same) => add_evidence(&mut same.evidence, evidence),
                None => out.push(Tie { text, cover, evidence }),
            }
        }
        out
    }
}
