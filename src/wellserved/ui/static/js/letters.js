// A formatted message stands in a frame where nothing runs. Its height is that of what is in it: told when it has
// loaded and when something in it is unfolded. Its colours follow ours.
const MOST_PIXELS = 8000;

function fit(frame) {
  const page = frame.contentDocument;
  if (!page?.body) return;
  frame.style.height = `${Math.min(page.body.offsetHeight + 2, MOST_PIXELS)}px`;
}

function colour(frame) {
  const root = frame.contentDocument?.documentElement;
  if (root) root.dataset.theme = document.documentElement.dataset.theme ?? "";
}

function settle(frame) {
  colour(frame);
  fit(frame);
  frame.contentDocument?.addEventListener("toggle", () => fit(frame), true);
  if (frame.contentWindow?.location.search.includes("pictures=1")) frame.closest(".letter").querySelector("[data-asks]")?.remove();
}

const frames = () => document.querySelectorAll(".letter > iframe");
document.addEventListener("load", ({ target }) => target.matches?.(".letter > iframe") && settle(target), true);
addEventListener("resize", () => frames().forEach(fit));
new MutationObserver(() => frames().forEach(colour)).observe(document.documentElement, { attributeFilter: ["data-theme"] });
frames().forEach((frame) => frame.contentDocument?.readyState === "complete" && settle(frame));
