#!/usr/bin/env python3
"""The golden vectors of the journal may be added to, and never changed.

Why: tests/vectors/journal holds bytes that have been hashed and cosigned. A verifier that somebody wrote in another
language has passed them once, and must still pass them in twenty years. So every case that any commit ever held must
still be there, as it was: members of an object under their names, items of a list in their places. What is "about" a
file is prose and may be said better. Without git, or without history (an archive, a copy of the newest state alone),
there is nothing to compare with, and the check says so.
Run from the project's root. --test runs the samples at the end.
"""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = "tests/vectors/journal"
PROSE = {"about"}


def differences(was, now, place):
    """What of `was` is missing in `now` or stands there otherwise."""
    if isinstance(was, dict) and isinstance(now, dict):
        return [sentence for name, value in was.items() if name not in PROSE
                for sentence in (differences(value, now[name], f"{place}.{name}") if name in now
                                 else [f"{place}.{name} was removed"])]
    if isinstance(was, list) and isinstance(now, list):
        if len(now) < len(was):
            return [f"{place} had {len(was)} items and has {len(now)}"]
        return [sentence for i, value in enumerate(was) for sentence in differences(value, now[i], f"{place}[{i}]")]
    # In Python 1 == 1.0 == True; in these files they are different bytes.
    return [] if type(was) is type(now) and was == now else [f"{place} was changed"]


class History:
    def __init__(self, root="."):
        self.root = root
        self.commits = self.git("log", "--format=%H", "HEAD", "--", FOLDER).split()

    def git(self, *words):
        try:
            done = subprocess.run(["git", "-C", self.root, *words], capture_output=True, text=True, check=False)
        except FileNotFoundError:  # no git on this machine
            return ""
        return done.stdout if done.returncode == 0 else ""

    def versions(self):
        """(commit, file, text) of every version of every file."""
        for commit in self.commits:
            for file in self.git("ls-tree", "-r", "--name-only", "--full-tree", commit, "--", FOLDER).split("\n"):
                if file.endswith(".json"):
                    yield commit, file, self.git("show", f"{commit}:{file}")


def check(root="."):
    """(complaints, how many versions were compared)"""
    complaints, compared = {}, 0
    for commit, file, text in History(root).versions():
        compared += 1
        path = Path(root, file)
        if not path.exists():
            complaints.setdefault(f"{file} was removed", commit)
            continue
        now = path.read_text(encoding="utf-8")
        if now == text:
            continue
        for sentence in differences(json.loads(text), json.loads(now), ""):
            complaints.setdefault(f"{file}: {sentence}", commit)
    return [f"{sentence} since commit {commit[:10]}. These bytes have been hashed: add cases, never change one."
            for sentence, commit in complaints.items()], compared


def main():
    complaints, compared = check()
    for line in complaints:
        print(line)
    if compared == 0:
        print(f"There is no git history of {FOLDER} here, so the golden vectors were compared with nothing.")
    return 1 if complaints else 0


def test():
    case = {"about": "a", "entries": [{"sequence": 1, "refused": False}]}
    for now in [case, {**case, "about": "b", "more": 1}, {**case, "entries": case["entries"] + [2]}]:
        assert differences(case, now, "") == [], now
    for now, sentence in [({"about": "a"}, ".entries was removed"), ({"entries": []}, ".entries had 1 items and has 0"),
                          ({"entries": [{"sequence": 2, "refused": False}]}, ".entries[0].sequence was changed"),
                          ({"entries": [{"sequence": 1, "refused": 0}]}, ".entries[0].refused was changed"),
                          ({"entries": [0] + case["entries"]}, ".entries[0] was changed")]:
        assert differences(case, now, "") == [sentence], differences(case, now, "")
    with tempfile.TemporaryDirectory() as root:
        assert check(root) == ([], 0)
        sample_history(root, [{"a": [1]}, {"a": [1, 2]}])
        file = Path(root, FOLDER, "entries.json")
        assert check(root) == ([], 2)
        file.write_text('{"a": [1, 2, 3]}')
        assert check(root) == ([], 2)
        file.write_text('{"a": [1, 3]}')
        assert [c.split(" since")[0] for c in check(root)[0]] == [f"{FOLDER}/entries.json: .a[1] was changed"]
        file.unlink()
        assert [c.split(" since")[0] for c in check(root)[0]] == [f"{FOLDER}/entries.json was removed"]


def sample_history(root, versions):
    file = Path(root, FOLDER, "entries.json")
    file.parent.mkdir(parents=True)
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", root, "init", "-q"], check=True)
    for version in versions:
        file.write_text(json.dumps(version))
        subprocess.run(["git", "-C", root, "add", "."], check=True)
        subprocess.run(["git", "-C", root, *who, "commit", "-q", "-m", "a version"], check=True)


if __name__ == "__main__":
    sys.exit(test() if sys.argv[1:] == ["--test"] else main())
