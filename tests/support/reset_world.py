# SPDX-License-Identifier: Apache-2.0
"""A project with migrations, to be reset; and a proxy that cuts a connection into messages."""
import os
import re
import select
import shutil
import socket
import subprocess
import threading
import time

from dev_world import World, check, wait_until

FILES = {"1_a.sql": "CREATE TABLE a (n int);\n", "2_b.sql": "CREATE TABLE b (n int);\nINSERT INTO a VALUES (1);\n", "3_c.sql": "CREATE TABLE c (n int);\n"}


class ResetWorld(World):
    def __init__(self, options, files=None, **env):
        super().__init__(options, **env)
        self.write(FILES if files is None else files)

    def plumb(self, *words, **more):
        done = subprocess.run([self.bin, *words], cwd=self.path("project"), env=self.env, stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, timeout=120, **more)
        return done.returncode, done.stdout, done.stderr

    def write(self, files):
        folder = self.path("project/migrations")
        shutil.rmtree(folder, ignore_errors=True)
        os.mkdir(folder)
        for name, text in files.items():
            with open(os.path.join(folder, name), "w") as file:
                file.write(text)
        self.plumb("migrate", "hash")

    def seed(self, text, name="seed.sql"):
        with open(self.path("project/" + name), "w") as file:
            file.write(text)
        return self.path("project/" + name)

    def reset(self, *words, **more):
        code, out, err = self.plumb("reset", *words, **more)
        check(code == 0, "reset", *words, "exits with", code, out, err)
        return out

    def refuses(self, *words, text, code=1):
        seen, out, err = self.plumb("reset", *words)
        check(seen == code and text in err, "reset", *words, "exits with", seen, out, err, "without", repr(text))

    def counts(self, *words):
        """Files from a template, files that were run."""
        out = self.reset(*words)
        return tuple(map(int, re.search(r": (\d+) files? from a template, (\d+) run", out).groups()))

    def tables(self, *words):
        return self.sql("SELECT string_agg(tablename, ',' ORDER BY tablename) FROM pg_tables WHERE schemaname = 'public'", *words)

    def quiet(self):
        # More than once: what was only just forked does not have its own name yet.
        for _ in range(4):
            wait_until(lambda: not self.background())
            time.sleep(0.1)

    def databases(self):
        return self.sql("SELECT string_agg(datname, ' ' ORDER BY datname) FROM pg_database WHERE datname LIKE 'plumb%'", "--database", "postgres")

    def left(self):
        """What stays. The process in the background may have been no more than forked when quiet() looked for it."""
        for _ in range(50):
            found = re.findall(r"plumb_(?:new|old)_\w+", self.databases())
            if not found:
                break
            time.sleep(0.1)
        return found

    def killed_sessions(self):
        """The sessions of killed plumbs take a moment to notice."""
        query = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
        wait_until(lambda: self.sql(query, "--database", "postgres") == "0")


def port_url(world, database, port=None):
    url = world.fine("url", "--database", database).strip()
    return url if port is None else re.sub(r"127.0.0.1:\d+", "127.0.0.1:%d" % port, url)


class Proxy:
    """Forwards connections; from the `limit`-th message of a client on nothing goes through any more, and `cut` is called."""

    def __init__(self, port, limit=None, cut=None):
        self.target, self.limit, self.cut, self.count = port, limit, cut, 0
        self.lock = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.threads = [threading.Thread(target=self.accept, daemon=True)]
        self.threads[0].start()

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self.serve, args=(client,), daemon=True)
            self.threads.append(thread)
            thread.start()

    def may_pass(self):
        with self.lock:
            self.count += 1
            if self.limit is None or self.count < self.limit:
                return True
            if self.count == self.limit:
                self.cut()
            return False

    def serve(self, client):
        server = socket.create_connection(("127.0.0.1", self.target))
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        server.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        buffer, head = b"", 4  # the first message has no type
        try:
            while True:
                for source in select.select([client, server], [], [])[0]:
                    data = source.recv(65536)
                    if not data:
                        return
                    if source is server:
                        client.sendall(data)
                        continue
                    buffer += data
                    while len(buffer) >= head:
                        size = int.from_bytes(buffer[head - 4:head], "big") + head - 4
                        if len(buffer) < size:
                            break
                        if not self.may_pass():
                            return
                        server.sendall(buffer[:size])
                        buffer, head = buffer[size:], 5
        except OSError:
            pass
        finally:
            client.close()
            server.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        for thread in self.threads:
            thread.join(30)
