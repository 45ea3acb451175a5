//! What records say, in words that several questions share.

use govgraph_model::{Cadence, Count, Duty, Located, Measure, Plan, Relation, Remit, Target, ThemeId, Tri, Word as _};

use super::members::seat_words;
use crate::graph::{BodyView, GovGraph, SeatView, Snapshot};

/// `6 meetings a year`.
pub(crate) fn cadence_words(meets: &Cadence) -> String {
    match meets.per_year {
        Count::UNKNOWN => "how often it meets is not known".to_string(),
        Count::ONE => "1 meeting a year".to_string(),
        count => format!("{} meetings a year", count.words()),
    }
}

/// `Refresh the plan every year (1 a year)`.
pub(crate) fn duty_words(duty: &Duty) -> String {
    let often = duty.per_year.map(|count| format!(" ({} a year)", count.words())).unwrap_or_default();
    let needs = duty.needs.map(|kind| format!("; needs a body that {} it", kind.phrase())).unwrap_or_default();
    format!("{}{often}{needs}", duty.text)
}

/// `95%`, `4 a year`; empty if a target names no measure.
pub(crate) fn measure_words(target: &Target) -> String {
    match &target.measure {
        None => String::new(),
        Some(Measure::Percent(percent)) => format!("{percent}%"),
        Some(Measure::PerYear(count)) => format!("{} a year", count.words()),
        Some(Measure::Amount(amount)) => amount.clone(),
    }
}

/// What is to be reached, how much of it, with whom, and in which plan.
pub(crate) fn target_words(graph: &GovGraph, target: &Target) -> String {
    let measure = match measure_words(target) {
        measure if measure.is_empty() => measure,
        measure => format!(": {measure}"),
    };
    let with = target.with.as_ref().and_then(|id| graph.body(id));
    let with = with.map(|body| format!(" (with {})", body.name())).unwrap_or_default();
    let plan = in_plan(target.plan.as_ref());
    format!("{}{measure}{with}{plan}{}", target.what, proposed(target.proposed))
}

/// A plan with what it is about, how often it is renewed, and its themes.
pub(crate) fn plan_words(graph: &GovGraph, plan: &Plan) -> String {
    let about = plan.text.as_ref().map(|text| format!(": {text}")).unwrap_or_default();
    let refreshed = plan.refreshed_per_year.map(|count| format!("; refreshed {} times a year", count.words()));
    let refreshed = refreshed.map(|text| text.replace(" 1 times ", " once ")).unwrap_or_default();
    let themes = match plan.themes.as_slice() {
        [] => String::new(),
        themes => format!("; themes: {}", theme_names(graph, themes)),
    };
    format!("{}{}{about}{refreshed}{themes}", plan.name.value, proposed(plan.proposed))
}

/// The name of a theme, or else its id.
pub(crate) fn theme_name(graph: &GovGraph, id: &ThemeId) -> String {
    graph.theme(id).map_or_else(|| id.to_string(), |theme| theme.name.clone())
}

/// The names of themes, in order.
pub(crate) fn theme_names(graph: &GovGraph, ids: &[Located<ThemeId>]) -> String {
    ids.iter().map(|id| theme_name(graph, id)).collect::<Vec<_>>().join(", ")
}

/// `Youth crime (priority)`, `Hate crime (contributes) (proposed)`.
pub(crate) fn remit_words(graph: &GovGraph, remit: &Remit) -> String {
    format!("{} ({}){}", theme_name(graph, &remit.theme), remit.role, proposed(remit.proposed))
}

/// `Hackney SOG is a sub-board of Hackney CSP (proposed)`.
pub(crate) fn relation_words(from: BodyView<'_>, relation: &Relation, to: BodyView<'_>) -> String {
    format!("{} {} {}{}", from.name(), relation.kind.phrase(), to.name(), proposed(relation.proposed))
}

/// `, in the plan X`; nothing without one.
pub(crate) fn in_plan(plan: Option<&Located<String>>) -> String {
    plan.map(|plan| format!(", in the plan {}", plan.value)).unwrap_or_default()
}

/// ` (proposed)`, of a proposal.
pub(crate) fn proposed(proposed: bool) -> &'static str {
    if proposed { " (proposed)" } else { "" }
}

/// A seat in words, with what its words do not say yet: its tier, the heading it stands under, elected or not.
pub(crate) fn seat_text<'g>(snapshot: &Snapshot<'g>, seat: SeatView<'g>) -> String {
    seat_text_elected(snapshot.graph(), seat, seat.elected(snapshot).is)
}

/// The same where it is known already whether its holder must be elected.
pub(crate) fn seat_text_elected<'g>(graph: &'g GovGraph, seat: SeatView<'g>, elected: Tri) -> String {
    let mut notes = Vec::new();
    let tier = seat.record().tier.map(|tier| tier.word().replace('-', " "));
    notes.extend(match (tier, &seat.record().group) {
        (Some(tier), Some(group)) => Some(format!("{tier} ({group})")),
        (tier, group) => tier.or_else(|| group.clone()),
    });
    match elected {
        Tri::Yes => notes.push("elected".to_string()),
        Tri::No => notes.push("not elected".to_string()),
        Tri::Unknown => {}
    }
    if let Some(body) = seat.record().on_behalf_of.as_ref().and_then(|id| graph.body(id)) {
        notes.push(format!("on behalf of {}", body.name()));
    }
    if seat.record().vacant == Tri::Yes {
        notes.push("vacant".to_string());
    }
    let words = seat_words(seat);
    if notes.is_empty() { words } else { format!("{words} — {}", notes.join(", ")) }
}
