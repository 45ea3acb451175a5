//! The part of the remits: which themes two bodies share, and what each counts.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use govgraph_model::Cover;

use super::super::overlap::Tie;
use super::super::remits::{Held, ThemeIx, held, theme_and_wider};
use super::super::words::remit_words;
use super::super::{Named, add_evidence};
use super::places::{Place, Places};
use super::{Range, RemitPart, SharedTheme};
use crate::graph::{BodyIx, BodyView, GovGraph, Snapshot};

/// Who holds which theme.
pub(super) struct Themes<'s, 'g> {
    snapshot: &'s Snapshot<'g>,
    graph: &'g GovGraph,
    by_body: BTreeMap<BodyIx, Vec<Held<'g>>>,
    places: Places<'g>,
    /// Bodies by the themes that they hold themselves.
    itself: ByTheme,
    /// Bodies by the themes that they hold, and by all that those are part of.
    inside: ByTheme,
    /// How many bodies hold each theme or a part of it, by more than a proposal.
    holders: Vec<u32>,
}

/// Bodies by theme, then by place.
struct ByTheme(Vec<(ThemeIx, Place, BodyIx)>);

impl ByTheme {
    fn new(mut holders: Vec<(ThemeIx, Place, BodyIx)>) -> Self {
        holders.sort_unstable();
        holders.dedup();
        ByTheme(holders)
    }

    /// Adds the bodies of a theme whose areas are not known to lie apart from that of a body.
    fn for_place(&self, theme: ThemeIx, places: &Places<'_>, body: BodyView<'_>, found: &mut Vec<BodyIx>) {
        for places in places.around(body) {
            let first = self.0.partition_point(|(of, place, _)| (*of, *place) < (theme, *places.start()));
            let there = self.0[first..].iter().take_while(|(of, place, _)| *of == theme && places.contains(place));
            found.extend(there.map(|(.., body)| *body));
        }
    }
}

/// How much of a theme another body takes up.
#[derive(Default)]
struct Taken {
    /// Whether the theme is held by more than a proposal.
    is_held: bool,
    certain: f64,
    /// Leaving out what is only proposed.
    possible: f64,
    with_proposals: f64,
}

impl<'s, 'g> Themes<'s, 'g> {
    pub(super) fn new(snapshot: &'s Snapshot<'g>) -> Self {
        let graph = snapshot.graph();
        let mut by_body: BTreeMap<BodyIx, Vec<Held<'g>>> = BTreeMap::new();
        let places = Places::new(graph);
        let (mut itself, mut inside) = (Vec::new(), Vec::new());
        let mut holding: Vec<(ThemeIx, BodyIx)> = Vec::new();
        for held in held(snapshot) {
            let (body, place) = (held.body().ix, places.of(held.body()));
            itself.push((held.theme, place, body));
            for theme in theme_and_wider(graph, held.theme) {
                inside.push((theme, place, body));
                if !held.proposed {
                    holding.push((theme, body));
                }
            }
            by_body.entry(body).or_default().push(held);
        }
        holding.sort_unstable();
        holding.dedup();
        let mut holders = vec![0; graph.themes.len()];
        for (theme, _) in holding {
            holders[theme.0 as usize] += 1;
        }
        let (itself, inside) = (ByTheme::new(itself), ByTheme::new(inside));
        Themes { snapshot, graph, by_body, places, itself, inside, holders }
    }

    /// Whether any theme of a body is known.
    pub(super) fn holds_any(&self, body: BodyIx) -> bool {
        self.by_body.contains_key(&body)
    }

    /// The bodies that hold any theme, by number.
    pub(super) fn bodies(&self) -> impl Iterator<Item = BodyIx> {
        self.by_body.keys().copied()
    }

    /// The bodies behind one with which it can share: one of the two holds a theme that the other holds too, or a part of it,
    /// and their areas are not known to lie apart. By number.
    ///
    /// Cost: linear in those found, and in as many that stand before it.
    pub(super) fn behind(&self, body: BodyView<'g>) -> Vec<BodyIx> {
        let own = self.by_body.get(&body.ix).map_or(&[][..], Vec::as_slice);
        let mut found = Vec::new();
        for held in own {
            self.inside.for_place(held.theme, &self.places, body, &mut found);
            for theme in theme_and_wider(self.graph, held.theme) {
                self.itself.for_place(theme, &self.places, body, &mut found);
            }
        }
        found.retain(|other| *other > body.ix);
        found.sort_unstable();
        found.dedup();
        found
    }

    /// What a theme counts: the rarer, the more. A part of a theme is never held by more bodies than the whole.
    fn weight(&self, theme: ThemeIx) -> f64 {
        2.0 / f64::from(self.holders(theme).max(2))
    }

    fn holders(&self, theme: ThemeIx) -> u32 {
        self.holders.get(theme.0 as usize).copied().unwrap_or(0)
    }

    /// The wider of two themes, if they are the same or one is part of the other.
    fn wider(&self, one: ThemeIx, other: ThemeIx) -> Option<ThemeIx> {
        if theme_and_wider(self.graph, one).any(|wider| wider == other) {
            Some(other)
        } else if theme_and_wider(self.graph, other).any(|wider| wider == one) {
            Some(one)
        } else {
            None
        }
    }

    /// What a body holds: at the date, or, without one, while another body can have existed.
    fn held(&self, body: BodyView<'g>, beside: BodyView<'g>) -> Vec<&Held<'g>> {
        let all = self.by_body.get(&body.ix).map_or(&[][..], Vec::as_slice);
        let counts =
            |held: &&Held<'g>| self.snapshot.date().is_some() || held.extent.meets(&beside.extent()).is_possible();
        all.iter().filter(counts).collect()
    }

    /// Whether two remits hold at the date, or at one time.
    fn cover(&self, x: &Held<'g>, y: &Held<'g>) -> Cover {
        match self.snapshot.date() {
            Some(_) => x.cover.min(y.cover),
            None => x.cover.min(y.cover).min(x.extent.meets(&y.extent)),
        }
    }

    /// Whether two bodies can hold themes of which one is the other, or a part of it, at one time.
    pub(super) fn meet(&self, a: BodyView<'g>, b: BodyView<'g>) -> bool {
        let on_b = self.held(b, a);
        let meets = |x: &&Held<'g>| {
            on_b.iter().any(|y| self.wider(x.theme, y.theme).is_some() && self.cover(x, y).is_possible())
        };
        self.held(a, b).iter().any(meets)
    }

    /// How much of a theme somebody takes up who holds another: all of it, if that is the same. Of two themes of which one is
    /// part of the other, the part is as much of the whole as it has of the holders of the whole.
    fn taken(&self, theme: ThemeIx, other: ThemeIx) -> Option<f64> {
        let wider = self.wider(theme, other)?;
        let narrower = if wider == theme { other } else { theme };
        Some(self.weight(wider) / self.weight(narrower))
    }

    /// Which part of some remits others take up.
    ///
    /// Each theme counts once, with its weight; of several ways in which it is taken up, the one that counts most. At least:
    /// by what is certain, leaving out what is only proposed. At most: by all that is possible, with proposals or without,
    /// whichever is more.
    fn share(&self, of: &[&Held<'g>], others: &[&Held<'g>]) -> Range {
        let mut themes: BTreeMap<ThemeIx, Taken> = BTreeMap::new();
        for x in of {
            let theme = themes.entry(x.theme).or_default();
            theme.is_held |= !x.proposed;
            for y in others {
                let Some(taken) = self.taken(x.theme, y.theme) else { continue };
                let cover = self.cover(x, y);
                if cover.is_possible() {
                    theme.with_proposals = theme.with_proposals.max(taken);
                }
                if cover.is_possible() && !x.proposed && !y.proposed {
                    theme.possible = theme.possible.max(taken);
                }
                if cover == Cover::Certain {
                    theme.certain = theme.certain.max(taken);
                }
            }
        }
        let mean = |counts: fn(&Taken) -> bool, taken: fn(&Taken) -> f64| {
            let counted = || themes.iter().filter(|(_, theme)| counts(theme));
            let all: f64 = counted().map(|(theme, _)| self.weight(*theme)).sum();
            let sum: f64 = counted().map(|(theme, by)| self.weight(*theme) * taken(by)).sum();
            if all > 0.0 { sum / all } else { 0.0 }
        };
        let possible = mean(|theme| theme.is_held, |theme| theme.possible);
        Range {
            least: mean(|theme| theme.is_held, |theme| theme.certain),
            most: possible.max(mean(|_| true, |theme| theme.with_proposals)),
        }
    }

    /// How far two bodies hold the same themes, and which.
    pub(super) fn part(&self, a: BodyView<'g>, b: BodyView<'g>) -> RemitPart {
        let (on_a, on_b) = (self.held(a, b), self.held(b, a));
        let distinct = |held: &[&Held<'g>]| held.iter().map(|held| held.theme).collect::<BTreeSet<_>>().len();
        let (themes_a, themes_b) = (distinct(&on_a), distinct(&on_b));
        let (mut a_in_b, mut b_in_a) = (Range::UNKNOWN, Range::UNKNOWN);
        if themes_a > 0 && themes_b > 0 {
            (a_in_b, b_in_a) = (self.share(&on_a, &on_b), self.share(&on_b, &on_a));
        }
        let range = a_in_b.both(b_in_a, f64::midpoint);
        RemitPart { range, a_in_b, b_in_a, themes_a, themes_b, shared: self.shared(&on_a, &on_b) }
    }

    fn shared(&self, on_a: &[&Held<'g>], on_b: &[&Held<'g>]) -> Vec<SharedTheme> {
        let met = on_a.iter().flat_map(|x| on_b.iter().map(move |y| (*x, *y)));
        let met = met.filter(|(x, y)| self.cover(x, y).is_possible());
        let themes: BTreeSet<ThemeIx> = met.filter_map(|(x, y)| self.wider(x.theme, y.theme)).collect();
        let mut shared: Vec<SharedTheme> =
            themes.into_iter().filter_map(|theme| self.shared_theme(theme, on_a, on_b)).collect();
        shared.sort_by(|x, y| {
            (Reverse(x.cover), x.holders, &x.theme.id).cmp(&(Reverse(y.cover), y.holders, &y.theme.id))
        });
        shared
    }

    /// A theme that one holds itself, with the remits of both on it and on its parts.
    fn shared_theme(&self, theme: ThemeIx, on_a: &[&Held<'g>], on_b: &[&Held<'g>]) -> Option<SharedTheme> {
        let (_, record) = self.graph.themes.get_index(theme.0 as usize)?;
        let is_it = |held: &&&Held<'g>| held.theme == theme;
        let both = on_a.iter().filter(is_it).any(|x| on_b.iter().filter(is_it).any(|y| self.cover(x, y).is_possible()));
        let is_inside = |held: &Held<'g>| theme_and_wider(self.graph, held.theme).any(|wider| wider == theme);
        let meets = |x: &Held<'g>, y: &Held<'g>| {
            let whole = (x.theme == theme, y.theme == theme);
            (whole == (true, true) || (!both && (whole.0 || whole.1) && is_inside(x) && is_inside(y)))
                && self.cover(x, y).is_possible()
        };
        let pairs = || on_a.iter().flat_map(|x| on_b.iter().map(move |y| (*x, *y))).filter(|(x, y)| meets(x, y));
        let of_a = on_a.iter().filter(|x| on_b.iter().any(|y| meets(x, y)));
        let of_b = on_b.iter().filter(|y| on_a.iter().any(|x| meets(x, y)));
        Some(SharedTheme {
            theme: Named::from(record),
            holders: self.holders(theme),
            weight: self.weight(theme),
            cover: pairs().map(|(x, y)| self.cover(x, y)).max().unwrap_or(Cover::No),
            proposed: pairs().all(|(x, y)| x.proposed || y.proposed),
            in_part: !both,
            on_a: self.ties(of_a),
            on_b: self.ties(of_b),
        })
    }

    fn ties<'h>(&self, held: impl Iterator<Item = &'h &'h Held<'g>>) -> Vec<Tie>
    where
        'g: 'h,
    {
        let mut ties: Vec<Tie> = Vec::new();
        for held in held {
            let (text, cover) = (remit_words(self.graph, held.remit.record()), held.cover);
            let evidence = held.remit.evidence();
            match ties.iter_mut().find(|same| same.text == text && same.cover == cover) {
                Some(same) => add_evidence(&mut same.evidence, evidence),
                None => ties.push(Tie { text, cover, evidence }),
            }
        }
        ties
    }
}
