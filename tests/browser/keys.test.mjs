// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Service, publishStories, row, rows, untilAwaiting } from './service.mjs';

let service;
before(async () => {
  service = await Service.start({ publish: publishStories });
  await untilAwaiting(await service.signedIn(), 4);
});
after(() => service.stop());

const isFocused = (page, text) =>
  page.waitForFunction((wanted) => document.activeElement?.textContent?.trim() === wanted, text, { timeout: 4000 });
const authors = (page) => rows(page).locator('h3').allInnerTexts();

test('j and k move the focus, o opens, u comes back to the same row', async () => {
  const page = await service.signedIn();
  await page.goto('/queue');
  const names = await authors(page);
  await page.keyboard.press('j');
  await isFocused(page, names[0]);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await isFocused(page, names[2]);
  await page.keyboard.press('k');
  await isFocused(page, names[1]);
  await page.keyboard.press('o');
  await page.getByRole('heading', { level: 1, name: names[1] }).waitFor();
  await page.keyboard.press('u');
  await page.waitForURL(/\/queue/);
  await page.getByRole('heading', { level: 1, name: 'Queue' }).waitFor();
  await isFocused(page, names[1]);
  assert.deepEqual(page.faults, []);
});

test('the keys work on a Russian layout', async () => {
  const page = await service.signedIn();
  await page.goto('/queue');
  const names = await authors(page);
  await page.evaluate(() => document.body.dispatchEvent(
    new KeyboardEvent('keydown', { key: 'о', code: 'KeyJ', bubbles: true, cancelable: true })));
  await isFocused(page, names[0]);
});

test('keys are letters inside a field', async () => {
  const page = await service.signedIn();
  await page.goto('/queue');
  await page.keyboard.press('/');
  await page.keyboard.type('jkoe');
  assert.equal(await page.getByLabel('Search and filter the queue').inputValue(), 'jkoe');
  assert.match(page.url(), /\/queue$/);
});

test('the question mark shows the keys and Escape closes them', async () => {
  const page = await service.signedIn();
  await page.goto('/queue');
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.keyboard.press('?');
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  assert.deepEqual(page.faults, []);
});

test('e marks the focused row answered and the next one has the focus', async () => {
  const page = await service.signedIn();
  await page.goto('/queue');
  const names = await authors(page);
  await page.keyboard.press('j');
  await page.keyboard.press('e');
  await page.locator('.toast').getByText('Marked answered').waitFor();
  assert.equal(await row(page, names[0]).count(), 0);
  await isFocused(page, names[1]);
  await page.goto('/queue?tab=done');
  await row(page, names[0]).waitFor();
});

test('z takes back what e did, and the list stays the one it was', async () => {
  const page = await service.signedIn();
  await page.goto('/queue?location=gdansk');
  const names = await authors(page);
  await page.keyboard.press('j');
  await page.keyboard.press('e');
  await page.locator('.toast').getByText('Marked answered').waitFor();
  await page.keyboard.press('z');
  await page.locator('.toast').getByText('Back in the queue').waitFor();
  assert.deepEqual((await authors(page)).sort(), names.sort());
  assert.match(page.url(), /location=gdansk/);
});

test('single keys can be switched off', async () => {
  const page = await service.signedIn();
  await page.goto('/me');
  await page.getByLabel('Single keys act').uncheck();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.locator('.toast').waitFor();
  await page.goto('/queue');
  await page.keyboard.press('j');
  assert.equal(await page.evaluate(() => document.activeElement === document.body), true);
});
