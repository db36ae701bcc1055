"""Saves a workbook so that the same content always gives the same bytes."""

import io
import re
import zipfile
from xml.sax.saxutils import escape

from openpyxl.worksheet.properties import PageSetupProperties

# Every sample says that it was made on this day.
MADE_ON = "2025-06-30T00:00:00Z"


def print_landscape(sheet, title_rows=None):
    """A4, landscape, as wide as one page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_title_rows = title_rows


def save(workbook, path, phonetic=None):
    """Writes the workbook; `phonetic` is {text: reading} for cells typed with a phonetic guide."""
    raw = io.BytesIO()
    workbook.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(path, "w") as target:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", MADE_ON.encode(), data)
            if entry.filename == "xl/sharedStrings.xml" and phonetic:
                data = add_phonetic(data.decode("utf-8"), phonetic).encode("utf-8")
            fixed = zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
            fixed.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(fixed, data, compresslevel=9)


def add_phonetic(strings, phonetic):
    """Puts a phonetic run (ふりがな) behind the shared strings named."""
    for text, reading in phonetic.items():
        plain = f"<t>{escape(text)}</t></si>"
        run = f'<rPh sb="0" eb="{len(text)}"><t>{escape(reading)}</t></rPh><phoneticPr fontId="1"/>'
        strings = strings.replace(plain, f"<t>{escape(text)}</t>{run}</si>")
    return strings
