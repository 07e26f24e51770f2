// Shared by all tabs of one browser: holds the stream and hands each entry to every tab.
import { follow } from "./stream_source.js";

const ports = new Set();
let state = null;
let started = false;
let recent = []; // what a tab may have missed while it was loading: [milliseconds since 1970, message]
const RECENT_MS = 60_000;

self.onconnect = ({ ports: [port] }) => {
  ports.add(port);
  port.onmessage = ({ data }) => {
    if (data.leaves) return ports.delete(port);
    if (state) port.postMessage({ type: "state", entry: state });
    for (const [at, message] of recent) if (at >= data.since) port.postMessage(message);
    if (started) return;
    started = true;
    follow(data.ticketUrl, (type, entry) => {
      if (type === "state") {
        state = entry;
        started = entry !== "signed-out"; // whoever signs in again begins again
      } else {
        recent = recent.filter(([at]) => at > Date.now() - RECENT_MS);
        recent.push([Date.now(), { type, entry }]);
      }
      for (const each of ports) each.postMessage({ type, entry });
    });
  };
  port.start();
};
