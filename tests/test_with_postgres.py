"""The launcher that gives a command a PostgreSQL server of its own."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import dj_database_url
import pytest
from django.conf import settings

LAUNCHER = str(settings.BASE_DIR / "bin" / "with-postgres")
TELL = """
import os, time, dj_database_url, psycopg2
options = dj_database_url.parse(os.environ["DATABASE_URL"])["OPTIONS"]
with psycopg2.connect(dbname="postgres", user="app", **options) as connection, connection.cursor() as cursor:
    cursor.execute("SELECT current_setting('server_version_num')::int, pg_encoding_to_char(encoding), datcollate"
                   " FROM pg_database WHERE datname = 'postgres'")
    print(os.environ["DATABASE_URL"], *cursor.fetchone(), flush=True)
"""


def launch(code, **options):
    return subprocess.Popen([sys.executable, LAUNCHER, sys.executable, "-c", code], text=True, **options)


def test_the_command_meets_a_working_server_which_is_gone_afterwards():
    launched = launch(TELL + "raise SystemExit(7)", stdout=subprocess.PIPE)
    said, _ = launched.communicate(timeout=60)
    url, version, encoding, collation = said.split()
    assert int(version) >= 140000
    assert (encoding, collation) == ("UTF8", "C.UTF-8")
    assert not Path(dj_database_url.parse(url)["OPTIONS"]["host"]).exists()
    assert launched.returncode == 7


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_signal_stops_the_command_and_the_server(number):
    launched = launch(
        "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)\n" + TELL + "time.sleep(60)",
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    directory = Path(dj_database_url.parse(launched.stdout.readline().split()[0])["OPTIONS"]["host"])
    server = int((directory / "data" / "postmaster.pid").read_text().splitlines()[0])
    if number == signal.SIGINT:
        os.killpg(launched.pid, number)  # as a terminal does
    else:
        launched.send_signal(number)
    launched.wait(timeout=20)
    assert launched.returncode == 128 + number
    assert not directory.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(server, 0)


def test_a_command_that_does_not_exist_is_told_plainly():
    done = subprocess.run([sys.executable, LAUNCHER, "no-such-program"], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (127, "no-such-program: No such file or directory\n")
