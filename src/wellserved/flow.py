"""Event -> reactions: the only wiring there is. Read this first.

`now` runs in the transaction of the event (no network, no mail); `later` is a durable job, at least once.
"""

from collections.abc import Mapping

from wellserved.ground.accounts import events as account
from wellserved.ground.customers import events as customer
from wellserved.ground.hours import events as hours
from wellserved.ground.journal.dispatch import Reaction, later, now
from wellserved.ground.journal.events import Event
from wellserved.learning.feedback import events as perception
from wellserved.learning.feedback import reactions as feedback
from wellserved.learning.improvement import reactions as improvement
from wellserved.learning.insight import reactions as insight
from wellserved.learning.recovery import reactions as recovery
from wellserved.learning.retention import reactions as retention
from wellserved.learning.suggestions import reactions as suggestions
from wellserved.learning.themes import reactions as themes
from wellserved.serving.channels.email import events as mail
from wellserved.serving.channels.email import reactions as email
from wellserved.serving.conversations import events as conversation
from wellserved.serving.conversations import reactions as conversations
from wellserved.serving.standards import events as standard
from wellserved.serving.standards import reactions as standards

REACTIONS: Mapping[type[Event], tuple[Reaction, ...]] = {
    account.StaffChanged: (now(recovery.left),),
    account.StaffDeactivated: (now(recovery.left),),
    customer.CustomerGrouped: (now(conversations.regroup),),
    # From the top down: who forgets last is who leads the others to what was theirs.
    customer.CustomerErased: (
        now(suggestions.erased),
        now(themes.erased),
        now(retention.erased),
        now(recovery.erased),
        now(feedback.erased),
        now(standards.erased),
        now(email.erased),
        now(conversations.erased),
    ),
    customer.CustomersMerged: (
        now(conversations.merged),
        now(feedback.merged),
        now(suggestions.merged),
        now(themes.merged),
        now(retention.merged),
    ),
    customer.CustomersParted: (
        now(conversations.parted),
        now(feedback.parted),
        now(suggestions.parted),
        now(themes.parted),
        now(retention.parted),
    ),
    conversation.ConversationOpened: (
        now(standards.follow),
        now(improvement.enter),
        later(conversations.acknowledge),
    ),
    conversation.MessageReceived: (now(standards.follow), now(email.heard)),
    conversation.MessageSent: (now(standards.follow), now(standards.listen), now(recovery.heard), later(email.send)),
    conversation.WaitingBegan: (now(standards.follow),),
    conversation.WaitingEnded: (now(standards.follow),),
    conversation.ConversationAssigned: (now(standards.follow),),
    conversation.ConversationClosed: (now(standards.follow), later(feedback.ask)),
    conversation.ConversationReopened: (now(standards.follow),),
    conversation.MomentNoted: (now(standards.follow),),
    conversation.TimeQuoted: (now(standards.follow),),
    conversation.Observed: (now(standards.follow),),
    conversation.TopicSet: (now(insight.topic_set), now(standards.follow)),
    conversation.GroupsSet: (now(insight.groups_set), now(standards.follow)),
    conversation.InspectionOpened: (now(standards.follow),),
    conversation.ConversationJoined: (now(standards.follow_joining),),
    mail.MailComplained: (now(feedback.ask_no_more),),
    standard.QuestionMoved: (now(standards.follow),),
    standard.StandardMet: (now(insight.judged),),
    standard.StandardMissed: (now(insight.judged), later(standards.act)),
    standard.StandardWarned: (later(standards.act),),
    standard.StandardExcused: (now(standards.follow), now(insight.excused)),
    standard.ExcuseWithdrawn: (now(standards.follow), now(insight.excused)),
    standard.VerdictWithdrawn: (now(insight.withdrawn),),
    standard.VerdictRestored: (now(insight.restored),),
    hours.OutageDeclared: (later(standards.recount),),
    hours.OutageEnded: (later(standards.recount),),
    hours.OutageWithdrawn: (later(standards.recount),),
    perception.CustomerAsked: (now(insight.asked),),
    perception.ResponseGiven: (now(insight.answered), now(recovery.listen)),
    perception.ResponseChanged: (now(insight.answered), now(recovery.listen)),
}
