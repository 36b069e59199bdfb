"""Writes json-vectors.jsonl: odd texts, and what the reference makes of each.

Run by CPython 3.11, which the reference ran on: python3.11 json-vectors.py > json-vectors.jsonl
A line is [text, {"value": v}] where json.loads and the reference's sanitize_json (tasks/entity_manager/utils.py: lone
surrogates dropped) give v, [text, {"nonfinite": true}] where v holds NaN or an infinity, [text, {"error": true}] where they raise ValueError.
"""

import json
import random
import sys


def sanitize_json(x):
    return json.loads(json.dumps(x, ensure_ascii=False).encode("utf-8", "ignore").decode("utf-8", "ignore"))


curated = r"""
{}
[]
null
true
false
0
-0
-0.0
1
-1
1.5
1e5
1E5
1e+5
1e-5
-1.5e-10
"a"
""
01
-01
1.
.5
-
+1
1e
1e+
1.e5
0x10
1_000
00
-a
--1
NaN
Infinity
-Infinity
nan
inf
[NaN]
{"a":Infinity}
True
False
None
nul
nulll
tru
truee
t
n
f
undefined
{"a":1}
{"a":1,}
{,"a":1}
{"a"}
{"a":}
{"a" 1}
{a:1}
{'a':1}
{"a":1 "b":2}
{"a":1,,"b":2}
{"a":1}}
{"a":1
{"a"
{"a
{
}
[1,2,3]
[1,2,3,]
[,1]
[1 2]
[1]]
[1
[
]
[1}
{"a":1]
[[],{},[{}],{"a":[]}]
[]x
{} {}
{}//c
/* c */{}
# c
{"a":1}#c
"\n"
"\"\\\/\b\f\n\r\t"
"\a"
"\x41"
"\0"
"\'"
"\u0041"
"\u004"
"\u004g"
"\u 041"
"\u+041"
"\u-041"
"\u0x41"
"\U0041"
"\u"
"\
"a
a"
"\\"
"\\\"
"\\\\"
"\u0000"
"a\u0000b"
"\\u0000"
"\\\u0000"
{"\u0000":1}
{"a\u0000":1,"a":2}
"\ud83d\ude00"
"\uD83D\uDE00"
"\ud83d"
"\ude00"
"a\ud83db"
"\ude00\ud83d"
"\ud83d\ud83d\ude00"
"\ud83d\ude00\ude00"
"\ud800\u0041"
"\ud800\\udc00"
"\\ud800\udc00"
"\ud800\n\udc00"
"\ud800x\udc00"
"\ud800\ud800"
"\udbff\udfff"
"\ud800\udc0"
"\ud800\udcxx"
"\ud800\u"
"\ud800\"
"\ud800
{"\ud800":1}
{"a\ud800":1,"a":2}
{"a":1,"a\ud800":2}
{"a\ud800":{"b\udc00":["\ud83d\ude00\ud800"]}}
"\ue000"
"\uffff\ufffe\ufeff"
"\u2028\u2029"
"\u007f\u0080\u009f"
"\u0001\u001f"
{"a":1,"a":2}
{"a":1,"b":2,"a":3}
{"a":{"x":1},"a":{"y":2}}
{"":1}
{" ":1}
{"__proto__":1}
{"constructor":{"prototype":1}}
{"a":"\u0000","b":"\ud800","c":"\ue000"}
9007199254740993
123456789012345678901234567890
-9223372036854775809
0.1000000000000000055511151231257827
1e308
1.7976931348623157e308
1e309
-1e309
1e400
1e401
1e-323
1e-400
1e-401
1e99999
0e99999
0.0e-99999
1e00000000000000000005
100000000000000000000000000000000000000000000.5
""".split("\n")[1:-1]
curated += [
    "",
    " ",
    "\t\n\r ",
    " {} ",
    "\t[\n1\r,\t2 ]\n",
    "\u000b{}",
    "\u000c{}",
    "\u00a0{}",
    "{}\u00a0",
    "\u2003{}",
    "\u2028{}",
    "\u0085{}",
    "\u3000[]",
    "\u200b{}",
    "\ufeff{}",
    "{}\ufeff",
    "{\ufeff}",
    '"\ufeff"',
    " \ufeff{}",
    "\ufeff",
    "\x00",
    "{}\x00",
    "\x00{}",
    '"\x00"',
    "[\x00]",
    '"\x01"',
    '"\x1f"',
    '"\x7f"',
    '"\t"',
    '"\n"',
    '"\r"',
    '"a\nb"',
    '"\u2028"',
    '"\u00e9\u4e2d\U0001f600"',
    "\u0661",
    "[\uff11]",
    "-\u0661",
    "1\u0661",
    "1e\u0661",
    '"\\u\uff10041"',
    '"\\u\u0660041"',
    "\u201ca\u201d",
    "{\u00e9:1}",
    '"\ud800"',
    '"\udc00"',
    '"a\ud800b\udc00c"',
    '"\ud83d\\ude00"',
    '"\\ud83d\ude00"',
    "\ud800",
    "{}\ud800",
    '{"k\ud800":"\udc00"}',
    '"\\\ud800"',
    '"' + "\\u0000" * 3 + '"',
    "[" + '"\\u0000",' * 3 + "1]",
    '"\ue000\\u0000"',
    '"\\ue000\\u0000"',
    '"\\uE000\ue001\\u0000"',
    '"\U000f0000\\u0000"',
    "[" * 100 + "]" * 100,
    '{"a":' * 100 + "1" + "}" * 100,
    "[" * 100 + "]" * 99,
    "[" * 50 + "}" * 50,
]
rnd = random.Random(20261124)
seeds = [
    '{"cid":"b","data":{"title":"a\\u0000\\ud83d\\ude00 \\ud800","n":-12.5e+3,"list":[1,true,null,"x"]}}',
    '[{"a":{"b":[0,1.0,"\\\\","\\/"]}},false]',
    '"\\ud83d\\ude00\\ud800\\u0041\\\\u0000"',
]
alphabet = list('{}[]",:\\u0dD8c.-+eE19 tfn\n\x00\x1f') + [
    "\\u",
    "\\ud83d",
    "\\ude00",
    "\\u0000",
    "\ud800",
    "\udc00",
    "\ufeff",
    "NaN",
    "true",
]
seen = set(curated)
mutated = []
while len(mutated) < 260:
    s = rnd.choice(seeds)
    for _ in range(rnd.randint(1, 3)):
        i = rnd.randrange(len(s) + 1)
        k = rnd.random()
        if k < 0.4:
            s = s[:i] + rnd.choice(alphabet) + s[i:]
        elif k < 0.7:
            s = s[:i] + s[i + rnd.randint(1, 3) :]
        else:
            s = s[:i] + rnd.choice(alphabet) + s[i + 1 :]
    if s in seen:
        continue
    try:
        json.loads(s)
        ok = True
    except ValueError:
        ok = False
    if not ok and sum(1 for m in mutated if m[1] is False) > 130:
        continue
    seen.add(s)
    mutated.append((s, ok))


def has_nonfinite(v):
    if isinstance(v, float):
        return v != v or v in (float("inf"), -float("inf"))
    if isinstance(v, list):
        return any(map(has_nonfinite, v))
    if isinstance(v, dict):
        return any(map(has_nonfinite, v.values()))
    return False


out = []
for s in curated + [m[0] for m in mutated]:
    try:
        v = json.loads(s)
        try:
            v = sanitize_json(v)
        except Exception as e:
            raise SystemExit(("sanitize", s, e))
        if has_nonfinite(v):
            r = {"nonfinite": True}
        else:
            r = {"value": v}
    except ValueError:
        r = {"error": True}
    out.append([s, r])
print(len(out), "vectors", file=sys.stderr)
for vector in out:
    print(json.dumps(vector, ensure_ascii=True))
