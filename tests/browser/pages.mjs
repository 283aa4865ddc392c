// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The addresses of every page there is, and the widths they are looked at in.
import { eventually, row } from './service.mjs';

export const widths = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 800 } };

const linkOf = (locator) => locator.first().getAttribute('href');

/** For a signed-in owner. Brings one source to an incident and one review to its end on the way. */
export async function everyPage(service, page) {
  await service.control('fault', { path_prefix: '/pages/guests-leipzig', kind: 'changed_layout', times: -1 });
  await eventually(page, '/sources', async () => await page.getByRole('link', { name: 'See what it answered' }).count() > 0);
  const incident = await linkOf(page.getByRole('link', { name: 'See what it answered' }));
  const source = await linkOf(page.locator('li.src h3 a'));
  await page.goto('/queue');
  const review = await linkOf(row(page, 'Marta K.').getByRole('link'));
  const done = await linkOf(row(page, 'Rachel').getByRole('link'));
  await page.goto(done);
  await page.locator('#reply').getByRole('button', { name: 'Mark answered' }).click();
  await page.goto('/outbox');
  const mail = await linkOf(page.locator('.mail h3 a'));
  await page.goto('/people');
  const person = await linkOf(page.locator('main li a'));
  return [
    '/queue', '/queue?tab=unjudged', '/queue?tab=held', '/queue?tab=done', '/queue?tab=all', '/queue?q=nothing+fits',
    '/queue/filters', review, done, '/sources', '/sources/new', '/sources/new?portal=page', '/sources/new?portal=mastodon',
    source, incident, '/outbox', mail, '/people', person, '/settings', '/settings/learning', '/keys', '/me', '/there-is-no-such-page',
  ];
}

/** For nobody in particular. */
export const lonePages = (service) => ['/signin', service.setup];
