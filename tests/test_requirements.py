"""What the application installs: everything it imports is asked for, and everything asked for is pinned."""

import ast
import re
import sys
from importlib import metadata

from django.conf import settings
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

FLOORS = ("fcu_project", "institutions", "families", "referrals", "reporting")


def pins(name):
    """{canonical package name: (version, extras)} of a requirements file."""
    lines = (settings.BASE_DIR / name).read_text().splitlines()
    rows = (Requirement(line.split("#")[0].strip()) for line in lines if re.match("[A-Za-z]", line))
    return {canonicalize_name(row.name): (str(row.specifier).removeprefix("=="), row.extras) for row in rows}


def brought_along(direct):
    """Names of all packages that the direct ones need on this machine, themselves included."""
    seen, todo = set(), [(name, frozenset(extras)) for name, (_, extras) in direct.items()]
    while todo:
        name, extras = todo.pop()
        if (name, extras) in seen:
            continue
        seen.add((name, extras))
        for text in metadata.requires(name) or ():
            need = Requirement(text)
            if need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in ("", *extras)):
                todo.append((canonicalize_name(need.name), frozenset(need.extras)))
    return {name for name, _ in seen}


def imported_packages(folder):
    """{top-level module: file that imports it} for every import in the folder's Python files."""
    found = {}
    for path in sorted((settings.BASE_DIR / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module]
            else:
                continue
            found.update((name.partition(".")[0], str(path)) for name in names)
    return found


def test_every_package_is_pinned_and_installed_as_pinned():
    direct = pins("requirements.txt") | pins("requirements-test.txt")
    pinned = direct | pins("constraints.txt")
    assert {name: metadata.version(name) for name in pinned} == {name: version for name, (version, _) in pinned.items()}
    assert brought_along(direct) == set(pinned)
    assert len(pins("requirements.txt")) <= 25
    assert "psycopg" not in pinned


def test_the_application_imports_only_what_its_run_time_requirements_bring():
    direct = pins("requirements.txt")
    providers = metadata.packages_distributions()
    strays = {}
    for floor in FLOORS:
        for module, path in imported_packages(floor).items():
            if module in sys.stdlib_module_names or module in FLOORS:
                continue
            if not {canonicalize_name(name) for name in providers.get(module, ())} & set(direct):
                strays[module] = path
    assert not strays
