# SPDX-License-Identifier: Apache-2.0
"""A project with a server of `plumb dev`, for tests that play whole processes; and the running of such cases."""
import glob
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time

ROOT = os.geteuid() == 0


class Skipped(Exception):
    pass


def check(condition, *told):
    if not condition:
        raise AssertionError(" ".join(str(part) for part in told))


class World:
    """A project, and the folders that plumb uses."""

    def __init__(self, options, **env):
        self.bin = os.path.abspath(options.bin)
        self.folder = os.path.realpath(tempfile.mkdtemp(prefix="dev-"))
        os.chmod(self.folder, 0o755)
        for name in ("project", "servers", "data", "home"):
            os.mkdir(os.path.join(self.folder, name))
        open(self.path("project/atlas.hcl"), "w").close()
        # Debian's psql is a wrapper that takes longer than what it starts.
        programs = sorted(glob.glob("/usr/lib/postgresql/*/bin/psql"))[-1:]
        path = ":".join([os.path.dirname(program) for program in programs] + [os.environ["PATH"]])
        self.env = {"PATH": path, "HOME": self.path("home"), "XDG_DATA_HOME": self.path("data"), "XDG_CACHE_HOME": options.cache,
                    "PLUMB_DEV_FOLDER": self.path("records"), "TMPDIR": self.path("servers")}
        for name in ("PLUMB_POSTGRES_HOME", "PLUMB_POSTGRES_ROOT"):
            if name in os.environ:
                self.env[name] = os.environ[name]
        self.change(env)

    def change(self, env):
        self.env.update(env)
        self.env = {name: value for name, value in self.env.items() if value is not None}

    def path(self, name):
        return os.path.join(self.folder, name)

    def start(self, *words, prefix=(), **more):
        return subprocess.Popen([*prefix, self.bin, "dev", *words], cwd=self.path("project"), env=self.env, stdin=subprocess.DEVNULL,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more)

    def run(self, *words, prefix=(), **more):
        child = self.start(*words, prefix=prefix, **more)
        out, err = child.communicate(timeout=120)
        return child.returncode, out, err

    def fine(self, *words, **more):
        code, out, err = self.run(*words, **more)
        check(code == 0, "dev", *words, "exits with", code, out, err)
        return out

    def fails(self, *words, text, code=1, **more):
        seen, out, err = self.run(*words, **more)
        check(seen == code, "dev", *words, "exits with", seen, out, err)
        check(text in err, "dev", *words, "says", repr(err), "without", repr(text))

    def sql(self, statement, *words):
        return self.fine("psql", *words, "--", "-XAtqc", statement).strip()

    def status(self):
        return dict(re.split(r"\s{2,}", line, maxsplit=1) for line in self.fine("status").splitlines() if re.search(r"\s{2,}", line))

    def pid(self):
        return int(re.search(r"pid (\d+)", self.fine("status"))[1])

    def processes(self):
        found = []
        for link in glob.glob("/proc/[0-9]*/cwd"):
            try:
                if os.readlink(link).startswith(self.folder + "/servers") or os.readlink(link).startswith(self.folder + "/data"):
                    found.append(int(link.split("/")[2]))
            except OSError:
                pass
        return found

    def background(self):
        """What plumb left to the background: it has the server's URL among its arguments."""
        found = []
        for path in glob.glob("/proc/[0-9]*/cmdline"):
            try:
                words = open(path, "rb").read().split(b"\0")
            except OSError:
                continue
            if words[1:3] == [b"dev", b"ahead"] and os.path.basename(self.folder).encode() in words[3]:
                found.append(int(path.split("/")[2]))
        return found

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        left = []
        if kind is None:
            self.run("down", "--all")
            end = time.monotonic() + 20
            while self.background() and time.monotonic() < end:
                time.sleep(0.01)
            left = self.background() or self.processes() or os.listdir(self.path("servers"))
        for pid in self.processes():
            os.kill(pid, signal.SIGKILL)
        shutil.rmtree(self.folder, ignore_errors=True)
        check(not left, "left behind:", left)


def wait_until(condition):
    # A test that hangs here has found what it looks for.
    while not condition():
        time.sleep(0.005)


def killed(pid):
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not os.path.exists("/proc/%d/exe" % pid) or open("/proc/%d/stat" % pid).read().split()[2] == "Z")


def run_cases(cases, options):
    """Prints a line for each case that fails or is skipped, then the counts. Returns the exit status."""
    strict = bool(os.environ.get("PLUMB_REQUIRE_ALL"))
    options.cache = os.path.realpath(tempfile.mkdtemp(prefix="dev-cache-"))
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    for case in cases:
        if options.cases and case.__name__ not in options.cases:
            continue
        try:
            case(options)
            counts["passed"] += 1
        except Skipped as reason:
            counts["failed" if strict else "skipped"] += 1
            print("skipped %s: %s" % (case.__name__, reason), flush=True)
        except (AssertionError, subprocess.TimeoutExpired, OSError, TypeError, StopIteration) as error:
            counts["failed"] += 1
            print("FAIL %s: %s %s" % (case.__name__, type(error).__name__, error), flush=True)
    shutil.rmtree(options.cache)
    print("%(passed)d passed, %(failed)d failed, %(skipped)d skipped" % counts)
    return 1 if counts["failed"] or not counts["passed"] else 0
