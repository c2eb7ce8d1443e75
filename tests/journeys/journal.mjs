// The journal as a place: finding one's way in it, and hearing what happens meanwhile.
import assert from 'node:assert/strict';
import { journey, openNeed } from './browser.mjs';

// The same address as JSON.
const entriesOf = async page =>
  (await (await page.request.get(page.url(), { headers: { Accept: 'application/json' } })).json()).entries;

journey('the journal is narrowed down by place, by kind, by name and by time', async ({ page, open, signIn, look }) => {
  await signIn('ben');
  await open('/journal');
  await page.getByRole('heading', { level: 1, name: 'The joint journal' }).waitFor();
  await look('journal-place');
  await page.getByLabel('What', { exact: true }).selectOption({ label: 'Questions and signatures' });
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await page.getByRole('heading', { name: 'What was found' }).waitFor();
  for (const { kind } of await entriesOf(page)) assert.match(kind, /^partnership\.(assent|signature)/);
  await page.getByLabel('By whom').fill('Ben Okafor');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await page.locator('.story li').first().waitFor();
  const people = new Set((await entriesOf(page)).map(({ person }) => person));
  assert.equal(people.size, 1, 'all of it is of one person');
  await page.getByRole('link', { name: 'Keep a receipt' }).first().waitFor();
  await look('journal-found');
  await page.getByLabel('From').fill('2040-01-01');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await page.getByRole('heading', { name: 'Nothing here' }).waitFor();
  await look('journal-nothing');
  await page.getByRole('link', { name: 'Show everything' }).click();
  await page.getByRole('link', { name: 'Earlier' }).click();
  await page.getByRole('link', { name: 'Newest' }).waitFor();
});

journey('the journal is searched in Spanish and by keyboard', async ({ page, open, signIn, look, server }) => {
  await page.context().addCookies([{ name: 'language', value: 'es', url: server.url }]);
  await signIn('ben');
  await open('/journal');
  await page.getByLabel('Dónde', { exact: true }).focus();
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'chapter');
  await page.locator('#by').fill('Ana');
  await page.locator('#by').press('Enter');
  await page.locator('.story li').first().waitFor();
  await look('journal-spanish');
}, { first: { locale: 'es-MX' } });

journey('what happens meanwhile is told, and nothing typed is touched', async ({ page, open, signIn, look, someone }) => {
  await signIn('ana');
  await open('/journal');
  await page.getByLabel('By whom').fill('half a na');
  const ben = await someone('ben');
  await openNeed(ben.page, 'saving');
  await ben.page.locator('#savings').getByRole('button', { name: 'Sign' }).click();
  await ben.page.locator('.banner[role=status]', { hasText: 'now signed' }).waitFor();
  const line = page.locator('[data-live]');
  await line.waitFor({ timeout: 3000 });
  await line.getByText('and', { exact: false }).waitFor();
  assert.equal(await page.getByLabel('By whom').inputValue(), 'half a na');
  await look('journal-live');
  await line.getByRole('link', { name: 'Look' }).click();
  await page.locator('.story li', { hasText: 'Ben Okafor signed for Management.' }).first().waitFor();
  assert.ok(await page.locator('[data-live]').isHidden(), 'what the page shows is not told again');
});

journey('the journal reads without script', async ({ page, look, open, signIn }) => {
  await signIn('ben');
  await open('/journal?chapter=agreements');
  await page.getByRole('heading', { name: 'What was found' }).waitFor();
  assert.ok(await page.locator('[data-live]').isHidden());
}, { first: { javaScriptEnabled: false } });
