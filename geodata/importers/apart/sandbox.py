"""What the kernel is asked to forbid a process that reads strangers' files. Each part is taken where the kernel has it.

Landlock closes files, TCP and signals to other processes; a user and network namespace of its own takes privileges and network away; a
seccomp filter refuses the system calls that would make connections, start programs or look into other processes. All of it is inherited by
what the process forks, and none can be taken back. Off Linux nothing of it is there: the limits of `resource` remain.

Written after the kernel's documentation: Documentation/userspace-api/landlock.rst, seccomp_filter.rst and the headers they name.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import resource
import signal
import struct
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

#: What is forbidden, as the log and SECURITY.md name it.
FILES, CONNECTIONS, SIGNALS, NETWORK, CALLS = "files", "TCP", "signals", "network", "system calls"

_libc = ctypes.CDLL(None, use_errno=True)

_LANDLOCK_CREATE, _LANDLOCK_ADD, _LANDLOCK_RESTRICT = 444, 445, 446
_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
#: First version of Landlock's interface → how many kinds of access to files it knows: all are handled, so all not granted are refused.
_FILE_ACCESSES = {1: 13, 2: 14, 3: 15, 5: 16}
_TCP_SINCE, _SCOPES_SINCE = 4, 6

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _PR_SET_DUMPABLE = 38, 22, 4
_CLONE_NEWUSER, _CLONE_NEWNET, _CLONE_THREAD = 0x10000000, 0x40000000, 0x10000
_SYS_CAPSET = {"x86_64": 126, "aarch64": 91}
_AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

#: System calls that reading a file never needs → their numbers on x86_64 and aarch64 (None where there is none).
_REFUSED: dict[str, tuple[int | None, int | None]] = {
    "socket": (41, 198),
    "socketpair": (53, 199),
    "connect": (42, 203),
    "bind": (49, 200),
    "listen": (50, 201),
    "accept": (43, 202),
    "accept4": (288, 242),
    "execve": (59, 221),
    "execveat": (322, 281),
    "kill": (62, 129),
    "tkill": (200, 130),
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
    "pidfd_send_signal": (424, 424),
    "pidfd_open": (434, 434),
    "pidfd_getfd": (438, 438),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "kcmp": (312, 272),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "setns": (308, 268),
    "unshare": (272, 97),
    "fsopen": (430, 430),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "mount_setattr": (442, 442),
    "open_by_handle_at": (304, 265),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "shmget": (29, 194),
    "shmat": (30, 196),
    "semget": (64, 190),
    "msgget": (68, 186),
    "mq_open": (240, 180),
    "kexec_load": (246, 104),
    "init_module": (175, 105),
    "finit_module": (313, 273),
}
_FORKS: dict[str, tuple[int | None, int | None]] = {"fork": (57, None), "vfork": (58, None)}
_CLONE, _CLONE3, _TGKILL = (56, 220), (435, 435), (234, 131)

#: A filter's words: load a word of the call, compare, answer. The call's number is at 0, its architecture at 4, its first argument at 16.
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _ANSWER = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _ERROR, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
#: Numbers from here on are those of the x32 calls, which would slip past the others.
_X32 = 0x40000000


def lock_down() -> dict[str, bool]:
    """Give up files, network and the calls that reach other processes, for good; returns which of it the kernel has taken."""
    if not sys.platform.startswith("linux"):
        return dict.fromkeys((FILES, CONNECTIONS, SIGNALS, NETWORK, CALLS), False)
    network = _own_namespaces()
    _drop_privileges()
    version = _landlock_version()
    closed = version > 0 and _landlock(version, _readable())
    return {
        FILES: closed,
        CONNECTIONS: closed and version >= _TCP_SINCE,
        SIGNALS: closed and version >= _SCOPES_SINCE,
        NETWORK: network,
        CALLS: _filter([_refuse(numbers) for numbers in _REFUSED.values()]),
    }


def stay_alone() -> None:
    """Refuse to start processes from here on, and to send a signal to any but this one; threads are let through."""
    if sys.platform.startswith("linux"):
        # ENOSYS: glibc then asks by clone, whose flags a filter can see. A library that gives up sends itself a signal.
        _filter(
            [
                *(_refuse(numbers) for numbers in _FORKS.values()),
                _refuse(_CLONE3, errno.ENOSYS),
                _refuse_unless(_CLONE, _ANY_BIT, _CLONE_THREAD),
                _refuse_unless(_TGKILL, _EQUAL, os.getpid()),
            ]
        )


def limit(address_space: int, seconds: int) -> None:
    """Set what the process may take: bytes of address space and seconds of processor time, few open files, and not a byte written to one."""
    for what, most, last in (
        # At the first the process is told, and ends by a signal of its own; at the last it is killed as by anybody.
        (resource.RLIMIT_CPU, seconds, seconds + 1),
        *(
            (what, most, most)
            for what, most in (
                (resource.RLIMIT_AS, address_space),
                (resource.RLIMIT_FSIZE, 0),
                (resource.RLIMIT_CORE, 0),
                (resource.RLIMIT_NOFILE, 64),
            )
        ),
    ):
        hard = resource.getrlimit(what)[1]
        ends = [end if hard == resource.RLIM_INFINITY else min(end, hard) for end in (most, last)]
        resource.setrlimit(what, (ends[0], ends[1]))


def address_space() -> int:
    """Return the bytes of address space that this process has; 0 where the system does not say, as after `lock_down`."""
    return _status("/proc/self/statm", 0)


def handle(process: int) -> int | None:
    """Return a descriptor that stands for a process even when its number goes to another one; None where the system has none."""
    return os.pidfd_open(process) if hasattr(os, "pidfd_open") else None


def kill(process: int, known: int | None) -> None:
    """Kill a process, by its descriptor where there is one."""
    try:
        if known is None:
            os.kill(process, signal.SIGKILL)
        else:
            signal.pidfd_send_signal(known, signal.SIGKILL)
    except ProcessLookupError:
        return  # It has ended by itself.


def resident(process: int) -> int:
    """Return the bytes of memory that a process holds; 0 where the system does not say, or for one that is gone."""
    return _status(f"/proc/{process}/statm", 1)


def _status(path: str, column: int) -> int:
    try:
        return int(Path(path).read_text(encoding="ascii").split()[column]) * resource.getpagesize()
    except (OSError, IndexError):
        return 0


def _call(number: int, *arguments: object) -> int:
    return int(_libc.syscall(ctypes.c_long(number), *arguments))


def _own_namespaces() -> bool:
    """Move into a user and a network namespace of its own; some systems keep these to the administrator."""
    return bool(_libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0)


def _drop_privileges() -> None:
    """Drop every capability, and let neither a program nor a debugger bring one back."""
    _libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    _libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    if platform.machine() in _SYS_CAPSET:
        header, none = struct.pack("=II", 0x20080522, 0), bytes(24)
        _call(_SYS_CAPSET[platform.machine()], ctypes.c_char_p(header), ctypes.c_char_p(none))


def _landlock_version() -> int:
    return max(0, _call(_LANDLOCK_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(1)))


def _readable() -> list[Path]:
    """Return the folders of Python and its packages: modules and tables that are loaded when a file first needs them."""
    named = [sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    return [
        path for path in map(Path, dict.fromkeys([*named, "/lib", "/lib64", "/usr/lib", "/usr/lib64"])) if path.is_dir()
    ]


def _landlock(version: int, readable: Iterable[Path]) -> bool:
    accesses = (1 << max(count for since, count in _FILE_ACCESSES.items() if since <= version)) - 1
    # Kinds of access that are handled: to files, to TCP (bind, connect), scopes (abstract sockets, signals).
    handled = struct.pack(
        "=QQQ", accesses, 0b11 if version >= _TCP_SINCE else 0, 0b11 if version >= _SCOPES_SINCE else 0
    )
    size = 24 if version >= _SCOPES_SINCE else 16 if version >= _TCP_SINCE else 8
    rules = _call(_LANDLOCK_CREATE, ctypes.c_char_p(handled), ctypes.c_size_t(size), ctypes.c_uint32(0))
    if rules < 0:
        return False
    try:
        for path in readable:
            folder = os.open(path, os.O_PATH | os.O_CLOEXEC)
            try:
                _call(
                    _LANDLOCK_ADD,
                    ctypes.c_int(rules),
                    ctypes.c_int(1),
                    ctypes.c_char_p(struct.pack("=Qi", _READ_FILE | _READ_DIR, folder)),
                    ctypes.c_uint32(0),
                )
            finally:
                os.close(folder)
        return _call(_LANDLOCK_RESTRICT, ctypes.c_int(rules), ctypes.c_uint32(0)) == 0
    finally:
        os.close(rules)


#: A part of a filter for x86_64 and for aarch64.
_Words = tuple[list[tuple[int, int, int, int]], list[tuple[int, int, int, int]]]


def _refuse(numbers: tuple[int | None, int | None], error: int = errno.EPERM) -> _Words:
    """Return what answers a call with an error."""
    ours, others = (
        [] if number is None else [(_EQUAL, 0, 1, number), (_ANSWER, 0, 0, _ERROR | error)] for number in numbers
    )
    return ours, others


def _refuse_unless(numbers: tuple[int, int], test: int, value: int) -> _Words:
    """Return what answers a call with an error unless a test of its first argument holds."""
    ours, others = (
        [
            (_EQUAL, 0, 4, number),
            (_LOAD, 0, 0, 16),
            (test, 1, 0, value),
            (_ANSWER, 0, 0, _ERROR | errno.EPERM),
            (_ANSWER, 0, 0, _ALLOW),
        ]
        for number in numbers
    )
    return ours, others


def _filter(parts: list[_Words]) -> bool:
    """Put a filter before the system calls of this process and of what it forks; what no part names is let through."""
    machine = platform.machine()
    if machine not in _AUDIT_ARCH:
        return False
    words = [(_LOAD, 0, 0, 4), (_EQUAL, 1, 0, _AUDIT_ARCH[machine]), (_ANSWER, 0, 0, _KILL), (_LOAD, 0, 0, 0)]
    if machine == "x86_64":
        words += [(_AT_LEAST, 0, 1, _X32), (_ANSWER, 0, 0, _KILL)]
    for part in parts:
        words += part[list(_AUDIT_ARCH).index(machine)]
    words.append((_ANSWER, 0, 0, _ALLOW))
    program = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *word) for word in words))
    described = struct.pack("@HP", len(words), ctypes.addressof(program))
    return bool(_libc.prctl(_PR_SET_SECCOMP, 2, ctypes.c_char_p(described), 0, 0) == 0)
