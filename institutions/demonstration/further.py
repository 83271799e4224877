"""Further villages of the story, told briefly: who they are and when they began stands in `further.toml`, and what is
the same in each (who comes, what is said) only once. Every row becomes a part like those that are told at length."""

import tomllib
from pathlib import Path

OFFICES = ("coordinator", "secretary", "treasurer")
# Days from the start of a village at the pace of one: what is done first has the smaller number.
STEPS = {
    "institutions": 5, "identification": 9, "coordination_village": 13, "formation": 24, "record": 25, "ready": 30,
    "decree": 34, "inauguration": 44,
}  # fmt: skip


def parts():
    """{place: part} of the villages that are told briefly, in the order of the file."""
    told = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return {row["place"]: _part(row, told) for row in told["villages"]}


def _part(row, told):
    bodies = [_body(body, row) for body in told["bodies"] if body["key"] in row["names"]]
    people = [_person(person, row) for person in told["people"] if person["key"] in row["names"]]
    part = {"home": row["code"], "people": people}
    part["unit"] = {"name": row["unit"], "address": row["address"], "days_ago": row["started"]}
    part["institutions"] = bodies
    part["identification"] = {"absent": row.get("absent", ["lpp-lpk"]), "days_ago": _ago("identification", row)}
    part["membership"] = {
        "psks": [body["key"] for body in bodies],
        "individuals": [told["individuals"][key] for key in told["individuals"] if key in row["names"]],
    }
    elected = zip(OFFICES, row["officers"], strict=True)
    part["election"] = {"candidates": [{"post": post, "person": key, "elected": True} for post, key in elected]}
    part["decree"] = {"ready_days_ago": _ago("ready", row), "briefly": True}
    kinds = ["coordination_village", "formation"]
    if row.get("until") != "ready":
        part["decree"]["days_ago"] = _ago("decree", row)
        kinds.append("inauguration")
    days = [(kind, _ago(kind, row)) for kind in kinds] + [("routine", day) for day in row.get("routines", ())]
    part["meetings"] = [_meeting(kind, day, row, people, told) for kind, day in days]
    return part


def _ago(step, row):
    """The day of a step, as far back as the village began and as slow as it was."""
    return row["started"] - round(STEPS[step] * row.get("pace", 1))


def _person(told, row):
    """One of the village; who was elected or works for it acts in the story, with an account where one is told."""
    person = {**told, "name": row["names"][told["key"]]}
    person["position"] = told["position"].format(**row)
    if told["key"] in row["officers"] and row.get("until") != "ready":
        person |= {"role": OFFICES[row["officers"].index(told["key"])], "since": "decree"}
    return person | row.get("accounts", {}).get(told["key"], {})


def _body(told, row):
    body = {**told, "leader": row["names"][told["key"]], "days_ago": _ago("institutions", row)}
    body["name"] = row.get("called", {}).get(told["key"]) or told["name"].format(**row)
    body["address"] = f"Dusun {row['hamlet']}"
    men, women = body.pop("members")
    body["members_male"], body["members_female"] = men and men + row["more"], women and women + row["more"]
    return body


def _meeting(kind, day, row, people, told):
    """A meeting of a kind, with all who belong to it but those whom the village names as absent."""
    usual = told["meetings"][kind]
    ours = kind == "routine"
    own = [person["key"] for person in people if not ours or person["element"] in ("psks", "individual")]
    present = [key for key in own if key not in row.get("away", ())] + [row["guests"][who] for who in usual["guests"]]
    meeting = {**usual, "kind": kind, "days_ago": day, "present": present, "place": usual["place"].format(**row)}
    meeting["by"] = row["officers"][1] if ours else "operator"
    meeting["leader"] = row["officers"][0] if ours else "kades"
    meeting["note_taker"] = row["officers"][1] if ours else "operator"
    meeting["minutes"] = "\n\n".join(filter(None, (usual["minutes"].strip(), row.get("told", {}).get(kind, ""))))
    if kind == "formation":
        meeting["record_days_after"] = day - _ago("record", row)
    return meeting
