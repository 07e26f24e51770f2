// Brings the page of one walk when there is no network. The page itself keeps what it is made of (walk_offline.js).
const PATIENCE = 4000; // ms that a weak network gets

async function brought(request) {
  const kept = caches.open(`walk ${self.registration.scope}`).then((cache) => cache.match(request, { ignoreVary: true }));
  const fresh = fetch(request);
  const late = new Promise((resolve) => { setTimeout(resolve, PATIENCE); }).then(() => kept);
  return (await Promise.race([fresh.catch(() => kept), late])) ?? fresh;
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET") event.respondWith(brought(event.request));
});
