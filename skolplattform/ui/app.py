"""The Reflex app as a browser meets it: our style sheet, our overlay and error page, nothing of Reflex's own."""

import reflex as rx
from reflex_components_core.base.error_boundary import ErrorBoundary

from skolplattform.ui import live
from skolplattform.ui.page import install_pages
from skolplattform.ui.pages.errors import broken
from skolplattform.ui.problems import on_backend_error
from skolplattform.ui.shell import overlay


def head() -> list[rx.Component]:
    """What every page says about itself before it is drawn."""
    return [
        rx.el.link(rel="icon", href="/favicon.svg", type="image/svg+xml"),
        rx.el.link(rel="apple-touch-icon", href="/apple-touch-icon.png"),
        rx.el.link(rel="manifest", href="/manifest.webmanifest"),
        rx.el.meta(name="theme-color", content="#FAF9F6", media="(prefers-color-scheme: light)"),
        rx.el.meta(name="theme-color", content="#14171C", media="(prefers-color-scheme: dark)"),
        rx.el.meta(name="robots", content="noindex"),
        rx.el.meta(name="referrer", content="same-origin"),
    ]


def make_app(**given: object) -> rx.App:
    """The app with its frame and every page of the loaded modules. `given` goes to `rx.App` as it is."""
    app = rx.App(
        theme=None,
        toaster=None,
        reset_style=False,
        html_lang="sv",
        stylesheets=["/skolplattform.css"],
        head_components=head(),
        backend_exception_handler=on_backend_error,
        app_wraps={
            (55, "ErrorBoundary"): lambda stateful: ErrorBoundary.create(fallback_render=broken()),
            (5, "Overlay"): lambda stateful: rx.fragment(overlay()) if stateful else None,
        },
        **given,
    )
    install_pages(app)
    live.install(app)
    return app
