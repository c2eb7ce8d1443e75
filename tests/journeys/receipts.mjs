// Receipts: kept after an act, printed, read off the screen, and checked by the page and by the command alike.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { journey, launchBrowser, openNeed, picture, sizes } from './browser.mjs';

const concert = fileURLToPath(new URL('../../build/concert', import.meta.url));

// ── A journal of our own, with keys whose every bit is known ──────────────────

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const base64 = bytes => Buffer.from(bytes).toString('base64');
const big = (number, bytes) => { const out = Buffer.alloc(8); out.writeBigUInt64BE(BigInt(number)); return out.subarray(8 - bytes); };

function keyOf(name, type) {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const bytes = Buffer.concat([Buffer.from([type]), publicKey.export({ type: 'spki', format: 'der' }).subarray(-32)]);
  const id = sha256(`${name}\n`, bytes).subarray(0, 4);
  const line = signature => `— ${name} ${base64(Buffer.concat([id, signature]))}\n`;
  return {
    text: `${name}+${id.toString('hex')}+${base64(bytes)}`,
    signs: body => line(sign(null, Buffer.from(body), privateKey)),
    cosigns: (body, time) => line(Buffer.concat([big(time, 8),
      sign(null, Buffer.from(`cosignature/v1\ntime ${time}\n${body}`), privateKey)])),
  };
}

const log = keyOf('concert.example/journal', 1), other = keyOf('concert.example/journal', 1),
  stranger = keyOf('concert.example/journal', 1);
const labor = keyOf('labor.example/witness', 4), management = keyOf('management.example/witness', 4);
const body = '{"table":"signatures","row":{"answer":"signed","reason":"Sí, de acuerdo"}}';
const salt = Buffer.alloc(32, 7);
const entryOf = (sequence, words = body) => ['concert-entry/1', sequence, '1767225600000000', 'partnership.signature',
  'seat_01j9x5k3q8', 'joint', base64(sha256(salt, words)), ''].join('\n');
const leaf = entry => sha256(Buffer.from([0]), entry);
const node = (left, right) => sha256(Buffer.from([1]), left, right);

// Five leaves; ours is the third.
const leaves = [10, 11, 12, 13, 14].map(sequence => leaf(entryOf(sequence)));
const left = node(leaves[0], leaves[1]), right = node(leaves[2], leaves[3]);
const root = node(node(left, right), leaves[4]);

function receiptOf({ entry = entryOf(12), words = Buffer.concat([salt, Buffer.from(body)]), index = '2',
  proof = [leaves[3], left, leaves[4]], head = `concert.example/journal\n5\n${base64(root)}\n`,
  signed = [log.signs(head), labor.cosigns(head, 1767225601), management.cosigns(head, 1767225602)],
  first = 'c2sp.org/tlog-proof@v1' } = {}) {
  const extra = base64(Buffer.concat([Buffer.from(entry), words]));
  return [first, `extra ${extra}`, `index ${index}`, ...proof.map(base64), '', head].join('\n') + '\n' + signed.join('');
}

const good = receiptOf();
const flipped = (bytes, at) => { const copy = Buffer.from(bytes); copy[at] ^= 1; return copy; };
const swapped = (text, from, to) => { assert.ok(text.includes(from), from); return text.replace(from, to); };

// What the receipt is, and at which part it fails.
const table = [
  ['as it was given', good, 'holds'],
  ['with its words erased', receiptOf({ words: Buffer.alloc(0) }), 'holds'],
  ['with a signature nobody here knows', receiptOf().concat(keyOf('somebody.example', 4).cosigns('x', 1)), 'holds'],
  ['another first line', receiptOf({ first: 'c2sp.org/tlog-proof@v2' }), 'file'],
  ['no entry', swapped(good, /extra [^\n]*/.exec(good)[0], 'extra'), 'file'],
  ['a letter of the entry that is no base64', swapped(good, 'extra Y', 'extra !'), 'file'],
  ['a salt cut short', receiptOf({ words: salt.subarray(0, 31) }), 'file'],
  ['a position with a leading zero', receiptOf({ index: '02' }), 'file'],
  ['a position below zero', receiptOf({ index: '-2' }), 'file'],
  ['a hash cut short', swapped(good, base64(left), base64(left.subarray(1))), 'file'],
  ['no empty line', swapped(good, '\n\nconcert', '\nconcert'), 'file'],
  ['no text at all', 'nothing', 'file'],
  ['digits that mean nothing', '12345678901234567', 'file'],
  ['another kind of entry', receiptOf({ entry: swapped(entryOf(12), 'partnership.signature', 'Partnership') }), 'entry'],
  ['a sequence with a plus', receiptOf({ entry: swapped(entryOf(12), '\n12\n', '\n+12\n') }), 'entry'],
  ['a wall that is none', receiptOf({ entry: swapped(entryOf(12), 'joint', 'party:-') }), 'entry'],
  ['an entry of eight lines', receiptOf({ entry: entryOf(12).replace('joint\n', 'joint\n\n') }), 'entry'],
  ['other words', receiptOf({ words: Buffer.concat([salt, Buffer.from(swapped(body, 'signed', 'sent_back'))]) }), 'words'],
  ['another salt', receiptOf({ words: Buffer.concat([flipped(salt, 0), Buffer.from(body)]) }), 'words'],
  ['an entry for other words', receiptOf({ entry: entryOf(12, 'other') }), 'words'],
  ['another time in the entry', receiptOf({ entry: swapped(entryOf(12), '1767225600000000', '1767225600000001') }), 'position'],
  ['another seat in the entry', receiptOf({ entry: swapped(entryOf(12), 'k3q8', 'k3q9') }), 'position'],
  ['another position', receiptOf({ index: '3' }), 'position'],
  ['a position beyond the tree', receiptOf({ index: '5' }), 'position'],
  ['a hash changed', receiptOf({ proof: [leaves[3], flipped(left, 31), leaves[4]] }), 'position'],
  ['a hash left out', receiptOf({ proof: [leaves[3], left] }), 'position'],
  ['a hash too many', receiptOf({ proof: [leaves[3], left, leaves[4], root] }), 'position'],
  ['hashes in another order', receiptOf({ proof: [left, leaves[3], leaves[4]] }), 'position'],
  ['a checkpoint of another size', swapped(good, 'journal\n5\n', 'journal\n6\n'), 'checkpoint'],
  ['a checkpoint of another journal', swapped(good, '\n\nconcert.example', '\n\nconcert.another'), 'checkpoint'],
  ['another root', swapped(good, base64(root), base64(flipped(root, 0))), 'checkpoint'],
  ['the signature of another key', receiptOf({ signed: [stranger.signs(`concert.example/journal\n5\n${base64(root)}\n`)] }), 'checkpoint'],
  ['no signature of the journal', receiptOf({ signed: [labor.cosigns(`concert.example/journal\n5\n${base64(root)}\n`, 1)] }), 'checkpoint'],
  ['a cosignature over something else', receiptOf({ signed: [log.signs(`concert.example/journal\n5\n${base64(root)}\n`),
    labor.cosigns('else\n', 1), management.cosigns('else\n', 1)] }), 'checkpoint'],
  ['no last line end', good.slice(0, -1), 'checkpoint'],
  ['a size with a leading zero, signed so', receiptOf({ head: `concert.example/journal\n05\n${base64(root)}\n` }), 'checkpoint'],
  ['one cosignature too few', receiptOf({ signed: [log.signs(`concert.example/journal\n5\n${base64(root)}\n`),
    labor.cosigns(`concert.example/journal\n5\n${base64(root)}\n`, 1767225601)] }), 'witnesses'],
];

function commandSays(folder, text, keys, witnesses, quorum) {
  const file = join(folder, 'receipt.tlog-proof');
  writeFileSync(file, text);
  const said = spawnSync(concert, ['check-receipt', file, ...keys.flatMap(key => ['--log-key', key]),
    ...witnesses.flatMap(key => ['--witness-key', key]), '--quorum', String(quorum), '--json'], { encoding: 'utf8' });
  assert.ok(said.stdout, said.stderr);
  const answer = JSON.parse(said.stdout);
  assert.equal(said.status, answer.holds ? 0 : 1);
  return answer.holds ? 'holds' : answer.part;
}

async function pageSays(page, text, keys, witnesses, quorum) {
  await page.evaluate(() => { delete document.getElementById('main').dataset.result; });
  await page.locator('details').evaluateAll(all => all.forEach(one => { one.open = true; }));
  await page.locator('#log-keys').fill(keys.join('\n'));
  await page.locator('#witness-keys').fill(witnesses.join('\n'));
  await page.locator('#quorum').fill(String(quorum));
  await page.locator('#file').setInputFiles([]);
  await page.locator('#file').setInputFiles({ name: 'receipt.tlog-proof', mimeType: 'text/plain', buffer: Buffer.from(text) });
  await page.locator('#main[data-result]').waitFor();
  return page.locator('#main').getAttribute('data-result');
}

const inFolder = async act => {
  const folder = mkdtempSync(join(tmpdir(), 'concert-receipts-'));
  try { return await act(folder); } finally { rmSync(folder, { recursive: true, force: true }); }
};

journey('the page and the command say the same of every receipt, good and broken', async ({ page, open }) => {
  await open('/check');
  await inFolder(async folder => {
    for (const [what, text, part] of table) {
      const keys = [[other.text, log.text], [labor.text, management.text], 2];
      assert.equal(commandSays(folder, text, ...keys), part, `the command, of a receipt with ${what}`);
      assert.equal(await pageSays(page, text, ...keys), part, `the page, of a receipt with ${what}`);
    }
  });
});

// ── One of Concert's own ──────────────────────────────────────────────────────

async function keepReceipt({ page, signIn }) {
  await signIn('ben');
  await openNeed(page, 'saving');
  await page.locator('#savings').getByRole('button', { name: 'Sign' }).click();
  await page.locator('.banner[role=status]', { hasText: 'now signed' }).waitFor();
  await page.getByRole('link', { name: 'Keep a receipt' }).first().click();
  await page.locator('svg.qr').waitFor({ timeout: 20_000 });
}

async function downloaded(page) {
  const [download] = await Promise.all([page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download the receipt' }).click()]);
  return readFileSync(await download.path(), 'utf8');
}

const keysOn = async page => {
  await page.goto('/check');
  return (await page.locator('#log-keys').inputValue()).trim().split('\n');
};

journey('a signature gives a receipt that holds on paper, as a file and without the server', async ({ page, open, signIn, look, browser, server }) => {
  await keepReceipt({ page, signIn });
  await page.getByRole('heading', { level: 1, name: 'Ben Okafor signed for Management.' }).waitFor();
  await look('receipt');
  const address = page.url(), file = await downloaded(page);

  await inFolder(async folder => {
    const shot = join(folder, 'qr.png');
    await page.setViewportSize({ width: 1280, height: 1400 });
    await page.locator('svg.qr').screenshot({ path: shot, scale: 'device' });
    const code = execFileSync('zbarimg', ['--raw', '--quiet', shot], { encoding: 'utf8' }).trim();
    assert.match(code, /\/check#[0-9]+$/);
    const keys = await keysOn(page);
    assert.equal(commandSays(folder, file, keys, [], 0), 'holds');
    assert.equal(commandSays(folder, code, keys, [], 0), 'holds', 'what was read off the picture holds');

    await page.goto(new URL(code).pathname + new URL(code).hash);
    await page.locator('#main[data-result=holds]').waitFor();
    await page.getByText('"answer": "signed"').waitFor();
    await look('check-holds');
    await page.getByRole('button', { name: 'Español' }).click();
    await page.getByText('Se sostiene', { exact: true }).waitFor();
    await look('check-holds-spanish');

    await worksFromDisk(browser, server, folder, file);
  });

  await page.goto(address);
  await page.emulateMedia({ media: 'print' });
  await picture(page, 'receipt-printed');
});

// The page as saved, opened from a disk, in a browser that has no network.
async function worksFromDisk(browser, server, folder, file) {
  const saved = join(folder, 'check.html');
  writeFileSync(saved, await (await fetch(`${server.url}/check`)).text());
  const context = await browser.newContext({ offline: true, viewport: sizes.phone });
  const page = await context.newPage();
  await page.goto(`file://${saved}`);
  await page.locator('#file').setInputFiles({ name: 'a.tlog-proof', mimeType: 'text/plain', buffer: Buffer.from(file) });
  await page.locator('#main[data-result=holds]').waitFor();
  assert.ok(await page.locator('#saving').isHidden());
  await context.close();
}

// Chromium reads codes on phones and on macOS only, so zbar reads the frames for it here; all the rest is as it is: the
// button, the permission, the camera's picture, and what follows.
async function readByCamera(page, folder) {
  await page.exposeFunction('zbar', frame => {
    const file = join(folder, 'frame.png');
    writeFileSync(file, Buffer.from(frame.split(',')[1], 'base64'));
    return spawnSync('zbarimg', ['--raw', '--quiet', file], { encoding: 'utf8' }).stdout.trim();
  });
  await page.addInitScript(() => {
    globalThis.BarcodeDetector = class {
      async detect(video) {
        const canvas = Object.assign(document.createElement('canvas'), { width: video.videoWidth, height: video.videoHeight });
        canvas.getContext('2d').drawImage(video, 0, 0);
        const rawValue = await globalThis.zbar(canvas.toDataURL('image/png'));
        return rawValue ? [{ rawValue }] : [];
      }
    };
  });
}

// A film of one frame: the sheet with the code before the camera.
async function filmOf(page, folder) {
  const code = await page.locator('svg.qr').evaluate(element => element.outerHTML);
  const sheet = await page.context().newPage();
  await sheet.setViewportSize({ width: 1280, height: 960 });
  await sheet.setContent(`<style>body { margin: 0; height: 100vh; display: grid; place-items: center; background: #fff; }
    svg { width: 860px; height: 860px; }</style>${code}`);
  const film = join(folder, 'sheet.mjpeg');
  await sheet.screenshot({ path: join(folder, 'sheet.jpeg'), type: 'jpeg', quality: 95 });
  writeFileSync(film, readFileSync(join(folder, 'sheet.jpeg')));
  await sheet.close();
  return film;
}

journey('a camera that is held over the sheet reads the code', async ({ page, signIn, server }) => {
  await keepReceipt({ page, signIn });
  await inFolder(async folder => {
    const browser = await launchBrowser(['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${await filmOf(page, folder)}`]);
    try {
      const context = await browser.newContext({ baseURL: server.url, viewport: sizes.phone, permissions: ['camera'] });
      const visitor = await context.newPage();
      await readByCamera(visitor, folder);
      await visitor.goto('/check');
      await visitor.locator('#camera').click();
      await visitor.locator('#main[data-result=holds]').waitFor();
      await visitor.getByText('"answer": "signed"').waitFor();
      assert.ok(await visitor.locator('#video').isHidden(), 'the camera is off again');
      await picture(visitor, 'check-by-camera');
    } finally {
      await browser.close();
    }
  });
});

journey('somebody without a mouse or an account checks a receipt', async ({ page, open, look }) => {
  await open('/check');
  await look('check');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'file');
  await page.locator('#by-text summary').focus();
  await page.keyboard.press('Enter');
  await page.locator('#text').focus();
  await page.keyboard.insertText(receiptOf({ index: '3' }));
  await page.locator('#keys summary').focus();
  if (!await page.locator('#log-keys').isVisible()) await page.keyboard.press('Enter');
  await page.locator('#log-keys').fill(log.text);
  await page.getByRole('button', { name: 'Check it' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('It does not hold').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'result', 'the answer has the focus');
  await page.locator('#log-keys').fill('nonsense');
  await page.getByRole('button', { name: 'Check it' }).click();
  await page.getByText('This key is not spelled as a key is: nonsense').waitFor();
  await look('check-fails');
});
