'use strict';
// The operators' console: shows what the JSON interface beside it answers. Ids, reasons and values come from strangers:
// they only ever become text nodes, never markup, and the page's policy would refuse anything else.
// One file, and so a long one, because it is served as it is: nothing builds it.

const STATES = ['CREATED', 'WAITING_STOCK', 'WAITING_PAYMENT', 'COMPENSATING'];
const PAGE = 50;
const EVERY = 10_000;
const SLOWEST = 80_000;

const $ = id => document.getElementById(id);

// ---- building the page ----

/** An element. What is an event's listener has a name that begins with "on". */
function el(name, attributes, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (key.startsWith('on')) node.addEventListener(key.slice(2), value);
    else if (value != null && value !== false) node.setAttribute(key, value);
  }
  node.append(...children.flat(Infinity).filter(child => child != null && child !== ''));
  return node;
}

/** Text from outside, set apart from ours; what would not be seen, or would turn the line around, is spelled out. */
function told(text) {
  const hidden = /(?![\t\n\r])[\p{Cc}\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu;
  const spelled = c => '\\u' + c.codePointAt(0).toString(16).toUpperCase().padStart(4, '0');
  return el('bdi', { class: text.length > 30 ? 'long' : null }, text.replace(hidden, spelled));
}

let skew = 0;
const now = () => Date.now() + skew;
const utc = iso => new Date(iso).toISOString().replace('T', ' ');

function span(ms) {
  const units = [['d', 86_400_000], ['h', 3_600_000], ['min', 60_000], ['s', 1000]];
  const [unit, size] = units.find(([, size]) => ms >= size) ?? ['ms', 1];
  return `${Math.floor(ms / size)} ${unit}`;
}

function time(iso, words) {
  return el('time', { datetime: iso, title: utc(iso) }, words ?? utc(iso));
}

const age = iso => time(iso, span(Math.max(0, now() - Date.parse(iso))));

function due(iso) {
  if (!iso) return '–';
  const left = Date.parse(iso) - now();
  return left >= 0 ? time(iso, `in ${span(left)}`) : el('strong', { class: 'bad' }, time(iso, `${span(-left)} overdue`));
}

const sagaAt = id => `#/sagas/${encodeURIComponent(id)}`;
const letterAt = id => `#/dead-letters/${encodeURIComponent(id)}`;
const sagaLink = id => el('a', { href: sagaAt(id) }, told(id));

function table(caption, heads, rows) {
  return el('div', { class: 'scroll', role: 'region', 'aria-label': caption, tabindex: '0' }, el('table', {},
    el('thead', {}, el('tr', {}, heads.map(head => el('th', { scope: 'col' }, head)))),
    el('tbody', {}, rows.map(row => el('tr', {}, row.map(cell => el('td', {}, cell)))))));
}

function facts(...pairs) {
  return el('dl', {}, pairs.filter(([, value]) => value != null && value !== '')
    .map(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]));
}

const data = object => Object.entries(object)
  .map(([name, value]) => [` ${name} `, el('code', {}, told(typeof value === 'string' ? value : JSON.stringify(value)))]);

function pages(path, query, next) {
  const link = (cursor, words) => {
    const to = new URLSearchParams(query);
    to.delete('cursor');
    if (cursor) to.set('cursor', cursor);
    return el('a', { href: `#/${path}?${to}` }, words);
  };
  return el('p', {}, query.has('cursor') ? link(null, 'first page') : null, ' ', next ? link(next, 'next page') : null);
}

// ---- asking ----

class Refused extends Error {
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }
}

async function ask(path, options) {
  let response;
  try {
    response = await fetch(path, { cache: 'no-store', signal: AbortSignal.timeout(15_000), ...options });
  } catch {
    throw new Refused(0, 'the orchestrator does not answer');
  }
  skew = (Date.parse(response.headers.get('Date')) || Date.now()) - Date.now();
  return response;
}

async function json(path, options) {
  const response = await ask(path, options);
  const body = response.status === 204 ? {} : await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(response.status, body.error ?? `it answers with status ${response.status}`);
  return body;
}

let token = '';

function askToken() {
  const dialog = $('ask');
  $('token').value = '';
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise(done => dialog.addEventListener('close', () => {
    token = dialog.returnValue === 'go' ? $('token').value : '';
    $('token').value = '';
    done(token !== '');
  }, { once: true }));
}

/** A change: the token is asked for when the orchestrator asks for it. Null if it was not given. */
async function change(method, path) {
  for (;;) {
    try {
      return await json(path, { method, headers: token ? { Authorization: `Bearer ${token}` } : {} });
    } catch (failure) {
      if (failure.status !== 401) throw failure;
      if (token) say('That is not the token.', 'bad');
      if (!await askToken()) return null;
    }
  }
}

// ---- what is always there ----

async function readiness() {
  const place = $('readiness');
  let words = 'ready', mood = 'good';
  try {
    const answer = await (await ask('health/ready')).json();
    const down = Object.entries(answer.checks).filter(([, check]) => check.status !== 'up');
    if (answer.status !== 'up') {
      words = 'not ready: ' + down.map(([name, check]) => `${name}: ${check.error}`).join('; ');
      mood = 'bad';
    }
  } catch (failure) {
    words = failure.message;
    mood = 'bad';
  }
  if (place.textContent !== words) place.replaceChildren(told(words)); // said aloud only when it changes
  place.className = mood;
}

function series(text) {
  const found = [];
  for (const line of text.split('\n')) {
    const parts = /^(saga_\w+)(?:\{(.*)\})? (\S+)$/.exec(line);
    if (parts) found.push({ name: parts[1], state: /state="([^"]*)"/.exec(parts[2] ?? '')?.[1], value: Number(parts[3]) });
  }
  return (name, state) => found.filter(one => one.name === name && (!state || one.state === state))
    .reduce((sum, one) => sum + one.value, 0);
}

async function metrics() {
  const value = series(await (await ask('metrics')).text());
  const shown = new URLSearchParams(location.hash.split('?')[1]).get('state');
  const number = n => el('b', {}, Number.isFinite(n) ? n.toLocaleString('en', { maximumFractionDigits: 1 }) : '–');
  const tile = (words, n, href, current) =>
    el(href ? 'a' : 'div', { href, 'aria-current': current ? 'true' : null }, number(n), el('span', {}, words));
  const letters = tile('dead letters', value('saga_dead_letters'), '#/dead-letters');
  letters.classList.toggle('bad', value('saga_dead_letters') > 0);
  const oldest = value('saga_outbox_oldest_seconds');
  put($('metrics'), [
    ...STATES.map(state => tile(state, value('saga_in_flight', state), `#/sagas?state=${state}`, state === shown)),
    tile('commands to publish' + (oldest > 0 ? `, the oldest for ${span(oldest * 1000)}` : ''), value('saga_outbox_pending')),
    letters,
    tile('conflicts since the start', value('saga_conflicts_total')),
  ]);
}

function say(words, mood = '') {
  $('said').className = mood;
  $('said').replaceChildren(words);
}

/** New content in place of the old; who stood on a link or button with the keyboard still stands there. */
function put(place, content) {
  const mark = node => node.getAttribute('href') ?? node.id;
  const at = place.contains(document.activeElement) ? mark(document.activeElement) : null;
  place.replaceChildren(...[content].flat(Infinity));
  if (at) [...place.querySelectorAll('a, button')].find(node => mark(node) === at)?.focus();
}

// ---- the pages ----

function badge(stuck) {
  if (!stuck) return null;
  return el('span', { class: 'badge bad' }, 'stuck ', stuck.since ? age(stuck.since) : null,
    stuck.deadLetter == null ? null : [' on ', el('a', { href: letterAt(stuck.deadLetter) }, `dead letter ${stuck.deadLetter}`)],
    stuck.waiting ? `, ${stuck.waiting} waiting` : null);
}

async function sagas(query) {
  const to = new URLSearchParams({ limit: PAGE });
  for (const name of ['state', 'cursor']) if (query.get(name)) to.set(name, query.get(name));
  const page = await json(`api/sagas?${to}`);
  const rows = page.sagas.map(saga =>
    [[sagaLink(saga.sagaId), ' ', badge(saga.stuck)], saga.state, age(saga.since), due(saga.dueAt)]);
  const title = query.get('state') ? ['In flight: ', told(query.get('state'))] : 'In flight';
  return [
    el('h2', {}, title),
    rows.length ? table('Sagas in flight, the longest in its state first', ['Booking', 'State', 'For', 'Due'], rows)
      : el('p', {}, 'None.'),
    query.get('state') ? el('p', {}, el('a', { href: '#/sagas' }, 'all states')) : null,
    pages('sagas', query, page.next),
  ].filter(Boolean);
}

function diagram(states, current) {
  const boxes = { CREATED: [10, 10], WAITING_STOCK: [10, 80], WAITING_PAYMENT: [10, 150], COMPLETED: [10, 220],
    COMPENSATING: [190, 115], CANCELLED: [190, 220] };
  const ways = { 'CREATED WAITING_STOCK': 'M80 44V78', 'WAITING_STOCK WAITING_PAYMENT': 'M80 114V148',
    'WAITING_PAYMENT COMPLETED': 'M80 184V218', 'WAITING_STOCK COMPENSATING': 'M150 97H260V113',
    'WAITING_PAYMENT COMPENSATING': 'M150 167H215V151', 'COMPENSATING CANCELLED': 'M285 149V218' };
  const path = states.filter((state, i) => state !== states[i - 1]);
  const svg = (name, attributes, ...children) => {
    const node = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...children);
    return node;
  };
  const mood = state => (path.includes(state) ? 'taken' : '') + (state === current ? ' now' : '');
  const taken = way => path.some((state, i) => way === `${path[i - 1]} ${state}`) ? 'taken' : '';
  const tip = svg('marker', { id: 'tip', viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto',
    markerUnits: 'userSpaceOnUse' }, svg('path', { d: 'M0 0L8 4L0 8z', fill: 'context-stroke', stroke: 'none', class: 'tip' }));
  return svg('svg', { viewBox: '0 0 340 264', role: 'img', 'aria-label': `The way taken: ${path.join(', then ')}` },
    svg('defs', {}, tip),
    ...Object.entries(ways).map(([way, d]) => svg('path', { d, class: taken(way), 'marker-end': 'url(#tip)' })),
    ...Object.entries(boxes).flatMap(([state, [x, y]]) => [
      svg('rect', { x, y, width: 140, height: 34, rx: 8, class: mood(state) }),
      svg('text', { x: x + 70, y: y + 17, class: mood(state) }, state)]));
}

function entry(one, before, startedAt) {
  const turn = one.state !== before;
  return el('li', { class: turn ? 'turn' : null },
    el('strong', {}, one.event), ' ', turn ? el('span', { class: 'badge' }, one.state) : null, data(one.data),
    el('div', { class: 'dim' }, `${one.version} · `, time(one.at), ` · after ${span(Date.parse(one.at) - Date.parse(startedAt))} · by `,
      told(one.causedBy)),
    one.commands.length ? el('ul', {}, one.commands.map(command =>
      el('li', {}, '→ ', el('b', {}, command.type), data(command.data), ' ', el('span', { class: 'dim' }, command.id)))) : null);
}

async function saga(id) {
  const it = await json(`api/sagas/${encodeURIComponent(id)}`);
  const states = it.history.map(one => one.state);
  return [
    el('h2', {}, 'Booking ', told(it.sagaId), ' ', el('span', { class: 'badge' }, it.state), ' ', badge(it.stuck)),
    facts(['version', String(it.version)], ['started', time(it.startedAt)], ['last event', time(it.updatedAt)],
      ['ended', it.endedAt ? [time(it.endedAt), ` after ${span(Date.parse(it.endedAt) - Date.parse(it.startedAt))}`] : null],
      ['due', it.dueAt ? due(it.dueAt) : null],
      ['waits for', it.awaiting.length ? el('ul', {}, it.awaiting.map(one => el('li', {}, 'an answer to ', el('b', {}, one.command), ' ',
        one.productId ? told(one.productId) : null, ' for ', age(one.since)))) : null]),
    el('h2', {}, 'What happened'),
    el('div', { class: 'saga' },
      el('ol', { class: 'timeline' }, it.history.map((one, i) => entry(one, states[i - 1], it.startedAt))),
      diagram(states, it.state)),
  ];
}

async function deadLetters(query) {
  const to = new URLSearchParams({ limit: PAGE });
  if (query.get('cursor')) to.set('cursor', query.get('cursor'));
  const page = await json(`api/dead-letters?${to}`);
  const rows = page.deadLetters.map(letter => [
    el('a', { href: letterAt(letter.id) }, String(letter.id)), letter.reason, told(letter.type ?? '–'),
    letter.sagaId ? sagaLink(letter.sagaId) : '–', told(letter.detail), String(letter.attempts), age(letter.lastFailedAt)]);
  return [
    el('h2', {}, 'Dead letters'),
    rows.length ? table('Dead letters, the oldest first', ['Id', 'Reason', 'Message', 'Booking', 'Detail', 'Attempts', 'Failed'], rows)
      : el('p', {}, 'None.'),
    pages('dead-letters', query, page.next),
  ];
}

async function deadLetter(id) {
  const it = await json(`api/dead-letters/${encodeURIComponent(id)}`);
  const octets = (value, encoding) => value == null ? 'none' : [encoding === 'base64' ? '(base64) ' : '', told(value)];
  const act = (method, path, done) => async event => {
    event.target.disabled = true;
    try {
      const answer = await change(method, path);
      if (answer) {
        say(`Dead letter ${it.id} ${done(answer)}.`, 'good');
        location.hash = '#/dead-letters';
      }
    } catch (failure) {
      say(failure.message, 'bad');
      await show(); // what is refused again has another attempt to its name
    } finally {
      event.target.disabled = false;
    }
  };
  const here = `api/dead-letters/${it.id}`;
  const retry = act('POST', `${here}/retry`, answer => `retried: ${answer.outcome}`);
  const discard = act('DELETE', here, () => 'discarded');
  const sure = event => confirm(`Discard dead letter ${it.id} for ever?`) && discard(event);
  return [
    el('h2', {}, `Dead letter ${it.id} `, el('span', { class: 'badge' }, it.reason)),
    el('p', {}, told(it.detail)),
    el('p', {}, el('button', { id: 'retry', onclick: retry }, 'Retry'), ' ',
      el('button', { id: 'discard', class: 'bad', onclick: sure }, 'Discard')),
    facts(['booking', it.sagaId ? sagaLink(it.sagaId) : '–'], ['message', told(it.type ?? '–')], ['identity', told(it.messageId)],
      ['from', [told(it.topic), ` / ${it.partition} / ${it.offset}`]], ['key', octets(it.key, it.keyEncoding)],
      ['attempts', String(it.attempts)], ['first failed', time(it.firstFailedAt)], ['last failed', time(it.lastFailedAt)]),
    el('h2', {}, 'Headers'),
    it.headers.length ? table('Headers', ['Name', 'Value'], it.headers.map(one => [told(one.name), octets(one.value, one.encoding)]))
      : el('p', {}, 'None.'),
    el('h2', {}, it.encoding === 'base64' ? 'Value (base64)' : 'Value'),
    it.value == null ? el('p', {}, 'None (a tombstone, or too large to be kept).') : el('pre', { tabindex: '0' }, told(it.value)),
  ];
}

// ---- going about ----

/** The page that the address names. Those that a reader or an action is busy with do not change by themselves. */
function here() {
  const [path, query] = location.hash.slice(1).split('?');
  const [place, id] = path.split('/').filter(Boolean).map(decodeURIComponent);
  const parameters = new URLSearchParams(query);
  if (!place || place === 'sagas') {
    return id === undefined ? { title: 'Bookings in flight', still: false, draw: () => sagas(parameters) }
      : { title: `Booking ${id}`, still: false, draw: () => saga(id) };
  }
  if (place === 'dead-letters') {
    return id === undefined ? { title: 'Dead letters', still: false, draw: () => deadLetters(parameters) }
      : { title: `Dead letter ${id}`, still: true, draw: () => deadLetter(id) };
  }
  throw new Refused(404, 'there is no such page');
}

let turn = 0;

/** Draws the page, unless another was asked for meanwhile. */
async function show() {
  const mine = ++turn;
  let content;
  try {
    const page = here();
    document.title = page.title;
    content = await page.draw();
  } catch (failure) {
    content = el('p', { class: 'bad' }, told(failure.message));
  }
  if (mine === turn) put($('main'), content);
}

let pause = EVERY;
let timer;

/** Everything anew; one round at a time, none while nobody looks, and rarer while there is no answer. */
async function round() {
  clearTimeout(timer);
  if (!document.hidden && $('automatic').checked) {
    const mine = turn;
    try {
      const page = here();
      const content = page.still || !getSelection().isCollapsed ? null : await page.draw();
      await Promise.all([readiness(), metrics()]);
      if (content && mine === turn) put($('main'), content);
      $('refreshed').textContent = ` · refreshed ${utc(now())}`;
      pause = EVERY;
    } catch (failure) {
      await readiness();
      $('refreshed').textContent = ` · not refreshed: ${failure.message}`;
      pause = Math.min(2 * pause, SLOWEST);
    }
  }
  clearTimeout(timer);
  timer = setTimeout(round, pause);
}

addEventListener('hashchange', async () => {
  await show();
  metrics().catch(() => {});
  $('main').focus({ preventScroll: true });
});
document.addEventListener('click', event => event.target.closest('a') && say(''));
document.addEventListener('visibilitychange', () => document.hidden || round());
$('automatic').addEventListener('change', round);
$('skip').addEventListener('click', event => {
  event.preventDefault();
  $('main').focus();
});
$('find').addEventListener('submit', event => {
  event.preventDefault();
  location.hash = sagaAt($('booking').value.trim());
});
show();
readiness();
metrics().catch(() => {});
timer = setTimeout(round, EVERY);
