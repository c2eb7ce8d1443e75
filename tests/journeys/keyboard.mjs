// With the keyboard alone: nothing here is clicked.
import assert from 'node:assert/strict';
import { journey, sizes } from './browser.mjs';

const focused = page => page.evaluate(() => {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  return {
    name: (element.getAttribute('aria-label') ?? element.innerText ?? '').trim(), id: element.id, tag: element.tagName,
    ringed: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    inView: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    inSheet: Boolean(element.closest('#rooms')), inMain: Boolean(element.closest('main')),
  };
});

// Presses Tab until the focus is where it should be; every stop on the way must be visible.
async function tabTo(page, isThere, key = 'Tab') {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press(key);
    const now = await focused(page);
    if (now.tag === 'BODY') continue;
    assert.ok(now.ringed, `the focus on “${now.name || now.id}” cannot be seen`);
    assert.ok(now.inView, `the focus on “${now.name || now.id}” is outside the window`);
    if (isThere(now)) return now;
  }
  assert.fail('the focus never came there');
}

async function signInByKeyboard(page, name) {
  await page.goto('/sign-in');
  await tabTo(page, now => now.id === 'login');
  await page.keyboard.type(name);
  await tabTo(page, now => now.id === 'password');
  await page.keyboard.type('concert-example');
  await page.keyboard.press('Enter');
  await page.waitForURL(url => url.pathname === '/');
}

journey('the whole way by keyboard alone', async ({ page, look, newPerson }) => {
  await signInByKeyboard(page, 'ana');
  await tabTo(page, now => now.name === 'Skip to the content');
  await page.keyboard.press('Enter');
  await page.waitForURL(url => url.hash === '#main');
  const first = await tabTo(page, () => true);
  assert.ok(first.inMain && first.name.startsWith('Open:'), `after the skip link comes the first need, not “${first.name}”`);
  await tabTo(page, now => now.name.startsWith('Open: Read and sign a section of the charter'));
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/charter#/);
  await tabTo(page, now => now.name === 'Sign');
  await look('focus-on-sign');
  await page.keyboard.press('Enter');
  await page.getByText(/^Signed\./).waitFor();
  await page.keyboard.press('/');
  assert.equal((await focused(page)).id, 'find', '/ goes to the search');
  await page.keyboard.type('sterile');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/search/);
  await tabTo(page, now => now.name === 'Sterile Processing');
  await page.keyboard.press('Enter');
  await page.locator('h1', { hasText: 'Sterile Processing' }).waitFor();
  await tabTo(page, now => now.tag === 'SUMMARY', 'Shift+Tab');
  await page.keyboard.press('Enter');
  await tabTo(page, now => now.name === 'My seats');
  await page.keyboard.press('Escape');
  assert.equal((await focused(page)).tag, 'SUMMARY', 'Escape closes the menu and gives the focus back');

  const phone = await newPerson({ size: sizes.phone });
  await signInByKeyboard(phone.page, 'ben');
  await tabTo(phone.page, now => now.name === 'More');
  await phone.page.keyboard.press('Enter');
  await phone.page.locator('#rooms h2').waitFor();
  assert.ok((await focused(phone.page)).inSheet, 'the sheet of rooms takes the focus');
  await tabTo(phone.page, now => now.name === 'People');
  await phone.page.keyboard.press('Escape');
  await phone.page.locator('#rooms').waitFor({ state: 'hidden' });
  assert.equal((await focused(phone.page)).name, 'More', 'and gives it back');
  await phone.page.keyboard.press('Enter');
  await tabTo(phone.page, now => now.name === 'Partnership');
  await phone.page.keyboard.press('Enter');
  await phone.page.waitForURL(/\/partnership/);
  await phone.look('partnership');
});
