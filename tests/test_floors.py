"""The house itself: imports, keys and migrations point down only; no circles; no catch-all modules; small files."""

import ast
import re
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ("fcu_project", "institutions", "families", "referrals", "reporting")
MAY_LOOK_UP = {"fcu_project/urls.py", "fcu_project/settings.py"}
CATCH_ALLS = {"utils", "util", "helpers", "helper", "services", "managers", "signals", "common", "misc"}
OWN_SUFFIXES = (".py", ".html", ".css", ".js")
NOT_OURS = {".venv", ".git", "var", "vendor", "migrations", "node_modules", "__pycache__"}
LONGEST_FILE = 400


def sources(*folders, suffixes=(".py",)):
    """Our own files below `folders`, without migrations and vendored code."""
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in suffixes and not NOT_OURS & set(path.relative_to(ROOT).parts):
                yield path


def module_of(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path):
    """(line, dotted name) of every import, also inside functions; `from a import b` gives "a" and "a.b"."""
    package = module_of(path) if path.name == "__init__.py" else module_of(path).rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(), str(path))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*above, base] if base else above)
            yield node.lineno, base
            for alias in node.names:
                yield node.lineno, f"{base}.{alias.name}"


def dotted_strings(path):
    """(line, text) of strings that name a thing elsewhere: keys ("app.Model"), dotted paths, permissions."""
    for node in ast.walk(ast.parse(path.read_text(), str(path))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if re.fullmatch(r"[a-z_]+(\.\w+)+", node.value):
                yield node.lineno, node.value


def floor(name):
    top = name.split(".")[0]
    return FLOORS.index(top) if top in FLOORS else None


@pytest.mark.parametrize("app", FLOORS)
def test_no_arrow_points_up(app):
    up = []
    for path in sources(app):
        relative = path.relative_to(ROOT).as_posix()
        if relative in MAY_LOOK_UP:
            continue
        for line, target in [*imports(path), *dotted_strings(path)]:
            if floor(target) is not None and floor(target) > FLOORS.index(app):
                up.append(f"{relative}:{line} → {target}")
    assert sorted(set(up)) == []


def test_no_migration_depends_on_a_floor_above():
    up = []
    for (app, name), migration in MigrationLoader(None).disk_migrations.items():
        for target, _ in migration.dependencies:
            if app in FLOORS and target in FLOORS and FLOORS.index(target) > FLOORS.index(app):
                up.append(f"{app}.{name} → {target}")
    assert up == []


@pytest.mark.parametrize("app", FLOORS)
def test_no_relation_points_up_or_back(app):
    """What the models say once loaded, whichever way the key was written."""
    up = [
        f"{field} → {field.related_model._meta.label}"
        for model in apps.get_app_config(app).get_models()
        for field in (*model._meta.fields, *model._meta.many_to_many)
        if field.is_relation and (floor(field.related_model._meta.app_label) or 0) > FLOORS.index(app)
    ]
    assert up == []


def test_the_ground_floor_points_at_nobody():
    """History must not depend on an account: the ground floor keeps uids, and no key to a user or to another app."""
    outward = [
        f"{field} → {field.related_model._meta.label}"
        for model in apps.get_app_config("fcu_project").get_models()
        for field in (*model._meta.fields, *model._meta.many_to_many)
        if field.is_relation and field.related_model._meta.app_label != "fcu_project"
    ]
    assert outward == []
    for path in sources("fcu_project"):
        for node in ast.walk(ast.parse(path.read_text(), str(path))):
            names_user = isinstance(node, ast.Attribute) and node.attr == "AUTH_USER_MODEL"
            assert not names_user, f"{path}:{node.lineno}"


def model_arrows():
    """{module: {module: [where]}} inside institutions/models, from imports and from keys written as strings."""
    package = "institutions.models"
    paths = [p for p in sources("institutions/models") if p.name != "__init__.py"]
    home = {}  # class name → module that defines it
    for path in paths:
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                home[node.name] = module_of(path)
    arrows = {module_of(path): {} for path in paths}
    for path in paths:
        module = module_of(path)
        targets = []
        for line, name in imports(path):
            if name in arrows:
                targets.append((line, name))
            elif name.rpartition(".")[0] == package and name.rpartition(".")[2] in home:
                targets.append((line, home[name.rpartition(".")[2]]))
        for line, text in dotted_strings(path):
            app, _, name = text.partition(".")
            if app == "institutions" and name in home:
                targets.append((line, home[name]))
        for line, target in targets:
            if target != module:
                arrows[module].setdefault(target, []).append(f"{path.name}:{line}")
    return arrows


def circles(arrows):
    """Every circle once, as the tuple of its modules."""
    found = set()

    def walk(trail):
        for target in arrows[trail[-1]]:
            if target in trail:
                circle = trail[trail.index(target) :]
                start = circle.index(min(circle))
                found.add(tuple(circle[start:] + circle[:start]))
            else:
                walk([*trail, target])

    for module in arrows:
        walk([module])
    return found


def test_models_of_the_founding_floor_form_no_circle():
    """region → person → institution → meeting → document → fcu: each knows only what stands before it."""
    arrows = model_arrows()
    told = []
    for circle in sorted(circles(arrows)):
        steps = zip(circle, (*circle[1:], circle[0]), strict=True)
        told.append(", ".join(f"{a.split('.')[-1]} → {b.split('.')[-1]} ({arrows[a][b][0]})" for a, b in steps))
    assert told == []


def test_the_reading_of_arrows_sees_every_kind(tmp_path, monkeypatch):
    """The test of the test: an import in a function, a relative import and a key in a string are all seen."""
    monkeypatch.setattr("tests.test_floors.ROOT", tmp_path)
    source = tmp_path / "institutions" / "models" / "some.py"
    source.parent.mkdir(parents=True)
    source.write_text(
        "def f():\n    from families.models import Family\n    import reporting\n"
        "key = ForeignKey('referrals.Case')\nfrom .person import Person\n"
    )
    seen = {target for _, target in [*imports(source), *dotted_strings(source)]}
    assert {"families.models.Family", "reporting", "referrals.Case", "institutions.models.person.Person"} <= seen


def test_psycopg_3_is_not_installed():
    assert find_spec("psycopg") is None


def test_no_catch_all_modules():
    folders = (*FLOORS, "tests")
    named = {p.relative_to(ROOT).with_suffix("").as_posix() for p in sources(*folders)}
    assert [name for name in named if CATCH_ALLS & set(name.lower().split("/"))] == []


def test_files_stay_small_enough_to_read_whole():
    folders = (*FLOORS, "tests", "templates", "static", "bin")
    long = {}
    for path in sources(*folders, suffixes=OWN_SUFFIXES):
        lines = len(path.read_text().splitlines())
        if lines > LONGEST_FILE:
            long[path.relative_to(ROOT).as_posix()] = lines
    assert long == {}
