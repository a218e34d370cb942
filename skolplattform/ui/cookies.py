"""The cookies that only the server reads: a person's session, a shared tablet's secret, a supervisor's link."""

from http.cookies import CookieError, SimpleCookie

from skolplattform.core.config import settings


def cookie_name() -> str:
    """The session cookie: bound to the host over TLS, and a plain name where TLS is not possible."""
    return "__Host-skolplattform" if settings().is_https else "skolplattform-session"


def tablet_cookie_name() -> str:
    """The cookie that a shared tablet keeps between its short sessions."""
    return f"{cookie_name()}-tablet"


def link_cookie_name() -> str:
    """The cookie of a supervisor who has opened a link to a student's workplace training."""
    return f"{cookie_name()}-link"


def session_cookie(header: str) -> str:
    """The session's secret out of a Cookie header, empty when there is none."""
    return _cookie(header, cookie_name())


def tablet_cookie(header: str) -> str:
    """The tablet's secret out of a Cookie header, empty when this is no tablet."""
    return _cookie(header, tablet_cookie_name())


def link_cookie(header: str) -> str:
    """The secret of a supervisor's link out of a Cookie header, empty when there is none."""
    return _cookie(header, link_cookie_name())


def _cookie(header: str, name: str) -> str:
    if len(header) > 8_192:
        return ""
    try:
        morsel = SimpleCookie(header).get(name)
    except CookieError:
        return ""
    return morsel.value if morsel else ""
