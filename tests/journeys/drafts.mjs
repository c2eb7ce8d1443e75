// Nothing typed is lost.
import assert from 'node:assert/strict';
import { journey, need } from './browser.mjs';

journey('what was typed survives a closed tab and a dead network', async ({ page, signIn, look, someone }) => {
  await signIn('ana');
  await page.getByRole('link', { name: 'Patient Transport', exact: true }).click();
  await page.getByRole('link', { name: 'Meetings', exact: true }).click();
  const form = new URL(page.url()).pathname;
  await page.getByText('Record a meeting').click();
  const typed = 'Nights want the huddle at 6:45 on Thursdays.';
  await page.getByLabel('What came of it').fill(typed);
  await page.getByLabel('People there for labor').fill('7');
  await page.getByText('Saved. You can go on later.').waitFor();
  await look('draft-saved');
  await page.context().close();

  const again = await someone('ana');
  await again.look('home-with-draft');
  await need(again.page, 'Finish what you began: Patient Transport').getByRole('link').click();
  assert.equal(await again.page.getByLabel('What came of it').inputValue(), typed);
  assert.equal(await again.page.getByLabel('People there for labor').inputValue(), '7');
  await again.page.getByText('Here is what you typed earlier.').waitFor();

  const context = again.page.context();
  await context.setOffline(true);
  const more = `${typed} Two people offered to lead it.`;
  await again.page.getByLabel('What came of it').fill(more);
  await again.page.getByText('Not saved yet. We will keep trying.').waitFor();
  await again.page.close();
  assert.ok(again.complaints.every(text => text.includes('ERR_INTERNET_DISCONNECTED')), again.complaints.join('\n'));
  await context.setOffline(false);
  const later = await context.newPage();
  await later.goto(form);
  assert.equal(await later.getByLabel('What came of it').inputValue(), more, 'this browser kept it');
  await later.getByText('Saved. You can go on later.').waitFor();

  const elsewhere = await someone('ana');
  await elsewhere.open(form);
  assert.equal(await elsewhere.page.getByLabel('What came of it').inputValue(), more, 'and has told the server since');
  await elsewhere.page.getByLabel('People there for management').fill('2');
  await elsewhere.page.getByRole('button', { name: 'Record the meeting' }).click();
  await elsewhere.page.getByText('The meeting is recorded.').waitFor();
  assert.equal(await elsewhere.page.getByLabel('What came of it').inputValue(), '', 'a form that was sent is not offered again');
  await elsewhere.look('meeting-recorded');
});
