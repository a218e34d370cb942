"""The Reflex app: the modules that are loaded, in the frame of every page."""

from skolplattform.ui.app import make_app

app = make_app()
