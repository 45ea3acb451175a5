//! What a text means once its key says what it should be, and why it is refused.

use govgraph_model::{
    AreaId, AreaMatch, Aspect, BodyId, BodyKind, BodyStatus, Capacity, Certainty, ClassId, Code, Count, CountError,
    Date, DateError, ElectedBasis, EventId, EventKind, IdError, Level, MilestoneStatus, Period, PersonId, RelationKind,
    RemitRole, RuleId, Severity, SourceId, SourceKind, TargetKind, ThemeId, Tier, Tri, Word, nearest,
};

use crate::words::shorten;

/// Why a text is refused.
pub(crate) struct Refusal {
    pub(crate) code: Code,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
    /// What to write instead.
    pub(crate) replacement: Option<String>,
}

/// A type whose values are written as text.
pub(crate) trait FromText: Sized {
    /// What is expected, for messages: `an id`.
    const WHAT: &'static str;
    /// Whether a value can begin with `[` and end with `]`, which YAML takes for a list.
    const IN_BRACKETS: bool = false;
    fn from_text(text: &str) -> Result<Self, Refusal>;
}

impl FromText for String {
    const WHAT: &'static str = "text";
    fn from_text(text: &str) -> Result<Self, Refusal> {
        if text.is_empty() {
            let message = "an empty text says nothing".to_string();
            let help = Some("fill it in, or delete the key".to_string());
            return Err(Refusal { code: Code::BadValue, message, help, replacement: None });
        }
        Ok(text.to_string())
    }
}

macro_rules! ids {
    ($($id:ty: $of:literal),* $(,)?) => {$(
        impl FromText for $id {
            const WHAT: &'static str = concat!("the id of ", $of);
            fn from_text(text: &str) -> Result<Self, Refusal> {
                text.parse().map_err(|error| bad_id(text, error))
            }
        }
    )*};
}
ids!(
    BodyId: "a body",
    SourceId: "a source",
    AreaId: "an area",
    ClassId: "a class",
    ThemeId: "a theme",
    PersonId: "a person",
    RuleId: "a rule",
    EventId: "an event",
);

fn bad_id(text: &str, error: IdError) -> Refusal {
    let (message, replacement) = match error {
        IdError::Empty => ("an id cannot be empty".to_string(), None),
        IdError::Character { found, suggestion } => {
            let text = shorten(text);
            let found = if found.is_control() { ' ' } else { found };
            (format!("`{text}` is not an id: `{found}` cannot stand in it, only a-z, 0-9 and `-`"), suggestion)
        }
    };
    Refusal { code: Code::BadId, message, help: None, replacement }
}

impl FromText for Date {
    const WHAT: &'static str = "a date";
    const IN_BRACKETS: bool = true;
    fn from_text(text: &str) -> Result<Self, Refusal> {
        text.parse().map_err(|error| {
            let is_range = matches!(error, DateError::Range { .. });
            let is_period = is_range || text.parse::<Period>().is_ok();
            let mut refusal = bad_date(text, error);
            if refusal.replacement.as_ref().is_some_and(|meant| meant.contains('/')) {
                refusal.replacement = None;
            }
            if text.trim() == "unknown" {
                refusal.help = Some("leave the key out if the date is not known".to_string());
            } else if is_period {
                refusal.message = format!("`{}` is a period, and here must be a single date", shorten(text));
                refusal.help = Some("write the date on which it began, or the one that is meant".to_string());
            }
            refusal
        })
    }
}

impl FromText for Period {
    const WHAT: &'static str = "a date or a period";
    const IN_BRACKETS: bool = true;
    fn from_text(text: &str) -> Result<Self, Refusal> {
        text.parse::<Period>().map_err(|error| match text.parse::<Date>() {
            // `2009/present`: the whole says more than its end.
            Err(whole @ DateError::Range { .. }) => bad_date(text, whole),
            _ => bad_date(text, error),
        })
    }
}

fn bad_date(whole: &str, error: DateError) -> Refusal {
    let message = match &error {
        DateError::NotADate { text } => format!("`{}` is not a date", shorten(text)),
        other => shorten_long(other.to_string()),
    };
    let help = match &error {
        DateError::NotADate { .. } => {
            let forms = "dates are written `2009-04-01`, `2010-03`, `March 2010`, `2006`, `about 2009`; periods `2006/2010-09`, `since 2006`";
            Some(forms.to_string())
        }
        other => other.help(),
    };
    // What stands for a part of a period is no replacement of the whole.
    let replacement = match error {
        DateError::Ambiguous { text, mut readings } if readings.len() == 1 => readings.pop().map(|meant| (text, meant)),
        DateError::Slip { text, meant } | DateError::Range { text, period: meant } => Some((text, meant)),
        _ => None,
    };
    let replacement = replacement.filter(|(text, _)| text == whole.trim()).map(|(_, meant)| meant);
    Refusal { code: Code::BadDate, message, help, replacement }
}

/// Messages of the model name the text in full.
fn shorten_long(message: String) -> String {
    if message.len() > 200 || message.contains(char::is_control) { shorten(&message) } else { message }
}

impl FromText for Count {
    const WHAT: &'static str = "a count";
    fn from_text(text: &str) -> Result<Self, Refusal> {
        text.parse().map_err(|error| {
            let text = shorten(text);
            let message = match error {
                CountError::NotACount(_) => format!("`{text}` is not a count"),
                CountError::Reversed(_) => format!("`{text}` ends below its start"),
            };
            let digits = text.trim_matches(|c: char| !c.is_ascii_digit());
            let replacement = match text.as_str() {
                _ if text.ends_with('+') && text.len() == digits.len() + 1 => Some(format!("{digits}..")),
                _ => {
                    text.split_once('-').filter(|(a, b)| is_number(a) && is_number(b)).map(|(a, b)| format!("{a}..{b}"))
                }
            };
            let help = Some("write `5`, `1..` (one or more), `2..4` or `unknown`".to_string());
            let help = if replacement.is_some() { None } else { help };
            Refusal { code: Code::BadCount, message, help, replacement }
        })
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

macro_rules! words {
    ($($word:ty),*) => {$(
        impl FromText for $word {
            const WHAT: &'static str = "a word";
            fn from_text(text: &str) -> Result<Self, Refusal> {
                <$word>::from_word(text).ok_or_else(|| {
                    let of = <$word as Word>::OF;
                    bad_word(text, of, <$word>::ALL.iter().map(|value| value.word()))
                })
            }
        }
    )*};
}
words!(
    AreaMatch,
    Aspect,
    BodyKind,
    BodyStatus,
    Capacity,
    Certainty,
    ElectedBasis,
    EventKind,
    Level,
    MilestoneStatus,
    RelationKind,
    RemitRole,
    SourceKind,
    TargetKind,
    Tier
);

/// The refusal of a word that is not in a list.
pub(crate) fn bad_word(text: &str, of: &str, words: impl Iterator<Item = &'static str> + Clone) -> Refusal {
    let replacement = nearest(text, words.clone()).map(str::to_string);
    let all: Vec<String> = words.map(|word| format!("`{word}`")).collect();
    let help = if replacement.is_some() { None } else { Some(format!("choose from {}", all.join(", "))) };
    Refusal { code: Code::BadWord, message: format!("`{}` is no {of}", shorten(text)), help, replacement }
}

impl FromText for Code {
    const WHAT: &'static str = "the code of a finding";
    fn from_text(text: &str) -> Result<Self, Refusal> {
        Code::from_word(text).ok_or_else(|| {
            let words = Code::ALL.iter().filter(|code| code.severity() != Severity::Error).map(|code| code.word());
            bad_word(text, Code::OF, words)
        })
    }
}

impl FromText for Tri {
    const WHAT: &'static str = "`yes`, `no` or `unknown`";
    fn from_text(text: &str) -> Result<Self, Refusal> {
        match text {
            "yes" => Ok(Tri::Yes),
            "no" => Ok(Tri::No),
            "unknown" => Ok(Tri::Unknown),
            other => Err(bad_flag(other, &["yes", "no", "unknown"])),
        }
    }
}

impl FromText for bool {
    const WHAT: &'static str = "`yes` or `no`";
    fn from_text(text: &str) -> Result<Self, Refusal> {
        match text {
            "yes" => Ok(true),
            "no" => Ok(false),
            other => Err(bad_flag(other, &["yes", "no"])),
        }
    }
}

fn bad_flag(text: &str, words: &'static [&'static str]) -> Refusal {
    let mut refusal = bad_word(text, "answer to yes or no", words.iter().copied());
    match text.to_ascii_lowercase().as_str() {
        "true" | "on" | "y" | "1" => refusal.replacement = Some("yes".to_string()),
        "false" | "off" | "n" | "0" | "none" => refusal.replacement = Some("no".to_string()),
        _ => return refusal,
    }
    refusal.help = None;
    refusal
}

/// A share in hundredths.
pub(crate) struct Percent(pub(crate) u8);

impl FromText for Percent {
    const WHAT: &'static str = "a number from 0 to 100";
    fn from_text(text: &str) -> Result<Self, Refusal> {
        let parse = |text: &str| text.parse::<u8>().ok().filter(|share| is_number(text) && *share <= 100);
        parse(text).map(Percent).ok_or_else(|| {
            let bare = text.trim_end_matches(['%', ' ']);
            let replacement = parse(bare).map(|share| share.to_string());
            let message = format!("`{}` is not a share in hundredths", shorten(text));
            let help = replacement.is_none().then(|| "write a whole number from 0 to 100".to_string());
            Refusal { code: Code::BadValue, message, help, replacement }
        })
    }
}
