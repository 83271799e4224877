"""What an FCU is for (III.A.2): its aim and its three objectives, to which the indicators are linked."""

from dataclasses import dataclass

MEANING = "Unit pelayanan kesejahteraan sosial terpadu bagi keluarga di tingkat {place}."
AIM = "Membangun keterpaduan yang sinergis dalam pemberdayaan keluarga berbasis PSKS."


@dataclass(frozen=True)
class Objective:
    """One objective: its key (other floors link figures to it), its text, and what it means for the reader."""

    key: str
    text: str
    help: str
    clause: str


OBJECTIVES = (
    Objective(
        "coordination",
        "Koordinasi, kerja sama, dan keterpaduan dalam pemberdayaan keluarga meningkat.",
        "Terlihat dari lembaga yang menjadi anggota, rapat yang diadakan, dan rujukan yang ditangani bersama.",
        "III.A.2.2(1)",
    ),
    Objective(
        "welfare",
        "Taraf hidup dan kesejahteraan keluarga meningkat.",
        "Terlihat dari kebutuhan keluarga yang terpenuhi dan keluarga plasma yang menjadi pionir.",
        "III.A.2.2(2)",
    ),
    Objective(
        "solidarity",
        "Tanggung jawab sosial, kepedulian, dan kesetiakawanan sosial tumbuh.",
        "Terlihat dari keluarga pionir yang mendampingi keluarga lain dan warga yang hadir.",
        "III.A.2.2(3)",
    ),
)
