// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The day's work from the list to its end, once with script and once without.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Service, eventually, forum, guestBooks, owner, publishStories, row, rows, untilAwaiting } from './service.mjs';

let service;
before(async () => {
  service = await Service.start({ sources: [...guestBooks, forum], publish: publishStories });
  await untilAwaiting(await service.signedIn(), 4);
});
after(() => service.stop());

const open = async (page, author) => {
  await page.goto('/queue?tab=all');
  await row(page, author).getByRole('link', { name: author }).click();
  await page.getByRole('heading', { level: 1, name: author }).waitFor();
};
const toast = (page) => page.locator('.toast [role=status]').innerText();
const inTab = async (page, tab, author) => {
  await page.goto(`/queue?tab=${tab}`);
  return row(page, author).count();
};

test('the queue shows negative reviews only, the next deadline first', async () => {
  const page = await service.signedIn();
  await page.goto('/queue');
  const authors = await rows(page).locator('h3').allInnerTexts();
  assert.deepEqual(authors.slice(0, 2).sort(), ['Holger B.', 'Rachel'], 'Leipzig answers within two hours');
  assert.deepEqual(authors.slice(2).sort(), ['Marta K.', 'سارا محمدی'].sort(), 'Gdańsk within eight');
  assert.match(await row(page, 'Holger B.').locator('.stars').getAttribute('aria-label'), /^2 of 5 stars$/);
  await page.getByText('4 reviews wait.').waitFor();
  assert.match(await page.title(), /^Queue \(4\) · Morvela$/);
  assert.deepEqual(page.faults, []);
});

test('a mention without stars waits to be judged', async () => {
  const page = await service.signedIn();
  await page.goto('/queue?tab=unjudged');
  await row(page, 'lukasz.b').getByText('mention').waitFor();
  await open(page, 'lukasz.b');
  await page.getByRole('button', { name: 'Negative, it needs an answer' }).click();
  assert.match(await toast(page), /flag is corrected/);
  assert.equal(await inTab(page, 'awaiting', 'lukasz.b'), 1);
  assert.equal(await inTab(page, 'unjudged', 'lukasz.b'), 0);
});

for (const [how, javaScriptEnabled, author, other] of [['with script', true, 'Marta K.', 'Holger B.'],
                                                       ['without script', false, 'سارا محمدی', 'Rachel']]) {
  test(`a review is worked to its end, ${how}`, async () => {
    const page = await service.signedIn({ javaScriptEnabled });
    await open(page, author);
    await page.getByRole('button', { name: 'I take it' }).click();
    assert.match(await toast(page), /yours now/);

    await page.getByLabel('Note for the team').fill('Housekeeping confirms it.');
    await page.getByRole('button', { name: 'Add the note' }).click();
    await page.locator('.time .note').getByText('Housekeeping confirms it.').waitFor();
    await page.locator('.time').getByText(owner.name).first().waitFor();

    const answer = page.getByLabel(`Answer to ${author}`);
    await answer.fill('We are sorry, and the first night is on us.');
    if (javaScriptEnabled) {
      await answer.blur();
      await page.locator('#state').getByText(/^Draft saved at \d?\d:\d\d$/).waitFor();
      assert.equal(await page.getByRole('button', { name: 'Save draft' }).count(), 0);
    } else {
      await page.getByRole('button', { name: 'Save draft' }).click();
      assert.match(await toast(page), /^Draft saved at/);
    }
    await page.reload();
    assert.equal(await answer.inputValue(), 'We are sorry, and the first night is on us.');
    assert.match(await page.locator('#state').innerText(), /Draft saved at/);
    await page.goto('/queue');
    await row(page, author).getByText('Draft saved').waitFor();
    assert.equal(await row(page, author).locator('.who').innerText(), owner.name);

    await open(page, author);
    await page.locator('#reply').getByRole('button', { name: 'Mark answered' }).click();
    assert.match(await toast(page), /^Marked answered/);
    assert.equal(await inTab(page, 'awaiting', author), 0);
    assert.equal(await inTab(page, 'done', author), 1);
    await open(page, author);
    await page.getByText('We are sorry, and the first night is on us.').first().waitFor();
    assert.deepEqual(page.faults, []);
  });

  test(`a review is dismissed with a reason and opened again, ${how}`, async () => {
    const page = await service.signedIn({ javaScriptEnabled });
    await open(page, other);
    await page.locator('#dismiss summary').click();
    await page.locator('#dismiss').getByLabel('Reason').selectOption({ label: 'not our customer' });
    await page.locator('#dismiss').getByRole('button', { name: 'Dismiss' }).click();
    assert.match(await toast(page), /^Dismissed as “not our customer/);
    assert.equal(await inTab(page, 'done', other), 1);
    await open(page, other);
    await page.getByRole('button', { name: 'Open it again' }).click();
    assert.match(await toast(page), /^Back in the queue/);
    assert.equal(await inTab(page, 'awaiting', other), 1);
  });

  test(`a review is put on hold and the hold is lifted, ${how}`, async () => {
    const page = await service.signedIn({ javaScriptEnabled });
    await open(page, other);
    await page.locator('#snooze summary').click();
    await page.locator('#snooze').getByRole('button', { name: 'For 3 hours' }).click();
    assert.match(await toast(page), /^On hold/);
    assert.equal(await inTab(page, 'held', other), 1);
    await open(page, other);
    await page.getByRole('button', { name: 'Lift the hold' }).click();
    assert.equal(await inTab(page, 'awaiting', other), 1);
  });

  test(`the queue is searched and filtered by address, ${how}`, async () => {
    const page = await service.signedIn({ javaScriptEnabled });
    await page.goto('/queue?tab=all');
    await page.getByLabel('Search and filter the queue').fill('stars:5');
    await page.getByLabel('Search and filter the queue').press('Enter');
    await page.waitForURL(/q=stars/);
    await row(page, 'Paweł').waitFor();
    assert.equal(await rows(page).count(), 1);
    await page.getByRole('link', { name: 'Filters' }).click();
    await page.getByRole('heading', { name: 'Filters' }).waitFor();
    await page.getByLabel('Search').fill('');
    await page.getByLabel('Stars').selectOption('');
    await page.getByLabel('Language').selectOption({ label: 'German' });
    await page.getByRole('button', { name: 'Show' }).click();
    await row(page, 'Holger B.').waitFor();
    assert.equal(await rows(page).count(), 1);
    await page.goto('/queue?q=zzzz');
    await page.getByRole('heading', { name: 'No review fits these filters' }).waitFor();
  });
}

test('several rows are taken at once', async () => {
  const page = await service.signedIn();
  await page.goto('/queue');
  assert.equal(await page.locator('.bulk').isVisible(), false);
  for (const author of ['Holger B.', 'Rachel']) await row(page, author).getByRole('checkbox').check();
  await page.locator('.bulk').getByRole('button', { name: 'Take them' }).click();
  assert.match(await toast(page), /2 reviews/);
  assert.equal(await row(page, 'Rachel').locator('.who').innerText(), owner.name);
});

test('who acts on an old page overwrites nobody, and the text is kept', async () => {
  const one = await service.signedIn();
  const two = await service.signedIn();
  await open(one, 'Rachel');
  await open(two, 'Rachel');
  await one.locator('#assign summary').click();
  await one.getByLabel('Assign to').selectOption({ label: 'nobody yet' });
  await one.locator('#assign').getByRole('button', { name: 'Assign' }).click();
  assert.match(await toast(one), /Nobody is assigned/);
  await two.getByLabel('Answer to Rachel').fill('Too late, but not lost.');
  await two.locator('#reply').getByRole('button', { name: 'Mark answered' }).click();
  assert.match(await toast(two), /kept as a draft/);
  assert.equal(await two.getByLabel('Answer to Rachel').inputValue(), 'Too late, but not lost.');
  assert.equal(await inTab(two, 'awaiting', 'Rachel'), 1);
});

test('text from outside stays text', async () => {
  await service.control('publish', {
    place: 'feed/forum', author: '<b>Bold</b>', language: 'en', title: '<script>document.title = "taken"</script>',
    body: '<img src=x onerror="document.title=\'taken\'"> {{form_token}} & more',
  });
  const page = await service.signedIn();
  await eventually(page, '/queue?tab=unjudged', async () => await row(page, '<b>Bold</b>').count() === 1);
  await row(page, '<b>Bold</b>').getByText('{{form_token}} & more').waitFor();
  await row(page, '<b>Bold</b>').getByRole('link').click();
  await page.getByRole('heading', { level: 1, name: '<b>Bold</b>' }).waitFor();
  await page.getByText('<script>document.title').waitFor();
  assert.doesNotMatch(await page.title(), /taken/);
  assert.equal(await page.locator('main img').count(), 0);
  assert.deepEqual(page.faults, []);
});
