//! A generated structure of any size, the same each time: districts of two hundred bodies, as a country has them.

use govgraph::{
    Area, Aspect, Body, BodyId, BodyKind, Cadence, Capacity, Citation, Count, Dataset, Date, Elected, ElectedBasis,
    End, Event, EventKind, ExOfficio, Existence, Holder, Leg, Level, Located, Period, Person, PersonId, Post,
    Provenance, Relation, RelationKind, Remit, RemitRole, Seat, Source, SourceId, Start, Statement, Tenure, Theme,
    ThemeId, Tri, When,
};

/// So many bodies make a district. The first is its council.
pub(crate) const DISTRICT: u32 = 200;

/// So many districts make a region.
const REGION: u32 = 25;

/// Themes that are part of no other, and the parts that each of them has.
const THEMES: (u32, u32) = (20, 14);

/// A structure of so many bodies.
///
/// - Districts are for areas in regions of a nation. Their bodies are parts and sub-boards of each other, six to one; their
///   councils are parts of the council of the region, those of the ministry: body 0, which also sits on one body in fifty. In
///   three districts of ten the council has nobody elected, so that the way to somebody who is goes by the ministry.
/// - Of eight bodies six have two to five seats each, held by posts of organisations, by people, by whoever chairs another.
/// - Every second body holds one to three of 300 themes, in two steps, and has an area; one in thirty that holds none has no area.
/// - Chains, mergers and splits within a district, with dates, and one chain from district to district without.
pub(crate) fn structure(bodies: u32) -> Dataset {
    let sources = bodies / 100 + 1;
    let districts = bodies.div_ceil(DISTRICT);
    let mut dataset = Dataset { title: Some(format!("{bodies} generated bodies")), ..Dataset::default() };
    dataset.sources = (0..sources).map(source).collect();
    dataset.areas = areas(districts);
    dataset.themes = themes();
    dataset.persons = (0..bodies / 4 + 1).map(person).collect();
    for at in 0..bodies {
        let one = One { at, district: at / DISTRICT, place: at % DISTRICT, bodies, sources };
        dataset.bodies.push(one.body());
        dataset.relations.extend(one.relations());
    }
    for district in 0..districts {
        events(&mut dataset.events, district, bodies, sources);
    }
    dataset
}

/// A number below `limit` that follows from two others, and looks like chance.
fn number(of: u32, salt: u32, limit: u32) -> u32 {
    let mut mixed = (u64::from(of) << 32 | u64::from(salt)).wrapping_add(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    u32::try_from((mixed ^ (mixed >> 31)) % u64::from(limit.max(1))).unwrap_or(0)
}

fn id<Id: std::str::FromStr>(text: &str) -> Id
where
    Id::Err: std::fmt::Debug,
{
    text.parse().expect("only letters, digits and strokes")
}

fn body_id(at: u32) -> BodyId {
    id(&format!("body-{at}"))
}

fn person_id(at: u32) -> PersonId {
    id(&format!("person-{at}"))
}

fn date(text: &str) -> Date {
    text.parse().expect("a date in EDTF")
}

fn year(first: u32, of: u32, salt: u32, years: u32) -> Date {
    date(&(first + number(of, salt, years)).to_string())
}

fn cited(source: u32, locator: Option<&str>) -> Provenance {
    let source: SourceId = id(&format!("source-{source}"));
    Provenance {
        sources: vec![Citation { source: source.into(), locator: locator.map(str::to_string) }],
        ..Provenance::default()
    }
}

fn source(at: u32) -> Source {
    let mut source = Source::new(id(&format!("source-{at}")), format!("Register of bodies, part {at}"));
    let date = year(2000, at, 1, 20);
    source.date = Some(Period { start: Start::On(date.clone()), end: End::On(date) });
    source
}

fn person(at: u32) -> Person {
    let (id, name) = (person_id(at).into(), format!("Person {at}"));
    Person { id, name, other_names: Vec::new(), identifiers: Vec::new(), provenance: cited(0, None) }
}

fn areas(districts: u32) -> Vec<Area> {
    let area = |called: String, within: Option<String>, level: Level| Area {
        name: called.replace('-', " "),
        id: id::<govgraph::AreaId>(&called).into(),
        within: within.map(|within| id::<govgraph::AreaId>(&within).into()),
        other_names: Vec::new(),
        level: Some(level),
        provenance: Provenance::default(),
    };
    let nation = area("nation".to_string(), None, Level::National);
    let regions = (0..districts.div_ceil(REGION))
        .map(|at| area(format!("region-{at}"), Some("nation".to_string()), Level::Regional));
    let districts =
        (0..districts).map(|at| area(format!("district-{at}"), Some(format!("region-{}", at / REGION)), Level::Local));
    std::iter::once(nation).chain(regions).chain(districts).collect()
}

fn themes() -> Vec<Theme> {
    let theme = |called: String, broader: Option<String>| Theme {
        name: called.replace('-', " "),
        id: id::<ThemeId>(&called).into(),
        broader: broader.map(|broader| id::<ThemeId>(&broader).into()),
        other_names: Vec::new(),
        provenance: Provenance::default(),
    };
    let (wide, parts) = THEMES;
    let parts =
        move |at: u32| (0..parts).map(move |part| theme(format!("theme-{at}-{part}"), Some(format!("theme-{at}"))));
    (0..wide).flat_map(|at| std::iter::once(theme(format!("theme-{at}"), None)).chain(parts(at))).collect()
}

/// One body in the making.
struct One {
    at: u32,
    district: u32,
    place: u32,
    bodies: u32,
    sources: u32,
}

impl One {
    fn number(&self, salt: u32, limit: u32) -> u32 {
        number(self.at, salt, limit)
    }

    /// Another body of the district.
    fn neighbour(&self, salt: u32) -> u32 {
        let first = self.district * DISTRICT;
        let there = DISTRICT.min(self.bodies - first);
        first + (self.place + 1 + self.number(salt, there.saturating_sub(1))) % there
    }

    fn kind(&self) -> BodyKind {
        match (self.at, self.place) {
            (0, _) => BodyKind::Department,
            (_, 0) => BodyKind::Council,
            _ => [
                BodyKind::Board,
                BodyKind::Committee,
                BodyKind::Partnership,
                BodyKind::Panel,
                BodyKind::Group,
                BodyKind::Forum,
                BodyKind::Agency,
                BodyKind::Charity,
            ][self.number(1, 8) as usize],
        }
    }

    fn body(&self) -> Body {
        let kind = self.kind();
        let mut body = Body::new(body_id(self.at), format!("{} {} of District {}", kind, self.place, self.district));
        body.kind = kind;
        body.provenance = cited(self.number(2, self.sources), Some("p 3"));
        body.remits = if self.at.is_multiple_of(2) { self.remits() } else { Vec::new() };
        let has_area = !body.remits.is_empty() || self.number(3, 15) > 0;
        body.area = has_area.then(|| id::<govgraph::AreaId>(&format!("district-{}", self.district)).into());
        if self.number(4, 4) > 0 && self.place < 150 {
            let start = Start::On(year(1980, self.at, 5, 25));
            let end = if self.number(6, 10) == 0 { End::On(year(2010, self.at, 7, 10)) } else { End::Ongoing };
            let during = Period { start, end }.into();
            body.exists = Some(Existence { during, provenance: Provenance::default() });
        }
        if self.place == 0 {
            body.posts = vec![self.leader(), self.executive()];
        }
        if kind.has_members() {
            body.seats = (0..2 + self.number(8, 4)).map(|seat| self.seat(seat)).collect();
            if self.number(9, 2) == 0 {
                let per_year = Count::exactly(2 + self.number(10, 11));
                body.meets = Some(Cadence { per_year, during: None, provenance: Provenance::default() });
            }
        }
        if self.number(11, 100) == 0 {
            body.statements.push(self.says(Aspect::ElectedRepresentation, Some("none"), Vec::new()));
        }
        if self.number(12, 500) == 0 {
            body.statements.push(self.says(Aspect::Duplication, None, vec![body_id(self.neighbour(13)).into()]));
        }
        body
    }

    fn post(&self, name: &str, elected: Tri, basis: Option<ElectedBasis>) -> Post {
        Post {
            name: Located::from(name.to_string()),
            count: Count::ONE,
            elected: Some(Elected { is: elected, basis, provenance: Provenance::default() }),
            during: None,
            holders: Vec::new(),
            provenance: Provenance::default(),
        }
    }

    fn leader(&self) -> Post {
        let is = if self.district % 10 < 7 { Tri::Yes } else { Tri::No };
        let mut post = self.post("Leader", is, (is == Tri::Yes).then_some(ElectedBasis::Direct));
        let person = person_id(self.number(14, self.bodies / 4 + 1)).into();
        post.holders.push(Tenure { person, during: None, provenance: Provenance::default() });
        post
    }

    fn executive(&self) -> Post {
        self.post("Chief Executive", Tri::No, None)
    }

    fn seat(&self, seat: u32) -> Seat {
        let salt = 100 + 10 * seat;
        let mut holder = Holder::default();
        match self.number(salt, 20) {
            0..8 => {
                let is_ministry = self.number(salt + 1, 200) == 0;
                let council = self.district * DISTRICT;
                let (of, post) = match self.number(salt + 2, 3) {
                    _ if is_ministry => (0, "Director"),
                    0 => (council, "Leader"),
                    1 => (council, "Chief Executive"),
                    _ => (self.neighbour(salt + 3), "Director"),
                };
                holder.organisation = Some(body_id(of).into());
                holder.post = Some(Located::from(post.to_string()));
            }
            8..15 => holder.person = Some(person_id(self.number(salt + 4, self.bodies / 4 + 1)).into()),
            15..18 => holder.organisation = Some(body_id(self.neighbour(salt + 5)).into()),
            18 => {
                let on = body_id(self.neighbour(salt + 6)).into();
                holder.ex_officio = Some(ExOfficio { capacity: Capacity::Chair, on });
            }
            _ => holder.described = Some("a resident".to_string()),
        }
        let mut made = Seat::new(holder);
        made.capacity = if seat == 0 { Capacity::Chair } else { Capacity::Member }.into();
        let elected = |is, basis| Some(Elected { is, basis, provenance: Provenance::default() });
        made.elected = match self.number(salt + 7, 6) {
            0 => elected(Tri::Yes, Some(ElectedBasis::ExOfficio)),
            1 | 2 => elected(Tri::No, None),
            _ => None,
        };
        if self.number(salt + 8, 4) == 0 {
            let start = Start::On(year(2000, self.at, salt + 9, 15));
            made.during = Some(Period { start, end: End::Unknown }.into());
        }
        made
    }

    fn remits(&self) -> Vec<Remit> {
        let (wide, parts) = THEMES;
        let remit = |at: u32| {
            let salt = 300 + 10 * at;
            let (theme, part) = (self.number(salt, wide), self.number(salt + 1, parts));
            // Few hold a wide theme as a whole.
            let theme = match self.number(salt + 2, 20) {
                0 => format!("theme-{theme}"),
                _ => format!("theme-{theme}-{part}"),
            };
            Remit {
                theme: id::<ThemeId>(&theme).into(),
                role: [RemitRole::Owner, RemitRole::Priority, RemitRole::Contributes]
                    [self.number(salt + 3, 3) as usize],
                proposed: self.number(salt + 4, 50) == 0,
                during: None,
                provenance: Provenance::default(),
            }
        };
        (0..1 + self.number(15, 3)).map(remit).collect()
    }

    fn says(&self, about: Aspect, value: Option<&str>, bodies: Vec<Located<BodyId>>) -> Statement {
        Statement {
            about,
            value: value.map(|value| Located::from(value.to_string())),
            text: None,
            bodies,
            themes: Vec::new(),
            at: None,
            provenance: cited(self.number(16, self.sources), Some("p 7")),
        }
    }

    fn relations(&self) -> Vec<Relation> {
        let first = self.district * DISTRICT;
        let relation = |kind, to: u32| Relation {
            provenance: cited(self.number(17, self.sources), None),
            ..Relation::new(kind, body_id(self.at), body_id(to))
        };
        if self.at == 0 {
            return Vec::new();
        }
        if self.place == 0 {
            let region = self.district / REGION * REGION * DISTRICT;
            return vec![relation(RelationKind::PartOf, if region == self.at { 0 } else { region })];
        }
        let parent = first + (self.place - 1) / 6;
        let kind = if self.number(18, 3) == 0 { RelationKind::PartOf } else { RelationKind::SubBoardOf };
        let mut relations = vec![relation(kind, parent)];
        if self.number(19, 4) == 0 {
            let start = Start::On(year(1990, self.at, 20, 20));
            relations[0].during = Some(Period { start, end: End::Ongoing }.into());
        }
        if self.number(21, 10) == 0 && parent != first {
            relations.push(relation(RelationKind::ReportsTo, first));
        }
        if self.number(22, 50) == 0 {
            relations.push(relation(RelationKind::Funds, 0));
        }
        relations
    }
}

/// The events of a district, among the last fifty of its bodies.
fn events(events: &mut Vec<Event>, district: u32, bodies: u32, sources: u32) {
    let first = district * DISTRICT;
    let mut add = |kind, from: &[u32], to: &[u32], when: When| {
        let all = from.iter().chain(to);
        if all.clone().all(|at| *at < bodies) {
            let ids = |ats: &[u32]| ats.iter().map(|at| body_id(*at).into()).collect::<Vec<Located<BodyId>>>();
            let leg = Leg { kind, from: ids(from), to: ids(to), survives: None };
            let provenance = cited(number(first, 23, sources), Some("annex"));
            events.push(Event { id: None, name: None, when, legs: vec![leg], text: None, provenance });
        }
    };
    for step in 0..9 {
        let (from, to) = (first + 150 + step, first + 151 + step);
        add(EventKind::Replaced, &[from], &[to], When::On(date(&(1975 + 4 * step).to_string())));
    }
    for group in 0..3 {
        let of = |at: u32| first + 162 + 8 * group + at;
        add(EventKind::Merged, &[of(0), of(1)], &[of(2)], When::On(date("1999-04-01")));
        add(EventKind::Split, &[of(2)], &[of(3), of(4)], When::On(date("2005-10")));
        add(EventKind::Abolished, &[of(4)], &[], When::On(date("2012")));
        add(EventKind::Replaced, &[of(3)], &[of(5)], When::Proposed);
    }
    add(EventKind::FunctionTransferred, &[first + 199], &[first + DISTRICT + 199], When::Unknown);
}
