"""Run the suite in a process of its own, as a user would, and read its log."""

import json

from lxml import etree, html

from tests.helpers import PROJECT, forked
from tests.helpers.pages import text

ONE = "toewijzingen/per-4-weken-deelbaar"


def run(target, *options, adapter=None, **environment):
    """Run the suite in a process of its own, as a user would."""
    extra = ["--mt-adapter", f"python-inline:tests.systems.bad:{adapter}"] if adapter else []
    return forked.run(
        "pytest",
        PROJECT / "conformance",
        "--rootdir",
        PROJECT,
        "-q",
        "--assert=plain",
        *([] if "cacheprovider" in options else ["-p", "no:cacheprovider"]),
        "--mt-out",
        target,
        *options,
        *extra,
        folder=target,
        environment={"PYTHONPATH": str(PROJECT), "COLUMNS": "200"} | environment,
    )


def events(target):
    return [json.loads(line) for line in (target / "log.jsonl").read_text("utf-8").splitlines()]


def verdicts(target):
    return {(e["case"], e["rule"]): e["verdict"] for e in events(target) if e["event"] == "verdict"}


def heading(target):
    """What the page says first."""
    return text(html.parse(target / "rapport.html").find(".//h1"))


def junit(target):
    """The properties of junit.xml as a whole."""
    found = etree.parse(target / "junit.xml").iterfind("testsuite/properties/property")
    return {one.get("name"): one.get("value") for one in found}
