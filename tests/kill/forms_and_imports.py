#!/usr/bin/env python3
"""dev kill: the process is killed with SIGKILL at random moments, ROUNDS times (200), while forms are being sent and while
files are being imported. After each kill: everything that was acknowledged is there, nothing is half there, and the
journal verifies.
"""
import http.client
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(__file__), "..", "outside"))
from partnership import free_port  # noqa: E402

ROUNDS = int(os.environ.get("ROUNDS", "200"))
CONCERT = os.path.abspath(os.environ.get("CONCERT", "build/concert"))


def run(*words, **more):
    return subprocess.run([CONCERT, *words], capture_output=True, text=True, **more)


def serve(data):
    port = free_port()
    server = subprocess.Popen([CONCERT, "serve", "--data", data, "--port", str(port)], stdout=subprocess.PIPE, text=True)
    if not server.stdout.readline():
        sys.exit("the server does not start")
    return server, port


def ask(connection, method, path, token, fields=None):
    headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
    body = None
    if fields is not None:
        headers["Content-Type"] = "application/json"
        body = json.dumps(fields)
    connection.request(method, path, body=body, headers=headers)
    answer = connection.getresponse()
    return answer.status, answer.read()


def send_meetings(port, token, team, acknowledged, stop):
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        while not stop.is_set():
            outcome = f"met {random.getrandbits(64):016x}"
            status, body = ask(connection, "POST", f"/teams/{team}/meetings", token,
                               {"met_on": "2026-01-05", "minutes": 30, "labor_present": 3, "management_present": 2, "outcome": outcome})
            if status == 201:
                acknowledged.append(outcome)
    except (OSError, http.client.HTTPException):
        pass


def check(data, where):
    verified = run("verify", "--data", data)
    if verified.returncode:
        sys.exit(f"{where}: {verified.stdout[-2000:]}")


def count_rows(data, sql):
    import sqlite3
    with sqlite3.connect(data) as db:
        return db.execute(sql).fetchone()[0]


def meetings_written(data):
    import sqlite3
    with sqlite3.connect(data) as db:
        return {row[0] for row in db.execute("select outcome from team_meetings")}


def forms(data, rounds):
    import sqlite3
    with sqlite3.connect(data) as db:
        person, team = db.execute("select people.external_id, place_id from seats join people on people.id = person_id"
                                  " join teams on teams.id = place_id where role = 'co_lead' and ended_on is null limit 1").fetchone()
    token = run("session", "--person", person, "--data", data, check=True).stdout.strip()
    total = 0
    for turn in range(rounds):
        server, port = serve(data)
        acknowledged, stop = [], threading.Event()
        senders = [threading.Thread(target=send_meetings, args=(port, token, team, acknowledged, stop)) for _ in range(4)]
        for sender in senders:
            sender.start()
        time.sleep(random.uniform(0.02, 0.4))
        server.kill()
        server.wait()
        stop.set()
        for sender in senders:
            sender.join()
        lost = set(acknowledged) - meetings_written(data)
        if lost:
            sys.exit(f"round {turn}: {len(lost)} acknowledged forms are lost")
        total += len(acknowledged)
        if turn % 20 == 19:
            check(data, f"forms, round {turn}")
            print(f"forms: {turn + 1} kills, {total} acknowledged, none lost, the journal verifies", flush=True)
    check(data, "forms, at the end")


def imports(data, folder, rounds):
    people = "select count(*) from people"
    before, whole = count_rows(data, people), None
    for turn in range(rounds):
        copy = data + ".import"
        for end in ("-wal", "-shm"):  # of the round before, which was killed: no part of this copy
            if os.path.exists(copy + end):
                os.unlink(copy + end)
        shutil.copy(data, copy)
        begin = time.monotonic()
        importing = subprocess.Popen([CONCERT, "import", folder, "--data", copy], stdout=subprocess.DEVNULL)
        if whole is None:
            importing.wait()
            whole, length = count_rows(copy, people), time.monotonic() - begin
            continue
        time.sleep(random.uniform(0, length))
        importing.kill()
        importing.wait()
        run("verify", "--data", copy)
        now = count_rows(copy, people)
        if now not in (before, whole):
            sys.exit(f"round {turn}: {now} people; {before} or {whole} were expected")
        if turn % 20 == 19:
            check(copy, f"imports, round {turn}")
            print(f"imports: {turn + 1} kills, all or nothing each time, the journal verifies", flush=True)


def write_import(folder, count):
    os.makedirs(folder, exist_ok=True)
    with open(f"{folder}/people.csv", "w") as people:
        people.write("external_id,name,email,job,language\n")
        for number in range(count):
            people.write(f"K-{number},Person {number},,Nurse,en\n")


def main():
    with tempfile.TemporaryDirectory() as folder:
        data = f"{folder}/concert.db"
        if run("example", "living", "--data", data).returncode:
            sys.exit("the living example cannot be made")
        forms(data, ROUNDS // 2)
        write_import(f"{folder}/files", 3000)
        imports(data, f"{folder}/files", ROUNDS // 2)
    print("1 passed, 0 failed")


main()
