"""The workspaces as the platform loads them."""

from skolplattform.core.modules import Module

module = Module(name="workspaces", pages=("skolplattform.workspaces.pages.start",))
