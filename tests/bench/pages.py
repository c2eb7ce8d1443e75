#!/usr/bin/env python3
"""dev bench pages: how fast the pages are at full scale, beside nginx serving files of the same sizes in the same run.

For each kind of page, over many things of that kind, once warm: the server's own time with one reader at a time (median
and 99th percentile of the Server-Timing header), then requests a second and latency with 32 connections (wrk, one thread, the
server and wrk sharing the machine). The ratio is to nginx, sendfile, the same number of bytes, the same 32 connections.

    BENCH_DATA=data/national.db  the database (made with `concert example national` when it is not there)
"""
import json
import os
import random
import re
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import http.client

DATA = os.environ.get("BENCH_DATA", "data/national.db")
SECONDS = os.environ.get("BENCH_SECONDS", "6")
PORT, NGINX_PORT = 8391, 8392


def people_and_pages():
    db = sqlite3.connect(f"file:{DATA}?mode=ro", uri=True)
    ids = lambda sql: [row[0] for row in db.execute(sql)]
    person = ids("select external_id from people where id in (select person_id from seats where role = 'co_lead' and ends_on is null) order by id limit 1")[0]
    teams = ids("select id from teams where ended_on is null order by id limit 4000")
    projects = ids("select id from projects order by id desc limit 4000")
    random.seed(7)
    random.shuffle(teams), random.shuffle(projects)
    units = ids("select id from units where kind in ('national', 'region', 'facility') order by id limit 200")
    return person, {
        "team": [f"/teams/{team}" for team in teams[:500]],
        "project": [f"/projects/{project}" for project in projects[:500]],
        "path": [f"/teams/{team}/path" for team in teams[:500]],
        "unit scorecard": [f"/units/{unit}" for unit in units],
        "national scorecard": [f"/units/{ids('select id from units where parent_id is null')[0]}"],
        "needs me": ["/"],
    }


def wait_for(port):
    for _ in range(400):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/sign-in")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.01)
    sys.exit(f"nothing answers on port {port}")


def server_times(paths, headers):
    connection = http.client.HTTPConnection("127.0.0.1", PORT)
    times, sizes = [], []
    for turn in range(max(2, 1000 // len(paths))):  # the first turn only warms the caches
        for path in paths:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            body = answer.read()
            if answer.status != 200:
                sys.exit(f"{path} answered {answer.status}")
            if turn:
                times.append(float(re.search(r"dur=([\d.]+)", answer.getheader("Server-Timing")).group(1)))
            sizes.append(len(body))
    times.sort()
    return statistics.median(times), times[int(len(times) * 0.99) - 1], int(statistics.median(sizes))


def load(port, paths, headers):
    with tempfile.NamedTemporaryFile("w", suffix=".lua", delete=False) as script:
        script.write("local paths = {" + ",".join(json.dumps(path) for path in paths) + "}\nlocal at = 0\n"
                     "request = function() at = at % #paths + 1; return wrk.format('GET', paths[at]) end\n"
                     "done = function(s, l, r) io.write(string.format('RESULT %f %f %f %d\\n', "
                     "s.requests / s.duration * 1e6, l:percentile(50) / 1000, l:percentile(99) / 1000, s.errors.status)) end\n")
    command = ["wrk", "-t1", "-c32", f"-d{SECONDS}s", "-s", script.name, f"http://127.0.0.1:{port}"]
    for name, value in headers.items():
        command += ["-H", f"{name}: {value}"]
    printed = subprocess.run(command, capture_output=True, text=True).stdout
    os.unlink(script.name)
    rate, median, late, errors = re.search(r"RESULT (\S+) (\S+) (\S+) (\d+)", printed).groups()
    if int(errors):
        sys.exit(f"{errors} requests were refused\n{printed}")
    return float(rate), float(median), float(late)


def nginx(folder, sizes):
    os.chmod(folder, 0o755)
    for name, size in sizes.items():
        with open(f"{folder}/{name.replace(' ', '_')}.html", "wb") as page:
            page.write(b"x" * size)
    with open(f"{folder}/nginx.conf", "w") as config:
        config.write(f"worker_processes 2; pid {folder}/nginx.pid; error_log {folder}/error.log; user root;\n"
                     "events { worker_connections 256; }\nhttp { access_log off; sendfile on; open_file_cache max=100;\n"
                     f"server {{ listen 127.0.0.1:{NGINX_PORT}; root {folder}; keepalive_requests 10000000; }} }}\n")
    return subprocess.Popen(["nginx", "-c", f"{folder}/nginx.conf", "-g", "daemon off;"], stderr=subprocess.DEVNULL)


def memory_of(pid):
    return int(re.search(r"VmRSS:\s+(\d+)", open(f"/proc/{pid}/status").read()).group(1)) / 1024


def main():
    if not os.path.exists(DATA):
        subprocess.run(["build/concert", "example", "national", "--data", DATA], check=True)
    person, pages = people_and_pages()
    token = subprocess.run(["build/concert", "session", "--person", person, "--data", DATA], capture_output=True, text=True, check=True).stdout.strip()
    headers = {"Cookie": f"concert={token}"}
    begin = time.monotonic()
    server = subprocess.Popen(["build/concert", "serve", "--data", DATA, "--port", str(PORT)], stdout=subprocess.DEVNULL)
    wait_for(PORT)
    started = time.monotonic() - begin
    try:
        measured = {name: server_times(paths, headers) for name, paths in pages.items()}
        with tempfile.TemporaryDirectory() as folder:
            proxy = nginx(folder, {name: size for name, (_, _, size) in measured.items()})
            wait_for(NGINX_PORT)
            print(f"start to first answer: {started:.2f} s")
            print(f"{'page':20} {'bytes':>7} {'server ms':>9} {'p99 ms':>7} {'req/s':>8} {'p50 ms':>7} {'p99 ms':>7} {'nginx/s':>8} {'ratio':>6}")
            for name, paths in pages.items():
                median, late, size = measured[name]
                rate, half, most = load(PORT, paths, headers)
                reference, _, _ = load(NGINX_PORT, [f"/{name.replace(' ', '_')}.html"], {})
                print(f"{name:20} {size:7} {median:9.3f} {late:7.3f} {rate:8.0f} {half:7.2f} {most:7.2f} {reference:8.0f} {rate / reference:6.2f}", flush=True)
            proxy.terminate()
            proxy.wait()
        print(f"memory of the server: {memory_of(server.pid):.0f} MB")
    finally:
        server.terminate()
        server.wait()


main()
