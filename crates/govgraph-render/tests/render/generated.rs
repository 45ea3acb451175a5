//! Figures made up from a seed: odd ones for the checks of geometry, and plausible ones to look at.

use govgraph_render::figure::{Card, CardIndex, CardState, Edge, EdgeKind, Figure, GroupIndex, Listed, Row, Tone};

/// SplitMix64: small, and the same everywhere.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }

    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

const FIRST: [&str; 12] = [
    "Community",
    "Safer",
    "Strategic",
    "Joint",
    "Regional",
    "Statutory",
    "Children's",
    "Health and Wellbeing",
    "Violence",
    "Youth Justice",
    "Neighbourhood",
    "Domestic Abuse",
];
const LAST: [(&str, &str); 9] = [
    ("Safety Partnership", "partnership"),
    ("Board", "board"),
    ("Committee", "committee"),
    ("Panel", "panel"),
    ("Forum", "forum"),
    ("Steering Group", "group"),
    ("Programme", "programme"),
    ("Authority", "authority"),
    ("Coordination and Delivery Working Group", "working group"),
];
const WORDS: [&str; 6] = ["works with", "advises", "", "funds", "is consulted by", "scrutinises the plans of"];

fn card(random: &mut Random, number: usize) -> Card {
    let (last, kind) = LAST[random.below(LAST.len())];
    let title = format!("{} {last}", FIRST[random.below(FIRST.len())]);
    let mut card = Card::new(format!("body-{number}"), title, kind);
    card.state = match random.below(12) {
        0 => CardState::Proposed,
        1 | 2 => CardState::Ended,
        3 => CardState::UnderReview,
        4 => CardState::Unknown,
        _ => CardState::Active,
    };
    if random.chance(40) {
        card = card.pill(Tone::Statutory, "statutory").pill(Tone::Chair, "chair: Cabinet lead");
    }
    if random.chance(25) {
        for row in 0..random.below(11) {
            card = card.row(Row::new(format!("Member organisation number {row}")).count("× 2").role("co-chair"));
        }
    }
    card
}

/// Cards in groups as an org chart has them: mostly trees, some succession, some relations across.
pub(crate) fn plausible(seed: u64, cards: usize, groups: usize) -> Figure {
    let mut random = Random(seed);
    let mut figure = Figure::new(format!("{cards} generated bodies in {groups} groups"));
    let groups: Vec<GroupIndex> = (0..groups)
        .map(|at| {
            figure.add_group(format!("g{at}"), format!("Area {at}"), if at == 0 { 0 } else { 1 + (at as u32 - 1) / 4 })
        })
        .collect();
    let mut members: Vec<Vec<CardIndex>> = vec![Vec::new(); groups.len()];
    for number in 0..cards {
        let group = random.below(groups.len());
        let index = figure.add_card(card(&mut random, number).in_group(groups[group]));
        if let Some(&parent) = members[group].get(random.below(members[group].len())) {
            match random.below(10) {
                0..=5 => figure.add_edge(Edge::new(parent, index, EdgeKind::SubBoard)),
                6 => figure.add_edge(Edge::new(parent, index, EdgeKind::Succession).label("replaced 2009")),
                7 => figure
                    .add_edge(Edge::new(parent, index, EdgeKind::Relation).label(WORDS[random.below(WORDS.len())])),
                _ => {}
            }
        }
        members[group].push(index);
    }
    let all: Vec<CardIndex> = members.concat();
    for _ in 0..cards / 10 {
        let (from, to) = (all[random.below(all.len())], all[random.below(all.len())]);
        figure.add_edge(Edge::new(from, to, EdgeKind::Relation).label(WORDS[random.below(WORDS.len())]));
    }
    figure
}

/// Anything goes: cycles, loops, several parents, the same edge twice, cards without a group.
pub(crate) fn wild(seed: u64) -> Figure {
    let mut random = Random(seed);
    let mut figure = Figure::new("");
    let groups: Vec<GroupIndex> = (0..random.below(6))
        .map(|at| {
            figure.add_group(format!("g{at}"), if at % 2 == 0 { "Area" } else { "" }, (seed as usize * at % 3) as u32)
        })
        .collect();
    let count = random.below(26);
    let cards: Vec<CardIndex> = (0..count)
        .map(|number| {
            let mut card = card(&mut random, number);
            if random.chance(80) {
                card.group = groups.get(random.below(groups.len())).copied();
            }
            figure.add_card(card)
        })
        .collect();
    if count > 0 {
        for _ in 0..random.below(count * 2) {
            let kind = [EdgeKind::Succession, EdgeKind::SubBoard, EdgeKind::Relation][random.below(3)];
            let edge = Edge::new(cards[random.below(count)], cards[random.below(count)], kind);
            figure.add_edge(edge.label(WORDS[random.below(WORDS.len())]).proposed(random.chance(20)));
        }
    }
    figure
}

/// Names that are hard to place: very long ones, with and without spaces, from right to left, of wide characters, of marks
/// upon marks, of pictures, and of hardly anything.
const NAMES: [&str; 12] = [
    "Donaudampfschifffahrtsgesellschaftskapitänsaufsichtsratsvorsitzendenstellvertreter",
    "مجلس الأمن المجتمعي والشرطة في المدينة",
    "הוועדה לביטחון הקהילה של העיר",
    "地域安全及び犯罪防止に関する警察委員会",
    "🚓👮🏽\u{200d}♀️👩\u{200d}👩\u{200d}👧\u{200d}👦🏴\u{e0067}\u{e0062}\u{e007f} Board",
    "Z\u{0351}\u{036b}\u{0343}a\u{0322}\u{034e}l\u{0334}\u{0349}g\u{0321}\u{031e}o\u{0352}\u{0319} Cafe\u{0301} Panel",
    "संयुक्त सुरक्षा बोर्ड",
    "i",
    "",
    " \u{200b} \u{feff}",
    "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW MMMMMMMMMMMMMMMMM",
    "\u{202e}desrever\u{202c} \u{2066}isolated\u{2069} <b>&amp;</b>",
];

fn name(random: &mut Random) -> String {
    let name = NAMES[random.below(NAMES.len())];
    // Three hundred characters, of one name and of many.
    match random.below(4) {
        0 => format!("{name} ").chars().cycle().take(300).collect(),
        1 => std::iter::repeat_with(|| NAMES[random.below(NAMES.len())]).take(9).collect::<Vec<_>>().join(" / "),
        _ => name.to_owned(),
    }
}

/// As [`wild`], or as [`plausible`] with up to two hundred cards, and everything that is text is odd.
pub(crate) fn odd(seed: u64) -> Figure {
    let mut random = Random(seed ^ 0x0dd);
    let mut figure = match seed % 50 {
        5 => plausible(seed, 1 + random.below(200), 1 + random.below(9)),
        _ => wild(seed),
    };
    figure.title = name(&mut random);
    figure.subtitle = name(&mut random);
    figure.notes.push(name(&mut random));
    figure.groups.iter_mut().for_each(|group| group.label = name(&mut random));
    for card in &mut figure.cards {
        card.title = name(&mut random);
        if random.chance(50) {
            card.subtitle = name(&mut random);
        }
        for pill in &mut card.pills {
            pill.text = name(&mut random);
        }
        for row in &mut card.rows {
            row.text = name(&mut random);
            row.count = random.chance(50).then(|| name(&mut random));
            row.role = random.chance(50).then(|| name(&mut random));
        }
        for _ in 0..random.below(30).saturating_sub(12) {
            let depth = random.below(3);
            card.folded.push(Listed { id: name(&mut random), title: name(&mut random), state: card.state, depth });
        }
    }
    for edge in figure.edges.iter_mut().filter(|edge| !edge.label.is_empty()) {
        edge.label = name(&mut random);
    }
    figure
}

/// As many boroughs as London has, each with a partnership and every second with a board below it.
pub(crate) fn boroughs() -> Figure {
    let mut figure = Figure::new("Community safety partnerships by borough");
    let city = figure.add_group("london", "London-wide", 0);
    let top = figure.add_card(Card::new("lcrb", "London Crime Reduction Board", "board").in_group(city));
    for number in 0..33 {
        let group = figure.add_group(format!("b{number}"), format!("Borough {number}"), 1);
        let csp =
            Card::new(format!("csp{number}"), format!("Borough {number} Community Safety Partnership"), "partnership");
        let csp = figure.add_card(csp.pill(Tone::Statutory, "statutory").in_group(group));
        if number % 2 == 0 {
            let below = figure
                .add_card(Card::new(format!("snb{number}"), "Safer Neighbourhood Board", "board").in_group(group));
            figure.add_edge(Edge::new(csp, below, EdgeKind::SubBoard));
        }
        if number % 8 == 0 {
            figure.add_edge(Edge::new(top, csp, EdgeKind::Relation).label("co-ordinates"));
        }
    }
    figure
}

/// An org chart as large as wished for: a tree whose bodies have one to eight children each, level by level, and from a
/// twentieth of the bodies a relation to one on a deeper level. No groups.
pub(crate) fn hierarchy(seed: u64, cards: usize) -> Figure {
    const CHILDREN: [usize; 8] = [1, 2, 2, 3, 3, 4, 5, 8];
    const KINDS: [&str; 6] = ["board", "committee", "department", "agency", "office", "council"];
    let mut random = Random(seed);
    let mut figure = Figure::new(format!("{cards} generated bodies"));
    let all: Vec<CardIndex> = (0..cards)
        .map(|at| {
            let kind = KINDS[at % KINDS.len()];
            let name = format!("{kind} of {}works {at}", if at % 3 == 0 { "" } else { "public " });
            figure.add_card(Card::new(format!("b{at}"), name, kind))
        })
        .collect();
    let (mut parents, mut depths) = (vec![0; cards], vec![0; cards]);
    let (mut parent, mut next) = (0, 1);
    while next < cards {
        for _ in 0..CHILDREN[random.below(CHILDREN.len())].min(cards - next) {
            (parents[next], depths[next]) = (parent, depths[parent] + 1);
            figure.add_edge(Edge::new(all[parent], all[next], EdgeKind::SubBoard));
            next += 1;
        }
        parent += 1;
    }
    let mut links = std::collections::BTreeSet::new();
    while links.len() < cards / 20 {
        let (from, to) = (random.below(cards), random.below(cards));
        if depths[from] < depths[to] && parents[to] != from {
            links.insert((from, to));
        }
    }
    for (from, to) in links {
        figure.add_edge(Edge::new(all[from], all[to], EdgeKind::Relation));
    }
    figure
}
