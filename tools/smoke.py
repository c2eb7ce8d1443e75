#!/usr/bin/env python3
"""Starts a server, waits for its first page, stops it as Ctrl-C would, and says how long each took.

Usage: smoke.py PORT LONGEST_SECONDS COMMAND…

Fails when no page came in time, when the page is not HTML with status 200, or when the server did not end cleanly.
"""
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request


def first_page(port):
    """The status and media type of the page a visitor without a session lands on, or None while nobody listens."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
            return answer.status, answer.headers.get_content_type()
    except urllib.error.HTTPError as error:
        return error.code, error.headers.get_content_type()
    except OSError:
        return None


def wait_for_page(server, port, longest):
    end = time.monotonic() + longest
    while time.monotonic() < end:
        if server.poll() is not None:
            sys.exit(f"It ended with {server.returncode} before it served a page.")
        page = first_page(port)
        if page:
            return page
        time.sleep(0.02)
    sys.exit(f"No page within {longest} s.")


def smoke(port, longest, command):
    begin = time.monotonic()
    server = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    try:
        page = wait_for_page(server, port, longest)
        print(f"First page after {time.monotonic() - begin:.2f} s: {page[0]} {page[1]}", flush=True)
        begin = time.monotonic()
        server.send_signal(signal.SIGINT)
        code = server.wait(30)
        print(f"Stopped after {time.monotonic() - begin:.2f} s with {code}", flush=True)
    finally:
        server.kill()
    return page == (200, "text/html") and code == 0


if __name__ == "__main__":
    sys.exit(0 if smoke(int(sys.argv[1]), float(sys.argv[2]), sys.argv[3:]) else 1)
