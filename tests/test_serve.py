"""The supervisor that keeps the web server and the background worker running."""

import os
import signal
import socket
import sys
import time

import pytest
from django.core.management import CommandError

from fcu_project.management.commands import serve
from fcu_project.management.commands.serve import Child, GaveUp, Supervisor


def python(code):
    return [sys.executable, "-S", "-c", code]


def child(code, **options):
    return Child("helper", python(code), **{"first_pause": 0.05, **options})


def test_a_child_that_dies_is_started_again_and_the_death_is_told():
    said = []
    once = child("import time; time.sleep(0.3); raise SystemExit(3)", instant=0)

    def end_after_second_start():
        if len(said) == 1 and once.process is not None:
            supervisor.stopping = True

    supervisor = Supervisor([once], say=said.append, on_tick=end_after_second_start)
    supervisor.run()
    assert said == ["The helper ended (exit code 3); starting it again in 0.05 s."]


def test_a_child_that_cannot_start_is_given_up_with_growing_pauses_and_the_others_are_stopped():
    steady = child("import time; time.sleep(60)")
    broken = child("raise SystemExit(7)", tries=3)
    said = []
    with pytest.raises(GaveUp, match=r"The helper ended 3 times within 10 seconds of its start \(exit code 7\)"):
        Supervisor([steady, broken], say=said.append).run()
    assert [line[-7:] for line in said] == ["0.05 s.", " 0.1 s."]
    assert steady.process.poll() is not None


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_stop_signal_stops_the_children_in_order(number):
    steady = child("import time; time.sleep(60)")
    before = signal.getsignal(number)

    def stop_once_running():
        if steady.process is not None:
            os.kill(os.getpid(), number)

    Supervisor([steady], say=print, on_tick=stop_once_running).run()
    assert steady.process.returncode == -signal.SIGTERM
    assert signal.getsignal(number) is before


def test_a_child_that_ignores_the_request_is_killed_at_the_deadline(monkeypatch):
    monkeypatch.setattr(serve, "STOP_SECONDS", 1)
    stubborn = child(
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)"
    )
    started = time.monotonic()

    def stop_later():
        supervisor.stopping = time.monotonic() - started > 1

    supervisor = Supervisor([stubborn], say=print, on_tick=stop_later)
    supervisor.run()
    assert stubborn.process.returncode == -signal.SIGKILL
    assert time.monotonic() - started < 5


def test_a_taken_port_is_told_plainly():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"127.0.0.1:{port} is not free"):
            serve.refuse_taken_port("127.0.0.1", port)


@pytest.mark.parametrize("bind", ["8000", ":8000", "127.0.0.1:", "127.0.0.1:http", "127.0.0.1:70000"])
def test_an_address_that_cannot_be_is_refused(bind):
    with pytest.raises(CommandError, match="expected HOST:PORT"):
        serve.address_of(bind)


def test_an_address_is_read_with_and_without_brackets():
    assert serve.address_of("127.0.0.1:8000") == ("127.0.0.1", 8000)
    assert serve.address_of("[::1]:80") == ("::1", 80)
