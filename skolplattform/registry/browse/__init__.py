"""Looking through the register: lists with search, order and pages, and one person with relations."""

from skolplattform.registry.browse.lists import KINDS, RegisterPage, RegisterRow, page_of
from skolplattform.registry.browse.person import PersonCard, person_card

__all__ = ["KINDS", "PersonCard", "RegisterPage", "RegisterRow", "page_of", "person_card"]
