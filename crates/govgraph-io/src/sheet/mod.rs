//! Tables of text that others wrote: what stands between their cells, how their letters are written, and their rows as
//! records.

mod cells;
pub(crate) mod decode;
mod records;
mod write;

pub(crate) use cells::{Cell, Sheet, Slip};
pub(crate) use decode::decode;
pub(crate) use records::{Records, header};
pub(crate) use write::Out;
