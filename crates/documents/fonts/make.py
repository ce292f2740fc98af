#!/usr/bin/env python3
"""Makes the packed fonts of this folder again, byte for byte.

    python3 -m venv /tmp/fonts && /tmp/fonts/bin/pip install fonttools==4.68.0 zstandard==0.25.0
    /tmp/fonts/bin/python crates/documents/fonts/make.py
    NET30_RECORD=1 cargo test -p net30-documents the_index_says_what_the_fonts_are

It needs npm, dpkg-deb and the network. What is fetched is checked against the hashes below.

Latin, Cyrillic, Greek and Arabic are whole, as Debian has them; Hebrew, Thai and Devanagari are whole, as npm has Google's.
Of Japanese, Chinese and Korean there are the characters of the countries' own sets, and what people are called besides; no
Latin, since that comes from Noto Sans. Emoji are in black, in one weight. All are TrueType: checkers of PDF/A misread the
widths of CID-keyed OpenType fonts.
"""

import hashlib
import io
import subprocess
import tarfile
import tempfile
import urllib.request
from pathlib import Path

import zstandard
from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent

# The standard of Swiss bills wants one of four faces; this is the free one.
LIBERATION = "https://deb.debian.org/debian/pool/main/f/fonts-liberation2/fonts-liberation2_2.1.5-1_all.deb"
LIBERATION_SHA256 = "35ffaa54f117e633e89a5da89af235a073b34dbe582726fbf6989568f7fd9bda"
LIBERATION_FONTS = ["LiberationSans-Regular", "LiberationSans-Bold"]

DEBIAN = "https://deb.debian.org/debian/pool/main/f/fonts-noto/fonts-noto-core_20201225-1_all.deb"
DEBIAN_SHA256 = "58f4f0bb6720f919f92096b3508e1412a0f1544424ade6c5b5bf1eb694dd64ba"
DEBIAN_FONTS = [
    *["Sans-Regular", "Sans-Bold", "Sans-Italic", "Serif-Regular", "Serif-Bold", "Serif-Italic"],
    # Later versions put letters together from a body and its dots, which breaks words apart for whoever copies them.
    *["SansArabic-Regular", "SansArabic-Bold"],
]

NPM = {
    "emoji": ("0.4.7", "6a25fd5a4da5bb34bbc2d300531bbf32de86afd866e119314d7e358f61a6104d"),
    "devanagari": ("0.4.1", "fb9a4c288af3829f383d945fcec350c8cdf99abf18ffe55c987c495bca42e80e"),
    "hebrew": ("0.4.1", "f82f8e852e3355521c511f2762a0130216d208d108bf4739aa977eb6a6d3012c"),
    "jp": ("0.4.3", "563ee80509692e2b2f42ceae6a0b82afecb90daa1b3d025bcebdf3d9120f43a3"),
    "kr": ("0.4.3", "7614af529705ea48e8b76cb3b056b92db66b7625ef3fc97ce76366063df94d3f"),
    "sc": ("0.4.3", "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59"),
    "thai": ("0.4.2", "44282ae7c24587e7e50f083e5db3aafa8011ac2eac1159ef62be4fc516a66165"),
}

# What Chinese names have beyond GB 2312.
CHINESE_NAMES = """
㛃㛚㬊㭎㵄㵘㻏㻬㽏䃅䜣䴘䴙䶮俫倓倞倢偲傒傕劼厷吪喆喦嘒噉囧垕垚垟埇埈埜埥堃堌堎堽墡奡妘妧妺姁姈姞姮姵
婠婳媖媗媞媱嫄嫕嫚嫪嬅嬛嬿寔寯峃峣崀崚嵎嵚嶓廙弢彧惢愔慜慭扆旸旻昉昐昒昞昡昳晊晙晛晢晧晫晳晹暅暐暕暠
暲暶曈曌曚杍杺枻柷栻梣梽棨棪棽椀楀楙榃榿檍沄沇沚泂泆泚洺浐浡涘涢淏淯渟渼湉湑湜湳溁溦滘漹潏潓澔瀞炆炑
炘炟烔烜煐煓煕煚熇燊燏燚燨燿犇玏玕玘玙玚玠玭玱玶玹珅珖珣珵珺珽琀琇琎琟琤琭琲瑀瑃瑄瑅瑆瑑瑒瑔瑢瑨瑱璆
璈璒璕璠璪璬璮璱瓀瓅皛睎砢硚碃祎禔禛禤秾竑纮缊翀翃翙翚翯翾芃芠茝莀菂蒨蓂虓衎袆褀訚赑赟赪跶鋆钖铓铻锜
锳锽镃镕镠闓阇霂韡頔頠顗颋颎颙飏飐飔飖飗馞骃骉骍骎骕骙骦髙魋鳀鸧鸮鸰鹍鹓鹔鹮鼒齮龑
"""
# What Japanese names have beyond JIS X 0213.
JAPANESE_NAMES = "𠮷𠮟"


def two_byte(codec: str, first: range, second: list[int]) -> set[int]:
    """The characters that an encoding has in two bytes."""
    found = set()
    for high in first:
        for low in second:
            try:
                found |= set(map(ord, bytes([high, low]).decode(codec)))
            except UnicodeDecodeError:
                pass
    return found


def beyond_latin(characters: set[int]) -> set[int]:
    """Without Latin, Greek and Cyrillic, and without private use."""
    return {c for c in characters if c >= 0x2000 and not 0xE000 <= c < 0xF900}


ANY = list(range(0x40, 0xFF))
GR = list(range(0xA1, 0xFF))
BIG5 = list(range(0x40, 0x7F)) + GR

JAPANESE = beyond_latin(
    two_byte("cp932", range(0x81, 0xFF), ANY)
    | two_byte("euc_jis_2004", range(0xA1, 0xFF), GR)
    | set(range(0xFF61, 0xFFA0))
    | set(map(ord, JAPANESE_NAMES))
)
# Traditional characters are those that Taiwan's schools teach: the first level of Big5.
CHINESE = beyond_latin(
    two_byte("gb2312", range(0xA1, 0xFF), GR)
    | two_byte("big5", range(0xA1, 0xC7), BIG5)
    | set(map(ord, "".join(CHINESE_NAMES.split())))
)
KOREAN = {c for c in two_byte("euc_kr", range(0xA1, 0xFF), GR) if 0x3130 <= c < 0x3190 or 0xAC00 <= c < 0xD7A4}

# What the Swiss standard allows in a bill.
SWISS = {*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x218, 0x21C), ord("€")}
EMOJI = set(range(0x2000, 0x2FFFF))

SUBSETS = {"emoji": EMOJI, "jp": JAPANESE, "sc": CHINESE, "kr": KOREAN}


def checked(data: bytes, algorithm: str, expected: str, name: str) -> bytes:
    found = hashlib.new(algorithm, data).hexdigest()
    if found != expected:
        raise SystemExit(f"{name}: {algorithm} is {found}, not {expected}")
    return data


def of_debian(url: str, sha256: str, names: list[str], folder: Path) -> dict[str, bytes]:
    with urllib.request.urlopen(url) as reply:
        package = checked(reply.read(), "sha256", sha256, url)
    (folder / "fonts.deb").write_bytes(package)
    subprocess.run(["dpkg-deb", "-x", folder / "fonts.deb", folder / "fonts"], check=True)
    return {name: next((folder / "fonts").rglob(f"{name}.ttf")).read_bytes() for name in names}


def of_npm(script: str, folder: Path) -> dict[str, bytes]:
    version, sha256 = NPM[script]
    is_emoji = script == "emoji"
    name = "noto-emoji" if is_emoji else f"noto-sans-{script}"
    wanted = f"@expo-google-fonts/{name}@{version}"
    subprocess.run(["npm", "pack", "--silent", wanted], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    package = (folder / f"expo-google-fonts-{name}-{version}.tgz").read_bytes()
    checked(package, "sha256", sha256, wanted)
    family = "NotoEmoji" if is_emoji else "NotoSans" + (script.upper() if len(script) == 2 else script.capitalize())
    styles = [(400, "Regular"), (700, "Bold")]
    fonts = {}
    with tarfile.open(fileobj=io.BytesIO(package)) as archive:
        for weight, style in styles[:1] if is_emoji else styles:
            member = archive.extractfile(f"package/{weight}{style}/{family}_{weight}{style}.ttf")
            fonts[f"{family}-{style}"] = member.read()
    return fonts


def with_only(characters: set[int], data: bytes) -> bytes:
    """The font with what is needed to set these characters from left to right."""
    options = subset.Options()
    options.hinting = False
    options.glyph_names = False
    options.notdef_outline = True
    options.layout_features = ["ccmp", "locl", "kern", "mark", "mkmk"]
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "STAT", "meta", "gasp"]
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=characters & set(font.getBestCmap()))
    subsetter.subset(font)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def renamed(family: str, data: bytes) -> bytes:
    """The font by another name: the licence keeps its own for the whole font."""
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    names = font["name"]
    style = names.getDebugName(2)
    own = {1: family, 2: style, 3: f"{family} {style}", 4: f"{family} {style}", 6: f"{family.replace(' ', '')}-{style}"}
    for record in list(names.names):
        if record.nameID in own:
            names.setName(own[record.nameID], record.nameID, record.platformID, record.platEncID, record.langID)
        elif record.nameID not in (0, 13, 14):
            names.removeNames(record.nameID, record.platformID, record.platEncID, record.langID)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        fonts = of_debian(DEBIAN, DEBIAN_SHA256, [f"Noto{name}" for name in DEBIAN_FONTS], folder)
        for name, data in of_debian(LIBERATION, LIBERATION_SHA256, LIBERATION_FONTS, folder).items():
            fonts[name.replace("LiberationSans", "BillSans")] = renamed("Bill Sans", with_only(SWISS, data))
        for script in NPM:
            for name, data in of_npm(script, folder).items():
                fonts[name] = with_only(SUBSETS[script], data) if script in SUBSETS else data
    for old in HERE.glob("*.ttf.zst"):
        old.unlink()
    total = 0
    for name, data in sorted(fonts.items()):
        packed = zstandard.ZstdCompressor(level=22, write_content_size=True).compress(data)
        (HERE / f"{name}.ttf.zst").write_bytes(packed)
        total += len(packed)
        print(f"{name}: {len(data):,} -> {len(packed):,}")
    print(f"together {total:,}")


if __name__ == "__main__":
    main()
