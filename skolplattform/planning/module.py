"""Planering as the platform loads it."""

from skolplattform.core.actor import Workspace
from skolplattform.core.files import forget_unused
from skolplattform.core.modules import Job, Module, NavItem
from skolplattform.planning import asked, permissions
from skolplattform.planning.answers import Answers
from skolplattform.planning.curriculum.loader import load_catalogue
from skolplattform.planning.discussion.permissions import LEAD, TAKE_PART
from skolplattform.planning.discussion.service import HIDDEN, REPORTED
from skolplattform.planning.discussion.service import OPENED as DISCUSSION_OPENED
from skolplattform.planning.hand_in.permissions import ANSWER, FETCH, HAND_IN
from skolplattform.planning.hand_in.service.feedback import NOTICE as FEEDBACK
from skolplattform.planning.influence.permissions import INFLUENCE, LEAD_COUNCIL, POLL, READ_MINUTES, VOTE
from skolplattform.planning.influence.service import MINUTES, MINUTES_AT_HOME, POLL_OPENED
from skolplattform.planning.jobs import withdraw_what_is_over
from skolplattform.planning.journal.loader import load_goals
from skolplattform.planning.journal.menu import Journals
from skolplattform.planning.journal.permissions import FOLLOW_JOURNAL, KEEP_JOURNAL, READ_JOURNAL
from skolplattform.planning.journal.permissions import SEE_PICTURE as SEE_JOURNAL_PICTURE
from skolplattform.planning.journal.service import NEW
from skolplattform.planning.learning_log.permissions import FOLLOW_LOG, LOG, READ_LOG, SEE_PICTURE
from skolplattform.planning.learning_log.service import ANSWERED
from skolplattform.planning.lesson_plans.permissions import TEACH
from skolplattform.planning.lesson_plans.service import settle_imported
from skolplattform.planning.library.permissions import LIBRARY
from skolplattform.planning.peer_response.permissions import LEAD_PEERS, RESPOND
from skolplattform.planning.peer_response.service import DEALT as PEER_DEALT
from skolplattform.planning.peer_response.service import HIDDEN as PEER_HIDDEN
from skolplattform.planning.peer_response.service import SHOWN as PEER_SHOWN
from skolplattform.planning.scratchpad.permissions import NOTE
from skolplattform.planning.set_work.permissions import LIMIT, SET
from skolplattform.planning.subject_decisions.permissions import DECIDE
from skolplattform.planning.timeline.permissions import TIMELINE
from skolplattform.registry.contract import RegisterImported

PAGES = "skolplattform.planning.pages"

module = Module(
    name="planning",
    rights=(
        permissions.PLAN,
        permissions.READ,
        permissions.READ_OWN,
        permissions.READ_CHILD,
        permissions.FOLLOW,
        DECIDE,
        SET,
        LIMIT,
        LIBRARY,
        TIMELINE,
        HAND_IN,
        ANSWER,
        FETCH,
        TEACH,
        NOTE,
        LOG,
        READ_LOG,
        FOLLOW_LOG,
        TAKE_PART,
        LEAD,
        SEE_PICTURE,
        INFLUENCE,
        VOTE,
        POLL,
        LEAD_COUNCIL,
        READ_MINUTES,
        KEEP_JOURNAL,
        READ_JOURNAL,
        FOLLOW_JOURNAL,
        SEE_JOURNAL_PICTURE,
        RESPOND,
        LEAD_PEERS,
    ),
    navigation=(
        NavItem(Workspace.TEACHER, "planning.nav", "/planering", "tasks", order=30),
        NavItem(Workspace.PRINCIPAL, "planning.nav", "/planering-i-skolan", "tasks", order=40),
        NavItem(Workspace.TEACHER, "journal.nav", "/dagbok", "book", order=35, not_for_all=True),
        NavItem(Workspace.STUDENT, "planning.nav.reader", "/planeringar", "tasks", order=30),
    ),
    pages=(
        f"{PAGES}.overview",
        f"{PAGES}.editor",
        f"{PAGES}.reader",
        f"{PAGES}.published",
        f"{PAGES}.child",
        f"{PAGES}.follow",
        f"{PAGES}.work_calendar",
        f"{PAGES}.work_editor",
        f"{PAGES}.work_own",
        f"{PAGES}.work_child",
        f"{PAGES}.work_school",
        f"{PAGES}.timeline",
        f"{PAGES}.coverage",
        f"{PAGES}.asked",
        f"{PAGES}.reading",
        f"{PAGES}.subject_decisions",
        f"{PAGES}.lesson_sequence",
        f"{PAGES}.library",
        f"{PAGES}.handin_task",
        f"{PAGES}.handin_piles",
        f"{PAGES}.handin_pile",
        f"{PAGES}.handin_read",
        f"{PAGES}.peer_open",
        f"{PAGES}.peer_round",
        f"{PAGES}.peer_respond",
        f"{PAGES}.peer_child",
        f"{PAGES}.lesson_now",
        f"{PAGES}.lesson_own",
        f"{PAGES}.lesson_child",
        f"{PAGES}.lesson_notes",
        f"{PAGES}.lesson_pack",
        f"{PAGES}.log_own",
        f"{PAGES}.log_entry",
        f"{PAGES}.log_group",
        f"{PAGES}.log_child",
        f"{PAGES}.discussion_list",
        f"{PAGES}.discussion_unit",
        f"{PAGES}.discussion_thread",
        f"{PAGES}.discussion_child",
        f"{PAGES}.influence",
        f"{PAGES}.influence_poll",
        f"{PAGES}.council",
        f"{PAGES}.council_school",
        f"{PAGES}.council_child",
        f"{PAGES}.journal_list",
        f"{PAGES}.journal_group",
        f"{PAGES}.journal_entry",
        f"{PAGES}.journal_coverage",
        f"{PAGES}.journal_child",
        f"{PAGES}.journal_board",
    ),
    notices=(
        FEEDBACK,
        ANSWERED,
        DISCUSSION_OPENED,
        HIDDEN,
        REPORTED,
        POLL_OPENED,
        MINUTES,
        MINUTES_AT_HOME,
        NEW,
        PEER_DEALT,
        PEER_SHOWN,
        PEER_HIDDEN,
    ),
    routers=(
        "skolplattform.planning.hand_in.api:router",
        "skolplattform.planning.peer_response.api:router",
        "skolplattform.planning.learning_log.api:router",
        "skolplattform.planning.journal.api:router",
    ),
    jobs=(
        Job("planning.unused_files", forget_unused, every_seconds=86_400),
        Job("planning.over", withdraw_what_is_over, every_seconds=3_600),
    ),
    listeners=((RegisterImported, settle_imported),),
    contracts=(Answers(), Journals()),
    asked=(asked.PLAN, asked.WORK, asked.LESSON, asked.FEEDBACK, asked.OWN_TERMS, asked.LOG, asked.JOURNAL),
    reference=(load_catalogue, load_goals),
)
