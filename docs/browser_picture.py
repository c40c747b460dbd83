"""Takes the picture of the reading room in a browser, on a copy of ``seeds/`` with a few annotations."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from pictures import IMAGES, PROJECT, annotate
from playwright.sync_api import sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
WINDOW = {"width": 1180, "height": 640}
SETTLED = 3000
"""Milliseconds after which the page shows all it will show."""


def photograph(address: str, file: Path) -> None:
    """What a browser shows at that address, with the second article open."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": WINDOW["width"], "height": WINDOW["height"]})
        page.goto(address)
        page.locator("body.-first-byte").wait_for()
        page.wait_for_timeout(SETTLED)
        page.keyboard.press("ArrowDown")
        page.wait_for_timeout(SETTLED)
        page.screenshot(path=file)
        browser.close()


def main() -> None:
    """Take the picture."""
    if not CHROMIUM.exists():
        raise SystemExit(f"{CHROMIUM} is not there; the picture of the browser stays as it is.")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["READER_HOME"] = str(Path(folder) / "home")
        library = Path(folder) / "library"
        shutil.copytree(PROJECT / "seeds", library / "seeds")
        annotate(library)
        reader = [sys.executable, "-m", "reader", "-L", str(library)]
        subprocess.run([*reader, "index"], check=True, stdout=subprocess.DEVNULL)
        with subprocess.Popen([*reader, "serve", "--port", "0"], stdout=subprocess.PIPE, text=True) as server:
            address = server.stdout.readline().strip() if server.stdout else ""
            try:
                photograph(address, IMAGES / "browser.png")
            finally:
                server.send_signal(signal.SIGINT)


if __name__ == "__main__":
    main()
