"""Runs the web server and the background worker as one service."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.migrations.executor import MigrationExecutor

DEFAULT_BIND = "127.0.0.1:8000"
POLL_SECONDS = 0.2
STOP_SECONDS = 9  # all children together; the service has stopped within ten
REQUEST_SECONDS = 7  # what a request under way gets to finish in when stopping


class GaveUp(Exception):
    """A child ended again and again right after its start."""


class Child:
    """A process that is started again when it ends, after ever longer pauses.

    A run shorter than `instant` seconds is an instant death; after `tries` of them in a row `keep_running` raises
    GaveUp, since a process that cannot start will not be helped by a hundredth try.
    """

    def __init__(self, name, command, *, instant=10, tries=5, first_pause=1.0):
        self.name = name
        # Where the system can, the child ends together with this process, even when this one is killed outright.
        self.command = ["setpriv", "--pdeathsig", "TERM", *command] if shutil.which("setpriv") else command
        self.instant, self.tries, self.first_pause = instant, tries, first_pause
        self.process = None
        self.started_at = self.start_at = 0.0
        self.instant_deaths = 0

    def keep_running(self, now):
        """Start the process if it is due; returns a sentence when it has just ended, else ""."""
        if self.process is None:
            if now >= self.start_at:
                # A session of its own, so that Ctrl+C reaches this process alone, which then stops all in order.
                self.process = subprocess.Popen(self.command, cwd=settings.BASE_DIR, start_new_session=True)
                self.started_at = now
            return ""
        code = self.process.poll()
        if code is None:
            return ""
        self.process = None
        self.instant_deaths = self.instant_deaths + 1 if now - self.started_at < self.instant else 0
        if self.instant_deaths >= self.tries:
            raise GaveUp(
                f"The {self.name} ended {self.tries} times within {self.instant} seconds of its start "
                f"(exit code {code}). The lines above say why."
            )
        pause = self.first_pause * 2 ** max(self.instant_deaths - 1, 0)
        self.start_at = now + pause
        return f"The {self.name} ended (exit code {code}); starting it again in {pause:g} s."

    def ask_to_stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()

    def stop_by(self, deadline):
        """Wait for the process to end; at the deadline (monotonic seconds) it is killed."""
        if self.process is None:
            return
        try:
            self.process.wait(max(deadline - time.monotonic(), 0))
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)  # with its own children
            self.process.wait()


class Supervisor:
    """Keeps children running until a stop signal arrives, then stops them all."""

    SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)

    def __init__(self, children, *, say, on_tick=lambda: None):
        self.children, self.say, self.on_tick = children, say, on_tick
        self.stopping = False

    def run(self):
        """Returns after an orderly stop. Raises GaveUp, with all other children stopped."""
        before = {number: signal.signal(number, self._stop) for number in self.SIGNALS}
        try:
            while not self.stopping:
                for child in self.children:
                    news = child.keep_running(time.monotonic())
                    if news:
                        self.say(news)
                self.on_tick()
                time.sleep(POLL_SECONDS)
        finally:
            deadline = time.monotonic() + STOP_SECONDS
            for child in self.children:
                child.ask_to_stop()
            for child in self.children:
                child.stop_by(deadline)
            for number, handler in before.items():
                signal.signal(number, handler)

    def _stop(self, number, frame):
        self.stopping = True


class Command(BaseCommand):
    help = "Runs the web server and the background worker until Ctrl+C or SIGTERM; refuses to start on an unsafe setup."
    requires_system_checks = []  # `handle` runs them all, with those of the database and of production

    def add_arguments(self, parser):
        parser.add_argument("--bind", default=DEFAULT_BIND, metavar="HOST:PORT", help=f"default {DEFAULT_BIND}")

    def handle(self, *, bind, **options):
        host, port = address_of(bind)
        self.check(include_deployment_checks=settings.PRODUCTION, databases=[DEFAULT_DB_ALIAS])
        refuse_old_schema()
        refuse_taken_port(host, port)
        connections.close_all()
        self.address, self.announced = (host, port), False
        if not settings.PRODUCTION:
            os.environ.setdefault("FCU_PUBLIC_URL", f"http://{bind}")  # so that links on paper lead here
        children = [
            Child("web server", web_command(bind)),
            Child("background worker", [sys.executable, "manage.py", "db_worker", "--no-reload"]),
        ]
        supervisor = Supervisor(children, say=self.say, on_tick=self.announce)
        try:
            supervisor.run()
        except GaveUp as reason:
            raise CommandError(str(reason)) from None
        self.say("Stopped.")

    def say(self, text):
        self.stdout.write(text)
        self.stdout.flush()

    def announce(self):
        """Say once where the application is, as soon as it takes connections."""
        if self.announced or not answers(*self.address):
            return
        self.announced = True
        host, port = self.address
        self.say(f"\nFCU is at http://{f'[{host}]' if ':' in host else host}:{port}   (Ctrl+C stops it)\n")
        if not settings.PRODUCTION and "demonstration_accounts" in get_commands():
            call_command("demonstration_accounts", stdout=self.stdout)
            connections.close_all()


def address_of(bind):
    """("127.0.0.1", 8000) of "127.0.0.1:8000"; brackets hold an IPv6 host. Raises CommandError."""
    host, _, port = bind.rpartition(":")
    if not host or not port.isdecimal() or int(port) > 65535:
        raise CommandError(f"--bind {bind}: expected HOST:PORT, for example {DEFAULT_BIND}.")
    return host.strip("[]"), int(port)


def web_command(bind):
    """gunicorn: threads, because SQLite and most waiting are served well by them; loaded once for both workers, which
    saves start-up time and memory; no control socket in the home directory."""
    return [
        *(sys.executable, "-m", "gunicorn", "fcu_project.wsgi", "--bind", bind),
        *("--worker-class", "gthread", "--workers", "2", "--threads", "4", "--preload", "--timeout", "60"),
        *("--graceful-timeout", str(REQUEST_SECONDS), "--no-control-socket", "--log-level", "warning"),
    ]


def refuse_old_schema():
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CommandError("The database is older than the application. Run `manage.py migrate` first.")


def refuse_taken_port(host, port):
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        raise CommandError(
            f"{host}:{port} is not free ({error.strerror}). Is the application running already? "
            f"Another port: bin/run --bind 127.0.0.1:{port + 1}"
        ) from None


def answers(host, port):
    try:
        with socket.create_connection((host, port), timeout=POLL_SECONDS):
            return True
    except OSError:
        return False
