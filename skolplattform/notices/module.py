"""Aviseringar as the platform loads them."""

from skolplattform.core.modules import Job, Module
from skolplattform.notices.bell import OwnBell
from skolplattform.notices.permissions import OWN
from skolplattform.notices.sender import send_notices

module = Module(
    name="notices",
    rights=(OWN,),
    contracts=(OwnBell(),),
    jobs=(Job("notices.send", send_notices, every_seconds=20),),
    pages=("skolplattform.notices.pages.notices", "skolplattform.notices.pages.choices"),
    commands=("skolplattform.notices.commands:app",),
)
