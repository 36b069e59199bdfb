"""Writes ethereum-vectors.jsonl: signatures, and whom the reference's libraries recover from each.

pip install eth-account==0.11.3 hexbytes==0.3.1 (what web3 6.20.2 brings); python3.11 ethereum-vectors.py > ethereum-vectors.jsonl
A line is {"name", "message", "signature", "address"}: the checksum address, or null where the libraries raise.
"""

import json

from eth_account import Account
from eth_account.messages import defunct_hash_message, encode_defunct
from eth_keys.backends.native.jacobian import fast_multiply
from eth_keys.constants import SECPK1_G, SECPK1_N

ORDER = SECPK1_N
KEYS = ["0x" + f"{n:064x}" for n in (1, 2, 0xC0FFEE, ORDER - 1)]
MESSAGE = "AudiusUserID:3000001"


def sign(message, key=KEYS[2]):
    return Account.sign_message(encode_defunct(text=message), key).signature


def recover(message, signature):
    try:
        return Account._recover_hash(defunct_hash_message(text=message), signature=signature)
    except Exception:
        return None


vectors = []


def add(name, signature, message=MESSAGE):
    vectors.append({"name": name, "message": message, "signature": signature, "address": recover(message, signature)})


def digits(r, s, v):
    return f"{r:064x}{s:064x}{v:02x}"


for index, key in enumerate(KEYS):
    add(f"key {index}", "0x" + bytes(sign(MESSAGE, key)).hex())
for message in (
    "",
    "a",
    "Creating Audius developer app at 1775001000",
    "Ünïcödé 中文 😀",
    "nul \0 inside",
    "line\r\nbreaks\u2028",
    "x" * 1000,
    "\ufeffmark",
    "\x19Ethereum Signed Message:\n3abc",
):
    add(f"message {message[:20]!r} of {len(message)}", "0x" + bytes(sign(message)).hex(), message)

good = bytes(sign(MESSAGE))
r, s, v = int.from_bytes(good[:32], "big"), int.from_bytes(good[32:64], "big"), good[64]
plain = good.hex()
add("no prefix", plain)
add("0X", "0X" + plain)
add("upper case", "0x" + plain.upper())
add("mixed case", "0x" + plain[:65].upper() + plain[65:])
add("prefix twice", "0x0x" + plain)
add("another message", plain, "AudiusUserID:3000002")
for parity in range(256):
    if parity < 40 or parity > 252:
        add(f"v {parity}", digits(r, s, parity))
add("no v", plain[:128])
add("one byte more", plain + "00")
add("one digit less", plain[:129])
add("one digit less, v 27 cut to 1", plain[:128] + "1")
add("one digit more", "0" + plain)
add("one digit more at the end", plain + "0")
for nonce in range(2000):
    short = bytes(sign(f"short {nonce}"))
    if short[0] < 16:
        add("leading zero digit left out", short.hex()[1:], f"short {nonce}")
        add("leading zero digit left out, prefix", "0x" + short.hex()[1:], f"short {nonce}")
        add("leading zero digit there", short.hex(), f"short {nonce}")
        break
for nonce in range(100000):
    short = bytes(sign(f"short {nonce}"))
    if short[0] == 0:
        add("leading zero byte left out", short.hex()[2:], f"short {nonce}")
        break
add("empty", "")
add("0x", "0x")
add("0", "0")
add("space before", " " + plain)
add("space after", plain + " ")
add("line break after", plain + "\n")
add("space inside", plain[:64] + " " + plain[64:])
add("underscore", plain[:64] + "_" + plain[65:])
add("not a digit", "g" + plain[1:])
add("full-width digit", "\uff11" + plain[1:])
add("arabic digit", "\u0661" + plain[1:])
add("U+0000 after", plain + "\0")
add("high s", digits(r, ORDER - s, 27 + (28 - v)))
add("high s, wrong parity", digits(r, ORDER - s, v))
add("other parity", digits(r, s, 27 + (28 - v)))
add("r 0", digits(0, s, 27))
add("s 0", digits(r, 0, 27))
add("r the order", digits(ORDER, s, 27))
add("s the order", digits(r, ORDER, 27))
add("r the order + 1", digits(ORDER + 1, s, 27))
add("s the order + 1", digits(r, ORDER + 1, 27))
add("s the order - 1", digits(r, ORDER - 1, 27))
add("s 1", digits(r, 1, 27))
for x in range(1, 9):
    add(f"r {x}", digits(x, s, 27))
add("r all ones", digits(2**256 - 1, s, 27))
add("r order - 1", digits(ORDER - 1, s, 28))
add("zeros", "00" * 65)
add("ones", "ff" * 65)
z = int.from_bytes(defunct_hash_message(text=MESSAGE), "big")
k = 12345
point = fast_multiply(SECPK1_G, k)
add("the point at infinity", digits(point[0], z * pow(k, -1, ORDER) % ORDER, 27 + point[1] % 2))
add("the other point of that r", digits(point[0], z * pow(k, -1, ORDER) % ORDER, 28 - point[1] % 2))

for vector in vectors:
    print(json.dumps(vector))
