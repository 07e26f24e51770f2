// One stream for each browser: a SharedWorker holds it, however many tabs are open; without workers this page does.
// Each entry becomes a DOM event on <body>, so that a part of the page says
//   hx-trigger="wellserved:MessageReceived from:body"   and asks for itself again.
import { follow } from "./stream_source.js";

const ticketUrl = document.body.dataset.stream;

function announce({ type, entry }) {
  if (type === "state") document.documentElement.dataset.live = entry;
  else {
    document.body.dispatchEvent(new CustomEvent(`wellserved:${type}`, { detail: entry }));
    document.body.dispatchEvent(new CustomEvent("wellserved:any", { detail: { kind: type, ...entry } }));
  }
}

if (ticketUrl && window.SharedWorker) {
  const worker = new SharedWorker(new URL("./stream_worker.js", import.meta.url), { type: "module", name: "stream" });
  worker.port.onmessage = (event) => announce(event.data);
  worker.port.start();
  worker.port.postMessage({ ticketUrl, since: performance.timeOrigin });
  addEventListener("pagehide", () => worker.port.postMessage({ leaves: true }));
  addEventListener("pageshow", (event) => event.persisted && location.reload()); // it has slept through the news
} else if (ticketUrl) {
  follow(ticketUrl, (type, entry) => announce({ type, entry }));
}
