"""The families of the villages that are told briefly: each row of `further.toml` becomes a part like those at length.

What is the same in every village (how its meetings go, what a plan says) stands in the file once; the days are those of
a line that ends today, so many days further back (`shift`).
"""

import tomllib
from pathlib import Path

GROUP, RECORDED, ASSESSED, CONFIRMED, ANSWERED, BRIEFED, PAIRED = 112, 104, 86, 74, 62, 45, 28  # days before the end


def parts():
    """{place: part} of the villages that are told briefly, in the order of the file."""
    told = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
    return {row["place"]: _part(row, number, told) for number, row in enumerate(told["villages"], 1)}


def _part(row, number, told):
    shift, families = row["shift"], [_family(family, row, told) for family in row["families"]]
    rise = {"rise": _rise(row, told)} if "rise" in row else {}
    return {
        **rise, "region": row["region"], "secretary": row["secretary"], "head": "kades", "witness": row["witness"],
        "confirmed_days_ago": CONFIRMED + shift, "serial": 9000 + 100 * number, "birth_place": row["town"],
        "members_days_ago": ANSWERED + shift,
        "group": {**told["group"], "by": row["secretary"], "members": row["group"], "days_ago": GROUP + shift},
        "families": families,
        "meetings": [_meeting(meeting, row) for meeting in told["meetings"]],
        "pairings": [_pairing(family, row, told) for family in row["families"] if "pioneer" in family],
        "coachings": [_coaching(day, row, told) for day in row.get("coachings", ())],
    }  # fmt: skip


def _family(told, village, usual):
    """One family; its key is its place in the list of the village."""
    key, shift = village["families"].index(told), village["shift"]
    rt, rw, hamlet = told["at"]
    facts = {name: told[name] for name in ("head", "sex", "ses", "occupation", "problems", "note") if name in told}
    family = {**facts, "key": key, "rt": rt, "rw": rw, "hamlet": hamlet, "interviewer": key % len(village["group"])}
    if "choice" not in told:  # recorded lately, and still a candidate
        return {**family, "days_ago": told["days_ago"]}
    pioneer = told["choice"] == "pioneer"
    first = {"set": told["choice"], "days_ago": ASSESSED + shift, "unmet": told.get("unmet", [])}
    family |= {"days_ago": RECORDED + shift, "confirmed": True, "choice": told["choice"], "reason": told["reason"]}
    family |= {"assessments": [first, *({"set": "plasma", **again} for again in told.get("again", ()))]}
    if not pioneer:
        family["limits"] = ["access", "solving"]
    alone = told.get("alone", "")
    signs = {"spouse": False, "missing": alone} if alone else {}
    family |= {"answer": {"days_ago": ANSWERED + shift, "willing": True, **signs}, "card": f"{key + 11:02d}0418"}
    family["members"] = [_member(member, place, told) for place, member in enumerate(told["members"])]
    if pioneer:
        family |= {"story": told["story"], "plan": usual["plan"], "briefed": BRIEFED + shift}
    return family


def _member(told, place, family):
    """The head first, then the spouse where there is one, then children."""
    name, sex, born = told
    alone = family.get("alone", "")
    if place == 0:
        marital = 4 if alone in ("died", "no_spouse") else 2
        return {"name": name, "sex": sex, "born": born, "relation": 1, "marital": marital, "education": 4,
                "occupation": family["occupation"]}  # fmt: skip
    if place == 1 and not alone:
        return {"name": name, "sex": sex, "born": born, "relation": 3, "marital": 2, "education": 4, "occupation": 2}
    parent = "mother" if family["sex"] == "female" else "father"
    return {"name": name, "sex": sex, "born": born, "relation": 4, "marital": 1, "education": 2, "occupation": 3,
            parent: family["head"]}  # fmt: skip


def _meeting(told, village):
    """A meeting of the line; who comes by what they are in this village."""
    who = {"coordinator": village["coordinator"], "secretary": village["secretary"], **village["guests"]}
    meeting = {**told, "days_ago": told["days_ago"] + village["shift"]}
    for name in ("by", "leader", "note_taker"):
        meeting[name] = who.get(told[name], told[name])
    if told["kind"] == "consolidation":
        meeting |= {"region": village["region"], "by": "lk3"}
        if "briefing_paper" in village:  # nobody of LK3 works here in the application: from its paper
            meeting |= {"by": village["secretary"], "paper_number": village["briefing_paper"]}
    present = [who.get(key, key) for key in told["present"]] + (village["group"] if told["group_comes"] else [])
    meeting["present"] = list(dict.fromkeys(present))
    chosen = {kind: [key for key, row in enumerate(village["families"]) if row.get("choice") == kind]
              for kind in ("pioneer", "plasma")}  # fmt: skip
    if "designates" in told:
        meeting["designates"] = chosen[told["designates"]]
    if told["kind"] == "consolidation":
        meeting["briefs"] = {key: [1, 2, 3, 4, 5] for key in chosen["pioneer"]}
    meeting["place"] = told["place"].format(**village)
    return meeting


def _rise(village, told):
    """One plasma family that became a pioneer, with the FGD and the meeting that decided it."""
    row = {**village["rise"], "witness": village["witness"]}
    usual = {meeting["kind"]: meeting for meeting in told["meetings"]}
    kinds = ("focus_group", "pioneer_designation")
    row["meetings"] = {kind: {**_meeting(usual[kind], village), "days_ago": row[kind]} for kind in kinds}
    row["missing"] = village["families"][row["family"]].get("alone", "")
    return row


def _pairing(family, village, told):
    """A pair and its contacts, every so many days as far as they went; the need of the family shows at the first."""
    key, last = village["families"].index(family), family.get("last_visit", village.get("last_visit", 6))
    start = PAIRED + village["shift"]
    days = range(start - 4, last, -village["every"])
    notes = [{**told["notes"][number % len(told["notes"])], "days_ago": day} for number, day in enumerate(days)]
    if "need" in family:
        notes[0] = {**notes[0], "need": {"priority": 2, **family["need"]}}
    return {"pioneer": family["pioneer"], "plasma": key, "days_ago": start, "reason": told["pairing_reason"],
            "notes": notes}  # fmt: skip


def _coaching(day, village, told):
    pioneers = [key for key, row in enumerate(village["families"]) if row.get("choice") == "pioneer"]
    came = {key: [1, 1] for key in pioneers}
    return {**told["coaching"], "days_ago": day, "place": told["coaching"]["place"].format(**village), "came": came}
