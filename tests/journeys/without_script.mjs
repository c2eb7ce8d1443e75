// Every page works without script; it is only less comfortable.
import assert from 'node:assert/strict';
import { journey, needsCount, openNeed, sizes } from './browser.mjs';

journey('pages work without script', async ({ page, open, signIn }) => {
  await signIn('ana');
  const before = await needsCount(page);
  await openNeed(page, 'charter');
  await page.getByRole('button', { name: /^Sign all/ }).click();
  await page.getByText(/^Signed\./).waitFor();
  assert.equal(await needsCount(page), before - 1);

  await page.getByRole('link', { name: 'Meetings', exact: true }).click();
  await page.getByText('Record a meeting').click();
  await page.getByLabel('How long, in minutes').fill('45');
  await page.getByLabel('People there for labor').fill('6');
  await page.getByLabel('People there for management').fill('2');
  await page.getByLabel('What came of it').fill('The huddle moves to 6:45 on Thursdays.');
  await page.getByRole('button', { name: 'Record the meeting' }).click();
  await page.getByText('The meeting is recorded.').waitFor();
  await page.locator('summary', { hasText: 'All days on which the team met' }).click();
  await page.locator('.story').getByText('The huddle moves to 6:45 on Thursdays.').waitFor();

  await open('/projects');
  await page.getByRole('link', { name: 'Shorter waits for transport' }).click();
  await page.getByText('Note something on the chart').click();
  await page.getByLabel('When', { exact: true }).fill(new Date(Date.now() - 20 * 86_400_000).toISOString().slice(0, 10));
  await page.getByLabel('What happened').fill('Elevator 2 is back');
  await page.getByRole('button', { name: 'Put it on the chart' }).click();
  await page.getByText('It is on the chart.').waitFor();
  assert.match(await page.locator('.chart-box').textContent(), /Elevator 2 is back/);

  await page.getByRole('link', { name: 'More' }).click();
  await page.locator('#rooms').getByRole('link', { name: 'Partnership' }).click();
  await page.getByRole('heading', { name: 'Partnership' }).waitFor();
  await page.locator('summary', { hasText: 'Ana Flores' }).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.locator('#login').waitFor();
}, { first: { javaScriptEnabled: false, size: sizes.phone } });
