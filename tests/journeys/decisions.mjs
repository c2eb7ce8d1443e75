// The first story of the 2005 report: a supervisor put a plan for rotating supervisors into the suggestion box, nobody
// objected, and he took that for a decision. Here it cannot be taken for one.
import assert from 'node:assert/strict';
import { journey, needsCount, openNeed } from './browser.mjs';

const plan = 'Shall the shift supervisors rotate each quarter, from January?';

const teamUrl = async page => {
  await page.goto('/teams?name=Patient');
  return page.getByRole('link', { name: 'Patient Transport', exact: true }).first().getAttribute('href');
};
const standing = page => page.locator('#state').innerText();

async function proposePlan({ page, open, look }) {
  const team = await teamUrl(page);
  await open(`${team}/decisions/new`);
  await page.getByLabel('In one sentence').fill(plan);
  await page.getByLabel('The exact words').fill('The two shift supervisors change shifts every quarter, with four weeks’ notice.');
  await page.getByLabel('What it is about').selectOption({ label: 'Schedules and shifts' });
  await look('decision-new');
  await page.getByRole('button', { name: 'Propose it' }).click();
  await page.waitForURL(/\/decisions\/decision_/);
  return new URL(page.url()).pathname;
}

journey('a plan that meets no objection is shown as what it is: not decided', async person => {
  const { page, open, signIn, look, someone } = person;
  await signIn('ben');
  const decision = await proposePlan(person);
  assert.match(await standing(page), /Not decided\. This is a proposal and nobody has been asked/);
  await look('decision-proposed');

  const ana = await someone('ana');
  await ana.open(decision);
  await ana.page.getByLabel('Say something').fill('I have read it.');
  await ana.page.getByRole('button', { name: 'Say it' }).click();
  assert.match(await standing(ana.page), /Not decided/, 'talk decides nothing');
  assert.equal(await ana.page.locator('#answer').count(), 0, 'nobody can answer what nobody was asked');

  await open(`/decisions?q=${encodeURIComponent('shift supervisors rotate each quarter, from')}`);
  assert.match(await page.locator('table').innerText(), /Proposed, nobody asked/);
  await look('decisions-register');

  await open(decision);
  await page.getByRole('link', { name: 'Say how it will be decided' }).click();
  await look('decision-terms');
  await page.getByRole('button', { name: 'Fix it' }).click();
  assert.match(await standing(page), /nobody has been asked yet/);
  await look('decision-ready');
  const before = await needsCount(ana.page);
  await page.getByRole('button', { name: 'Ask them now' }).click();
  await page.getByLabel('I support it', { exact: true }).check();
  await page.getByRole('button', { name: 'Answer', exact: true }).click();

  assert.match(await standing(page), /Not decided yet/);
  assert.match(await page.locator('#stances').innerText(), /Ana Flores[\s\S]*Has said nothing: that is not agreement/);
  assert.match(await page.locator('#counts').innerText(), /there would be no agreement/);
  await look('decision-silence');

  await openNeed(ana.page, plan);
  assert.equal(await needsCount(ana.page), before + 1);
  await answerByKeyboard(ana.page);
  assert.match(await ana.page.locator('#stances').innerText(), /Child care is fixed to my supervisor’s roster/);
  await ana.look('decision-blocked');
  assert.match(await ana.page.locator('#counts').innerText(), /somebody cannot support it/);
});

// Without a mouse: to the last answer, its reason and interest, and Enter.
async function answerByKeyboard(page) {
  await page.getByLabel('I support it', { exact: true }).focus();
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.type('My evenings depend on it.');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.locator('.error', { hasText: 'Name the interest' }).waitFor();
  await page.locator('#interest').focus();
  await page.keyboard.type('Child care is fixed to my supervisor’s roster.');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL(/said=decisions/);
}

journey('una decisión se lee en español', async ({ signIn, page, open, look }) => {
  await signIn('ben');
  await page.context().addCookies([{ name: 'language', value: 'es', url: page.url() }]);
  await open('/decisions');
  await look('decisions-es');
});

// A third manager, so that a secret ballot can keep its secret.
async function addManager(page) {
  await page.goto(`${await teamUrl(page)}/people`);
  const form = page.locator('form[action$="/seats"]').first();
  const paul = await form.locator('select[name=person] option', { hasText: 'Paul' }).first().getAttribute('value');
  await form.locator('select[name=person]').selectOption(paul);
  await form.locator('select[name=role]').selectOption('representative');
  await form.locator('button').click();
  await page.waitForURL(/said=teams/);
}

journey('a secret answer is shown to nobody, and with too few the box is destroyed unread', async person => {
  const { page, signIn, look, someone } = person;
  await signIn('ben');
  await addManager(page);
  const decision = await proposePlan(person);
  await page.getByRole('link', { name: 'Say how it will be decided' }).click();
  for (const role of ['Member', 'Sponsor', 'Representative']) await page.getByLabel(new RegExp(`^${role} \\(`)).check();
  await page.getByLabel('Secret: nothing leads').check();
  await page.getByRole('button', { name: 'Fix it' }).click();
  await page.getByRole('button', { name: 'Ask them now' }).click();
  await look('decision-secret');
  await page.getByLabel('I stand aside').check();
  await page.locator('#reason').fill('The roster is not ready.');
  await page.getByRole('button', { name: 'Answer', exact: true }).click();
  await page.getByText('Your ballot is in the box').first().waitFor();
  await look('decision-cast');
  await page.getByRole('link', { name: 'Back to the decision' }).click();
  assert.match(await page.locator('#answer').innerText(), /You have answered/);
  assert.doesNotMatch(await page.content(), /The roster is not ready/);
  await look('decision-secret-answered');

  await page.getByText('Close it before the day').click();
  await page.getByRole('button', { name: 'Ask to close it now' }).click();
  const ana = await someone('ana');
  await ana.open(decision);
  await ana.page.getByRole('button', { name: 'Sign', exact: true }).click();
  assert.match(await standing(ana.page), /too few answered to keep a secret/);
  assert.doesNotMatch(await ana.page.content(), /The roster is not ready/);
  await ana.look('decision-too-few');
});
