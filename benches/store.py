#!/usr/bin/env python3
"""Measures the index: python3 benches/store.py PARALLAX GENERATE FOLDER SIZE...

PARALLAX is the binary, GENERATE the example that makes corpora, FOLDER where they and the
caches go. Prints one block for each size: wall time, and CPU time because machines are
shared. Beside it `rg -c` over the same files, the floor for reading, and SQLite with FTS5
fed the same texts, the floor for storing.
"""
import fcntl
import json
import os
import pty
import resource
import select
import shutil
import sqlite3
import statistics
import struct
import subprocess
import sys
import termios
import time

PARALLAX, GENERATE, FOLDER = [os.path.abspath(a) for a in sys.argv[1:4]]
SIZES = [int(n) for n in sys.argv[4:]] or [1000, 10000]
CACHE = os.path.join(FOLDER, "cache")
ENV = dict(os.environ, TERM="xterm-256color", XDG_CACHE_HOME=CACHE,
           XDG_STATE_HOME=os.path.join(FOLDER, "state"), XDG_CONFIG_HOME=os.path.join(FOLDER, "config"))


def run(args, stdout=subprocess.DEVNULL):
    """Returns wall seconds, CPU seconds and peak memory in MB."""
    begun = time.time()
    child = subprocess.Popen(args, env=ENV, stdout=stdout, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = status
    return time.time() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000


class Screen:
    """The explorer in a pseudo-terminal of 120 columns and 40 rows."""

    def __init__(self, corpus):
        self.begun = time.time()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
            os.execve(PARALLAX, [PARALLAX, corpus], ENV)
        self.seen = b""

    def read(self, patience):
        ready, _, _ = select.select([self.fd], [], [], patience)
        if not ready:
            return b""
        try:
            chunk = os.read(self.fd, 1 << 16)
        except OSError:
            return b""
        self.seen = (self.seen + chunk)[-(1 << 20):]
        return chunk

    def until(self, words, patience=600):
        end = time.time() + patience
        while words not in self.seen and time.time() < end:
            self.read(0.5)
        return time.time() - self.begun

    def quiet(self, for_long=0.15):
        while self.read(for_long):
            pass

    def key(self, key):
        """Returns the seconds until the first bytes after a key; infinite when nothing changed."""
        while self.read(0):
            pass
        begun = time.time()
        os.write(self.fd, key)
        answer = self.read(2)
        return time.time() - begun if answer else float("inf")

    def peak(self):
        with open(f"/proc/{self.pid}/status") as status:
            for line in status:
                if line.startswith("VmHWM"):
                    return int(line.split()[1]) / 1000
        return 0

    def leave(self):
        os.write(self.fd, b"\x03")
        try:
            while os.read(self.fd, 1 << 16):
                pass
        except OSError:
            pass
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def of(times, share):
    times = sorted(t for t in times if t < float("inf"))
    return 1000 * times[min(len(times) - 1, int(share * len(times)))]


def fresh():
    shutil.rmtree(CACHE, ignore_errors=True)


def finished():
    """Tells whether an index is there, and not only in the making."""
    folder = os.path.join(CACHE, "parallax")
    return os.path.isdir(folder) and any(not f.startswith(".") for f in os.listdir(folder))


def texts(corpus):
    for name in sorted(os.listdir(corpus)):
        with open(os.path.join(corpus, name), encoding="utf-8") as lines:
            for line in lines:
                yield line


def measure(n):
    corpus = os.path.join(FOLDER, f"corpus-{n}")
    if not os.path.isdir(corpus):
        subprocess.run([GENERATE, corpus, str(n)], check=True)
    more = os.path.join(FOLDER, "more-100")
    if not os.path.isdir(more):
        subprocess.run([GENERATE, more, "100", "--seed", "2"], check=True)
    added = os.path.join(corpus, "added.jsonl")
    if os.path.exists(added):
        os.remove(added)
    size = sum(os.path.getsize(os.path.join(corpus, f)) for f in os.listdir(corpus))
    print(f"== {n} articles, {size / 1e6:.1f} MB, load {os.getloadavg()[0]:.1f}", flush=True)

    wall, cpu, _ = run(["rg", "-c", "talks", corpus])
    print(f"rg -c                  {wall:.3f} s wall, {cpu:.3f} s CPU", flush=True)
    path = os.path.join(FOLDER, "floor.sqlite")
    if os.path.exists(path):
        os.remove(path)
    begun, used = time.time(), time.process_time()
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE article(id INTEGER PRIMARY KEY, data TEXT)")
    db.execute("CREATE VIRTUAL TABLE words USING fts5(body, content='', detail='none')")
    for i, line in enumerate(texts(corpus)):
        db.execute("INSERT INTO article VALUES(?, ?)", (i, line))
        db.execute("INSERT INTO words(rowid, body) VALUES(?, ?)", (i, json.loads(line).get("text", "")))
    db.commit()
    db.close()
    print(f"sqlite3 with FTS5      {time.time() - begun:.2f} s wall, {time.process_time() - used:.2f} s CPU, "
          f"{os.path.getsize(path) / size:.2f} of the text", flush=True)

    fresh()
    wall, cpu, peak = run([PARALLAX, "index", corpus])
    print(f"cold index             {wall:.2f} s wall, {cpu:.2f} s CPU: {n / wall:.0f} articles/s, "
          f"{n / cpu:.0f} per CPU second", flush=True)
    index = [os.path.join(CACHE, "parallax", f) for f in os.listdir(os.path.join(CACHE, "parallax"))]
    print(f"peak memory, indexing  {peak:.0f} MB")
    print(f"index size             {os.path.getsize(index[0]) / size:.2f} of the text", flush=True)

    frames, lines, peaks = [], [], []
    keys = []
    for _ in range(5):
        screen = Screen(corpus)
        screen.read(30)
        frames.append(time.time() - screen.begun)
        lines.append(screen.until(b" moments"))
        screen.quiet()
        for key in (b"l", b"l", b"h", b"+", b"-", b"d", b"1", b"0", b"=", b"\x1b", b"j", b"k") * 4:
            keys.append(screen.key(key))
        screen.quiet()
        peaks.append(screen.peak())
        screen.leave()
    print(f"first frame, warm      {1000 * statistics.median(frames):.0f} ms")
    print(f"full timeline, warm    {1000 * statistics.median(lines):.0f} ms (best {1000 * min(lines):.0f})")
    print(f"key to frame           p50 {of(keys, .5):.1f} ms, p99 {of(keys, .99):.1f} ms")
    print(f"peak memory, exploring {max(peaks):.0f} MB", flush=True)

    times = []
    for words in ("water talks", "harbour", "police arrested", "the"):
        wall, cpu, _ = run([PARALLAX, "search", corpus, words, "--limit", "20"])
        times.append(f"{words!r} {1000 * wall:.0f} ({1000 * cpu:.0f} CPU)")
    wall, cpu, _ = run([PARALLAX, "timeline", corpus, "--limit", "1"])
    print(f"search, whole process  {', '.join(times)} ms; of which opening {1000 * wall:.0f} ({1000 * cpu:.0f} CPU)",
          flush=True)

    moved = corpus + "-moved"
    shutil.rmtree(moved, ignore_errors=True)
    shutil.copytree(corpus, moved)
    wall, cpu, _ = run([PARALLAX, "timeline", moved, "--limit", "1"])
    print(f"a copy of the folder   {wall:.2f} s wall, {cpu:.2f} s CPU", flush=True)
    shutil.rmtree(moved)

    with open(added, "w", encoding="utf-8") as out:
        out.writelines(texts(more))
    wall, cpu, peak = run([PARALLAX, "index", corpus])
    print(f"100 articles added     {wall:.2f} s wall, {cpu:.2f} s CPU, {peak:.0f} MB", flush=True)
    os.remove(added)

    fresh()
    screen = Screen(corpus)
    screen.read(30)
    print(f"first frame, cold      {1000 * (time.time() - screen.begun):.0f} ms")
    print(f"something to see, cold {screen.until(b' moments'):.2f} s")
    keys = []
    while len(keys) < 400 and not finished():
        keys.append(screen.key(b"j" if len(keys) % 2 else b"k"))
        time.sleep(0.02)
    if keys:
        print(f"key while indexing     p50 {of(keys, .5):.1f} ms, p99 {of(keys, .99):.1f} ms, of {len(keys)}")
    screen.leave()


for n in SIZES:
    measure(n)
