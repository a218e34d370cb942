"""What accounts brings to the platform."""

from skolplattform.accounts.jobs import clean_up_sessions
from skolplattform.accounts.permissions import MANAGE_ACCOUNTS, OWN_FACTOR
from skolplattform.core.modules import Job, Module

module = Module(
    name="accounts",
    rights=(MANAGE_ACCOUNTS, OWN_FACTOR),
    pages=("skolplattform.accounts.pages.sign_in", "skolplattform.accounts.pages.codes"),
    jobs=(Job("accounts.clean_up", clean_up_sessions, every_seconds=3_600),),
    routers=("skolplattform.accounts.api:router",),
    commands=("skolplattform.accounts.commands:app",),
)
