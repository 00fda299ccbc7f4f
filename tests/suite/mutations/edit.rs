//! One slip of a pen: a place in a source text, and what stands there instead.

use std::ops::Range;

use mieruka::base::source::SourceFile;

/// A xorshift generator (Marsaglia, 2003): small, and the same on every machine.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        let mut random = Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        (0..8).for_each(|_| {
            random.next();
        });
        random
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below `n`, or 0.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        let n = u64::try_from(n.max(1)).unwrap_or(1);
        usize::try_from((self.next() >> 11) % n).unwrap_or_default()
    }

    fn of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.below(choices.len())]
    }
}

/// A value in a file.
#[derive(Clone, Debug)]
pub(crate) struct Value {
    /// Position of the file in the snapshot.
    pub(crate) file: usize,
    /// Its bytes, quotes left out.
    pub(crate) at: Range<usize>,
}

/// A change of one value.
#[derive(Clone, Debug)]
pub(crate) struct Edit {
    pub(crate) name: &'static str,
    pub(crate) file: usize,
    pub(crate) at: Range<usize>,
    pub(crate) with: String,
}

/// The names of all slips.
pub(crate) const SLIPS: &[&str] = &[
    "drop a digit",
    "change a digit",
    "swap two characters",
    "delete a quote",
    "put a minus",
    "drop a minus",
    "change the unit",
    "full-width digit",
    "empty it",
    "change the key",
    "year + 1",
    "remove the line",
    "duplicate the line",
    "wrong grade",
    "put random characters",
    "drop a character",
];

/// Grades of some scale or of none.
const GRADES: &[&str] = &["A", "B", "C", "1", "2", "3", "4", "5", "◎", "→", "Ａ", "３"];

/// Every value of the files: what stands in quotes, what follows an equals sign, formulas and runs
/// of digits in prose.
pub(crate) fn values(files: &[SourceFile]) -> Vec<Value> {
    let mut all = Vec::new();
    for (file, source) in files.iter().enumerate() {
        let mut start = 0;
        for line in source.text.split_inclusive('\n') {
            let within = values_of(line, source.path.ends_with(".toml"));
            all.extend(within.into_iter().map(|at| Value {
                file,
                at: start + at.start..start + at.end,
            }));
            start += line.len();
        }
    }
    all
}

fn values_of(line: &str, is_toml: bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut open, mut bare): (Option<(char, usize)>, Option<usize>) = (None, None);
    for (at, c) in line.char_indices() {
        match open {
            Some((end, from)) if c == end => {
                found.push(from..at);
                open = None;
                continue;
            }
            Some(_) => continue,
            // A comment.
            None if is_toml && c == '#' => break,
            None => {}
        }
        let in_bare = c.is_alphanumeric() && c.is_ascii() || c == '.';
        match bare {
            Some(from) if !in_bare => {
                found.push(from..at);
                bare = None;
            }
            None if c.is_ascii_digit() || (line[..at].ends_with("= ") && in_bare) => {
                bare = Some(at);
            }
            _ => {}
        }
        match c {
            '"' => open = Some(('"', at + 1)),
            '{' if line[at..]
                .find('}')
                .is_some_and(|end| line[at..at + end].contains('=')) =>
            {
                let is_table = line[at..].starts_with("{ ");
                open = (!is_table).then_some(('}', at + 1));
            }
            _ => {}
        }
    }
    found
}

/// The slip `name` made at a value; nothing where it cannot be made there.
pub(crate) fn slip(
    random: &mut Random,
    name: &'static str,
    files: &[SourceFile],
    value: &Value,
) -> Option<Edit> {
    let text: &str = &files[value.file].text;
    let old = &text[value.at.clone()];
    let line = line_at(text, value.at.start);
    let (at, with) = match name {
        "delete a quote" => {
            let quotes = [value.at.start.wrapping_sub(1), value.at.end];
            let at = quotes[random.below(2)];
            (
                text.get(at..)?.starts_with('"').then_some(at..at + 1)?,
                String::new(),
            )
        }
        "remove the line" => (line, String::new()),
        "duplicate the line" => (line.end..line.end, text[line].to_owned()),
        "change the key" => {
            let key = line.start..line.start + text[line.clone()].find(" =")?;
            let with = rewrite(random, "swap two characters", text[key.clone()].trim_end())?;
            (key, with)
        }
        _ => (value.at.clone(), rewrite(random, name, old)?),
    };
    (text[at.clone()] != with).then_some(Edit {
        name,
        file: value.file,
        at,
        with,
    })
}

/// The line around an offset, with its end.
pub(crate) fn line_at(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |n| n + 1);
    let end = text[at..].find('\n').map_or(text.len(), |n| at + n + 1);
    start..end
}

/// Another text instead of `old`.
fn rewrite(random: &mut Random, name: &str, old: &str) -> Option<String> {
    let mut chars: Vec<char> = old.chars().collect();
    let digits: Vec<usize> = (0..chars.len())
        .filter(|i| chars[*i].is_ascii_digit())
        .collect();
    let digit = (!digits.is_empty()).then(|| digits[random.below(digits.len())]);
    match name {
        "drop a digit" => drop(chars.remove(digit?)),
        "change a digit" => chars[digit?] = char::from(b'0' + u8::try_from(random.below(10)).ok()?),
        "full-width digit" => {
            let value = chars[digit?].to_digit(10)?;
            chars[digit?] = char::from_u32(u32::from('０') + value)?;
        }
        "swap two characters" if chars.len() > 1 => {
            let at = random.below(chars.len() - 1);
            chars.swap(at, at + 1);
        }
        "drop a character" if !chars.is_empty() => drop(chars.remove(random.below(chars.len()))),
        "put a minus" => {
            let sign = random.of(&["△", "▲", "-", "−", "ー", "－"]);
            chars.splice(digit?..digit?, sign.chars()).for_each(drop);
        }
        "drop a minus" => {
            let at = chars.iter().position(|c| "△▲-−".contains(*c))?;
            chars
                .splice(at..=at, random.of(&["", "-", "△"]).chars())
                .for_each(drop);
        }
        "change the unit" => {
            let after = digits.last().map(|at| at + 1)?;
            let unit = random.of(&["件", "人", "回", "%", "千円", "億", "…", ""]);
            chars
                .splice(after..(after + 1).min(chars.len()), unit.chars())
                .for_each(drop);
        }
        "empty it" => chars.clear(),
        "year + 1" => {
            let end = digits
                .iter()
                .rev()
                .find(|at| chars.get(**at + 1) != Some(&'日'))?;
            let last = chars[*end].to_digit(10)?;
            chars[*end] = char::from_digit((last + 1) % 10, 10)?;
        }
        "wrong grade" if chars.len() <= 2 => {
            chars = random.of(GRADES).chars().collect();
        }
        "put random characters" => strew(random, &mut chars)?,
        _ => return None,
    }
    Some(chars.into_iter().collect())
}

/// Puts one to three characters somewhere.
fn strew(random: &mut Random, chars: &mut Vec<char>) -> Option<()> {
    for _ in 0..=random.below(3) {
        let at = random.below(chars.len() + 1);
        let plain = char::from(b' ' + u8::try_from(random.below(95)).ok()?);
        let wide = random
            .of(&["＝", "”", "　", "、", "年", "〇", "\u{feff}"])
            .chars()
            .next()?;
        chars.insert(at, if random.below(2) == 0 { plain } else { wide });
    }
    Some(())
}
