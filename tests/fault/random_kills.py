#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the reputed authors
"""Kills the service at random moments under load and compares the portals' ledger with the store at the end.

    random_kills.py BUILD_FOLDER [KILLS] [SEED]
"""
import random
import sys
import threading
import time

from service import Guests, Service, count_of, describe_times, first_import, wait_for_match


class Load:
    """Publishes until stopped, on a thread of its own."""

    def __init__(self, guests):
        self.guests = guests
        self.over = threading.Event()
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def run(self):
        while not self.over.wait(0.1):
            self.guests.act()

    def stop(self):
        self.over.set()
        self.thread.join()


def main():
    build = sys.argv[1] if len(sys.argv) > 1 else "build/quick"
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else int(time.time())
    dice = random.Random(seed)
    service = Service(build)
    try:
        guests = Guests(service.sandbox)
        first_import(service, guests)
        load = Load(guests)
        try:
            for _ in range(kills):
                # From the first instructions of the start to the middle of the work.
                early = dice.random() < 0.25
                if not service.start(wait=not early):
                    raise SystemExit(f"it does not start (seed {seed})\n{service.complaints()}")
                time.sleep(dice.uniform(0.0, 0.3) if early else dice.uniform(0.0, 2.5))
                service.kill()
        finally:
            load.stop()
        if not service.start():
            raise SystemExit(f"it does not start (seed {seed})\n{service.complaints()}")
        comparison = wait_for_match(service, 120)
        service.stop()
        for problem in comparison.problems:
            print(problem)
        print(f"kills {kills}, seed {seed}, {comparison.describe()}, lost {count_of(comparison.problems, 'lost')}, "
              f"duplicated {count_of(comparison.problems, 'duplicated')}, "
              f"time to ready {describe_times(service.ready_times)}")
        print(f"{0 if comparison.problems else kills} passed, {kills if comparison.problems else 0} failed")
        return 1 if comparison.problems else 0
    finally:
        service.close()


if __name__ == "__main__":
    sys.exit(main())
