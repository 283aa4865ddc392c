# SPDX-License-Identifier: Apache-2.0
# SPDX-FileCopyrightText: the reputed authors
"""WordPress from Debian's packages on loopback: its own database, its own files, nothing outside a temporary folder.

    site_of_wordpress.py        starts one and says how to sign in, until it is interrupted
"""
import getpass
import json
import os
import pathlib
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

PROGRAMS = {"mariadbd": "mariadb-server-core", "mariadb-install-db": "mariadb-server-core", "php": "php-cli"}
FILES = pathlib.Path("/usr/share/wordpress")
HERE = pathlib.Path(__file__).resolve().parent

CONFIG = """<?php
define('DB_NAME', 'wordpress');
define('DB_USER', '{user}');
define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:{socket}');
define('DB_CHARSET', 'utf8mb4');
define('WP_ENVIRONMENT_TYPE', 'local'); // application passwords without https
define('DISABLE_WP_CRON', true);
define('WP_HTTP_BLOCK_EXTERNAL', true);
define('AUTOMATIC_UPDATER_DISABLED', true);
{salts}
$table_prefix = 'wp_';
require_once __DIR__ . '/wp-settings.php';
"""
GUESTS_MAY_HURRY = "<?php add_filter('wp_is_comment_flood', '__return_false', 99);"
SALTS = ("AUTH_KEY", "SECURE_AUTH_KEY", "LOGGED_IN_KEY", "NONCE_KEY", "AUTH_SALT", "SECURE_AUTH_SALT",
         "LOGGED_IN_SALT", "NONCE_SALT")


def program(name):
    return shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")


def missing():
    """What has to be installed before a site can be made; empty: nothing."""
    packages = {package for name, package in PROGRAMS.items() if not program(name)}
    if not FILES.is_dir():
        packages.add("wordpress")
    return sorted(packages)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(what, condition, at_most=60):
    end = time.monotonic() + at_most
    while not condition():
        if time.monotonic() > end:
            raise SystemExit(f"waited in vain for {what}")
        time.sleep(0.1)


class WordPress:
    """A site with one owner and one post that takes comments."""

    user = "owner"

    def __init__(self):
        # Told to end, what was started here ends too.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
        self.room = tempfile.TemporaryDirectory(prefix="reputed-wordpress-")
        self.folder = pathlib.Path(self.room.name)
        self.log = open(self.folder / "log", "ab")
        self.password = secrets.token_urlsafe(12)
        self.processes = []
        self.start_database()
        self.install()

    def start_database(self):
        data, self.socket = self.folder / "database", self.folder / "sql"
        as_user = [f"--user={getpass.getuser()}"]
        subprocess.run([program("mariadb-install-db"), "--no-defaults", f"--datadir={data}", "--skip-test-db",
                        "--auth-root-authentication-method=normal", *as_user], check=True, stdout=self.log,
                       stderr=self.log)
        self.run([program("mariadbd"), "--no-defaults", f"--datadir={data}", f"--socket={self.socket}",
                  f"--pid-file={self.folder / 'pid'}", "--skip-networking", *as_user])
        wait_for("the database", self.make_database)

    def make_database(self):
        made = subprocess.run([program("mariadb"), "--no-defaults", "--user=root", f"--socket={self.socket}", "-e",
                               "CREATE DATABASE IF NOT EXISTS wordpress CHARACTER SET utf8mb4"],
                              stdout=self.log, stderr=self.log)
        return made.returncode == 0

    def install(self):
        files, self.port = self.folder / "files", free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        shutil.copytree(FILES, files, ignore=shutil.ignore_patterns("wp-config.php", "wp-content"))
        (files / "wp-content").mkdir()
        for kind in ("themes", "plugins", "mu-plugins"):
            (files / "wp-content" / kind).mkdir()
        (files / "wp-content" / "mu-plugins" / "guests.php").write_text(GUESTS_MAY_HURRY)
        for theme in FILES.glob("wp-content/themes/*"):
            shutil.copytree(theme, files / "wp-content" / "themes" / theme.name)
        salts = "\n".join(f"define('{name}', '{secrets.token_urlsafe(32)}');" for name in SALTS)
        (files / "wp-config.php").write_text(CONFIG.format(user="root", socket=self.socket, salts=salts))
        made = subprocess.run([program("php"), HERE / "install.php", files, self.address, self.password],
                              stdout=subprocess.PIPE, stderr=self.log, text=True)
        self.log.write(made.stdout.encode())
        if made.returncode != 0 or not made.stdout.strip().startswith("{"):
            raise SystemExit(f"WordPress cannot be installed\n{made.stdout}\n{self.complaints()}")
        for name, value in json.loads(made.stdout.splitlines()[-1]).items():
            setattr(self, name, value)
        (self.folder / "mails").mkdir()
        keeper = self.folder / "sendmail"
        keeper.write_text(f'#!/bin/sh\ncat >"$(mktemp "{self.folder}/mails/XXXXXXXX")"\n')
        keeper.chmod(0o755)
        self.run([program("php"), "-d", f"sendmail_path={keeper}", "-S", f"127.0.0.1:{self.port}", "-t", files, HERE / "router.php"],
                 env=os.environ | {"PHP_CLI_SERVER_WORKERS": "3"})
        wait_for("the site", self.answers)

    def answers(self):
        try:
            with urllib.request.urlopen(self.address + "/wp-json/", timeout=30) as answer:
                return answer.status == 200
        except urllib.error.HTTPError as error:
            raise SystemExit(f"WordPress answers {error.code}\n{error.read().decode()[:2000]}") from None
        except OSError:
            return False

    def run(self, command, **more):
        self.processes.append(subprocess.Popen(command, stdout=self.log, stderr=self.log, start_new_session=True,
                                               **more))

    def mails(self):
        return list((self.folder / "mails").iterdir())

    def complaints(self):
        return (self.folder / "log").read_text(errors="replace")[-3000:]

    def close(self):
        for process in reversed(self.processes):
            os.killpg(process.pid, 15)
            process.wait(60)
        self.log.close()
        self.room.cleanup()


if __name__ == "__main__":
    if missing():
        raise SystemExit(f"Install these packages first: {' '.join(missing())}")
    site = WordPress()
    try:
        print(f"{site.page}\nsign in: {site.address}/wp-login.php as {site.user} with {site.password}\n"
              f"application password: {site.application_password}", flush=True)
        site.processes[-1].wait()
    except KeyboardInterrupt:
        pass
    finally:
        site.close()
