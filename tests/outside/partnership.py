"""A partnership for tests from outside: the living example on a database, a server that signs its journal, and the
witnesses of two parties, each a process of its own on a port of 127.0.0.1, agreed upon by every party's administrator.
"""
import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

CONCERT = os.path.abspath(os.environ.get("CONCERT", "build/concert"))
ORIGIN = "outside.example/log"


def run(*words):
    done = subprocess.run([CONCERT, *words], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"concert {' '.join(words)}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout.strip()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def ask(port, method, path, token=None, fields=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    headers = {"Accept": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    if fields is not None:
        headers["Content-Type"] = "application/json"
    try:
        connection.request(method, path, body=None if fields is None else json.dumps(fields), headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


class Process:
    """A program that is killed and started again on the same port."""

    def __init__(self, *words):
        self.port = free_port()
        self.words = [CONCERT, *words, "--port", str(self.port)]
        self.start()

    def start(self):
        self.running = subprocess.Popen(self.words, stdout=subprocess.PIPE, text=True)
        if not self.running.stdout.readline():
            sys.exit(f"{' '.join(self.words)} does not start")

    def kill(self):
        self.running.kill()
        self.running.wait()


class Sqlite:
    name = "SQLite"

    def __init__(self, folder):
        self.file = f"{folder}/concert.db"
        self.options = ["--data", self.file]

    def rows(self, sql):
        import sqlite3
        with sqlite3.connect(self.file) as db:
            return [tuple(str(value) for value in row) for row in db.execute(sql)]


class Postgres:
    name = "PostgreSQL"

    def __init__(self, url, folder):
        self.url, self.folder = url, folder
        self.options = ["--database", url]

    def postmaster(self):
        with open(f"{self.folder}/data/postmaster.pid") as file:
            return int(file.readline())

    def children(self):
        with open(f"/proc/{self.postmaster()}/task/{self.postmaster()}/children") as file:
            return [int(child) for child in file.read().split()]

    def kill(self):
        """The whole server: the first of its processes, whose children end when they see that it is gone."""
        postmaster = self.postmaster()
        os.kill(postmaster, signal.SIGSTOP)  # so that it has no more children than are seen
        self.ending = [postmaster, *self.children()]
        os.kill(postmaster, signal.SIGKILL)

    def start(self):
        """Once all of them have ended. Where nobody has taken note of the first one's death yet, its locks are taken away:
        PostgreSQL would wait for that."""
        while any(self.runs(process) for process in self.ending):
            time.sleep(0.005)
        for lock in ("data/postmaster.pid", ".s.PGSQL.5432.lock"):
            os.remove(f"{self.folder}/{lock}")
        script = f". tools/setup/postgresql.sh; postgresql_folder={self.folder}; run_postgresql"
        quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        if subprocess.run(["bash", "-c", script], **quiet).returncode:
            sys.exit("PostgreSQL does not start again")

    @staticmethod
    def runs(process):
        try:
            with open(f"/proc/{process}/stat") as file:
                return file.read().rpartition(")")[2].split()[0] not in "ZX"
        except OSError:
            return False

    def kill_backend(self):
        """One of its children that serve a connection: then it ends all others, and recovers."""
        serving = [child for child in self.children() if b"concert_test" in self.title(child)]
        if serving:
            os.kill(random.choice(serving), signal.SIGKILL)

    @staticmethod
    def title(process):
        try:
            with open(f"/proc/{process}/cmdline", "rb") as file:
                return file.read()
        except OSError:
            return b""

    def wait(self):
        while subprocess.run(["psql", "-At", self.url, "-c", "select 1"], capture_output=True).returncode:
            time.sleep(0.02)

    def rows(self, sql):
        """Where the server is just recovering, because it noticed a killed backend only now, once it is back."""
        command = ["psql", "-At", "-F", "\t", self.url, "-c", sql]
        connection_is_bad, give_up = 2, time.monotonic() + 20
        while (done := subprocess.run(command, capture_output=True, text=True)).returncode == connection_is_bad:
            if time.monotonic() > give_up:
                break
            time.sleep(0.02)
        if done.returncode:
            sys.exit(f"psql: {done.stderr}")
        return [tuple(line.split("\t")) for line in done.stdout.splitlines()]


@contextmanager
def postgres():
    script = 'set -e; . tools/setup/postgresql.sh; start_postgresql /dev/null; echo "$postgresql_folder"; echo "$postgresql_url"'
    folder, url = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True).stdout.split()
    try:
        yield Postgres(url, folder)
    finally:
        subprocess.run(["bash", "-c", f". tools/setup/postgresql.sh; postgresql_folder={folder}; stop_postgresql"])


def checkpoint_of(note):
    origin, size, root = note.split("\n")[:3]
    assert origin == ORIGIN, note
    return int(size), root


def cosignatures(note, witnesses):
    return sum(f"\u2014 {name} " in note for name in witnesses)


class Partnership:
    def __init__(self, database, folder):
        self.database = database
        run("example", "living", *database.options)
        self.log_key = run("keys", "create", "--name", ORIGIN, "--file", f"{folder}/log.key")
        self.server = Process("serve", *database.options, "--key", f"{folder}/log.key")
        self.witnesses = {}
        named = []
        for name in ("labor", "management"):
            key = run("keys", "create", "--name", f"witness.example/{name}", "--witness", "--file", f"{folder}/{name}.key")
            process = Process("witness", "--key", f"{folder}/{name}.key", "--memory", f"{folder}/{name}.memory", "--log", self.log_key)
            process.key = key
            self.witnesses[f"witness.example/{name}"] = process
            named.append({"name": name, "party": "", "url": f"http://127.0.0.1:{process.port}", "key": key})
        self.agree({"origin": ORIGIN, "quorum": 2, "one_of_each_party": False, "witnesses": named})

    def stop(self):
        for process in (self.server, *self.witnesses.values()):
            process.kill()

    def token(self, person):
        return run("session", "--person", person, *self.database.options)

    def agree(self, policy):
        people = self.database.rows("select max(people.external_id) from seats join people on people.id = person_id"
                                    " where role = 'administrator' and ends_on is null group by party_id")
        tokens = [self.token(person) for (person,) in people]
        status, body = ask(self.server.port, "POST", "/policies/journal", tokens[0],
                           {"body": json.dumps(policy), "reason": "Our witnesses"})
        assert status == 201, body
        assent, = self.database.rows("select id from assents where kind = 'policy' order by opened_at desc limit 1")[0]
        for token in tokens:
            status, body = ask(self.server.port, "POST", f"/assents/{assent}/signature", token, {"answer": "signed"})
            assert status in (200, 201), body

    def a_leader(self):
        return self.database.rows("select people.external_id, place_id from seats join people on people.id = person_id"
                                  " join teams on teams.id = place_id where role = 'co_lead' and ended_on is null limit 1")[0]

    def size(self):
        return int(self.database.rows("select count(*) from journal_entries")[0][0])

    def published(self):
        status, note = ask(self.server.port, "GET", "/log/checkpoint")
        return note if status == 200 else None
