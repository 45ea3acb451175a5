//! The authored form of every record: what the writer serialises and what the schema for editors is made from.
//!
//! The reader does not go through these types: serde stops at the first thing that it does not expect. A test holds
//! that it knows the same keys. Doc comments here are what an editor shows beside a key.

mod texts;

use govgraph_model::{
    AreaMatch, Aspect, BodyKind, BodyStatus, Capacity, Certainty, Code, ElectedBasis, EventKind, Level,
    MilestoneStatus, RelationKind, RemitRole, SourceKind, TargetKind, Tier,
};
use schemars::JsonSchema;
use serde::Serialize;

pub(crate) use texts::{
    ById, CountText, DateText, Flag, IdText, Listed, Maybe, Neat, OneWord, Several, Share, Text, YesNo,
};

/// Defines records: first the keys that must be there, then, behind a semicolon, those that may be.
macro_rules! records {
    ($($(#[$doc:meta])* $name:ident {
        $($(#[$rdoc:meta])* $required:ident: $rty:ty,)* ; $($(#[$odoc:meta])* $optional:ident: $oty:ty,)*
    })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Serialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct $name {
            $($(#[$rdoc])* pub(crate) $required: $rty,)*
            $($(#[$odoc])* #[serde(skip_serializing_if = "Maybe::is_absent")] pub(crate) $optional: Maybe<$oty>,)*
        }
    )*};
}

/// Defines records that say what stands behind them.
macro_rules! cited {
    ($($(#[$doc:meta])* $name:ident {
        $($(#[$rdoc:meta])* $required:ident: $rty:ty,)* ; $($(#[$odoc:meta])* $optional:ident: $oty:ty,)*
    })*) => {
        records! {$(
            $(#[$doc])*
            $name {
                $($(#[$rdoc])* $required: $rty,)* ;
                $($(#[$odoc])* $optional: $oty,)*
                /// The id of a source, then where in it: `lcrb-2010 membership para 1`. Several: a list. Absent: the
                /// source of what this stands in.
                source: Several<Text>,
                /// How sure you are of it. Absent: as certain as its source.
                certainty: OneWord<Certainty>,
                /// A remark in your own words.
                note: Text,
            }
        )*}
    };
}

records! {
    /// A file of a govgraph dataset.
    File {
        ;
        /// The version of the format.
        govgraph: VersionNumber,
        /// What the dataset is called. Only in govgraph.yaml.
        title: Text,
        /// What it is about. Only in govgraph.yaml.
        description: Text,
        /// The licence of the data. Only in govgraph.yaml.
        licence: Text,
        /// Folders of other datasets that are read together with this one, relative to its own: `../rules`. Only in the
        /// govgraph.yaml of a folder.
        uses: Several<Text>,
        /// What facts rest on, by id.
        sources: ById<Source>,
        /// Places, by id.
        areas: ById<Neat<Area>>,
        /// Sorts of bodies that rules speak of, by id.
        classes: ById<Neat<Class>>,
        /// Subjects that bodies work on, by id.
        themes: ById<Neat<Theme>>,
        /// Named people, by id.
        persons: ById<Neat<Person>>,
        /// What a class of bodies must have or do, by id.
        rules: ById<Rule>,
        /// Anything with a name that meets, decides, runs or holds seats, by id.
        bodies: ById<Neat<Body>>,
        /// Relations between bodies; each reads "from KIND to".
        relations: Listed<Neat<Relation>>,
        /// What turned bodies into bodies.
        events: Listed<Neat<Event>>,
        /// Findings of an audit that are accepted. They are still counted and told.
        allow: Listed<Neat<Allow>>,
    }

    /// Something that states facts and can be cited.
    Source {
        /// Its title.
        title: Text,
        ;
        /// What sort of thing it is. Absent: a document.
        kind: OneWord<SourceKind>,
        /// Who published it.
        publisher: Text,
        /// Who wrote it.
        author: Text,
        /// The date or period that its statements speak of. What rests on it is attested for that time.
        date: DateText,
        /// When it was published.
        published: DateText,
        /// Where to find it.
        url: Text,
        /// The licence of its data.
        licence: Text,
        /// A remark in your own words.
        note: Text,
    }

    /// An identifier that somebody else gave.
    Identifier {
        /// Whose scheme it is of: `wikidata`.
        scheme: Text,
        /// The identifier in that scheme.
        id: Text,
        ;
    }

    /// What happens to whom in an event.
    Leg {
        /// In which way.
        kind: OneWord<EventKind>,
        ;
        /// The bodies before.
        from: Several<IdText>,
        /// The bodies after.
        to: Several<IdText>,
        /// Whether the bodies before go on. Absent: as is usual for the kind.
        survives: YesNo,
    }
}

cited! {
    /// A place that a body is for.
    Area {
        /// Its name.
        name: Text,
        ;
        /// Other names.
        other_names: Vec<NameOrMap>,
        /// The next larger area that it lies in.
        within: IdText,
        /// How far up it stands.
        level: OneWord<Level>,
    }

    /// A sort of body that rules speak of.
    Class {
        /// Its name.
        name: Text,
        ;
        /// Other names.
        other_names: Vec<NameOrMap>,
        /// The more general class.
        broader: IdText,
    }

    /// A subject that bodies work on.
    Theme {
        /// Its name.
        name: Text,
        ;
        /// Other names.
        other_names: Vec<NameOrMap>,
        /// The wider theme that it is part of.
        broader: IdText,
    }

    /// A named person.
    Person {
        /// Their name.
        name: Text,
        ;
        /// Other names.
        other_names: Vec<NameOrMap>,
        /// Identifiers that others gave them.
        identifiers: Vec<Neat<Identifier>>,
    }

    /// Another name, and when it was in use.
    OtherName {
        /// The name.
        name: Text,
        ;
        /// When it was in use.
        during: DateText,
    }

    /// A body.
    Body {
        /// Its name.
        name: Text,
        ;
        /// The abbreviation.
        short: Text,
        /// Other names: texts, or maps that say when it went by them.
        other_names: Vec<NameOrMap>,
        /// What sort of thing it is. Absent: an organisation.
        kind: OneWord<BodyKind>,
        /// Ids of the classes that it belongs to.
        classes: Several<IdText>,
        /// For a collective: the class whose bodies it stands for.
        collective_of: IdText,
        /// How far up it stands. Absent: as its area.
        level: OneWord<Level>,
        /// The id of the area that it is for.
        area: IdText,
        /// When it exists. Absent: unknown.
        exists: DateOrMap,
        /// Since when it has been a proposal.
        proposed: DateText,
        /// What sources say about its standing.
        status: Vec<Neat<Status>>,
        /// What it is for.
        purpose: Several<PurposeOrMap>,
        /// How often it meets.
        meets: CadenceOrUnknown,
        /// The themes that it holds.
        remits: Vec<Neat<Remit>>,
        /// The offices in it.
        posts: Vec<Neat<Post>>,
        /// The number of places that a source states, kept beside the seats themselves.
        seats_declared: CountOrMap,
        /// Whether the seats are all there are (`yes`), or only those that a source names (`no`).
        seats_complete: Flag,
        /// Who fills its places.
        seats: Vec<Neat<Seat>>,
        /// What it must do.
        duties: Vec<Neat<Duty>>,
        /// What it has set itself.
        targets: Vec<Neat<Target>>,
        /// Its plans.
        plans: Vec<Neat<Plan>>,
        /// Points on its way.
        milestones: Vec<Neat<Milestone>>,
        /// What sources assert about it.
        says: Vec<Neat<Statement>>,
        /// Identifiers that others gave it.
        identifiers: Vec<Neat<Identifier>>,
        /// Its own page.
        url: Text,
        /// The bodies that it is a sub-board of.
        sub_board_of: Several<RelatedOrId>,
        /// The organisations that it is inside of.
        part_of: Several<RelatedOrId>,
        /// The bodies that it answers to.
        reports_to: Several<RelatedOrId>,
        /// The bodies that it sends its plans or reports to, or makes representations to.
        informs: Several<RelatedOrId>,
        /// The bodies that it sponsors.
        sponsors: Several<RelatedOrId>,
        /// The bodies whose decisions it reviews.
        scrutinises: Several<RelatedOrId>,
        /// The bodies whose performance it manages or inspects.
        oversees: Several<RelatedOrId>,
        /// The bodies that it asks for their views.
        consults: Several<RelatedOrId>,
        /// The bodies that it advises.
        advises: Several<RelatedOrId>,
        /// The bodies that it pays for.
        funds: Several<RelatedOrId>,
        /// The bodies whose members it appoints.
        appoints: Several<RelatedOrId>,
        /// The bodies that it leads without being a part of them.
        leads: Several<RelatedOrId>,
        /// The bodies that it set up.
        established: Several<RelatedOrId>,
        /// The bodies that it supports.
        supports: Several<RelatedOrId>,
        /// The bodies that it works with.
        works_with: Several<RelatedOrId>,
    }

    /// When a body exists, with what stands behind that.
    Existence {
        /// From its first day to its last.
        during: DateText,
        ;
    }

    /// What a source says about the standing of a body.
    Status {
        /// The standing.
        is: OneWord<BodyStatus>,
        ;
        /// When. Absent: at the dates of its sources.
        at: DateText,
    }

    /// What a body is for.
    Purpose {
        /// It, in words.
        text: Text,
        ;
    }

    /// How often a body meets.
    Cadence {
        /// Meetings a year.
        per_year: CountText,
        ;
        /// When this holds.
        during: DateText,
    }

    /// A body holds a theme.
    Remit {
        /// The id of the theme.
        theme: IdText,
        /// How it holds it.
        r#as: OneWord<RemitRole>,
        ;
        /// When. Absent: as its source attests.
        during: DateText,
        /// Whether it is only a proposal.
        proposed: YesNo,
    }

    /// An office in a body.
    Post {
        /// Its name, which seats refer to.
        name: Text,
        ;
        /// How many of it there are. Absent: one.
        count: CountText,
        /// Must whoever is in it be elected?
        elected: FlagOrMap,
        /// In what sense.
        basis: OneWord<ElectedBasis>,
        /// When it exists.
        during: DateText,
        /// Who was in it.
        holders: Vec<Neat<Tenure>>,
    }

    /// A person is in a post.
    Tenure {
        /// The id of the person.
        person: IdText,
        ;
        /// When. Absent: as its source attests.
        during: DateText,
    }

    /// A number of places that a source states.
    Declared {
        /// The number.
        count: CountText,
        ;
    }

    /// Who fills a place, or several alike, on a body. At least one of `of`, `post`, `person`, `chair_of`,
    /// `co_chair_of`, `member_of`, `described` and `items`.
    Seat {
        ;
        /// The organisation that it belongs to.
        of: IdText,
        /// The post in that organisation whose holder fills it.
        post: Text,
        /// The named person.
        person: IdText,
        /// Held by whoever chairs that body.
        chair_of: IdText,
        /// Held by whoever co-chairs that body.
        co_chair_of: IdText,
        /// Held by somebody who sits on that body.
        member_of: IdText,
        /// The holder in words, where no organisation is named.
        described: Text,
        /// Whom the holder speaks for, if not `of`.
        on_behalf_of: IdText,
        /// As what the holder sits there. Absent: a member.
        capacity: OneWord<Capacity>,
        /// What the source calls the place, where that says more than the capacity.
        role: Text,
        /// By what right.
        tier: OneWord<Tier>,
        /// The heading under which the source lists it.
        group: Text,
        /// How many places. Absent: one.
        count: CountText,
        /// Must the holder be elected?
        elected: FlagOrMap,
        /// In what sense the holder is elected.
        basis: OneWord<ElectedBasis>,
        /// Whether nobody is in it.
        vacant: Flag,
        /// When. Absent: as its source attests.
        during: DateText,
        /// How the source breaks the count down. `of` is taken over from this seat.
        items: Vec<Neat<Seat>>,
    }

    /// Whether a holder must be elected, with what stands behind it.
    Elected {
        /// Whether.
        is: Flag,
        ;
        /// In what sense.
        basis: OneWord<ElectedBasis>,
    }

    /// Something that a body must do.
    Duty {
        /// What must be done.
        text: Text,
        ;
        /// How often a year.
        per_year: CountText,
        /// There must be a body that has this relation to it.
        needs: OneWord<RelationKind>,
        /// When the duty holds.
        during: DateText,
    }

    /// What a body has set itself. At most one of `percent`, `per_year` and `amount`.
    Target {
        /// What is to be reached.
        what: Text,
        ;
        /// What sort of thing that is. Absent: other.
        kind: OneWord<TargetKind>,
        /// A share in hundredths.
        percent: Share,
        /// So many times a year.
        per_year: CountText,
        /// Anything else, in words.
        amount: Text,
        /// The body that it is reached with or in.
        with: IdText,
        /// The name of the plan that it belongs to.
        plan: Text,
        /// The time it is for.
        during: DateText,
        /// Whether it is only a proposal.
        proposed: YesNo,
    }

    /// A plan of a body.
    Plan {
        /// Its name, which milestones and targets refer to.
        name: Text,
        ;
        /// The time it is for.
        during: DateText,
        /// Whether it is only a proposal.
        proposed: YesNo,
        /// How often a year it is renewed.
        refreshed_per_year: CountText,
        /// Ids of the themes that it sets.
        themes: Several<IdText>,
        /// More about it.
        text: Text,
    }

    /// A point or stretch of time on the way of a body.
    Milestone {
        /// What is to happen.
        what: Text,
        /// When.
        on: DateText,
        ;
        /// The name of the plan that it belongs to.
        plan: Text,
        /// What became of it.
        status: OneWord<MilestoneStatus>,
    }

    /// What a source asserts about a body.
    Statement {
        /// What it is about.
        about: OneWord<Aspect>,
        ;
        /// About `elected-representation`: `none`, `some` or `all`; about `subsumption`: `intended` or `not-intended`.
        value: Text,
        /// What it says.
        text: Text,
        /// Ids of other bodies that it speaks of.
        bodies: Several<IdText>,
        /// Ids of themes that it speaks of.
        themes: Several<IdText>,
        /// When it holds. Absent: at the dates of its sources.
        at: DateText,
    }

    /// A relation between bodies.
    Relation {
        /// What sort of relation.
        kind: OneWord<RelationKind>,
        /// The id of the body where it starts.
        from: IdText,
        /// The id of the body where it leads.
        to: IdText,
        ;
        /// When. Absent: as its source attests.
        during: DateText,
        /// Whether it is only a proposal.
        proposed: YesNo,
    }

    /// A relation, written under the body where it starts.
    Related {
        /// The id of the body where it leads.
        body: IdText,
        ;
        /// When. Absent: as its source attests.
        during: DateText,
        /// Whether it is only a proposal.
        proposed: YesNo,
    }

    /// Bodies become other bodies. Either `kind`, `from` and `to`, or `legs`.
    Event {
        ;
        /// An id, if others refer to it.
        id: IdText,
        /// What it is called.
        name: Text,
        /// What happens.
        kind: OneWord<EventKind>,
        /// Ids of the bodies before.
        from: Several<IdText>,
        /// Ids of the bodies after.
        to: Several<IdText>,
        /// Whether the bodies before go on. Absent: as is usual for the kind.
        survives: YesNo,
        /// Several kinds at once.
        legs: Vec<Neat<Leg>>,
        /// When it happened. Absent: nobody wrote it down.
        on: DateText,
        /// For what date it is planned, or `unknown`; instead of `on`.
        proposed: DateText,
        /// More about it.
        text: Text,
    }

    /// What a class of bodies must have or do.
    Rule {
        /// What it is called.
        name: Text,
        /// The id of the class of bodies that it binds.
        applies_to: IdText,
        ;
        /// When it is in force.
        during: DateText,
        /// Who must sit on such a body.
        requires: Vec<Neat<Requirement>>,
        /// What such a body must do.
        duties: Vec<Neat<Duty>>,
    }

    /// Findings of an audit that are accepted.
    Allow {
        /// The code of the findings.
        code: OneWord<Code>,
        /// Why they are accepted.
        reason: Text,
        ;
        /// Only findings about these bodies and no others. Absent: whatever bodies they are about.
        bodies: Several<IdText>,
        /// Only findings about these themes and no others. Absent: whatever themes they are about.
        themes: Several<IdText>,
        /// The last day for which it applies. Absent: for good.
        until: DateText,
    }

    /// Seats that a body must have.
    Requirement {
        /// The requirement in words.
        text: Text,
        ;
        /// Holders of any of these classes satisfy it.
        classes: Several<IdText>,
        /// Any of these bodies satisfies it.
        bodies: Several<IdText>,
        /// How the area of the holder must lie to that of the body. Absent: any.
        area: OneWord<AreaMatch>,
        /// How many different holders. Absent: one.
        count: CountText,
        /// The capacity that they must have. Absent: any.
        capacity: OneWord<Capacity>,
        /// Whether they must be elected.
        elected: Flag,
        /// When it is in force. Absent: as long as the rule.
        during: DateText,
    }
}

/// The version of the format: 1.
#[derive(Debug, Serialize)]
pub(crate) struct VersionNumber(pub(crate) u32);

impl JsonSchema for VersionNumber {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Version".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "const": super::VERSION })
    }
}

/// Values that are written as a text where there is nothing else to say, and as a map otherwise.
macro_rules! either {
    ($($(#[$doc:meta])* $name:ident { $plain:ty, $map:ty })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Serialize, JsonSchema)]
        #[serde(untagged)]
        pub(crate) enum $name {
            Plain($plain),
            Map(Neat<$map>),
        }
    )*};
}

either! {
    /// A name, or a map that says when it was in use.
    NameOrMap { Text, OtherName }
    /// When a body exists, or a map with its source.
    DateOrMap { DateText, Existence }
    /// What a body is for, as text or as a map with its source.
    PurposeOrMap { Text, Purpose }
    /// How often a body meets, or `unknown`.
    CadenceOrUnknown { Unknown, Cadence }
    /// A number of places, or a map with its source.
    CountOrMap { CountText, Declared }
    /// `yes`, `no`, `unknown`, or a map with its source.
    FlagOrMap { Flag, Elected }
    /// The id of a body, or a map that says when.
    RelatedOrId { IdText, Related }
}

/// The word `unknown`.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Unknown {
    Unknown,
}
