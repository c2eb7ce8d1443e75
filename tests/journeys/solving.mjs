// Problem solving by interests, with several people at one wall at once: the quarrel between the shifts (the second story
// of the 2005 report) becomes a question, and its options stay locked until both parties have said what they need.
import assert from 'node:assert/strict';
import { journey } from './browser.mjs';

const question = 'How do nights get what they need before seven?';

const teamUrl = async page => {
  await page.goto('/teams?name=Patient');
  return page.getByRole('link', { name: 'Patient Transport', exact: true }).first().getAttribute('href');
};
const put = async (page, label, words) => {
  await page.getByLabel(label).fill(words);
  await page.locator('form', { has: page.getByLabel(label) }).getByRole('button', { name: 'Put it on the wall' }).click();
  await page.waitForLoadState();
};
const openDetails = (page, words) => page.locator('summary', { hasText: words }).click();

journey('a quarrel becomes a question, and both parties work on it at one wall', async ({ page, open, signIn, look, someone }) => {
  await signIn('ana');
  await open(`${await teamUrl(page)}/issues/new`);
  await page.getByLabel('The question').fill(question);
  await page.getByLabel('What everybody should know first').fill('The last hour of the night has the most calls.');
  await look('issue-new');
  await page.getByRole('button', { name: 'Open it' }).click();
  await page.waitForURL(/\/issues\/issue_/);
  const wall = new URL(page.url()).pathname;
  assert.match(await page.locator('#options').innerText(), /Locked until every party has put its interests/);
  await put(page, 'What your party needs, and why', 'Nobody runs the last hour alone, because that is when people fall.');
  await page.getByRole('button', { name: /These are the interests of/ }).click();
  await look('issue-interests');

  // Ben is at the wall too. What he puts appears on Ana's screen while she is typing, and what she types stays.
  const ben = await someone('ben');
  await ben.open(wall);
  await open(wall);
  await page.getByLabel('A standard').fill('Half a sentence');
  await page.waitForTimeout(400);  // listening
  const begin = Date.now();
  await put(ben.page, 'What your party needs, and why', 'Handover takes place, so that days know who is where.');
  await page.locator('#interest-slips').getByText('Handover takes place').first().waitFor({ timeout: 5000 });
  console.log(`appeared after ${Date.now() - begin} ms, the sending included`);
  assert.equal(await page.getByLabel('A standard').inputValue(), 'Half a sentence');
  await ben.page.getByRole('button', { name: /This is ours too/ }).first().click();
  await ben.page.getByRole('button', { name: /These are the interests of/ }).click();
  await page.locator('#interest-slips').getByText('Shared by all').first().waitFor({ timeout: 5000 });

  await open(wall);
  await page.getByLabel('By name: each appears at once').check();
  await page.getByRole('button', { name: 'Begin to gather' }).click();
  await put(page, 'An option', 'Two people overlap from six to seven');
  await ben.open(wall);
  await put(ben.page, 'An option', 'Days begin with the calls that wait');
  await look('issue-options');

  // Both reword the same card: nothing is overwritten.
  await open(wall);
  const card = await page.getByRole('link', { name: /Reword ?: Two people overlap/ }).getAttribute('href');
  await open(card);
  await ben.open(card);
  await ben.page.locator('#body').fill('Two people overlap from six to half past seven');
  await ben.page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.locator('#body').fill('Three people overlap from six to seven');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  assert.match(await page.locator('main').innerText(), /Ben Okafor changed this text while you were writing/);
  assert.equal(await page.locator('#body').inputValue(), 'Three people overlap from six to seven');
  await look('issue-changed-meanwhile');
  await page.locator('#body').fill('Three people overlap from six to half past seven');
  await page.getByRole('button', { name: 'Put my text there' }).click();
  await page.waitForURL(url => url.pathname === wall);

  await page.getByRole('button', { name: 'That is all for now' }).click();
  await put(page, 'A standard', 'Costs no overtime');
  await page.getByRole('link', { name: /Mark it for .*Three people/ }).click();
  for (const choice of await page.getByLabel('meets it', { exact: true }).all()) await choice.check();
  await look('issue-marking');
  await page.getByRole('button', { name: 'Save the marks' }).click();
  await page.getByRole('link', { name: 'Write the agreement' }).click();
  await page.getByLabel(/Three people overlap/).check();
  await page.getByLabel('The agreement, word for word').fill('Three people are there from six to half past seven.');
  await page.locator('[name=what-1]').fill('Change the roster');
  await page.locator('[name=owner-1]').selectOption({ index: 1 });
  await page.locator('[name=due-1]').fill('2030-01-15');
  await page.locator('[name=review_on]').fill('2030-03-15');
  await look('issue-agreement-form');
  await page.getByRole('button', { name: 'Ask every party to sign' }).click();
  await ben.open(wall);
  await ben.page.getByRole('button', { name: 'Sign' }).first().click();
  await open(wall);
  assert.match(await page.locator('#next-step').innerText(), /Agreed\. You look back on/);
  await look('issue-agreed');
  await open(`${wall}/sheet`);
  await look('issue-sheet');
}, { timeout: 400_000 });

journey('an idea without a name, and talk with a mention', async ({ page, open, signIn, look, someone }) => {
  await signIn('ana');
  const team = await teamUrl(page);
  await open(`${team}/issues`);
  await look('issues');
  await page.getByRole('link', { name: /rest on a double shift/ }).first().click();
  await look('issue-half-worked');
  await page.getByLabel('Say something').pressSequentially('@ben ok');
  await page.getByRole('option', { name: 'Ben Okafor Supervisor' }).waitFor();
  await look('talk-names');
  await page.keyboard.press('Enter');
  assert.equal(await page.getByLabel('Say something').inputValue(), '@Ben Okafor ', 'the name was taken from the list');
  await page.getByLabel('Say something').fill('@Ben Okafor, who covers Sundays?');
  await page.getByRole('button', { name: 'Say it' }).click();
  await page.waitForLoadState();
  const ben = await someone('ben');
  await ben.open('/me/notifications');
  assert.match(await ben.page.locator('main').innerText(), /Somebody named you in talk about/);
  await page.getByLabel('Say something').fill('@Nobody Known, hello?');
  await page.getByRole('button', { name: 'Say it' }).click();
  assert.match(await page.locator('main').innerText(), /Nobody here is called/);
  await look('talk-nobody');
}, { timeout: 300_000 });

journey('la resolución de problemas se lee en español', async ({ page, open, signIn, look }) => {
  await signIn('ana');
  await page.context().addCookies([{ name: 'language', value: 'es', url: page.url() }]);
  await open('/issues');
  await page.getByRole('link', { name: /hand over without anybody waiting/ }).first().click();
  await look('issue-es');
});

journey('a question about particular people is there for those named, and for nobody else', async ({ page, open, signIn, look, someone }) => {
  await signIn('ana');
  await open(`${await teamUrl(page)}/issues/new`);
  assert.equal(await page.getByText('Who else?').isVisible(), false, 'nobody is asked for names before the choice');
  await page.getByLabel('The question').fill('How do the two of them share a cart again?');
  await page.getByLabel('Only the people named').check();
  await page.getByLabel('Carmen Navarro, Labor').check();
  await look('issue-sealed-new');
  await page.getByRole('button', { name: 'Open it' }).click();
  await page.waitForURL(/\/issues\/issue_/);
  const wall = new URL(page.url()).pathname;
  await look('issue-sealed');

  const carmen = await someone('carmen');
  await carmen.open(wall);
  assert.match(await carmen.page.locator('main').innerText(), /Sealed: read by the 3 people named/);
  const quist = await someone('quist');
  assert.equal((await quist.page.goto(wall)).status(), 404);
  await quist.open('/search?q=cart again');
  assert.doesNotMatch(await quist.page.locator('main').innerText(), /share a cart/);

  await open(wall);
  await page.getByLabel('One more person').selectOption({ label: 'Rita Quist, Labor' });
  await page.getByRole('button', { name: 'Name this person' }).click();
  await page.getByText('Named: they can read it from now on.').waitFor();
  await quist.open(wall);
  await quist.page.goto('/me/notifications');
  assert.match(await quist.page.locator('main').innerText(), /You are named to read a sealed question/);
  await page.getByRole('button', { name: /Take out ?: Rita Quist/ }).click();
  await page.getByText('They can no longer read it.').waitFor();
  assert.equal((await quist.page.goto(wall)).status(), 404);
});
