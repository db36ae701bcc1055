//! Writing a 新旧対照表.
