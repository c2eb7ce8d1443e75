// A real browser on a real server: what every journey in this folder stands on.
//
//   import { journey } from './browser.mjs';
//   journey('a nurse raises a hazard', async ({ page, open, signIn, look }) => {
//     await signIn('…', '…');
//     await open('/hazards/new');
//     await page.getByLabel('What did you see?').fill('A wet floor');
//     await page.getByRole('button', { name: 'Raise it' }).click();
//     await look('hazard-raised');
//   });
//
// Each journey has its own server, its own copy of the living example and its own browser, so that none sees what
// another did. `look` takes a picture at phone and desktop size (into shots/) and fails when the page scrolls
// sideways, breaks an accessibility rule, or complained in the console. When a journey is over, `concert verify` must
// find its record whole.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const concert = join(checkout, 'build/concert');
const seeds = join(checkout, 'build/test');
const shots = join(checkout, 'tests/journeys/shots');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } };

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync'];

// journey(title, steps): one test; steps gets { page, browser, server, open, signIn, look, newPerson, someone }.
// `first` is what the first person's browser is like, `example` the record it begins with.
export function journey(title, steps, { timeout = 120_000, first = {}, example = 'living' } = {}) {
  test(title, { timeout }, async () => {
    const server = await startServer(example);
    try {
      await inBrowser(browser => newPerson(browser, server, first).then(person => takeSteps(title, steps, person)));
    } catch (error) {
      await server.stop().catch(() => {});
      throw error;
    }
    await server.stop();
  });
}

async function inBrowser(act) {
  const browser = await launchBrowser();
  try {
    await act(browser);
  } finally {
    await browser.close();
  }
}

// Where it failed is worth a picture.
async function takeSteps(title, steps, person) {
  try {
    await steps(person);
  } catch (error) {
    await picture(person.page, `failed-${title.replace(/\W+/g, '-')}`).catch(() => {});
    console.error(`${title}: failed at ${person.page.url()}; the server said:\n${person.server.output()}`);
    throw error;
  }
}

export function launchBrowser(more = []) {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true, args: [...flags, ...more] });
}

// Someone at a browser of their own (own cookies): a journey begins with one, and may ask for more.
export async function newPerson(browser, server, { locale = 'en-US', size = sizes.desktop, ...options } = {}) {
  const context = await browser.newContext({ baseURL: server.url, locale, viewport: size, ...options });
  const page = await context.newPage();
  const complaints = listenForComplaints(page);
  return {
    page, browser, server, complaints,
    open: async path => {
      const response = await page.goto(path);
      assert.ok(response.ok(), `${path} answered ${response.status()}`);
    },
    signIn: (name, password) => signIn(page, name, password),
    look: (name, options) => look(page, name, complaints, options),
    newPerson: more => newPerson(browser, server, more),
    someone: async (name, more) => {
      const person = await newPerson(browser, server, more);
      await person.signIn(name);
      return person;
    },
  };
}

function listenForComplaints(page) {
  const complaints = [];
  page.on('pageerror', error => complaints.push(String(error)));
  page.on('console', message => {
    if (message.type() === 'error' && !isRefusal(page, message)) complaints.push(message.text());
  });
  return complaints;
}

// A page that answers "not like this" or "not here" is an answer, not a fault.
const isRefusal = (page, message) =>
  /status of (403|404|409|422)/.test(message.text()) && message.location().url === page.url();

export async function signIn(page, name, password = 'concert-example') {
  await page.goto('/sign-in');
  await page.locator('#login').fill(name);
  await page.locator('#password').fill(password);
  await page.locator('button.btn.main').click();
  await page.waitForURL(url => !url.pathname.startsWith('/sign-in'));
}

// ── Needs me ──────────────────────────────────────────────────────────────────

export async function needsCount(page) {
  const count = page.locator('.needs .count');
  return await count.count() ? Number(await count.innerText()) : 0;
}

// Opens what waits on the home page, by words of its sentence.
export async function openNeed(page, words) {
  await page.goto('/');
  await need(page, words).getByRole('link').click();
}

export const need = (page, words) => page.locator('.needs-list > li', { hasText: words });

// ── Looking ───────────────────────────────────────────────────────────────────

// `rules` names the sizes at which the accessibility rules are tried.
export async function look(page, name, complaints = [], { rules = ['phone', 'desktop'] } = {}) {
  const before = page.viewportSize();
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport);
    await picture(page, `${name}-${size}`);
    await fitsItsWidth(page, size);
    if (rules.includes(size)) await isAccessible(page, `${name} (${size})`);
  }
  await page.setViewportSize(before);
  assert.deepEqual(complaints, [], `${name}: the console complained`);
}

export async function picture(page, name) {
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
}

export async function fitsItsWidth(page, size) {
  const [needs, has] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  assert.ok(needs <= has, `${page.url()} scrolls sideways on a ${size}: ${needs} px in ${has} px`);
}

// Evaluated by the debugger and not as a script tag, so that the page's content security policy stays as it is.
export async function isAccessible(page, name = page.url()) {
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate(() => window.axe.run());
  assert.ok(passes.length > 0, `${name}: no accessibility rule applied, so nothing was checked`);
  assert.ok(violations.length === 0, `${name}:\n${violations.map(inWords).join('\n')}`);
}

const inWords = violation =>
  `  ${violation.id}: ${violation.help}\n${violation.nodes.map(node => `    ${node.target.join(' ')}`).join('\n')}`;

// ── The server ────────────────────────────────────────────────────────────────

// A server on a free port with its own copy of the living example: { url, folder, output, stop }.
export async function startServer(example = 'living') {
  const folder = mkdtempSync(join(tmpdir(), 'concert-journey-'));
  copyFileSync(seededDatabase(example), join(folder, 'concert.db'));
  const url = `http://127.0.0.1:${await freePort()}`;
  const said = [];
  const output = () => said.join('').split('\n').slice(-30).join('\n');
  const child = spawn(concert, ['serve', '--data', join(folder, 'concert.db'), '--port', new URL(url).port]);
  child.stdout.on('data', text => said.push(text));
  child.stderr.on('data', text => said.push(text));
  const ended = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGTERM');
    const [code] = await ended;
    const record = spawnSync(concert, ['verify', '--data', join(folder, 'concert.db')], { encoding: 'utf8' });
    rmSync(folder, { recursive: true, force: true });
    assert.equal(code, 0, `the server did not stop cleanly:\n${output()}`);
    assert.match(record.stdout, /The record is whole\./, `concert verify said:\n${record.stdout}${record.stderr}`);
  };
  await answers(url, child, output);
  return { url, folder, output, stop };
}

// Loaded once for all journeys, and again when the program is newer.
function seededDatabase(example) {
  const seed = join(seeds, `${example}.db`);
  if (existsSync(seed) && statSync(seed).mtimeMs > statSync(concert).mtimeMs && isOfToday(seed)) return seed;
  const mine = `${seed}.${process.pid}`;
  mkdirSync(seeds, { recursive: true });
  execFileSync(concert, ['example', example, '--data', mine], { stdio: 'ignore' });
  if (example === 'published') addReader(mine);
  renameSync(mine, seed);
  return seed;
}

// The published record names no person; this is somebody who may read it: "reader".
function addReader(database) {
  const files = mkdtempSync(join(tmpdir(), 'concert-reader-'));
  writeFileSync(join(files, 'people.csv'), 'external_id,name\nreader,Robin Reader\n');
  writeFileSync(join(files, 'seats.csv'),
    'person,party,place,role,starts_on\nreader,management,program,member,2020-01-01\n');
  execFileSync(concert, ['import', files, '--data', database], { stdio: ['ignore', 'ignore', 'inherit'] });
  execFileSync(concert, ['password', 'reader', '--person', 'reader', '--data', database],
    { input: 'concert-example\n', stdio: ['pipe', 'ignore', 'inherit'] });
  rmSync(files, { recursive: true, force: true });
}

// The living example's year ends on the day it is made.
const isOfToday = file => statSync(file).mtime.toDateString() === new Date().toDateString();

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}

async function answers(url, child, output) {
  for (let tries = 0; tries < 400; tries++) {
    assert.equal(child.exitCode, null, `the server ended at once:\n${output()}`);
    if (await fetch(url, { redirect: 'manual' }).then(() => true, () => false)) return;
    await new Promise(wake => setTimeout(wake, 50));
  }
  child.kill('SIGKILL');
  assert.fail(`the server did not answer within 20 s:\n${output()}`);
}
