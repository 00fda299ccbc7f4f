// Runs in every previewed page: reloads it when it changed, swaps styles in place, shows what is
// wrong. `setup` has the words, the style and the generation; it is put in front by the server.

const own = performance.getEntriesByType("navigation")[0];
const timing = (own && own.serverTiming) || [];
const tag = (timing.find((entry) => entry.name === "mieruka") || { description: "" }).description;
const scrollKey = "mieruka-scroll";

let source = null;
let story = null;
let offline = false;
let closed = "";
let leaving = false;

// ---- the place on the page

function keepPlace() {
  const place = [location.pathname, scrollX, scrollY];
  try { sessionStorage.setItem(scrollKey, JSON.stringify(place)); } catch { /* without storage, from the top */ }
}

function returnToPlace() {
  let place = null;
  try {
    place = JSON.parse(sessionStorage.getItem(scrollKey));
    sessionStorage.removeItem(scrollKey);
  } catch { return; }
  if (!place || place[0] !== location.pathname) return;
  const [, left, top] = place;
  const go = () => scrollTo({ left, top, behavior: "instant" });
  go();
  // Pictures may still make the page longer; a person who scrolls meanwhile is left alone.
  let moved = false;
  for (const event of ["wheel", "touchstart", "keydown", "mousedown"]) {
    addEventListener(event, () => { moved = true; }, { once: true, passive: true });
  }
  addEventListener("load", () => { if (!moved) go(); }, { once: true });
}

function reload() {
  if (leaving) return;
  leaving = true;
  keepPlace();
  location.reload();
}

// ---- files that the page uses

function decoded(address) {
  const { origin, pathname } = new URL(address, location.href);
  try { return origin === location.origin ? decodeURIComponent(pathname) : ""; } catch { return ""; }
}

function swap(path, generation) {
  const name = "/" + path;
  const styles = [...document.querySelectorAll('link[rel~="stylesheet"][href]')].filter((link) => decoded(link.href) === name);
  for (const link of styles) {
    const next = link.cloneNode();
    const address = new URL(link.href);
    address.search = "v=" + generation;
    next.href = address.href;
    next.addEventListener("load", () => link.remove());
    next.addEventListener("error", () => link.remove());
    link.after(next);
  }
  if (styles.length > 0) return;
  const used = performance.getEntriesByType("resource").some((entry) => decoded(entry.name) === name);
  if (used) reload();
}

// ---- what is shown

const host = document.createElement("div");
host.id = "mieruka-live";
host.lang = setup.lang;
const shadow = host.attachShadow({ mode: "open" });
const sheet = new CSSStyleSheet();
sheet.replaceSync(setup.style);
shadow.adoptedStyleSheets = [sheet];

function element(name, classes, ...children) {
  const made = document.createElement(name);
  if (classes) made.className = classes;
  made.append(...children);
  return made;
}

function fill(text, values) {
  return Object.entries(values).reduce((all, [name, value]) => all.replaceAll(`{${name}}`, value), text);
}

function clock(time) {
  const parts = [new Date(time).getHours(), new Date(time).getMinutes(), new Date(time).getSeconds()];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}

function placeOf(place) {
  const link = element("a", "", place.at);
  link.href = place.href;
  const [before, meant, after] = place.text;
  const line = element("pre", "", element("span", "number", `${place.line} | `), before);
  line.append(meant ? element("mark", "", meant) : "", after);
  return [element("p", "where", link), ...(before + meant + after === "" ? [] : [line])];
}

function faultOf(fault) {
  const item = element("li", fault.severity);
  item.append(element("p", "what", `${fault.word}: ${fault.message} `, element("span", "code", `[${fault.code}]`)));
  if (fault.place) item.append(...placeOf(fault.place));
  if (fault.label) item.append(element("p", "label", fault.label));
  for (const other of fault.others) item.append(...placeOf(other), element("p", "label", other.label));
  for (const help of fault.helps) item.append(element("p", "help", fill(setup.words.help, { help })));
  return item;
}

function panel() {
  const bad = story.errors > 0;
  const close = element("button", "close", setup.words.close);
  close.type = "button";
  close.addEventListener("click", hide);
  const all = element("section", bad ? "panel" : "panel mild");
  all.setAttribute("aria-label", setup.words[bad ? "errors-title" : "warnings-title"]);
  all.append(element("div", "head", element("h2", "", setup.words[bad ? "errors-title" : "warnings-title"]), close));
  if (bad) all.append(element("p", "kept", setup.words[story.made ? "kept" : "no-site-yet"]));
  const list = element("ol", "");
  for (const fault of story.faults) list.append(faultOf(fault));
  all.append(list);
  if (story.more > 0) all.append(element("p", "label", fill(setup.words.more, { count: story.more })));
  return all;
}

function bar() {
  const parts = [];
  if (story.made) parts.push(fill(setup.words.made, { time: clock(story.made) }));
  parts.push(fill(setup.words.errors, { count: story.errors }), fill(setup.words.warnings, { count: story.warnings }));
  if (offline) parts.push(setup.words.offline);
  const line = element("p", story.errors > 0 || offline ? "bar bad" : "bar", element("span", "", parts.join(setup.words.separator)));
  line.setAttribute("role", "status");
  if (story.faults.length > 0) {
    const toggle = element("button", "toggle", setup.words[isOpen() ? "close" : "open"]);
    toggle.type = "button";
    toggle.addEventListener("click", () => (isOpen() ? hide() : open()));
    line.append(toggle);
  }
  return line;
}

let opened = false;

function isOpen() {
  return story.faults.length > 0 && (opened || (story.errors > 0 && closed !== JSON.stringify(story.faults)));
}

function open() {
  opened = true;
  closed = "";
  draw();
}

function hide() {
  opened = false;
  closed = JSON.stringify(story.faults);
  draw();
}

function draw() {
  if (!story) return;
  if (story.faults.length === 0) opened = false;
  const root = element("div", "root");
  if (isOpen()) root.append(panel());
  root.append(bar());
  shadow.replaceChildren(root);
  if (!host.isConnected) document.body.append(host);
}

addEventListener("keydown", (event) => {
  if (event.key === "Escape" && story && isOpen()) hide();
});

// ---- the connection

function take(message) {
  offline = false;
  story = message.story;
  if (message.reload) return reload();
  for (const path of message.changed) swap(path, message.generation);
  draw();
}

function listen() {
  if (source || leaving) return;
  const query = new URLSearchParams({ page: location.pathname, tag, generation: setup.generation });
  source = new EventSource("/_mieruka/events?" + String(query).replaceAll("+", "%20"));
  source.onmessage = (event) => take(JSON.parse(event.data));
  source.onerror = () => {
    if (leaving) return;
    offline = true;
    draw();
    // A browser asks again by itself unless it was refused.
    if (source && source.readyState === EventSource.CLOSED) {
      source = null;
      setTimeout(listen, 1000);
    }
  };
}

function rest() {
  if (source) source.close();
  source = null;
}

// A browser holds few connections to one server: a tab that nobody sees gives its own back, and
// catches up when it is seen again.
let resting = 0;
document.addEventListener("visibilitychange", () => {
  clearTimeout(resting);
  if (document.hidden) resting = setTimeout(rest, 2000);
  else listen();
});
addEventListener("pagehide", rest);
addEventListener("pageshow", (event) => { if (event.persisted) listen(); });

returnToPlace();
listen();
