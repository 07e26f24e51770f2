// <time data-relative> and <span data-due> stay true while the page is open; ui/times.py says the same on the server.
const MINUTE = 60, HOUR = 3600, DAY = 86400;

export function ago(seconds) {
  if (seconds < MINUTE) return "now";
  if (seconds < HOUR) return `${Math.floor(seconds / MINUTE)} min`;
  return seconds < DAY ? `${Math.floor(seconds / HOUR)} h` : null; // older ones no longer change while one looks
}

export function duration(seconds) {
  for (const [size, name, smaller, small] of [[DAY, "d", HOUR, "h"], [HOUR, "h", MINUTE, "min"], [MINUTE, "min", 1, "s"]]) {
    if (seconds < size) continue;
    const rest = Math.floor((seconds % size) / smaller);
    const shown = rest && !(size === MINUTE && seconds >= 600) && seconds < 7 * DAY;
    return `${Math.floor(seconds / size)} ${name}` + (shown ? ` ${rest} ${small}` : "");
  }
  return `${seconds} s`;
}

function refresh() {
  for (const time of document.querySelectorAll("time[data-relative]")) {
    const text = ago((Date.now() - Date.parse(time.dateTime)) / 1000);
    if (text && time.textContent !== text) time.textContent = text;
  }
  for (const chip of document.querySelectorAll("[data-due]")) {
    const left = Math.round((Date.parse(chip.dataset.due) - Date.now()) / 1000);
    chip.lastElementChild.textContent = left > 0 ? `due in ${duration(left)}` : `overdue by ${duration(-left)}`;
    chip.classList.toggle("over", left <= 0);
    chip.classList.toggle("soon", left > 0 && left <= HOUR);
  }
}

setInterval(() => document.hidden || refresh(), 15_000);
document.addEventListener("visibilitychange", () => document.hidden || refresh());
