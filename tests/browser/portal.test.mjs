// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// A portal that asks for consent and takes answers, from the first click to the answer read back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openUnusual } from './portal_forms.mjs';
import { Service, eventually, row } from './service.mjs';

const place = 'google_business/202';
let service;
before(async () => {
  service = await Service.start({
    sources: [],
    publish: async (town) => {
      await town.control('shape', { place, title: 'Morvela Gdańsk' });
      await town.control('publish', { place, author: 'Marta Z.', rating: 1, language: 'en',
        body: 'The soup was cold, the waiter was rude and nobody apologised.' });
    },
  });
});
after(() => service.stop());

const ledger = async () => (await (await fetch(`${service.sandbox}/control/ledger`)).json()).published;
const settled = (page, path, words) => eventually(page, path, async () => await page.getByText(words).count() > 0);

test('a source is set up, connected, and its place chosen from the account', async () => {
  const page = await service.signedIn();
  await page.goto('/sources/new?portal=google_business');
  await page.getByLabel('Location', { exact: true }).selectOption({ label: 'Gdańsk' });
  await page.getByLabel('Look every').selectOption({ index: 0 });
  await page.getByLabel('Client id').fill('desk');
  await page.getByLabel('Client secret').fill('canary-client-secret');
  await openUnusual(page);
  for (const [label, path] of [['Server', ''], ['Server of accounts', ''], ['Server of places', ''],
    ['Consent page', '/oauth/authorize'], ['Token address', '/oauth/token']])
    await page.getByLabel(`${label} (optional)`, { exact: true }).fill(`${service.sandbox}/google_business${path}`);
  await page.getByLabel('Allow private addresses').selectOption('yes');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: /^Connect/ }).waitFor();
  assert.equal(await page.getByLabel('Redirect address').inputValue(), `${service.address}/connect/callback`);
  await page.locator('#authorize').click();
  await page.locator('#allow').click();
  await page.getByText('is connected').waitFor();
  await page.getByRole('button', { name: 'Choose Morvela Gdańsk' }).click();
  await page.getByRole('heading', { name: 'Connected' }).waitFor();
  await eventually(page, '/queue', async () => await row(page, 'Marta Z.').count() > 0);
  assert.deepEqual(page.faults, []);
});

test('an answer is sent once, read back, and taken back', async () => {
  const page = await service.signedIn();
  await page.goto('/queue');
  await row(page, 'Marta Z.').getByRole('link').first().click();
  await page.getByLabel(/^Answer to Marta Z/).fill('We are sorry. Please write to us.');
  await page.getByText('4,096 bytes').waitFor();
  await page.getByRole('button', { name: 'Send to' }).click();
  await page.locator('.toast').getByText('on its way').waitFor();
  const path = new URL(page.url()).pathname;
  await settled(page, path, /^Your answer is to be seen on/);
  assert.deepEqual((await ledger())[0].answers_taken, ['We are sorry. Please write to us.']);
  await page.getByRole('button', { name: 'Take back' }).click();
  await page.locator('.toast').getByText('being taken back').waitFor();
  await settled(page, path, /^Your answer was taken back/);
  assert.equal((await ledger())[0].answer, null);
  await page.getByLabel(/^Answer to Marta Z/).waitFor();
  assert.deepEqual(page.faults, []);
});

test('a revoked consent is an incident with the way out', async () => {
  const page = await service.signedIn();
  await service.control('tokens', { what: 'revoke' });
  await page.goto('/sources');
  await page.locator('li.src summary').click();
  await page.getByRole('button', { name: 'Read it now' }).click();
  await page.locator('.toast').getByText('could not be read').waitFor();
  await page.goto('/sources');
  await page.locator('li.src').getByText('Needs a new sign-in').waitFor();
  await page.getByRole('link', { name: 'See what it answered' }).first().click();
  await page.getByText('Connect this source again').first().waitFor();
  await service.control('tokens', { what: 'allow' });
  for (const shown of ['canary-client-secret', 'refresh-', 'access-'])
    assert.ok(!(await page.content()).includes(shown), `${shown} is not on the page`);
});
