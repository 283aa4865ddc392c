// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Service, eventually, guestBooks, publishStories, row, untilAwaiting } from './service.mjs';

let service;
before(async () => {
  service = await Service.start({ sources: guestBooks.slice(0, 1), publish: publishStories });
  await untilAwaiting(await service.signedIn(), 2);
});
after(() => service.stop());

test('a location is added through the form', async () => {
  const page = await service.signedIn({ timezoneId: 'Asia/Tehran' });
  await page.goto('/sources');
  await page.getByText('Add a location').click();
  assert.equal(await page.getByLabel('Time zone').inputValue(), 'Asia/Tehran', 'taken from the browser');
  await page.getByLabel('Name').fill('Shiraz');
  await page.getByLabel('Answer within, in hours').fill('6');
  await page.getByRole('button', { name: 'Save the location' }).click();
  await page.locator('.toast').getByText('Shiraz is saved').waitFor();
  await page.getByRole('heading', { name: 'Add a source' }).waitFor();
  await page.goto('/sources');
  await page.getByRole('heading', { name: 'Shiraz' }).waitFor();
});

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? 'with script' : 'without script';
  test(`a source is tried before it is saved, ${how}`, async () => {
    const page = await service.signedIn({ javaScriptEnabled });
    const name = javaScriptEnabled ? 'Leipzig guests' : 'Leipzig guests again';
    await page.goto('/sources/new');
    await page.getByRole('link', { name: 'Web page' }).click();
    await page.getByLabel('Name').fill(name);
    await page.getByLabel('Location').selectOption({ label: 'Leipzig' });
    const address = page.getByLabel('Address', { exact: false }).first();
    await address.fill(`${service.sandbox}/pages/nothing-here`);
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.locator('#test-result .notice-bad').waitFor();

    await address.fill(`${service.sandbox}/pages/guests-leipzig`);
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.locator('#test-result .notice-good').getByText('Holger B.').waitFor();
    assert.equal(await page.getByLabel('Name').inputValue(), name);
    await page.goto('/sources');
    assert.equal(await page.getByRole('link', { name }).count(), 0, 'nothing is stored before it is saved');

    await page.goto('/sources/new?portal=page');
    await page.getByLabel('Name').fill(name);
    await page.getByLabel('Location').selectOption({ label: 'Leipzig' });
    await address.fill(`${service.sandbox}/pages/guests-leipzig`);
    await page.getByRole('button', { name: 'Save' }).click();
    await eventually(page, '/sources', async () =>
      (await page.locator('li.src').filter({ hasText: name }).innerText()).includes('Fine'));
    await page.goto('/queue?tab=all');
    await row(page, 'Holger B.').first().waitFor();
    assert.deepEqual(page.faults, []);
  });
}

test('a field that is missing is named, and what was typed stays', async () => {
  const page = await service.signedIn();
  await page.goto('/sources/new?portal=page');
  await page.getByLabel('Name').fill('Half done');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.locator('.err').first().waitFor();
  assert.match(await page.title(), /^Error: /);
  assert.equal(await page.getByLabel('Name').inputValue(), 'Half done');
});

test('a page that changed its layout opens an incident, and its return closes it', async () => {
  const page = await service.signedIn();
  await service.control('fault', { path_prefix: '/pages/guests-gdansk', kind: 'changed_layout', times: -1 });
  await eventually(page, '/queue', async () => await page.locator('.notice-warn').count() > 0);
  await page.locator('.notice-warn').getByRole('link', { name: 'See why' }).click();
  await page.getByText('What we saw').first().waitFor();
  await page.goto('/sources');
  await page.locator('li.src').getByText('Not trusted').waitFor();
  await page.getByRole('link', { name: 'See what it answered' }).click();
  await page.locator('.evidence').getByText('Welcome to our new site').waitFor();
  assert.deepEqual(page.faults, []);

  await service.control('fault', { path_prefix: '/pages/guests-gdansk', kind: 'none' });
  await page.goto('/sources');
  await page.getByRole('button', { name: 'Try again now' }).click();
  await eventually(page, '/queue', async () => await page.locator('.notice-warn').count() === 0);
});

test('a source is paused with a reason and read again', async () => {
  const page = await service.signedIn();
  await page.goto('/sources');
  await page.getByRole('link', { name: 'Leipzig guests', exact: true }).click();
  await page.getByLabel('Reason, if there is one').fill('the page is being rebuilt');
  await page.getByRole('button', { name: 'Pause this source' }).click();
  await page.goto('/sources');
  const source = page.locator('li.src').filter({ has: page.getByRole('link', { name: 'Leipzig guests', exact: true }) });
  await source.getByText('the page is being rebuilt').waitFor();
  await source.locator('summary').click();
  await source.getByRole('button', { name: 'Read it again' }).click();
  await page.goto('/sources');
  await source.getByText('Fine').waitFor();
});
