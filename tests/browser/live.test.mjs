// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Service, publishStories, row, untilAwaiting } from './service.mjs';

let service;
before(async () => {
  service = await Service.start({ publish: publishStories });
  await untilAwaiting(await service.signedIn(), 4);
});
after(() => service.stop());

test('a new review waits behind a pill, and nothing moves until it is pressed', async () => {
  const page = await service.signedIn();
  await page.goto('/queue');
  const pill = page.locator('a.fresh');
  assert.equal(await pill.isVisible(), false);
  await service.control('publish', {
    place: 'page/guests-leipzig', author: 'Gary', rating: 1, language: 'en', body: 'Cold burger, and nobody cared.',
  });
  await pill.getByText('1 new review. Show it').waitFor({ timeout: 15000 });
  assert.equal(await row(page, 'Gary').count(), 0);
  await page.waitForFunction(() => document.title.startsWith('Queue (5)'));
  assert.match(await page.locator('[role=status]').first().innerText(), /1 new review/);
  await pill.click();
  await row(page, 'Gary').waitFor();
  assert.equal(await pill.isVisible(), false);
  assert.deepEqual(page.faults, []);
});

test('an edit by the author is shown as a difference', async () => {
  const made = await service.control('publish', {
    place: 'page/guests-gdansk', author: 'Steph', rating: 2, language: 'en', body: 'They refused the refund politely.',
  });
  const page = await service.signedIn();
  await untilAwaiting(page, 6);
  await service.control('edit', { id: made.id, body: 'They refused the refund rudely.' });
  await page.goto('/queue');
  for (let tries = 0; tries < 60 && await row(page, 'Steph').getByText('Edited by the author').count() === 0; ++tries) {
    await page.waitForTimeout(250);
    await page.reload();
  }
  await row(page, 'Steph').getByRole('link', { name: 'Steph' }).click();
  await page.locator('.diff ins').getByText('rudely').waitFor();
  await page.locator('.diff del').getByText('politely').waitFor();
});

test('the first import made one digest, the later review a mail of its own', async () => {
  const page = await service.signedIn();
  await page.goto('/outbox');
  const kinds = await page.locator('.mail h3').allInnerTexts();
  assert.ok(kinds.length >= 2, `mails: ${kinds}`);
  await page.locator('.mail h3 a').first().click();
  await page.locator('.mailtext').waitFor();
  assert.deepEqual(page.faults, []);
});
