// A team begins: it is registered, led from both sides, and gives itself a charter.
import assert from 'node:assert/strict';
import { journey, need, needsCount, openNeed, sizes } from './browser.mjs';

journey('a team is registered, and each party puts forward its own co-lead', async person => {
  const { page, open, signIn, look, someone } = person;
  await signIn('carmen');
  await open('/teams');
  await look('teams');
  await page.getByRole('link', { name: 'Register a team' }).click();
  await look('team-new');
  await page.getByLabel('Name').fill('Night Admissions');
  await page.getByLabel('Unit', { exact: true }).selectOption({ label: 'Admitting, Sunny Ridge Medical Center' });
  await page.getByLabel(/What the people here want/).fill('Nobody waits at night for a bed that is free.');
  await page.getByRole('button', { name: 'Register the team' }).click();
  await page.getByText('The team is registered.').waitFor();
  await look('team-registered');
  assert.equal(await page.getByText('Put forward for Labor').count(), 1, 'Carmen is a steward');
  assert.equal(await page.getByText('Put forward for Management').count(), 0, 'and cannot put forward for management');

  const putForward = async (name, own, other) => {
    const admin = await someone(name);
    const before = await needsCount(admin.page);
    await openNeed(admin.page, 'Night Admissions');
    await admin.look(`team-open-seats-${own}`);
    await admin.page.getByRole('link', { name: 'Put somebody forward' }).first().click();
    await admin.page.getByRole('heading', { name: `Put forward for ${own}` }).waitFor();
    const others = await admin.page.getByText(`Put forward for ${other}`).count();
    assert.equal(others, 0, `${name} cannot put forward for ${other}`);
    await admin.look(`team-put-forward-${own}`);
    await admin.page.getByLabel('Person').selectOption({ index: 1 });
    await admin.page.getByRole('button', { name: 'Put somebody forward' }).click();
    await admin.page.getByText('Put forward. The seat is held from today.').waitFor();
    assert.equal(await needsCount(admin.page), before - 1);
    await admin.open('/');
    assert.equal(await need(admin.page, 'Night Admissions').count(), 0);
    await admin.look(`home-of-${name}`);
  };
  await putForward('olga', 'Labor', 'Management');
  await putForward('paul', 'Management', 'Labor');

  await page.getByRole('link', { name: 'Overview' }).click();
  await page.getByText('Labor co-lead').waitFor();
  assert.equal(await page.getByText('Open seat').count(), 0, 'both parties lead');
  await look('team-led-by-both');
});

journey('a charter comes into force with the last signature, after a section was sent back', async person => {
  const { page, signIn, look, someone } = person;
  await signIn('ana');
  const before = await needsCount(page);
  await look('home');
  await openNeed(page, 'charter');
  await look('charter-waiting');
  const decisions = page.locator('#decisions');
  await decisions.getByText('Send back').first().click();
  await decisions.getByLabel('What should change, and why').fill('Say how people on nights hear of a decision.');
  await decisions.getByRole('button', { name: 'Send back' }).click();
  await page.getByText('Sent back. Every party can read your reason.').waitFor();
  await look('charter-sent-back');

  const ben = await someone('ben');
  const bensNeeds = await needsCount(ben.page);
  await openNeed(ben.page, 'charter');
  const section = ben.page.locator('#decisions');
  await section.getByText('Say how people on nights hear of a decision.').waitFor();
  await section.getByText('Propose new words').click();
  const words = 'We decide by consensus. The huddle at 6:45 tells nights the same day.';
  await section.getByLabel('Text of this section').fill(words);
  await section.getByRole('button', { name: 'Ask every party to sign' }).click();
  await ben.page.getByText('Every party has been asked to sign this section.').waitFor();
  await ben.look('charter-rewritten');
  await ben.page.getByRole('button', { name: /^Sign/ }).first().click();
  await ben.page.getByText(/^Signed\./).waitFor();
  assert.equal(await needsCount(ben.page), bensNeeds - 1, 'nothing in the charter waits for Ben now');

  await openNeed(page, 'charter');
  await page.locator('#decisions .prose', { hasText: words }).waitFor();
  await page.getByRole('button', { name: /^Sign all/ }).click();
  await page.getByText(/has been in force since/).waitFor();
  assert.equal(await needsCount(page), before - 1);
  await look('charter-in-force');
}, { first: { size: sizes.phone, hasTouch: true } });

journey('a team rests when both co-leads have signed, and stays as it is when one sends it back', async person => {
  const { page, open, signIn, look, someone } = person;
  await signIn('ana');
  await open('/teams?name=Patient+Transport');
  await page.getByRole('link', { name: 'Patient Transport' }).first().click();
  const team = new URL(page.url()).pathname;
  await page.getByRole('link', { name: 'People', exact: true }).last().click();
  await page.getByRole('link', { name: 'Propose a change' }).click();
  await look('team-turns');
  const propose = async (page, turn, reason) => {
    await page.goto(`${team}/turns`);
    await page.getByLabel(turn).check();
    await page.getByLabel('Why').fill(reason);
    await page.getByRole('button', { name: 'Propose it to every party' }).click();
    await page.getByText('Proposed. It takes effect when').waitFor();
  };
  await propose(page, 'Dissolve', 'The lifts close for a year.');
  await page.getByRole('heading', { name: 'Proposed: Patient Transport is dissolved' }).waitFor();
  await look('team-turn-waiting');

  const ben = await someone('ben');
  const bensNeeds = await needsCount(ben.page);
  await openNeed(ben.page, 'what is to become of a team');
  await ben.look('team-turn-asked');
  await ben.page.locator('#turn').getByText('Send back').first().click();
  await ben.page.getByLabel('What should change, and why').fill('Let us rest over the winter instead.');
  await ben.page.getByRole('button', { name: 'Send back' }).click();
  await ben.page.getByText('Let us rest over the winter instead.').waitFor();
  assert.equal(await needsCount((await ben.open('/'), ben.page)), bensNeeds - 1);
  await open(team);
  assert.equal(await page.getByText('This team ended').count(), 0);

  await propose(ben.page, 'Rest for a while', 'The lifts close until spring.');
  await open(team);
  await page.getByRole('heading', { name: 'Proposed: Patient Transport rests for a while' }).waitFor();
  await look('team-with-turn');
  await page.locator('#turn').getByRole('button', { name: 'Sign' }).click();
  await page.getByText(/has been resting since/).waitFor();
  await look('team-resting');
});
