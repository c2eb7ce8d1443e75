// Files are looked over before anything changes, and taken whole or not at all.
import assert from 'node:assert/strict';
import { journey } from './browser.mjs';

const csv = (name, lines) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n') + '\n') });

const units = csv('units.csv', ['external_id,name,kind,parent,clinical', 'd-dial,Dialysis,department,srmc,yes',
  'd-wound,Wound Care,department,srmc,yes']);
const teams = rows => csv('teams.csv', ['external_id,name,unit,purpose,registered_on', ...rows]);
const goodTeams = teams(['dial,Dialysis Days,d-dial,Steady chairs,2026-02-01', 'wound,Wound Rounds,d-wound,,2026-03-01']);
const badTeams = teams(['dial,Dialysis Days,d-dail,Steady chairs,2026-02-01', 'wound,,d-wound,,2026-03-01',
  'third,Third,d-wound,,the first of March']);

journey('an import is previewed, refused with every bad row named, and taken when it is right', async person => {
  const { page, open, signIn, look } = person;
  await signIn('olga');
  await open('/import');
  await look('import');
  const choose = async files => {
    await page.locator('#files').setInputFiles(files);
    await page.getByRole('button', { name: 'Look it over' }).click();
    await page.locator('#files-heading').waitFor();
  };
  await choose([units, badTeams]);
  const problems = page.locator('section', { has: page.locator('#problems') }).locator('tbody tr');
  const rows = await problems.locator('td:nth-child(3)').allInnerTexts();
  assert.deepEqual(rows.map(row => row.trim()), ['2', '3', '4']);
  assert.deepEqual(await problems.locator('code').allInnerTexts(), ['unit', 'name', 'registered_on']);
  assert.equal(await page.getByRole('button', { name: 'Import' }).count(), 0);
  await look('import-refused');
  await page.getByRole('button', { name: 'Throw these away and choose others' }).click();
  await page.getByText('The files were thrown away. Nothing was changed.').waitFor();
  await open('/search?q=Dialysis');
  await page.getByText('Nothing found for “Dialysis”.').waitFor();

  await open('/import');
  await choose([units, goodTeams]);
  await page.getByText('Everything can be read.').waitFor();
  await look('import-previewed');
  await page.getByRole('button', { name: 'Import' }).click();
  await page.getByRole('heading', { name: '4 rows are in' }).waitFor();
  await look('import-done');
  await open('/search?q=Dialysis');
  await page.getByRole('link', { name: 'Dialysis Days' }).click();
  await look('imported-team');
});
