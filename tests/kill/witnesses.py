#!/usr/bin/env python3
"""dev kill: the server, its witnesses and the database server (all of it, or one process that serves a connection) are
killed with SIGKILL at random moments, ROUNDS times (200) on SQLite and on PostgreSQL, while forms are being sent. SQLite
has no server of its own. ENGINE=sqlite or postgres: only there. After each kill: everything that was acknowledged is there, what was published
never shrinks or forks, and soon a checkpoint with the cosignatures of both witnesses covers all of it again. At the end
each witness's last checkpoint and every checkpoint ever seen are heads of the one tree, and the journal verifies.
"""
import base64
import hashlib
import os
import random
import sys
import tempfile
import threading
import time
from http.client import HTTPException

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "outside"))
from partnership import ORIGIN, Partnership, Sqlite, ask, checkpoint_of, cosignatures, postgres, run  # noqa: E402

ROUNDS = int(os.environ.get("ROUNDS", "200"))


class Reader(threading.Thread):
    """Reads what is published again and again, as an auditor would, and keeps all of it."""

    def __init__(self, partnership):
        super().__init__(daemon=True)
        self.partnership, self.seen, self.fault, self.stopping = partnership, {}, None, False
        self.last = 0

    def look(self):
        note = self.partnership.published()
        if note is None or cosignatures(note, self.partnership.witnesses) == 0:
            return
        size, root = checkpoint_of(note)
        if cosignatures(note, self.partnership.witnesses) < 2:
            self.fault = f"published with too few cosignatures:\n{note}"
        if size < self.last:
            self.fault = f"what was published went back from {self.last} to {size} entries"
        if self.seen.setdefault(size, root) != root:
            self.fault = f"two roots were published for {size} entries"
        self.last = size

    def run(self):
        while not self.stopping:
            try:
                self.look()
            except (OSError, HTTPException):
                pass
            time.sleep(0.02)


def send_meetings(partnership, token, team, acknowledged, stop):
    while not stop.is_set():
        outcome = f"met {random.getrandbits(64):016x}"
        try:
            status, body = ask(partnership.server.port, "POST", f"/teams/{team}/meetings", token,
                               {"met_on": "2026-01-05", "minutes": 30, "labor_present": 3, "management_present": 2, "outcome": outcome})
        except (OSError, HTTPException):
            time.sleep(0.02)
            continue
        if status == 201:
            acknowledged.append(outcome)


def wait_until_covered(partnership, size, where):
    begin = time.monotonic()
    while time.monotonic() - begin < 20:
        note = partnership.published()
        if note and cosignatures(note, partnership.witnesses) == 2 and checkpoint_of(note)[0] >= size:
            return time.monotonic() - begin
        time.sleep(0.02)
    sys.exit(f"{where}: no cosigned checkpoint covers {size} entries after 20 s; the last is\n{note}")


def check_written(partnership, acknowledged, where):
    written = {outcome for (outcome,) in partnership.database.rows("select outcome from team_meetings")}
    lost = set(acknowledged) - written
    if lost:
        sys.exit(f"{where}: {len(lost)} acknowledged forms are lost")


def check_one_tree(partnership, reader, where):
    if reader.fault:
        sys.exit(f"{where}: {reader.fault}")
    is_sqlite = isinstance(partnership.database, Sqlite)
    encoded = "hex(root)" if is_sqlite else "encode(root, 'hex')"
    roots = {int(size): base64.b64encode(bytes.fromhex(root)).decode()
             for size, root in partnership.database.rows(f"select size, {encoded} from journal_checkpoints")}
    for size, root in reader.seen.items():
        if roots.get(size) != root:
            sys.exit(f"{where}: the root published for {size} entries is not the tree's")
    for name, witness in partnership.witnesses.items():
        status, note = ask(witness.port, "GET", f"/{hashlib.sha256(ORIGIN.encode()).hexdigest()}/checkpoint")
        assert status == 200, note
        size, root = checkpoint_of(note)
        if roots.get(size) != root:
            sys.exit(f"{where}: {name} has cosigned another tree of {size} entries")


class Backend:
    """One process of PostgreSQL that serves a connection: it comes back by itself."""

    def __init__(self, database):
        self.kill, self.start = database.kill_backend, database.wait


def kill_somebody(partnership, killed):
    server, *witnesses = partnership.server, *partnership.witnesses.values()
    choices = [(4, {"server": [server]}), (3, {"witness": [random.choice(witnesses)]}),
               (1, {"server": [server], "witness": witnesses})]
    if not isinstance(partnership.database, Sqlite):
        database = partnership.database
        choices += [(3, {"database": [database]}), (3, {"backend": [Backend(database)]}),
                    (1, {"database": [database], "server": [server], "witness": witnesses})]
    victims = random.choices([kinds for _, kinds in choices], [weight for weight, _ in choices])[0]
    for kind, processes in victims.items():
        for process in processes:
            process.kill()
            killed[kind] = killed.get(kind, 0) + 1
    if random.random() < 0.3:
        time.sleep(random.uniform(0, 0.5))  # and stays away a little
    for processes in victims.values():
        for process in processes:
            process.start()


def rounds(partnership, count):
    name = partnership.database.name
    person, team = partnership.a_leader()
    token = partnership.token(person)
    reader = Reader(partnership)
    wait_until_covered(partnership, partnership.size(), f"{name}, at first")
    reader.start()
    acknowledged, stop = [], threading.Event()
    senders = [threading.Thread(target=send_meetings, args=(partnership, token, team, acknowledged, stop), daemon=True)
               for _ in range(4)]
    for sender in senders:
        sender.start()
    slowest, killed = 0, {}
    begin = time.monotonic()
    for turn in range(count):
        where = f"{name}, round {turn}"
        time.sleep(random.uniform(0.02, 0.3))
        kill_somebody(partnership, killed)
        check_written(partnership, list(acknowledged), where)
        slowest = max(slowest, wait_until_covered(partnership, partnership.size(), where))
        check_one_tree(partnership, reader, where)
        if turn % 10 == 9:
            print(f"{where}: killed {killed}, {len(acknowledged)} acknowledged, none lost; {len(reader.seen)} checkpoints"
                  f" read, one tree; covered again within {slowest:.1f} s; {(time.monotonic() - begin) / (turn + 1):.1f} s a round", flush=True)
    stop.set()
    for sender in senders:
        sender.join()
    reader.stopping = True
    reader.join()
    wait_until_covered(partnership, partnership.size(), f"{name}, at the end")
    check_written(partnership, acknowledged, f"{name}, at the end")
    check_one_tree(partnership, reader, f"{name}, at the end")
    partnership.stop()
    print(f"{name}: {run('verify', *partnership.database.options)}", flush=True)


def main():
    engines = os.environ.get("ENGINE", "sqlite postgres").split()
    if "sqlite" in engines:
        with tempfile.TemporaryDirectory() as folder:
            rounds(Partnership(Sqlite(folder), folder), ROUNDS)
    if "postgres" in engines:
        with tempfile.TemporaryDirectory() as folder, postgres() as database:
            rounds(Partnership(database, folder), ROUNDS)
    print(f"{len(engines)} passed, 0 failed")


main()
