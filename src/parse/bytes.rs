//! Looking for bytes that most texts do not hold.

/// How many bytes are looked at in one step; the compiler makes one comparison of them.
const STEP: usize = 16;

/// Where the first byte stands of which `is` says yes.
pub(super) fn first(bytes: &[u8], is: impl Fn(u8) -> bool) -> Option<usize> {
    // No early end inside a step, so that its bytes are compared at once.
    let any = |step: &[u8]| step.iter().fold(false, |any, byte| any | is(*byte));
    let from = bytes.chunks(STEP).position(any)? * STEP;
    let within = bytes[from..].iter().position(|byte| is(*byte))?;
    Some(from + within)
}
