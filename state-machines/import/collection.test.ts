import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { compileFaults, scratchFolder } from './compile';
import { importMachine } from './import-machine';
import { readMachine } from './read-machine';
import collection from './collection/machines.json';
import recorded from './collection/refused.json';

// AWS's own collection of machines: each is written, rendered equal and compiled, or refused by the recorded name.

const root = resolve(__dirname, '../..');
/** A package of the repository's own, whatever else is installed. */
const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  dependencies: object;
  devDependencies: object;
};
const installed = (client: string): boolean => client in dependencies || client in devDependencies;

const written = new Map<string, { source: string; untypedTasks: number }>();
const refused: Record<string, string> = {};
for (const [name, text] of Object.entries(collection.machines)) {
  try {
    written.set(name, importMachine(readMachine(text, basename(name)), installed, '../../state-machines/language'));
  } catch (error) {
    // Node.js tells the line beside the position from 22 on.
    refused[name] = (error as Error).message.replace(/ \(line \d+ column \d+\)$/, '');
  }
}

/** Of each that does not compile, the compiler's first message: of what is no promise its number. */
function compiled(): Record<string, string> {
  const folder = scratchFolder(root);
  try {
    const files = new Map([...written].map(([name, { source }], n) => [join(folder, `${n}.ts`), { name, source }]));
    for (const [file, { source }] of files) writeFileSync(file, source);
    const faults: Record<string, string> = {};
    for (const { file, message } of compileFaults(root, [...files.keys()]))
      faults[files.get(file)?.name ?? file] ??= message.replace(/^(TS\d+: ).*/, "$1a value's type does not fit");
    return faults;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const doesNotCompile = compiled();
const taken = [...written].filter(([name]) => !(name in doesNotCompile));

it('imports, renders equal and compiles each machine of the collection, or refuses it by name', () => {
  expect({ ...refused, ...doesNotCompile }).toEqual(recorded);
});

it('counts them', () => {
  expect({
    typed: taken.filter(([, { untypedTasks }]) => untypedTasks === 0).length,
    withAnUntypedAction: taken.filter(([, { untypedTasks }]) => untypedTasks > 0).length,
    refused: Object.keys(recorded).length,
    all: Object.keys(collection.machines).length,
  }).toEqual({ typed: 114, withAnUntypedAction: 42, refused: 21, all: 177 });
});

it('writes no escape from the types', () => {
  // Texts may say anything.
  const code = [...written.values()].map(({ source }) => source.replace(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""'));
  expect(code.filter((source) => /\bas (?!fn\b)|\bany\b|\bnever\b|@ts-|oxlint-|!\./.test(source))).toEqual([]);
  expect(code.join('').match(/assume</g)?.length).toBeGreaterThan(100);
});
