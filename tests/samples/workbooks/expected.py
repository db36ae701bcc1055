"""EXPECTED.toml and README.md: what must come out of every fixture, for machines and for people."""

import json

ABOUT = """\
# What must come out of every fixture workbook. Made by tests/samples/make_fixtures.py: change that, not this.
#
#   table     header rows, first and last row (of several: any), and the columns: letter = "field [year] [unit]"
#             (left out where the layout is not one row for one firm)
#   skipped   "sheet!row reason"; `a|b` means either, `nothing|…` that it need not be told
#   problems  "sheet!cell code" that must be among those reported; * is any, ?code may be reported;
#             an error that is not named here must not be
#   firms     every firm that must be in the ledger afterwards, with every field and every figure (yen,
#             persons) that it must have; what is not named must be empty; ["", "x"] means empty or x
#   refused   true: the import must end with status 3 and write nothing; "may": it may, or read it right
"""


def quoted(value):
    """A value as TOML writes it."""
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {quoted(item)}" for key, item in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(quoted(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False)


def write_expected(fixtures, path):
    """Writes the table that tests read."""
    lines = [ABOUT]
    for fixture in fixtures:
        lines += ["[[file]]", f"name = {quoted(fixture.file)}", f"quirk = {quoted(fixture.quirk)}",
                  f"reading = {quoted(fixture.reading)}"]
        if fixture.refused:
            lines.append(f"refused = {quoted(fixture.refused)}")
        for key, entries in (("skipped", fixture.skipped), ("problems", fixture.problems)):
            if entries and fixture.refused is not True:
                sorted_entries = sorted(entries, key=lambda entry: [page.name for page in fixture.pages].index(entry[0]))
                texts = [f"{sheet}!{place} {what}" for sheet, place, what in sorted_entries]
                lines += [f"{key} = [", *[f"  {quoted(text)}," for text in texts], "]"]
        if fixture.firms:
            lines += ["firms = [", *[f"  {quoted(record)}," for record in map(in_order, fixture.firms.values())], "]"]
        for table in fixture.tables or []:
            lines += ["", "[[file.table]]", *[f"{key} = {quoted(table[key])}" for key in ("sheet", "header_rows", "first_row", "last_row")],
                      f"columns = {quoted(table['columns'])}"]
        lines.append("")
    path.write_text("\n".join(lines), encoding="utf-8")


def in_order(record):
    """The number and the name first, the figures last."""
    first = {key: record[key] for key in ("corporate_number", "name") if key in record}
    rest = {key: value for key, value in record.items() if key not in first and key != "figures"}
    figures = {str(year): record["figures"][year] for year in sorted(record["figures"])}
    return first | rest | ({"figures": figures} if figures else {})


def write_readme(fixtures, path):
    """Writes the table that an official reads."""
    lines = ["# 見本のファイル：くせと読み方", "",
             "企業の一覧によくある「くせ」を1つずつ持つファイルです。企業名・法人番号・数字はすべて架空です。",
             "`python3 tests/samples/make_fixtures.py` がつくります（このファイルも）。正しい読み取り結果は `EXPECTED.toml` にあります。", "",
             f"全部で {len(fixtures)} ファイル。", "", "| ファイル | くせ | どう読むか |", "|---|---|---|"]
    for fixture in fixtures:
        cells = [text.replace("|", "\\|") for text in (fixture.quirk, fixture.reading)]
        lines.append(f"| `{fixture.file}` | {cells[0]} | {cells[1]} |")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
