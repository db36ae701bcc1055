"""Writes a fixture in the format that its name says, the same bytes at every run."""

import datetime
import io
import re
import sys
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import xlwt
from openpyxl import Workbook
from openpyxl.styles import Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

import packing

THIN = Side(style="thin", color="808080")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
HEAD = PatternFill("solid", fgColor="E2EFDA")


def save(fixture, folder):
    """Writes the fixture's file."""
    path = Path(folder) / fixture.file
    if fixture.save.get("html"):
        return save_html(fixture, path)
    {".xlsx": save_xlsx, ".xlsm": save_xlsx, ".xls": save_xls, ".ods": save_ods}.get(path.suffix, save_text)(
        fixture, path)


def save_html(fixture, path):
    """A table of HTML under whatever name."""
    cells = fixture.pages[0].cells
    width = max(column for _, column in cells)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(str(cells.get((row, column), '')))}</td>" for column in range(1, width + 1)) + "</tr>"
        for row in range(1, max(row for row, _ in cells) + 1))
    path.write_text(f'<html><head><meta charset="utf-8"></head><body><table>{body}</table></body></html>', encoding="utf-8")


def save_xlsx(fixture, path):
    """An `.xlsx` or `.xlsm`; `fixture.save` may hold phonetic, cached, mac_dates, filter, inline."""
    book = Workbook()
    book.remove(book.active)
    if fixture.save.get("mac_dates"):
        book.epoch = CALENDAR_MAC_1904
    for page in fixture.pages:
        sheet = book.create_sheet(page.name)
        for (row, column), value in sorted(page.cells.items()):
            cell = sheet.cell(row, column, value)
            if isinstance(value, (datetime.date, datetime.datetime)):
                cell.number_format = "yyyy/m/d"
            if (row, column) in page.formats:
                cell.number_format = page.formats[row, column]
        for row, column in page.heads:
            cell = sheet.cell(row, column)
            cell.font, cell.fill, cell.border = Font(bold=True), HEAD, BOX
        for area in page.merges:
            sheet.merge_cells(area)
        for row in page.hidden_rows:
            sheet.row_dimensions[row].hidden = True
        for letter, width in page.widths.items():
            sheet.column_dimensions[letter].width = width
        for letter in page.hidden_columns:
            sheet.column_dimensions[letter].hidden = True
        if page.hidden:
            sheet.sheet_state = "hidden"
        if "filter" in fixture.save:
            sheet.auto_filter.ref = fixture.save["filter"]
        packing.print_landscape(sheet)
    # A book opens on its first sheet that can be seen.
    book.active = next(number for number, page in enumerate(fixture.pages) if not page.hidden)
    packing.save(book, path)
    if not fixture.save.get("inline"):
        patch(path, fixture.save.get("cached", {}), fixture.save.get("phonetic", {}))


MACRO_TYPE = ('<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>')
MACRO_LINK = ('<Relationship Id="rIdMacro" Target="vbaProject.bin" '
              'Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"/></Relationships>')


def patch(path, cached, phonetic):
    """Stores results beside formulas and texts as Excel does, and puts a (dummy) macro part into an `.xlsm`."""
    parts = {}
    with zipfile.ZipFile(path) as source:
        for name in source.namelist():
            parts[name] = source.read(name)
    for name, data in parts.items():
        if name.startswith("xl/worksheets/sheet"):
            text = data.decode("utf-8")
            for cell, value in cached.items():
                text = re.sub(rf'(<c r="{cell}"[^>]*><f>[^<]*</f>)<v ?/?>(</v>)?', rf"\g<1><v>{value}</v>", text)
            parts[name] = text.encode("utf-8")
    share_strings(parts, phonetic)
    if path.suffix == ".xlsm":
        types, links = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
        kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
        macro = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
        parts[types] = re.sub(rb"(<Types[^>]*>)", rb"\g<1>" + MACRO_TYPE.encode(), parts[types]).replace(kind, macro)
        parts[links] = parts[links].replace(b"</Relationships>", MACRO_LINK.encode())
        parts["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"no macro, only its place" * 8
    pack(path, parts)


STRINGS = "xl/sharedStrings.xml"
STRINGS_TYPE = ('<Override PartName="/xl/sharedStrings.xml" '
                'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml" /></Types>')
STRINGS_LINK = ('<Relationship Id="rIdStrings" Target="sharedStrings.xml" '
                'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" />'
                "</Relationships>")


def share_strings(parts, phonetic):
    """Puts texts that stand in the cells into one table, as Excel does; `phonetic` is {text: reading}."""
    if STRINGS in parts:
        sys.exit("this openpyxl writes shared strings by itself: the fixtures would change")
    found = {}

    def share(match):
        return f't="s"><v>{found.setdefault(match.group(1), len(found))}</v></c>'

    for name in sorted(parts):
        if name.startswith("xl/worksheets/sheet"):
            text = parts[name].decode("utf-8")
            parts[name] = re.sub(r't="inlineStr"><is>(.*?)</is></c>', share, text, flags=re.DOTALL).encode("utf-8")
    table = "".join(f"<si>{text}</si>" for text in found)
    table = ('<?xml version="1.0" encoding="UTF-8"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
             f'uniqueCount="{len(found)}">{table}</sst>')
    parts[STRINGS] = packing.add_phonetic(table, phonetic).encode("utf-8")
    for name, end, more in (("[Content_Types].xml", b"</Types>", STRINGS_TYPE),
                            ("xl/_rels/workbook.xml.rels", b"</Relationships>", STRINGS_LINK)):
        parts[name] = parts[name].replace(end, more.encode())


def pack(path, parts):
    """A zip of these parts, the same bytes at every run."""
    with zipfile.ZipFile(path, "w") as target:
        for name, data in parts.items():
            fixed = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            fixed.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            target.writestr(fixed, data)


def save_xls(fixture, path):
    """A workbook of Excel 97–2003."""
    book = xlwt.Workbook(encoding="utf-8")
    bold = xlwt.easyxf("font: bold on; borders: left thin, right thin, top thin, bottom thin")
    for page in fixture.pages:
        sheet = book.add_sheet(page.name)
        inside = set()
        for area in page.merges:
            (r1, c1), (r2, c2) = corners(area)
            sheet.write_merge(r1 - 1, r2 - 1, c1 - 1, c2 - 1, page.cells.get((r1, c1)), bold)
            inside |= {(row, column) for row in range(r1, r2 + 1) for column in range(c1, c2 + 1)}
        for place, value in sorted(page.cells.items()):
            if place in inside:
                continue
            style = bold if place in page.heads else xlwt.XFStyle()
            if isinstance(value, datetime.date):
                style = xlwt.easyxf(num_format_str="yyyy/m/d")
            sheet.write(place[0] - 1, place[1] - 1, value, style)
        for row in page.hidden_rows:
            sheet.row(row - 1).hidden = True
    raw = io.BytesIO()
    book.save(raw)
    Path(path).write_bytes(raw.getvalue())


def corners(area):
    """`A1:B2` as ((1, 1), (2, 2))."""
    ends = [re.fullmatch(r"([A-Z]+)(\d+)", end).groups() for end in area.split(":")]
    index = {get_column_letter(number): number for number in range(1, 200)}
    return [(int(row), index[letters]) for letters, row in ends]


ODS_HEAD = ('<?xml version="1.0" encoding="UTF-8"?><office:document-content '
            'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
            'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
            'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
            "<office:body><office:spreadsheet>")
ODS_MANIFEST = ('<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
                'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
                '<manifest:file-entry manifest:full-path="/" '
                'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
                '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
                "</manifest:manifest>")


def ods_cell(value, span):
    """One cell; `span` is (columns, rows) of a merge."""
    more = f' table:number-columns-spanned="{span[0]}" table:number-rows-spanned="{span[1]}"' if span else ""
    if value is None:
        return f"<table:table-cell{more}/>"
    if isinstance(value, datetime.date):
        kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
    elif isinstance(value, (int, float)):
        kind = f'office:value-type="float" office:value="{value}"'
    else:
        kind = 'office:value-type="string"'
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(value).split("\n"))
    return f"<table:table-cell {kind}{more}>{lines}</table:table-cell>"


def save_ods(fixture, path):
    """An OpenDocument spreadsheet."""
    body = ODS_HEAD
    for page in fixture.pages:
        spans, covered = {}, set()
        for area in page.merges:
            (r1, c1), (r2, c2) = corners(area)
            spans[r1, c1] = (c2 - c1 + 1, r2 - r1 + 1)
            covered |= {(row, column) for row in range(r1, r2 + 1) for column in range(c1, c2 + 1)} - {(r1, c1)}
        rows, width = max(row for row, _ in page.cells), max(column for _, column in page.cells)
        body += f'<table:table table:name="{escape(page.name)}">'
        for row in range(1, rows + 1):
            hidden = ' table:visibility="filter"' if row in page.hidden_rows else ""
            body += f"<table:table-row{hidden}>"
            for column in range(1, width + 1):
                if (row, column) in covered:
                    body += "<table:covered-table-cell/>"
                else:
                    body += ods_cell(page.cells.get((row, column)), spans.get((row, column)))
            body += "</table:table-row>"
        body += "</table:table>"
    body += "</office:spreadsheet></office:body></office:document-content>"
    pack(path, {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": body,
                "META-INF/manifest.xml": ODS_MANIFEST})


def save_text(fixture, path):
    """A text file; `fixture.save` may hold encoding, delimiter, newline."""
    page, options = fixture.pages[0], fixture.save
    delimiter = options.get("delimiter", ",")
    lines = []
    for row in range(1, max(row for row, _ in page.cells) + 1):
        last = max((column for line, column in page.cells if line == row), default=0)
        cells = (page.cells.get((row, column)) for column in range(1, last + 1))
        lines.append(delimiter.join(text_cell(value, delimiter, options.get("quote_all")) for value in cells))
    newline = options.get("newline", "\r\n")
    text = newline.join(lines) + newline
    path.write_bytes(options.get("bom", b"") + text.encode(options.get("encoding", "utf-8")))


def text_cell(value, delimiter, always):
    """One field, in quotes where it needs them."""
    text = "" if value is None else value.strftime("%Y/%m/%d") if hasattr(value, "strftime") else str(value)
    if always or any(sign in text for sign in (delimiter, '"', "\n")):
        return '"' + text.replace('"', '""') + '"'
    return text
