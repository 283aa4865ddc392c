// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// What a person types into the form of some portals: what the stand-in accepts, by the labels of the fields,
// one slip of the kind that happens, and what the page says to it.
import { generateKeyPairSync } from 'node:crypto';

const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' });

export const forms = [
  {
    portal: 'trustpilot', title: 'Trustpilot', place: 'trustpilot/507f191e810c19729de860ea', author: 'Ola T.',
    fields: {
      'Business unit': '507f191e810c19729de860ea', 'Access': 'private', 'API key': 'hunter2-trustpilot-key',
      'API secret': 'hunter2-trustpilot-secret', 'Business user': 'desk@example.com',
      'Password of the business user': 'hunter2-trustpilot-password',
    },
    unusual: { 'Server': '/v1', 'Token address': '/oauth/token' },
    slip: { 'API key': 'key-of-another-application' },
    said: /^Trustpilot did not accept this business user\. Check the API key, its secret, the user name and the password\.$/,
  },
  {
    portal: 'yandex_market', title: 'Yandex Market', place: 'yandex_market/77', author: 'Ola Y.', moderated: true,
    fields: { 'Number of the business': '77', 'Access key': 'hunter2-of-yandex' },
    unusual: { 'Server': '' },
    slip: { 'Number of the business': '7700' },
    said: /^Yandex Market does not let this key read the reviews of business 7700\. .* made in the cabinet of that business\.$/,
  },
  {
    portal: 'app_store_connect', title: 'App Store Connect', place: 'app_store_connect/1234567890', author: 'Ola A.',
    moderated: true,
    fields: {
      'App': '1234567890', 'Issuer id': '57246542-96fe-1a63-e053-0824d011072a', 'Key id': '2X9R4HXF34',
      'Private key': key,
    },
    unusual: { 'Server': '' },
    slip: { 'Private key': 'AuthKey_2X9R4HXF34.p8' },
    beside: 'Private key',
    said: /^This is not the text of a \.p8 file, .* Open the file in a text editor and copy all of it\.$/,
  },
  {
    portal: 'wordpress', title: 'WordPress', place: 'wordpress/site', author: 'Ola W.', unjudged: true,
    fields: { 'Address of the site': '{sandbox}/wordpress', 'User': 'owner', 'Application password': 'hunter2 app word' },
    unusual: {},
    slip: { 'Application password': 'the password of every day' },
    said: /application password/,
  },
  {
    portal: 'trusted_shops', title: 'Trusted Shops', place: 'trusted_shops/chl-0a1b', author: 'Ola S.',
    place_title: 'Morvela Shop',
    fields: { 'Client id': 'desk', 'Client secret': 'hunter2-trusted-secret' },
    unusual: { 'Server': '', 'Token address': '/oauth/token' },
    slip: { 'Client secret': 'secret-of-last-year' },
    said: /^Trusted Shops did not accept the client id and its secret\. /,
  },
];

export const field = (page, label) =>
  page.getByLabel(label, { exact: true }).or(page.getByLabel(`${label} (optional)`, { exact: true }));
export const secrets = (form) =>
  Object.entries(form.fields).filter(([label]) => /key$|secret$|[Pp]assword/.test(label)).map(([, value]) => value.trim());

export async function type(page, label, value) {
  const input = field(page, label);
  if (await input.evaluate((element) => element.tagName) === 'SELECT') await input.selectOption(value);
  else await input.fill(value);
}

/** The addresses of servers stand folded below what everybody has to fill in. */
export async function openUnusual(page) {
  const details = page.locator('details#unusual');
  if (await details.count() > 0 && !await details.evaluate((element) => element.open)) await details.locator('summary').click();
}

/** Fills in all the form has, the slip included. */
export async function fillIn(page, form, sandbox, slip = {}) {
  for (const [label, value] of Object.entries({ ...form.fields, ...slip }))
    await type(page, label, value.replace('{sandbox}', sandbox));
  await openUnusual(page);
  for (const [label, path] of Object.entries(form.unusual)) await type(page, label, `${sandbox}/${form.portal}${path}`);
  await type(page, 'Allow private addresses', 'yes');
}

/** What stands in the fields that are no secrets. */
export const typed = (page) => page.locator('form#source').evaluate((form) => Object.fromEntries(
  [...new FormData(form)].filter(([name]) => name !== 'token' && form.elements[name].type !== 'password')));
