"""Plain HTTP: what is closed, what is bounded, and what every answer says to the browser."""

from __future__ import annotations

import re

import httpx2
import pytest

from tests.support.server import Server


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
@pytest.mark.parametrize("path", ["/_upload", "/_upload/", "/_upload/x", "/_all_routes", "/_upload?token=x"])
def test_reflexs_own_addresses_are_closed(built_app: Server, method: str, path: str) -> None:
    answer = httpx2.request(method, built_app.url + path, headers={"Origin": built_app.url})
    assert answer.status_code == 404
    assert answer.content == b""


@pytest.mark.parametrize(
    "path", ["/docs", "/redoc", "/openapi.json", "/admin", "/.env", "/rxconfig.py", "/var/skolplattform.db"]
)
def test_nothing_of_the_inside_is_served(built_app: Server, path: str) -> None:
    answer = httpx2.get(built_app.url + path)
    assert answer.status_code == 404
    assert "SQLite" not in answer.text


@pytest.mark.parametrize(
    "path",
    ["/../rxconfig.py", "/%2e%2e/rxconfig.py", "/..%2f..%2frxconfig.py", "/assets/%2e%2e/%2e%2e/%2e%2e/rxconfig.py"],
)
def test_no_way_out_of_the_folder(built_app: Server, path: str) -> None:
    import http.client

    connection = http.client.HTTPConnection("localhost", built_app.port)
    connection.request("GET", path)
    assert b"rx.Config" not in connection.getresponse().read()


def test_a_large_body_is_refused(built_app: Server) -> None:
    answer = httpx2.post(
        f"{built_app.url}/auth/sign-in", headers={"Origin": built_app.url}, content=b"username=" + b"x" * 70_000
    )
    assert answer.status_code == 413


def test_a_large_body_without_a_length_is_refused(built_app: Server) -> None:
    def pieces():
        for _ in range(40):
            yield b"username=" + b"x" * 5_000

    answer = httpx2.post(
        f"{built_app.url}/auth/sign-in",
        headers={"Origin": built_app.url, "Content-Type": "application/x-www-form-urlencoded"},
        content=pieces(),
    )
    assert answer.status_code in (400, 413)


PAGES = ["/logga-in/", "/hjalp/", "/tillganglighet/", "/", "/min-dag", "/nothing-here"]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_says_what_it_may_load(built_app: Server, path: str) -> None:
    answer = httpx2.get(built_app.url + path, follow_redirects=True)
    policy = answer.headers["content-security-policy"]
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "unsafe" not in scripts
    assert "*" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "object-src 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert "camera=()" in answer.headers["permissions-policy"]
    inline = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", answer.text)
    assert len(re.findall("sha256-", scripts)) >= min(len(inline), 1)
    assert answer.headers["cache-control"] == "no-cache"


def test_files_named_by_content_are_kept_and_compressed(built_app: Server) -> None:
    page = httpx2.get(f"{built_app.url}/logga-in/").text
    script = re.search(r'"(/assets/entry\.client-[^"]+\.js)"', page)
    assert script
    answer = httpx2.get(built_app.url + script.group(1), headers={"Accept-Encoding": "gzip"})
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-encoding"] == "gzip"


def test_answers_with_data_are_not_kept(built_app: Server) -> None:
    answer = httpx2.post(f"{built_app.url}/auth/sign-out", headers={"Origin": built_app.url})
    assert answer.headers["cache-control"] == "no-store"


def test_what_was_sent_is_not_repeated(built_app: Server) -> None:
    answer = httpx2.post(
        f"{built_app.url}/auth/workspace", headers={"Origin": built_app.url}, data={"workspace": "<script>x</script>"}
    )
    assert "<script>" not in answer.text


def test_guessing_is_slowed(built_app: Server) -> None:
    places = [
        httpx2.post(
            f"{built_app.url}/auth/sign-in",
            headers={"Origin": built_app.url},
            data={"username": "nobody-here", "password": f"guess {n}"},
        ).headers["location"]
        for n in range(12)
    ]
    assert "fel=wrong" in places[0]
    assert "fel=many" in places[-1]
