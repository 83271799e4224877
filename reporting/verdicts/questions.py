"""What the trial has to answer, question by question, and which evidence stands beside each (I.A, I.C.1–2, SME-12).

The evidence is named by its function in reporting/verdicts/evidence.py.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Question:
    """One row: how it is called, what it asks in one plain sentence, where the guide asks it, what to look at."""

    code: str
    label: str
    asks: str
    clause: str
    evidence: tuple[str, ...]


QUESTIONS = {
    row.code: row
    for row in (
        Question(
            "effectiveness", "Efektivitas", "Apakah keluarga plasma yang didampingi menjadi lebih baik?",
            "I.A, I.C.2, I.E.10", ("accompanied", "changes"),
        ),
        Question(
            "efficiency", "Efisiensi", "Apakah uang, tenaga, dan waktu yang dipakai sepadan dengan hasilnya?",
            "I.C.2, I.E.10", ("money_per_family", "helpers", "days_to_service"),
        ),
        Question(
            "feasibility", "Fisibilitas", "Apakah tahapannya bisa dijalankan di sini dengan petugas yang ada?",
            "I.C.2, I.E.10", ("stages", "founding", "reports_in_time", "officers"),
        ),
        Question(
            "worth", "Nilai kelayakan", "Apakah model ini layak dikembangkan menurut evaluasi di tempat?",
            "I.A, I.C.2", ("scores", "told_at_visits"),
        ),
        Question(
            "benefit", "Nilai manfaat", "Apakah keluarga merasakan manfaatnya?",
            "I.A", ("services", "four_changes"),
        ),
        Question(
            "support", "Dukungan masyarakat", "Apakah masyarakat dan dunia usaha ikut menanggung dan ikut hadir?",
            "I.C.2, I.E.10", ("own_means", "members", "attendance", "musrenbang"),
        ),
        Question(
            "thinking", "Sinergi pola pikir",
            "Apakah pemerintah, masyarakat, dan dunia usaha memahami hal yang sama?",
            "I.C.1, II.B", ("made_known", "statements"),
        ),
        Question(
            "attitude", "Sinergi pola sikap", "Apakah pemerintah, masyarakat, dan dunia usaha bersedia ikut?",
            "I.C.1, II.B", ("willingness", "commitment", "turned_away"),
        ),
        Question(
            "action", "Sinergi pola tindak",
            "Apakah pemerintah, masyarakat, dan dunia usaha bekerja bersama untuk keluarga?",
            "I.C.1, II.B", ("joint_work", "partners", "with_whom"),
        ),
    )
}  # fmt: skip


def question_named(code):
    """The question called `code`. Raises LookupError for none."""
    return QUESTIONS[code]
