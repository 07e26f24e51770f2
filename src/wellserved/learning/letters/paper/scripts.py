"""Which words our type can write, and with what further type; the rest is left out, and the sheet says so.

Inter has Latin, Greek and Cyrillic, Noto Emoji the pictures. Chinese, Japanese and Korean are written where the
machine has a font for them (fonts-droid-fallback on Debian: 4 MB, too heavy to ship to all). Scripts whose letters
change with their neighbours, such as Arabic or Devanagari, would be written wrong without a shaper, so they are not.
"""

import unicodedata
from pathlib import Path

from fpdf import FPDF

from wellserved import ui

VENDOR = Path(ui.__file__).parent / "static" / "vendor"
OWN = {"": VENDOR / "inter-regular.ttf", "B": VENDOR / "inter-semibold.ttf"}
FURTHER = (VENDOR / "noto-emoji.ttf", Path("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf"))
LEFT_OUT = "…"
UNSEEN = ("Cf", "Mn", "Me", "Cc", "Cs", "Co", "Cn")  # there is nothing to see of them by themselves
MODIFIERS = {
    0x200D,
    0xFE0E,
    0xFE0F,
    *range(0x1F3FB, 0x1F400),
}  # of an emoji; alone the tones of a skin are grey boxes


class Scripts:
    """`lost` is whether something had to be left out so far."""

    def __init__(self, pdf: FPDF) -> None:
        self.lost = False
        self._pdf = pdf
        for style, path in OWN.items():
            pdf.add_font("Inter", style, path)
        self._known = self._letters("inter")
        self._is_wide = False

    def written(self, text: str) -> str:
        """The text as it can be written on this sheet."""
        text = "".join(sign for sign in unicodedata.normalize("NFC", text) if ord(sign) not in MODIFIERS)
        if not all(self._is_known(sign) for sign in text):
            self._widen()
        kept: list[str] = []
        for sign in text:
            if self._is_known(sign):
                kept.append(sign)
            elif unicodedata.category(sign) not in UNSEEN:
                self.lost = True
                if kept[-1:] != [LEFT_OUT]:
                    kept.append(LEFT_OUT)
        return "".join(kept)

    def _is_known(self, sign: str) -> bool:
        return ord(sign) in self._known or sign in "\n\t"

    def _widen(self) -> None:
        """Further type is loaded for the first sign that needs it: most letters need none."""
        if self._is_wide:
            return
        self._is_wide = True
        families = [path.stem for path in FURTHER if path.is_file()]
        for path in FURTHER:
            if path.is_file():
                self._pdf.add_font(path.stem, "", path)
                self._known |= self._letters(path.stem)
        self._pdf.set_fallback_fonts(families, exact_match=False)

    def _letters(self, family: str) -> set[int]:
        return set(self._pdf.fonts[family.lower()].cmap)  # type: ignore[union-attr]
