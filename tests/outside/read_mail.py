#!/usr/bin/env python3
"""Mails go out over SMTP to a server nobody here wrote (aiosmtpd) and are read by Python's email package: each once although
the server is away at first, refuses one for a while and one for good; with what a mail program needs to end them with one
click; and a report about undelivered mail, fed back by `concert mail-bounce`, marks the address.
"""
import email
import email.policy
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request

sys.dont_write_bytecode = True
sys.path.insert(0, "/usr/lib/python3/dist-packages")
sys.path.insert(0, os.path.dirname(__file__))
from aiosmtpd.controller import Controller  # noqa: E402

PORT = 8397
SMTP = 8398


class Mailboxes:
    def __init__(self):
        self.taken, self.tries = [], {}

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.tries[address] = self.tries.get(address, 0) + 1
        if address.startswith("gone"):
            return "550 5.1.1 There is nobody of this name"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.taken.append((envelope.mail_from, envelope.rcpt_tos[0], email.message_from_bytes(envelope.content, policy=email.policy.default)))
        return "250 Taken"


def wait_for(what, seconds=40):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():
            return
        time.sleep(0.1)
    raise AssertionError("it did not happen in time")


def check_mail(mail_from, to, mail):
    assert mail_from == "concert@example.org", mail_from
    assert mail["To"].addresses[0].addr_spec == to
    assert mail["Auto-Submitted"] == "auto-generated" and mail["Message-ID"] and mail["Date"].datetime
    text, html = mail.get_body(("plain",)).get_content(), mail.get_body(("html",)).get_content()
    assert "https://concert.example/" in text and "https://concert.example/" in html
    assert not mail.defects and not any(part.defects for part in mail.walk()), "the mail is not well formed"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    return mail["List-Unsubscribe"].strip().strip("<>")


def report_about(to, message_id):
    return (f"Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\n"
            f"Sorry.\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.org\r\n\r\n"
            f"Final-Recipient: rfc822; {to}\r\nAction: failed\r\nStatus: 5.2.1\r\n\r\n--x\r\nContent-Type: text/rfc822-headers\r\n\r\n"
            f"Message-ID: {message_id}\r\n\r\n--x--\r\n").encode()


def bounced(data):
    return {row[0] for row in sqlite3.connect(data).execute("select address from mail_bounces")}


def main():
    with tempfile.TemporaryDirectory() as folder:
        data = f"{folder}/concert.db"
        subprocess.run(["build/concert", "example", "living", "--data", data], check=True, stdout=subprocess.DEVNULL)
        db = sqlite3.connect(data)
        db.execute("update people set email = 'p' || substr(id, 20) || '@example.org'")
        gone = db.execute("select person_id from seats s join needs n on n.place_id = s.place_id and n.role = s.role and"
                          " n.party_id = s.party_id where s.ends_on is null limit 1").fetchone()[0]
        db.execute("update people set email = 'gone@example.org' where id = ?", (gone,))
        db.commit()
        boxes = Mailboxes()
        # Near the date line it is always past seven in the morning in one of these.
        hour = time.gmtime().tm_hour
        zone = "UTC" if hour >= 8 else "Pacific/Auckland"
        server = subprocess.Popen(["build/concert", "serve", "--data", data, "--port", str(PORT), "--zone", zone, "--smtp",
                                   f"smtp://127.0.0.1:{SMTP}", "--mail-from", "concert@example.org", "--public-url",
                                   "https://concert.example/"], stdout=subprocess.DEVNULL)
        controller = Controller(boxes, hostname="127.0.0.1", port=SMTP)
        try:
            waiting = lambda: db.execute("select count(*) from mails where state = 'waiting'").fetchone()[0]
            wait_for(waiting)  # made, though nobody takes them
            controller.start()
            wait_for(lambda: boxes.taken and waiting() == 0)
            links = {to: check_mail(mail_from, to, mail) for mail_from, to, mail in boxes.taken}
            most = db.execute("select max(many) from (select count(*) as many from mails group by person_id, how)").fetchone()[0]
            assert most == 1, "somebody got two digests, or the same news in two mails"
            assert boxes.tries["gone@example.org"] <= 2 and bounced(data) == {"gone@example.org"}  # at once, and the digest
            told = db.execute("select count(*) from needs where kind = 'mail.bounced'").fetchone()[0]
            assert told > 0, "no administrator was told"

            to, mail = boxes.taken[0][1], boxes.taken[0][2]
            path = links[to].replace("https://concert.example", f"http://127.0.0.1:{PORT}")
            off = lambda: db.execute("select count(*) from notification_choices where how = 'off'").fetchone()[0]
            assert urllib.request.urlopen(path).status == 200 and off() == 0
            assert urllib.request.urlopen(path, data=b"List-Unsubscribe=One-Click").status == 200 and off() > 0

            to, mail = boxes.taken[1][1], boxes.taken[1][2]
            subprocess.run(["build/concert", "mail-bounce", "--data", data], input=report_about(to, mail["Message-ID"].strip()),
                           check=True, stdout=subprocess.DEVNULL)
            assert to in bounced(data)
            print(f"{len(boxes.taken)} mails read")
        finally:
            server.terminate()
            server.wait()
            controller.stop() if controller.server else None


main()
