#!/usr/bin/env python3
"""dev kill: `concert feed` is killed with SIGKILL at random moments, ROUNDS times (40), while it loads a file. After each
kill the file is in as a whole or not at all, and the journal verifies; sent again, it is in once.
"""
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

ROUNDS = int(os.environ.get("ROUNDS", "40"))
CONCERT = os.path.abspath(os.environ.get("CONCERT", "build/concert"))
FEED = "injuries-from-the-safety-system"
MONTHS = 600


def run(*words):
    return subprocess.run([CONCERT, *words], capture_output=True, text=True)


def figures(data):
    db = sqlite3.connect(f"file:{data}?mode=ro", uri=True)
    try:
        return db.execute("select count(*) from measurements where period < '1990'").fetchone()[0]
    finally:
        db.close()


def check(data, where, kept):
    if kept not in (0, 3 * MONTHS):
        sys.exit(f"{where}: {kept} figures of {3 * MONTHS} are in.")
    verified = run("verify", "--data", data)
    if verified.returncode:
        sys.exit(f"{where}: {verified.stdout[-2000:]}")


def main():
    with tempfile.TemporaryDirectory() as folder:
        seed, data, file = f"{folder}/seed.db", f"{folder}/concert.db", f"{folder}/injuries.csv"
        assert run("example", "living", "--data", seed).returncode == 0
        with open(file, "w") as rows:
            rows.write("Hospital;Month;Injuries;Jobs a year\n")
            for month in range(MONTHS):
                for place in ("srmc", "clack", "alder"):
                    rows.write(f"{place};{month % 12 + 1:02}/{1930 + month // 12};{month % 7};2000\n")
        begin = time.monotonic()
        shutil.copy(seed, data)
        assert run("feed", FEED, file, "--data", data).returncode == 0
        whole = time.monotonic() - begin
        halves = 0
        for number in range(ROUNDS):
            for end in ("", "-wal", "-shm"):
                if os.path.exists(data + end):
                    os.remove(data + end)
            shutil.copy(seed, data)
            loading = subprocess.Popen([CONCERT, "feed", FEED, file, "--data", data], stdout=subprocess.DEVNULL)
            time.sleep(random.uniform(0, whole))
            loading.kill()
            loading.wait()
            kept = figures(data)
            halves += kept == 0
            check(data, f"kill {number}", kept)
            again = run("feed", FEED, file, "--data", data)
            if again.returncode or figures(data) != 3 * MONTHS:
                sys.exit(f"kill {number}: sent again, it is not in: {again.stdout}")
            check(data, f"kill {number}, sent again", 3 * MONTHS)
        print(f"{ROUNDS} kills while a feed was loaded: {halves} times nothing was in, {ROUNDS - halves} times all of it; never a part.")


main()
