// Follows /stream: fetches a ticket, listens, and after any break continues behind the last entry it has seen.
const KINDS = [
  "ConversationOpened", "MessageReceived", "MessageSent", "NoteWritten", "WaitingBegan", "WaitingEnded",
  "ConversationAssigned", "ConversationClosed", "ConversationReopened", "ConversationJoined", "MessageDelivered",
  "MessageFailed", "MessageArrived", "MessageRetried", "MessageRemembered", "InspectionOpened", "ContactReported",
  "ParticipantAdded", "ParticipantRemoved", "CustomerCorrected", "FileFoundInfected", "MatterRaised",
  "MomentNoted", "TimeQuoted", "Observed", "TopicSet", "GroupsSet", "StandardMet", "StandardMissed", "StandardWarned",
  "StandardExcused", "ExcuseWithdrawn", "CustomerAsked", "ResponseGiven", "ResponseChanged",
  "RecoveryOpened", "RecoveryTaken", "RecoveryGivenBack", "RecoveryContacted", "RecoveryOverdue", "RecoverySettled",
  "RecoveryReopened", "RecoveryWithdrawn", "RecoveryJudged", "RecoveryHandedOver", "RecoveryEased",
];

export function follow(ticketUrl, tell) {
  let after = null;
  let failures = 0;

  const again = () => {
    tell("state", "broken");
    failures += 1;
    setTimeout(open, Math.min(30_000, 500 * 2 ** failures) * (0.75 + Math.random() / 2));
  };

  async function open() {
    let ticket;
    try {
      const answer = await fetch(ticketUrl, { headers: { Accept: "application/json" } });
      if (answer.status === 401 || answer.status === 403 || answer.redirected) return tell("state", "signed-out");
      const given = await answer.json();
      ticket = given.ticket;
      after ??= given.after;
    } catch {
      return again();
    }
    const source = new EventSource(`/stream?ticket=${encodeURIComponent(ticket)}&after=${after}`);
    source.onopen = () => {
      failures = 0;
      tell("state", "live");
    };
    // The browser would retry with the old ticket, which ends by design: a fresh one each time.
    source.onerror = () => {
      source.close();
      again();
    };
    source.addEventListener("Beat", (event) => (after = event.lastEventId));
    source.addEventListener("Reload", (event) => { // away for too long: the page reads everything anew
      after = event.lastEventId;
      tell("Reload", {});
    });
    for (const kind of KINDS)
      source.addEventListener(kind, (event) => {
        after = event.lastEventId || after;
        tell(kind, JSON.parse(event.data));
      });
  }
  open();
}
