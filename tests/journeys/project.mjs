// A project from its aim to what it saved, and what is written beside it.
import assert from 'node:assert/strict';
import { journey, needsCount, openNeed } from './browser.mjs';

const iso = date => date.toISOString().slice(0, 10);
const daysFromNow = days => iso(new Date(Date.now() + days * 86_400_000));
const mondayWeeksAgo = weeks => {
  const day = new Date(Date.now() - weeks * 7 * 86_400_000);
  day.setUTCDate(day.getUTCDate() - (day.getUTCDay() + 6) % 7);
  return iso(day);
};

// Pastes text as a spreadsheet gives it: cells between tabs, rows between line ends.
const paste = (cell, text) => cell.evaluate((element, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', text);
  element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
}, text);

const sheet = values => values.map((value, i) => `${mondayWeeksAgo(values.length - i)}\t${value}`).join('\n');

const dollars = async page => {
  const text = await page.locator('.facts > div', { hasText: 'Savings every party signed' }).locator('dd').first().innerText();
  return Number(text.replace(/[^0-9.]/g, ''));
};

journey('a project runs from aim to saving', async ({ page, open, signIn, look, someone }) => {
  await signIn('ana');
  await page.getByRole('link', { name: 'Patient Transport', exact: true }).click();
  await look('team');
  const unit = await page.locator('.crumbs a').last().getAttribute('href');
  await open(unit);
  const savedBefore = await dollars(page);
  await look('unit-before', { rules: ['phone'] });
  await page.goBack();

  await page.getByRole('link', { name: 'Projects', exact: true }).click();
  await look('team-projects');
  await page.getByRole('link', { name: 'Start a project' }).click();
  await page.getByText('Here is what you typed earlier.').waitFor();
  await page.getByLabel('Name of the project').fill('Calls answered by one person');
  await page.getByLabel('The problem').fill('Two dispatchers send two transporters to one bed.');
  await page.getByRole('checkbox', { name: 'Best service' }).check();
  await page.getByLabel('What', { exact: true }).fill('double trips');
  await page.getByLabel('From').fill('22');
  await page.getByLabel('To', { exact: true }).fill('8');
  await page.getByLabel('Unit').fill('trips');
  await page.getByLabel('By', { exact: true }).fill(daysFromNow(120));
  await page.getByLabel('For whom').fill('all calls on days');
  const preview = await page.locator('[data-preview]').innerText();
  assert.match(preview, /We will move “double trips” from 22 to 8 trips by \d+ \w+ \d{4}\. For whom: all calls on days\./);
  await look('project-new');
  await page.getByRole('button', { name: 'Propose the aim' }).click();
  await page.getByText('The aim is proposed to the co-leads.').waitFor();
  await look('project-proposed', { rules: ['phone'] });
  const sign = page.getByRole('button', { name: 'Sign' });
  if (await sign.count()) await sign.click();
  const project = new URL(page.url()).pathname;

  const ben = await someone('ben');
  const bensNeeds = await needsCount(ben.page);
  await openNeed(ben.page, 'Calls answered by one person');
  await ben.page.getByRole('button', { name: 'Sign' }).first().click();
  await ben.page.getByText('Every party asked has now signed').waitFor();
  assert.equal(await needsCount(ben.page), bensNeeds - 1);
  await ben.look('project-agreed', { rules: ['phone'] });

  await open(project);
  await page.getByRole('link', { name: 'Plan a test' }).first().click();
  await look('test-new');
  await page.getByLabel('What you will try').fill('One dispatcher takes every call');
  await page.getByLabel('The plan').fill('On day shifts one person answers, for two weeks.');
  await page.getByLabel('What you expect to see').fill('Half as many double trips.');
  await page.getByLabel('Started on').fill(mondayWeeksAgo(14));
  await page.getByRole('button', { name: 'Save the plan' }).click();
  await page.getByText('The test is planned.').waitFor();
  await open(`${project}/cycles/1`);
  await look('test-under-way');
  await page.getByLabel('What happened').fill('It held on nine of ten days.');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await open(`${project}/cycles/1`);
  await page.getByLabel('What you learned').fill('Double trips fell at once; lunch is not covered.');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await open(`${project}/cycles/1`);
  await look('test-to-decide', { rules: ['phone'] });
  await page.getByRole('radio', { name: /^Adapt/ }).check();
  await page.getByLabel('What comes next').fill('Cover lunch by turns.');
  await page.getByRole('button', { name: 'Close this test' }).click();
  await page.getByText('The test is closed.').waitFor();

  await open(`${project}/measurements`);
  const values = [23, 21, 24, 20, 22, 23, 21, 25, 22, 'many', 23, 21, 22, 24, 9, 8, 10, 7, 9, 8, 9, 10, 8, 9, 7, 8, 9, 8];
  await paste(page.locator('#period-1'), sheet(values));
  await look('measurements-pasted', { rules: ['phone'] });
  await page.getByRole('button', { name: 'Save all rows' }).click();
  const refusal = page.getByRole('alert');
  await refusal.waitFor();
  assert.match(await refusal.innerText(), /10/, 'the refusal names the row');
  assert.equal(await page.locator('#numerator-10').getAttribute('aria-invalid'), 'true');
  assert.equal(await page.locator('#numerator-28').inputValue(), '8', 'what was typed is still there');
  await look('measurements-refused');
  const other = await someone('ben');
  await other.open(project);
  await other.page.locator('main').getByText('No values yet.').first().waitFor();
  await page.locator('#numerator-10').fill('21');
  await page.getByRole('button', { name: 'Save all rows' }).click();
  await page.getByText('The values are recorded.').waitFor();
  await open(project);
  assert.match(await page.locator('.say').innerText(), /usual variation|fell|[Bb]elow/);
  assert.match(await page.locator('.chart-box').textContent(), /Test 1/);
  await page.getByText('The process changed here').click();
  await page.getByLabel('Since when').fill(mondayWeeksAgo(14));
  await page.getByLabel('What changed').fill('One dispatcher takes every call since that Monday.');
  await page.locator('form[action$="/phases"]').getByRole('button').click();
  await page.getByText('The co-leads are asked whether the process changed.').waitFor();
  const agree = page.locator('#phases').getByRole('button', { name: 'Sign' });
  if (await agree.count()) await agree.click();
  await openNeed(ben.page, /process.*Calls answered/);
  await ben.page.locator('#phases').getByRole('button', { name: 'Sign' }).click();
  await ben.page.getByText('Every party asked has now signed').waitFor();
  await open(project);
  assert.match(await page.locator('.say').innerText(), /[Dd]ouble trips fell from 22 trips to \d/);
  await look('project-with-values');

  await page.getByText('Claim a saving').click();
  await page.getByLabel('Amount in dollars').fill('12,000');
  await page.getByLabel('How it was reckoned').fill('Fourteen trips a week, 16 dollars each, for a year.');
  await page.getByRole('button', { name: 'Ask the co-leads to agree' }).last().click();
  await page.getByText('The co-leads of every party are asked to agree.').waitFor();
  const mine = page.locator('#savings').getByRole('button', { name: 'Sign' });
  if (await mine.count()) await mine.click();
  await open(unit);
  assert.equal(await dollars(page), savedBefore, 'a claim does not count before every party has signed');
  await openNeed(ben.page, /saving: Calls answered/);
  await ben.look('saving-to-sign', { rules: ['phone'] });
  await ben.page.locator('#savings').getByRole('button', { name: 'Sign' }).first().click();
  await ben.page.getByText('Every party asked has now signed').waitFor();
  await open(unit);
  assert.equal(await dollars(page), savedBefore + 12_000);
  await look('unit-with-saving');
});

journey('a note behind the wall', async ({ page, open, signIn, look, someone }) => {
  const words = 'Ask the local who covers nights before we agree.';
  await signIn('ana');
  await page.getByRole('link', { name: 'Shorter waits for transport' }).click();
  const project = new URL(page.url()).pathname;
  await page.getByLabel('Say something').fill(words);
  await page.getByRole('radio', { name: /^Only Labor/ }).check();
  await page.getByRole('button', { name: 'Say it' }).click();
  await page.getByText('Said.').waitFor();
  await page.getByText(words, { exact: true }).waitFor();
  await look('note-behind-wall', { rules: ['phone'] });
  await open(`${project}/history`);
  await look('project-history');

  const reads = async name => {
    const person = await someone(name);
    await person.open(project);
    const onPage = await person.page.getByText(words).count();
    await person.open(`${project}/history`);
    const told = await person.page.getByText(/nights before we agree/).count();
    return { onPage, told };
  };
  assert.equal((await reads('quist')).onPage, 1, 'Quist sits for labor and reads it');
  assert.deepEqual(await reads('ben'), { onPage: 0, told: 0 }, 'Ben sits for management and sees no sign of it');
});
