#!/usr/bin/env python3
"""Reads the same made-up archive with parallax and with the tools a user would pick.

    cargo build --release --example articles
    python3 benches/reading.py target/release/examples/articles /tmp/reading [MB]

Needs jq; trafilatura and warcio are measured where Python can import them. Each is run
five times (trafilatura once), in turn; the best counts. Wall-clock time is of all cores, CPU time of the process
with all its threads: on a busy machine only the latter says much.
"""
import csv, glob, io, json, os, random, shutil, subprocess, sys, time

WORDS = "the of and to a in harbour council pier on that was for ferry said by at island from with bridge vote it is storm as minister be rail strike after government water has police market were had town an tuesday about people new who more than two their will been river last first would bank school one".split()


def sentence(r):
    w = [r.choice(WORDS) for _ in range(r.randint(9, 28))]
    return w[0].capitalize() + " " + " ".join(w[1:]) + r.choice([".", ".", ".", f" in {r.randint(1990, 2019)}.", ", “they said”."])


def body(r):
    return "\n\n".join(" ".join(sentence(r) for _ in range(r.randint(1, 3))) for _ in range(r.randint(8, 20)))


def make(folder, megabytes):
    if os.path.exists(folder):
        return
    os.makedirs(folder + "/html")
    r = random.Random(1)
    size = n = 0
    with open(f"{folder}/a.jsonl", "w") as j, open(f"{folder}/a.csv", "w", newline="") as c:
        w = csv.writer(c)
        w.writerow(["id", "title", "publication", "date", "url", "text"])
        while size < megabytes << 20:
            text, title, day = body(r), sentence(r)[:60], f"2016-{r.randint(1, 12):02}-{r.randint(1, 28):02}"
            line = json.dumps({"id": n, "title": title, "source": f"Outlet {n % 20}", "date": day, "url": f"https://o{n % 20}.example/{n}", "text": text}) + "\n"
            j.write(line)
            w.writerow([n, title, f"Outlet {n % 20}", day, f"https://o{n % 20}.example/{n}", text])
            size += len(line)
            n += 1
    here = os.path.dirname(os.path.abspath(__file__))
    pages = sorted(glob.glob(here + "/../tests/corpora/pages/*.html"))
    with open(f"{folder}/a.warc", "wb") as warc, open(f"{folder}/pictures.warc", "wb") as pictures:
        for i in range(1500):
            page = open(pages[i % len(pages)], encoding="utf-8").read()
            more = "".join(f"<p>{p}</p>" for p in body(r).split("\n\n"))
            page = page.replace("</p>", "</p>" + more, 1)
            with open(f"{folder}/html/{i:05}.html", "w", encoding="utf-8") as f:
                f.write(page)
            block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()
            # The same bytes as pictures: read and passed over.
            bare = block.replace(b"text/html; charset=utf-8", b"image/jpeg", 1)
            pictures.write(f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{i:032x}>\r\nWARC-Date: 2019-01-01T00:00:00Z\r\nWARC-Target-URI: https://a.example/{i}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(bare)}\r\n\r\n".encode() + bare + b"\r\n\r\n")
            warc.write(f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{i:032x}>\r\nWARC-Date: 2019-01-01T00:00:00Z\r\nWARC-Target-URI: https://a.example/{i}\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n")


PY_CSV = "import csv,sys;csv.field_size_limit(1<<30)\nfor r in csv.DictReader(open(sys.argv[1],newline='')): print(r['text'])"
PY_HTML = "import sys,glob,trafilatura\nfor p in sorted(glob.glob(sys.argv[1]+'/*.html')): print(trafilatura.extract(open(p,encoding='utf-8').read(),with_metadata=True))"
PY_WARC = "import sys\nfrom warcio.archiveiterator import ArchiveIterator\nfor r in ArchiveIterator(open(sys.argv[1],'rb')):\n    if r.rec_type=='response': sys.stdout.buffer.write(r.content_stream().read())"
PY_WARC_TEXT = "import sys,trafilatura\nfrom warcio.archiveiterator import ArchiveIterator\nfor r in ArchiveIterator(open(sys.argv[1],'rb')):\n    if r.rec_type=='response': print(trafilatura.extract(r.content_stream().read(),with_metadata=True))"


def has(module):
    return subprocess.run([sys.executable, "-c", f"import {module}"], capture_output=True).returncode == 0


def run(command):
    """Returns wall-clock and CPU seconds of a process, and its peak memory in MB."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    if status:
        raise SystemExit(f"{command[0]} failed")
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main():
    parallax, folder = sys.argv[1], sys.argv[2]
    make(folder, int(sys.argv[3]) if len(sys.argv) > 3 else 100)
    py = sys.executable
    rows = [
        ("JSON Lines", f"{folder}/a.jsonl", "jq -r .text", ["jq", "-r", ".text", f"{folder}/a.jsonl"]),
        ("CSV", f"{folder}/a.csv", "Python csv", [py, "-c", PY_CSV, f"{folder}/a.csv"]),
    ]
    if has("trafilatura"):
        rows.append(("HTML", f"{folder}/html", "trafilatura", [py, "-c", PY_HTML, f"{folder}/html"]))
    if has("warcio"):
        rows.append(("WARC, no pages in it", f"{folder}/pictures.warc", "warcio", [py, "-c", PY_WARC, f"{folder}/pictures.warc"]))
        rows.append(("WARC, text", f"{folder}/a.warc", "warcio, no text", [py, "-c", PY_WARC, f"{folder}/a.warc"]))
    if has("warcio") and has("trafilatura"):
        rows.append(("WARC, text", f"{folder}/a.warc", "warcio and trafilatura", [py, "-c", PY_WARC_TEXT, f"{folder}/a.warc"]))
    print("| format | MB | wall | CPU | peak | beside it | its wall | its CPU | wall ratio | CPU ratio |\n|---|---|---|---|---|---|---|---|---|---|")
    for name, path, tool, command in rows:
        size = sum(os.path.getsize(p) for p in (glob.glob(path + "/*") if os.path.isdir(path) else [path])) / 1e6
        ours, theirs = [], []
        for _ in range(1 if "trafilatura" in tool else 5):
            ours.append(run([parallax, path]))
            theirs.append(run(command))
        best = lambda runs, k: min(r[k] for r in runs)
        (aw, ac, mem), (bw, bc) = (best(ours, k) for k in range(3)), (best(theirs, k) for k in range(2))
        print(f"| {name} | {size:.0f} | {aw:.2f} s | {ac:.2f} s | {mem:.0f} MB | {tool} | {bw:.2f} s | {bc:.2f} s | {bw / aw:.1f} | {bc / ac:.1f} |", flush=True)


main()
