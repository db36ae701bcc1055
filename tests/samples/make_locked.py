"""The locked workbooks under tests/fixtures/locked: one small list, encrypted by several programs.

Needs LibreOffice (`soffice`) for the old formats and msoffcrypto-tool for the later ones:

    pip install openpyxl msoffcrypto-tool
    python3 tests/samples/make_locked.py

Salts are random, so no two runs give the same bytes: the files are made once and kept.
"""

import hashlib
import io
import os
import shutil
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

import openpyxl
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from msoffcrypto.format.ooxml import OOXMLFile
from msoffcrypto.method.container.ecma376_encrypted import ECMA376Encrypted
from msoffcrypto.method.ecma376_standard import ECMA376Standard

OUT = Path(__file__).parents[1] / "fixtures" / "locked"
ROWS = [["企業名", "資本金（千円）"], ["㈱見本", 1000], ["髙﨑工業", 2500]]
# The password with which Excel itself locks, and one that a person would choose.
PASSWORDS = {"excel": "VelvetSweatshop", "own": "himitsu"}
FILTERS = {"xls": "MS Excel 97", "ods": "calc8"}

MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
 script:language="StarBasic">
Sub Save(source As String, target As String, filter As String, password As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  book = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  Dim how(1) As New com.sun.star.beans.PropertyValue
  how(0).Name = "FilterName" : how(0).Value = filter
  how(1).Name = "Password" : how(1).Value = password
  book.storeToURL(target, how())
  book.close(True)
End Sub
</script:module>
"""


def plain() -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "企業"
    for row in ROWS:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_libreoffice(folder: Path, source: Path) -> None:
    profile = folder / "profile"
    office = ["soffice", "--headless", "--norestore", f"-env:UserInstallation={profile.as_uri()}"]
    # The first start makes the profile, into which the macro goes.
    subprocess.run([*office, "--terminate_after_init"], check=True, timeout=120)
    library = profile / "user" / "basic" / "Standard"
    (library / "Module1.xba").write_text(MACRO, encoding="utf-8")
    for name, password in PASSWORDS.items():
        for extension, kind in FILTERS.items():
            target = OUT / f"libreoffice-{name}.{extension}"
            words = f'"{source.as_uri()}","{target.as_uri()}","{kind}","{password}"'
            call = f"macro:///Standard.Module1.Save({words})"
            subprocess.run([*office, call], check=True, timeout=120)


def with_msoffcrypto(source: Path) -> None:
    for name, password in PASSWORDS.items():
        with source.open("rb") as opened, (OUT / f"agile-{name}.xlsx").open("wb") as target:
            OOXMLFile(opened).encrypt(password, target)


def standard(package: bytes, password: str) -> tuple[bytes, bytes]:
    """The description and the package under standard encryption, as Office 2007 wrote it."""
    salt, verifier = os.urandom(16), os.urandom(16)
    key = ECMA376Standard.makekey_from_password(password, 0x660E, 0x8004, 24, 128, 16, salt)

    def locked(data: bytes) -> bytes:
        cipher = Cipher(algorithms.AES(key), modes.ECB()).encryptor()
        return cipher.update(data + bytes(-len(data) % 16))

    provider = "Microsoft Enhanced RSA and AES Cryptographic Provider\0".encode("utf-16-le")
    header = struct.pack("<8I", 0x24, 0, 0x660E, 0x8004, 128, 24, 0, 0) + provider
    check = struct.pack("<I", 16) + salt + locked(verifier)
    check += struct.pack("<I", 20) + locked(hashlib.sha1(verifier).digest())
    info = struct.pack("<HHII", 3, 2, 0x24, len(header)) + header + check
    return info, struct.pack("<Q", len(package)) + locked(package)


def as_office_2007(source: Path) -> None:
    for name, password in PASSWORDS.items():
        info, package = standard(source.read_bytes(), password)
        target = OUT / f"standard-{name}.xlsx"
        with target.open("wb") as opened:
            ECMA376Encrypted(package, info).write_to(opened)
        # Another program must be able to read what was made here.
        with target.open("rb") as opened:
            locked = OOXMLFile(opened)
            locked.load_key(password=password, verify_password=True)
            locked.decrypt(io.BytesIO())


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "plain.xlsx"
        source.write_bytes(plain())
        with_msoffcrypto(source)
        as_office_2007(source)
        if shutil.which("soffice"):
            with_libreoffice(Path(folder), source)
        else:
            print("LibreOffice is not there: its files were not made", file=sys.stderr)


main()
