// Every page in Spanish: no English sentence of the program may be left on it.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { journey, sizes } from './browser.mjs';

const words = language => {
  const folder = fileURLToPath(new URL(`../../words/${language}/`, import.meta.url));
  return Object.assign({}, ...readdirSync(folder).map(file => JSON.parse(readFileSync(folder + file, 'utf8'))));
};

// What people of the example wrote in their own words, and the program happens to say too.
const written = new Set(['Team meeting', 'Ask']);

// A sentence with places to fill in is known by what stands between them, when that is enough to know it by.
function patternOf(sentence) {
  if (/plural|select/.test(sentence)) return null;
  const parts = sentence.split(/\{[^}]*\}/);
  if (parts.join('').replace(/[^a-z]/gi, '').length < 12) return null;
  return new RegExp(`^${parts.map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.+')}$`);
}

function englishSentences() {
  const en = words('en'), es = words('es');
  const spanish = new Set(Object.values(es));
  const keys = Object.keys(en).filter(key => en[key] !== es[key] && !spanish.has(en[key]));
  const plain = new Map(keys.filter(key => !en[key].includes('{')).map(key => [en[key], key]));
  const patterns = keys.filter(key => en[key].includes('{')).map(key => [patternOf(en[key]), key]).filter(([pattern]) => pattern);
  return text => written.has(text) ? undefined : plain.get(text) ?? patterns.find(([pattern]) => pattern.test(text))?.[1];
}

// What a reader sees and what a screen reader says, but for what people wrote themselves.
const textsOf = page => page.evaluate(() => {
  const texts = [];
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (!node.parentElement.closest('script, style, [lang=en]:not(html)')) texts.push(node.data);
  for (const element of document.querySelectorAll('[aria-label], [placeholder], [title], [data-confirm]'))
    texts.push(...['aria-label', 'placeholder', 'title', 'data-confirm'].map(name => element.getAttribute(name) ?? ''));
  return [...new Set(texts.map(text => text.replace(/\s+/g, ' ').trim()))].filter(Boolean);
});

journey('everything is said in Spanish too', async ({ page, open, look, someone }) => {
  const isEnglish = englishSentences();
  const left = [];
  const walk = async (person, paths) => {
    for (const [name, path] of Object.entries(paths)) {
      await person.open(path);
      assert.equal(await person.page.locator('html').getAttribute('lang'), 'es', path);
      for (const text of await textsOf(person.page)) if (isEnglish(text)) left.push(`${name}: “${text}” (${isEnglish(text)})`);
      await person.look(`es-${name}`, { rules: ['phone'] });
    }
  };
  await open('/sign-in');
  assert.ok((await textsOf(page)).filter(isEnglish).length >= 4, 'English is known when it is there');
  await page.getByRole('button', { name: 'Español' }).click();
  await walk({ page, open, look }, { 'sign-in': '/sign-in' });
  assert.equal(await page.locator('h1').innerText(), words('es')['partnership.sign_in.title']);

  const ana = await someone('ana');
  await ana.page.locator('summary', { hasText: 'Ana Flores' }).click();
  await ana.page.getByRole('button', { name: 'Español' }).click();
  await ana.page.locator('html[lang=es]').waitFor();
  const to = async (from, selector) => {
    await ana.open(from);
    return ana.page.locator(selector).first().getAttribute('href');
  };
  const team = await to('/', 'aside .card:last-child a[href^="/teams/"]');
  const project = await to(team, 'main h2 a[href^="/projects/"]');
  const series = await to(await to('/measures', 'main th a'), 'main th a');
  const body = await to('/bodies', 'main th a');
  await walk(ana, {
    home: '/', teams: '/teams', team, people: `${team}/people`, charter: `${team}/charter`, path: `${team}/path`,
    criterion: await to(`${team}/path`, 'main a[href*="/path/sponsorship"]'), contacts: `${team}/contacts`,
    meetings: `${team}/meetings`, 'team-projects': `${team}/projects`, 'team-history': `${team}/history`,
    projects: '/projects', project, aim: `${project}/aim`, test: `${project}/cycles/1`, 'test-new': `${project}/cycles/new`,
    measurements: `${project}/measurements`, 'project-history': `${project}/history`,
    'project-new': `/projects/new?team=${team.split('/').pop()}`, 'team-new': '/teams/new',
    measures: '/measures', series, tables: '/measures/tables', 'people-found': '/people?q=ana', me: '/me',
    search: '/search?q=trans', 'search-nothing': '/search?q=zzz', partnership: '/partnership',
    unit: await to('/partnership', 'main a[href^="/units/"]'), 'path-from-above': '/path',
    journal: '/journal', entry: '/journal/40', clocks: '/clocks', policies: '/policies', 'policy-path': '/policies/team_path',
    'policy-clocks': '/policies/clocks', 'policy-compass': '/policies/compass',
    decisions: '/decisions', bodies: '/bodies', body, 'body-people': `${body}/people`, 'body-charter': `${body}/charter`,
    'body-turns': `${body}/turns`, changes: '/changes', change: await to('/changes', 'main th a'),
  });
  const olga = await someone('olga');
  await olga.page.locator('summary', { hasText: 'Olga Brandt' }).click();
  await olga.page.getByRole('button', { name: 'Español' }).click();
  await olga.page.locator('html[lang=es]').waitFor();
  await walk(olga, { import: '/import', 'policy-change': '/policies/team_path/change' });
  await olga.page.setViewportSize(sizes.phone);
  assert.deepEqual(left, []);
}, { timeout: 400_000 });
