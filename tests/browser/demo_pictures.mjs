// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The pictures of the README, taken from the demonstration:  node tests/browser/demo_pictures.mjs FOLDER
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { widths } from './pages.mjs';
import { launch, started } from './service.mjs';

const folder = process.argv[2] ?? 'docs/screens';
const program = process.env.REPUTED_BIN ?? 'build/release/reputed';

await mkdir(folder, { recursive: true });
const demo = started(program, ['demo', '--port', '0'], (line) => line.includes('/signin/link/'));
const browser = await launch();
try {
  const link = (await demo.ready).trim();
  const context = await browser.newContext({ viewport: widths.desktop, locale: 'en-GB' });
  const page = await context.newPage();
  await page.goto(link);
  await page.locator('main form button').first().click();
  await page.goto(new URL('/queue', link).href);
  // The first bad review that comes in while one looks, and its edit, take about a minute.
  await page.locator('#fresh:visible').waitFor({ timeout: 90000 });
  await page.screenshot({ path: join(folder, 'queue.png') });
  await page.locator('#fresh:visible').click();
  await page.setViewportSize(widths.phone);
  await page.screenshot({ path: join(folder, 'queue-phone.png') });
  await page.setViewportSize(widths.desktop);
  await page.locator('.row h3 a').nth(1).click();
  await page.locator('#answer').fill('');
  await page.screenshot({ path: join(folder, 'review.png') });
  console.log(`pictures in ${folder}`);
} finally {
  await browser.close();
  demo.child.kill('SIGTERM');
  await demo.ended;
}
