#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
#
# usage: units.py COUNT [SEED]
#
# A second reading of the times in httpstatus-catalog(5), "Waiting", and of
# httpstatus_parse_retry_after(3): prints COUNT values of each unit, at random, and
# what they mean, for tests/read_units. A line is
#
#     unit TAB value TAB least TAB most
#
# in milliseconds from CLOCK on; 0 is a value that yields no time, or none to wait
# for; "forever" one that is longer than any, "forbid" one that forbids a retry.
import datetime
import math
import random
import sys
from fractions import Fraction

CLOCK = 1795867200          # Sat, 28 Nov 2026 12:00:00 GMT
MOST = 2 ** 32              # numbers from here on are longer than any time
YEAR_9999 = 253402300799    # the last second that a date has
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = ("January February March April May June July August September October "
          "November December").split()
EPOCH = datetime.datetime(1970, 1, 1)

NEAR_MISSES = ["+5", "-5", "- 5", "1e3", "1E3", "0x10", "1.", ".5", ".", "1..5", "1.5.5", "1 2",
               "5 s", "NaN", "inf", "null", "true", "soon", "1_000", "1'000", "5\xa0", "\u0665",
               "P1M", "P1Y", "PT", "P", "5;q=1", "=5", "Sat", "Sat, 28 Nov 2026 12:00:40 CET",
               "Sat, 28 Nov 2026 12:00:40", "2026-11-28", "2026-11-28T12:00:40",
               "Sat, 32 Nov 2026 12:00:40 GMT", "Sat, 28 Nov 2026 24:00:40 GMT", "28 Nov 2026"]


# ---- Numbers -----------------------------------------------------------------

def digits(rng):
    if rng.random() < 0.1:
        return "0" * rng.randrange(1, 20) + str(rng.randrange(1000))
    if rng.random() < 0.1:
        return str(rng.choice([MOST - 1, MOST, MOST + 1, 10 ** 9 - 1, 10 ** 9, 10 ** 12 - 1, 10 ** 12,
                               CLOCK - 1, CLOCK, CLOCK + 1, 2 ** 63, 2 ** 64 - 1, 2 ** 64, YEAR_9999,
                               YEAR_9999 + 1, 10 ** 30]))
    return str(rng.randrange(10 ** rng.randrange(1, 20)))


def decimal(rng):
    text = digits(rng)
    if rng.random() < 0.5:
        text += "." + "".join(rng.choice("0123456789") for _ in range(rng.randrange(1, 12)))
    return text


def delay(number, unit):
    """So many units of unit milliseconds."""
    return math.inf if number >= MOST else math.ceil(number * unit)


def until(seconds):
    """To a point in time."""
    if math.floor(seconds) > YEAR_9999:
        return math.inf
    return max(0, math.ceil(seconds) - CLOCK) * 1000


def either(number):
    """Seconds from now, or since the epoch, or milliseconds since it: by size."""
    if number < 10 ** 9:
        return delay(number, 1000)
    return until(number if number < 10 ** 12 else number / 1000)


def numbers(meaning):
    def value(rng):
        text = decimal(rng)
        ms = meaning(Fraction(text))
        return text, ms, ms
    return value


# ---- Lengths of time -----------------------------------------------------------

def parts(rng, units):
    """Some units, the larger one first, a decimal point in the last; text, sum, how many."""
    chosen = [unit for unit in units if rng.random() < 0.5] or [rng.choice(units)]
    text, total = "", 0
    for n, (name, ms) in enumerate(chosen):
        number = decimal(rng) if n + 1 == len(chosen) else digits(rng)
        text += number + name
        total += delay(Fraction(number), ms)
    return text, total


def duration(rng):
    text, total = parts(rng, [("h", 3600000), ("m", 60000), ("s", 1000), ("ms", 1)])
    return text, total, total


def iso8601(rng):
    days, time = [("W", 604800000), ("D", 86400000)], [("H", 3600000), ("M", 60000), ("S", 1000)]
    kind = rng.randrange(3)
    if kind == 0:
        text, total = parts(rng, days)
        return "P" + text, total, total
    text, total = parts(rng, time)
    if kind == 1:
        return "PT" + text, total, total
    number = str(rng.randrange(400))
    more = delay(int(number), 86400000)
    return "P" + number + "DT" + text, total + more, total + more


# ---- Dates ------------------------------------------------------------------------

def moment(rng):
    if rng.random() < 0.7:
        return CLOCK + rng.randrange(-10 ** rng.randrange(1, 9), 10 ** rng.randrange(1, 9))
    return rng.randrange(31536000, 253370764799)


def in_case(rng, text):
    return rng.choice([str, str, str, str.lower, str.upper])(text)


def offset(rng):
    minutes = rng.randrange(-14 * 60, 14 * 60 + 1)
    sign = "-" if minutes < 0 else "+"
    return minutes, "%s%02d%s%02d" % (sign, abs(minutes) // 60, "%s", abs(minutes) % 60)


def fields_of(time):
    t = EPOCH + datetime.timedelta(seconds=time)
    return t, DAYS[t.weekday()], MONTHS[t.month - 1]


def fixdate(rng, time):
    t, day, month = fields_of(time)
    return "%s, %02d %s %04d %02d:%02d:%02d GMT" % (day[:3], t.day, month[:3], t.year, t.hour,
                                                    t.minute, t.second)


def rfc850(rng, time):
    t, day, month = fields_of(time)
    text = "%s, %02d-%s-%02d %02d:%02d:%02d GMT" % (day, t.day, month[:3], t.year % 100, t.hour,
                                                    t.minute, t.second)
    return text


def asctime(rng, time):
    t, day, month = fields_of(time)
    return "%s %s %2d %02d:%02d:%02d %04d" % (day[:3], month[:3], t.day, t.hour, t.minute, t.second,
                                             t.year)


def relaxed(rng, time):
    """What is no HTTP-date, but plainly a date."""
    minutes, zone = offset(rng)
    zone = zone % ""
    if rng.random() < 0.6:
        minutes, zone = 0, rng.choice(["GMT", "UTC", "UT", "Z", "+0000", "-0000"])
    t, day, month = fields_of(time + minutes * 60)
    text = "%s, %s %s %04d %02d:%02d:%02d %s" % (
        rng.choice([day[:3], day]), rng.choice(["%02d", "%d"]) % t.day, rng.choice([month[:3], month]),
        t.year, t.hour, t.minute, t.second, zone)
    return in_case(rng, text)


def javascript(rng, time):
    minutes, zone = offset(rng)
    t, day, month = fields_of(time + minutes * 60)
    return "%s %s %02d %04d %02d:%02d:%02d GMT%s (Some Time)" % (
        day[:3], month[:3], t.day, t.year, t.hour, t.minute, t.second, zone % "")


def rfc3339(rng, time):
    minutes, zone = offset(rng)
    zone = zone % ":"
    if rng.random() < 0.5:
        minutes, zone = 0, rng.choice(["Z", "z"])
    t = fields_of(time + minutes * 60)[0]
    fraction = ""
    if rng.random() < 0.4:
        fraction = "." + "".join(rng.choice("0123456789") for _ in range(rng.randrange(1, 10)))
    text = "%04d-%02d-%02d%s%02d:%02d:%02d%s%s" % (t.year, t.month, t.day, rng.choice("Tt"), t.hour,
                                                   t.minute, t.second, fraction, zone)
    return text, time + (1 if fraction.strip(".0") else 0)


def date(rng):
    time = moment(rng)
    form = rng.choice([fixdate, rfc850, asctime, relaxed, javascript, rfc3339])
    if form is rfc850:
        # The latest year that is not more than 50 years ahead.
        time = CLOCK + rng.randrange(-49 * 31536000, 49 * 31536000)
    text = form(rng, time)
    if form is rfc3339:
        text, time = text
    ms = until(time)
    return text, ms, ms


# ---- Fields of their own -------------------------------------------------------------

def ratelimit(rng):
    items, longest = [], 0
    for n in range(rng.randrange(1, 5)):
        left, wait = rng.choice([0, 0, 1, 7]), rng.randrange(10 ** rng.randrange(1, 10))
        more = rng.choice(["", ";a", ";b=1.5", ";c=?1", ";d=\"x, y\"", ";e=:AA==:"])
        order = [";r=%d" % left, ";t=%d" % wait, more]
        rng.shuffle(order)
        items.append(rng.choice(['"q%d"' % n, "q%d" % n]) + "".join(order))
        if left == 0:
            longest = max(longest, wait * 1000)
    if rng.random() < 0.1:
        return rng.choice([",", ";r=0;t=5", '"q', "q;r=0;t=5,"]).join(items) + ",", 0, 0
    return rng.choice([", ", ",", " ,\t"]).join(items), longest, longest


def pushback(rng):
    number = rng.randrange(10 ** rng.randrange(1, 12))
    if rng.random() < 0.3 or number > 2 ** 31 - 1:
        text = rng.choice(["-%d" % number, "+%d" % number, "0%d" % number, "%d.5" % number, "soon",
                           "%d" % (2 ** 31 + number), "", "1e3"])
        return text, "forbid", "forbid"
    return str(number), number, number


def retry_after(rng):
    kind = rng.randrange(5)
    if kind == 0:
        text = digits(rng)
        number = int(text)
        ms = either(number)
    elif kind == 1:
        text = decimal(rng)
        ms = either(Fraction(text))
    elif kind == 2:
        text, ms, _ = duration(rng)
    else:
        text, ms, _ = date(rng)
    if rng.random() < 0.1:
        text = '"%s"' % text
    return text, ms, ms


UNITS = {
    "seconds": numbers(lambda number: delay(number, 1000)),
    "milliseconds": numbers(lambda number: delay(number, 1)),
    "epoch-seconds": numbers(until),
    "epoch-milliseconds": numbers(lambda number: until(number / 1000)),
    "reset": numbers(either),
    "duration": duration,
    "iso8601": iso8601,
    "date": date,
    "rfc3339": date,
    "ratelimit": ratelimit,
    "pushback": pushback,
    "retry-after": retry_after,
}


def shown(ms):
    return "forever" if ms == math.inf else str(ms)


def main():
    count = int(sys.argv[1])
    rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    out = sys.stdout.buffer
    for unit, value in UNITS.items():
        if unit not in ("pushback", "ratelimit"):
            for text in NEAR_MISSES:
                # Some are what another unit reads.
                if unit in ("iso8601", "duration") and text in ("5 s",):
                    continue
                out.write(("%s\t%s\t0\t0\n" % (unit, text)).encode())
        for _ in range(count):
            text, least, most = value(rng)
            out.write(("%s\t%s\t%s\t%s\n" % (unit, text, shown(least), shown(most))).encode())


main()
