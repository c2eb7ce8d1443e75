// Scorecards: from the region's row down to a chart and back up, what people agree about a chart, and what they follow.
import assert from 'node:assert/strict';
import { journey, openNeed } from './browser.mjs';

journey('a region’s scorecard leads down to a chart, to its units side by side, and back up', async person => {
  const { page, open, signIn, look } = person;
  await signIn('ana');
  await open('/partnership');
  await page.locator('main a[href^="/units/"]').first().click();
  await page.locator('#below').waitFor();
  await look('scorecard-national');
  await page.getByRole('link', { name: 'Cascade', exact: true }).click();
  const card = page.locator('#scorecard');
  await card.getByText('Best quality').waitFor();
  await look('scorecard-region');
  await card.getByText('Another day, other rules').click();
  await card.getByLabel('Rules').selectOption({ label: 'Institute for Healthcare Improvement' });
  await card.getByRole('button', { name: 'Show' }).click();
  assert.match(page.url(), /rules=ihi/);
  await look('scorecard-ihi', { rules: ['phone'] });
  await card.getByRole('link', { name: 'Osteoporosis screening, women 65+' }).click();
  await look('series-region');
  // Past the one service area, to its hospitals: there is something to compare.
  await page.getByRole('link', { name: /Side by side/ }).click();
  await page.getByRole('heading', { name: 'Each unit' }).waitFor();
  await look('side-by-side');
  await page.locator('table').getByRole('link', { name: 'Sunny Ridge Medical Center' }).click();
  await page.getByRole('link', { name: /One level up/ }).click();
  await page.getByRole('link', { name: 'Compare units' }).click();
  await look('compared', { rules: ['phone'] });
}, { timeout: 300_000 });

journey('savings are drawn against the target of their year', async ({ page, open, signIn, look }) => {
  await signIn('ben');
  await open('/measures?q=Validated');
  await page.getByRole('link', { name: 'Validated savings this year' }).click();
  await page.getByRole('link', { name: 'The Partnership', exact: true }).first().click();
  await page.getByText('even pace').first().waitFor();
  await look('burn-up');
  await open('/measures?q=watch');
  await page.getByRole('link', { name: /Transport wait, twelve/ }).click();
  await page.getByRole('link', { name: 'Sunny Ridge Medical Center' }).first().click();
  await look('subgroups');
  await page.getByText('How this chart is judged').click();
  await page.getByLabel('Kind of chart').selectOption('s');
  await page.getByRole('button', { name: 'Show' }).click();
  await look('subgroup-spread', { rules: ['phone'] });
  await open('/path');
  await look('flow-of-teams');
});

journey('a point is set aside only once every party signed', async person => {
  const { page, open, signIn, look, someone } = person;
  await signIn('olga');
  await open('/measures?q=Injuries+per+200');
  await page.getByRole('link', { name: 'Injuries per 200,000 hours' }).click();
  await page.getByRole('link', { name: 'Cascade', exact: true }).first().click();
  await page.getByLabel('of a new signal').check();
  await page.getByRole('button', { name: 'Keep' }).click();
  await page.getByText('Set a point aside').click();
  await page.locator('form').filter({ hasText: 'What becomes of it' }).getByLabel('Why').fill('The payroll of that month was counted twice.');
  await look('chart-change');
  await page.locator('form').filter({ hasText: 'What becomes of it' }).getByRole('button', { name: 'Ask every party' }).click();
  await page.getByText('It is before every party now.').waitFor();
  for (const name of ['paul', 'sato']) {
    const person = await someone(name);
    await openNeed(person.page, 'Read and sign a change of a chart');
    await person.page.locator('#changes').getByRole('button', { name: 'Sign' }).click();
  }
  await page.reload();
  await page.locator('#changes').getByRole('button', { name: 'Sign' }).click();
  await page.locator('.say').getByText('1 point is set aside.').waitFor();
  await look('point-set-aside', { rules: ['phone'] });
  await open('/me/alarms');
  await look('alarms');
});
