"""The web of bodies around an FCU: who worked with whom in the last twelve months (PSK-06)."""

from institutions.documents.network import NETWORK_TEMPLATE, network_facts, told
from institutions.network import drawing_of, network_of
from institutions.views.activity import TIPS
from institutions.views.sheet import SheetView
from institutions.views.unit import visible_unit


class NetworkView(SheetView):
    template_name = "institutions/network.html"
    name, paper_template = "Jejaring kerja", NETWORK_TEMPLATE
    columns = (
        ("Lembaga", lambda tie: tie[0].name),
        ("Bekerja dengan", lambda tie: tie[1].name),
        ("Kali", lambda tie: sum(tie[2].values())),
        ("Rincian", lambda tie: ", ".join(f"{label} {times}" for label, times in tie[2].items())),
    )

    def find_region(self, request, uid):
        self.unit = visible_unit(request, uid)
        self.network = network_of(self.unit, request.assignment.today)
        return self.unit.region

    def rows(self):
        return self.network.ties

    def paper_facts(self, paper):
        return network_facts(self.network, paper)

    def get_context_data(self, **kwargs):
        network = self.network
        return super().get_context_data(
            unit=self.unit,
            network=network,
            drawing=drawing_of(network),
            lines=[(node, told(network, node)) for node in network.nodes],
            tips=TIPS,
            **kwargs,
        )
