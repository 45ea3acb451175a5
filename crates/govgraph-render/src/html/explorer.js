// The script of the explorer. It reads the data of the page, compares days, and builds elements from text: no markup is
// made from data, nothing is evaluated, nothing is fetched. Every answer at a date follows from `covers` and `standing`,
// which say what the library's `Holding::covers_days` and `Life::standing` say; a test holds them to that.
(() => {
"use strict";

const data = JSON.parse(document.getElementById("data").textContent);
const by = (id) => document.getElementById(id);
const standingWord = new Map(data.standings);
const SVG = "http://www.w3.org/2000/svg";
const byName = new Intl.Collator("en", { numeric: true });
const calm = matchMedia("(prefers-reduced-motion: reduce)");

/* ---- Elements ------------------------------------------------------------------------------------------------- */

// An element with attributes, listeners (`on…`), and children that are elements or text.
function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

function svgElement(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

// Says something to those who listen rather than look.
function say(words) {
  by("said").textContent = words;
}

/* ---- Days ----------------------------------------------------------------------------------------------------- */

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const NO = 0, POSSIBLE = 1, CERTAIN = 2;

const lengthOfMonth = (year, month) => new Date(Date.UTC(year, month, 0)).getUTCDate();
const monthOf = (day) => Math.floor(day / 100);

// A year, a month or a day as people write it, as the days that it can mean; `null` if it is none of them.
function parseDate(text) {
  const range = text.split("..");
  if (range.length === 2) {
    const [from, to] = range.map(parseDate);
    return from && to && from.first <= to.last ? { first: from.first, last: to.last, words: `${from.words} to ${to.words}` } : null;
  }
  const found = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(text.trim());
  if (!found) return null;
  const [year, month, day] = found.slice(1).map((part) => (part === undefined ? null : Number(part)));
  if (month !== null && (month < 1 || month > 12)) return null;
  if (day !== null && (day < 1 || day > lengthOfMonth(year, month))) return null;
  const first = year * 10000 + (month || 1) * 100 + (day || 1);
  const last = year * 10000 + (month || 12) * 100 + (day || lengthOfMonth(year, month || 12));
  const words = [day, month && MONTHS[month - 1], year].filter((part) => part !== null).join(" ");
  return { first, last, words, key: text.trim() };
}

const iso = (day) => {
  const pad = (number, width) => String(number).padStart(width, "0");
  return `${pad(Math.floor(day / 10000), 4)}-${pad(monthOf(day) % 100, 2)}-${pad(day % 100, 2)}`;
};
const keyOfDate = (at) => at.key || `${iso(at.first)}..${iso(at.last)}`;
const month = (stop) => parseDate(iso(stop * 100 + 1).slice(0, 7));

// Whether something holds on days of which one is meant: certain only if on every one, no only if on none.
function covers(time, days) {
  if (time.since !== null && days.last < time.since) return NO;
  if (time.earliest !== null && days.last < time.earliest) return NO;
  if (time.latest !== null && days.first > time.latest) return NO;
  if (time.earliest !== null && time.latest !== null && time.latest < time.earliest) return NO;
  return time.first !== null && time.first <= days.first && days.last <= time.last ? CERTAIN : POSSIBLE;
}

// How a body stands on days of which one is meant.
function standing(life, days) {
  const time = data.times[life.time];
  const isOnlyProposed = life.only && life.proposed !== null && days.last <= life.proposed[1];
  const exists = isOnlyProposed ? NO : covers(time, days);
  if (exists === CERTAIN) {
    return life.review.some(([first, last]) => first <= days.first && days.last <= last) ? "under-review" : "active";
  }
  if (exists === POSSIBLE) return "possible";
  if (time.latest !== null && time.latest < days.first) return "ended";
  return life.proposed !== null && life.proposed[0] <= days.last ? "proposed" : "not-yet";
}

const isInView = (stands) => stands !== "not-yet" && stands !== "ended";
const standsNow = (body) => (state.at === null ? body.rest : standing(body.life, state.at));

// Whether a thing is told of a body at the date. Of a body that is not there nothing is possible that no source says.
function told(time, stays, stands) {
  if (state.at === null) return CERTAIN;
  const cover = covers(data.times[time], state.at);
  return !stays && !isInView(stands) && cover !== CERTAIN ? NO : cover;
}

// What the card of a body says on all of the days; `null` if it changes in between.
function face(body, days) {
  let found = null;
  for (const one of body.faces) {
    if (one.from <= days.first) found = one;
    else return one.from <= days.last ? null : found;
  }
  return found;
}

/* ---- What is looked at, and its address ------------------------------------------------------------------------ */

const TABS = ["chart", "lineage", "matrix", "findings", "list"].filter((tab) => tab !== "matrix" || data.sittings.length > 0);
if (!TABS.includes("matrix")) by("tab-matrix").hidden = true;

const indexOf = new Map(data.bodies.map((body, index) => [body.id, index]));
const cardOf = new Map(data.cards.map((card, index) => [card.body, index]));
const FILTERS = ["relation", "kind", "area", "severity"];
const nothingHidden = () => Object.fromEntries(FILTERS.map((filter) => [filter, new Set()]));
// The date to begin with, in the words of the page if it is a plain one.
const BEGINNING = data.at && (parseDate(data.at.words) || data.at);
const state = { tab: "chart", body: null, at: BEGINNING, hidden: nothingHidden() };

const sameDate = (a, b) => a === b || (a !== null && b !== null && a.first === b.first && a.last === b.last);

// The address of what is looked at, with some of it changed: `#tab=list&body=lcsp&at=2010-03`.
function address(change) {
  const { tab, body, at, hidden } = { ...state, ...change };
  const parts = [];
  if (tab !== "chart") parts.push(`tab=${tab}`);
  if (body !== null) parts.push(`body=${encodeURIComponent(data.bodies[body].id)}`);
  if (!sameDate(at, BEGINNING)) parts.push(`at=${at === null ? "all" : keyOfDate(at)}`);
  for (const filter of FILTERS) {
    for (const value of [...hidden[filter]].sort()) parts.push(`without-${filter}=${encodeURIComponent(value)}`);
  }
  return `#${parts.join("&")}`;
}

// What an address asks for. What it asks for in vain is told, and left out.
function parseAddress(hash) {
  const asked = new URLSearchParams(hash.replace(/^#/, ""));
  const wanted = { tab: "chart", body: null, at: BEGINNING, hidden: nothingHidden() };
  if (TABS.includes(asked.get("tab"))) wanted.tab = asked.get("tab");
  if (asked.has("body")) {
    const index = indexOf.get(asked.get("body"));
    if (index === undefined) say(`No body has the id ${asked.get("body")}.`);
    else wanted.body = index;
  }
  if (asked.has("at")) wanted.at = asked.get("at") === "all" ? null : parseDate(asked.get("at")) || BEGINNING;
  for (const filter of FILTERS) asked.getAll(`without-${filter}`).forEach((value) => wanted.hidden[filter].add(value));
  return wanted;
}

let lastInRun = 0;

// Looks at something else. The back button comes back from it; a run of dates, as a slider goes through, is one step.
function go(change, isInRun) {
  const next = address(change);
  Object.assign(state, change);
  show();
  if (next === (location.hash || "#")) return;
  const now = Date.now();
  if (isInRun && now - lastInRun < 1500) location.replace(next);
  else location.hash = next;
  lastInRun = isInRun ? now : 0;
}

addEventListener("hashchange", () => {
  const wanted = parseAddress(location.hash);
  if (address(wanted) !== address({})) {
    Object.assign(state, wanted);
    show();
  }
});

/* ---- Bodies and sources in words ------------------------------------------------------------------------------- */

function bodyLink(index, words) {
  const body = data.bodies[index];
  const link = make("a", { href: address({ body: index }) }, words || body.name);
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    choose(index, true);
  });
  return link;
}

// Text in which the names of bodies are links; bodies that it does not name stand behind it.
function linked(text, bodies) {
  const places = [];
  const names = bodies.map((index) => ({ index, name: data.bodies[index].name })).sort((a, b) => b.name.length - a.name.length);
  const rest = [];
  for (const { index, name } of names) {
    let from = name ? text.indexOf(name) : -1;
    const isTaken = () => places.some((place) => from < place.end && place.start < from + name.length);
    while (from >= 0 && isTaken()) from = text.indexOf(name, from + 1);
    if (from < 0) rest.push(index);
    else places.push({ start: from, end: from + name.length, index, name });
  }
  places.sort((a, b) => a.start - b.start);
  const nodes = [];
  let at = 0;
  for (const place of places) {
    nodes.push(text.slice(at, place.start), bodyLink(place.index, place.name));
    at = place.end;
  }
  nodes.push(text.slice(at));
  if (rest.length > 0) nodes.push(" → ", ...listed(rest));
  return nodes.filter((node) => node !== "");
}

// Bodies as links, by name, with commas.
function listed(indexes) {
  const sorted = [...new Set(indexes)].sort((a, b) => byName.compare(data.bodies[a].name, data.bodies[b].name));
  return sorted.flatMap((index, at) => [at > 0 ? ", " : "", bodyLink(index)]).filter((node) => node !== "");
}

function outward(url, words) {
  return make("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, words);
}

// `Source: lcrb-2010, membership para 1`
function citation(cites) {
  if (cites.length === 0) return make("span", { class: "cites" }, "no source given");
  const nodes = [];
  cites.forEach((at, position) => {
    const cite = data.cites[at];
    const source = data.sources[cite.source];
    if (position > 0) nodes.push("; ");
    const name = source.url ? outward(source.url, source.id) : make("span", {}, source.id);
    name.title = source.title;
    nodes.push(name);
    if (cite.locator) nodes.push(` ${cite.locator}`);
    if (cite.doubt) nodes.push(` (${cite.doubt})`);
  });
  return make("span", { class: "cites" }, nodes);
}

function sourceItem(index) {
  const source = data.sources[index];
  const title = source.url ? outward(source.url, source.title) : source.title;
  return make("li", {}, make("span", { class: "soft" }, `${source.id}: `), title, source.note ? `, ${source.note}` : "");
}

const when = () => (state.at === null ? "all dates" : state.at.words);

/* ---- The panel ------------------------------------------------------------------------------------------------- */

function showPanel() {
  const panel = by("panel");
  panel.hidden = state.body === null;
  panel.replaceChildren();
  if (state.body === null) return;
  const body = data.bodies[state.body];
  const stands = standsNow(body);
  const close = make("button", { type: "button", class: "close", "aria-label": "Close", onclick: () => choose(null) }, "✕");
  panel.append(make("header", {}, make("h2", { tabindex: "-1", id: "panel-name" }, body.name), close));
  const first = make("p", { class: "small" }, `${body.kind[0].toUpperCase()}${body.kind.slice(1)}`);
  if (body.short) first.append(` · ${body.short}`);
  first.append(" · ", make("code", {}, body.id), " ");
  if (state.at !== null) first.append(make("span", { class: `badge ${stands}` }, `${standingWord.get(stands)} at ${state.at.words}`));
  panel.append(first);
  if (body.url) panel.append(make("p", { class: "small" }, outward(body.url, body.url)));

  const list = make("dl");
  const row = (heading, ...words) => list.append(make("dt", {}, heading), make("dd", {}, ...words));
  // What most of these rest on is said once, below them.
  const shared = body.about.length > 0 ? body.about[0][2] : [];
  for (const [heading, text, cites] of body.about) row(heading, text, String(cites) === String(shared) ? "" : citation(cites));
  const now = state.at === null ? null : face(body, state.at);
  if (now && now.elected) row("Elected", now.elected);
  panel.append(list);
  if (body.about.length > 0) panel.append(citation(shared));
  if (!cardOf.has(state.body)) {
    panel.append(make("p", { class: "small soft" }, "It has no card on the chart: it only holds seats on bodies there, or nothing is known but its name."));
  }

  const used = new Set(body.about.flatMap(([, , cites]) => cites));
  let left = 0;
  let topic = null;
  let items = null;
  for (const fact of body.facts) {
    const cover = told(fact.time, fact.stays, stands);
    if (cover === NO) {
      left += 1;
      continue;
    }
    if (fact.topic !== topic) {
      topic = fact.topic;
      items = make("ul");
      panel.append(make("h3", {}, data.topics[topic]), items);
    }
    items.append(factItem(fact, cover));
    fact.cites.forEach((cite) => used.add(cite));
  }
  if (left > 0) {
    const words = left === 1 ? "1 fact is of another time. " : `${left} facts are of other times. `;
    const all = make("button", { type: "button", class: "link more", onclick: () => go({ at: null }) }, "Show all dates");
    panel.append(make("p", { class: "small soft left" }, words, all));
  }
  const noticed = noticedNow().filter(({ finding }) => finding.bodies && finding.bodies.includes(state.body));
  if (noticed.length > 0) {
    panel.append(make("h3", {}, "Noticed"), make("ul", { id: "panel-findings" }, noticed.map(({ finding, mark }) => make("li", {}, finding.message, mark, " ", explained(finding.code)))));
    if (!data.findings_follow) panel.append(make("p", { class: "small soft" }, `As noticed for ${wordsOf(BEGINNING)}, whatever the date above.`));
  }
  const sources = [...new Set([...used].map((cite) => data.cites[cite].source))].sort((a, b) => a - b);
  if (sources.length > 0) panel.append(make("h3", {}, "Sources"), make("ul", { class: "small" }, sources.map(sourceItem)));
}

function factItem(fact, cover) {
  let text = fact.text;
  if (fact.otherwise && state.at !== null && covers(data.times[fact.otherwise[0]], state.at) === NO) text = fact.otherwise[1];
  const item = make("li", {}, linked(text, fact.bodies || []));
  if (fact.depth) item.style.paddingLeft = `${fact.depth * 16}px`;
  if (fact.during) item.append(" ", make("span", { class: "during" }, `(${fact.during})`));
  if (cover === POSSIBLE) item.append(" ", make("span", { class: "badge possible" }, "possible"));
  item.append(citation(fact.cites));
  return item;
}

/* ---- The chart ------------------------------------------------------------------------------------------------- */

const canvas = by("canvas"), chart = by("chart"), world = by("world");
const [chartWidth, chartHeight] = chart.dataset.size.split(" ").map(Number);
const PLAIN_WORD = "· ";

// With many cards no browser can paint them all for each step: what is out of sight is left out, and so is text too small
// to be read.
const isLarge = data.cards.length > 250;
world.classList.toggle("large", isLarge);
world.classList.toggle("far", isLarge);
world.classList.toggle("farther", isLarge);

const cards = [...world.querySelectorAll(".gg-card")].map((element, index) => {
  const card = data.cards[index];
  const subs = [...element.querySelectorAll(".gg-sub text")];
  return {
    element, card, subs, sub: subs.map((line) => line.textContent),
    body: data.bodies[card.body],
    pills: [...element.querySelectorAll(".gg-pill")].map((pill) => {
      const ground = pill.querySelector("rect");
      const [x, y, width] = ["x", "y", "width"].map((name) => Number(ground.getAttribute(name)));
      return { element: pill, words: pill.querySelector("text").textContent, x, y, width };
    }),
    rows: [...element.querySelectorAll(".gg-row")],
    more: element.querySelector(".gg-more"),
    shown: true, told: null,
  };
});
const edges = data.edges.map((edge) => ({ edge, parts: [], shown: true, told: null }));
for (const part of world.querySelectorAll("[data-edge]")) edges[Number(part.dataset.edge)].parts.push(part);
const edgesOf = cards.map(() => []);
edges.forEach(({ edge }, index) => {
  edgesOf[edge.from].push(index);
  edgesOf[edge.to].push(index);
});

cards.forEach((one, index) => {
  one.element.setAttribute("role", "button");
  one.element.setAttribute("tabindex", index === 0 ? "0" : "-1");
});

// What a card says at the date. The chart was drawn for all dates and nothing moves: what is not there is dimmed or left
// blank, so that a body stays where the eye found it.
function showCard(one) {
  const { element, card, body, subs, sub, pills, rows, more } = one;
  const stands = standsNow(body);
  const days = state.at;
  const now = days === null ? null : face(body, days);
  const covers = card.rows.map((time) => told(time, false, stands));
  const areas = body.areas.length > 0 ? body.areas.map((area) => data.areas[area]) : [""];
  one.shown = !state.hidden.kind.has(body.kind) && !state.hidden.area.has(areas[0]);
  // Most cards say at a date what they said at the one before.
  const telling = `${stands} ${days === null} ${now === null ? "" : body.faces.indexOf(now)} ${one.shown} ${covers.join("")}`;
  if (one.told === telling) return;
  one.told = telling;
  element.dataset.standing = stands;
  if (subs.length > 0) {
    let words = sub;
    if (days !== null) words = [stands === "active" ? (now ? now.sub : body.kind) : `${body.kind} ${PLAIN_WORD}${standingWord.get(stands)}`];
    subs.forEach((line, at) => { line.textContent = words[at] || ""; });
  }
  const holding = pills.filter((pill, at) => {
    const sort = card.pills[at];
    const holds = days === null || sort === "date" || (now !== null && (sort === "elected" ? now.elected === pill.words : now.statutory));
    pill.element.classList.toggle("gone", !holds);
    return holds;
  });
  closeUp(holding, pills);
  let folded = 0;
  covers.forEach((cover, at) => {
    if (at >= rows.length) folded += cover === NO ? 0 : 1;
    else {
      rows[at].classList.toggle("gone", cover === NO);
      rows[at].classList.toggle("may", cover === POSSIBLE);
    }
  });
  if (more) {
    more.classList.toggle("gone", folded === 0);
    more.querySelector("text").textContent = `+ ${folded} more`;
  }
  element.classList.toggle("gone", !one.shown);
  const said = days === null && stands === "active" ? "" : `, ${standingWord.get(stands)}`;
  element.setAttribute("aria-label", `${body.name}, ${body.kind}${said}`);
}

// Marks that are there close the gaps of those that are not, in the lines in which they were drawn.
function closeUp(holding, pills) {
  if (pills.length === 0) return;
  const [left, gap, room, line] = [pills[0].x, 5, 175, 20];
  let [x, y] = [left, pills[0].y];
  for (const pill of holding) {
    if (x > left && x + pill.width > left + room) [x, y] = [left, y + line];
    if (x === pill.x && y === pill.y) pill.element.removeAttribute("transform");
    else pill.element.setAttribute("transform", `translate(${(x - pill.x).toFixed(1)} ${(y - pill.y).toFixed(1)})`);
    x += pill.width + gap;
  }
}

function showEdge(one) {
  const { edge, parts } = one;
  const cover = state.at === null ? CERTAIN : Math.max(...edge.times.map((time) => covers(data.times[time], state.at)));
  one.shown = cover !== NO && cards[edge.from].shown && cards[edge.to].shown && !state.hidden.relation.has(edge.kind);
  const telling = `${one.shown} ${cover}`;
  if (one.told === telling) return;
  one.told = telling;
  for (const part of parts) {
    part.classList.toggle("gone", !one.shown);
    part.classList.toggle("may", cover === POSSIBLE);
  }
}

// The chosen body, and the cards and lines that it is linked to at the date.
function showChoice() {
  for (const element of world.querySelectorAll(".near, .chosen")) {
    element.classList.remove("near", "chosen");
    element.removeAttribute("aria-pressed");
  }
  world.classList.toggle("choosing", state.body !== null);
  if (state.body === null) return;
  const own = cardOf.get(state.body);
  const body = data.bodies[state.body];
  const stands = standsNow(body);
  const near = new Set(own === undefined ? [] : [own]);
  for (const index of own === undefined ? [] : edgesOf[own]) {
    const { edge, parts, shown } = edges[index];
    if (!shown) continue;
    near.add(edge.from).add(edge.to);
    parts.forEach((part) => part.classList.add("near"));
  }
  for (const fact of body.facts) {
    if (fact.bodies && told(fact.time, fact.stays, stands) !== NO) {
      fact.bodies.forEach((other) => { if (cardOf.has(other)) near.add(cardOf.get(other)); });
    }
  }
  near.forEach((index) => cards[index].element.classList.add("near"));
  // A body without a card and without links to any: nothing to point at, so nothing is dimmed.
  world.classList.toggle("choosing", near.size > 0);
  if (own !== undefined) {
    cards[own].element.classList.add("chosen");
    cards[own].element.setAttribute("aria-pressed", "true");
    roveTo(own);
  }
}

function roveTo(index) {
  world.querySelectorAll('.gg-card[tabindex="0"]').forEach((element) => element.setAttribute("tabindex", "-1"));
  cards[index].element.setAttribute("tabindex", "0");
  cards[index].element.classList.remove("off");
  cards[index].isOff = false;
}

/* Moving about. */

const view = { scale: 1, x: 0, y: 0 };
let drawing = 0;
// Whether all of the chart is shown: then it stays so when the window changes its size.
let isFitted = true;

function place() {
  drawing = 0;
  if (isLarge) look();
  world.setAttribute("transform", `translate(${view.x.toFixed(1)} ${view.y.toFixed(1)}) scale(${view.scale.toFixed(4)})`);
}

// Where a line and its words go, from left and top to right and bottom.
const bounds = isLarge ? edges.map(({ parts }) => {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  const meet = (x, y) => {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  };
  for (const part of parts) {
    for (const path of part.querySelectorAll("path")) {
      const numbers = path.getAttribute("d").match(/-?[\d.]+/g).map(Number);
      for (let at = 0; at + 1 < numbers.length; at += 2) meet(numbers[at], numbers[at + 1]);
    }
    for (const ground of part.querySelectorAll("rect")) {
      const [x, y, width, height] = ["x", "y", "width", "height"].map((name) => Number(ground.getAttribute(name)));
      meet(x, y);
      meet(x + width, y + height);
    }
  }
  return box;
}) : [];

// Which cards and lines are near enough to the window to be drawn, and how much of them can be read.
function look() {
  world.classList.toggle("far", view.scale < FAR);
  world.classList.toggle("farther", view.scale < FARTHER);
  const { width, height } = canvas.getBoundingClientRect();
  const [left, top] = [(-view.x - MARGIN) / view.scale, (-view.y - MARGIN) / view.scale];
  const [right, bottom] = [(width + MARGIN - view.x) / view.scale, (height + MARGIN - view.y) / view.scale];
  cards.forEach((one) => {
    const [x, y, wide, high] = one.card.place;
    // What has the focus, or can get it with the next key, is there wherever it is.
    const isOff = (x > right || y > bottom || x + wide < left || y + high < top) && one.element.getAttribute("tabindex") !== "0";
    if (one.isOff !== isOff) one.element.classList.toggle("off", isOff);
    one.isOff = isOff;
  });
  edges.forEach((one, index) => {
    const box = bounds[index];
    const isOff = box[0] > right || box[1] > bottom || box[2] < left || box[3] < top;
    if (one.isOff !== isOff) one.parts.forEach((part) => part.classList.toggle("off", isOff));
    one.isOff = isOff;
  });
}

const FAR = 0.4, FARTHER = 0.2, MARGIN = 200;

function move(scale, x, y) {
  isFitted = false;
  const { width, height } = canvas.getBoundingClientRect();
  view.scale = Math.min(Math.max(scale, fitted() * 0.5), 4);
  // Some of the chart stays in sight.
  const keep = 60;
  view.x = Math.min(Math.max(x, keep - chartWidth * view.scale), width - keep);
  view.y = Math.min(Math.max(y, keep - chartHeight * view.scale), height - keep);
  if (!drawing) drawing = requestAnimationFrame(place);
}

function fitted() {
  const { width, height } = canvas.getBoundingClientRect();
  return Math.max(Math.min((width - 24) / chartWidth, (height - 24) / chartHeight, 1.25), 0.02);
}

let moving = 0;

// Goes there, in a short while unless the reader wants no motion.
function glide(scale, x, y, then) {
  cancelAnimationFrame(moving);
  if (calm.matches) {
    move(scale, x, y);
    if (then) then();
    return;
  }
  const from = { ...view };
  let start = null;
  const step = (time) => {
    if (start === null) start = time;
    const part = Math.min((time - start) / 220, 1);
    const eased = 1 - (1 - part) ** 3;
    move(from.scale + (scale - from.scale) * eased, from.x + (x - from.x) * eased, from.y + (y - from.y) * eased);
    if (part < 1) moving = requestAnimationFrame(step);
    else if (then) then();
  };
  moving = requestAnimationFrame(step);
}

function whole() {
  const { width, height } = canvas.getBoundingClientRect();
  const scale = fitted();
  return [scale, (width - chartWidth * scale) / 2, (height - chartHeight * scale) / 2];
}

function fit() {
  glide(...whole(), () => { isFitted = true; });
}

function zoom(factor, x, y) {
  cancelAnimationFrame(moving);
  const { width, height } = canvas.getBoundingClientRect();
  const [atX, atY] = [x === undefined ? width / 2 : x, y === undefined ? height / 2 : y];
  const scale = Math.min(Math.max(view.scale * factor, fitted() * 0.5), 4);
  const ratio = scale / view.scale;
  move(scale, atX - (atX - view.x) * ratio, atY - (atY - view.y) * ratio);
}

// Brings a card into sight, large enough to read, and no more than that.
function reveal(index) {
  const { width, height: all, bottom } = canvas.getBoundingClientRect();
  if (width === 0) return;
  // On a phone the panel lies over the lower part.
  const panel = by("panel");
  const isOver = !panel.hidden && getComputedStyle(panel).position === "absolute";
  const height = isOver ? Math.max(all - (bottom - panel.getBoundingClientRect().top), 80) : all;
  const [left, top, wide, high] = cards[index].card.place;
  const scale = Math.max(view.scale, Math.min(0.8, width / (wide + 40)));
  const at = { x: view.x + left * view.scale, y: view.y + top * view.scale };
  const isSeen = at.x >= 0 && at.y >= 0 && at.x + wide * view.scale <= width && at.y + high * view.scale <= height;
  if (isSeen && scale === view.scale) return;
  glide(scale, width / 2 - (left + wide / 2) * scale, Math.max(height / 2 - (top + high / 2) * scale, 20 - top * scale));
}

canvas.addEventListener("wheel", (event) => {
  event.preventDefault();
  const { left, top } = canvas.getBoundingClientRect();
  const lines = event.deltaMode === 1 ? 18 : 1;
  zoom(Math.exp(-event.deltaY * lines * (event.ctrlKey ? 0.01 : 0.0016)), event.clientX - left, event.clientY - top);
}, { passive: false });

const pointers = new Map();
let dragged = false;

canvas.addEventListener("pointerdown", (event) => {
  if (event.button !== 0) return;
  cancelAnimationFrame(moving);
  if (pointers.size === 0) dragged = false;
  pointers.set(event.pointerId, { x: event.clientX, y: event.clientY, startX: event.clientX, startY: event.clientY });
});

canvas.addEventListener("pointermove", (event) => {
  const pointer = pointers.get(event.pointerId);
  if (!pointer) return;
  const [dx, dy] = [event.clientX - pointer.x, event.clientY - pointer.y];
  if (!dragged && Math.hypot(event.clientX - pointer.startX, event.clientY - pointer.startY) < 5) return;
  if (!dragged) {
    dragged = true;
    canvas.classList.add("dragging");
  }
  canvas.setPointerCapture(event.pointerId);
  if (pointers.size === 1) move(view.scale, view.x + dx, view.y + dy);
  else if (pointers.size === 2) {
    const other = [...pointers.entries()].find(([id]) => id !== event.pointerId)[1];
    const before = Math.hypot(pointer.x - other.x, pointer.y - other.y);
    const after = Math.hypot(event.clientX - other.x, event.clientY - other.y);
    const { left, top } = canvas.getBoundingClientRect();
    move(view.scale, view.x + dx / 2, view.y + dy / 2);
    if (before > 0) zoom(after / before, (event.clientX + other.x) / 2 - left, (event.clientY + other.y) / 2 - top);
  }
  pointer.x = event.clientX;
  pointer.y = event.clientY;
});

for (const end of ["pointerup", "pointercancel"]) {
  canvas.addEventListener(end, (event) => {
    pointers.delete(event.pointerId);
    if (pointers.size === 0) canvas.classList.remove("dragging");
  });
}

const indexOfElement = new Map(cards.map((one, index) => [one.element, index]));
const cardAt = (target) => {
  const element = target instanceof Element ? target.closest(".gg-card") : null;
  return element && indexOfElement.has(element) ? indexOfElement.get(element) : -1;
};

canvas.addEventListener("click", (event) => {
  if (dragged) return;
  const index = cardAt(event.target);
  if (index >= 0) choose(cards[index].card.body);
  else if (state.body !== null) choose(null);
});

// The card that lies next in a direction: near in it, and not far to the side.
function neighbour(index, dx, dy) {
  const middle = ([left, top, wide, high]) => [left + wide / 2, top + high / 2];
  const [x, y] = middle(cards[index].card.place);
  let best = -1, least = Infinity;
  cards.forEach((one, other) => {
    if (other === index || !one.shown) return;
    const [ox, oy] = middle(one.card.place);
    const ahead = (ox - x) * dx + (oy - y) * dy;
    const aside = Math.abs((ox - x) * dy) + Math.abs((oy - y) * dx);
    if (ahead > 1 && ahead + aside * 2.5 < least) {
      least = ahead + aside * 2.5;
      best = other;
    }
  });
  return best;
}

const ARROWS = new Map([["ArrowLeft", [-1, 0]], ["ArrowRight", [1, 0]], ["ArrowUp", [0, -1]], ["ArrowDown", [0, 1]]]);

// On the chart, or nowhere in particular.
function chartKey(event) {
  const index = cardAt(document.activeElement);
  const arrow = ARROWS.get(event.key);
  if (arrow && index >= 0 && !event.shiftKey) {
    const next = neighbour(index, ...arrow);
    if (next >= 0) {
      roveTo(next);
      cards[next].element.focus({ preventScroll: true });
      reveal(next);
    }
  } else if (arrow) move(view.scale, view.x - arrow[0] * 80, view.y - arrow[1] * 80);
  else if (event.key === "+" || event.key === "=") zoom(1.25);
  else if (event.key === "-" || event.key === "_") zoom(0.8);
  else if (event.key === "0") fit();
  else if ((event.key === "Enter" || event.key === " ") && index >= 0) choose(cards[index].card.body, true);
  else return;
  event.preventDefault();
}

by("in").addEventListener("click", () => zoom(1.25));
by("out").addEventListener("click", () => zoom(0.8));
by("fit").addEventListener("click", fit);

/* ---- Choosing -------------------------------------------------------------------------------------------------- */

let cameFrom = null;

// Shows what is known of a body. Whoever reads with keys is led to it, and back to where they were when it closes.
function choose(index, leads) {
  if (index !== null && state.body === null) cameFrom = document.activeElement;
  go({ body: index });
  if (index === null) {
    const back = cameFrom instanceof Element && cameFrom.isConnected && cameFrom !== document.body ? cameFrom : canvas;
    back.focus({ preventScroll: true });
    return;
  }
  if (cardOf.has(index) && state.tab === "chart") reveal(cardOf.get(index));
  if (leads) by("panel-name").focus({ preventScroll: true });
}

/* ---- Search ---------------------------------------------------------------------------------------------------- */

const search = by("search"), results = by("results");
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const haystack = data.bodies.map((body, index) => ({
  index, name: fold(body.name), exact: [body.id, body.short || "", body.name].map(fold),
  others: [body.id, body.short || "", ...(body.names || [])].map(fold), hasCard: cardOf.has(index),
}));
const MOST_RESULTS = 12;
let found = [];
let marked = -1;

// How well a body answers, the best with 0; `null` if it does not.
function rank(one, asked) {
  if (one.exact.includes(asked)) return 0;
  if (one.name.startsWith(asked)) return 1;
  if (one.others.some((other) => other.startsWith(asked))) return 2;
  if (one.name.includes(` ${asked}`)) return 3;
  if (one.name.includes(asked)) return 4;
  if (one.others.some((other) => other.includes(asked))) return 5;
  const words = asked.split(/\s+/);
  return words.length > 1 && words.every((word) => one.name.includes(word)) ? 6 : null;
}

function showResults() {
  const asked = fold(search.value.trim());
  results.replaceChildren();
  marked = -1;
  found = [];
  search.removeAttribute("aria-activedescendant");
  const open = asked !== "";
  results.hidden = !open;
  search.setAttribute("aria-expanded", String(open));
  if (!open) return;
  const ranked = haystack.map((one) => ({ one, rank: rank(one, asked) })).filter((hit) => hit.rank !== null);
  ranked.sort((a, b) => a.rank - b.rank || b.one.hasCard - a.one.hasCard || (a.one.name < b.one.name ? -1 : 1));
  found = ranked.slice(0, MOST_RESULTS).map((hit) => hit.one.index);
  found.forEach((index, at) => {
    const body = data.bodies[index];
    const notes = [body.short, body.kind, ...(body.names || []).slice(0, 2).map((name) => `also ${name}`)].filter(Boolean);
    const option = make("li", { role: "option", id: `result-${at}`, "aria-selected": "false" }, body.name, make("span", { class: "soft small" }, ` ${notes.join(" · ")}`));
    option.addEventListener("pointerdown", (event) => { event.preventDefault(); take(at); });
    results.append(option);
  });
  if (found.length === 0) results.append(make("li", { class: "none" }, "No body is called that."));
  if (ranked.length > found.length) results.append(make("li", { class: "none small" }, `${ranked.length - found.length} more`));
  say(ranked.length === 1 ? "1 body found" : `${ranked.length} bodies found`);
  if (found.length > 0) mark(0);
}

function mark(at) {
  marked = at;
  [...results.children].forEach((option, position) => {
    if (option.getAttribute("role") === "option") option.setAttribute("aria-selected", String(position === at));
  });
  search.setAttribute("aria-activedescendant", `result-${at}`);
  results.children[at].scrollIntoView({ block: "nearest" });
}

function take(at) {
  const index = found[at];
  search.value = "";
  showResults();
  cameFrom = search;
  choose(index, true);
}

search.addEventListener("input", showResults);
search.addEventListener("focus", () => { if (search.value) showResults(); });
search.addEventListener("blur", () => { results.hidden = true; search.setAttribute("aria-expanded", "false"); });
search.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    if (search.value) { search.value = ""; showResults(); } else canvas.focus({ preventScroll: true });
  } else if (found.length > 0 && event.key === "ArrowDown") mark((marked + 1) % found.length);
  else if (found.length > 0 && event.key === "ArrowUp") mark((marked + found.length - 1) % found.length);
  else if (found.length > 0 && event.key === "Enter") take(Math.max(marked, 0));
  else return;
  event.preventDefault();
  event.stopPropagation();
});

/* ---- The date -------------------------------------------------------------------------------------------------- */

const slider = by("slider"), dateBox = by("date");
const stops = data.stops;

function stopOf(day) {
  let [low, high] = [0, stops.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (stops[middle] <= monthOf(day)) low = middle + 1;
    else high = middle;
  }
  return Math.max(low - 1, 0);
}

function prepareTime() {
  if (stops.length < 2) {
    document.querySelector(".track").hidden = true;
    by("earlier").hidden = true;
    by("later").hidden = true;
  }
  slider.max = String(Math.max(stops.length - 1, 0));
  const share = (at) => `${(at / Math.max(stops.length - 1, 1)) * 100}%`;
  const most = Math.max(...data.changes, 1);
  data.changes.forEach((count, at) => {
    if (count === 0) return;
    const tick = make("i");
    tick.style.left = share(at);
    tick.style.height = `${Math.max(Math.sqrt(count / most) * 10, 2)}px`;
    by("changes").append(tick);
  });
}

// Years below the slider, as far apart as there is room for.
function showYears() {
  const years = by("years");
  const room = 46 / Math.max(years.clientWidth, 1);
  let last = -Infinity;
  years.replaceChildren();
  stops.forEach((stop, at) => {
    const place = at / Math.max(stops.length - 1, 1);
    if (stop % 100 !== 1 || place - last < room) return;
    last = place;
    const year = make("span", {}, String(Math.floor(stop / 100)));
    year.style.left = `${place * 100}%`;
    years.append(year);
  });
}

function showTime() {
  const at = state.at;
  by("all").setAttribute("aria-pressed", String(at === null));
  slider.value = String(at === null ? stops.length - 1 : stopOf(at.first));
  slider.setAttribute("aria-valuetext", at === null ? "all dates" : at.words);
  dateBox.value = at === null ? "" : at.key || at.words;
  dateBox.removeAttribute("aria-invalid");
  const counts = new Map();
  for (const { body } of cards) {
    const stands = standsNow(body);
    counts.set(stands, (counts.get(stands) || 0) + 1);
  }
  const parts = [...standingWord].filter(([key]) => counts.has(key)).map(([key, word]) => `${counts.get(key)} ${word}`);
  const whole = `${cards.length} ${cards.length === 1 ? "body" : "bodies"} on the chart`;
  by("summary").textContent = at === null ? `All dates together: ${whole}, whenever they existed. Click one for its members, history and sources; move the slider to see a date.` : `${at.words}: of ${whole}, ${parts.join(", ")}.`;
}

slider.addEventListener("input", () => {
  state.at = month(stops[Number(slider.value)]);
  showDate();
});
slider.addEventListener("change", () => {
  go({ at: month(stops[Number(slider.value)]) }, true);
  say(by("summary").textContent);
});
by("all").addEventListener("click", () => go({ at: state.at === null ? month(stops[stops.length - 1]) || null : null }));
by("earlier").addEventListener("click", () => step(-1));
by("later").addEventListener("click", () => step(1));

function step(way) {
  if (stops.length === 0) return;
  const now = state.at === null ? (way > 0 ? -1 : stops.length) : stopOf(state.at.first);
  go({ at: month(stops[Math.min(Math.max(now + way, 0), stops.length - 1)]) }, true);
  say(by("summary").textContent);
}

dateBox.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  const asked = dateBox.value.trim();
  const at = asked === "" ? null : parseDate(asked);
  if (asked !== "" && at === null) {
    dateBox.setAttribute("aria-invalid", "true");
    say("Write a year, 2010; a month, 2010-03; or a day, 2010-03-31.");
    by("summary").textContent = "Write a year, 2010; a month, 2010-03; or a day, 2010-03-31.";
  } else go({ at });
});

/* ---- Filters --------------------------------------------------------------------------------------------------- */

function prepareFilters() {
  const count = (values) => {
    const counts = new Map();
    values.forEach((value) => counts.set(value, (counts.get(value) || 0) + 1));
    return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  };
  const own = cards.map((one) => one.body);
  const choices = {
    relation: ["Relations", count(data.edges.map((edge) => edge.kind)), (kind) => kind],
    kind: ["Kinds of bodies", count(own.map((body) => body.kind)), (kind) => kind],
    area: ["Areas", count(own.map((body) => (body.areas.length > 0 ? data.areas[body.areas[0]] : ""))), (area) => area || "no area"],
  };
  for (const [filter, [heading, values, words]] of Object.entries(choices)) {
    const set = make("fieldset", {}, make("legend", {}, heading));
    for (const [value, number] of values) {
      const box = make("input", { type: "checkbox" });
      box.dataset.filter = filter;
      box.dataset.value = value;
      box.addEventListener("change", () => {
        const hidden = new Set(state.hidden[filter]);
        if (box.checked) hidden.delete(value);
        else hidden.add(value);
        go({ hidden: { ...state.hidden, [filter]: hidden } });
      });
      set.append(make("label", {}, box, make("span", {}, words(value), make("span", { class: "soft" }, ` ${number}`))));
    }
    by("filter-box").append(set);
  }
  by("filter-box").append(make("button", { type: "button", class: "reset", onclick: () => go({ hidden: nothingHidden() }) }, "Show everything"));
  addEventListener("pointerdown", (event) => {
    if (!by("filters").contains(event.target)) by("filters").open = false;
  });
}

function showFilters() {
  let off = 0;
  for (const box of by("filter-box").querySelectorAll("input")) {
    box.checked = !state.hidden[box.dataset.filter].has(box.dataset.value);
    off += box.checked ? 0 : 1;
  }
  by("filtered").textContent = off > 0 ? ` (${off} off)` : "";
}

/* ---- The legend: what occurs on the chart ---------------------------------------------------------------------- */

function prepareLegend() {
  const box = by("legend-box");
  const add = (sign, words) => box.append(make("span", {}, sign, words));
  const sign = (width, ...parts) => {
    const svg = svgElement("svg", { width, height: 14, viewBox: `0 0 ${width} 14`, "aria-hidden": "true" });
    parts.forEach(([name, attributes]) => svg.append(svgElement(name, attributes)));
    return svg;
  };
  const kinds = new Map(cards.map((one) => [one.body.kind, one.element.querySelector(".gg-bar")]));
  for (const [kind, bar] of [...kinds].sort(([a], [b]) => (a < b ? -1 : 1))) {
    add(sign(6, ["rect", { class: "gg-bar", width: 5, height: 14, rx: 2, fill: bar ? bar.getAttribute("fill") : "none" }]), kind);
  }
  const card = ["rect", { class: "gg-paper", x: 1, y: 1, width: 22, height: 12, rx: 3, fill: "#ffffff", stroke: "#cbd5e1" }];
  for (const [key, word] of standingWord) {
    const group = sign(24, card);
    group.setAttribute("class", "gg-card");
    group.dataset.standing = key;
    add(group, key === "active" ? "exists" : key === "possible" ? "may exist at that date" : word);
  }
  const line = (look, dashes) => sign(34, ["path", { class: look, d: "M1 7H33", fill: "none", "stroke-width": look === "gg-succession" ? 2.2 : 1.4, "stroke-dasharray": dashes, stroke: look === "gg-succession" ? "#b45309" : look === "gg-sub-board" ? "#334155" : "#64748b" }]);
  add(line("gg-succession", "none"), "succeeded by");
  add(line("gg-sub-board", "none"), "contains");
  add(line("gg-relation", "4.5 3.5"), "other relation");
  add(line("gg-relation", "1.2 3.2"), "proposed");
  add("", "Fainter lines and members in italics may hold at that date. × n: places; +: or more.");
}

/* ---- The other views, made when they are first looked at ------------------------------------------------------- */

const made = new Set();
const views = {
  lineage(section) {
    const all = make("input", { type: "checkbox", id: "all-bodies" });
    const body = make("tbody");
    const rows = data.timeline.map((moment) => {
      const isNear = moment.bodies.some((index) => cardOf.has(index));
      const names = moment.sort === "body" ? [...moment.bodies.map((index) => bodyLink(index)), ` ${moment.text}`] : [moment.text];
      const others = moment.sort === "body" ? [] : moment.bodies.flatMap((index, at) => [at > 0 ? ", " : "", bodyLink(index)]);
      return { isNear, row: make("tr", {}, make("td", { class: "when" }, moment.when), make("td", {}, moment.sort), make("td", {}, names), make("td", {}, others), make("td", {}, citation(moment.cites))) };
    });
    const fill = () => body.replaceChildren(...rows.filter((one) => all.checked || one.isNear).map((one) => one.row));
    all.addEventListener("change", fill);
    fill();
    const sheet = make("div", { class: "sheet" }, make("p", {}, make("label", {}, all, " also of bodies that are not on the chart")),
      make("table", {}, make("caption", {}, "What happened when: lifetimes, events, plans and milestones of all dates, in the order of time."),
        make("thead", {}, make("tr", {}, ["When", "Sort", "What", "Bodies", "Sources"].map((heading) => make("th", { scope: "col" }, heading)))), body));
    section.append(sheet);
    prepareDay();
  },
  list(section) {
    const order = data.bodies.map((body, index) => index).sort((a, b) => haystack[a].name < haystack[b].name ? -1 : 1);
    const rows = order.map((index) => {
      const body = data.bodies[index];
      const area = body.areas.length > 0 ? data.areas[body.areas[0]] : "";
      const cell = make("td", { class: "standing" });
      return make("tr", { "data-id": body.id, "data-at": index }, make("th", { scope: "row" }, bodyLink(index)), make("td", {}, body.kind), make("td", {}, area), make("td", {}, body.existed), cell);
    });
    const headings = ["Name", "Kind", "Area", "Existed", ""].map((heading) => make("th", { scope: "col" }, heading));
    headings[4].id = "standing-heading";
    section.append(make("div", { class: "sheet" }, make("table", { id: "bodies" },
      make("caption", {}, "All bodies, also those that are not on the chart, by name. A name leads to what is known."), make("thead", {}, make("tr", {}, headings)), make("tbody", {}, rows))));
  },
};

function showTab() {
  for (const tab of TABS) {
    const isOpen = tab === state.tab;
    by(`tab-${tab}`).setAttribute("aria-selected", String(isOpen));
    by(`tab-${tab}`).setAttribute("tabindex", isOpen ? "0" : "-1");
    by(`view-${tab}`).hidden = !isOpen;
  }
  if (views[state.tab] && !made.has(state.tab)) {
    made.add(state.tab);
    views[state.tab](by(`view-${state.tab}`));
  }
}

/* ---- The day in the picture of lineages ------------------------------------------------------------------------- */

// Days since 1970, as the picture counts them.
function dayNumber(day) {
  const date = new Date(0);
  date.setUTCFullYear(Math.floor(day / 10000), (monthOf(day) % 100) - 1, day % 100);
  return Math.round(date.getTime() / 86400000);
}

// Where a day lies; `null` beyond the ends of the picture.
function placeOfDay(number) {
  const { parts } = data.scale;
  if (number < parts[0][0] || number > parts[parts.length - 1][1]) return null;
  const [first, last, left, right] = parts.find((part) => number < part[1]) || parts[parts.length - 1];
  return left + ((number - first) / Math.max(last - first, 1)) * (right - left);
}

let dayMark = null;

function prepareDay() {
  const picture = document.querySelector("#picture-lineage svg");
  if (!picture || !data.scale) return;
  const line = svgElement("path", { class: "day-line" });
  const ground = svgElement("rect", { class: "day-ground", height: 17, rx: 8.5 });
  const words = svgElement("text", { class: "day-words", "text-anchor": "middle" });
  const group = svgElement("g", { id: "lineage-day", "aria-hidden": "true" });
  group.append(line, ground, words);
  picture.append(group);
  dayMark = { group, line, ground, words, picture };
}

function showDay() {
  if (state.tab !== "lineage" || !made.has("lineage") || dayMark === null) return;
  const { group, line, ground, words, picture } = dayMark;
  const at = state.at;
  const [from, to] = at === null ? [null, null] : [placeOfDay(dayNumber(at.first)), placeOfDay(dayNumber(at.last) + 1)];
  const note = document.querySelector("#view-lineage > p");
  const said = at === null ? "No date is chosen." : from === null && to === null ? `${at.words} is outside what is drawn.` : `The red line is at ${at.words}.`;
  note.textContent = `What became of what, at all dates: everything on record is drawn, whatever the date above. ${said} Below the picture is the same as a list.`;
  const isShown = from !== null || to !== null;
  group.setAttribute("visibility", isShown ? "visible" : "hidden");
  if (!isShown) return;
  const [left, right] = [from === null ? to : from, to === null ? from : to];
  const middle = (left + right) / 2;
  line.setAttribute("d", `M${middle.toFixed(1)} ${(data.scale.top - 6).toFixed(1)}V${data.scale.bottom.toFixed(1)}`);
  words.textContent = at.words;
  const width = words.getComputedTextLength() + 16;
  const whole = picture.viewBox.baseVal.width;
  const x = Math.min(Math.max(middle - width / 2, 4), whole - width - 4);
  ground.setAttribute("x", x.toFixed(1));
  ground.setAttribute("y", (data.scale.top - 22).toFixed(1));
  ground.setAttribute("width", width.toFixed(1));
  words.setAttribute("x", (x + width / 2).toFixed(1));
  words.setAttribute("y", (data.scale.top - 9.8).toFixed(1));
}

/* ---- Who sits where --------------------------------------------------------------------------------------------- */

const MOST_COLUMNS = 90, MOST_SINGLE = 40, MOST_ROWS = 300, MOST_PAIRS = 60;
const meetOf = (a, b) => {
  const [first, last] = [a.first !== null && b.first !== null ? Math.max(a.first, b.first) : null, a.last !== null && b.last !== null ? Math.min(a.last, b.last) : null];
  const bound = (x, y, pick) => (x === null ? y : y === null ? x : pick(x, y));
  const certain = first !== null && last !== null && first <= last;
  return {
    earliest: bound(a.earliest, b.earliest, Math.max), latest: bound(a.latest, b.latest, Math.min),
    first: certain ? first : null, last: certain ? last : null, since: null,
  };
};

function countWords([least, most]) {
  if (most === null) return least === 0 ? "n" : `${least}+`;
  return least === most ? String(least) : `${least}–${most}`;
}

// What seats somebody has on a body at the date; `null`: none. Nobody sits for certain on what is only proposed.
function sittingNow(sitting) {
  const stands = standsNow(data.bodies[sitting.body]);
  const isProposed = stands === "proposed";
  if (state.at === null) {
    if (sitting.rest === undefined || sitting.rest === null) return null;
    const places = sitting.places.filter((place) => place.rest).map((place) => ({ place, cover: CERTAIN }));
    const doubt = sitting.contested && !isProposed;
    return { sitting, places, cover: isProposed ? POSSIBLE : CERTAIN, text: `${sitting.rest}${doubt ? "?" : ""}`, look: isProposed ? "proposed" : doubt ? "may" : "yes" };
  }
  if (!isInView(stands)) return null;
  const places = [];
  for (const place of sitting.places) {
    const cover = place.time === null ? NO : Math.min(covers(data.times[place.time], state.at), isProposed ? POSSIBLE : CERTAIN);
    if (cover !== NO) places.push({ place, cover });
  }
  if (places.length === 0) return null;
  const cover = Math.max(...places.map((one) => one.cover));
  let text = "?";
  if (cover === CERTAIN) {
    text = countWords(places.reduce(([least, most], { place, cover: own }) => [least + (own === CERTAIN ? place.least : 0), most === null || place.most === null ? null : most + place.most], [0, 0]));
  } else if (places.length === 1) text = `${countWords([places[0].place.least, places[0].place.most])}${isProposed ? "" : "?"}`;
  return { sitting, places, cover, text, look: isProposed ? "proposed" : cover === CERTAIN ? "yes" : "may" };
}

// Whether the members of a body that has some, or should, are all unknown.
function isUnknown(index, known) {
  const body = data.bodies[index];
  if (known.has(index) || (state.at !== null && !isInView(standsNow(body)))) return false;
  return body.meets || (body.seats || []).some((time) => state.at === null || covers(data.times[time], state.at) !== NO);
}

function sharedNow(bodies, of) {
  const pairs = [];
  const held = new Map();
  for (const one of of) {
    const list = held.get(one.sitting.holder) || [];
    list.push(one);
    held.set(one.sitting.holder, list);
  }
  const found = new Map();
  for (const [holder, list] of held) {
    for (let i = 0; i < list.length; i++) {
      for (let k = i + 1; k < list.length; k++) {
        const [a, b] = list[i].sitting.body < list[k].sitting.body ? [list[i], list[k]] : [list[k], list[i]];
        const key = a.sitting.body * data.bodies.length + b.sitting.body;
        const pair = found.get(key) || { a: a.sitting.body, b: b.sitting.body, shared: [] };
        let cover = NO;
        for (const { place: x } of a.places) {
          for (const { place: y } of b.places) {
            const both = x.time === null || y.time === null ? null : meetOf(data.times[x.time], data.times[y.time]);
            if (both === null) cover = Math.max(cover, POSSIBLE);
            else if (state.at !== null) cover = Math.max(cover, covers(both, state.at));
            else if (both.first !== null) cover = CERTAIN;
            else if (both.earliest === null || both.latest === null || both.earliest <= both.latest) cover = Math.max(cover, POSSIBLE);
          }
        }
        const isOpen = data.holders[holder].some || [a, b].some((one) => one.look === "proposed");
        pair.shared.push({ holder, cover: isOpen ? Math.min(cover, POSSIBLE) : cover });
        found.set(key, pair);
      }
    }
  }
  for (const pair of found.values()) {
    const count = (least) => pair.shared.filter((one) => one.cover >= least).length;
    pairs.push({ ...pair, certain: count(CERTAIN), all: count(POSSIBLE) });
  }
  const name = (pair) => `${data.bodies[pair.a].name} ${data.bodies[pair.b].name}`;
  return pairs.sort((x, y) => y.all - x.all || y.certain - x.certain || byName.compare(name(x), name(y)));
}

function showMatrix() {
  if (state.tab !== "matrix") return;
  const section = by("view-matrix");
  const scrolled = section.querySelector(".grid");
  const [left, top] = scrolled ? [scrolled.scrollLeft, scrolled.scrollTop] : [0, 0];
  const isShown = (index) => {
    const body = data.bodies[index];
    return !state.hidden.kind.has(body.kind) && !state.hidden.area.has(body.areas.length > 0 ? data.areas[body.areas[0]] : "");
  };
  let now = data.sittings.map(sittingNow).filter((one) => one !== null);
  const known = new Set(now.map((one) => one.sitting.body));
  const unknown = data.bodies.map((body, index) => index).filter((index) => isUnknown(index, known) && isShown(index));
  now = now.filter((one) => isShown(one.sitting.body));
  let columns = data.columns.filter((index) => known.has(index) && isShown(index));
  const all = columns.length;
  let scope = "";
  if (columns.length > MOST_COLUMNS && state.body !== null) {
    const own = new Set(now.filter((one) => one.sitting.body === state.body || data.holders[one.sitting.holder].body === state.body).map((one) => one.sitting.holder));
    const near = new Map();
    now.forEach((one) => { if (own.has(one.sitting.holder)) near.set(one.sitting.body, (near.get(one.sitting.body) || 0) + 1); });
    near.set(state.body, Infinity);
    const best = new Set([...near].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, MOST_COLUMNS).map(([index]) => index));
    columns = columns.filter((index) => best.has(index));
    scope = ` Of ${all} bodies with known members, these share most with ${data.bodies[state.body].name}.`;
  }
  const head = make("p", { class: "soft", id: "matrix-head" });
  const parts = [head];
  if (columns.length > MOST_COLUMNS) {
    head.textContent = `Members are known of ${all} bodies at ${when()}: too many for one matrix. Choose a body (search, or a click on the chart) to see it beside those that it shares members with, or filter by kind or area.`;
  } else if (columns.length === 0) {
    head.textContent = state.at === null ? "Nobody is known to sit on any of these bodies." : `Nobody is known to sit on any of these bodies at ${when()}.`;
  } else {
    const inside = new Set(columns);
    now = now.filter((one) => inside.has(one.sitting.body));
    const holders = new Map();
    for (const one of now) {
      const list = holders.get(one.sitting.holder) || [];
      list.push(one);
      holders.set(one.sitting.holder, list);
    }
    const rows = [...holders].sort((a, b) => b[1].length - a[1].length || byName.compare(data.holders[a[0]].name, data.holders[b[0]].name));
    const words = (count, one, many) => `${count} ${count === 1 ? one : many}`;
    head.textContent = `Who sits where at ${when()}: ${words(rows.length, "organisation", "organisations")} on ${words(columns.length, "body", "bodies")}.${scope} ` +
      (state.at === null ? "Everything on record, whatever its time: not all of it held at once. " : "It follows the date above. ") +
      "Members count; advisers, observers and those who attend on demand do not.";
    parts.push(...matrixTable(columns, rows), sharedTable(sharedNow(columns, now)));
  }
  if (unknown.length > 0) {
    const rest = unknown.length - 40;
    const names = listed(unknown.sort((a, b) => byName.compare(data.bodies[a].name, data.bodies[b].name)).slice(0, 40));
    parts.push(make("p", { class: "small", id: "matrix-unknown" }, make("strong", {}, "Unknown, not none: "), `at ${when()} no members are known of `, names, rest > 0 ? ` and ${rest} more` : "", "."));
  }
  section.replaceChildren(...parts);
  const grid = section.querySelector(".grid");
  if (grid) [grid.scrollLeft, grid.scrollTop] = [left, top];
}

function matrixTable(columns, rows) {
  const most = Math.max(1, ...rows.flatMap(([, list]) => list.map((one) => parseInt(one.text, 10) || 1)));
  const folded = rows.filter(([, list], at) => at >= MOST_ROWS || (rows.length > MOST_SINGLE && list.length < 2));
  const gone = new Set(folded);
  const heads = columns.map((index) => {
    const body = data.bodies[index];
    const stands = standsNow(body);
    const link = bodyLink(index, body.short || body.name);
    const note = stands === "active" ? "" : make("span", { class: "soft" }, ` ${standingWord.get(stands)}`);
    return make("th", { scope: "col", class: index === state.body ? "own" : null, title: body.name, "data-id": body.id }, make("div", {}, link, note));
  });
  const body = make("tbody");
  for (const row of rows) {
    if (gone.has(row)) continue;
    const [holder, list] = row;
    const { name, body: own, some } = data.holders[holder];
    const cells = new Map(list.map((one) => [one.sitting.body, one]));
    const title = own === undefined ? name : bodyLink(own, name);
    body.append(make("tr", { "data-holder": name, class: own !== undefined && own === state.body ? "own" : null }, make("th", { scope: "row" }, title, some ? " *" : ""), columns.map((index) => {
      const one = cells.get(index);
      if (one === undefined) return make("td", {});
      const best = Math.max(...one.places.map(({ place }) => place.rank || 0));
      const number = parseInt(one.text, 10) || 1;
      const shade = most <= 1 ? 2 : 1 + Math.ceil(((Math.min(number, most) - 1) * 4) / (most - 1));
      const seats = one.places.map(({ place, cover }) => `${place.text}${cover === POSSIBLE ? " (possible)" : ""}`);
      const doubt = one.sitting.contested ? "; a source lists it when it, or the body, did not exist" : "";
      const told = `${name} on ${data.bodies[index].name}${one.look === "proposed" ? " (proposed)" : ""}: ${seats.join("; ")}${doubt}`;
      return make("td", { class: `cell ${one.look} shade-${shade} rank-${best}`, title: told, "data-body": data.bodies[index].id }, make("span", {}, `${one.text}${one.sitting.contested ? "†" : ""}`));
    })));
  }
  if (folded.length > 0) {
    const isSingle = folded.every(([, list]) => list.length === 1);
    const counts = new Map();
    folded.forEach(([holder, list]) => list.forEach((one) => counts.set(one.sitting.body, [...(counts.get(one.sitting.body) || []), data.holders[holder].name])));
    const words = isSingle ? `${folded.length} more, each on one body only` : `${folded.length} more`;
    body.append(make("tr", { class: "folded" }, make("th", { scope: "row" }, words), columns.map((index) => {
      const names = counts.get(index);
      return names ? make("td", { class: "cell", title: names.slice(0, 20).join("; ") + (names.length > 20 ? `; and ${names.length - 20} more` : "") }, `+${names.length}`) : make("td", {});
    })));
  }
  const sign = (look, text, words) => make("span", {}, make("i", { class: `cell ${look}` }, make("span", {}, text)), ` ${words}`);
  const signs = [["yes shade-2", "1", "places there; the stronger the colour, the more"], ["may", "1?", "possible: the sources speak of another time"], ["proposed", "1", "as proposed"], ["yes shade-2 rank-2", "1", "chair"], ["yes shade-2 rank-1", "1", "co-chair or vice-chair"]];
  const has = (part) => body.querySelector(`td.${part}`) !== null;
  const occurs = [has("yes"), has("may"), has("proposed"), has("rank-2"), has("rank-1")];
  const legend = signs.filter((one, at) => occurs[at]).map((one) => sign(...one));
  const texts = [...body.querySelectorAll("td")].map((cell) => cell.textContent);
  if (texts.some((text) => text.includes("+") && !text.startsWith("+"))) legend.push(make("span", {}, "1+: one or more"));
  if (texts.some((text) => text.startsWith("n"))) legend.push(make("span", {}, "n: a number that is not known"));
  if (texts.includes("?")) legend.push(make("span", {}, "?: possible, in several seats"));
  if (texts.some((text) => text.includes("†"))) legend.push(make("span", {}, "†: a source lists it when it, or the body, did not exist"));
  if (rows.some(([holder]) => data.holders[holder].some)) legend.push(make("span", {}, "*: some of several; the sources do not say which"));
  const table = make("table", { id: "seats" }, make("thead", {}, make("tr", {}, make("th", { scope: "col" }, make("span", { class: "hidden" }, "Organisation")), heads)), body);
  return [make("div", { class: "grid", tabindex: "0", role: "group", "aria-label": "Who sits where" }, table), make("p", { class: "signs small soft" }, legend)];
}

function sharedTable(pairs) {
  if (pairs.length === 0) return make("p", { class: "small" }, "No two of these bodies are known to share a member.");
  const words = ({ certain, all, shared }) => (all === 0 ? `(${shared.length})` : certain === all ? String(all) : certain === 0 ? `${all}?` : `${certain}–${all}`);
  const rows = pairs.slice(0, MOST_PAIRS).map((pair) => {
    const names = pair.shared.map(({ holder, cover }) => `${data.holders[holder].name}${cover === CERTAIN ? "" : cover === POSSIBLE ? " (possible)" : " (not at one time)"}`).sort(byName.compare);
    return make("tr", { "data-pair": `${data.bodies[pair.a].id} ${data.bodies[pair.b].id}` }, make("td", {}, bodyLink(pair.a)), make("td", {}, bodyLink(pair.b)), make("td", { class: "number" }, words(pair)), make("td", {}, names.join("; ")));
  });
  const more = pairs.length > MOST_PAIRS ? ` The first ${MOST_PAIRS} of ${pairs.length} pairs.` : "";
  return make("table", { id: "shared", class: "sheet" }, make("caption", {}, make("strong", {}, "Bodies that share members. "), `3? means that all three are only possible, 1–3 that one is certain.${more}`),
    make("thead", {}, make("tr", {}, ["Body", "Body", "Members on both", "Who"].map((heading) => make("th", { scope: "col" }, heading)))), make("tbody", {}, rows));
}

/* ---- What was noticed ------------------------------------------------------------------------------------------- */

const wordsOf = (at) => (at === null ? "all dates together" : at.words);

// The states of the findings at the date, from the first to the last: 0 is the date to begin with, 1 all dates, and from 2 on
// the stops of the slider.
function statesNow() {
  if (!data.findings_follow || sameDate(state.at, BEGINNING)) return [0, 0];
  if (state.at === null || stops.length === 0) return [1, 1];
  return [2 + stopOf(state.at.first), 2 + stopOf(state.at.last)];
}

// For which time they are, in words.
function statesWords() {
  const [first, last] = statesNow();
  if (first === 0) return wordsOf(BEGINNING);
  if (first === 1) return wordsOf(null);
  const words = (at) => month(stops[at - 2]).words;
  return first === last ? words(first) : `${words(first)} to ${words(last)}`;
}

// The findings at the date, each with what is to be said of how sure it is: certain ones of a kind first.
function noticedNow() {
  const [first, last] = statesNow();
  const out = [];
  data.findings.forEach((finding, order) => {
    const held = finding.when.filter(([from, to]) => from <= last && first <= to);
    if (held.length === 0) return;
    const length = held.reduce((sum, [from, to]) => sum + Math.min(to, last) - Math.max(from, first) + 1, 0);
    const isWhole = length >= last - first + 1;
    const isCertain = held.every(([, , certain]) => certain);
    const words = [isWhole ? "" : "in a part of that time", isCertain ? "" : "possible"].filter(Boolean).join(", ");
    out.push({ finding, order, sure: isCertain && isWhole ? 0 : 1, words, get mark() { return words ? [" ", make("span", { class: "badge possible" }, words)] : ""; } });
  });
  return out;
}

// A code, with what it means behind it.
function explained(code) {
  const { word, severity, summary } = data.codes[code];
  return make("details", { class: "code" }, make("summary", {}, make("span", { class: `badge sev-${severity}` }, severity), ` ${word}`), make("p", {}, `${summary} More on it: docs/codes/${word}.md in govgraph's documentation.`));
}

function showFindings() {
  if (state.tab !== "findings") return;
  const section = by("view-findings");
  const sheet = make("div", { class: "sheet" });
  const now = noticedNow();
  const counts = new Map();
  now.forEach(({ finding }) => {
    if (finding.accepted) return;
    const { severity } = data.codes[finding.code];
    counts.set(severity, (counts.get(severity) || 0) + 1);
  });
  const follows = data.findings_follow
    ? (statesNow()[0] < 2 || state.at === null || (statesNow()[0] === statesNow()[1] && sameDate(state.at, month(stops[statesNow()[0] - 2]))) ? "They follow the date above. " : `They are known by month: for ${state.at.words}, those of ${statesWords()} are shown. `)
    : "They do not follow the date above: the structure is too large to be looked at for every month. govgraph audit with --at answers for any date. ";
  const total = [...counts].map(([severity, count]) => `${count} ${severity}${count === 1 ? "" : "s"}`).join(", ");
  sheet.append(make("p", { id: "findings-head" }, make("strong", {}, `What was noticed for ${statesWords()}: ${total || "nothing"}. `), follows, "Whether something is noticed depends on what is on record: where nothing is noticed, nothing need be right."));
  const boxes = ["warning", "notice"].filter((severity) => data.codes.some((code) => code.severity === severity)).map((severity) => {
    const box = make("input", { type: "checkbox", id: `show-${severity}` });
    box.checked = !state.hidden.severity.has(severity);
    box.addEventListener("change", () => {
      const hidden = new Set(state.hidden.severity);
      if (box.checked) hidden.delete(severity);
      else hidden.add(severity);
      go({ hidden: { ...state.hidden, severity: hidden } });
      const again = by(`show-${severity}`);
      if (again) again.focus();
    });
    return make("label", {}, box, ` ${severity}s (${counts.get(severity) || 0})`);
  });
  sheet.append(make("p", { class: "choices", role: "group", "aria-label": "Which findings to show" }, boxes));
  // What is said of several in the same words is told once, where the first of them stands.
  const groups = new Map();
  now.sort((a, b) => rankOf(a) - rankOf(b) || a.order - b.order);
  for (const one of now) {
    if (state.hidden.severity.has(data.codes[one.finding.code].severity)) continue;
    const key = one.finding.group === undefined ? `only ${one.order}` : `${one.finding.group} ${one.words}`;
    groups.set(key, [...(groups.get(key) || []), one]);
  }
  let subject = null;
  for (const group of groups.values()) {
    const { finding } = group[0];
    if (finding.subject !== subject) {
      subject = finding.subject;
      sheet.append(make("h3", {}, subject));
    }
    sheet.append(findingItem(group));
  }
  if (groups.size === 0) sheet.append(make("p", { class: "soft" }, "Nothing of what is to be shown."));
  section.replaceChildren(sheet);
}

// The order of subjects, then the gravest, then what is certain: as `govgraph audit` tells them.
const subjects = new Map();
data.findings.forEach((finding) => { if (!subjects.has(finding.subject)) subjects.set(finding.subject, subjects.size); });
const rankOf = ({ finding, sure }) => subjects.get(finding.subject) * 4 + (data.codes[finding.code].severity === "warning" ? 0 : 2) + sure;

function findingItem(group) {
  const { finding, mark } = group[0];
  const item = make("div", { class: "finding", "data-code": data.codes[finding.code].word });
  const text = make("p", {});
  item.dataset.said = group.length === 1 ? finding.message : finding.pattern.replace("{}", () => `${group.length} ${finding.bodies ? "bodies" : "themes"}`);
  item.dataset.sure = group[0].words;
  if (group.length === 1) text.append(...linked(finding.message, finding.bodies || []));
  else {
    const bodies = group.flatMap((one) => one.finding.bodies || []);
    const names = bodies.length > 0 ? listed(bodies) : [group.flatMap((one) => one.finding.themes || []).sort(byName.compare).join(", ")];
    text.append(item.dataset.said, ": ", ...names);
  }
  if (mark) text.append(...mark);
  item.append(text);
  if (finding.help) item.append(make("p", { class: "small soft" }, `${finding.help[0].toUpperCase()}${finding.help.slice(1)}.`));
  if (finding.accepted) item.append(make("p", { class: "small" }, `Accepted: ${finding.accepted}`));
  const cites = [...new Set(group.flatMap((one) => one.finding.cites || []))];
  if (cites.length > 0) item.append(citation(cites.slice(0, 12)));
  const places = group.map((one) => one.finding.place).filter(Boolean);
  item.append(explained(finding.code));
  if (places.length > 0) item.append(make("span", { class: "small soft places" }, `In the data: ${places.slice(0, 3).join(", ")}${places.length > 3 ? ` and ${places.length - 3} more` : ""}`));
  return item;
}

function showList() {
  if (!made.has("list") || state.tab !== "list") return;
  by("standing-heading").textContent = state.at === null ? "Standing" : `At ${state.at.words}`;
  for (const row of by("bodies").querySelectorAll("tbody tr")) {
    const cell = row.lastElementChild;
    const stands = standsNow(data.bodies[Number(row.dataset.at)]);
    cell.dataset.standing = stands;
    cell.textContent = state.at === null && stands === "active" ? "" : standingWord.get(stands);
  }
}

by("tabs").addEventListener("click", (event) => {
  const tab = event.target.closest("[role=tab]");
  if (tab) go({ tab: tab.id.slice(4) });
});
by("tabs").addEventListener("keydown", (event) => {
  const at = TABS.indexOf(state.tab);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: TABS.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  const tab = TABS[(to + TABS.length) % TABS.length];
  go({ tab });
  by(`tab-${tab}`).focus();
});

/* ---- Keys that work everywhere --------------------------------------------------------------------------------- */

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const target = event.target instanceof Element ? event.target : document.body;
  const isWriting = target.matches("input[type=text]");
  if (event.key === "/" && !isWriting) {
    event.preventDefault();
    search.focus();
    search.select();
  } else if (event.key === "Escape" && !isWriting) {
    if (by("filters").open) by("filters").open = false;
    else if (state.body !== null) choose(null);
  } else if (state.tab === "chart" && (target === document.body || target === canvas || canvas.contains(target) || target === by("main"))) {
    chartKey(event);
  }
});

/* ---- Paper ----------------------------------------------------------------------------------------------------- */

addEventListener("beforeprint", () => {
  chart.setAttribute("viewBox", `0 0 ${chartWidth} ${chartHeight}`);
  world.removeAttribute("transform");
  world.classList.remove("far", "farther");
  world.querySelectorAll(".off").forEach((element) => element.classList.remove("off"));
  by("legend").open = true;
});
addEventListener("afterprint", () => {
  chart.removeAttribute("viewBox");
  [...cards, ...edges].forEach((one) => { one.isOff = false; });
  place();
});

/* ---- All of it ------------------------------------------------------------------------------------------------- */

function showDate() {
  showTime();
  cards.forEach(showCard);
  edges.forEach(showEdge);
  showChoice();
  showPanel();
  showDay();
  showMatrix();
  showFindings();
  showList();
}

function show() {
  showTab();
  showFilters();
  showDate();
  const name = state.body === null ? "" : `${data.bodies[state.body].name} · `;
  document.title = `${name}${data.title}${state.at === null ? "" : ` · ${state.at.words}`}`;
}

prepareTime();
prepareFilters();
prepareLegend();
Object.assign(state, parseAddress(location.hash));
show();
new ResizeObserver(showYears).observe(by("years"));
new ResizeObserver(() => {
  if (canvas.clientWidth === 0 || !isFitted) return;
  move(...whole());
  isFitted = true;
}).observe(canvas);
if (state.body !== null && cardOf.has(state.body) && state.tab === "chart") {
  move(...whole());
  reveal(cardOf.get(state.body));
}
})();
