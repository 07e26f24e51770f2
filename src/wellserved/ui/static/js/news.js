// What comes in while one looks elsewhere: the tab's title counts it beside what is overdue, and a screen reader is told.
const title = document.title;
const open = document.querySelector("[data-conversation]")?.dataset.conversation;
let fresh = 0;

function tell() {
  const overdue = document.getElementById("inbox")?.dataset.overdue;
  document.title = `${fresh ? `${fresh} new · ` : ""}${overdue ? `(${overdue}) ` : ""}${title}`;
}

document.body.addEventListener("wellserved:MessageReceived", ({ detail }) => {
  if (document.hidden) fresh += 1;
  tell();
  const news = document.getElementById("news");
  if (news) news.textContent = String(detail.conversation) === open ? "A new message in this conversation." : "A new message in the inbox.";
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) fresh = 0;
  tell();
});
document.addEventListener("htmx:after:swap", tell);
tell();
