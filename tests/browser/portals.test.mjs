// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Portals set up by a person who has nothing but the form: one slip each, then rightly, up to the answer that
// customers see.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { field, fillIn, forms, openUnusual, secrets, type, typed } from './portal_forms.mjs';
import { Service, eventually, row } from './service.mjs';

let service;
before(async () => {
  service = await Service.start({
    sources: [],
    publish: async (town) => {
      for (const { place, place_title: title, author } of forms) {
        await town.control('shape', { place, title: title ?? 'Morvela' });
        await town.control('publish', { place, author, rating: 1, language: 'en',
          body: 'The soup was cold, the waiter was rude and nobody apologised.' });
      }
    },
  });
});
after(() => service.stop());

const ledger = async () => (await (await fetch(`${service.sandbox}/control/ledger`)).json()).published;
const answersOf = async (author) => (await ledger()).find((one) => one.author === author).answers_taken;

async function opened(page, form) {
  await page.goto('/sources/new');
  await page.getByRole('link', { name: form.title, exact: true }).click();
  await page.getByLabel('Location', { exact: true }).selectOption({ label: 'Gdańsk' });
}

for (const form of forms) {
  test(`${form.title}: a slip is named with the way out, and nothing is stored`, async () => {
    const page = await service.signedIn();
    await opened(page, form);
    assert.equal(await page.locator('details#unusual').evaluate((element) => element.open), false);
    await fillIn(page, form, service.sandbox, form.slip);
    const before = await typed(page);
    await page.getByRole('button', { name: 'Try it' }).click();
    const words = page.locator(form.beside ? '.err' : '#test-result .notice-bad p');
    await words.first().waitFor();
    assert.equal(await words.count(), 1);
    assert.match((await words.innerText()).trim(), form.said);
    if (form.beside) assert.equal(await page.getByLabel(form.beside).getAttribute('aria-invalid'), 'true');
    assert.deepEqual(await typed(page), before);
    for (const [label, value] of Object.entries(form.slip)) assert.equal(await field(page, label).inputValue(), value);
    assert.ok(await page.locator('details#unusual').evaluate((element) => element.open), 'what is unusual is seen');
    await page.goto('/sources');
    assert.equal(await page.getByRole('link', { name: form.title, exact: true }).count(), 0);
    assert.deepEqual(page.faults, []);
  });

  test(`${form.title}: tried, saved, read, and answered from the page of the review`, async () => {
    const page = await service.signedIn();
    await opened(page, form);
    await fillIn(page, form, service.sandbox, form.slip);
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.locator('.err, #test-result .notice-bad').first().waitFor();
    // Only the slip is mended: everything else is still there, other secrets too.
    for (const label of Object.keys(form.slip)) await type(page, label, form.fields[label]);
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.locator('#test-result .notice-good').getByText(form.author).waitFor();
    const drawn = await page.locator('#test-result use').evaluateAll((uses) =>
      uses.every((use) => document.querySelector(use.getAttribute('href'))));
    assert.ok(drawn, 'stars and icons are drawn');
    assert.match(await page.locator('#test-result p').innerText(), /^1 review can be read\.$/);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('.toast').getByText('The first reading begins now').waitFor();

    const tab = form.unjudged ? '/queue?tab=all' : '/queue';
    await eventually(page, tab, async () => await row(page, form.author).count() > 0);
    await row(page, form.author).getByRole('link').first().click();
    await page.getByLabel(`Answer to ${form.author}`).fill('We are sorry. Please write to us.');
    await page.getByRole('button', { name: 'Send to' }).click();
    await page.locator('.toast').getByText('on its way').waitFor();
    await eventually(page, new URL(page.url()).pathname, async () =>
      await page.getByText(`Your answer is to be seen on ${form.title}.`).count() > 0);
    assert.deepEqual(await answersOf(form.author), ['We are sorry. Please write to us.']);
    assert.deepEqual(page.faults, []);
  });

  test(`${form.title}: the stored source shows its settings, and no secret`, async () => {
    const page = await service.signedIn();
    await page.goto('/sources');
    await page.getByRole('link', { name: form.title, exact: true }).click();
    const shown = await page.content();
    for (const secret of secrets(form)) assert.ok(!shown.includes(secret), 'no secret is on the page');
    for (const input of await page.locator('input[type=password]').all()) assert.equal(await input.inputValue(), '');
    await page.getByText('One is stored. Left empty, it stays as it is.').first().waitFor();
    await openUnusual(page);
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.locator('#test-result .notice-good').waitFor();
    assert.deepEqual(page.faults, []);
  });
}

test('Trusted Shops: one channel is chosen from those of the account', async () => {
  const page = await service.signedIn();
  await page.goto('/sources');
  await page.getByRole('link', { name: 'Trusted Shops', exact: true }).click();
  await page.getByRole('link', { name: 'Show the list' }).click();
  await page.getByRole('button', { name: 'Choose Morvela Shop' }).click();
  await page.getByLabel('Channel').waitFor();
  assert.equal(await page.getByLabel('Channel').inputValue(), 'chl-0a1b');
  assert.deepEqual(page.faults, []);
});

test('without script what was typed stays as well, and the secret is asked for again', async () => {
  const page = await service.signedIn({ javaScriptEnabled: false });
  const form = forms.find(({ portal }) => portal === 'yandex_market');
  await opened(page, form);
  await fillIn(page, form, service.sandbox, form.slip);
  const before = await page.getByLabel('Number of the business').inputValue();
  await page.getByRole('button', { name: 'Try it' }).click();
  await page.locator('#test-result .notice-bad').getByText('business 7700').waitFor();
  assert.equal(await page.getByLabel('Number of the business').inputValue(), before);
  assert.equal(await page.getByLabel('Access key').inputValue(), '');
  await page.getByText('Type it again: secrets are not sent back to a page.').waitFor();
  assert.equal(await page.getByText('One is stored.').count(), 0);
});
