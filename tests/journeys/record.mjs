// The journal and the published record: what can be checked by anybody.
import assert from 'node:assert/strict';
import { journey, openNeed } from './browser.mjs';

journey('the journal shows an act with its proof', async ({ page, open, signIn, look }) => {
  await signIn('ben');
  await openNeed(page, 'saving');
  await page.locator('#savings').getByRole('button', { name: 'Sign' }).click();
  await page.getByText('Every party asked has now signed').waitFor();
  await open('/journal');
  await look('journal');
  await page.locator('.story li', { hasText: 'Ben Okafor signed for Management.' }).first().getByRole('link', { name: /^Entry/ }).click();
  await page.locator('.lead', { hasText: 'Ben Okafor signed for Management.' }).waitFor();
  for (let tries = 0; tries < 40 && !await page.getByText(/It stands at position/).count(); tries++) {
    await page.waitForTimeout(250);
    await page.reload();
  }
  await page.getByText(/It stands at position \d+/).waitFor();
  assert.match(await page.locator('pre').first().innerText(), /^concert-entry\/1\n/);
  assert.ok(await page.locator('ol code').count() >= 3, 'the proof is a list of digests up to the root');  // short at the tree's edge
  await look('journal-entry');
});

// Rows of a published table: label, then its cells.
const rowsOf = page => page.locator('main tbody tr').evaluateAll(rows =>
  Object.fromEntries(rows.map(row => [row.cells[0].innerText.trim(), [...row.cells].slice(1).map(cell => cell.innerText.trim())])));

journey('the published record reproduces the report’s tables', async ({ page, open, signIn, look }) => {
  await signIn('reader');
  await open('/measures/tables');
  await look('tables');
  const table = async name => {
    await open(`/measures/tables/${name}`);
    await look(`table-${name}`);
    return rowsOf(page);
  };
  const movers = await table('movers');
  const teams = label => movers[label].find(cell => /^\d+$/.test(cell));
  assert.deepEqual(Object.keys(movers).map(teams), ['764', '506', '202', '49', '7', '236']);
  const grievances = Object.values(await table('grievances'))[0];
  assert.match(grievances.join(' '), /^15\b.*\b7\.1\b/);
  const survey = Object.values(await table('survey-2003'));
  assert.equal(survey.length, 9);
  assert.deepEqual(survey.map(row => row.at(-1)), ['27.4', '27.4', '22.9', '27.0', '31.8', '33.7', '39.0', '21.0', '24.0']);
  const savings = await page.goto('/measures/tables/savings').then(() => rowsOf(page));
  const printed = Object.values(savings).flat().join(' ');
  for (const figure of [/21\.2/, /\b24\b/, /\b267\b/, /\b10\b/, /88\.3/]) assert.match(printed, figure);
  await look('table-savings');
  assert.ok(Object.keys(await table('projects-studied')).length >= 5);
}, { example: 'published' });
