// Structures that hang together: whoever looks at the map sees at once where they do not, and mends it by what every
// party signs.
import assert from 'node:assert/strict';
import { journey, needsCount, openNeed } from './browser.mjs';

const bodyUrl = async (page, name) => {
  await page.goto('/bodies');
  return page.getByRole('link', { name, exact: true }).getAttribute('href');
};

const unitOf = async page => {
  await page.goto('/bodies');
  const href = await page.getByRole('link', { name: 'Sunny Ridge Medical Center' }).first().getAttribute('href');
  return new URL(href, page.url()).searchParams.get('unit');
};

journey('the map says in words what is wrong with a body, and both co-chairs renew it', async ({ page, open, signIn, look, someone }) => {
  await signIn('ana');
  await open('/bodies');
  const map = page.locator('svg.tree:visible');
  assert.match(await map.innerHTML(), /Patient Flow Task Force/);
  assert.match(await page.locator('table').innerText(), /Its last day was/);
  await look('bodies-map');

  const flow = await bodyUrl(page, 'Patient Flow Task Force');
  await open(flow);
  assert.match(await page.locator('#attention').innerText(), /nobody renewed it[\s\S]*no charter[\s\S]*parallel to operations/);
  await look('body');

  await openNeed(page, 'Sign what is to become of a body');
  await look('body-turns');
  await page.getByRole('button', { name: 'Sign', exact: true }).click();
  await open(flow);
  assert.doesNotMatch(await page.locator('#attention').innerText(), /nobody renewed it/);
  assert.match(await page.locator('main').innerText(), /It ends on .* unless it is renewed/);

  await open(`${flow}/charter`);
  await page.getByRole('button', { name: 'Begin the charter' }).click();
  const sections = ['purpose', 'goals', 'membership', 'quorum', 'scope', 'decisions', 'no_consensus', 'ground_rules'];
  for (const section of sections) {
    await page.locator(`#text-${section}`).fill(section === 'purpose' ? 'Beds ready when patients are.' : `As agreed on ${section}.`);
    await page.locator(`#${section}`).getByRole('button', { name: 'Ask every party to sign' }).click();
  }
  await look('body-charter-asked');
  await page.locator('#quorum').getByRole('link', { name: /Talk about this section/ }).click();
  await page.getByLabel('Say something').fill('Is half of each side enough, @Be');
  await page.getByRole('option', { name: /Ben/ }).waitFor();
  await look('names-offered');
  await page.keyboard.press('Enter');
  assert.match(await page.getByLabel('Say something').inputValue(), /@Ben \S+ $/);
  await page.getByRole('button', { name: 'Say it' }).click();
  await page.locator('.as-typed', { hasText: 'Is half of each side enough' }).waitFor();
  const ben = await someone('ben');
  await openNeed(ben.page, 'Read and sign a section of a body’s charter');
  await ben.page.getByRole('button', { name: 'Sign all 8 sections that wait for you' }).click();
  await open(flow);
  assert.doesNotMatch(await page.locator('#attention').innerText(), /no charter/);
});

journey('a committee is formed, and each party fills its own seats alone', async ({ page, open, signIn, look, someone }) => {
  await signIn('carmen');
  const unit = await unitOf(page);
  await open(`/bodies/new?unit=${unit}`);
  await page.getByLabel('Name').fill('Safety Committee');
  await page.getByLabel('What it is', { exact: true }).selectOption({ label: 'Committee' });
  await page.getByLabel('Reports to').selectOption({ label: 'Sunny Ridge Steering Committee' });
  await look('body-new');
  await page.getByRole('button', { name: 'Form it' }).click();
  await page.waitForURL(/\/bodies\/body_.*\/people/);
  assert.match(await page.locator('main').innerText(), /0 of 4 seats filled/);
  await page.getByRole('link', { name: 'Put somebody forward' }).click();
  await page.getByRole('searchbox', { name: 'Find somebody by name' }).fill('ana flores');
  await page.getByRole('button', { name: 'Find' }).click();
  await page.getByLabel('Person', { exact: true }).selectOption({ label: 'Ana Flores, Transporter' });
  await page.getByLabel('As', { exact: true }).selectOption({ label: 'Co-chair' });
  await look('body-seat');
  await page.getByRole('button', { name: 'Put somebody forward' }).click();
  assert.match(await page.locator('main').innerText(), /Ana Flores/);
  await look('body-people');

  const paul = await someone('paul');
  const before = await needsCount(paul.page);
  await openNeed(paul.page, 'Safety Committee');
  assert.equal(await paul.page.getByRole('button', { name: 'End this seat: Ana Flores' }).count(), 0, 'nobody ends another party’s seat');
  assert.ok(before > 0);
});
