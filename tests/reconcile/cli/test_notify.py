"""Messages to real receivers on loopback: a webhook and a mail server."""

import asyncio
import os
import subprocess
import sys
import threading
from contextlib import contextmanager
from email import message_from_bytes, policy

from tests.end_to_end.nights import TEKSERU, hooked


class Mail:
    """A mail server that takes one letter after the other."""

    def __init__(self):
        self.letters, self.loop = [], asyncio.new_event_loop()
        ready = threading.Event()

        async def serve():
            self.server = await asyncio.start_server(self.talk, "127.0.0.1", 0)
            self.port = self.server.sockets[0].getsockname()[1]
            ready.set()

        self.loop.create_task(serve())
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)
        self.thread.start()
        assert ready.wait(10)

    async def talk(self, reader, writer):
        writer.write(b"220 here\r\n")
        while line := await reader.readline():
            word = line[:4].upper().strip()
            if word == b"DATA":
                writer.write(b"354 go on\r\n")
                letter = await reader.readuntil(b"\r\n.\r\n")
                self.letters.append(message_from_bytes(letter, policy=policy.default))
            writer.write(b"221 bye\r\n" if word == b"QUIT" else b"250 fine\r\n")
            await writer.drain()
            if word == b"QUIT":
                break
        writer.close()

    async def stop(self):
        self.server.close()
        await self.server.wait_closed()
        self.loop.stop()


@contextmanager
def mailed():
    mail = Mail()
    try:
        yield mail
    finally:
        asyncio.run_coroutine_threadsafe(mail.stop(), mail.loop)
        mail.thread.join(10)
        mail.loop.close()


def try_notify(notify, *more):
    return subprocess.run(
        [*TEKSERU, "nightly", "--try-notify", *more],
        env={**os.environ, "TEKSERU_NOTIFY": notify},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_a_letter_and_a_webhook_arrive():
    """In the language asked for; letters and digits as they are written."""
    with mailed() as mail, hooked() as hook:
        to = "from=night@example.org&to=admin@example.org&mode=insecure"
        letters = f"mailto://localhost:{mail.port}?smtp=127.0.0.1&{to}"
        done = try_notify(f"{letters}\n{hook.address}", "--lang", "kk")

    assert done.returncode == 0, done.stderr
    assert done.stdout == "receiver 1 E-Mail: delivered\nreceiver 2 JSON: delivered\n"
    (letter,) = mail.letters
    assert letter["subject"] == "Tekseru: сынақ"
    assert "Хабарламалар осында жетеді" in letter.get_body(("plain", "html")).get_content()
    assert hook.got[0]["title"] == "Tekseru: сынақ"


def test_what_did_not_arrive_is_told_without_the_address():
    with hooked(403) as hook:
        done = try_notify(f"{hook.address} json://127.0.0.1:9/sesame")

    assert done.returncode == 2
    assert "error=403" in done.stdout
    assert "receiver 2 JSON: A Connection error" in done.stdout
    assert "sesame" not in done.stdout + done.stderr
    assert "127.0.0.1" not in done.stdout + done.stderr


def test_nobody_to_tell_is_told():
    done = try_notify("")

    assert done.returncode == 2
    assert done.stderr.startswith("TEKSERU_NOTIFY names nobody")


def test_help_does_not_load_what_sends():
    script = (
        "import sys; from reconcile import cli; "
        "sys.argv = ['tekseru', 'nightly', '--help']; cli.run(); "
        "print({'apprise', 'polars', 'numba', 'sqlalchemy'} & {*sys.modules})"
    )
    words = [sys.executable, "-c", script]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert done.stdout.endswith("set()\n")
