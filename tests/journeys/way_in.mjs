// From no password to one's own: an administrator hands over a link, and whoever opens it chooses how to sign in.
import assert from 'node:assert/strict';
import { journey } from './browser.mjs';

const chosen = 'four calm grey herons', later = 'five loud green parrots';

async function choose(page, label, password) {
  await page.getByLabel(label, { exact: true }).fill(password);
  await page.getByLabel('The new password once more').fill(password);
}

journey('an administrator gives a way in, and the person makes it their own', async ({ page, open, signIn, look, newPerson }) => {
  await signIn('olga');
  await open('/people?q=Emeka+Le');
  await page.locator('main').getByRole('link', { name: 'Emeka Le' }).click();
  await look('way-in-person');
  await page.getByRole('button', { name: 'Give a way in' }).click();
  await page.getByRole('heading', { name: 'A way in' }).waitFor();
  const link = await page.getByLabel('Link', { exact: true }).inputValue();
  assert.match(link, /\/welcome\/\S{20,}$/);
  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  await page.getByText('Copied').waitFor();
  await look('way-in-given');

  const emeka = await newPerson();
  await emeka.open(new URL(link).pathname);
  await emeka.page.getByRole('heading', { name: 'Welcome, Emeka Le' }).waitFor();
  await emeka.look('welcome');
  await emeka.page.locator('#login').fill('emeka');
  await choose(emeka.page, 'New password', 'short');
  await emeka.page.getByRole('button', { name: 'Keep it and sign in' }).click();
  await emeka.page.locator('#password-error').waitFor();
  await emeka.look('welcome-too-short');
  await choose(emeka.page, 'New password', chosen);
  await emeka.page.getByRole('button', { name: 'Keep it and sign in' }).click();
  await emeka.page.getByRole('heading', { name: /Emeka/ }).waitFor();
  await emeka.look('welcome-home');

  const stranger = await newPerson();
  await stranger.page.goto(new URL(link).pathname);
  await stranger.page.getByRole('heading', { name: 'This link no longer works' }).waitFor();
});

journey('a password is changed, and the former one no longer opens anything', async ({ page, open, signIn, look, someone, newPerson }) => {
  const elsewhere = await someone('ana');
  await signIn('ana');
  await open('/me/password');
  await look('password');
  await page.getByLabel('Present password').fill('not this one');
  await choose(page, 'New password', later);
  await page.getByRole('button', { name: 'Change the password' }).click();
  await page.locator('#present-error').waitFor();
  await look('password-refused');
  await page.getByLabel('Present password').fill('concert-example');
  await choose(page, 'New password', later);
  await page.getByRole('button', { name: 'Change the password' }).click();
  await page.getByText('Your password is changed.').waitFor();

  await elsewhere.page.goto('/me/password');
  assert.match(elsewhere.page.url(), /\/sign-in/, 'everywhere else she has to sign in again');
  const again = await newPerson();
  await again.signIn('ana', later);
  await again.page.getByRole('heading', { name: /Ana/ }).waitFor();
});
