// "You have got a plan already": the report's complaint. Here a party tells what it intends before it begins, and what
// begins untold is put on record.
import assert from 'node:assert/strict';
import { journey, openNeed } from './browser.mjs';

const inDays = days => new Date(Date.now() + days * 86400e3).toISOString().slice(0, 10);

journey('a change is told late, read by the others, and becomes a question before it begins', async ({ page, open, signIn, look, someone }) => {
  await signIn('ben');
  await open('/changes');
  assert.match(await page.locator('svg.time-bars:visible').innerHTML(), /Laundry moves/);
  assert.match(await page.locator('table').innerText(), /Badge readers[\s\S]*Begun without notice/);
  await look('changes');

  const teams = await page.request.get('/teams?name=Patient%20Transport', { headers: { Accept: 'application/json' } });
  const unit = (await teams.json()).find(team => team.name === 'Patient Transport').unit_id;
  await open(`/changes/new?unit=${unit}`);
  await page.getByLabel('In a few words').fill('One transporter at night');
  await page.getByLabel('What changes, why, and for whom').fill('From two to one between midnight and five, because calls fell.');
  await page.getByLabel('Kind').selectOption({ label: 'Positions and staffing (60 days)' });
  await page.getByLabel('When it is to begin').fill(inDays(20));
  await look('change-new');
  await page.getByRole('button', { name: 'Tell the others' }).click();
  await page.waitForURL(/\/changes\/change_/);
  const change = new URL(page.url()).pathname;
  assert.match(await page.locator('main').innerText(), /late: the policy asks for 60, so \d+ days are missing/);
  await look('change-told');

  const carmen = await someone('carmen');
  await openNeed(carmen.page, 'One transporter at night');
  await carmen.page.getByLabel('What you say to it').fill('Nobody should move a bed alone.');
  await carmen.page.getByRole('button', { name: 'I have read it, for Labor' }).click();
  assert.match(await carmen.page.locator('#readings').innerText(), /Carmen Navarro[\s\S]*Nobody should move a bed alone/);

  await open(change);
  await page.getByLabel('Where the question is put').selectOption({ label: 'Patient Transport' });
  await page.getByRole('button', { name: 'Open a decision on it' }).click();
  await page.waitForURL(/\/decisions\/.*\/terms/);
  assert.equal(await page.getByLabel('How far it involves people').inputValue(), 'consensus', 'the level is what the policy asks for');
  await open(change);
  assert.match(await page.locator('#question').innerText(), /One transporter at night/);
  await look('change-read');
});

journey('what began untold is put on record, and the party whose change it is answers', async ({ page, open, signIn, look }) => {
  await signIn('paul');
  await openNeed(page, 'Badge readers');
  assert.match(await page.locator('main').innerText(), /It began and nobody was told/);
  await look('change-untold');
  await page.getByLabel('What you say to it').fill('A mistake. Security put them up; we stop recording until we have talked.');
  await page.getByRole('button', { name: 'I have read it, for Management' }).click();
  await open('/');
  assert.doesNotMatch(await page.locator('main').innerText(), /Badge readers/);
});
