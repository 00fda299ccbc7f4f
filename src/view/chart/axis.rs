//! What stands below the slots of an axis.

use super::Picture;
use super::columns::Column;
use super::text::{LINE, width, wrap};

/// The heads of the slots below `y`; gives the height of the picture.
pub(super) fn axis(
    picture: &mut Picture,
    columns: &[Column],
    middles: &[i32],
    slot: i32,
    y: i32,
) -> i32 {
    let mut bottom = y;
    for (at, (column, x)) in columns.iter().zip(middles).enumerate() {
        let heads = wrap(&column.head, slot);
        let mut line = y + LINE + 1;
        picture.centred("axis", *x, line, &heads);
        line += i32::try_from(heads.len()).unwrap_or(0) * LINE;
        let free = columns.get(at + 1).is_none_or(|next| next.sub.is_empty());
        if !column.sub.is_empty() && (free || width(&column.sub) <= slot) {
            picture.centred("year", *x, line, std::slice::from_ref(&column.sub));
            line += LINE;
        }
        bottom = bottom.max(line - LINE + 4);
    }
    bottom
}
