// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Service, eventually, guestBooks, row } from './service.mjs';

let service;
before(async () => { service = await Service.start({ sources: guestBooks.slice(0, 1) }); });
after(() => service.stop());

const complain = (author, body = 'Cold and loud.', language = 'en') =>
  service.control('publish', { place: 'page/guests-gdansk', author, rating: 1, language, body });

test('the Polish page counts as Polish does', async () => {
  const page = await service.signedIn();
  await page.goto('/me');
  await page.getByLabel('Language').selectOption('pl');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.goto('/queue');
  assert.equal(await page.locator('html').getAttribute('lang'), 'pl');
  await page.getByRole('heading', { level: 1, name: 'Kolejka' }).waitFor();
  for (const [author, sentence] of [['Jan', '1 opinia czeka.'], ['Ewa', '2 opinie czekają.'], ['Ola', '3 opinie czekają.'],
                                    ['Iza', '4 opinie czekają.'], ['Zuza', '5 opinii czeka.']]) {
    await complain(author);
    await eventually(page, '/queue', async () => (await page.locator('.sub').innerText()).includes(sentence));
  }
  const words = await page.locator('main').innerText();
  assert.doesNotMatch(words, /\b(reviews?|Awaiting|nobody yet|ago|sources?)\b/, 'an English word is left');
  await page.locator('.tabs').getByText('Czekające').waitFor();
});

test('Persian text runs from right to left in a page that does not', async () => {
  await complain('سارا محمدی', 'کولر اتاق کار نمی‌کرد و تا صبح نخوابیدیم.', 'fa');
  const page = await service.signedIn();
  await eventually(page, '/queue', async () => await row(page, 'سارا محمدی').count() === 1);
  const said = row(page, 'سارا محمدی').locator('.said');
  assert.equal(await said.getAttribute('dir'), 'auto');
  assert.equal(await said.getAttribute('lang'), 'fa');
  assert.equal(await said.evaluate((element) => getComputedStyle(element).direction), 'rtl');
  await row(page, 'سارا محمدی').getByRole('link').click();
  const text = page.locator('p.text');
  assert.equal(await text.evaluate((element) => getComputedStyle(element).direction), 'rtl');
  assert.match(await text.evaluate((element) => getComputedStyle(element).fontFamily), /Vazirmatn|Arabic|Tahoma/);
  assert.deepEqual(page.faults, []);
});
