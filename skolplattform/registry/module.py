"""What the register brings to the platform."""

from skolplattform.core.actor import Workspace
from skolplattform.core.modules import Module, NavItem, NoticeKind
from skolplattform.registry.consents.loader import load_kinds
from skolplattform.registry.consents.permissions import ANSWER, ANSWER_OWN, SEE_CONSENTS
from skolplattform.registry.consents.service import ASKED
from skolplattform.registry.finder import PersonFinder
from skolplattform.registry.permissions import (
    BREAK_GLASS,
    GRANT_PROTECTED,
    LET_SEE,
    MANAGE_REGISTER,
    VIEW_CHILDREN,
    VIEW_REGISTER,
    VIEW_STUDENTS,
)
from skolplattform.registry.place import PlaceOfPerson
from skolplattform.registry.standing import RegisterOfPersons

module = Module(
    name="registry",
    rights=(
        VIEW_REGISTER,
        MANAGE_REGISTER,
        VIEW_STUDENTS,
        VIEW_CHILDREN,
        GRANT_PROTECTED,
        BREAK_GLASS,
        LET_SEE,
        ANSWER,
        ANSWER_OWN,
        SEE_CONSENTS,
    ),
    pages=(
        "skolplattform.registry.pages.register",
        "skolplattform.registry.pages.person",
        "skolplattform.registry.pages.who_has_seen",
        "skolplattform.registry.pages.protected",
        "skolplattform.registry.pages.own_insight",
        "skolplattform.registry.pages.consent_child",
        "skolplattform.registry.pages.consent_own",
        "skolplattform.registry.pages.consent_group",
    ),
    navigation=(
        NavItem(Workspace.ADMINISTRATOR, "registry.menu", "/register", "library", 30),
        NavItem(Workspace.PRINCIPAL, "registry.menu", "/register", "library", 60),
    ),
    commands=("skolplattform.registry.commands:app",),
    contracts=(RegisterOfPersons(), PlaceOfPerson(), PersonFinder()),
    reference=(load_kinds,),
    notices=(
        ASKED,
        NoticeKind(
            name=BREAK_GLASS.name,
            label="registry.glass.alert.label",
            title="registry.glass.alert.title",
            route="/register/skydd",
            workspaces=(Workspace.PRINCIPAL,),
            body="registry.glass.alert.body",
            same_day=True,
        ),
    ),
)
