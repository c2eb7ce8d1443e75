#!/usr/bin/env python3
"""dev bench table: the rooms where a partnership talks and decides, at full scale.

The national example with a consultation of 100,000 people put on top of it (a copy; made once and kept beside it), then:
  search         the server's own time for /search over what people type, letter by letter too: median and 99 %
  stances        an open consultation near its close: stances a second over HTTP with 16 connections, every person signed in
                 by a session of their own, and by the command alone (concert's journal in the same transaction)
  the close      counting 100,000 stances and writing what follows
  pages          the decision with 100,000 asked, the register, needs me: the server's own time
  bodies         a body at every unit above the departments and at every tenth of these, each with eight people and a year of
                 meetings, and 5,000 change notices: the map, a body, the register of changes, a change, a team's page
  digest         tests/bench/digest.py in the same run

    BENCH_DATA=data/national.db  the database (made with `concert example national` when it is not there)
    BENCH_PEOPLE=200000          how many people it is made with
    BENCH_SECONDS=10             of stances over HTTP
    BENCH_SHORT=1                not everybody answers by the command, and no digest
    BENCH_PORT=8394
"""
import hashlib
import http.client
import json
import os
import random
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse

DATA = os.environ.get("BENCH_DATA", "data/national.db")
PEOPLE = os.environ.get("BENCH_PEOPLE", "200000")
PORT = int(os.environ.get("BENCH_PORT", "8394"))
SECONDS = os.environ.get("BENCH_SECONDS", "10")
SHORT = "BENCH_SHORT" in os.environ
CONNECTIONS = 16

SEARCHES = ["ma", "mar", "maria", "maria gar", "garcia", "jose", "josé", "transport", "trans", "wait", "waits", "wait times", "T-104", "t-1", "night shift",
            "infusion", "discharge", "schedule", "ana flores", "a", "no", "we tell the other shifts", "medication errors", "zzzz", "supervisors rotate",
            "hand hygiene", "falls", "region 3", "emergency", "pharm", "labor co-lead", "re", "pa", "de"]


class Browser:
    """One keep-alive connection of one person."""

    def __init__(self, token):
        self.connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        self.headers = {"Cookie": f"concert={token}"}

    def get(self, path):
        self.connection.request("GET", path, headers=self.headers)
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            sys.exit(f"{path} answered {answer.status}")
        return float(re.search(r"dur=([\d.]+)", answer.getheader("Server-Timing")).group(1)), body


def figures(times):
    times = sorted(times)
    return f"median {statistics.median(times):7.2f} ms   99 % {times[int(len(times) * 0.99) - 1]:7.2f} ms   longest {times[-1]:7.2f} ms"


def serve(data):
    server = subprocess.Popen(["build/concert", "serve", "--data", data, "--port", str(PORT)], stdout=subprocess.DEVNULL)
    for _ in range(1200):
        try:
            http.client.HTTPConnection("127.0.0.1", PORT, timeout=5).request("GET", "/sign-in")
            return server
        except OSError:
            time.sleep(0.05)
    sys.exit("nothing answers")


def session(data, person):
    return subprocess.run(["build/concert", "session", "--person", person, "--data", data], capture_output=True, text=True, check=True).stdout.strip()


def measure_search(browser):
    for turn in range(3):  # the first only warms
        times = {words: browser.get("/search?q=" + urllib.parse.quote(words))[0] for words in SEARCHES}
        kinds = [browser.get(f"/search?kind=person&q={urllib.parse.quote(words)}")[0] for words in SEARCHES]
    print(f"search, everything      {figures(list(times.values()))}   ({max(times, key=times.get)})")
    print(f"search, people          {figures(kinds)}")
    typed = "maria garcia"
    letters = [browser.get("/search?q=" + urllib.parse.quote(typed[:n]))[0] for n in range(1, len(typed) + 1) for _ in range(3)]
    print(f"search, letter by letter {figures(letters)}", flush=True)


class Chair:
    """A program of somebody's, with a bearer token."""

    def __init__(self, data, person):
        self.connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=600)
        self.data = data
        self.headers = {"Authorization": "Bearer " + session(data, person), "Accept": "application/json"}

    def ask(self, method, path, **fields):
        body = urllib.parse.urlencode(fields)
        headers = self.headers | {"Content-Type": "application/x-www-form-urlencoded"}
        begin = time.monotonic()
        self.connection.request(method, path, body if method == "POST" else None, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        if answer.status >= 300:
            sys.exit(f"{method} {path} answered {answer.status}: {text[:300]}")
        return json.loads(text), time.monotonic() - begin


def begin_consultation(chair, top):
    decision, _ = chair.ask("POST", f"/units/{top}/decisions", title="Where shall the training money of next year go?",
                            body="Half of it to the night shifts, half by the number of people.", subject="budget")
    closes = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 20 * 86400))
    _, fixing = chair.ask("POST", f"/decisions/{decision['id']}/terms", involvement="consult", asked="everybody", closes_on=closes, scale="live_with",
                          ballot="open", fallback="rework", quorum_base="each_party", quorum="10", silence="not_heard", abstaining="heard")
    _, opening = chair.ask("POST", f"/decisions/{decision['id']}/opening")
    return decision["id"], fixing, opening


def sign_in_everybody(data, decision):
    """A session for each person asked, as signing in makes it."""
    db = sqlite3.connect(data, timeout=60)
    people = [row[0] for row in db.execute("select person_id from decision_asked join seats on seats.id = seat_id where decision_id = ?", [decision])]
    random.Random(7).shuffle(people)
    now = int(time.time() * 1e6)
    tokens = [f"bench-{n:07}-abcdefghijklmnopqrstuvwxyz" for n in range(len(people))]
    db.executemany("insert into sessions (token_digest, person_id, started_at, expires_at) values (?, ?, ?, ?)",
                   [(hashlib.sha256(token.encode()).hexdigest(), person, now, now + 86400 * 10**6) for token, person in zip(tokens, people)])
    db.commit()
    return tokens


def stances_over_http(decision, tokens):
    with tempfile.NamedTemporaryFile("w", suffix=".lua", delete=False) as script:
        script.write("local n = 0\nrequest = function() n = n + 1; local who = (n - 1) % " + str(len(tokens)) + "\n"
                     "local body = n % 5 == 0 and 'choice=stand_aside&reason=The+night+shift+has+no+relief.' or 'choice=support'\n"
                     f"return wrk.format('POST', '/decisions/{decision}/stances', {{['Content-Type'] = 'application/x-www-form-urlencoded', "
                     "['Accept'] = 'application/json', ['Authorization'] = string.format('Bearer bench-%07d-abcdefghijklmnopqrstuvwxyz', who)}, body) end\n"
                     "done = function(s, l, r) io.write(string.format('RESULT %d %f %f %f %d\\n', "
                     "s.requests, s.requests / s.duration * 1e6, l:percentile(50) / 1000, l:percentile(99) / 1000, s.errors.status)) end\n")
    printed = subprocess.run(["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-s", script.name, f"http://127.0.0.1:{PORT}"], capture_output=True, text=True).stdout
    os.unlink(script.name)
    count, rate, median, late, errors = re.search(r"RESULT (\d+) (\S+) (\S+) (\S+) (\d+)", printed).groups()
    if int(errors):
        sys.exit(f"{errors} stances were refused\n{printed}")
    print(f"stances over HTTP       {float(rate):7.0f} a second ({count}, {CONNECTIONS} connections), median {float(median):.2f} ms, 99 % {float(late):.2f} ms", flush=True)


def bare_commits(data, seconds=3):
    db = sqlite3.connect(data + ".bare", isolation_level=None)
    db.executescript("pragma journal_mode=wal; pragma synchronous=full; create table bare (n integer)")
    begin, count = time.monotonic(), 0
    while time.monotonic() - begin < seconds:
        db.execute("insert into bare values (1)")
        count += 1
    return count / seconds


def close_early(chairs, decision):
    """The chairs of all parties sign; the last signature counts."""
    chairs[0].ask("POST", f"/decisions/{decision}/early_closing")
    db = sqlite3.connect(chairs[0].data, timeout=60)
    assent = db.execute("select id from assents where subject_id = ? and kind = 'decisions.early_close'", [decision]).fetchone()[0]
    took = [chair.ask("POST", f"/assents/{assent}/signature", answer="signed")[1] for chair in chairs[1:]][-1]
    print(f"the close               {db.execute('select sum(answered) from decision_counts where decision_id = ?', [decision]).fetchone()[0]} answers counted and recorded in {took:.2f} s", flush=True)


def measure_pages(browser, pages):
    for name, path in pages.items():
        times = [browser.get(path)[0] for _ in range(60)][10:]
        print(f"{name:23} {figures(times)}", flush=True)


def fill_bodies_and_changes(data):
    """Rows as the commands would leave them, without their entries: what pages read."""
    db = sqlite3.connect(data)
    day = lambda n: time.strftime("%Y-%m-%d", time.gmtime(time.time() + n * 86400))
    dice = random.Random(11)
    units = db.execute("select id, parent_id, kind from units").fetchall()
    parties = [row[0] for row in db.execute("select id from parties order by place")]
    people = [row[0] for row in db.execute("select id from people limit 50000")]
    chosen = {unit for n, (unit, _, kind) in enumerate(units) if kind != "department" or n % 10 == 0}
    parent_of = {unit: parent for unit, parent, _ in units}
    name = lambda kind, n: f"{kind}_{n:026}"
    body_of = {unit: name("body", n) for n, unit in enumerate(sorted(chosen))}
    for unit in chosen:  # the top first
        above = parent_of[unit]
        db.execute("insert into bodies (id, external_id, name, kind, footing, unit_id, parent_id, purpose, formed_on) values (?, ?, ?, 'council', 'integrated', ?, ?, '', ?)",
                   [body_of[unit], "B" + body_of[unit][-8:], f"Council {body_of[unit][-5:]}", unit, body_of.get(above), day(-400)])
    for body in body_of.values():
        for party in parties[:2]:
            db.execute("insert into body_allotments (body_id, party_id, seats) values (?, ?, 4)", [body, party])
            for n in range(4):
                db.execute("insert into seats (id, person_id, party_id, place_id, role, starts_on) values (?, ?, ?, ?, ?, ?)",
                           [f"seat_{body[5:]}{party[-4:]}{n}", dice.choice(people), party, body, "co_lead" if n == 0 else "member", day(-300)])
        db.executemany("insert into body_sittings (body_id, met_on, person_minutes) values (?, ?, 480)", [(body, day(-30 * n - 5)) for n in range(12)])
    seats = [row[0] for row in db.execute("select id from seats where role = 'sponsor' limit 100")] or [row[0] for row in db.execute("select id from seats limit 100")]
    quiet = next(unit for unit, _, kind in units if kind == "department")  # nobody tells of anything there
    noisy = [unit for unit, _, _ in units if unit != quiet]
    for n in range(5000):
        party = dice.choice(parties[:2])
        db.execute("insert into changes (id, unit_id, party_id, by_party_id, seat_id, kind, title, body, told, begins_on, notice_days, involvement, policy_version,"
                   " involvement_version, recorded_on) values (?, ?, ?, ?, ?, 'work', ?, 'As it was told.', 1, ?, 28, 'consult', 1, 1, ?)",
                   [name("change", n), dice.choice(noisy), party, party, dice.choice(seats), f"Change {n}", day(dice.randint(-700, 60)), day(-760)])
    db.commit()
    print(f"bodies and changes      {len(body_of)} bodies with {len(body_of) * 8} seats, 5000 change notices in {len(units)} units", flush=True)
    facility = db.execute("select id from units where kind = 'facility' limit 1").fetchone()[0]
    team = db.execute("select id from teams where unit_id = ?", [quiet]).fetchone() or db.execute("select id from teams limit 1").fetchone()
    body = body_of[facility]
    db.close()
    return {"map of all bodies": "/bodies", "map of a facility": f"/bodies?unit={facility}", "a body": f"/bodies/{body}", "its people": f"/bodies/{body}/people",
            "its charter": f"/bodies/{body}/charter", "all changes": "/changes", "changes of a facility": f"/changes?unit={facility}",
            "changes, a unit without": f"/changes?unit={quiet}", "a change": f"/changes/{name('change', 7)}", "a team's page": f"/teams/{team[0]}"}


def bodies_and_changes(data, token):
    pages = fill_bodies_and_changes(data)
    server = serve(data)
    try:
        measure_pages(Browser(token), pages)
    finally:
        server.terminate()
        server.wait()


def consultation(data):
    db = sqlite3.connect(data)
    top = db.execute("select id from units where parent_id is null").fetchone()[0]
    olga, paul, sato = [row[0] for row in db.execute("select external_id from people join seats on person_id = people.id where role = 'administrator' and place_id = ? order by seats.party_id", [top])]
    server = serve(data)
    try:
        chairs = [Chair(data, person) for person in (olga, paul, sato)]
        decision, fixing, opening = begin_consultation(chairs[0], top)
        asked = db.execute("select count(*) from decision_asked where decision_id = ?", [decision]).fetchone()[0]
        print(f"a consultation of {asked}: terms fixed in {fixing:.2f} s, opened in {opening:.2f} s", flush=True)
        tokens = sign_in_everybody(data, decision)
        stances_over_http(decision, tokens)
    finally:
        server.terminate()
        server.wait()
    printed = subprocess.run(["build/stance_bench", data, decision, SECONDS if SHORT else "100000"], capture_output=True, text=True, check=True).stdout.split()
    print(f"stances by the command  {int(printed[0]) / float(printed[1]):7.0f} a second ({printed[0]}, one after another); {float(printed[2]) / int(printed[0]) * 1000:.2f} ms of the processor each", flush=True)
    print(f"bare commits of a row   {bare_commits(data):7.0f} a second, here and now: what the disk allows", flush=True)
    server = serve(data)
    try:
        browser = Browser(tokens[5])
        pages = {"the decision, open": f"/decisions/{decision}", "the register": "/decisions", "needs me": "/"}
        measure_pages(browser, pages)
        chairs = [Chair(data, person) for person in (olga, paul, sato)]
        close_early(chairs, decision)
        measure_pages(browser, {"the decision, closed": f"/decisions/{decision}"})
    finally:
        server.terminate()
        server.wait()


def main():
    subprocess.run(["cmake", "--build", "build", "--target", "stance_bench"], check=True, stdout=subprocess.DEVNULL)
    if not os.path.exists(DATA):
        subprocess.run(["build/concert", "example", "national", "--people", PEOPLE, "--data", DATA], check=True, stdout=subprocess.DEVNULL)
    db = sqlite3.connect(f"file:{DATA}?mode=ro", uri=True)
    lead = db.execute("select external_id from people where id in (select person_id from seats where role = 'co_lead' and ends_on is null) order by id limit 1").fetchone()[0]
    count = lambda table: db.execute(f"select count(*) from {table}").fetchone()[0]
    print(f"{count('people')} people, {count('teams')} teams, {count('projects')} projects, {count('search_entries')} records that search finds", flush=True)
    token = session(DATA, lead)
    server = serve(DATA)
    try:
        measure_search(Browser(token))
    finally:
        server.terminate()
        server.wait()
    with tempfile.TemporaryDirectory(dir=os.path.dirname(os.path.abspath(DATA))) as folder:
        for name, measure in {"bodies": lambda copy: bodies_and_changes(copy, session(copy, lead)), "table": consultation}.items():
            copy = f"{folder}/{name}.db"  # each of its own: what one left unwritten beside its file is no other's
            shutil.copy(DATA, copy)
            measure(copy)
            os.remove(copy)
    if not SHORT:
        subprocess.run([sys.executable, os.path.join(os.path.dirname(__file__), "digest.py")], check=True)


if __name__ == "__main__":
    main()
