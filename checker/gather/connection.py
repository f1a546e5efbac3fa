"""Guarded connections: one look-up, every address vetted, connected to exactly that, ended at a deadline.

HTTP (``client``) and WHOIS (``whois_exchange``) both stand on this. Failures are
:class:`~checker.errors.PageUnavailable`; WHOIS gives them its own kind.
"""

from __future__ import annotations

import queue
import socket
import ssl
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from checker.errors import PageUnavailable
from checker.gather.networks import AddressRule
from checker.settings import Resolver, SocketAddress

if TYPE_CHECKING:
    from typing_extensions import Buffer

MAX_HANGING_LOOKUPS: Final = 64
"""System look-ups under way at once. A hanging one holds its thread for the resolver's own limit (often 30
s), so this is twice the 32 threads of a bulk run."""
MAX_CONNECT_ATTEMPTS: Final = 4
"""Addresses of one name that are tried in turn: two of each family is what most names have."""


class Deadline:
    """A point in time by which a whole exchange must be over, however it is split into reads."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._ends_at = time.monotonic() + seconds

    @property
    def is_over(self) -> bool:
        return time.monotonic() >= self._ends_at

    def remaining_s(self) -> float:
        """Seconds left, always more than zero.

        Raises TimeoutError when none are left; a socket time limit of 0 would mean "don't wait" instead.
        """
        left = self._ends_at - time.monotonic()
        if left <= 0:
            raise TimeoutError(f"nothing more within {self.seconds:g} s")
        return left

    def failure(self, host: str) -> PageUnavailable:
        return PageUnavailable(f"{host} did not finish answering within {self.seconds:g} s.", code="timeout")


@dataclass(slots=True)
class Guard:
    """What one exchange may do; handed down to every socket it opens."""

    deadline: Deadline
    rule: AddressRule
    resolver: Resolver | None
    received_bytes_left: int
    """Over all sockets of the exchange, headers and framing included; decoding has its own limit."""

    def count(self, received: int) -> int:
        self.received_bytes_left -= received
        if self.received_bytes_left < 0:
            raise PageUnavailable("The server sent more than is read of one page.", code="too-large")
        return received


class GuardedSocket(socket.socket):
    """A socket whose every call waits no longer than the exchange has left.

    ``settimeout`` alone limits one read, and a server that drips a byte per read never trips it.
    """

    guard: Guard

    def recv_into(self, buffer: Buffer, nbytes: int = 0, flags: int = 0) -> int:
        self.settimeout(self.guard.deadline.remaining_s())
        return self.guard.count(super().recv_into(buffer, nbytes, flags))

    def recv(self, bufsize: int, flags: int = 0) -> bytes:
        self.settimeout(self.guard.deadline.remaining_s())
        data = super().recv(bufsize, flags)
        self.guard.count(len(data))
        return data

    def sendall(self, data: Buffer, flags: int = 0) -> None:
        self.settimeout(self.guard.deadline.remaining_s())
        super().sendall(data, flags)


class GuardedTlsSocket(ssl.SSLSocket):
    """:class:`GuardedSocket` under TLS; the handshake runs under the time limit of the socket it wraps."""

    guard: Guard | None = None
    """None until the handshake is over."""

    def recv_into(self, buffer: Buffer, nbytes: int | None = None, flags: int = 0) -> int:
        if self.guard is None:
            return super().recv_into(buffer, nbytes, flags)
        self.settimeout(self.guard.deadline.remaining_s())
        return self.guard.count(super().recv_into(buffer, nbytes, flags))

    def send(self, data: Buffer, flags: int = 0) -> int:
        if self.guard is not None:
            self.settimeout(self.guard.deadline.remaining_s())
        return super().send(data, flags)


def resolve(host: str, port: int, guard: Guard) -> list[SocketAddress]:
    """Every address of the name, each of them vetted.

    One refused address refuses the name: a public site has no reason to name a private one, and a name that
    mixes them is how rebinding attacks look.
    """
    try:
        found = guard.resolver(host, port) if guard.resolver is not None else _ask_system(host, port, guard.deadline)
    except TimeoutError as error:
        raise guard.deadline.failure(host) from error
    except socket.gaierror as error:
        if error.errno == socket.EAI_AGAIN:
            raise PageUnavailable(f"No name server answered for {host}.", code="connection-failed") from error
        raise PageUnavailable(f"The name {host} does not exist.", code="name-not-found") from error
    except OSError as error:
        raise PageUnavailable(f"The name {host} does not exist.", code="name-not-found") from error
    if not found:
        raise PageUnavailable(f"The name {host} has no address.", code="name-not-found")
    for ip, _ in found:
        if reason := guard.rule.refusal(ip):
            raise PageUnavailable(
                f"{host} leads to {ip}, which is no public address ({reason}).", code="blocked-address"
            )
    return found


_lookups = threading.BoundedSemaphore(MAX_HANGING_LOOKUPS)


def _ask_system(host: str, port: int, deadline: Deadline) -> list[SocketAddress]:
    """``getaddrinfo`` knows no time limit, so it runs in a thread that is left behind at the deadline.

    A daemon thread, not an executor: an executor would be joined at exit and hold the program.
    """
    answers: queue.SimpleQueue[list[SocketAddress] | OSError] = queue.SimpleQueue()
    # The final dot keeps the search list of resolv.conf out: shop.example must not become shop.example.corp.
    name = host.encode("ascii") + b"."

    def ask() -> None:
        try:
            infos = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
            answers.put([(str(info[4][0]), port) for info in infos])
        except OSError as error:
            answers.put(error)
        finally:
            _lookups.release()

    if not _lookups.acquire(timeout=deadline.remaining_s()):
        raise TimeoutError("too many name look-ups hang")
    threading.Thread(target=ask, name="name-lookup", daemon=True).start()
    try:
        answer = answers.get(timeout=deadline.remaining_s())
    except queue.Empty:
        raise TimeoutError("the name look-up hangs") from None
    if isinstance(answer, OSError):
        raise answer
    return answer


def connect(host: str, port: int, guard: Guard) -> GuardedSocket:
    """A socket connected to an address of the name that was vetted in this very call."""
    addresses = resolve(host, port, guard)[:MAX_CONNECT_ATTEMPTS]
    failure: OSError | None = None
    for tried, address in enumerate(addresses):
        try:
            # An even share for each, so that one dead address does not eat the time of the others.
            return _connect_to(address, guard, guard.deadline.remaining_s() / (len(addresses) - tried))
        except OSError as error:
            failure = error
    if guard.deadline.is_over or isinstance(failure, TimeoutError):
        raise guard.deadline.failure(host) from failure
    raise PageUnavailable(f"No connection to {host}: {failure}.", code="connection-failed") from failure


def _connect_to(address: SocketAddress, guard: Guard, timeout_s: float) -> GuardedSocket:
    sock = GuardedSocket(socket.AF_INET6 if ":" in address[0] else socket.AF_INET, socket.SOCK_STREAM)
    sock.guard = guard
    try:
        sock.settimeout(timeout_s)
        sock.connect(address)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.settimeout(guard.deadline.remaining_s())
    except BaseException:
        sock.close()
        raise
    return sock
