#!/usr/bin/env python3
"""dev bench measures: figures at full scale, with references in the same run.

A CSV feed loaded end to end beside sqlite3's own .import of the same files; one new month for every department; sums up
the tree, limits, rules and icons from nothing; the nation's page beside nginx, and a funnel over every department.
References: R does the same limits and rules over the same series, vectorised; DuckDB does the roll-up alone.
What is missing of sqlite3, nginx, r-base-core and @duckdb/node-api is installed for the bench alone (R and nginx by apt).

    BENCH_SCALE=1           1 is 4,000 departments, 30 metrics, 120 months: 14 million figures. 0.1 is a tenth.
    BENCH_PROPORTION=1      also a tenth of that and, for one metric, ten times its departments' share
    BENCH_FOLDER=build/bench-measures    where the files are written: a disk, not memory
"""
import http.client
import json
import os
import shutil
import subprocess
import sys
import time

SCALE = float(os.environ.get("BENCH_SCALE", "1"))
FOLDER = os.path.abspath(os.environ.get("BENCH_FOLDER", "build/bench-measures"))
PORT, NGINX_PORT = 8393, 8394


def run(words, **options):
    return subprocess.run(words, check=True, capture_output=True, text=True, **options).stdout


def install(command, package):
    if shutil.which(command):
        return True
    return subprocess.run(["apt-get", "install", "-y", "--no-install-recommends", package],
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def lines_of(out):
    lines = [json.loads(line) for line in out.splitlines()]
    return {line["what"]: line for line in lines}, [line["found"] for line in lines if "found" in line]


def measured(name, departments, metrics, months):
    folder = f"{FOLDER}/{name}"
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    out = run(["build/measures_bench", folder, str(departments), str(metrics), str(months)])
    return folder, *lines_of(out)


def sqlite_import(folder):
    files = sorted(name for name in os.listdir(folder) if name.startswith("figures-"))[:-1]
    script = "".join(f".import --csv --skip 1 {folder}/{name} figures\n" for name in files)
    begin = time.monotonic()
    run(["sqlite3", f"{folder}/import.db"], input="create table figures (metric text, unit text, period text, numerator integer,"
        " denominator integer);\n" + script)
    seconds = time.monotonic() - begin
    os.remove(f"{folder}/import.db")
    return seconds


def say(what, seconds, count, unit="", beside=""):
    print(f"{what:46} {seconds:10.4f} s {count:12,} {unit:10} {count / max(seconds, 1e-9):14,.0f}/s  {beside}", flush=True)


def duckdb(folder):
    modules = f"{FOLDER}/node"
    if not os.path.exists(f"{modules}/node_modules/@duckdb/node-api"):
        os.makedirs(modules, exist_ok=True)
        subprocess.run(["npm", "install", "--silent", "--prefix", modules, "@duckdb/node-api"], check=True)
    return json.loads(run(["node", "tests/bench/measures_duckdb.mjs", folder, modules]))


def fetch(port, path, headers, times=200):
    connection, taken = http.client.HTTPConnection("127.0.0.1", port), []
    for _ in range(times):
        begin = time.monotonic()
        connection.request("GET", path, headers=headers)
        body = connection.getresponse().read()
        taken.append(time.monotonic() - begin)
    return sorted(taken)[times // 2], body


def wait_for(port):
    for _ in range(200):
        try:
            return http.client.HTTPConnection("127.0.0.1", port, timeout=1).connect()
        except OSError:
            time.sleep(0.05)


def page_beside_nginx(folder, token, nation):
    server = subprocess.Popen(["build/concert", "serve", "--data", f"{folder}/concert.db", "--port", str(PORT)],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    proxy = None
    try:
        wait_for(PORT)
        ours, body = fetch(PORT, f"/units/{nation}", {"Cookie": f"concert={token}"})
        with open(f"{folder}/page.html", "wb") as page:
            page.write(body)
        with open(f"{folder}/nginx.conf", "w") as config:
            config.write(f"pid {folder}/nginx.pid; error_log {folder}/error.log; user root;\nevents {{ }}\nhttp {{ access_log off;"
                         f" sendfile on; server {{ listen 127.0.0.1:{NGINX_PORT}; root {folder}; }} }}\n")
        proxy = subprocess.Popen(["nginx", "-c", f"{folder}/nginx.conf", "-g", "daemon off;"], stderr=subprocess.DEVNULL)
        wait_for(NGINX_PORT)
        theirs, _ = fetch(NGINX_PORT, "/page.html", {})
        return ours, theirs, len(body)
    finally:
        for process in filter(None, (server, proxy)):
            process.terminate()
            process.wait()


# R must find what Concert found: as many points by every rule, as many of each icon, and so on.
def beside_r(folder, one, all_cores, found):
    if not install("Rscript", "r-base-core"):
        say("limits, rules and icons in memory", one["seconds"], one["count"], "series", "R cannot be installed here")
        return
    reference, theirs = lines_of(run(["Rscript", "tests/bench/measures.R", f"{folder}/series.bin", "120"]))
    r = reference["R"]
    if len(set(found + theirs)) != 1:
        sys.exit(f"R and Concert found different things:\n  {theirs[0]}\n  {found}")
    say("limits, rules and icons in memory, one core", one["seconds"], one["count"], "series",
        f"{r['seconds'] / one['seconds']:.0f} times as fast as R")
    if all_cores:
        say("  the same on all cores", all_cores["seconds"], all_cores["count"], "series",
            f"{r['seconds'] / all_cores['seconds']:.0f} times as fast as R")
    say("  R, vectorised: the same limits, signals, icons", r["seconds"], r["count"], "series")


def main():
    subprocess.run(["cmake", "--build", "build", "--target", "measures_bench"], check=True, stdout=subprocess.DEVNULL)
    departments = max(12, round(4000 * SCALE))
    folder, got, found = measured("once", departments, 30, 120)
    print(f"{departments} departments, 30 metrics, 120 months: {departments * 30 * 120:,} figures")
    load = got["load"]
    install("sqlite3", "sqlite3")
    theirs = sqlite_import(folder)
    say("load of the feed, end to end", load["seconds"], load["count"], "figures", f"{load['seconds'] / theirs:.1f} times sqlite3's .import")
    say("  sqlite3 .import of the same files", theirs, load["count"], "rows")
    for what, unit in (("one new month", "figures"), ("the same month again", "figures"), ("roll-up from the tables", "sums"),
                       ("limits, rules and icons from the tables", "series")):
        say(what, got[what]["seconds"], got[what]["count"], unit)
    memory, judged = got["roll-up in memory"], got["limits, rules and icons in memory"]
    reference = duckdb(folder)
    say("roll-up in memory", memory["seconds"], memory["count"], "places", f"{reference['seconds'] / memory['seconds']:.1f} times as fast as DuckDB")
    say("  DuckDB, the roll-up alone", reference["seconds"], reference["count"], "sums")
    beside_r(folder, judged, got.get("limits, rules and icons on all cores"), found)
    say("the nation's page, in the program", got["page of the nation"]["seconds"], 1, "page", f"{got['page of the nation']['count']:,} bytes")
    say("a funnel over every department", got["funnel over every department"]["seconds"], 1, "page")
    _, token, nation = next(what for what in got if what.startswith("token ")).split(" ")
    if install("nginx", "nginx-light"):
        ours, proxy, size = page_beside_nginx(folder, token, nation)
        say("the nation's page, over HTTP", ours, 1, "page", f"{ours / proxy:.1f} times nginx with the same {size:,} bytes")
    if os.environ.get("BENCH_PROPORTION"):
        for name, shape in (("a tenth", (max(12, departments // 10), 30, 120)), ("one metric, ten times", (departments * 10, 1, 120))):
            _, other, _ = measured("proportion", *shape)
            for what in ("load", "one new month", "roll-up from the tables", "limits, rules and icons from the tables"):
                ratio = (other[what]["seconds"] / max(1, other[what]["count"])) / (got[what]["seconds"] / max(1, got[what]["count"]))
                say(f"{name}: {what}", other[what]["seconds"], other[what]["count"], "", f"{ratio:.2f} times the cost of each")


main()
