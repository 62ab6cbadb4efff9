#!/usr/bin/env python3
"""score_chronicle.py CHRONICLE.tsv TIMELINE.jsonl [-v]

Scores `parallax timeline DIR --format jsonl` against a chronicle written by hand
(tests/gold/chronicle-*.tsv): pairs of sentences that share a moment (precision, recall, F1),
windows right for the moments whose date is given, and look-alikes merged: pairs of different
moments of the chronicle that one moment of the timeline joins most of."""
import collections, itertools, json, os, sys

verbose = '-v' in sys.argv
gold, when = [], {}
for line in open(sys.argv[1]):
    f = line.rstrip('\n').split('\t')
    if line.startswith('#') or not line.strip():
        continue
    if f[0] == 'when':
        when[f[1]] = f[2]
    else:
        gold.append((f[0], int(f[1]), int(f[2]), set(f[3].split(','))))
told = collections.defaultdict(set)
window, text = {}, {}
at = collections.defaultdict(list)
for i, g in enumerate(gold):
    at[g[0]].append(i)
for line in open(sys.argv[2]):
    m = json.loads(line)
    window[m['id']] = m['when']
    for t in m['tellings']:
        s = t['sentence']
        for i in at.get(os.path.basename(t['article']), ()):
            both = min(s['end'], gold[i][2]) - max(s['start'], gold[i][1])
            if both * 2 > min(s['end'] - s['start'], gold[i][2] - gold[i][1]):
                told[i].add(m['id'])
                text[i] = s['text']
tp = fp = fn = 0
confused = collections.Counter()
for a, b in itertools.combinations(range(len(gold)), 2):
    same, said = bool(gold[a][3] & gold[b][3]), bool(told[a] & told[b])
    tp += same and said
    fp += said and not same
    fn += same and not said
    if said and not same:
        for x in gold[a][3]:
            for y in gold[b][3]:
                confused[tuple(sorted((x, y)))] += 1
    if verbose and same != said:
        print('MERGED' if said else 'MISSED', sorted(gold[a][3]), '|', sorted(gold[b][3]))
        print('    ', text.get(a, '-')[:170])
        print('    ', text.get(b, '-')[:170])
p, r = tp / max(tp + fp, 1), tp / max(tp + fn, 1)
print(f'sentences told {sum(map(bool, told.values()))} of {len(gold)}  pairs P {100*p:.1f} R {100*r:.1f} F1 {200*p*r/max(p+r,1e-9):.1f}')
print('look-alikes merged:', ', '.join(f'{x}/{y} {n}' for (x, y), n in confused.most_common(12)) or 'none')
right = 0
for name, want in sorted(when.items()):
    votes = collections.Counter(m for i, g in enumerate(gold) if name in g[3] for m in told[i])
    if not votes:
        print(f'  {name}: not told')
        continue
    # Of moments that as many of its sentences tell, the one with a day.
    got = window[max(sorted(votes), key=lambda m: (votes[m], bool(window[m])))]
    edtf = got and (got.get('edtf') or got['earliest'])
    ok = bool(got) and edtf.replace('/..', '').startswith(want.replace('/..', ''))
    right += ok
    if verbose or not ok:
        print(f'  {name}: {want}, said {edtf}')
print(f'windows right {right} of {len(when)}')
