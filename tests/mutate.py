#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Whether the tests notice a change of the library.

Each mutant is the library with one change: another operator, constant or
condition, a statement left out, 0 returned. It is made into a shared library,
with which the suites run that a build has made, those first that are likely
to notice. A mutant with which all pass has survived: a test is missing, or
the change makes no difference, which tests/mutate-equivalent then says, with
the reason. Survivors, and mistakes in that list, are a failure.

What was killed stays known, in mutate/ of the build, until its function
changes. Of a second build, made with --enable-sanitizers, only survivors are
asked: it notices a byte read too much.
"""

import argparse
import collections
import concurrent.futures
import glob
import hashlib
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import threading

SOURCE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
EQUIVALENT = os.path.join(SOURCE, 'tests', 'mutate-equivalent')
# A mutant may loop for ever: seconds of a processor for a case (more of them with
# sanitizers), and of the clock for a suite, which may have to wait for others.
CASE_SECONDS = 10
SANITIZED_CASE_SECONDS = 60
SUITE_SECONDS = 600
# What was no mutant: the compiler refuses it, or sees no difference.
UNCOMPILED, SAME_CODE = NO_MUTANT = ('uncompiled', 'same-code')

# The suites that reach a file, the likely and fast ones first. Cases with the
# tag "slow" are left out.
CATALOG = 'builder dialects words print'
SUITES = {
    'advise': 'model iana advise',
    'arena': CATALOG + ' nomem',
    'asked': 'retry_after pains hints retry',
    'budget': 'budget retry nomem',
    'builder': CATALOG + ' nomem',
    'builtin': 'builtin_files iana builder words lookup',
    'catalog': CATALOG + ' lookup',
    'class': 'class iana parse builder',
    'date': 'date retry_after',
    'entry': 'iana dialects words builder print builtin_files lookup',
    'error': 'words class builder',
    'fields': CATALOG + ' builtin_files nomem',
    'hints': 'hints retry pains retry_after',
    'inherit': CATALOG + ' builtin_files nomem',
    'judgement': 'dialects retry advise model iana',
    'load': CATALOG + ' signal nomem',
    'lookup': 'iana dialects class builder parse lookup',
    'method': 'method model iana',
    'pack': CATALOG + ' lookup builtin_files nomem',
    'parse': 'parse pains',
    'policy': 'policy retry budget words nomem',
    'print': CATALOG + ' builtin_files',
    'problem': CATALOG + ' nomem',
    'reader': CATALOG + ' builtin_files nomem',
    'refs': CATALOG + ' policy lookup',
    'retry': 'retry pains budget hints model nomem',
    'retry_text': 'sentence advise pains retry',
    'sentence': 'sentence advise pains words',
    'set': 'set retry nomem',
    'stack': 'builder dialects print nomem lookup',
    'utf8': CATALOG,
    'version': 'words class',
    'vocabulary': 'words builder dialects print',
    'chars': 'parse set builder retry_after hints pains print date',
    'phrase': 'builder lookup',
    'writer': 'set print sentence',
}

SWAPS = {
    '<': ['<=', '>='], '<=': ['<', '>'], '>': ['>=', '<='], '>=': ['>', '<'],
    '==': ['!='], '!=': ['=='], '&&': ['||'], '||': ['&&'], '!': [''], '~': [''],
    '+': ['-'], '-': ['+'], '*': ['/'], '/': ['*'], '%': ['/'],
    '&': ['|'], '|': ['&'], '^': ['|'], '<<': ['>>'], '>>': ['<<'],
    '++': ['--'], '--': ['++'], '+=': ['-='], '-=': ['+='], '*=': ['/='], '/=': ['*='],
    '|=': ['&='], '&=': ['|='], '^=': ['|='], '<<=': ['>>='], '>>=': ['<<='],
    'true': ['false'], 'false': ['true'],
}
CONDITIONS = {'<', '<=', '>', '>=', '==', '!=', '&&', '||', '!'}
# Unary and binary operators look alike, but the latter stand between spaces.
TWO_MEANINGS = {'+', '-', '*', '&'}
NO_EXPRESSION = {'return', 'goto', 'case', 'default', 'if', 'else', 'for', 'while', 'do', 'switch'}

TOKEN = re.compile(r'''
    (?P<skip> \s+ | /\*.*?\*/ | //[^\n]* | ^[ \t]*\#(?:[^\n\\]|\\.)* )
  | (?P<text> "(?:[^"\\]|\\.)*" )
  | (?P<char> '(?:[^'\\]|\\.)+' )
  | (?P<number> \d[\w.]* )
  | (?P<word> [A-Za-z_]\w* )
  | (?P<sign> ->|\+\+|--|<<=|>>=|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|. )
''', re.X | re.S | re.M)

Token = collections.namedtuple('Token', 'kind text at')


class Mutant:
    def __init__(self, path, function, text, at, end, new, body):
        line_start = text.rfind('\n', 0, at) + 1
        line_end = text.find('\n', end)
        old = text[line_start:line_end]
        changed = text[line_start:at] + new + text[end:line_end]
        self.path, self.at, self.end, self.new = path, at, end, new
        self.line = text.count('\n', 0, at) + 1
        self.key = '%s:%s: %s -> %s' % (path, function, squeeze(old), squeeze(changed))
        self.hash = hashlib.sha256((self.key + body).encode()).hexdigest()[:16]


def squeeze(text):
    return ' '.join(text.split())


def tokens_of(text):
    found = []
    at = 0
    while at < len(text):
        match = TOKEN.match(text, at)
        if match.lastgroup != 'skip':
            found.append(Token(match.lastgroup, match.group(), at))
        at = match.end()
    return found


def matching(tokens, i):
    """The index of the parenthesis or brace that closes the one at i."""
    depth = 0
    for k in range(i, len(tokens)):
        if tokens[k].kind == 'sign':
            depth += (tokens[k].text in '([{') - (tokens[k].text in ')]}')
            if depth == 0:
                return k
    return len(tokens) - 1


def definitions(tokens):
    """(name, first, last) of each function and table; prototypes have nothing to change."""
    i = start = 0
    name = None
    while i < len(tokens):
        text = tokens[i].text
        if text == '(' and tokens[i - 1].kind == 'word' or text == '[':
            name = name or tokens[i - 1].text
            i = matching(tokens, i)
        elif text == '{':
            end = matching(tokens, i)
            yield name or tokens[i - 1].text, i, end
            i = end
            name = None
        elif text == ';':
            name = None
        i += 1


def constants(token):
    if token.kind == 'char':
        return ['(%s + 1)' % token.text]
    value = int(re.sub('[uUlL]+$', '', token.text), 0)
    new = [value + 1] + ([value - 1] if value > 0 else []) 
    return [str(n) for n in new]


def changes(text, tokens, first, last):
    """(at, end, new) of each change in a definition."""
    function = statement = tokens[first - 1].text == ')'
    depth = 0
    for i in range(first + 1, last):
        kind, word, at = tokens[i]
        end = at + len(word)
        depth += (word == '(') - (word == ')')
        after = tokens[i + 1].text
        if kind in ('number', 'char'):
            # The size of an array that is declared is no matter of behaviour.
            if not (tokens[i - 1].text == '[' and after == ']' and tokens[i - 3].kind == 'word'
                    and tokens[i - 3].text != 'return'):
                for new in constants(tokens[i]):
                    yield at, end, new
        elif word in TWO_MEANINGS and not (text[at - 1].isspace() and text[end].isspace()):
            pass
        elif word in SWAPS:
            for new in SWAPS[word]:
                yield at, end, new
        elif word == '?':
            yield at, at, '&& 0 '
            yield at, at, '|| 1 '
        elif word in ('if', 'while') and after == '(':
            close = matching(tokens, i + 1)
            # Where there is an operator, the change of that says the same.
            if not any(t.text in CONDITIONS for t in tokens[i + 1:close]):
                condition = text[tokens[i + 1].at:tokens[close].at + 1]
                yield tokens[i + 1].at, tokens[close].at + 1, '(!' + condition + ')'
        elif word == 'return' and after != ';':
            stop = next(t.at for t in tokens[i:] if t.text == ';')
            if text[end:stop].strip() not in ('0', 'NULL', 'false'):
                yield at, stop, 'return 0'
        elif word in ('break', 'continue') and after == ';':
            yield at, end, ''
        if statement and is_expression(tokens, i):
            stop = next(t.at for t in tokens[i:] if t.text == ';')
            yield at, stop, ''
        statement = function and depth == 0 and (
            word in (';', '{', '}', 'else') or word == ')' and ends_condition(tokens, i))


def is_expression(tokens, i):
    word, after = tokens[i].text, tokens[i + 1].text
    if tokens[i].kind == 'sign':
        return word in ('*', '++', '--')
    return (tokens[i].kind == 'word' and word not in NO_EXPRESSION and
            after in ('(', '=', '.', '->', '[', '++', '--', '+=', '-=', '*=', '|=', '&=', '<<=',
                      '>>='))


def ends_condition(tokens, close):
    depth = 0
    for i in range(close, 0, -1):
        depth += (tokens[i].text == ')') - (tokens[i].text == '(')
        if depth == 0:
            return tokens[i - 1].text in ('if', 'for', 'while')
    return False


def mutants_of(path):
    with open(os.path.join(SOURCE, path)) as file:
        text = file.read()
    tokens = tokens_of(text)
    for name, first, last in definitions(tokens):
        body = text[tokens[first].at:tokens[last].at]
        for at, end, new in changes(text, tokens, first, last):
            yield Mutant(path, name, text, at, end, new, body)


class Workplace:
    """A copy of the library's sources, where one mutant at a time is built and tried."""

    def __init__(self, build, number):
        self.build = os.path.abspath(build)
        self.top = os.path.join(self.build, 'mutate', 'work%d' % number)
        shutil.rmtree(self.top, ignore_errors=True)
        shutil.copytree(os.path.join(SOURCE, 'lib'), os.path.join(self.top, 'lib'))
        os.makedirs(os.path.join(self.top, 'objects'))
        with open(os.path.join(self.build, 'Makefile')) as file:
            self.make = dict(re.findall(r'^(\w+) = (.*)$', file.read(), re.M))
        soname = [os.path.basename(name) for name in
                  glob.glob(os.path.join(self.build, '.libs', 'libhttpstatus.so.*'))]
        self.soname = min(soname, key=len)
        self.objects = sorted(glob.glob(os.path.join(self.build, 'lib', '.libs', '*.o')))

    def sanitizer(self):
        return self.make.get('SANITIZER_CFLAGS', '').split()

    def compile(self, name, optimize='-O0'):
        lib, include = os.path.join(self.top, 'lib'), os.path.join(SOURCE, 'include')
        result = os.path.join(self.top, 'objects', name + '.o')
        command = ['gcc', '-std=c11', '-w', optimize, '-fPIC', '-fvisibility=hidden', '-c',
                   '-I' + self.build + '/include', '-I' + include, '-I' + lib,
                   '-I' + self.build + '/lib', '-o', result, os.path.join(lib, name + '.c')]
        return result if run(command + self.sanitizer()) == 0 else None

    def translated(self, path):
        """The names of the files that a change of path makes new."""
        name, suffix = os.path.splitext(os.path.basename(path))
        if suffix == '.c':
            return [name]
        names = [os.path.basename(object)[:-2] for object in self.objects]
        return [n for n in names if os.path.exists(os.path.join(self.top, 'lib', n + '.c'))]

    def library(self, path):
        """Builds the library with what path holds now; False if it does not compile."""
        new = {}
        for name in self.translated(path):
            new[name + '.o'] = self.compile(name)
            if not new[name + '.o']:
                return False
        objects = [new.get(os.path.basename(o), o) for o in self.objects]
        return run(['gcc', '-shared', '-Wl,-soname,' + self.soname, '-Wl,-Bsymbolic-functions',
                    '-Wl,--version-script=' + SOURCE + '/lib/libhttpstatus.map',
                    '-o', os.path.join(self.top, self.soname)] + objects + self.sanitizer()) == 0

    def code(self, path):
        """What an optimizing compiler makes of path."""
        code = b''
        for name in self.translated(path):
            with open(self.compile(name, '-O2'), 'rb') as file:
                code += file.read()
        return code

    def limit(self):
        seconds = SANITIZED_CASE_SECONDS if self.sanitizer() else CASE_SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 30, 1 << 30))

    def suite_fails(self, suite):
        environment = dict(os.environ, LD_LIBRARY_PATH=self.top, srcdir=SOURCE,
                           CK_TAP_LOG_FILE_NAME='-', CK_VERBOSITY='silent',
                           CK_EXCLUDE_TAGS='slow', CK_TIMEOUT_MULTIPLIER='100', EXCHANGES='300000',
                           # stdbuf comes before the sanitizer.
                           ASAN_OPTIONS='verify_asan_link_order=0')
        program = os.path.join(self.build, 'tests', '.libs', 'check_' + suite)
        process = subprocess.Popen(['stdbuf', '-oL', program], env=environment, cwd=self.top,
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                   errors='replace', start_new_session=True,
                                   preexec_fn=self.limit)
        watchdog = threading.Timer(SUITE_SECONDS, end, [process])
        watchdog.start()
        try:
            # 77: this build has nothing to try it with.
            return (any(line.startswith('not ok') for line in process.stdout) or
                    process.wait() not in (0, 77))
        finally:
            watchdog.cancel()
            end(process)
            process.stdout.close()

    def put(self, mutant):
        with open(os.path.join(SOURCE, mutant.path)) as file:
            text = file.read()
        with open(os.path.join(self.top, mutant.path), 'w') as file:
            file.write(text[:mutant.at] + mutant.new + text[mutant.end:])

    def take_back(self, mutant):
        shutil.copy(os.path.join(SOURCE, mutant.path), os.path.join(self.top, mutant.path))

    def attempt(self, mutant):
        """The suite that notices the mutant, or why it is none, or None."""
        self.put(mutant)
        try:
            if not self.library(mutant.path):
                return UNCOMPILED
            suites = SUITES[os.path.splitext(os.path.basename(mutant.path))[0]].split()
            suite = next((suite for suite in suites if self.suite_fails(suite)), None)
            if suite:
                return suite
            code = self.code(mutant.path)
        finally:
            self.take_back(mutant)
        return SAME_CODE if code == self.code(mutant.path) else None


def run(command):
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode


def end(process):
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()


class Known:
    """What was killed before, one line each: hash, suite."""

    def __init__(self, build):
        os.makedirs(os.path.join(build, 'mutate'), exist_ok=True)
        self.path = os.path.join(build, 'mutate', 'killed')
        self.killed = {}
        if os.path.exists(self.path):
            with open(self.path) as file:
                self.killed = dict(line.split() for line in file)

    def add(self, mutant, suite):
        self.killed[mutant.hash] = suite
        with open(self.path, 'a') as file:
            file.write('%s %s\n' % (mutant.hash, suite))


def equivalents():
    """The keys of the list. A line is 'key', the line after it, indented, the reason."""
    keys = {}
    key = None
    with open(EQUIVALENT) as file:
        for line in file:
            if line[:1] in '#\n':
                continue
            if line[0] != '\t':
                key = line.rstrip('\n')
                keys[key] = ''
            elif key:
                keys[key] += line.strip()
    for key, reason in keys.items():
        if not reason:
            sys.exit('mutate: no reason: ' + key)
    return keys


def expect_silence(path, options):
    """What a suite says of the library as it is, it would say of any mutant."""
    unchanged = Mutant(path, '', '\n', 0, 0, '', '')
    for build in filter(None, (options.build, options.sanitized)):
        suite = Workplace(build, 0).attempt(unchanged)
        if suite != SAME_CODE:
            sys.exit('mutate: %s: check_%s fails without a mutant' % (build, suite))


def try_all(mutants, build, jobs, known):
    """Tries what is not known yet; answers the survivors."""
    places = [Workplace(build, n) for n in range(jobs)]
    free = collections.deque(places)
    survivors = []

    def one(mutant):
        place = free.popleft()
        try:
            return mutant, place.attempt(mutant)
        finally:
            free.append(place)

    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for mutant, suite in pool.map(one, mutants):
            if suite:
                known.add(mutant, suite)
            else:
                survivors.append(mutant)
                print('survived: line %d: %s' % (mutant.line, mutant.key), flush=True)
    return survivors


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--build', default='build', help='made with make check')
    parser.add_argument('--sanitized', help='a second build, for what survives the first')
    parser.add_argument('--jobs', type=int, default=1)
    parser.add_argument('--list', action='store_true', help='print the mutants, try none')
    parser.add_argument('--sample', type=int, help='try so many of each file')
    parser.add_argument('--seed', type=int, default=1, help='which ones')
    parser.add_argument('files', nargs='*', help='lib/set.c; all without')
    options = parser.parse_args()
    files = options.files or sorted(
        'lib/' + name + suffix for name in SUITES for suffix in ('.c', '.h')
        if os.path.exists(os.path.join(SOURCE, 'lib', name + suffix)))
    listed = equivalents()
    known = Known(options.build)
    total = killed = left = 0
    for path in files:
        if not options.list:
            expect_silence(path, options)
        mutants = list(mutants_of(path))
        keys = {mutant.key for mutant in mutants}
        for key in listed:
            if key.startswith(path + ':') and key not in keys:
                print('no such mutant: ' + key)
                left += 1
        if options.sample and options.sample < len(mutants):
            mutants = random.Random(options.seed).sample(mutants, options.sample)
        if options.list:
            for mutant in mutants:
                print(mutant.key)
            continue
        relevant = [m for m in mutants if m.key not in listed]
        survivors = try_all([m for m in relevant if m.hash not in known.killed],
                            options.build, options.jobs, known)
        if survivors and options.sanitized:
            survivors = try_all(survivors, options.sanitized, options.jobs, known)
        dead = sum(known.killed.get(m.hash, SAME_CODE) not in NO_MUTANT for m in relevant)
        print('%s: killed %d of %d, %d equivalent' %
              (path, dead, dead + len(survivors), len(mutants) - len(relevant)), flush=True)
        total += dead + len(survivors)
        killed += dead
        left += len(survivors)
    if total:
        print('all: killed %d of %d, %.1f %%' % (killed, total, 100 * killed / total))
    sys.exit(1 if left else 0)


if __name__ == '__main__':
    main()
