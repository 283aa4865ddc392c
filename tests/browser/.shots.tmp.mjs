import { Service, publishStories, guestBooks, forum, eventually, signIn } from './service.mjs';
const service = await Service.start({ sources: [...guestBooks, forum], publish: publishStories });
try {
  const page = await service.signedIn({ viewport: { width: 1280, height: 900 } });
  await eventually(page, '/queue', async () => await page.locator('.row').count() > 2);
  const shot = (name, o = {}) => page.screenshot({ path: `/tmp/shots/${name}.png`, ...o });
  await shot('queue');
  await page.locator('.row h3 a').first().click();
  await shot('review', { fullPage: true });
  await page.goto('/queue'); await page.locator('.tick input').first().check(); await shot('bulk');
  await page.goto('/queue/filters'); await shot('filters');
  await page.goto('/sources'); await shot('sources', { fullPage: true });
  const src = await page.locator('li.src h3 a').first().getAttribute('href');
  await page.goto(src); await shot('source', { fullPage: true });
  await page.goto('/sources/new?portal=feed'); await shot('source-new', { fullPage: true });
  await page.goto('/sources/new'); await shot('portals');
  await page.goto('/outbox'); await shot('outbox');
  await page.locator('.mail h3 a').first().click(); await shot('mail');
  await page.goto('/settings'); await shot('settings');
  await page.goto('/keys'); await shot('keys');
  await page.goto('/queue'); await page.keyboard.press('?'); await page.waitForTimeout(500); await shot('sheet');
  await page.setViewportSize({ width: 390, height: 844 });
  for (const [n, p] of [['queue', '/queue'], ['sources', '/sources'], ['outbox', '/outbox']]) { await page.goto(p); await shot('phone-' + n); }
  await page.goto('/queue'); await page.locator('.row h3 a').first().click(); await shot('phone-review', { fullPage: true });
  console.log(page.faults);
} finally { await service.stop(); }
