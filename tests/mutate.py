#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Whether the tests notice a change of the library, or of the command.

Each mutant is one of them with one change: another operator, constant or
condition, a statement left out, 0 returned. One of the library is made into a
shared library, with which the suites run that a build has made; one of the
command into a command, with which the scripts run that try it; those first
that are likely to notice. What the library shares with the generator of its
built-in tables is put into the generator, too, and the tables are made anew.
A second build, made with --enable-sanitizers, is asked about what
the first one lets pass: it notices a byte read too much. A mutant with which
all tests pass has survived: a test is missing, or the change makes no
difference, which tests/mutate-equivalent then says, with the reason.
Survivors, and mistakes in that list, are a failure.

What was killed stays known, in mutate/ of the build, until its function
changes. The suites may get better in the meantime, but not worse: after a
test was taken away, remove mutate/killed.
"""

import argparse
import collections
import concurrent.futures
import fcntl
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
import time

SOURCE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
EQUIVALENT = os.path.join(SOURCE, 'tests', 'mutate-equivalent')
README = os.path.join(SOURCE, 'tests', 'README')
# A mutant may loop for ever, or wait for ever. Seconds for a suite that takes none
# without it; of the clock more, because others may use the machine.
PROCESSOR_SECONDS = 3
CLOCK_SECONDS = 30
# The generator of the tables does not end well, or what it makes is no C.
GENERATOR = 'hsgen'
# What was no mutant: the compiler refuses it, or sees no difference.
UNCOMPILED, SAME_CODE = NO_MUTANT = ('uncompiled', 'same-code')
SANITIZED = 'sanitized:'

# The scripts that try a file of the command.
SCRIPTS = 'cli text advise completions'
SCRIPTS_FIRST = {
    'advise': 'advise', 'advise_print': 'advise', 'complete': 'completions', 'head': 'advise',
    'json': 'text', 'plan': 'advise', 'policy': 'advise', 'text': 'text', 'value': 'advise',
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
    def __init__(self, path, function, text, at, end, new, body, seen):
        line_start = text.rfind('\n', 0, at) + 1
        line_end = text.find('\n', end)
        old = text[line_start:line_end]
        changed = text[line_start:at] + new + text[end:line_end]
        self.path, self.text, self.at, self.end, self.new = path, text, at, end, new
        self.line = text.count('\n', 0, at) + 1
        self.key = '%s:%s: %s -> %s' % (path, function, squeeze(old), squeeze(changed))
        seen[self.key] += 1
        if seen[self.key] > 1:
            self.key += ' (%d)' % seen[self.key]
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
    seen = collections.Counter()
    for name, first, last in definitions(tokens):
        body = text[tokens[first].at:tokens[last].at]
        for at, end, new in changes(text, tokens, first, last):
            yield Mutant(path, name, text, at, end, new, body, seen)


class Build:
    """The suites, and the objects of which a mutant changes one or a few."""

    def __init__(self, path):
        self.path = os.path.abspath(path)
        with open(os.path.join(self.path, 'Makefile')) as file:
            make = dict(re.findall(r'^(\w+) = (.*)$', file.read().replace('\\\n', ' '), re.M))
        self.sanitizer = make.get('SANITIZER_CFLAGS', '').split()
        self.generator = make['builder_sources'].split()
        self.catalogs = [os.path.join(SOURCE, name) for name in make['catalogs'].split()]
        soname = [os.path.basename(name) for name in
                  glob.glob(os.path.join(self.path, '.libs', 'libhttpstatus.so.*'))]
        self.soname = min(soname, key=len)
        # Copies, because whoever builds meanwhile would change what the mutants are put into.
        self.top = os.path.join(self.path, 'mutate')
        for name, source in (('suites', 'tests/.libs'), ('tools', 'tools'),
                             ('made/catalog', 'lib/catalog')):
            shutil.rmtree(os.path.join(self.top, name), ignore_errors=True)
            shutil.copytree(os.path.join(self.path, source), os.path.join(self.top, name),
                            ignore=shutil.ignore_patterns('.libs', '.deps', '*.lo'))
        shutil.copy(os.path.join(self.path, '.libs', self.soname), self.top)
        shutil.rmtree(os.path.join(self.top, 'objects'), ignore_errors=True)
        for folder in library_folders():
            shutil.copytree(os.path.join(self.path, 'lib', folder, '.libs'),
                            os.path.join(self.top, 'objects', folder))
        self.objects = sorted(glob.glob(os.path.join(self.top, 'objects', '*', '*.o')))
        self.tools = sorted(glob.glob(os.path.join(self.top, 'tools', '*.o')))
        self.limits = {}

    def expect_silence(self, tests, place):
        """What a test says of what is unchanged, it would say of any mutant."""
        for test in tests:
            start, used = time.monotonic(), processor_seconds()
            if self.test_fails(test, place, (600, 600)):
                sys.exit('mutate: %s: %s fails without a mutant' % (self.path, test))
            seconds = processor_seconds() - used
            # A script is many processes, of which none takes long.
            self.limits[test] = (PROCESSOR_SECONDS + (0 if is_script(test) else int(5 * seconds)),
                                 CLOCK_SECONDS + int(10 * (time.monotonic() - start)))

    def test_fails(self, test, place, limits):
        environment = dict(os.environ, LD_LIBRARY_PATH=place, srcdir=SOURCE,
                           HTTPSTATUS=os.path.join(place, 'httpstatus'), TMPDIR=fresh(place, 'tmp'),
                           CK_TAP_LOG_FILE_NAME='-', CK_VERBOSITY='silent', CK_FORK='no',
                           # What sanitizers alone notice needs no rare input.
                           CHECK_PERCENT='3' if self.sanitizer else '10',
                           # stdbuf comes before the sanitizer.
                           ASAN_OPTIONS='verify_asan_link_order=0')
        command = (['sh', os.path.join(SOURCE, 'tests', test)] if is_script(test) else
                   ['stdbuf', '-oL', os.path.join(self.top, 'suites', 'check_' + test)])
        process = subprocess.Popen(command, env=environment, cwd=place,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.DEVNULL, errors='replace',
                                   start_new_session=True,
                                   preexec_fn=lambda: restrict(limits[0]))
        watchdog = threading.Timer(limits[1], end, [process])
        watchdog.start()
        try:
            # 77: this build has nothing to try it with.
            return (any(line.startswith(('not ok', 'FAIL:')) for line in process.stdout) or
                    process.wait() not in (0, 77))
        finally:
            watchdog.cancel()
            end(process)
            process.stdout.close()


def is_script(test):
    return test.endswith('.sh')


def library_folders():
    """The folders of lib/ that hold sources."""
    return sorted({os.path.basename(os.path.dirname(path))
                   for path in glob.glob(os.path.join(SOURCE, 'lib', '*', '*.c'))})


def object_name(path):
    """The source of an object, without its ending: tools/json, lib/code/code_set."""
    folder, name = os.path.split(path[:-2])
    folder = os.path.basename(folder)
    return ('tools/' if folder == 'tools' else 'lib/' + folder + '/') + name


def fresh(place, name):
    """An empty directory: what an earlier test left there is removed."""
    path = os.path.join(place, name)
    shutil.rmtree(path, ignore_errors=True)
    os.makedirs(path)
    return path


def processor_seconds():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def restrict(seconds):
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 30, 1 << 30))


class Workplace:
    """A copy of the sources, where one mutant at a time is built and tried."""

    def __init__(self, build, number):
        self.build = build
        self.top = os.path.join(build.top, 'work%d' % number)
        shutil.rmtree(self.top, ignore_errors=True)
        for name in ('lib', 'tools'):
            shutil.copytree(os.path.join(SOURCE, name), os.path.join(self.top, name))
        # The tables of a mutant, in place of those of the build.
        self.tables = os.path.join(fresh(self.top, 'tables'), 'catalog')
        os.makedirs(self.tables)
        os.makedirs(os.path.join(self.top, 'objects'))
        shutil.copy(os.path.join(build.top, build.soname), self.top)
        self.unchanged = {}

    def source(self, name):
        """The file of an object, "tools/json" or "lib/code/code_set"."""
        path = os.path.join(self.top, name + '.c')
        if os.path.exists(path):
            return path
        tables = os.path.join(self.tables, os.path.basename(path))
        return tables if os.path.exists(tables) else os.path.join(
            self.build.top, 'made', 'catalog', os.path.basename(path))

    def compiler(self, name, *options):
        lib, include = os.path.join(self.top, 'lib'), os.path.join(SOURCE, 'include')
        return ['gcc', '-std=c11', '-w', '-fPIC', '-fvisibility=hidden', *options,
                '-I' + self.build.path + '/include', '-I' + include, '-I' + os.path.dirname(self.tables),
                '-I' + lib, '-I' + os.path.join(self.build.top, 'made'), self.source(name),
                *self.build.sanitizer]

    def compile(self, name, optimize='-O0'):
        result = os.path.join(self.top, 'objects', name.replace('/', '-') + '.o')
        command = self.compiler(name, optimize, '-c', '-o', result)
        return result if run(command) == 0 else None

    def compile_all(self, names):
        """The objects by their names, or None if one does not compile."""
        objects = {name: self.compile(name) for name in names}
        return objects if all(objects.values()) else None

    def translated(self, path):
        """The names of the objects that a change of path makes new."""
        name, suffix = os.path.splitext(path)
        if suffix == '.c':
            return [name]
        return [n for n in self.names(path) if self.includes(n, os.path.join(self.top, path))]

    def names(self, path):
        """All objects that are linked with that of path, without the tables."""
        kind = os.path.dirname(path)
        objects = self.build.tools if kind == 'tools' else self.build.objects
        names = [object_name(o) for o in objects]
        return [n for n in names if os.path.exists(os.path.join(self.top, n + '.c'))]

    def includes(self, name, header):
        made = subprocess.run(self.compiler(name, '-MM'), stdout=subprocess.PIPE, text=True,
                              check=True)
        return header in made.stdout.split()

    def link(self, path, names):
        """Builds what path is part of; says what went wrong, or None."""
        new = self.compile_all(names)
        if new is None:
            return UNCOMPILED
        if path.startswith('tools/'):
            return self.command(new)
        if path in self.build.generator:
            tables = self.make_tables(new)
            if tables is None:
                return GENERATOR
            new.update(tables)
        return self.library(new)

    def command(self, new):
        objects = linked(new, self.build.tools)
        made = run(['gcc', '-o', os.path.join(self.top, 'httpstatus'), *objects,
                    os.path.join(self.top, self.build.soname), *self.build.sanitizer])
        return None if made == 0 else UNCOMPILED

    def library(self, new):
        objects = linked(new, self.build.objects)
        made = run(['gcc', '-shared', '-Wl,-soname,' + self.build.soname,
                    '-Wl,-Bsymbolic-functions',
                    '-Wl,--version-script=' + os.path.join(self.build.path, 'lib/libhttpstatus.map'),
                    '-o', os.path.join(self.top, self.build.soname)] +
                   objects + self.build.sanitizer)
        return None if made == 0 else UNCOMPILED

    def make_tables(self, new):
        """The objects of the tables that a changed generator makes; None if it makes none."""
        for name in ('builtin_tables.c', 'builtin_tables.h'):
            if os.path.exists(os.path.join(self.tables, name)):
                os.remove(os.path.join(self.tables, name))
        generator = os.path.join(self.top, GENERATOR)
        shared = [o for o in self.build.objects
                  if object_name(o) + '.c' in self.build.generator]
        own = self.compile('lib/format/hsgen')
        if not own or run(['gcc', '-o', generator, own, *linked(new, shared),
                           *self.build.sanitizer]) != 0:
            return None
        files = [os.path.join(self.tables, 'builtin_tables' + end) for end in ('.h', '.c')]
        if run([generator, *files, *self.build.catalogs], seconds=PROCESSOR_SECONDS) != 0:
            return None
        if all(same_text(file, os.path.join(self.build.top, 'made', 'catalog', os.path.basename(file)))
               for file in files):
            return {}
        names = [name for name in self.names('lib/') if self.includes(name, files[0])]
        return self.compile_all(names + ['lib/catalog/builtin_tables'])

    def code(self, names):
        """What an optimizing compiler makes of them."""
        code = b''
        for name in names:
            with open(self.compile(name, '-O2'), 'rb') as file:
                code += file.read()
        return code

    def put(self, path, text):
        with open(os.path.join(self.top, path), 'w') as file:
            file.write(text)

    def prepare(self, path):
        if path not in self.unchanged:
            names = self.translated(path)
            self.unchanged[path] = names, self.code(names)
        return self.unchanged[path]

    def expect_silence(self, path, tests):
        failed = self.link(path, self.prepare(path)[0])
        if failed:
            sys.exit('mutate: %s: %s is not built without a mutant: %s' %
                     (self.build.path, path, failed))
        self.build.expect_silence(tests, self.top)

    def attempt(self, mutant, tests):
        """The test that notices the mutant, or why it is none, or None."""
        names, unchanged = self.prepare(mutant.path)
        text, at, end = mutant.text, mutant.at, mutant.end
        self.put(mutant.path, text[:at] + mutant.new + text[end:])
        try:
            failed = self.link(mutant.path, names)
            if failed:
                return failed
            # The first test is fast, and notices most; what is left may be no change.
            return (self.notices(tests[:1]) or
                    (SAME_CODE if self.code(names) == unchanged else None) or
                    self.notices(tests[1:]))
        finally:
            self.put(mutant.path, text)

    def notices(self, tests):
        return next((test for test in tests if self.build.test_fails(
            test, self.top, self.build.limits[test])), None)


def linked(new, objects):
    """The objects of a build, with the new ones in their places."""
    return [new.get(object_name(o), o) for o in objects]


def same_text(path, other):
    with open(path) as one, open(other) as two:
        return one.read() == two.read()


def run(command, seconds=None):
    """The exit status; seconds is the processor time it may take."""
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                          env=dict(os.environ, ASAN_OPTIONS='detect_leaks=0'),
                          preexec_fn=(lambda: restrict(seconds)) if seconds else None).returncode


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
        # Two runs in one place would overwrite each other's libraries.
        self.lock = open(os.path.join(build, 'mutate', 'lock'), 'w')
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            sys.exit('mutate: another one is running in ' + build)
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


def suites():
    """The suites that cover each file of the library, as tests/README lists them."""
    with open(README) as file:
        _, _, table = file.read().partition('\nWhat covers each source\n')
    return {name: names.split() for name, names in
            re.findall(r'^    (\w+) +(\w.*)$', table, re.M)}


def tests_of(path):
    """The suites of a file of the library, or the scripts of one of the command."""
    name = os.path.splitext(os.path.basename(path))[0]
    if not path.startswith('tools/'):
        return suites()[name]
    first = SCRIPTS_FIRST.get(name, SCRIPTS.split()[0])
    scripts = [first] + [script for script in SCRIPTS.split() if script != first]
    return [script + '.sh' for script in scripts]


def try_all(mutants, build, jobs, noticed):
    """Tries each; answers the survivors, and says noticed(mutant, suite) of the others."""
    if not mutants:
        return []
    tests = tests_of(mutants[0].path)
    places = [Workplace(build, n) for n in range(jobs)]
    places[0].expect_silence(mutants[0].path, tests)
    free = collections.deque(places)
    survivors = []

    def one(mutant):
        place = free.popleft()
        try:
            return mutant, place.attempt(mutant, tests)
        finally:
            free.append(place)

    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for mutant, suite in pool.map(one, mutants):
            if suite:
                noticed(mutant, suite)
            else:
                survivors.append(mutant)
    return survivors


class Count:
    """What became of the mutants of a file, or of all."""

    NAMES = ('mutants', 'killed', 'by sanitizers', 'same code', 'uncompiled', 'equivalent',
             'survived')

    def __init__(self):
        self.numbers = collections.Counter()
        self.start = time.monotonic()

    def add(self, mutant, suite):
        if suite in NO_MUTANT:
            name = {UNCOMPILED: 'uncompiled', SAME_CODE: 'same code'}[suite]
        else:
            name = 'by sanitizers' if suite.startswith(SANITIZED) else 'killed'
        self.numbers[name] += 1

    def __str__(self):
        numbers = ', '.join('%d %s' % (self.numbers[name], name) for name in self.NAMES)
        return '%s; %d s' % (numbers, time.monotonic() - self.start)


def try_file(path, mutants, listed, builds, jobs, known):
    """Tries what is not known yet; answers what became of all, and how many mistakes there are."""
    count = Count()
    count.numbers['mutants'] = len(mutants)
    mistakes = 0
    for mutant in mutants:
        if mutant.hash in known.killed:
            count.add(mutant, known.killed[mutant.hash])
    left = [m for m in mutants if m.hash not in known.killed]
    for build in builds:
        prefix = SANITIZED if build.sanitizer else ''

        def noticed(mutant, suite):
            suite = suite if suite in NO_MUTANT else prefix + suite
            known.add(mutant, suite)
            count.add(mutant, suite)

        left = try_all(left, build, jobs, noticed)
    for mutant in mutants:
        if mutant.key in listed and mutant.hash in known.killed:
            print('no equivalent: %s: %s' % (known.killed[mutant.hash], mutant.key))
            mistakes += 1
    for mutant in left:
        if mutant.key in listed:
            count.numbers['equivalent'] += 1
        else:
            print('survived: line %d: %s' % (mutant.line, mutant.key))
            count.numbers['survived'] += 1
    print('%s: %s' % (path, count), flush=True)
    return count, mistakes + count.numbers['survived']


def sources():
    """The files with something to change; tests/map.sh sees to it that each has its suites."""
    files = sorted(os.path.relpath(path, SOURCE)
                   for pattern in ('lib/*/*.[ch]', 'tools/*.[ch]')
                   for path in glob.glob(os.path.join(SOURCE, pattern))
                   if not path.endswith('/hsgen.c'))
    return [path for path in files if any(mutants_of(path))]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    parser.add_argument('--build', default='build', help='made with make check')
    parser.add_argument('--sanitized', help='a second build, for what survives the first')
    parser.add_argument('--jobs', type=int, default=1)
    parser.add_argument('--list', action='store_true', help='print the mutants, try none')
    parser.add_argument('--sample', type=int, help='try so many of each file')
    parser.add_argument('--seed', type=int, default=1, help='which ones')
    parser.add_argument('files', nargs='*', help='lib/code/code_set.c, tools/json.c; all without')
    options = parser.parse_args()
    files = options.files or sources()
    mutants = {path: list(mutants_of(path)) for path in files}
    if options.list:
        for mutant in (m for path in files for m in mutants[path]):
            print(mutant.key)
        return
    listed = equivalents()
    keys = {mutant.key for path in files for mutant in mutants[path]}
    unknown = [key for key in listed if key not in keys and
               (not options.files or key.split(':')[0] in files)]
    for key in unknown:
        print('no such mutant: ' + key)
    mistakes = len(unknown)
    builds = [Build(path) for path in (options.build, options.sanitized) if path]
    known = Known(options.build)
    total = Count()
    for path in files:
        chosen = mutants[path]
        if options.sample and options.sample < len(chosen):
            chosen = random.Random(options.seed).sample(chosen, options.sample)
        count, wrong = try_file(path, chosen, listed, builds, options.jobs, known)
        total.numbers.update(count.numbers)
        mistakes += wrong
    print('all: %s' % total)
    sys.exit(1 if mistakes else 0)


if __name__ == '__main__':
    main()
