// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// Pictures of every page for people to look at:  node tests/browser/screens.mjs FOLDER
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { everyPage, lonePages, widths } from './pages.mjs';
import { Service, eventually, forum, guestBooks, publishJudged, publishStories, row, rows } from './service.mjs';

const folder = process.argv[2] ?? 'tests/browser/screens';
const looks = {
  'desk': { viewport: widths.desktop, colorScheme: 'light' },
  'desk-dark': { viewport: widths.desktop, colorScheme: 'dark' },
  'phone': { viewport: widths.phone, colorScheme: 'light', deviceScaleFactor: 2 },
  'phone-dark': { viewport: widths.phone, colorScheme: 'dark', deviceScaleFactor: 2 },
};
const fileName = (path) => path.replace(/^https?:\/\/[^/]+/, '').replace(/\/setup\/.*/, '/setup').replace(/[?&=+#]/g, '-')
  .replace(/\d{6,}/g, 'one').replace(/^\//, '').replaceAll('/', '-');

async function shoot(page, paths, look) {
  const taken = new Map();
  for (const path of paths) {
    const name = fileName(path);
    taken.set(name, (taken.get(name) ?? 0) + 1);
    const number = taken.get(name) > 1 ? `-${taken.get(name)}` : '';
    await page.goto(path);
    await page.screenshot({ path: join(folder, `${name}${number}.${look}.png`), fullPage: true });
  }
  await page.context().close();
}

async function speak(service, language) {
  const page = await service.signedIn();
  await page.goto('/me');
  await page.locator('#language').selectOption(language);
  await page.locator('form[action="/me"] button').click();
  await page.context().close();
}

await mkdir(folder, { recursive: true });
const service = await Service.start({ sources: [...guestBooks, forum], publish: async (service) => { await publishStories(service); await publishJudged(service); } });
try {
  const page = await service.visit();
  await page.goto(service.setup);
  await page.screenshot({ path: join(folder, 'setup-first.desk.png'), fullPage: true });
  const owner = await service.signedIn();
  await eventually(owner, '/queue?tab=all', async () => await rows(owner).count() >= 14);
  const pages = await everyPage(service, owner);
  await owner.goto('/queue?tab=all');
  const judged = await Promise.all(['سارا', 'شهرزاد', 'Niamh', 'Colin F.', 'Renata', 'Gast'].map(
    (author) => row(owner, author).getByRole('link').getAttribute('href')));
  for (const [look, options] of Object.entries(looks)) {
    await shoot(await service.signedIn(options), [...pages, ...judged], look);
    await shoot(await service.visit(options), lonePages(service), look);
  }
  await speak(service, 'pl');
  await shoot(await service.signedIn(looks.desk), [...pages, ...judged], 'polish');
  await shoot(await service.signedIn(looks.phone), [...pages.slice(0, 8), ...judged], 'polish-phone');
  console.log(`pictures in ${folder}`);
} finally {
  await service.stop();
}
