// Search: what is found while somebody types, what a wall keeps, and the same without script.
import assert from 'node:assert/strict';
import { journey, sizes } from './browser.mjs';

const groups = page => page.locator('#found h2').allInnerTexts();

journey('somebody finds a team, a test and a person while typing, and nobody what is behind a wall', async ({ page, signIn, look, open, someone }) => {
  await signIn('ana');
  await page.keyboard.press('/');
  await page.keyboard.type('transport');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/search\?q=transport/);
  await page.locator('#found mark').first().waitFor();
  assert.ok((await groups(page)).includes('Teams'));
  await look('search-found');

  await page.keyboard.press('/');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'q', '/ goes to the field of the page');
  await page.locator('#q').fill('');
  await page.keyboard.type('ana f');
  await page.locator('#found').getByRole('link', { name: 'Ana Flores' }).waitFor();
  assert.match(page.url(), /q=ana(\+|%20)f$/, 'the address follows');
  assert.match(await page.locator('#found-says').innerText(), /found for “ana f”/);
  await look('search-typed');
  await page.locator('#kind').selectOption({ label: 'Tests of change' });
  await page.locator('#q').fill('dispatch');
  await page.locator('#found h2', { hasText: 'Tests of change' }).waitFor();
  assert.deepEqual(await groups(page), ['Tests of change']);
  await page.locator('#found a').first().click();
  await page.locator('h1').waitFor();
  await page.goBack();
  await page.locator('#found h2', { hasText: 'Tests of change' }).waitFor();

  await page.locator('#q').fill('zzzz');
  await page.getByText('Nothing found for “zzzz”.').waitFor();
  await look('search-nothing');
  await page.getByRole('link', { name: 'Look everywhere' }).click();
  await page.waitForURL(url => !url.searchParams.has('kind'));

  await open('/projects');
  await page.getByRole('link', { name: 'Shorter waits for transport' }).click();
  const project = page.url();
  await page.getByLabel('Say something').fill('Among us: the aardvark has to wait.');
  await page.getByRole('radio', { name: /^Only Labor/ }).check();
  await page.getByRole('button', { name: 'Say it' }).click();
  await page.getByText('Among us: the aardvark has to wait.', { exact: true }).waitFor();
  await open('/search?q=aardvark');
  await page.locator('#found').getByText('aardvark', { exact: false }).first().waitFor();
  await look('search-walled');
  const ben = await someone('ben');
  await ben.open(project);
  await ben.open('/search?q=aardvark');
  await ben.page.getByText('Nothing found for “aardvark”.').waitFor();
});

journey('search works without script, on a phone and in Spanish', async ({ page, open, signIn, look }) => {
  await signIn('ana');
  await page.getByRole('link', { name: 'More' }).click();
  await page.locator('#rooms').getByRole('link', { name: 'Search' }).click();
  await page.getByRole('heading', { name: 'What are you looking for?' }).waitFor();
  await page.locator('#q').fill('lider');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.locator('#found-says').waitFor();
  await page.locator('summary', { hasText: 'Ana Flores' }).click();
  await page.getByRole('button', { name: 'Español' }).click();
  await page.locator('html[lang=es]').waitFor();
  await open('/search?q=trans');
  assert.ok((await groups(page)).includes('Equipos'));
}, { first: { javaScriptEnabled: false, size: sizes.phone } });
