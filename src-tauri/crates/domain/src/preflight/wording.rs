//! Words of the policy that are often written otherwise.

use super::Remark;
use crate::answers::Cell;

/// What people write, and the word of 地域未来戦略 (GLOSSARY: the same spelling everywhere).
const OFFICIAL: [(&str, &str); 14] = [
    ("クラスタ計画", "クラスター計画"),
    ("クラスタ形成", "クラスター形成"),
    ("産業クラスタの", "産業クラスターの"),
    ("地場産業成長計画", "地場産業成長プラン"),
    ("地場産業成長プログラム", "地場産業成長プラン"),
    ("地域未来戦力", "地域未来戦略"),
    ("伴奏支援", "伴走支援"),
    ("判走支援", "伴走支援"),
    ("コネクタ度", "コネクター度"),
    ("コネクタ率", "コネクター度"),
    ("コネクター率", "コネクター度"),
    ("ハブ率", "ハブ度"),
    ("重点支援先企業", "重点支援企業"),
    ("重点支援事業者", "重点支援企業"),
];

pub(super) fn remarks(remarks: &mut Vec<Remark>, cell: &Cell<'_>) {
    for (written, official) in OFFICIAL {
        if cell.text.contains(written) {
            let finding = cell.says("word_not_official");
            let finding = finding.text("written", written).text("official", official);
            let mended = Some(cell.text.replace(written, official));
            remarks.push(Remark { mended, ..Remark::warning(finding) });
        }
    }
}
