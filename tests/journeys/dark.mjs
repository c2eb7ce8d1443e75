// The same pages with the colors of a dark screen.
import { journey } from './browser.mjs';

journey('pages can be read in the dark', async ({ page, open, signIn, look }) => {
  await open('/sign-in');
  await look('dark-sign-in', { rules: ['phone'] });
  await signIn('ana');
  await look('dark-home', { rules: ['desktop'] });
  await page.getByRole('link', { name: 'Shorter waits for transport' }).click();
  await look('dark-project', { rules: ['phone'] });
  await page.getByRole('link', { name: 'Patient Transport', exact: true }).first().click();
  for (const view of ['Path', 'Charter', 'People']) {
    await page.getByRole('link', { name: view, exact: true }).last().click();
    await look(`dark-${view.toLowerCase()}`, { rules: ['phone'] });
  }
  await open('/path');
  await look('dark-path-from-above', { rules: ['desktop'] });
}, { first: { colorScheme: 'dark' } });
