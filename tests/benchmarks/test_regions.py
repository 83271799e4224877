"""The official list of regions: ninety thousand rows."""

import time

import pytest
from django.core.management import call_command

from institutions.models import Region
from tests.benchmarks.measure import just_told


@pytest.mark.benchmark
@pytest.mark.django_db
def test_the_whole_country_loads_within_a_minute_and_is_skipped_at_once_when_current():
    began = time.perf_counter()
    call_command("load_regions", verbosity=0)
    first = time.perf_counter() - began
    began = time.perf_counter()
    call_command("load_regions", verbosity=0)
    again = time.perf_counter() - began
    just_told("regions of the whole country", f"{first:.1f} s, when current {again * 1000:.0f} ms")
    assert Region.objects.count() == 91_600
    assert first < 60
    assert again < 1
