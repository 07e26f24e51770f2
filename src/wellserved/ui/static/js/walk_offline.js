// The page and what it is made of are kept on the phone, for a walk to where there is no network.
const OURS = ["/static/", "/look/"];
const PAGE = location.origin + location.pathname;

// Needs https (or this machine); without, answers are kept all the same, only a reload needs the network.
export async function keepPage() {
  if (!navigator.serviceWorker || !window.caches) return;
  const { scope } = await navigator.serviceWorker.register("worker.js");
  await navigator.serviceWorker.ready;
  const parts = performance.getEntriesByType("resource").map((entry) => new URL(entry.name));
  const ours = parts.filter((part) => part.origin === location.origin && OURS.some((one) => part.pathname.startsWith(one)));
  const cache = await caches.open(`walk ${scope}`);
  await cache.addAll([...new Set([PAGE, ...ours.map(String)])]);
  document.body.dataset.offline = "ready";
}

export async function forgetPage() {
  await window.caches?.delete(`walk ${PAGE}`);
}
