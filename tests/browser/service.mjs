// SPDX-License-Identifier: Apache-2.0
// SPDX-FileCopyrightText: the reputed authors
//
// The service with its stand-in portals, an empty data folder and a browser, for one test file. REPUTED_BIN
// names the program; the sandbox stands beside it.
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright-core';

const program = resolve(process.env.REPUTED_BIN ?? 'build/quick/reputed');
const sandboxProgram = join(dirname(program), 'reputed-sandbox');
const chromiumFlags = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];

export const owner = { name: 'Anna Wiśniewska', mail: 'anna@morvela.example', password: 'four words make one' };

/** Starts a program and resolves with the first line that fits. */
export function started(file, args, fits, options = {}) {
  const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'pipe'], ...options });
  let complaints = '';
  child.stderr.on('data', (bytes) => { complaints = (complaints + bytes).slice(-4000); });
  const lines = [];
  const ready = new Promise((found, failed) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      if (fits(line)) found(line);
    });
    child.on('error', failed);
    child.on('exit', (code) => failed(new Error(`${file} ended with ${code}\n${complaints}`)));
  });
  ready.catch(() => {});
  const ended = new Promise((done) => child.on('exit', done));
  return { child, lines, ready, ended, complaints: () => complaints };
}

export const launch = () => chromium.launch({ executablePath: '/usr/bin/chromium', args: chromiumFlags });

/** Two locations: what is written in Leipzig must be answered before what is written in Gdańsk. */
function settings(folder, sandbox, sources) {
  const declared = sources.map(({ slug, location, portal, name, settings: own }) => {
    const inline = Object.entries({ allow_private: 'yes', ...own }).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
    return `[[source]]
slug = "${slug}"
location = "${location}"
portal = "${portal}"
name = "${name}"
interval = "1s"
settings = { ${inline.join(', ').replaceAll('{sandbox}', sandbox)} }`;
  });
  return `[site]
name = "Morvela"
[store]
folder = "${folder}/data"
[web]
port = 0
[alerts]
to = ["desk@morvela.example"]
[polling]
spacing = "1ms"
least = "1s"
allow_private = true
[judgement]
sure_from = 0.999  # texts without stars stay unsure, whatever model is in the program
[log]
level = "warning"
[[location]]
slug = "gdansk"
name = "Gdańsk"
zone = "Europe/Warsaw"
answer_within = "8h"
[[location]]
slug = "leipzig"
name = "Leipzig"
zone = "Europe/Berlin"
answer_within = "2h"
${declared.join('\n')}
`;
}

export const guestBooks = [
  { slug: 'gdansk-guests', location: 'gdansk', portal: 'page', name: 'Guest book', settings: { url: '{sandbox}/pages/guests-gdansk' } },
  { slug: 'leipzig-guests', location: 'leipzig', portal: 'page', name: 'Town page', settings: { url: '{sandbox}/pages/guests-leipzig' } },
];

export class Service {
  /** `publish(control)` writes what the portals hold before the service looks for the first time. */
  static async start({ sources = guestBooks, publish = async () => {} } = {}) {
    const service = new Service();
    service.folder = await mkdtemp(join(tmpdir(), 'reputed-browser-'));
    service.sandboxProcess = started(sandboxProgram, ['--tied', '--rate', '1000000'], (line) => line.startsWith('listening on '));
    service.sandbox = (await service.sandboxProcess.ready).split(' ').pop();
    for (const { settings: { url } } of sources)
      if (url?.includes('/pages/')) {
        const place = `page/${url.split('/').pop()}`;
        await service.control('shape', { place, name: 'ids' });
        await service.control('shape', { place, title: 'Morvela' });
      }
    await publish(service);
    const config = join(service.folder, 'reputed.toml');
    await writeFile(config, settings(service.folder, service.sandbox, sources));
    service.process = started(program, ['serve', '--config', config], (line) => line.startsWith('set up: '));
    service.setup = (await service.process.ready).slice('set up: '.length);
    service.address = service.process.lines.find((line) => line.startsWith('listening on ')).split(' ').pop();
    service.browser = await launch();
    return service;
  }

  async control(what, body) {
    const answer = await fetch(`${this.sandbox}/control/${what}`, { method: 'POST', body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${what}: ${await answer.text()}`);
    return answer.json();
  }

  /** A page nobody is signed in on. What goes wrong on it without being seen is kept in `page.faults`. */
  async visit(options = {}) {
    const context = await this.browser.newContext({ baseURL: this.address, locale: 'en-GB', ...options });
    context.setDefaultTimeout(8000);
    const page = await context.newPage();
    page.faults = [];
    page.on('pageerror', (error) => page.faults.push(String(error)));
    page.on('console', (line) => {
      // A page that says "not found" is a failed resource to the console.
      const expected = line.text().startsWith('Failed to load resource');
      if (line.type() === 'error' && !expected) page.faults.push(line.text());
    });
    return page;
  }

  /** A page on which the owner is signed in; the first call sets the installation up. */
  async signedIn(options = {}) {
    const page = await this.visit(this.session ? { storageState: this.session, ...options } : options);
    if (this.session) return page;
    await setUp(page, this.setup);
    this.session = await page.context().storageState();
    return page;
  }

  async stop() {
    await this.browser?.close();
    this.process?.child.kill('SIGTERM');
    await this.process?.ended;
    this.sandboxProcess.child.stdin.end();
    await this.sandboxProcess.ended;
    await rm(this.folder, { recursive: true, force: true });
  }
}

export async function setUp(page, link) {
  await page.goto(link);
  await page.getByLabel('Your name').fill(owner.name);
  await page.getByLabel('Mail address').fill(owner.mail);
  await page.getByLabel('Password', { exact: true }).fill(owner.password);
  await page.locator('main form button').first().click();
  await page.waitForURL('**/queue');
}

export async function signIn(page, { mail = owner.mail, password = owner.password } = {}) {
  await page.goto('/signin');
  await page.getByLabel('Mail address').fill(mail);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Loads the page again until what it shows fits: polling needs a moment. */
export async function eventually(page, path, fits, seconds = 20) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    await page.goto(path);
    if (await fits(page)) return;
    if (Date.now() > end) throw new Error(`${path} never came to show it:\n${await page.locator('main').innerText()}`);
    await page.waitForTimeout(250);
  }
}

/** What the two guest books and the forum hold when the service looks for the first time. */
export async function publishStories(service) {
  const say = (place, author, language, rating, title, body) =>
    service.control('publish', { place, author, language, rating, title, body });
  await say('page/guests-gdansk', 'Paweł', 'pl', 5, '', 'Wszystko ok, blisko starówki, cisza, mili ludzie.');
  await say('page/guests-gdansk', 'Marta K.', 'pl', 1, 'Brudny pokój', 'Pokój nieposprzątany, a recepcja kazała czekać godzinę.');
  await say('page/guests-gdansk', 'سارا محمدی', 'fa', 1, '', 'کولر اتاق کار نمی‌کرد و تا صبح نخوابیدیم.');
  await say('page/guests-leipzig', 'Holger B.', 'de', 2, 'Nie wieder', 'Fünfzig Minuten in der Schlange, und das Zimmer war schon vergeben.');
  await say('page/guests-leipzig', 'Rachel', 'en', 1, 'Fire alarm', 'Two false fire alarms in one night and not even a note under the door.');
  await say('feed/forum', 'lukasz.b', 'pl', null, 'Hałas z Morveli', 'Dostawy o piątej rano, agregat chodzi całą noc.');
}

/** What the stars alone would miss: for pages that show what the text says. */
export async function publishJudged(service) {
  const say = (place, author, language, rating, title, body) =>
    service.control('publish', { place, author, language, rating, title, body });
  const { bitter, persian } = publishJudged;
  await say('page/guests-gdansk', 'Niamh', 'en', 5, '', bitter);
  await say('page/guests-gdansk', 'Renata', 'pl', 4, 'Ładnie, ale', 'Pokój śliczny, śniadanie pyszne, obsługa przemiła. Tylko winda nie działała przez cały pobyt i nikt o tym nie uprzedził, a mąż jest po operacji kolana. Trzecie piętro to dla niego była udręka.');
  await say('page/guests-gdansk', 'شهرزاد', 'fa', 1, 'گردنبند', persian);
  await say('page/guests-leipzig', 'Colin F.', 'en', 1, 'Back exit chained', 'Fire alarm went off at 4am and the back exit was chained. Chained! Lots of us stood in that corridor not knowing where to go. The local paper has my photos of the chain and so does the fire service.');
  await say('page/guests-leipzig', 'Rolf P.', 'de', 2, 'No-Show abgebucht', 'Mir wurden 340 Euro No-Show abgebucht, obwohl ich zehn Tage vorher storniert habe, Bestätigungsmail liegt vor. Hotel verweist auf Portal, Portal verweist aufs Hotel. Ich gebe das jetzt meinem Rechtsschutz.');
  await say('page/guests-leipzig', 'Мама Лёвы', 'ru', 1, 'Ребёнка ударило током', 'Проводка искрит, ребёнка ударило током от светильника у кровати. Ожог на пальцах. Пришёл «мастер», замотал изолентой и ушёл.');
  await say('page/guests-leipzig', 'Gast', 'de', null, '', 'Zimmer: gut. Frühstück: mittel. Parkplatz: eng.');
  await say('feed/forum', 'two_passports', 'en', null, 'Other people’s papers', 'Asked for two passports, photocopied both, then left the copies on the counter where anyone could pick them up. There were six other people’s underneath.');
}
publishJudged.bitter = 'Five stars because apparently that is the only way to get read here. Toilet leaked, carpet squelched, no one came.';
publishJudged.persian = 'گردنبند طلام از گاوصندوق اتاق گم شد. دوربین راهرو «از دیروز خرابه»، کلید یدک هم فقط دست خودشونه. کلانتری شکایت کردم و پرونده در جریانه. مدیریت حتی حاضر نشد اسم شیفت اون روز رو بده.';

export const forum =
  { slug: 'forum', location: 'gdansk', portal: 'feed', name: 'City forum', settings: { url: '{sandbox}/feeds/forum.atom' } };

/** Waits until the service has read what was published, by the number the queue's tab tells. */
export const untilAwaiting = (page, count) =>
  eventually(page, '/queue', async () =>
    (await page.locator('.tabs a').first().locator('.n').innerText()).trim() === String(count));

export const rows = (page) => page.locator('li.row');
export const row = (page, author) => rows(page).filter({ hasText: author });
