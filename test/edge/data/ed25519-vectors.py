"""Writes ed25519-vectors.jsonl: signatures by Solana keys, and whether the reference's libraries take each.

pip install PyNaCl==1.4.0 base58==2.1.0 (what the reference pins; libsodium 1.0.18); python3.9 ed25519-vectors.py > ed25519-vectors.jsonl
A line is {"name", "message", "signature", "publicKey", "valid"}. PyNaCl 1.6.2 decides the same.
"""

import hashlib
import json

import base58
from nacl.encoding import HexEncoder
from nacl.signing import SigningKey, VerifyKey

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)
MESSAGE = "AudiusUserID:3000001"


def verify(message, signature, public_key):
    try:
        VerifyKey(base58.b58decode(bytes(public_key, "utf-8"))).verify(
            str.encode(message), HexEncoder.decode(signature)
        )
        return True
    except Exception:
        return False


def add_points(one, two):
    (x1, y1), (x2, y2) = one, two
    product = D * x1 * x2 * y1 * y2
    return (
        (x1 * y2 + x2 * y1) * pow(1 + product, P - 2, P) % P,
        (y1 * y2 + x1 * x2) * pow(1 - product, P - 2, P) % P,
    )


def multiply(scalar, point):
    result = (0, 1)
    while scalar:
        if scalar & 1:
            result = add_points(result, point)
        point = add_points(point, point)
        scalar >>= 1
    return result


def x_of(y):
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    return x if (x * x - square) % P == 0 else None


def encode(point):
    return (point[1] | (point[0] & 1) << 255).to_bytes(32, "little")


def base_point():
    y = 4 * pow(5, P - 2, P) % P
    x = x_of(y)
    return (x if x % 2 == 0 else P - x, y)


BASE = base_point()


def torsion_point():
    y = 2
    while True:
        x = x_of(y)
        if x is not None:
            point = multiply(ORDER, (x, y))
            if multiply(4, point) != (0, 1):
                return point
        y += 1


EIGHTH = torsion_point()


def challenge(nonce, key, message):
    return int.from_bytes(hashlib.sha512(nonce + key + message.encode()).digest(), "little") % ORDER


def forge(secret, key, nonce_scalar, nonce, message=MESSAGE):
    """A signature with any encodings of key and nonce."""
    s = (nonce_scalar + challenge(nonce, key, message) * secret) % ORDER
    return (nonce + s.to_bytes(32, "little")).hex()


vectors = []


def add(name, signature, public_key, message=MESSAGE):
    key = public_key if isinstance(public_key, str) else base58.b58encode(public_key).decode()
    vectors.append(
        {
            "name": name,
            "message": message,
            "signature": signature,
            "publicKey": key,
            "valid": verify(message, signature, key),
        }
    )


def signing_key(number):
    return SigningKey(number.to_bytes(32, "little"))


for number in range(4):
    signer = signing_key(number)
    add(f"key {number}", signer.sign(MESSAGE.encode()).signature.hex(), bytes(signer.verify_key))
signer = signing_key(7)
key = bytes(signer.verify_key)
for message in ("", "Ünïcödé 中文 😀", "nul \0 inside", "x" * 1000):
    add(f"message {message[:20]!r} of {len(message)}", signer.sign(message.encode()).signature.hex(), key, message)
good = signer.sign(MESSAGE.encode()).signature.hex()
key58 = base58.b58encode(key).decode()
add("another message", good, key, "AudiusUserID:3000002")
add("another key", good, bytes(signing_key(8).verify_key))
add("upper case", good.upper(), key)
add("0x", "0x" + good, key)
add("space before", " " + good, key)
add("line break after", good + "\n", key)
add("one digit less", good[:-1], key)
add("one byte less", good[:-2], key)
add("one byte more", good + "00", key)
add("not a digit", "g" + good[1:], key)
add("full-width digit", "\uff11" + good[1:], key)
add("empty signature", "", key)
add("zeros", "00" * 64, key)
for bit in (0, 255, 256, 500, 508, 509, 510, 511):
    flipped = bytearray.fromhex(good)
    flipped[bit // 8] ^= 1 << bit % 8
    add(f"bit {bit} flipped", flipped.hex(), key)
s = int.from_bytes(bytes.fromhex(good)[32:], "little")
for times in (1, 2, 15):
    if s + times * ORDER < 2**256:
        add(f"S + {times} times the order", good[:64] + (s + times * ORDER).to_bytes(32, "little").hex(), key)
add("S the order", good[:64] + ORDER.to_bytes(32, "little").hex(), key)
add("S the order - 1", good[:64] + (ORDER - 1).to_bytes(32, "little").hex(), key)

for whitespace in (" ", "\n", "\t \r\n", "\v\f", "\u00a0", "\u2003", "\0", "\x1c"):
    add(f"key with {whitespace!r} after", good, key58 + whitespace)
    add(f"key with {whitespace!r} before", good, whitespace + key58)
add("key with a space inside", good, key58[:20] + " " + key58[20:])
add("empty key", good, "")
add("only a space", good, " ")
add("key with 0", good, "0" + key58[1:])
add("key with O, I, l", good, "OIl" + key58[3:])
add("key in lower case", good, key58.lower())
add("key with a letter beyond ASCII", good, "é" + key58[1:])
add("key with one digit more", good, "1" + key58)
add("key with one digit less", good, key58[1:])
add("key of 31 bytes", good, key[:31])
add("key of 33 bytes", good, key + b"\0")
add("key of 33 bytes, zero first", good, b"\0" + key)
add("key of 44 digits beyond 32 bytes", good, "z" * 44)
add("key of 100 digits", good, "2" * 100)
for number in range(10, 3000):
    leading = signing_key(number)
    if bytes(leading.verify_key)[0] == 0:
        add(
            "key that begins with a zero byte",
            leading.sign(MESSAGE.encode()).signature.hex(),
            bytes(leading.verify_key),
        )
        break

# Points of small order, in every encoding; a nonce of 0 with S = 0 fits a key of order 1 whatever the message.
secret = 987654321
public = encode(multiply(secret, BASE))
small = [multiply(times, EIGHTH) for times in range(8)]
encodings = sorted(
    {encode(point) for point in small}
    | {bytes(encode(point)[:31]) + bytes([encode(point)[31] ^ 0x80]) for point in small}
)
beyond = [(y | sign << 255).to_bytes(32, "little") for y in (P, P + 1, P + 3, 2**255 - 1) for sign in (0, 1)]
for index, encoding in enumerate(encodings + beyond):
    for message in (MESSAGE, "AudiusUserID:1", "AudiusUserID:2", "AudiusUserID:3"):
        if challenge(encoding, encoding, message) % 8 == 0 or message == MESSAGE:
            add(f"small or unusual key {index}", forge(0, encoding, 0, encoding, message), encoding, message)
            break
    add(f"small or unusual nonce {index}", forge(secret, public, 0, encoding), public)
    add(f"small or unusual key {index}, usual nonce", forge(0, encoding, 55, encode(multiply(55, BASE))), encoding)
for times in range(1, 8):
    mixed_nonce = encode(add_points(multiply(77, BASE), small[times]))
    add(f"nonce with a part of small order {times}", forge(secret, public, 77, mixed_nonce), public)
    mixed_key = encode(add_points(multiply(secret, BASE), small[times]))
    for nonce_scalar in range(1, 60):
        nonce = encode(multiply(nonce_scalar, BASE))
        if challenge(nonce, mixed_key, MESSAGE) % 8 == 0:
            add(
                f"key with a part of small order {times} that cancels out",
                forge(secret, mixed_key, nonce_scalar, nonce),
                mixed_key,
            )
            break
    add(f"key with a part of small order {times}", forge(secret, mixed_key, 77, encode(multiply(77, BASE))), mixed_key)
add("forged as usual", forge(secret, public, 77, encode(multiply(77, BASE))), public)
for y in range(2, 20):
    if x_of(y) is None:
        add(f"key that is no point, y {y}", good, y.to_bytes(32, "little"))
        break

for vector in vectors:
    print(json.dumps(vector))
