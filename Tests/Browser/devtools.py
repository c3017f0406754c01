"""Drives a headless Chromium over a pipe, with Python's standard library alone."""

import base64
import json
import os
import shutil
import subprocess
import tempfile
import time

NAMES = ("chromium-headless-shell", "chromium", "chromium-shell", "google-chrome")


def program():
    """The browser on this machine, or None."""
    return next((found for found in map(shutil.which, NAMES) if found), None)


class BrowserError(Exception):
    """The browser can't do what it was asked."""


class Browser:
    """One browser with one page, ended with the block that opened it."""

    def __init__(self, path):
        self.path = path

    def __enter__(self):
        self.profile = tempfile.mkdtemp(prefix="trailseal-browser-")
        to_read, to_write = os.pipe()
        from_read, from_write = os.pipe()

        def place():
            # The browser reads commands from descriptor 3 and answers on 4.
            high = [os.dup2(end, 60 + step) for step, end in enumerate((to_read, from_write))]
            os.dup2(high[0], 3)
            os.dup2(high[1], 4)

        self.process = subprocess.Popen(
            [self.path, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
             "--no-first-run", "--disable-extensions", "--disable-background-networking",
             "--disable-component-update", "--hide-scrollbars", "--remote-debugging-pipe",
             f"--user-data-dir={self.profile}", "about:blank"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            preexec_fn=place, close_fds=False, start_new_session=True)
        os.close(to_read)
        os.close(from_write)
        self.commands, self.answers = to_write, from_read
        self.rest, self.number, self.events, self.session = b"", 0, [], None
        targets = self.send("Target.getTargets")["targetInfos"]
        page = next(target for target in targets if target["type"] == "page")
        self.session = self.send(
            "Target.attachToTarget", targetId=page["targetId"], flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.send(f"{domain}.enable")
        return self

    def __exit__(self, *_):
        os.close(self.commands)
        os.close(self.answers)
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)

    # Messages

    def send(self, method, **parameters):
        """Asks for something and waits for the answer; events that come before it are kept."""
        self.number += 1
        number = self.number
        message = {"id": number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.commands, data):]
        while True:
            answer = self.receive()
            if answer.get("id") == number:
                if "error" in answer:
                    raise BrowserError(f"{method}: {answer['error']['message']}")
                return answer["result"]
            self.events.append(answer)

    def receive(self):
        while b"\0" not in self.rest:
            piece = os.read(self.answers, 1 << 20)
            if not piece:
                raise BrowserError("the browser ended")
            self.rest += piece
        message, _, self.rest = self.rest.partition(b"\0")
        return json.loads(message)

    # Pages

    def open(self, address, width=1280, height=900):
        """Loads a page at a width; the seconds until its load event, by the browser's clock."""
        self.resize(width, height)
        self.events.clear()
        self.send("Page.navigate", url=address)
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self.receive())
        return self.run("performance.getEntriesByType('navigation')[0].loadEventStart / 1000")

    def resize(self, width, height=900):
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height,
                  deviceScaleFactor=1, mobile=False)

    def dark(self, on):
        self.send("Emulation.setEmulatedMedia", features=[
            {"name": "prefers-color-scheme", "value": "dark" if on else "light"}])

    def printed(self, on, width=1280):
        """Lays the page out as it is printed, or as it is shown."""
        self.resize(width)
        self.send("Emulation.setEmulatedMedia", media="print" if on else "")

    def run(self, expression):
        """The value of an expression on the page, awaited."""
        answer = self.send("Runtime.evaluate", expression=expression, returnByValue=True,
                           awaitPromise=True)
        if "exceptionDetails" in answer:
            raise BrowserError(str(answer["exceptionDetails"].get("exception", answer)))
        return answer["result"].get("value")

    def complaints(self):
        """What the page said on the console, what broke, and what it fetched besides itself."""
        found = []
        for event in self.events:
            method, parameters = event.get("method"), event.get("params", {})
            if method == "Runtime.consoleAPICalled":
                found.append(f"console: {parameters['args']}")
            elif method == "Runtime.exceptionThrown":
                found.append(f"exception: {parameters['exceptionDetails']['text']}")
            elif method == "Log.entryAdded":
                found.append(f"log: {parameters['entry']['text']}")
            elif method == "Network.requestWillBeSent":
                if parameters["request"]["url"] != parameters["documentURL"]:
                    found.append(f"fetched: {parameters['request']['url']}")
        return found

    def picture(self, path, clip=None):
        """A picture of the whole page, or of a part of it."""
        size = self.run("[document.documentElement.scrollWidth,"
                        " document.documentElement.scrollHeight]")
        clip = clip or {"x": 0, "y": 0, "width": size[0], "height": size[1]}
        answer = self.send("Page.captureScreenshot", captureBeyondViewport=True,
                           clip={**clip, "scale": 1})
        with open(path, "wb") as file:
            file.write(base64.b64decode(answer["data"]))

    def paper(self, path, width, height):
        """The page printed; width and height in inches."""
        answer = self.send("Page.printToPDF", paperWidth=width, paperHeight=height,
                           printBackground=False, preferCSSPageSize=False,
                           marginTop=0.4, marginBottom=0.4, marginLeft=0.4, marginRight=0.4)
        data = base64.b64decode(answer["data"])
        with open(path, "wb") as file:
            file.write(data)
        return data
