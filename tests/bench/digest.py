#!/usr/bin/env python3
"""dev bench digest: how long the digests of 100,000 people take to make, and how fast mails go out.

A partnership of that size with an address for everybody and three things that wait for each (a need of a seat they hold), on a copy
of its own. The time is the server's own, from the first thousand people to the last (table digest_runs); writers get their turn
between two thousands, so the longest such turn is what a writer may wait. Mails go to a server that takes and forgets them.
"""
import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

PEOPLE = os.environ.get("BENCH_PEOPLE", "100000")
PORT, SMTP = 8393, 8394


def forget_mails(connection):
    lines, inside = connection.makefile("rb"), False
    connection.sendall(b"220 here\r\n")
    for line in lines:
        if inside:
            if line != b".\r\n":
                continue
            inside = False
        elif line.upper().startswith(b"DATA"):
            inside = True
            connection.sendall(b"354 go on\r\n")
            continue
        connection.sendall(b"250 OK\r\n")


def listen():
    server = socket.create_server(("127.0.0.1", SMTP))
    while True:
        threading.Thread(target=forget_mails, args=(server.accept()[0],), daemon=True).start()


def fill(data):
    db = sqlite3.connect(data)
    db.execute("update people set email = 'p' || rowid || '@example.org'")
    db.execute("delete from needs")
    seats = db.execute("select distinct place_id, role, party_id from seats where ends_on is null").fetchall()
    db.executemany("insert into needs (id, place_id, role, party_id, kind, about, url, subject_id, since, due_on)"
                   " values (?, ?, ?, ?, 'project.aim', ?, '/projects/x', ?, 1, null)",
                   [(f"need_{i:07}_{n}", *seat, f"Project {i}", f"s{i}") for i, seat in enumerate(seats) for n in range(3)])
    db.commit()
    print(f"{db.execute('select count(*) from people').fetchone()[0]} people, {len(seats) * 3} needs", flush=True)


def main():
    threading.Thread(target=listen, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        data = f"{folder}/national.db"
        subprocess.run(["build/concert", "example", "national", "--people", PEOPLE, "--data", data], check=True, stdout=subprocess.DEVNULL)
        fill(data)
        zone = "UTC" if time.gmtime().tm_hour >= 8 else "Pacific/Auckland"
        server = subprocess.Popen(["build/concert", "serve", "--data", data, "--port", str(PORT), "--zone", zone, "--smtp", f"smtp://127.0.0.1:{SMTP}",
                                   "--mail-from", "concert@example.org"], stdout=subprocess.DEVNULL)
        db = sqlite3.connect(data, timeout=30)
        ask = lambda sql: db.execute(sql).fetchone()
        try:
            while not (ask("select count(*) from digest_runs where ended_at is not null")[0]):
                time.sleep(0.2)
            began, ended = ask("select began_at, ended_at from digest_runs")
            mails, items = ask("select count(*) from mails")[0], ask("select count(*) from mail_items")[0]
            print(f"{mails} digests of {items} items made in {(ended - began) / 1e6:.2f} s")
            before = ask("select count(*) from mails where state = 'sent'")[0]
            time.sleep(10)
            print(f"{(ask('''select count(*) from mails where state = 'sent' ''')[0] - before) / 10:.0f} mails a second go out")
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()
