"""Edits cells of a form and puts comments beside them with openpyxl, as a colleague's script would.

usage: edit_form.py FORM EDITS.json TO
An edit: {"sheet", "cell", "value", "date" (the value is a day), "note" (or null)}.
Exit status 77: openpyxl is not installed.
"""

import datetime
import json
import sys

try:
    import openpyxl
    from openpyxl.comments import Comment
except ImportError:
    sys.exit(77)

form, edits, to = sys.argv[1:]
book = openpyxl.load_workbook(form)
with open(edits, encoding="utf-8") as file:
    for edit in json.load(file):
        cell = book[edit["sheet"]][edit["cell"]]
        value = edit["value"]
        cell.value = datetime.date.fromisoformat(value) if edit["date"] else value
        if edit["note"]:
            cell.comment = Comment(edit["note"], "県 花子")
book.save(to)
