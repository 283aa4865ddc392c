#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the reputed authors
"""Kills the service at every failpoint it names, restarts it, and compares the portals' ledger with the store.

    kill.py BUILD_FOLDER [REPEATS]
"""
import sys
import time

from service import Guests, Service, describe_times, first_import, wait_for_match

# At which pass of a failpoint to kill: the first ones are part of the start, the later ones of the work.
PASSES = [1, 3, 9, 27]


def publish_until_dead(service, guests, at_most=30):
    """False when the failpoint was never reached."""
    end = time.monotonic() + at_most
    while time.monotonic() < end:
        if service.process.poll() is not None:
            return True
        guests.act()
        time.sleep(0.1)
    return False


def try_point(service, guests, name, nth):
    service.start(f"{name}:{nth}", wait=False)
    reached = publish_until_dead(service, guests)
    if not reached:
        service.kill()
        return [f"never reached: {name}:{nth}"]
    if service.process.returncode != -9:
        return [f"ended by itself at {name}:{nth}, code {service.process.returncode}\n{service.complaints()}"]
    if not service.start():
        return [f"does not start after {name}:{nth}\n{service.complaints()}"]
    comparison = wait_for_match(service)
    service.stop()
    print(f"  {name}:{nth:<4} {comparison.describe()}{'  FAILED' if comparison.problems else ''}", flush=True)
    return [f"{name}:{nth}: {problem}" for problem in comparison.problems]


def main():
    build = sys.argv[1] if len(sys.argv) > 1 else "build/quick"
    repeats = min(int(sys.argv[2]) if len(sys.argv) > 2 else 3, len(PASSES))
    service = Service(build)
    try:
        names = [name for name in service.failpoints() if not name.startswith("reply.")]  # reply_faults.py walks those
        if not names:
            raise SystemExit("this build knows no failpoints; use one made with REPUTED_FAILPOINTS=ON")
        guests = Guests(service.sandbox)
        first_import(service, guests)
        problems = []
        passed = 0
        for name in names:
            for nth in PASSES[:repeats]:
                found = try_point(service, guests, name, nth)
                problems += found
                passed += not found
        for problem in problems:
            print(problem)
        print(f"points {len(names)}, repeats {repeats}, lost {sum(': lost' in problem for problem in problems)}, "
              f"duplicated {sum(': duplicated' in problem for problem in problems)}, "
              f"time to ready {describe_times(service.ready_times)}")
        failed = len(names) * repeats - passed
        print(f"{passed} passed, {failed} failed")
        return 1 if failed else 0
    finally:
        service.close()


if __name__ == "__main__":
    sys.exit(main())
