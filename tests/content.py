#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
#
# usage: content.py json|xml COUNT [SEED]
#
# Prints COUNT documents, one in three of them damaged, and which tokens jq or xmllint
# finds at which sources. The first line has the tokens, the second the sources, with tabs
# between them. A further line is
#
#     document in hexadecimal TAB mask of each source, "-" if the document is not valid
#
# A mask has a bit for each token, and one more if there is any value.
import json
import random
import subprocess
import sys
import tempfile
import xml.sax.saxutils

TOKENS = ["t0", "t1", "slow down", "a.b", "\u00e9t\u00e9", "\U0001f600", "42", "-7", "true", "false", "a<b&c"]
# A condition cannot name the last one.
TEXTS = TOKENS + ["x\"y\\z"]
ANY = 1 << len(TOKENS)
KEYS = ["error", "errors", "code", "status", "a", "b", "c", "other"]
# What a catalog calls it, and the same for jq, with the functions below.
JSON_PATHS = {
    "json:error.code": 'm("error") | m("code")',
    "json:errors[].code": 'm("errors") | e | m("code")',
    "json:[].status": 'e | m("status")',
    "json:a.b.c": 'm("a") | m("b") | m("c")',
    "json:code": 'm("code")',
    "json:a[][].b": 'm("a") | e | e | m("b")',
}
JQ_FUNCTIONS = """
def m(k): if type == "object" then .[k] else empty end;
def e: if type == "array" then .[] else empty end;
def t: select(type == "string" or type == "number" or type == "boolean") | tostring;
"""
XML_NAMES = ["Code", "ns:Code", "Message"]
OTHER_NAMES = ["Error", "Errors", "Detail", "code", "Codes", "n:Code"]


def mask(tokens):
    bits = 0
    for token in tokens:
        bits |= ANY
        token = token.strip(" \t\r\n")
        folded = "".join(c.lower() if c.isascii() else c for c in token)
        if folded in TOKENS:
            bits |= 1 << TOKENS.index(folded)
    return bits


def damaged(rng, document):
    bytes_ = bytearray(document)
    for _ in range(rng.randrange(1, 4)):
        if not bytes_:
            break
        at = rng.randrange(len(bytes_))
        kind = rng.randrange(4)
        if kind == 0:
            bytes_[at] = rng.randrange(256)
        elif kind == 1:
            del bytes_[at:at + rng.randrange(1, 5)]
        elif kind == 2:
            bytes_[at:at] = rng.choice([b"{", b"}", b"[", b"]", b",", b":", b'"', b"\\", b"<", b">", b"/",
                                        b"&", b"]]>", b"<!--", b"-->", b" ", b"\0", b"\xff"])
        else:
            del bytes_[at:]
    return bytes(bytes_).replace(b"\n", b" ").replace(b"\r", b" ")


# ---- JSON ----------------------------------------------------------------------

def json_string(rng, text):
    out = ""
    for c in text:
        if rng.random() < 0.2:
            pair = c.encode("utf-16-be")
            out += "".join("\\u%04x" % int.from_bytes(pair[n:n + 2], "big") for n in range(0, len(pair), 2))
        elif c in '"\\':
            out += "\\" + c
        elif c < " ":
            out += "\\u%04x" % ord(c)
        elif c == "/" and rng.random() < 0.5:
            out += "\\/"
        else:
            out += c
    return '"' + out + '"'


def blanks(rng):
    return rng.choice(["", "", "", " ", "\t", "  "])


def json_scalar(rng):
    text = rng.choice(TEXTS)
    kind = rng.random()
    if text in ("42", "-7", "true", "false") and kind < 0.7:
        return text
    if kind < 0.1:
        return "null"
    if kind < 0.15:
        return rng.choice(["0", "1.5", "1e9", "-0.0", '""', '"' + "z" * 600 + '"'])
    if kind < 0.3:
        text = rng.choice([" ", "\t", ""]) + text + rng.choice([" ", "\n", ""])
    return json_string(rng, text.upper() if rng.random() < 0.1 and text.isascii() else text)


def json_value(rng, depth):
    kind = rng.random()
    if depth == 0 or kind < 0.35:
        return json_scalar(rng)
    if kind < 0.7:
        keys = rng.sample(KEYS, rng.randrange(len(KEYS)))
        members = [blanks(rng) + json_string(rng, key) + blanks(rng) + ":" + blanks(rng) +
                   json_value(rng, depth - 1) + blanks(rng) for key in keys]
        return "{" + ",".join(members) + "}"
    return "[" + ",".join(blanks(rng) + json_value(rng, depth - 1) for _ in range(rng.randrange(5))) + "]"


def json_shape(rng):
    """What leads somewhere along the paths."""
    value = lambda: json_value(rng, 1) if rng.random() < 0.2 else json_scalar(rng)
    member = lambda key, text: "{" + json_string(rng, "other") + ":" + value() + "," + json_string(rng, key) + \
        blanks(rng) + ":" + text + "}"
    elements = lambda text: "[" + ",".join(text() for _ in range(rng.randrange(1, 4))) + "]"
    return rng.choice([
        lambda: member("error", member("code", value())),
        lambda: member("errors", elements(lambda: member("code", value()))),
        lambda: elements(lambda: member("status", value())),
        lambda: member("a", member("b", member("c", value()))),
        lambda: member("code", value()),
        lambda: member("a", elements(lambda: elements(lambda: member("b", value())))),
    ])()


def json_document(rng):
    if rng.random() < 0.6:
        return (blanks(rng) + json_shape(rng) + blanks(rng)).encode()
    text = json_value(rng, 4)
    while text[0] not in "{[":
        text = json_value(rng, 4)
    return (blanks(rng) + text + blanks(rng)).encode()


def is_strict(document):
    """Neither a name that occurs twice, of which jq takes the last, nor another spelling of a number."""
    def pairs(members):
        if len({name for name, _ in members}) < len(members):
            raise ValueError
        return dict(members)

    def number(text):
        if text not in ("1.5", "1e9", "-0.0"):
            raise ValueError
        return 0.0
    try:
        json.loads(document.decode("utf-8"), object_pairs_hook=pairs, parse_float=number,
                   parse_constant=number)
    except (ValueError, RecursionError):
        return False
    return True


def jq_program():
    return JQ_FUNCTIONS + "try (fromjson | [%s]) catch null" % \
        ", ".join("[%s | t]" % path for path in JSON_PATHS.values())


def json_masks(documents):
    with tempfile.TemporaryFile() as lines:
        lines.write(b"".join(document + b"\n" for document in documents))
        lines.seek(0)
        found = subprocess.run(["jq", "-R", "-c", jq_program()], stdin=lines, check=True,
                               stdout=subprocess.PIPE).stdout.splitlines()
    if len(found) != len(documents):
        sys.exit("content.py: jq printed %d lines for %d documents" % (len(found), len(documents)))
    for document, line in zip(documents, found):
        paths = json.loads(line)
        yield [mask(tokens) for tokens in paths] if paths and is_strict(document) else None


# ---- XML -----------------------------------------------------------------------

def xml_text(rng):
    text = rng.choice(TEXTS)
    if rng.random() < 0.1:
        return rng.choice(["", " ", "z" * 600, "other"])
    out, in_cdata = "", rng.random() < 0.15
    if in_cdata:
        return "<![CDATA[" + text + "]]>"
    for c in text:
        if rng.random() < 0.15:
            out += rng.choice(["&#%d;", "&#x%x;", "&#x%X;"]) % ord(c)
        elif c == '"' and rng.random() < 0.3:
            out += "&quot;"
        else:
            out += xml.sax.saxutils.escape(c)
        if rng.random() < 0.03:
            out += rng.choice(["<!-- x > < & -->", "<?pi x?>"])
    return rng.choice(["", " ", "\t"]) + out + rng.choice(["", " "])


def xml_element(rng, depth):
    name = rng.choice(XML_NAMES if rng.random() < 0.6 else OTHER_NAMES)
    attributes = rng.choice(["", "", ' a="1"', " b='>'", ' c = "/&gt;"'])
    kind = rng.random()
    if kind < 0.1:
        return "<%s%s/>" % (name, attributes)
    if depth == 0 or kind < 0.5:
        content = xml_text(rng)
    else:
        content = "".join(xml_element(rng, depth - 1) + rng.choice(["", " ", "text", "<!-- <Code>t0</Code> -->"])
                          for _ in range(rng.randrange(1, 5)))
    return "<%s%s>%s</%s%s>" % (name, attributes, content, name, rng.choice(["", " "]))


def xml_document(rng):
    head = rng.choice(["", '<?xml version="1.0" encoding="UTF-8"?>', "<!-- <Code>t1</Code> -->",
                       '<!DOCTYPE Root [<!ELEMENT Root ANY><!ENTITY q "a&gt;b">]>',
                       "<!DOCTYPE Root [<!-- don't > --><!ELEMENT Root ANY>]>"])
    return (head + "<Root xmlns:ns='urn:a' xmlns:n='urn:b'>" +
            "".join(xml_element(rng, 3) for _ in range(rng.randrange(1, 4))) + "</Root>").encode()


def xml_expression():
    """How many there are, and the first seven of each name, behind marks that no text has."""
    parts = []
    for name in XML_NAMES:
        nodes = "//*[name()='%s'][not(*)]" % name
        parts.append("'|#|',count(%s)" % nodes)
        parts += ["'|@|',string((%s)[%d])" % (nodes, n) for n in range(1, 8)]
    return "concat(" + ",".join(parts) + ")"


def xml_masks(documents):
    expression = xml_expression()
    with tempfile.NamedTemporaryFile(suffix=".xml") as file:
        for document in documents:
            file.seek(0)
            file.truncate()
            file.write(document)
            file.flush()
            run = subprocess.run(["xmllint", "--xpath", expression, file.name], stdout=subprocess.PIPE,
                                 stderr=subprocess.PIPE)
            yield xml_result(run.stdout.decode()) if run.returncode == 0 and not run.stderr else None


def xml_result(text):
    masks = []
    if text.endswith("\n"):
        text = text[:-1]
    for name in text.split("|#|")[1:]:
        count, *tokens = name.split("|@|")
        if int(count) > len(tokens):
            return None
        masks.append(mask(tokens[:int(count)]))
    return masks


def main():
    kind, count = sys.argv[1], int(sys.argv[2])
    rng = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    if kind == "json":
        document, masks, sources = json_document, json_masks, list(JSON_PATHS)
    else:
        document, masks, sources = xml_document, xml_masks, ["xml:" + name for name in XML_NAMES]
    print("\t".join(TOKENS))
    print("\t".join(sources))
    documents = [document(rng) for _ in range(count)]
    documents = [damaged(rng, text) if n % 3 == 2 else text for n, text in enumerate(documents)]
    for text, found in zip(documents, masks(documents)):
        print("%s\t%s" % (text.hex(), " ".join(map(str, found)) if found else "-"))


main()
