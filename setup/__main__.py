"""`python -m setup COMMAND`: what the Makefile calls."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys

from setup.environment import PYTHON, environment, use


def main() -> None:
    """Run one command; everything but `install` runs inside the virtual environment."""
    arguments = _arguments()
    if arguments.command == "install":
        from setup.install import install

        install(development=arguments.development)
        return
    use()
    if hasattr(arguments, "port"):
        address(arguments.port)
    COMMANDS[arguments.command](arguments)


def address(port: int) -> None:
    """People reach the platform at localhost and this port, unless the installation says where."""
    os.environ["SKOLPLATTFORM_PORT"] = str(port)
    os.environ.setdefault("SKOLPLATTFORM_PUBLIC_URL", f"http://localhost:{port}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m setup", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("install").add_argument("--development", action="store_true")
    for name in ("run", "serve", "dev"):
        served = commands.add_parser(name)
        served.add_argument("--host", default=os.environ.get("SKOLPLATTFORM_HOST", "127.0.0.1"))
        served.add_argument("--port", type=int, default=int(os.environ.get("SKOLPLATTFORM_PORT", "3000")))
        served.add_argument("--workers", type=int, default=int(os.environ.get("SKOLPLATTFORM_WORKERS", "1")))
    tests = commands.add_parser("test")
    tests.add_argument("--fast", action="store_true")
    tests.add_argument("--built", action="store_true")
    commands.add_parser("migration").add_argument("message")
    for name in ("build", "migrate", "seed", "lint", "types"):
        commands.add_parser(name)
    return parser.parse_args()


def _run(arguments: argparse.Namespace) -> None:
    from setup.run import run

    run(host=arguments.host, port=arguments.port, workers=arguments.workers)


def _serve(arguments: argparse.Namespace) -> None:
    from setup.serve import serve

    serve(host=arguments.host, port=arguments.port, workers=arguments.workers)


def _dev(arguments: argparse.Namespace) -> None:
    from setup.run import prepare
    from setup.serve import stand_in_the_demo_day

    prepare()
    stand_in_the_demo_day()
    command = ["-m", "reflex", "run", "--env", "preview", "--backend-host", arguments.host]
    os.execve(PYTHON, [str(PYTHON), *command, "--frontend-port", str(arguments.port)], environment())  # noqa: S606


def _build(_: argparse.Namespace) -> None:
    from setup.build import build

    build()


def _migrate(_: argparse.Namespace) -> None:
    from setup.run import migrate

    migrate()


def _migration(arguments: argparse.Namespace) -> None:
    from setup.migration import write_migration

    write_migration(arguments.message)


def _seed(_: argparse.Namespace) -> None:
    from setup.run import prepare

    prepare()


def _test(arguments: argparse.Namespace) -> None:
    from setup.check import test

    sys.exit(test(fast=arguments.fast, built=arguments.built))


def _lint(_: argparse.Namespace) -> None:
    from setup.check import lint

    sys.exit(lint())


def _types(_: argparse.Namespace) -> None:
    from setup.check import types

    sys.exit(types())


COMMANDS = {
    "run": _run,
    "serve": _serve,
    "dev": _dev,
    "build": _build,
    "migrate": _migrate,
    "migration": _migration,
    "seed": _seed,
    "test": _test,
    "lint": _lint,
    "types": _types,
}

if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)
    except KeyboardInterrupt:
        sys.exit(130)
