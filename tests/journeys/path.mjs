// The team path: what stands between a team and its next level, and who signs the level it has.
import assert from 'node:assert/strict';
import { journey, needsCount, openNeed } from './browser.mjs';

journey('the quarter’s level is attested, proposed and signed by both sponsors', async person => {
  const { page, open, signIn, look, someone } = person;
  await signIn('ben');
  await page.getByRole('link', { name: 'Evidence' }).click();
  const left = page.locator('aside .card').first().locator('.check > li');
  assert.equal(await left.count(), 3);
  await look('path');
  await left.filter({ hasText: 'Sponsors have gone through' }).getByRole('link', { name: 'Attest' }).click();
  await page.getByLabel('What shows it, or what is missing').fill('Both went through every target with us on Monday.');
  await look('criterion');
  await page.getByRole('button', { name: 'Yes, it is so' }).click();
  await page.getByText('What you said is on record.').waitFor();
  await look('criterion-attested', { rules: ['phone'] });
  await page.getByRole('link', { name: 'Path', exact: true }).click();
  assert.equal(await left.count(), 2, 'one thing fewer stands before the next level');

  const sponsor = async (name, act) => {
    const person = await someone(name);
    const before = await needsCount(person.page);
    await openNeed(person.page, 'Sign the level of a team');
    await act(person.page.locator('#rating'), person);
    assert.equal(await needsCount(person.page), before - 1);
    return person;
  };
  await sponsor('quist', async (card, person) => {
    await person.look('rating-to-sign', { rules: ['phone'] });
    await card.getByText('Send back').first().click();
    await card.getByLabel('What should change, and why').fill('Wait for what Ben said this week.');
    await card.getByRole('button', { name: 'Send back' }).click();
    await person.page.getByText('Sent back. Every party can read your reason.').waitFor();
  });

  const ana = await someone('ana');
  await ana.page.getByRole('link', { name: 'Evidence' }).click();
  await ana.page.getByText('Wait for what Ben said this week.').waitFor();
  await ana.look('rating-sent-back', { rules: ['phone'] });
  await ana.page.getByRole('button', { name: 'Rate this quarter: level 4' }).click();
  await ana.page.getByText('The level is before the sponsors.').waitFor();
  await sponsor('quist', async card => card.getByRole('button', { name: 'Sign' }).click());
  await sponsor('amari', async (card, person) => {
    await card.getByRole('button', { name: 'Sign' }).click();
    await person.page.getByText('Every party asked has now signed').waitFor();
  });
  await page.reload();
  await page.getByText(/Level 4 stands for Q\d \d{4}: the sponsors have signed it\./).waitFor();
  await look('path-signed', { rules: ['phone'] });
  await open('/path');
  await look('path-from-above');
});
