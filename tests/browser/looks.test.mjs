// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Every page in every width and scheme: no sideways scroll, no violation axe finds, nothing in the console.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { scrollsSideways, violations } from './axe.mjs';
import { everyPage, lonePages, widths } from './pages.mjs';
import { Service, forum, guestBooks, publishStories, row, untilAwaiting } from './service.mjs';

let service;
let pages;
before(async () => {
  service = await Service.start({ sources: [...guestBooks, forum], publish: publishStories });
  const page = await service.signedIn();
  await untilAwaiting(page, 4);
  pages = await everyPage(service, page);
});
after(() => service.stop());

for (const width of [390, 320]) {
  test(`no page scrolls sideways at ${width} px`, async () => {
    const problems = [];
    for (const [open, paths] of [[() => service.signedIn({ viewport: { width, height: 800 } }), pages],
                                 [() => service.visit({ viewport: { width, height: 800 } }), lonePages(service)]]) {
      const page = await open();
      for (const path of paths) {
        await page.goto(path);
        const wide = await scrollsSideways(page);
        if (wide) problems.push(`${path}: ${wide}`);
      }
      problems.push(...page.faults);
      await page.context().close();
    }
    assert.equal(problems.join('\n'), '');
  });
}

for (const [width, viewport] of Object.entries(widths)) {
  for (const colorScheme of ['light', 'dark']) {
    test(`axe finds nothing on any page, ${width}, ${colorScheme}`, async () => {
      const problems = [];
      for (const [open, paths] of [[() => service.signedIn({ viewport, colorScheme, bypassCSP: true }), pages],
                                   [() => service.visit({ viewport, colorScheme, bypassCSP: true }), lonePages(service)]]) {
        const page = await open();
        for (const path of paths) {
          await page.goto(path);
          for (const violation of await violations(page)) problems.push(`${path}: ${violation}`);
        }
        await page.context().close();
      }
      assert.equal(problems.join('\n'), '');
    });
  }
}

test('axe finds nothing where menus are open and a message is shown', async () => {
  const page = await service.signedIn({ viewport: widths.phone, bypassCSP: true });
  await page.goto('/queue');
  await row(page, 'Holger B.').getByRole('link').click();
  await page.getByRole('button', { name: 'I take it' }).click();
  await page.locator('.toast').waitFor();
  await page.evaluate(() => { for (const details of document.querySelectorAll('details')) details.open = true; });
  assert.equal((await violations(page)).join('\n'), '');
  await page.goto('/queue');
  await page.locator('details.me summary').click();
  assert.equal((await violations(page)).join('\n'), '');
});

test('the device decides between light and dark, unless the person does', async () => {
  const ground = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await service.signedIn({ colorScheme: 'light' });
  const dark = await service.signedIn({ colorScheme: 'dark' });
  await light.goto('/queue');
  await dark.goto('/queue');
  const [lightGround, darkGround] = [await ground(light), await ground(dark)];
  assert.notEqual(lightGround, darkGround);
  await light.goto('/me');
  await light.getByLabel('Colours').selectOption({ label: 'Dark' });
  await light.getByRole('button', { name: 'Save' }).click();
  await light.goto('/queue');
  assert.equal(await ground(light), darkGround);
  await light.goto('/me');
  await light.getByLabel('Colours').selectOption({ index: 0 });
  await light.getByRole('button', { name: 'Save' }).click();
});

test('a page asks nobody but its own server', async () => {
  const page = await service.signedIn();
  const foreign = [];
  page.on('request', (request) => { if (!request.url().startsWith(service.address)) foreign.push(request.url()); });
  for (const path of pages) await page.goto(path);
  assert.deepEqual(foreign, []);
  assert.deepEqual(page.faults, []);
});
