// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Consent as a real authorization server asks for it: given, renewed, taken back, given again.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ConsentServer, client, place } from './provider.mjs';
import { Service, eventually, row } from './service.mjs';

let portal;
let service;
before(async () => {
  portal = await ConsentServer.start();
  service = await Service.start({
    sources: [{ slug: 'maps', location: 'gdansk', portal: 'google_business', name: 'Maps', settings: {
      location: place, client_id: client.id, client_secret: client.secret, base_url: portal.address,
      accounts_url: portal.address, locations_url: portal.address,
      oauth_authorize_url: `${portal.address}/auth`, oauth_token_url: `${portal.address}/token`,
    } }],
  });
  portal.open(`${service.address}/connect/callback`);
});
after(async () => {
  await service?.stop();
  await portal?.stop();
});

async function openSource(page) {
  await page.goto('/sources');
  await page.getByRole('link', { name: 'Maps', exact: true }).click();
}

async function setOut(page, button) {
  await openSource(page);
  await page.getByRole('link', { name: button, exact: true }).click();
  assert.equal(await page.getByLabel('Redirect address').inputValue(), `${service.address}/connect/callback`);
  await page.locator('#authorize').click();
}

async function signInThere(page) {
  const login = page.locator('input[name=login]');
  const allow = page.getByRole('button', { name: 'Continue' });
  await login.or(allow).first().waitFor();
  if (await login.count() > 0) {
    await login.fill('owner of the place');
    await page.locator('input[name=password]').fill('known there only');
    await page.getByRole('button', { name: 'Sign-in' }).click();
  }
  await allow.click();
}

test('who says no at the portal is told so, and nothing is connected', async () => {
  const page = await service.signedIn();
  await setOut(page, 'Connect');
  await page.locator('input[name=login]').waitFor();
  await page.getByRole('link', { name: 'Cancel' }).click();
  await page.getByText('told not to let this service in').waitFor();
  await page.getByRole('heading', { name: 'Not connected yet' }).waitFor();
});

for (const javaScriptEnabled of [true, false]) {
  test(`a person connects a source, ${javaScriptEnabled ? 'with' : 'without'} script`, async () => {
    const page = await service.signedIn({ javaScriptEnabled });
    await setOut(page, javaScriptEnabled ? 'Connect' : 'Connect again');
    await signInThere(page);
    await page.getByText('Maps is connected').waitFor();
    assert.ok(!page.url().includes('code='), 'the code is in no address that stays');
    await page.getByRole('heading', { name: 'Connected' }).waitFor();
    await eventually(page, '/queue?tab=all', async () => await row(page, 'Marta Z.').count() > 0);
    assert.deepEqual(page.faults.filter((fault) => !fault.includes(portal.address)), []);
  });
}

test('the places of the account are listed', async () => {
  const page = await service.signedIn();
  await openSource(page);
  await page.getByRole('link', { name: 'Show the list' }).click();
  await page.getByRole('heading', { name: 'Morvela Gdańsk' }).waitFor();
});

test('what was granted is renewed again and again', async () => {
  const before = portal.renewals;
  const page = await service.signedIn();
  await eventually(page, '/sources', async () => portal.renewals >= before + 3);
  await page.locator('li.src').getByText('Fine').waitFor();
});

test('consent that is taken back there is an incident with the way out, and is given again', async () => {
  const page = await service.signedIn();
  await portal.revoke();
  await eventually(page, '/sources', async () => await page.locator('li.src').getByText('Needs a new sign-in').count() > 0);
  await page.getByRole('link', { name: 'See what it answered' }).first().click();
  await page.getByText('Connect this source again').first().waitFor();
  for (const secret of [client.secret, ...portal.tokens]) assert.ok(!(await page.content()).includes(secret));
  await page.goto('/outbox');
  await page.getByText('Maps').first().waitFor();

  await setOut(page, 'Connect again');
  await signInThere(page);
  await page.getByText('Maps is connected').waitFor();
  await eventually(page, '/sources', async () => await page.locator('li.src').getByText('Fine').count() > 0);
});
