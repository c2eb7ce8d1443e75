#!/usr/bin/env python3
"""The journal is served and cosigned; read_log.go, with the tools of golang.org/x/mod, reads and checks it: a small tree,
one that has just filled a tile, and one that has several.
"""
import os
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(__file__))
from partnership import Partnership, Sqlite, ask  # noqa: E402

HERE = os.path.dirname(os.path.abspath(__file__))


# Debian's golang-golang-x-mod-dev lies in GOPATH form: no module and no network.
def build_reader(folder):
    environment = {**os.environ, "GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOCACHE": f"{folder}/cache", "GOFLAGS": ""}
    subprocess.run(["go", "build", "-o", f"{folder}/read_log", f"{HERE}/read_log.go"], env=environment, check=True)
    return f"{folder}/read_log"


def write_meetings(partnership, token, team, count):
    for number in range(count):
        status, body = ask(partnership.server.port, "POST", f"/teams/{team}/meetings", token,
                           {"met_on": "2026-01-05", "minutes": 30, "labor_present": 3, "management_present": 2, "outcome": f"{number}"})
        assert status == 201, body


def wait_until_covered(partnership):
    for _ in range(500):
        note = partnership.published()
        if note and int(note.split("\n")[1]) >= partnership.size():
            return
        time.sleep(0.02)
    sys.exit("no checkpoint covers what was written")


def main():
    with tempfile.TemporaryDirectory() as folder:
        reader = build_reader(folder)
        partnership = Partnership(Sqlite(folder), folder)
        person, team = partnership.a_leader()
        token = partnership.token(person)
        keys = [witness.key for witness in partnership.witnesses.values()]
        try:
            for more in (0, -partnership.size() % 256, 300):
                write_meetings(partnership, token, team, more)
                wait_until_covered(partnership)
                subprocess.run([reader, f"http://127.0.0.1:{partnership.server.port}", partnership.log_key, "2", token, *keys],
                               check=True)
        finally:
            partnership.stop()


main()
