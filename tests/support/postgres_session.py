# SPDX-License-Identifier: Apache-2.0
"""A session with PostgreSQL, in a few lines and without a program to start: psql takes 30 ms a call, this one does not.

Simple queries only, over TCP, to a server that trusts us; as the runners beside it need.
"""
import socket
import struct
import urllib.parse


class ServerError(Exception):
    """What the server said, and its SQLSTATE (or "" where the session is gone)."""

    def __init__(self, message, sqlstate=""):
        super().__init__(message)
        self.sqlstate = sqlstate


class Session:
    def __init__(self, url):
        parts = urllib.parse.urlsplit(url)
        user = urllib.parse.unquote(parts.username or "postgres")
        self.socket = socket.create_connection((parts.hostname, parts.port or 5432))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.stream = self.socket.makefile("rb")
        words = ("user", user, "database", parts.path.lstrip("/") or user, "client_encoding", "UTF8", "application_name", "plumb tests")
        body = struct.pack("!i", 196608) + b"".join(w.encode() + b"\0" for w in words) + b"\0"
        try:
            self.socket.sendall(struct.pack("!i", len(body) + 4) + body)
            self._answer()
        except ServerError:
            self.close()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.stream.close()
        self.socket.close()

    def rows(self, sql):
        """Runs the statements, in one transaction if they are several; the rows of all of them, as text or None."""
        body = sql.encode() + b"\0"
        self.socket.sendall(b"Q" + struct.pack("!i", len(body) + 4) + body)
        return self._answer()

    def _answer(self):
        rows, error = [], None
        while True:
            head = self.stream.read(5)
            if len(head) < 5:
                raise error or ServerError("the server closed the session")
            body = self.stream.read(struct.unpack("!i", head[1:])[0] - 4)
            kind = head[:1]
            if kind == b"D":
                rows.append(_cells(body))
            elif kind == b"E":
                fields = {f[:1]: f[1:].decode() for f in body.split(b"\0") if f}
                error = ServerError("%s: %s" % (fields[b"S"], fields[b"M"]), fields[b"C"])
            elif kind == b"R" and body[:4] != b"\0\0\0\0":
                raise ServerError("the server wants a password")
            elif kind == b"Z":
                if error:
                    raise error
                return rows


def _cells(body):
    cells, at = [], 2
    for _ in range(struct.unpack("!h", body[:2])[0]):
        size = struct.unpack("!i", body[at:at + 4])[0]
        at += 4
        cells.append(None if size < 0 else body[at:at + size].decode("utf-8", "backslashreplace"))
        at += max(size, 0)
    return cells


def rows_of(url, sql):
    """One session for one query."""
    with Session(url) as session:
        return session.rows(sql)
