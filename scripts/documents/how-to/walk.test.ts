import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../files/repository-root';
import { howToCheckout } from './checkout';
import { importedInVain } from './imported-in-vain';
import { type Deed, editedIn, type HowTo, type Page, readPages } from './read-how-to';

jest.setTimeout(300_000);
// What is written is told; here, nobody waits to hear it.
jest.spyOn(console, 'log').mockImplementation();

/** It takes two repositories to walk it: fork.test.ts does. */
const OF_A_MERGE = 'docs/how-to/take-later-changes-into-a-fork.md';
const pages = readPages(repositoryRoot());
const { folder, edit, run, reset, allEnvironments, devAlone, end } = howToCheckout([
  ...new Set(pages.flatMap(editedIn)),
]);
afterAll(end);

test('there is one for each everyday change', () => {
  const added = (...all: string[]) => all.map((what) => `Add a${/^[ae]/.test(what) ? 'n' : ''} ${what}`);
  const [sections = [], ...files] = pages.map(({ howTos }) => howTos.map(({ title }) => title));
  expect(sections).toEqual([
    ...added('column', 'state', 'permission', 'alarm', 'subscriber', 'schedule'),
    'Change the hour of a report',
    ...added('environment'),
    'Remove an environment',
    'Rename the application',
  ]);
  const named = files.flat().map((title) => `docs/how-to/${title.toLowerCase().replaceAll(' ', '-')}.md`);
  expect(named).toEqual(pages.slice(1).map(({ file }) => file));
  expect(named).toContain(OF_A_MERGE);
});

/** The jobs of workflows are written by a command, and need no line. */
const needsNoLine = (name: string) => name.startsWith('.github/') || !existsSync(join(folder, name));

const edits = (deeds: readonly Deed[], ...files: readonly string[]) =>
  deeds.some((one) => one.kind === 'edit' && files.includes(one.edit.file));

/** What the proof of all environments finds, that of dev finds in a third of the time, unless one of them comes or goes. */
const inDev = (command: string, deeds: readonly Deed[]) =>
  command === 'npm run policies' && !edits(deeds, 'environments/all.ts') ? 'npm run policies -- --env dev' : command;

/** What the next step finds done; all else is run once, at the end. */
const isStep = (command: string) => command.endsWith('--write') || command.startsWith('git rm ');

const ofOneRepository = pages.filter(({ file }) => file !== OF_A_MERGE);
/** `npm run test:how-to` walks each page, which takes minutes; `npm test` one change, and holds the edits of all others. */
const isWhole = process.env['npm_lifecycle_event'] === 'test:how-to';
/** The one that synthesis, the proof and the check of workflows each name a next step of. */
const WALKED_HERE = 'Add an environment';
const ofPage = (howTos: readonly HowTo[]) => (isWhole ? howTos : howTos.filter(({ title }) => title === WALKED_HERE));
const walked = ofOneRepository.filter(({ howTos }) => ofPage(howTos).length > 0);

/** Makes the edits of a page, one how-to after the other, and what else the next step finds done. */
async function make({ howTos }: Page): Promise<void> {
  for (const { deeds } of howTos) {
    if (
      edits(deeds, 'environments/all.ts', 'environments/prod.ts') &&
      !existsSync(join(folder, 'environments/prod.ts'))
    )
      allEnvironments();
    for (const deed of deeds) {
      if (deed.kind === 'edit') edit(deed.edit);
      if (deed.kind === 'passes' && isStep(deed.command))
        expect(await run(deed.command)).toMatchObject({ passed: true });
    }
  }
}

// What is not walked is held still: the edits of each page fit the checkout as it came, and bring what they import.
const still = isWhole ? [] : [...ofOneRepository].reverse();
for (const page of still) {
  test(`${page.file}: its edits fit`, async () => {
    reset();
    await make(page);
    expect(page.howTos.flatMap(({ deeds }) => importedInVain(folder, deeds))).toEqual([]);
  });
}
// Of each page by itself it would be the packages' types that are read again, which is most of what a check takes.
if (!isWhole) {
  test('what the edits of all pages make, one after the other, has types and format', async () => {
    reset();
    for (const page of still) await make(page);
    expect(await run('npm run check')).toEqual({ passed: true, said: '' });
  });
}

// A page finds the checkout as it came. Of one page, one after the other: each leaves what the next finds.
describe.each(walked)('$file', ({ text, howTos }) => {
  beforeAll(reset);

  /** The first that needs more than dev, which is alone until then. */
  const ofAll = howTos.find(({ deeds }) => edits(deeds, 'environments/all.ts', 'environments/prod.ts'));

  test.each(ofPage(howTos))('$title: without the next step, a command names it', async (howTo) => {
    const { deeds } = howTo;
    expect(deeds).not.toEqual([]);
    if (howTo === ofAll) allEnvironments();
    for (const deed of deeds) {
      if (deed.kind === 'edit') edit(deed.edit);
      if (deed.kind === 'passes' && isStep(deed.command))
        expect(await run(deed.command)).toMatchObject({ passed: true });
      if (deed.kind !== 'fails') continue;
      const { passed, said } = await run(inDev(deed.command, deeds));
      expect([deed.command, passed]).toEqual([deed.command, false]);
      for (const name of deed.names) {
        const place = needsNoLine(name) ? name : new RegExp(`${name.replaceAll('.', '\\.')}[:(]\\d+`).exec(said)?.[0];
        expect(said).toContain(place ?? `${name}:LINE`);
      }
    }
  });

  test('every file that is named is there', () => {
    const named = [...text.matchAll(/`((?:[\w.-]+\/)+[\w-]+\.\w+)`/g)].map(([, name = '']) => name);
    expect(named).not.toEqual([]);
    const gone = [...text.matchAll(/^ *git rm (\S+)$/gm)].map(([, name = '']) => name);
    expect(named.filter((name) => !gone.includes(name) && !existsSync(join(folder, name)))).toEqual([]);
  });

  // What passes at the end of each follows them. In one environment: another has the same constructs.
  const atItsEnd = isWhole ? test : undefined;
  atItsEnd?.('with every change made, the commands at its end pass', async () => {
    const commands = howTos
      .flatMap(({ deeds }) => deeds.flatMap((deed) => (deed.kind === 'passes' ? [deed.command] : [])))
      .filter((command) => !command.startsWith('git rm '));
    const jest = commands.filter((command) => command.startsWith('npx jest ')).map((command) => command.slice(9));
    // What writes everything anew does so once for all changes, with the reasons that some of them need. What --fixtures
    // writes besides is the same of other settings, by the same programs.
    const reasons = commands.flatMap((one) => [...one.matchAll(/--reason '[^']*'/g)].map(([reason]) => reason));
    const written = ['npm run regenerate --', ...reasons].join(' ');
    const once = commands
      .filter((command) => !command.startsWith('npx jest '))
      .map((one) => (one.startsWith('npm run regenerate') ? written : one));
    const tests = jest.length === 0 ? [] : [`npx jest ${jest.join(' ')}`];
    // The proof is a part of what is written anew.
    const proof = once.includes(written) ? [] : ['npm run policies'];
    if (ofAll) devAlone();
    for (const command of [...new Set(once), ...tests, ...proof]) {
      const { passed, said } = await run(command);
      expect([command, passed, passed ? '' : said]).toEqual([command, true, '']);
    }
  });
});
