"""Whose duties the guide lists, and which role may write down what was done of them.

Offices that decide on paper never log in: the office that holds the paper may write it down on their behalf.
"""

from dataclasses import dataclass

from django.db import models

from institutions.roles import NATION, PROVINCE, REGENCY, ROLES, SUBDISTRICT, VILLAGE


class Actor(models.TextChoices):
    MINISTRY = "ministry", "Kementerian Sosial"
    PROVINCE = "province", "Dinas Sosial provinsi"
    REGENCY = "regency", "Dinas Sosial kabupaten/kota"
    SUBDISTRICT = "subdistrict", "Camat"
    VILLAGE_HEAD = "village_head", "Kepala desa/lurah"
    LK3 = "lk3", "LK3"
    TKSK = "tksk", "TKSK"
    COORDINATOR = "coordinator", "Koordinator FCU"
    MEMBER = "member", "Anggota FCU"
    PSKS_TEAM = "psks_team", "Tim PSKS"


@dataclass(frozen=True)
class ActorRule:
    """level: where the party has its office. roles: who is that party. on_behalf: who may write for it from paper."""

    level: str
    roles: tuple[str, ...]
    on_behalf: tuple[str, ...] = ()


ACTORS = {
    Actor.MINISTRY: ActorRule(NATION, ("ministry",)),
    Actor.PROVINCE: ActorRule(PROVINCE, ("province",)),
    Actor.REGENCY: ActorRule(REGENCY, ("regency_reports",)),
    Actor.SUBDISTRICT: ActorRule(SUBDISTRICT, ("subdistrict_operator",), ("tksk", "village_operator")),
    Actor.VILLAGE_HEAD: ActorRule(VILLAGE, ("village_head",), ("village_operator", "psm_facilitator", "secretary")),
    Actor.LK3: ActorRule(REGENCY, ("lk3",), ("regency_reports", "village_operator", "secretary")),
    Actor.TKSK: ActorRule(SUBDISTRICT, ("tksk",), ("village_operator", "secretary", "coordinator")),
    Actor.COORDINATOR: ActorRule(VILLAGE, ("coordinator",), ("secretary",)),
    Actor.MEMBER: ActorRule(VILLAGE, ("member", "coordinator", "secretary", "treasurer"), ("village_operator",)),
    Actor.PSKS_TEAM: ActorRule(VILLAGE, ("psks_team",), ("village_operator", "psm_facilitator", "secretary")),
}


TELLS = "tksk-fcu-iiib65-1"  # the duty of a TKSK to make known what an FCU plans


def is_actor(role, actor):
    """Whether this role is the party itself."""
    return role in ACTORS[actor].roles


def may_log(role, actor):
    """Whether this role may write down what `actor` did: as that party, or from the paper on its behalf."""
    return is_actor(role, actor) or role in ACTORS[actor].on_behalf


def actors_for(role):
    """The parties for which this role writes, itself first, then those of its own level."""
    level = ROLES[role].level
    mine = (actor for actor in Actor if may_log(role, actor))
    return sorted(mine, key=lambda actor: (not is_actor(role, actor), ACTORS[actor].level != level))
