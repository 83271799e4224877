"""The guide's aspects of supervision, monitoring and evaluation, in its order (III.C.1.1(4), 1.2(5), 1.3(5))."""

from reporting.models import Aim

ASPECTS = {
    Aim.SUPERVISION: (
        ("concept", "Pemahaman konsep FCU"),
        ("tasks", "Tugas"),
        ("competence", "Kompetensi"),
        ("administration", "Administrasi"),
    ),
    Aim.MONITORING: (
        ("activities", "Jenis kegiatan"),
        ("stages", "Tahapan"),
        ("obstacles", "Hambatan"),
        ("support", "Pendukung"),
        ("people", "SDM"),
        ("facilities", "Sarana dan prasarana"),
        ("administration", "Administrasi"),
    ),
    Aim.EVALUATION: (
        ("process", "Proses"),
        ("effective", "Hasil: efektif"),
        ("efficient", "Hasil: efisien"),
        ("feasible", "Hasil: fisibel"),
        ("support", "Dukungan"),
        ("obstacles", "Hambatan"),
        ("efforts", "Upaya mengatasi hambatan"),
        ("network", "Jejaring kerja"),
    ),
}


def aspects_of(aim):
    """((code, label), ...) of one aim; none for a note."""
    return ASPECTS.get(aim, ())


def label_of(aim, code):
    """The guide's name of an aspect; the code itself where the aim has no such aspect."""
    return dict(aspects_of(aim)).get(code, code)
