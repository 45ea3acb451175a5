//! Posts and memberships.

use std::collections::{HashMap, HashSet};

use govgraph_model::{Capacity, Word as _};

use super::graph::Term;
use super::read::{Fields, Reader, entry, is_own, key, list, map, map_at, text};
use super::words::Of;
use crate::authored::shapes;
use crate::import::of_role;
use crate::yaml::{Node, Value};

/// Items of seats stand in items of seats; nobody publishes them deeper, and a circle would never end.
const DEEPEST: usize = 12;

/// A post in the making.
pub(super) struct Post {
    pub(super) name: String,
    pub(super) fields: Fields,
    pub(super) holders: Vec<Node<'static>>,
    /// How many posts of the name there are.
    pub(super) count: u32,
}

impl Post {
    pub(super) fn node(self) -> Node<'static> {
        let Post { mut fields, holders, count, .. } = self;
        if count > 1 {
            fields.retain(|entry| !["count", "during"].contains(&&*entry.key));
            fields.push(entry("count", text(count.to_string())));
        }
        if !holders.is_empty() {
            fields.push(entry("holders", list(holders)));
        }
        map(fields)
    }
}

/// What is known of posts and members while they are read.
#[derive(Default)]
pub(super) struct Members {
    /// Posts by body.
    pub(super) posts: HashMap<String, Vec<Post>>,
    /// Seats by body.
    pub(super) seats: HashMap<String, Vec<Node<'static>>>,
    /// The body of a post, and which of its posts it is.
    post_of: HashMap<String, (String, usize)>,
    /// The first seat of somebody on a body.
    seat_of: HashMap<(String, String), usize>,
    /// Who is said to be in a post without a membership: body, name of the post, member.
    held: Vec<(String, String, Term)>,
}

impl Reader<'_, '_> {
    /// Posts, and who is said to be in them.
    pub(super) fn posts(&mut self) {
        let graph = self.graph;
        let mut read = 0;
        for subject in graph.subjects() {
            let is_post =
                ["org:Post", "gov:ProposedPost", "opengov:Post"].iter().any(|class| graph.is_a(subject, class));
            if !is_post && !graph.has(subject, "org:postIn") {
                continue;
            }
            let body = graph.one(subject, "org:postIn").or_else(|| graph.one(subject, "gov:postIn"));
            let body = body.or_else(|| graph.inverse(subject, "org:hasPost").into_iter().next());
            let Some(body) = body.and_then(|body| self.refer(Of::Body, body)) else {
                self.left_out("post that is in no organisation", subject);
                continue;
            };
            read += 1;
            let name = self.post_name(subject);
            let mut fields = vec![entry("name", text(&name))];
            fields.extend(self.record(&shapes::POST, subject, &["name", "holders", "during"]));
            fields.extend(self.during(subject).map(|during| entry("during", text(during))));
            fields.extend(self.sources_of(subject));
            let posts = self.members.posts.entry(body.clone()).or_default();
            let same = posts.iter().position(|post| post.name.eq_ignore_ascii_case(&name) && !is_own(subject));
            let index = same.unwrap_or(posts.len());
            match posts.get_mut(index) {
                // Posts of one name are one post with several places.
                Some(post) => post.count += 1,
                None => posts.push(Post { name: name.clone(), fields, holders: Vec::new(), count: 1 }),
            }
            self.members.post_of.insert(key(subject), (body.clone(), index));
            let holders = graph.all(subject, "org:heldBy").chain(graph.inverse(subject, "org:holds"));
            let mut seen = HashSet::new();
            for holder in holders.filter(|holder| seen.insert(key(holder))) {
                self.members.held.push((body.clone(), name.clone(), holder.clone()));
                if self.body_of(holder).is_none()
                    && let Some(person) = self.refer(Of::Person, holder)
                {
                    self.hold(&body, index, vec![entry("person", text(person))]);
                }
            }
        }
        if read > 0 {
            self.draft.tally("posts", read, "posts");
        }
    }

    /// What a post is called: by its label, or else by its role.
    fn post_name(&mut self, subject: &Term) -> String {
        let graph = self.graph;
        let is_named = super::names::NAMES.iter().any(|word| graph.has(subject, word));
        let role = graph.one(subject, "org:role").filter(|_| !is_named);
        let named = role.unwrap_or(subject);
        self.read_names(named);
        self.name_of(named)
    }

    /// Takes the names of something for read.
    fn read_names(&self, term: &Term) {
        for word in super::names::NAMES {
            self.graph.all(term, word).for_each(drop);
        }
    }

    fn hold(&mut self, body: &str, index: usize, fields: Fields) {
        if let Some(post) = self.members.posts.get_mut(body).and_then(|posts| posts.get_mut(index)) {
            post.holders.push(map(fields));
        }
    }

    /// Memberships, and what stands for them in a word.
    pub(super) fn memberships(&mut self) {
        let graph = self.graph;
        let mut read = 0;
        for subject in graph.subjects() {
            let classes = ["org:Membership", "gov:Seat", "gov:Tenure"];
            let is_seat = classes.iter().any(|class| graph.is_a(subject, class));
            let has_both = graph.has(subject, "org:member") && graph.has(subject, "org:organization");
            if !is_seat && !has_both {
                continue;
            }
            if graph.is_a(subject, "gov:Tenure") {
                self.tenure(subject);
                continue;
            }
            read += 1;
            if !graph.has(subject, "gov:itemOf") {
                self.membership(subject);
            }
        }
        if read > 0 {
            self.draft.tally("memberships", read, "seats");
        }
        let short = self.shorthands();
        if short > 0 {
            self.draft.tally("members in a word", short, "seats");
        }
    }

    /// That somebody was in a post, as this program writes it.
    fn tenure(&mut self, subject: &Term) {
        let graph = self.graph;
        let post = graph.one(subject, "opengov:post").and_then(|post| self.members.post_of.get(&key(post))).cloned();
        let person = graph.one(subject, "org:member").and_then(|person| self.refer(Of::Person, person));
        let (Some((body, index)), Some(person)) = (post, person) else {
            self.left_out("holder of a post that is not there", subject);
            return;
        };
        let _ = graph.one(subject, "org:organization");
        let mut fields = vec![entry("person", text(person))];
        fields.extend(self.during(subject).map(|during| entry("during", text(during))));
        fields.extend(self.record(&shapes::TENURE, subject, &["person", "during"]));
        fields.extend(self.sources_of(subject));
        self.hold(&body, index, fields);
    }

    /// A membership as a seat for each of its members.
    fn membership(&mut self, subject: &Term) {
        let graph = self.graph;
        let post = ["opengov:post", "org:post"].iter().find_map(|word| graph.one(subject, word));
        let post = post.and_then(|post| {
            let known = self.members.post_of.get(&key(post)).cloned();
            if known.is_none() {
                self.dropped("post of a membership that is not there", post);
            }
            known
        });
        let body = ["org:organization", "gov:seatOn"].iter().find_map(|word| graph.one(subject, word));
        let body = match body {
            Some(body) => self.refer(Of::Body, body),
            None => post.as_ref().map(|(body, _)| body.clone()),
        };
        let Some(body) = body else {
            self.left_out("membership that names no organisation", subject);
            return;
        };
        let mut seen = HashSet::new();
        let members = graph.all(subject, "org:member").chain(graph.inverse(subject, "org:hasMembership"));
        let members: Vec<&Term> = members.filter(|member| seen.insert(key(member))).collect();
        if members.is_empty() && !graph.is_a(subject, "gov:Seat") {
            self.left_out("membership of nobody", subject);
            return;
        }
        let several: Vec<Option<&Term>> =
            if members.is_empty() { vec![None] } else { members.into_iter().map(Some).collect() };
        for member in several {
            let mut fields = self.seat(subject, member, 0);
            if let (Some((_, index)), Some(member)) = (&post, member)
                && self.body_of(member).is_none()
                && let Some(person) = self.refer(Of::Person, member)
            {
                let mut held = vec![entry("person", text(person))];
                held.extend(fields.iter().filter(|entry| ["during", "source"].contains(&&*entry.key)).cloned());
                let name =
                    self.members.posts.get(&body).and_then(|posts| posts.get(*index)).map(|post| post.name.clone());
                self.hold(&body, *index, held);
                if let (Some(name), false) = (name, fields.iter().any(|entry| entry.key == "role")) {
                    fields.push(entry("role", text(name)));
                }
            }
            self.sit(&body, member, map_at(self.span(subject), fields));
        }
    }

    fn sit(&mut self, body: &str, member: Option<&Term>, seat: Node<'static>) {
        let seats = self.members.seats.entry(body.to_string()).or_default();
        if let Some(member) = member {
            self.members.seat_of.entry((body.to_string(), key(member))).or_insert(seats.len());
        }
        seats.push(seat);
    }

    /// Who it is: a known organisation, or else a person.
    fn holder(&mut self, member: &Term) -> Option<(&'static str, String)> {
        let is_ours = matches!(member, Term::Address(address) if address.starts_with("body:"));
        if is_ours || self.body_of(member).is_some() {
            return self.refer(Of::Body, member).map(|body| ("of", body));
        }
        self.refer(Of::Person, member).map(|person| ("person", person))
    }

    /// The keys of a seat.
    fn seat(&mut self, subject: &Term, member: Option<&Term>, depth: usize) -> Fields {
        let graph = self.graph;
        let mut fields = Vec::new();
        if let Some((key, id)) = member.and_then(|member| self.holder(member)) {
            fields.push(entry(key, text(id)));
        }
        for (key, word, of) in [("of", "gov:of", Of::Body), ("person", "gov:person", Of::Person)] {
            if let Some(id) = graph.one(subject, word).and_then(|term| self.refer(of, term)) {
                fields.push(entry(key, text(id)));
            }
        }
        let (capacity, role) = self.role(subject);
        if capacity != Capacity::Member {
            fields.push(entry("capacity", text(capacity.word())));
        }
        fields.extend(role.map(|role| entry("role", text(role))));
        fields.extend(self.during(subject).map(|during| entry("during", text(during))));
        fields.extend(self.record(&shapes::SEAT, subject, &["of", "person", "capacity", "role", "during", "items"]));
        fields.extend(self.sources_of(subject));
        let mut items = Vec::new();
        for item in graph.inverse(subject, "gov:itemOf").into_iter().filter(|_| depth < DEEPEST) {
            let member = graph.one(item, "org:member");
            let _ = graph.one(item, "org:organization");
            items.push(map(self.seat(item, member, depth + 1)));
        }
        if !items.is_empty() {
            fields.push(entry("items", list(items)));
        }
        fields
    }

    /// As what somebody sits there, and what the place is called where that says more.
    fn role(&mut self, subject: &Term) -> (Capacity, Option<String>) {
        let graph = self.graph;
        let Some(role) = graph.one(subject, "org:role") else { return of_role(None) };
        let own = |term: &Term| match term {
            Term::Address(address) => address.strip_prefix("role:").and_then(Capacity::from_word),
            Term::Blank(_) | Term::Literal { .. } => None,
        };
        if role.is_resource() {
            self.read_names(role);
        }
        if let Some(capacity) = own(role) {
            graph.read_all(role);
            return (capacity, None);
        }
        let name = self.name_of(role);
        let broader = graph.one(role, "skos:broader");
        match broader.and_then(own) {
            Some(capacity) => {
                broader.iter().for_each(|broader| graph.read_all(broader));
                (capacity, Some(name))
            }
            None => of_role(Some(&name)),
        }
    }

    /// Members without a membership: `hasMember`, `memberOf`, `headOf`, `holds`. How many became seats.
    fn shorthands(&mut self) -> usize {
        let graph = self.graph;
        let mut read = 0;
        for (body, term) in self.bodies() {
            let members = graph.all(&term, "org:hasMember").chain(graph.inverse(&term, "org:memberOf"));
            for member in members.collect::<Vec<_>>() {
                if !self.members.seat_of.contains_key(&(body.clone(), key(member)))
                    && let Some((word, id)) = self.holder(member)
                {
                    read += 1;
                    self.sit(&body, Some(member), map_at(self.span(&term), vec![entry(word, text(id))]));
                }
            }
            for head in graph.inverse(&term, "org:headOf") {
                let role = match self.has_members(&body) {
                    true => entry("capacity", text(Capacity::Chair.word())),
                    false => entry("role", text("head")),
                };
                self.draft.choose("`org:headOf` is the chair of a body that meets, and the head of any other");
                read += self.with_role(&body, head, role);
            }
        }
        for (body, post, member) in std::mem::take(&mut self.members.held) {
            read += self.with_role(&body, &member, entry("role", text(post)));
        }
        read
    }

    /// Gives a member a role: on the seat that is there and has none, or on a new one. How many are new.
    fn with_role(&mut self, body: &str, member: &Term, role: crate::yaml::Entry<'static>) -> usize {
        let known = self.members.seat_of.get(&(body.to_string(), key(member))).copied();
        let Some(index) = known else {
            let Some((word, id)) = self.holder(member) else { return 0 };
            self.sit(body, Some(member), map(vec![entry(word, text(id)), role]));
            return 1;
        };
        let seat = self.members.seats.get_mut(body).and_then(|seats| seats.get_mut(index));
        if let Some(Node { value: Value::Map(fields), .. }) = seat
            && !fields.iter().any(|entry| ["role", "capacity"].contains(&&*entry.key))
        {
            fields.push(role);
        }
        0
    }
}
