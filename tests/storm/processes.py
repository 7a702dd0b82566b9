"""What processes use: processor time and memory, of a process and all that it started."""

import os
from pathlib import Path
from typing import Final

_TICKS: Final = os.sysconf("SC_CLK_TCK")


def processor_s(process: int) -> float:
    """Return the seconds of processor of a process and its children, ended ones among them."""
    # Own and ended children's time in user and system mode: fields 14 to 17 of proc(5).
    used = sum(map(int, _stat(process)[11:15])) / _TICKS
    return used + sum(map(processor_s, children(process)))


def memory_mb(process: int) -> float:
    """Return the memory of the children of a process, shared pages counted by their share."""
    return sum(map(_own_mb, children(process)))


def children(process: int) -> list[int]:
    """Return the processes that a process started and that still run."""
    try:
        return [*map(int, Path(f"/proc/{process}/task/{process}/children").read_text().split())]
    except OSError:
        return []


def _stat(process: int) -> list[str]:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        # Ended meanwhile: its parent counts it now.
        return ["0"] * 15


def _own_mb(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    (kilobytes,) = [int(line.split()[1]) for line in lines if line.startswith("Pss:")]
    return kilobytes / 1024
