// Figures of another system: a file is looked over, refused with every wrong row, loaded whole, and each figure says
// where it came from; a late feed is seen by everybody.
import assert from 'node:assert/strict';
import { journey } from './browser.mjs';

const csv = (name, lines) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n') + '\n') });
const header = 'Hospital;Month;Injuries;Jobs a year';

journey('a feed refuses a wrong file row by row, takes the right one, and shows where a figure came from', async person => {
  const { page, open, signIn, look } = person;
  await signIn('paul');
  await open('/feeds');
  await page.getByText('Late since').waitFor();
  await look('feeds');
  await page.getByRole('link', { name: 'Injuries from the safety system' }).click();
  await page.getByRole('heading', { name: 'What came' }).waitFor();
  await look('feed');
  const send = async file => {
    await page.locator('#file').setInputFiles(file);
    await page.getByRole('button', { name: 'Look at it first' }).click();
    await page.getByRole('heading', { name: 'Look it over' }).waitFor();
  };
  await send(csv('injuries.csv', [header, 'srmc;01/2020;3;2000', 'nowhere;01/2020;3;2000', 'clack;13/2020;x;0']));
  const rows = await page.locator('section', { has: page.locator('#problems') }).locator('tbody tr td:nth-child(2)').allInnerTexts();
  assert.deepEqual(rows.map(row => row.trim()), ['3', '4', '4', '4']);
  assert.equal(await page.getByRole('button', { name: 'Load it' }).count(), 0);
  await look('feed-refused');
  await page.getByRole('button', { name: 'Throw the file away' }).click();
  await page.getByText('Nothing was loaded').waitFor();

  await send(csv('injuries-2020.csv', [header, 'srmc;01/2020;3;2000', 'clack;01/2020;5;1500']));
  await look('feed-preview');
  await page.getByRole('button', { name: 'Load it' }).click();
  await page.getByText('2 new, 0 corrected').first().waitFor();
  await look('load');

  await open('/measures');
  await page.getByRole('link', { name: 'Injuries per 100 full-time jobs' }).click();
  await page.getByRole('link', { name: 'Sunny Ridge' }).first().click();
  await page.getByRole('link', { name: 'January 2020' }).click();
  await page.getByText('injuries-2020.csv').waitFor();
  await look('point-from-a-file');
  await open('/feeds/new');
  await look('feed-new');
});

journey('a figure of the whole partnership says what adds up to it', async person => {
  const { page, open, signIn, look } = person;
  await signIn('ana');
  await open('/measures');
  await page.getByRole('link', { name: 'Hours lost to absence' }).click();
  await page.locator('main a[href^="/series/"]').first().click();
  await page.locator('main a[href*="/points/"]').first().click();
  await look('point');
});
