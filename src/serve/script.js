// Comfort only: every page works without it. Keys go from match to match, and a page that waits looks again by itself.
"use strict";

// Keys of one letter can be turned off: speech input and some keyboards press them by accident.
const KEYS = "lookback-keys";
const areOn = () => localStorage.getItem(KEYS) !== "off";

// What n and j go to: passages that answer, in a paper and in a list; else the changes and steps of a page.
const stops = () => {
  for (const what of [".block.answers, tr.answers", ".hit", ".change", ".step", ".finding"]) {
    const found = [...document.querySelectorAll(what)];
    if (found.length > 0) return found;
  }
  return [];
};

let at = -1;

function go(step) {
  const all = stops();
  if (all.length === 0) return;
  const inside = all.findIndex((stop) => stop.contains(document.activeElement));
  const hash = all.findIndex((stop) => "#" + stop.id === location.hash);
  const from = inside >= 0 ? inside : at >= 0 ? at : step > 0 ? hash : all.length;
  at = Math.min(Math.max(from + step, 0), all.length - 1);
  const stop = all[at];
  const link = stop.matches(".block, tr") ? stop : stop.querySelector("a") || stop;
  if (link === stop) stop.tabIndex = -1;
  link.focus({ preventScroll: true });
  stop.scrollIntoView({ block: "center" });
}

document.addEventListener("keydown", (event) => {
  if (!areOn() || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea, [contenteditable]")) return;
  switch (event.key) {
    case "n": case "j": go(1); break;
    case "N": case "p": case "k": go(-1); break;
    case "/": document.querySelector("#words, #find")?.focus(); break;
    default: return;
  }
  event.preventDefault();
});

const keys = document.querySelector("#keys");
if (keys && document.querySelector(".find")) {
  const button = document.createElement("button");
  button.className = "quiet";
  const show = () => {
    button.textContent = areOn() ? "Turn letter keys off" : "Turn letter keys on";
    button.setAttribute("aria-pressed", String(areOn()));
  };
  button.addEventListener("click", () => {
    localStorage.setItem(KEYS, areOn() ? "off" : "on");
    show();
  });
  show();
  button.removeAttribute("aria-pressed");
  keys.append("Keys: n and N (or j and k) go to the next and the previous match, / to the search. ", button);
  keys.hidden = false;
}

// While papers are read for the first time: look again each second, and go on when there is something to see.
if (document.body.hasAttribute("data-waiting")) {
  const progress = document.querySelector("#progress");
  setInterval(async () => {
    try {
      const { ready, done, of } = await (await fetch("/progress")).json();
      if (ready) location.reload();
      else if (progress && of > 0) progress.textContent = `${done} of ${of} papers read.`;
    } catch { /* The server went away; the next second tells. */ }
  }, 1000);
}
