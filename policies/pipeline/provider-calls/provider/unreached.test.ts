import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { partsOf } from '../../../../catalog/all';
import { environmentsIn } from '../../../../terraform/stacks/environment-stacks';
import { blocksOfType, valueAt } from '../../../../terraform/query';
import { readStack } from '../../../../terraform/read-stack';
import { type Block } from '../../../../terraform/stack';
import { synthesizeInto } from '../../../../terraform/test-support';
import { unreached } from './known';

const folder = mkdtempSync(join(tmpdir(), 'unreached-'));
afterAll(() => rmSync(folder, { recursive: true }));

const settable = (type: string): string[] => Object.keys(partsOf('arguments')[type] ?? {});

test('our blocks set what a reason says that they set, and nothing that it says they do not', () => {
  synthesizeInto(folder);
  const stacks = join(folder, 'stacks');
  const all = environmentsIn(stacks).map((name) => readStack(join(stacks, name)));
  const isSet = (block: Block, argument: string) => ![undefined, false].some((no) => valueAt(block, argument) === no);
  const wrong = Object.entries(unreached).flatMap(([type, reasons]) => {
    const blocks = all.flatMap((stack) => blocksOfType(stack, type));
    return reasons.flatMap(({ unset = [], set = [] }) => [
      // Of a type that a fork may have and that is not here, nobody could set what is refused.
      ...(blocks.length === 0
        ? [
            ...set,
            ...unset.filter((one) => settable(type).some((path) => path === one || path.startsWith(`${one}.`))),
          ].map((one) => `there is no ${type}, and ${one} of it could be set or not`)
        : []),
      ...blocks.flatMap((block) =>
        unset.filter((one) => isSet(block, one)).map((one) => `${block.address} sets ${one}`),
      ),
      ...blocks.flatMap((block) =>
        set.filter((one) => !isSet(block, one)).map((one) => `${block.address} lacks ${one}`),
      ),
    ]);
  });
  expect(wrong).toEqual([]);
});
