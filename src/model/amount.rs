//! How much: a published figure, digit for digit, with its counter and its hedges.
//!
//! Sources print `約1,800件`, `２件（見込）`, `20件から30件`, `▲5.2%`. [`Amount::read`] takes such a text
//! apart and guesses nothing: what it does not understand is a fault with its place. Values are
//! exact decimals, never floats. The Japanese words stand in `words` below, nowhere else.

mod glyphs;
mod read;
mod slips;
mod sums;

use std::ops::Range;

use rust_decimal::Decimal;

pub use self::sums::{decimal, difference, half_step, share, sum, terms};

/// A published figure.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Amount {
    /// The printed digits, decimals as printed; `None` where they cannot be read.
    pub value: Option<Decimal>,
    /// The upper end of a range of values (`20件から30件`).
    pub value_to: Option<Decimal>,
    /// The counter with its scale word (`件`, `万部`, `%`), half-width; empty where none is printed.
    pub unit: String,
    /// Hedging and comparing words in the order printed.
    pub qualifiers: Vec<String>,
    /// The text as the source prints it.
    pub printed: String,
}

impl Amount {
    /// Reads a figure as it is printed.
    ///
    /// # Errors
    /// What keeps the text from being one figure, with the byte range in `printed`.
    pub fn read(printed: &str) -> Result<Self, AmountFault> {
        slips::named(printed).map_or_else(|| read::read(printed), Err)
    }

    /// The same where somebody said that a point in it is a decimal one.
    ///
    /// # Errors
    /// As for [`Self::read`].
    pub fn read_decimal(printed: &str) -> Result<Self, AmountFault> {
        match slips::named(printed) {
            None | Some(AmountFault::PointThousands(_)) => read::read(printed),
            Some(fault) => Err(fault),
        }
    }

    /// A figure whose digits cannot be read: it has no value, and keeps what is printed.
    pub fn unread(printed: &str) -> Self {
        Self {
            printed: printed.to_owned(),
            ..Self::default()
        }
    }
}

/// Why a text is not one figure. Every variant tells the bytes of the text that are to blame.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum AmountFault {
    /// Nothing but spaces.
    Empty(Range<usize>),
    /// No digits; a sign or word that stands for a missing figure.
    Placeholder(Range<usize>),
    /// No digits; some other text.
    NoDigits(Range<usize>),
    /// Commas that do not part thousands, or two decimal points.
    BadThousands(Range<usize>),
    /// A point that may part thousands: `1.234`, `1.234.567`.
    PointThousands(Range<usize>),
    /// A figure in brackets, as accounts write a negative one: `(1,234)`.
    Bracketed(Range<usize>),
    /// The long vowel mark where a minus sign would stand: `ー5`.
    VowelMark(Range<usize>),
    /// A circle where a zero may be meant: `〇`, `1〇件`.
    Circle(Range<usize>),
    /// A character that nobody sees, such as a space without width.
    Invisible(Range<usize>),
    /// More digits than sums can keep exact: over 15 before or 9 behind the point.
    TooManyDigits(Range<usize>),
    /// A second figure.
    TwoFigures(Range<usize>),
    /// A figure in parts (`3億5,000万円`), whose value is nowhere printed.
    MixedScale(Range<usize>),
    /// A range whose end is below its start.
    Reversed(Range<usize>),
    /// A number that counts nothing: the first, the second.
    Ordinal(Range<usize>),
    /// Text that is not understood.
    TrailingText(Range<usize>),
}

impl AmountFault {
    /// The bytes of the text that are to blame.
    pub fn at(&self) -> Range<usize> {
        match self {
            Self::Empty(at)
            | Self::Placeholder(at)
            | Self::NoDigits(at)
            | Self::BadThousands(at)
            | Self::PointThousands(at)
            | Self::Bracketed(at)
            | Self::VowelMark(at)
            | Self::Circle(at)
            | Self::Invisible(at)
            | Self::TooManyDigits(at)
            | Self::TwoFigures(at)
            | Self::MixedScale(at)
            | Self::Reversed(at)
            | Self::Ordinal(at)
            | Self::TrailingText(at) => at.clone(),
        }
    }

    /// The word of the help text that fits: `help-<word>`.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Empty(_) => "empty",
            Self::Placeholder(_) => "placeholder",
            Self::NoDigits(_) => "no-digits",
            Self::BadThousands(_) => "bad-thousands",
            Self::PointThousands(_) => "point-thousands",
            Self::Bracketed(_) => "bracketed",
            Self::VowelMark(_) => "vowel-mark",
            Self::Circle(_) => "circle",
            Self::Invisible(_) => "invisible",
            Self::TooManyDigits(_) => "too-many-digits",
            Self::TwoFigures(_) => "two-figures",
            Self::MixedScale(_) => "mixed-scale",
            Self::Reversed(_) => "reversed",
            Self::Ordinal(_) => "ordinal",
            Self::TrailingText(_) => "trailing-text",
        }
    }
}

/// Where a qualifier stands in running text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Place {
    /// Before the number: `約`.
    Before,
    /// After the unit: `程度`.
    After,
    /// After the unit, in brackets: `見込`.
    Bracketed,
}

impl Place {
    /// Where `qualifier` stands; unknown words go into brackets.
    pub fn of(qualifier: &str) -> Self {
        words::QUALIFIERS
            .iter()
            .find(|(word, _)| *word == qualifier)
            .map_or(Self::Bracketed, |(_, place)| *place)
    }
}

/// Whether a qualifier says that the figure is not exact (`約`, `程度`), so that it can be compared
/// with a computed one, but not be wrong. An expected figure (`見込`) is exact.
pub fn is_rough(qualifier: &str) -> bool {
    words::ROUGH.contains(&qualifier)
        || words::QUALIFIERS
            .iter()
            .any(|(word, place)| *word == qualifier && *place == Place::After)
}

/// The words that figures are read with. A longer word stands before its own beginning.
mod words {
    use std::sync::LazyLock;

    use super::Place::{self, After, Before, Bracketed};

    /// The characters that qualifiers begin with, sorted: most units begin with none of them.
    pub(super) static FIRST_OF_QUALIFIERS: LazyLock<Vec<char>> = LazyLock::new(|| {
        let mut all: Vec<char> = QUALIFIERS
            .iter()
            .filter_map(|(word, _)| word.chars().next())
            .collect();
        all.sort_unstable();
        all.dedup();
        all
    });

    /// Words that are kept: they hedge or compare.
    pub(super) const QUALIFIERS: &[(&str, Place)] = &[
        ("約", Before),
        ("およそ", Before),
        ("おおよそ", Before),
        ("凡そ", Before),
        ("概ね", Before),
        ("おおむね", Before),
        ("ほぼ", Before),
        ("延べ", Before),
        ("のべ", Before),
        ("延", Before),
        ("累計", Before),
        ("累積", Before),
        ("平均", Before),
        ("最大", Before),
        ("最低", Before),
        ("少なくとも", Before),
        ("程度", After),
        ("以上", After),
        ("以下", After),
        ("以内", After),
        ("未満", After),
        ("を超える", After),
        ("を超え", After),
        ("超える", After),
        ("超え", After),
        ("を上回る", After),
        ("を下回る", After),
        ("規模", After),
        ("前後", After),
        ("くらい", After),
        ("ぐらい", After),
        ("ほど", After),
        ("あまり", After),
        ("余り", After),
        ("余", After),
        ("超", After),
        ("弱", After),
        ("強", After),
        ("実績見込み", Bracketed),
        ("実績見込", Bracketed),
        ("見込み", Bracketed),
        ("見込値", Bracketed),
        ("見込", Bracketed),
        ("予定", Bracketed),
        ("速報値", Bracketed),
        ("速報", Bracketed),
        ("暫定値", Bracketed),
        ("暫定", Bracketed),
        ("推計値", Bracketed),
        ("推計", Bracketed),
        ("概算", Bracketed),
        ("概数", Bracketed),
    ];
    /// Words before a number or in brackets that say that it is not exact; all that stand after a
    /// number do.
    pub(super) const ROUGH: &[&str] = &[
        "約",
        "およそ",
        "おおよそ",
        "凡そ",
        "概ね",
        "おおむね",
        "ほぼ",
        "少なくとも",
        "推計値",
        "推計",
        "概算",
        "概数",
    ];
    /// Words before a number that belong to its period or its name.
    pub(super) const SKIPPED: &[&str] = &[
        "年間",
        "毎年度",
        "毎年",
        "各年度",
        "各年",
        "年度",
        "年",
        "毎月",
        "各月",
        "月間",
        "月",
        "各",
        "合わせて",
        "あわせて",
        "合計",
        "計",
        "全",
    ];
    /// What stands in cells that have no figure.
    pub(super) const PLACEHOLDERS: &[&str] = &[
        "-",
        "--",
        "−",
        "‐",
        "–",
        "—",
        "―",
        "ー",
        "…",
        "……",
        "...",
        "・・・",
        "×",
        "*",
        "※",
        "/",
        "?",
        "なし",
        "無し",
        "無",
        "該当なし",
        "不明",
        "未定",
        "未集計",
        "対象外",
        "非公表",
        "調査中",
        "集計中",
        "N/A",
        "n/a",
        "NA",
        "▲",
        "△",
    ];
    /// Before the digits of a negative number.
    pub(super) const MINUS: &[char] = &['▲', '△', '-', '−', '‐', '‑', '‒', '–', '—', '―'];
    /// The long vowel mark, which looks like a minus sign.
    pub(super) const VOWEL_MARK: char = 'ー';
    /// Circles that stand for a zero, a mark of approval, or nothing.
    pub(super) const CIRCLES: &[char] = &['〇', '○', '◯'];
    /// Between the ends of a range.
    pub(super) const RANGE: &[&str] = &[
        "から", "~", "〜", "∼", "-", "−", "‐", "‑", "‒", "–", "—", "―", "ー",
    ];
    /// Before a number that tells a place in an order.
    pub(super) const ORDINAL: &str = "第";
    /// At the end of a unit that tells a place in an order.
    pub(super) const NTH: char = '目';
    /// Scale words: a unit may begin with one.
    pub(super) const SCALES: &[&str] = &["百万", "十", "百", "千", "万", "億", "兆"];
    /// Hiragana with which units begin (`か所`, `つ`), and what must follow.
    pub(super) const KANA_UNITS: &[&str] = &["か所", "か月", "か国", "か年", "か村", "つ", "けた"];
    /// The hiragana block: a unit holds none but those of [`KANA_UNITS`].
    pub(super) const HIRAGANA: std::ops::RangeInclusive<char> = 'ぁ'..='ゖ';
    /// Signs that units hold besides letters.
    pub(super) const UNIT_SIGNS: &[char] = &['%', '‰', '℃', '°', '/', '・', '$', '¥', '_'];
    /// Squared units such as ㎡, each one sign.
    pub(super) const SQUARED: std::ops::RangeInclusive<char> = '㌀'..='㏿';
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests;
