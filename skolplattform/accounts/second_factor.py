"""The second factor: an authenticator app of one's own, and a fresh proof before data of many are taken out.

A code works once and for its half minute; five wrong ones shut the way for a quarter of an hour, on every worker. A
proof belongs to one session and counts for five minutes (security rule 12).
"""

from uuid import UUID

from sqlmodel import Session, select

from skolplattform.accounts import one_time, rules
from skolplattform.accounts.permissions import MANAGE_ACCOUNTS, OWN_FACTOR
from skolplattform.accounts.tables import AuthSession, ExternalIdentity, SecondFactor
from skolplattform.core import audit, clock
from skolplattform.core.actor import Actor
from skolplattform.core.config import settings
from skolplattform.core.errors import Denied, Invalid, NotFound
from skolplattform.core.permissions import require


def of(session: Session, person_id: UUID) -> SecondFactor:
    """The person's factor; an empty one, not stored, when there is none."""
    return session.get(SecondFactor, person_id, with_for_update=True) or SecondFactor(person_id=person_id)


def has_one(session: Session, actor: Actor) -> bool:
    """Has the actor set up an app?"""
    found = session.get(SecondFactor, actor.person_id)
    return found is not None and bool(found.secret)


def is_proved(session: Session, actor: Actor) -> bool:
    """Has this session shown a second factor in the last five minutes? The platform's own processes need none."""
    if actor.is_system:
        return True
    found = session.get(AuthSession, bytes.fromhex(actor.session_key))
    return found is not None and rules.is_fresh(found.proved_at, clock.wall())


def by_provider(actor: Actor) -> bool:
    """Did the person sign in at the OpenID provider? Then the provider can be asked anew."""
    return bool(settings().oidc_issuer) and actor.account_id is None


def begin(session: Session, actor: Actor) -> str:
    """A secret for a new app; nothing changes until a code of it is shown.

    Whoever has an app shows it first, and whoever came from the provider shows that anew: else somebody at a desk
    that was left open could make an app of their own, and prove with it whatever is asked for afterwards.

    Raises:
        Denied: not a person, or a shared tablet. Invalid: no fresh proof where one is to be had.
    """
    require(actor, OWN_FACTOR)
    if actor.is_system:
        raise Denied
    factor = of(session, actor.person_id)
    if (factor.secret or by_provider(actor)) and not is_proved(session, actor):
        raise Invalid("code", "accounts.factor.prove_first")
    factor.pending = one_time.new_secret()
    session.add(factor)
    return factor.pending


def confirm(session: Session, actor: Actor, code: str) -> bool:
    """Take the new app into use, when the code is right. A wrong code is counted, so it is an answer and no error."""
    require(actor, OWN_FACTOR)
    factor = of(session, actor.person_id)
    step = one_time.accepted_step(factor.pending, code, after=0) if factor.pending else None
    if _is_shut(factor) or not step:
        return _wrong(session, actor, factor)
    factor.secret, factor.pending, factor.since = factor.pending, "", clock.wall()
    _right(session, actor, factor, step, "accounts.factor_set")
    return True


def prove(session: Session, actor: Actor, code: str) -> bool:
    """Note a fresh second factor for this session, when the code is right and was not used before."""
    require(actor, OWN_FACTOR)
    factor = of(session, actor.person_id)
    step = one_time.accepted_step(factor.secret, code, after=factor.used) if factor.secret else None
    if _is_shut(factor) or not step:
        return _wrong(session, actor, factor)
    _right(session, actor, factor, step, "accounts.proved")
    return True


def prove_by_provider(session: Session, actor: Actor, *, issuer: str, subject: str) -> bool:
    """The same, shown to the OpenID provider anew: it must be the person whose session asks."""
    require(actor, OWN_FACTOR)
    linked = session.exec(
        select(ExternalIdentity.person_id).where(ExternalIdentity.issuer == issuer, ExternalIdentity.subject == subject)
    ).one_or_none()
    if linked != actor.person_id:
        audit.record(session, actor, "accounts.proof_failed", "person", actor.person_id, subject=actor.person_id)
        return False
    _note(session, actor, "accounts.proved")
    return True


def forget(session: Session, actor: Actor, person_id: UUID) -> None:
    """Take a lost app out of use; the person sets up a new one.

    Raises:
        Denied: the actor does not keep accounts. NotFound: there is no app.
    """
    require(actor, MANAGE_ACCOUNTS)
    factor = session.get(SecondFactor, person_id)
    if factor is None:
        raise NotFound
    session.delete(factor)
    audit.record(session, actor, "accounts.factor_reset", "person", person_id, subject=person_id)


def _is_shut(factor: SecondFactor) -> bool:
    return factor.locked_until is not None and factor.locked_until > clock.wall()


def _wrong(session: Session, actor: Actor, factor: SecondFactor) -> bool:
    if not _is_shut(factor):
        factor.failed += 1
        factor.locked_until = rules.pause_after(factor.failed, clock.wall())
    if factor.secret or factor.pending:
        session.add(factor)
    audit.record(session, actor, "accounts.proof_failed", "person", actor.person_id, subject=actor.person_id)
    return False


def _right(session: Session, actor: Actor, factor: SecondFactor, step: int, verb: str) -> None:
    factor.used, factor.failed, factor.locked_until = step, 0, None
    session.add(factor)
    _note(session, actor, verb)


def _note(session: Session, actor: Actor, verb: str) -> None:
    found = session.get_one(AuthSession, bytes.fromhex(actor.session_key))
    found.proved_at = clock.wall()
    session.add(found)
    audit.record(session, actor, verb, "person", actor.person_id, subject=actor.person_id)
