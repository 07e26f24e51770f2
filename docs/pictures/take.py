"""Takes the README's pictures from a running demo: python docs/pictures/take.py SIGN_IN_LINK [FOLDER].

The link is the one that `make run` printed; it is good once.
"""

import io
import shutil
import sys
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image
from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
WIDE = {"width": 1440, "height": 810}


def take(link: str, folder: Path) -> None:
    """desk.png, quality.png and gaps.png, as the owner sees them."""
    house = "{0.scheme}://{0.netloc}".format(urlsplit(link))
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        page = browser.new_page(viewport=WIDE, reduced_motion="reduce")
        page.goto(link)
        page.wait_for_url("**/desk/**")
        page.goto(f"{house}/desk/?box=open")
        page.locator("a[data-row]:has(.line-who)").first.click()  # a colleague answered it before
        page.wait_for_url("**/conversations/**")
        _keep(page, folder / "desk.png")
        page.goto(f"{house}/office/quality/")
        _keep(page, folder / "quality.png")
        page.goto(f"{house}/office/quality/gaps/")
        _keep(page, folder / "gaps.png")
        browser.close()


def _keep(page: Page, path: Path) -> None:
    page.wait_for_load_state("load")
    page.wait_for_timeout(800)  # what is fetched after the page
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)  # a page has few colours
    print(f"{path}: {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    take(sys.argv[1], Path(sys.argv[2]) if len(sys.argv) > 2 else HERE)
