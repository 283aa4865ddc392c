// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What the text says, on real pages: chips, filters, marked words, and that all of it can be read by everybody.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { scrollsSideways, violations } from './axe.mjs';
import { widths } from './pages.mjs';
import { Service, eventually, forum, guestBooks, publishJudged, row, rows } from './service.mjs';

let service;
let page;
const open = async (author, list = '/queue?tab=all') => {
  await page.goto(list);
  await row(page, author).getByRole('link').click();
};

before(async () => {
  service = await Service.start({ sources: [...guestBooks, forum], publish: publishJudged });
  page = await service.signedIn();
  await eventually(page, '/queue?tab=all', async () => await rows(page).count() >= 8);
});
after(() => service.stop());

test('five stars with bitter words wait for an answer, and say that stars and text disagree', async () => {
  await page.goto('/queue');
  await row(page, 'Niamh').getByText('Stars and text disagree').waitFor();
  await page.getByRole('link', { name: 'Filters' }).click();
  await page.getByLabel('Marked as').selectOption('conflict');
  await page.getByRole('button', { name: 'Show' }).click();
  await page.waitForURL('**/queue?*flag=conflict*');
  await row(page, 'Niamh').waitFor();
  assert.equal(await row(page, 'Colin F.').count(), 0);
  await page.locator('.pick').click();
  await row(page, 'Colin F.').waitFor();
});

test('a topic and a flag stay in force over the tabs, a review and the way back', async () => {
  await page.goto('/queue?topic=cleanliness&flag=conflict');
  await row(page, 'Niamh').getByRole('link').click();
  await page.locator('.crumb').getByRole('link', { name: 'Queue' }).click();
  assert.match(page.url(), /topic=cleanliness&flag=conflict/);
  await page.getByRole('link', { name: /^All/ }).click();
  assert.match(page.url(), /topic=cleanliness&flag=conflict/);
  await row(page, 'Niamh').waitFor();
  assert.equal(await row(page, 'Colin F.').count(), 0);
});

test('an urgent review names its kind, and the words that showed it are marked', async () => {
  await open('Colin F.');
  await page.locator('main .badge-late', { hasText: 'Press' }).waitFor();
  assert.ok(await page.locator('.text mark.urgent').count() > 0);
  const mark = page.locator('.text mark.urgent').first();
  assert.match(await mark.getAttribute('title'), /^urgent: /);
  assert.match(await page.locator('.legend').innerText(), /Marked words show:\s+urgent/);
});

test('marks change no letter of what the author wrote', async () => {
  const texts = { 'Niamh': publishJudged.bitter, 'شهرزاد': publishJudged.persian };
  for (const [author, said] of Object.entries(texts)) {
    await open(author);
    const body = page.locator('p.text').last();
    assert.equal(await body.evaluate((element) => element.textContent), said);
    assert.ok(await body.locator('mark').count() > 0, author);
  }
  assert.equal(await page.locator('p.text').last().evaluate((element) => getComputedStyle(element).direction), 'rtl');
});

test('what cannot be judged says why it is there', async () => {
  await page.goto('/queue?tab=unjudged');
  await row(page, 'Gast').getByText('The text can be read more than one way').waitFor();
});

test('the mail about an urgent review says so in its subject', async () => {
  await service.control('publish', { place: 'page/guests-gdansk', author: 'Mona', language: 'en', rating: 1, title: 'My lawyer writes',
    body: 'Dirty room, filthy bathroom. My lawyer will sue you for this.' });
  await eventually(page, '/outbox', async () => await page.getByRole('link', { name: /^\[urgent: legal/ }).count() > 0);
  await page.getByRole('link', { name: /^\[urgent: legal/ }).click();
  await page.getByText('Urgent: Legal threat').waitFor();
  await page.getByText('It is about: cleanliness').waitFor();
});

for (const [width, viewport] of Object.entries({ ...widths, narrow: { width: 320, height: 700 } })) {
  for (const colorScheme of ['light', 'dark']) {
    test(`axe finds nothing on what was judged, ${width}, ${colorScheme}`, async () => {
      const problems = [];
      const looking = await service.signedIn({ viewport, colorScheme, bypassCSP: true });
      await page.goto('/queue?tab=all');
      const reviews = await Promise.all(['Niamh', 'Colin F.', 'شهرزاد', 'Gast', 'Renata'].map(
        (author) => row(page, author).getByRole('link').getAttribute('href')));
      for (const path of ['/queue', '/queue?tab=unjudged', '/queue/filters?topic=noise&flag=urgent', ...reviews]) {
        await looking.goto(path);
        const wide = await scrollsSideways(looking);
        for (const problem of [...await violations(looking), ...wide ? [wide] : []]) problems.push(`${path}: ${problem}`);
      }
      await looking.context().close();
      assert.equal(problems.join('\n'), '');
    });
  }
}
