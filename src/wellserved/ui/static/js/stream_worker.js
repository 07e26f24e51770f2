// Shared by all tabs of one browser: holds the stream and hands each entry to every tab.
import { follow } from "./stream_source.js";

const ports = new Set();
let state = null;
let started = false;

self.onconnect = ({ ports: [port] }) => {
  ports.add(port);
  port.onmessage = ({ data }) => {
    if (data.leaves) return ports.delete(port);
    if (state) port.postMessage({ type: "state", entry: state });
    if (started) return;
    started = true;
    follow(data.ticketUrl, (type, entry) => {
      if (type === "state") state = entry;
      if (entry === "signed-out") started = false; // whoever signs in again begins again
      for (const each of ports) each.postMessage({ type, entry });
    });
  };
  port.start();
};
