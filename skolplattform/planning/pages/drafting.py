"""Drafts that save themselves: of two texts for the same field both are shown, and neither is written over unseen."""

import reflex as rx

from skolplattform.core.errors import Conflict
from skolplattform.core.ids import new_id
from skolplattform.i18n import Text
from skolplattform.planning.views import Clash
from skolplattform.planning.written import Saved, Seen

Place = tuple[str, ...]
"""Where words belong: the ids of what they are about and, last, the field."""


class Drafting(rx.State, mixin=True):
    """What a page of drafts holds in one tab: what it saw in each place, and the place of which two texts are shown.

    A page tells how a place is saved (`_save`) and what it is called (`_called`). `revision` changes when the fields
    must show other words than those in them; `_versions` are the newest that this tab knows, by what words are about.
    """

    clash: Clash = Clash()
    saved_at: str = ""
    revision: int = 0
    key: str = ""
    _seen: dict[Place, Seen] = {}
    _versions: dict[Place, int] = {}
    _clash_at: Place = ()

    async def _save(self, place: Place, *, was: str, text: str, version: int) -> Saved:
        raise NotImplementedError

    def _called(self, place: Place) -> Text:
        raise NotImplementedError

    def _hold(self, seen: dict[Place, Seen]) -> None:
        """Begin anew: the fields hold what is saved. Words of another draft that are still on their way keep theirs."""
        self._seen = self._seen | seen
        self._versions = self._versions | {place[:-1]: one.version for place, one in seen.items()}
        self.clash, self.saved_at = Clash(), ""
        self.key, self.revision = str(new_id()), self.revision + 1

    def _said(self, place: Place) -> str | None:
        """What the place says, as far as this tab knows."""
        return self._seen[place].text if place in self._seen else None

    def _version(self, *about: str) -> int:
        """The newest version that this tab knows of what words are about."""
        return self._versions.get(about, 0)

    async def _autosave(self, place: Place, text: str) -> None:
        """Save what is being written, unless it stands there already."""
        if self._said(place) != text:
            await self._write(place, text)

    async def _write(self, place: Place, text: str) -> bool:
        """Save the words of a place; False when others were saved there meanwhile: both are shown then.

        Each place keeps the version in which its own words were seen: that of another place may hold a colleague's
        words. A tab that has lost what it saw (the server was restarted) names no words to begin from.
        """
        seen = self._seen.get(place, Seen())
        try:
            saved = await self._save(place, was=seen.text, text=text, version=seen.version)
        except Conflict as conflict:
            self.clash, self._clash_at = Clash(place[-1], self._called(place), text, conflict.current), place
            return False
        self._seen[place], self._versions[place[:-1]] = Seen(text, saved.version), saved.version
        self.saved_at = saved.at
        return True

    async def _keep_mine(self) -> None:
        """Of two texts, the one that was written here, in the place where it was written."""
        clash, self.clash = self.clash, Clash()
        if clash.field:
            self._seen[self._clash_at] = Seen(clash.theirs)
            await self._write(self._clash_at, clash.mine)
