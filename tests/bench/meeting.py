#!/usr/bin/env python3
"""dev bench meeting: forty people in one meeting, writing minutes and taking stances at once.

Each has a session of their own and hears the meeting's events as a browser does; at each event it asks for the minutes anew.
All forty write at the same ten items, against the version they last saw; where two met, the one who came second joins the
texts and writes again, as a person would. Each also answers an open decision twice. Afterwards every word that anybody wrote
must be in the minutes, every stance in the decision, and the figure is how long a text took to the others' screens.
"""
import datetime
import http.client
import json
import os
import random
import re
import sqlite3
import statistics
import subprocess
import tempfile
import threading
import time
import zoneinfo

PEOPLE, ITEMS, SECONDS = 40, 10, int(os.environ.get("BENCH_SECONDS", "30"))
PORT = int(os.environ.get("BENCH_PORT", "8395"))


def run(*words):
    return subprocess.run(["build/concert", *words], check=True, capture_output=True, text=True).stdout.strip()


class Client:
    def __init__(self, token):
        self.headers = {"Authorization": f"Bearer {token}", "Accept": "application/json", "Content-Type": "application/json"}
        self.connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)

    def ask(self, method, path, fields=None):
        self.connection.request(method, path, None if fields is None else json.dumps(fields), self.headers)
        answer = self.connection.getresponse()
        body = answer.read().decode()
        return answer.status, json.loads(body) if body.startswith(("{", "[")) else {}

    def must(self, method, path, fields=None):
        status, body = self.ask(method, path, fields)
        assert status in (200, 201), (method, path, status, body)
        return body


class Screen(threading.Thread):
    """Hears the meeting, and notes when a word of somebody else first stood on it."""

    def __init__(self, token, meeting, written, delays):
        super().__init__(daemon=True)
        self.client, self.token, self.meeting = Client(token), token, meeting
        self.written, self.delays, self.seen = written, delays, set()
        self.items, self.lock = {}, threading.Lock()

    def run(self):
        stream = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        stream.request("GET", f"/journal/live?about={self.meeting}", headers={"Authorization": f"Bearer {self.token}"})
        try:
            for line in stream.getresponse():
                if line.startswith(b"data:"):
                    self.look()
        except (ConnectionError, http.client.HTTPException):
            pass  # the server was told to stop

    def look(self):
        minutes = self.client.must("GET", f"/meetings/{self.meeting}/minutes")
        now = time.monotonic()
        with self.lock:
            for item in minutes["items"]:
                self.items[item["item"]] = (item["version"], item["body"])
                for word in set(re.findall(r"w\d+_\d+", item["body"])) - self.seen:
                    self.seen.add(word)
                    if word in self.written:
                        self.delays.append(now - self.written[word])

    def of(self, item):
        with self.lock:
            return self.items.get(item, (0, ""))


class Writer(threading.Thread):
    def __init__(self, number, token, screen, items, decision, written, counts):
        super().__init__()
        self.number, self.client, self.screen = number, Client(token), screen
        self.items, self.decision, self.written, self.counts = items, decision, written, counts

    def run(self):
        random.seed(self.number)
        until, count = time.monotonic() + SECONDS, 0
        while time.monotonic() < until:
            time.sleep(random.uniform(1.5, 3.5))
            self.write(random.choice(self.items), f"w{self.number}_{count}")
            count += 1
            if count in (3, 6):
                self.client.must("POST", f"/decisions/{self.decision}/stances", {"choice": random.choice(["support", "live_with"])})

    def write(self, item, word):
        version, body = self.screen.of(item)
        self.written[word] = time.monotonic()
        while True:
            status, now = self.client.ask("POST", f"/agenda_items/{item}/minutes", {"version": version, "body": f"{body} {word}".strip()})
            if status == 201:
                self.counts["saved"] += 1
                return
            assert status == 409, (status, now)
            self.counts["met"] += 1
            version, body = now["version"], now["body"]  # joined: theirs, and mine behind it


def fill_the_room(data, folder):
    """The largest team of the example with as many members more as make forty; its co-leads come first."""
    db = sqlite3.connect(data)
    team, code = db.execute("select teams.id, teams.external_id from seats join teams on teams.id = place_id where seats.ends_on is null"
                            " group by teams.id having sum(role = 'co_lead') = 2 order by count(distinct person_id) desc limit 1").fetchone()
    with open(f"{folder}/people.csv", "w") as people, open(f"{folder}/seats.csv", "w") as seats:
        people.write("external_id,name\n" + "".join(f"bench-{n},Bench {n}\n" for n in range(PEOPLE)))
        seats.write("person,party,place,role,starts_on\n" + "".join(f"bench-{n},labor,{code},member,2026-01-01\n" for n in range(PEOPLE)))
    run("import", f"{folder}/people.csv", f"{folder}/seats.csv", "--as-host", "--data", data)
    leads = [row[0] for row in db.execute("select external_id from people join seats on person_id = people.id where place_id = ? and role = 'co_lead'"
                                          " and ends_on is null order by external_id", (team,))]
    db.close()
    return team, leads + [f"bench-{n}" for n in range(PEOPLE - len(leads))]


def set_up(clients, team):
    now = datetime.datetime.now(zoneinfo.ZoneInfo("America/Los_Angeles"))  # the clock of the partnership
    day = now.date().isoformat()
    first = clients[0]
    meeting = first.must("POST", f"/teams/{team}/meetings/new", {"title": "Forty at once", "meets_on": day, "meets_at": "14:00", "length": 120,
                                                                 "zone": "UTC", "repeats": "once"})["id"]
    items = [first.must("POST", f"/meetings/{meeting}/items", {"title": f"Item {n}", "purpose": "discuss", "length": 10})["id"] for n in range(ITEMS)]
    first.must("POST", f"/meetings/{meeting}/opening", {})
    decision = first.must("POST", f"/teams/{team}/decisions", {"title": "Phones", "body": "Each carries a phone.", "subject": "technology"})["id"]
    soon = (now + datetime.timedelta(days=10)).date().isoformat()
    first.must("POST", f"/decisions/{decision}/terms", {"involvement": "consensus", "asked": ["co_lead", "member", "sponsor", "representative", "champion"],
                                                        "closes_on": soon, "scale": "live_with", "ballot": "open", "fallback": "rework",
                                                        "quorum_base": "present", "quorum": 1, "silence": "not_heard", "abstaining": "heard"})
    first.must("POST", f"/decisions/{decision}/opening", {})
    return meeting, items, decision


def check(client, meeting, written, decision, data):
    minutes = client.must("GET", f"/meetings/{meeting}/minutes")
    there = set(re.findall(r"w\d+_\d+", " ".join(item["body"] for item in minutes["items"])))
    lost = set(written) - there
    assert not lost, f"lost: {sorted(lost)[:10]}"
    db = sqlite3.connect(data)
    stances, people = db.execute("select count(*), count(distinct seat_id) from stances where decision_id = ?", (decision,)).fetchone()
    versions, highest = db.execute("select count(*), sum(top) from (select max(version) as top, count(*) as n from item_minutes where meeting_id = ?"
                                   " group by item_id)", (meeting,)).fetchone()
    saved, = db.execute("select count(*) from item_minutes where meeting_id = ?", (meeting,)).fetchone()
    assert saved == highest, "a version is missing"
    return len(there), stances, people


def main():
    with tempfile.TemporaryDirectory() as folder:
        data = f"{folder}/living.db"
        run("example", "living", "--data", data)
        team, people = fill_the_room(data, folder)
        tokens = [run("session", "--person", person, "--data", data) for person in people]
        server = subprocess.Popen(["build/concert", "serve", "--data", data, "--port", str(PORT)], stdout=subprocess.PIPE, text=True)
        server.stdout.readline()
        try:
            clients = [Client(token) for token in tokens]
            meeting, items, decision = set_up(clients, team)
            written, delays, counts = {}, [], {"saved": 0, "met": 0}
            screens = [Screen(token, meeting, written, delays) for token in tokens]
            for screen in screens:
                screen.start()
            time.sleep(1)
            writers = [Writer(n, token, screens[n], items, decision, written, counts) for n, token in enumerate(tokens)]
            for writer in writers:
                writer.start()
            for writer in writers:
                writer.join()
            time.sleep(2)
            words, stances, answered = check(clients[0], meeting, written, decision, data)
            delays.sort()
            print(f"{len(people)} people, {SECONDS} s: {words} texts of {len(written)} in the minutes, {counts['met']} times two met, none lost")
            print(f"{stances} stances of {answered} people")
            print(f"on the others' screens after {statistics.median(delays) * 1000:.0f} ms in the middle, "
                  f"{delays[int(len(delays) * .95)] * 1000:.0f} ms for 95 of 100 ({len(delays)} seen)")
            assert statistics.median(delays) < 1, "the median reaction must be under one second"
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
