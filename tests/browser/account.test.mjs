// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Service, owner, setUp, signIn } from './service.mjs';

let service;
before(async () => { service = await Service.start({ sources: [] }); });
after(() => service.stop());

test('nobody sees a page before the set-up', async () => {
  const page = await service.visit();
  await page.goto('/queue');
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
});

test('a set-up with a short password keeps what was typed and says why', async () => {
  const page = await service.visit();
  await page.goto(service.setup);
  await page.getByLabel('Your name').fill(owner.name);
  await page.getByLabel('Mail address').fill(owner.mail);
  await page.getByLabel('Password').fill('short');
  await page.getByRole('button', { name: 'Become the owner' }).click();
  await page.locator('#password[aria-invalid=true]').waitFor();
  assert.match(await page.title(), /^Error: /);
  assert.equal(await page.getByLabel('Your name').inputValue(), owner.name);
  assert.equal(await page.getByLabel('Mail address').inputValue(), owner.mail);
});

test('the set-up link makes the owner, and works once', async () => {
  const page = await service.visit();
  await setUp(page, service.setup);
  await page.locator('.bar').getByText(owner.name).waitFor();
  await page.getByRole('heading', { name: 'No source yet' }).waitFor();

  const late = await service.visit();
  await late.goto(service.setup);
  await late.getByRole('heading', { name: 'This link was used already' }).waitFor();
  assert.equal(await late.getByLabel('Password').count(), 0);
  assert.deepEqual(page.faults, []);
});

test('signing out ends the session, also for the button "back"', async () => {
  const page = await service.visit();
  await signIn(page);
  await page.waitForURL('**/queue');
  await page.locator('details.me summary').click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.goto('/queue');
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.goBack();
  assert.equal(await page.getByRole('heading', { name: 'Queue' }).count(), 0);
});

test('a wrong password and an unknown address get the same answer', async () => {
  const page = await service.visit();
  await signIn(page, { password: 'not the password' });
  const wrong = await page.getByRole('alert').innerText();
  await signIn(page, { mail: 'nobody@morvela.example' });
  assert.equal(await page.getByRole('alert').innerText(), wrong);
  assert.match(wrong, /do not fit together/);
  assert.equal(await page.getByLabel('Mail address').inputValue(), 'nobody@morvela.example');
  await page.goto('/queue');
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
});

test('the page that was asked for comes after the sign-in', async () => {
  const page = await service.visit();
  await page.goto('/sources');
  await page.getByLabel('Mail address').fill(owner.mail);
  await page.getByLabel('Password').fill(owner.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/sources');
});

test('another person is added, signs in by link, and sees what the role allows', async () => {
  const page = await service.visit();
  await signIn(page);
  await page.waitForURL('**/queue');
  await page.goto('/people');
  await page.getByLabel('Name').fill('Piotr Nowak');
  await page.getByLabel('Mail address').fill('piotr@morvela.example');
  await page.getByLabel('Role').selectOption('reader');
  await page.getByRole('button', { name: 'Add the person' }).click();
  await page.getByRole('button', { name: 'Make a sign-in link' }).click();
  const link = await page.getByLabel('It works once').inputValue();

  const guest = await service.visit();
  await guest.goto(link);
  await guest.getByLabel('New password').fill('another four words here');
  await guest.getByRole('button', { name: 'Sign in' }).click();
  await guest.waitForURL('**/queue');
  await guest.goto('/people');
  await guest.getByRole('heading', { name: 'There is nothing here' }).waitFor();
});
