//! What ids are written in, once all of them are known.

use encoding_rs::WINDOWS_1252;

use super::column::Named;
use super::ids::{Arena, Ids};

/// The ids of both columns, and what they are written in: that which is told, or what they look like.
///
/// If most ids with other letters than A to Z are no UTF-8, all are Windows-1252, which spreadsheets in Western Europe
/// write, and become UTF-8: in it every byte is a letter of its own, so ids that differ stay different. If only a few are no
/// UTF-8, they stay the bytes that they are.
pub(super) fn encoded(columns: [Named; 2], told: Option<&'static str>) -> ([Ids; 2], String) {
    let (mut others, mut not_utf8, mut has_zero) = (0_u64, 0_u64, false);
    if told.is_none() {
        for column in &columns {
            let Named::Texts(texts) = column else { continue };
            if texts.is_ascii() {
                continue;
            }
            for text in texts.iter().filter(|text| !text.is_ascii()) {
                others += 1;
                not_utf8 += u64::from(std::str::from_utf8(text).is_err());
                has_zero |= text.contains(&0);
            }
        }
    }
    let is_1252 = not_utf8 * 2 > others && !has_zero;
    let called = match told {
        Some(told) => told.to_string(),
        None if is_1252 => "Windows-1252".to_string(),
        None if not_utf8 > 0 => format!("UTF-8, but for {not_utf8} ids that are no text and stay as they are"),
        None => "UTF-8".to_string(),
    };
    let ids = columns.map(|column| match column {
        Named::Numbers(ids) => ids,
        Named::Texts(texts) if is_1252 => {
            let mut converted = Arena::default();
            for text in texts.iter() {
                converted.push(WINDOWS_1252.decode_without_bom_handling(text).0.as_bytes());
            }
            Ids::texts(converted)
        }
        Named::Texts(texts) => Ids::texts(texts),
    });
    (ids, called)
}
