//! What sources print, and what must hold for every text.

use proptest::prelude::*;

use super::*;

/// Value, upper value, unit and qualifiers, parted by spaces.
fn read(printed: &str) -> String {
    match Amount::read(printed) {
        Ok(amount) => {
            assert_eq!(amount.printed, printed);
            let number = |n: Option<Decimal>| n.map(|n| n.to_string()).unwrap_or_default();
            let value = [number(amount.value), number(amount.value_to)];
            format!(
                "{}|{}|{}",
                value.join("..").trim_end_matches(".."),
                amount.unit,
                amount.qualifiers.join(";")
            )
        }
        Err(fault) => format!("{} {}", fault.word(), &printed[fault.at()]),
    }
}

#[test]
fn digits_are_kept_as_printed() {
    for (printed, expected) in [
        ("1,800件", "1800|件|"),
        ("92.3%", "92.3|%|"),
        ("９２．３％", "92.3|%|"),
        ("14.30", "14.30||"),
        ("１，８００件", "1800|件|"),
        ("1702活動", "1702|活動|"),
        ("0件", "0|件|"),
        ("331,111", "331111||"),
        ("▲5.2%", "-5.2|%|"),
        ("△37,015,700円", "-37015700|円|"),
        ("−5ポイント", "-5|ポイント|"),
        ("－5", "-5||"),
        ("▲0.0", "0.0||"),
    ] {
        assert_eq!(read(printed), expected, "{printed}");
    }
}

#[test]
fn units() {
    for (printed, expected) in [
        ("28万部", "28|万部|"),
        ("3,000千円", "3000|千円|"),
        ("40か所", "40|か所|"),
        ("3つ", "3|つ|"),
        ("2万か所", "2|万か所|"),
        ("5ヶ月", "5|ヶ月|"),
        ("100㎡", "100|㎡|"),
        ("3ｶﾞﾛﾝ", "3|ガロン|"),
        ("12 件", "12|件|"),
        ("5件/年", "5|件/年|"),
        ("3.8/1,000人", "3.8|/1,000人|"),
        ("2件/10万人", "2|件/10万人|"),
        ("1,234t-CO2", "1234|t-CO2|"),
        ("約50m2以上", "50|m2|約;以上"),
        ("14.8kg", "14.8|kg|"),
        ("3強度", "3|強度|"),
    ] {
        assert_eq!(read(printed), expected, "{printed}");
    }
}

#[test]
fn qualifiers_in_the_order_printed() {
    for (printed, expected) in [
        ("約360", "360||約"),
        ("約3万部", "3|万部|約"),
        ("10件以上", "10|件|以上"),
        ("年間10件以上", "10|件|以上"),
        ("年間5件程度", "5|件|程度"),
        ("各年5回程度", "5|回|程度"),
        ("各1回", "1|回|"),
        ("月1回", "1|回|"),
        ("計5団体", "5|団体|"),
        ("80%を超え", "80|%|を超え"),
        ("100を超える", "100||を超える"),
        ("２件（見込）", "2|件|見込"),
        ("31件(見込)", "31|件|見込"),
        ("31件見込み", "31|件|見込み"),
        ("延べ25人", "25|人|延べ"),
        ("25人（延べ）", "25|人|延べ"),
        ("約100団体規模", "100|団体|約;規模"),
        ("累計 約2,200人以上（見込）", "2200|人|累計;約;以上;見込"),
        ("5割弱", "5|割|弱"),
        ("40才以上", "40|才|以上"),
    ] {
        assert_eq!(read(printed), expected, "{printed}");
    }
}

#[test]
fn ranges_of_values() {
    for (printed, expected) in [
        ("20件から30件", "20..30|件|"),
        ("年間約20件から30件", "20..30|件|約"),
        ("20～30件", "20..30|件|"),
        ("20〜30件程度", "20..30|件|程度"),
        ("20-30件", "20..30|件|"),
        ("約20件から約30件", "20..30|件|約"),
        ("20万～30万部", "20..30|万部|"),
        ("-5～-3", "-5..-3||"),
        ("2か所から3か所", "2..3|か所|"),
    ] {
        assert_eq!(read(printed), expected, "{printed}");
    }
}

#[test]
fn faults_tell_their_place() {
    for (printed, expected) in [
        ("", "empty "),
        ("　", "empty 　"),
        ("-", "placeholder -"),
        ("―", "placeholder ―"),
        ("…", "placeholder …"),
        ("〇", "circle 〇"),
        ("1〇件", "circle 〇"),
        ("(1,234)", "bracketed (1,234)"),
        ("ー5件", "vowel-mark ー"),
        ("1.234件", "point-thousands 1.234件"),
        ("なし", "placeholder なし"),
        ("作成中", "no-digits 作成中"),
        ("1,80件", "bad-thousands 1,80"),
        ("約1800,000件", "bad-thousands 1800,000"),
        ("1.234,5", "bad-thousands 1.234,5"),
        ("1.2.3", "bad-thousands 1.2.3"),
        ("1234567890123456", "too-many-digits 1234567890123456"),
        ("36件(92.3%)", "two-figures 92.3"),
        ("2件（1件は中止）", "two-figures 1"),
        ("1h30m", "two-figures 30"),
        ("15/39", "two-figures 39"),
        ("15/39件", "two-figures 39"),
        ("2 437人", "two-figures 437"),
        ("21件、23件", "two-figures 23"),
        ("10件以上20件未満", "two-figures 20"),
        ("20件から30回", "two-figures 30回"),
        ("3億5,000万円", "mixed-scale 5,000"),
        ("30～20件", "reversed 20件"),
        ("第1回", "ordinal 第1"),
        ("2地区目", "ordinal 地区目"),
        ("5件でした", "trailing-text でした"),
        ("20件から", "trailing-text から"),
        ("申請7件", "trailing-text 申請"),
        ("2件(見込", "trailing-text (見込"),
        ("5件。", "trailing-text 。"),
        ("１件ずつ", "trailing-text ずつ"),
    ] {
        assert_eq!(read(printed), expected, "{printed}");
    }
}

#[test]
fn qualifiers_know_their_place() {
    assert_eq!(Place::of("約"), Place::Before);
    assert_eq!(Place::of("を超え"), Place::After);
    assert_eq!(Place::of("見込"), Place::Bracketed);
    assert_eq!(Place::of("別掲"), Place::Bracketed);
}

#[test]
fn a_longer_word_is_tried_before_its_beginning() {
    let words: Vec<_> = words::QUALIFIERS.iter().map(|(word, _)| *word).collect();
    for list in [&words, words::SKIPPED, words::KANA_UNITS] {
        for (at, word) in list.iter().enumerate() {
            let hidden = list[..at].iter().find(|early| word.starts_with(**early));
            assert_eq!(hidden, None, "{word}");
        }
    }
}

proptest! {
    #[test]
    fn no_text_panics(text in "[0-9０-９約延計第年か月件回%％,.▲〜~\\-から()（）見込以上 　/ｶﾞ㎡①]{0,14}") {
        if let Err(fault) = Amount::read(&text) {
            prop_assert!(text.get(fault.at()).is_some());
        }
    }
}
