import { assume } from '../written/intrinsic';
import { lambdaTask } from '../written/lambda-task';
import { s3Csv, s3Json, s3Objects, s3Results } from '../written/map-storage';
import { Done, machine, poll, startIt, told, type Schema } from './promises.test-support';

const sum = lambdaTask<Schema<{ n: number; of: string }>, Schema<{ sum: number }>>()('sum');
const list = assume<{ n: number }[]>('$..items');
const Sum = { type: 'Task', run: sum, end: true } as const;
const End = { type: 'Pass', end: true } as const;
const distributed = { mode: 'DISTRIBUTED', executionType: 'STANDARD' } as const;

describe('Parallel', () => {
  it('gives each branch its input, and hands on what each gives, in order', () => {
    const good = {
      startAt: 'Both',
      states: {
        Both: {
          type: 'Parallel',
          parameters: { n: '$.count', of: '$.day' },
          branches: [
            { startAt: 'Sum', states: { Sum } },
            {
              comment: 'text',
              startAt: 'Which',
              states: {
                Which: {
                  type: 'Choice',
                  choices: [{ variable: '$.n', numericEquals: 1, next: 'One' }],
                  default: 'Lost',
                },
                One: { ...Done, outputPath: '$.of' },
                Lost: { type: 'Fail', error: 'Lost', cause: '$.of' },
              },
            },
          ],
          resultSelector: { total: '$[0].sum', text: '$[1]' },
          resultPath: '$.both',
          retry: [{ errorEquals: ['States.BranchFailed'] }],
          catch: [{ errorEquals: ['States.ALL'], resultPath: '$.failure', next: 'Failed' }],
          next: 'Again',
        },
        Again: { type: 'Task', run: sum, parameters: { n: '$.both.total', of: '$.both.text' }, next: 'Done' },
        Done,
        Failed: { type: 'Fail', error: '$.failure.Error', cause: '$.day' },
      },
    } as const;
    machine(good);
    told<never>()(good, good);
  });

  it('a branch that breaks a promise', () => {
    const bad = {
      startAt: 'Both',
      states: {
        Both: {
          type: 'Parallel',
          branches: [
            { startAt: 'Sum', states: { Sum } },
            { startAt: 'A', states: { A: { type: 'Pass', next: 'Done' } } },
            { startAt: 'B', states: { B: { type: 'Wait', seconds: 1, next: 'B' } } },
            { startAt: 'C', timeoutSeconds: 3, states: { C: End } },
          ],
          end: true,
        },
        Done,
      },
    } as const;
    // @ts-expect-error each of them
    machine(bad);
    told<
      | "State 'Sum': its handler needs field 'n', which the payload may lack"
      | "State 'Sum': its handler needs field 'of', which the payload may lack"
      | "next: there is no state 'Done' in this machine"
      | "State 'B' is in a loop without an end: no Succeed or Fail can be reached from it"
      | "A branch takes no 'timeoutSeconds'"
      | "State 'Done' is unreachable: no way from startAt leads to it"
    >()(bad, bad);
  });

  it('a name that stands twice, in the machine and in all that is within it', () => {
    const bad = {
      startAt: 'Both',
      states: {
        Both: {
          type: 'Parallel',
          branches: [
            { startAt: 'Same', states: { Same: End } },
            { startAt: 'Same', states: { Same: End } },
            { startAt: 'Done', states: { Done } },
          ],
          next: 'Done',
        },
        Done,
      },
    } as const;
    // @ts-expect-error Same twice, and Done
    machine(bad);
    told<
      | "State 'Same' stands twice in this machine: names are unique in all of it"
      | "State 'Done' stands twice in this machine: names are unique in all of it"
    >()(bad, bad);
  });

  it('what comes out of it is a list', () => {
    const bad = {
      startAt: 'Both',
      states: {
        Both: {
          type: 'Parallel',
          branches: [
            { startAt: 'A', states: { A: End } },
            { startAt: 'B', states: { B: End } },
          ],
          next: 'F',
        },
        F: { type: 'Fail', error: '$.day', cause: '$[2].day' },
      },
    } as const;
    // @ts-expect-error of two
    machine(bad);
    told<
      "'$.day': there is no field 'day' here" | "'$[2].day': the list may have no item 2; vouch for it with assume"
    >()(bad, bad);
  });

  it('one that nests its result deeper on each round', () => {
    const bad = {
      startAt: 'Both',
      states: {
        Both: { type: 'Parallel', branches: [{ startAt: 'A', states: { A: End } }], next: 'Which' },
        Which: { type: 'Choice', choices: [{ variable: '$', isString: true, next: 'Done' }], default: 'Both' },
        Done,
      },
    } as const;
    // @ts-expect-error a list of a list of …
    machine(bad);
    told<"State 'Both': the payload's type would change on each round of its loop">()(bad, bad);
  });
});

describe('Map', () => {
  it('gives its processor each item, or what the selector makes of it; hands on a list', () => {
    const good = {
      startAt: 'Items',
      states: {
        Items: { type: 'Pass', parameters: { items: list, day: '$.day' }, next: 'Each' },
        Each: {
          type: 'Map',
          itemsPath: '$.items',
          itemSelector: { n: '$$.Map.Item.Value.n', at: '$$.Map.Item.Index', of: '$.day' },
          itemProcessor: { processorConfig: { mode: 'INLINE' }, startAt: 'Sum', states: { Sum } },
          maxConcurrency: 5,
          resultPath: '$.sums',
          next: 'Sums',
        },
        Sums: { type: 'Pass', inputPath: '$.sums[*].sum', next: 'Plain' },
        Plain: {
          type: 'Map',
          itemProcessor: { startAt: 'Wait', states: { Wait: { type: 'Wait', secondsPath: '$', end: true } } },
          end: true,
        },
      },
    } as const;
    machine(good);
    told<never>()(good, good);
  });

  it('distributed: reads items from S3, in batches, and writes its results there', () => {
    const Batch = {
      type: 'Pass',
      parameters: { first: assume<string>('$.Items[0].Key'), all: '$.Items[*].Size', by: '$.BatchInput.by' },
      end: true,
    } as const;
    const Row = { type: 'Wait', timestampPath: '$.day', end: true } as const;
    const good = {
      startAt: 'Objects',
      states: {
        Objects: {
          type: 'Map',
          label: 'Objects',
          itemReader: { read: s3Objects('events'), parameters: { Prefix: '$.day' }, maxItemsPath: '$.count' },
          itemBatcher: { maxItemsPerBatch: 10, maxInputBytesPerBatchPath: '$.count', batchInput: { by: '$.day' } },
          itemProcessor: { processorConfig: distributed, startAt: 'Batch', states: { Batch } },
          resultWriter: { write: s3Results('results'), parameters: { Prefix: 'maps' } },
          toleratedFailurePercentage: 5,
          toleratedFailureCountPath: '$.count',
          maxConcurrencyPath: '$.count',
          resultPath: '$.written',
          next: 'Rows',
        },
        Rows: {
          type: 'Map',
          itemReader: { read: s3Csv<'day'>()('events'), parameters: { Key: '$.written.ResultWriterDetails.Key' } },
          itemProcessor: {
            processorConfig: { mode: 'DISTRIBUTED', executionType: 'EXPRESS' },
            startAt: 'Row',
            states: { Row },
          },
          next: 'Lines',
        },
        Lines: {
          type: 'Map',
          itemReader: { read: s3Json<{ n: number }>('JSONL')('events'), parameters: { Key: 'lines.jsonl' } },
          itemSelector: { n: '$$.Map.Item.Value.n', of: 'x' },
          itemProcessor: { processorConfig: distributed, startAt: 'Sum', states: { Sum } },
          end: true,
        },
      },
    } as const;
    machine(good);
    told<never>()(good, good);
  });

  it('of what is no list, or of a list whose items do not fit', () => {
    const itemProcessor = { startAt: 'Sum', states: { Sum } } as const;
    const none = { startAt: 'M', states: { M: { type: 'Map', itemProcessor, end: true } } } as const;
    const path = {
      startAt: 'M',
      states: { M: { type: 'Map', itemsPath: '$.day', itemProcessor, end: true } },
    } as const;
    const many = { startAt: 'M', states: { M: { type: 'Map', itemsPath: '$[*]', itemProcessor, end: true } } } as const;
    // @ts-expect-error a reference path names one thing
    machine(many);
    told<'itemsPath names one list: it takes no [*]'>()(many, many);
    const other = { startAt: 'M', states: { M: { type: 'Map', itemsPath: list, itemProcessor, end: true } } } as const;
    // @ts-expect-error the input is an object
    machine(none);
    told<"State 'M': its input is not a list">()(none, none);
    // @ts-expect-error a text
    machine(path);
    told<'what itemsPath reads is not a list'>()(path, path);
    // @ts-expect-error the items have no `of`
    machine(other);
    told<"State 'Sum': its handler needs field 'of', which the payload may lack">()(other, other);
  });

  it('the item is in the selector, and nowhere else', () => {
    const bad = {
      startAt: 'M',
      states: {
        M: {
          type: 'Map',
          itemsPath: list,
          itemSelector: { n: '$$.Map.Item.Value.m' },
          itemProcessor: {
            startAt: 'P',
            states: { P: { type: 'Pass', parameters: { at: '$$.Map.Item.Index' }, end: true } },
          },
          end: true,
        },
      },
    } as const;
    // @ts-expect-error m, and the index inside
    machine(bad);
    told<"'$$.Map.Item.Value.m': there is no field 'm' here" | "'$$.Map.Item.Index': there is no field 'Map' here">()(
      bad,
      bad,
    );
  });

  it('what only a distributed one takes, and what its fields read', () => {
    const inline = {
      startAt: 'M',
      states: {
        M: {
          type: 'Map',
          itemsPath: list,
          itemBatcher: { maxItemsPerBatch: 2 },
          toleratedFailureCount: 1,
          itemProcessor: { startAt: 'A', states: { A: End } },
          end: true,
        },
      },
    } as const;
    const reading = {
      startAt: 'M',
      states: {
        M: {
          type: 'Map',
          itemReader: { read: s3Csv<'n'>()('events'), colour: 'red' },
          maxConcurrencyPath: '$.day',
          resultWriter: { write: s3Results('results'), parameters: { Prefix: '$.count' } },
          itemProcessor: { processorConfig: distributed, mode: 'INLINE', startAt: 'A', states: { A: End } },
          end: true,
        },
      },
    } as const;
    // @ts-expect-error two fields
    machine(inline);
    told<
      | "'itemBatcher' needs a processor whose mode is DISTRIBUTED"
      | "'toleratedFailureCount' needs a processor whose mode is DISTRIBUTED"
    >()(inline, inline);
    // @ts-expect-error no Key, a colour, texts and numbers swapped
    machine(reading);
    told<
      | 'Its parameters must say which object is read, by its Key'
      | "An itemReader takes no 'colour'"
      | "A processor takes no 'mode'"
      | "'$.day' is not a number"
      | "'parameters' is not what AWS takes there"
    >()(reading, reading);
  });

  it('tolerated failures leave the unknown', () => {
    const bad = {
      startAt: 'M',
      states: {
        M: {
          type: 'Map',
          itemsPath: list,
          toleratedFailureCount: 1,
          itemProcessor: { processorConfig: distributed, startAt: 'A', states: { A: End } },
          next: 'P',
        },
        P: { type: 'Pass', inputPath: '$[*].n', end: true },
      },
    } as const;
    // @ts-expect-error what a failed one leaves is not documented
    machine(bad);
    told<"'$[*].n': what is there is not known here; vouch for it with assume">()(bad, bad);
  });
});

it('a state within a state is a state: a poll loop in a branch', () => {
  const bad = {
    startAt: 'Both',
    states: {
      Both: {
        type: 'Parallel',
        branches: [
          {
            startAt: 'Start',
            states: {
              Start: { ...startIt, next: 'Poll' },
              Poll: { type: 'Task', run: poll, next: 'Which' },
              Which: {
                type: 'Choice',
                choices: [{ variable: '$.state', oneOf: ['ENDED'], next: 'Wait' }],
                default: 'Wait',
              },
              Wait: { type: 'Wait', seconds: 1, next: 'Poll' },
            },
          },
        ],
        end: true,
      },
    },
  } as const;
  // @ts-expect-error it has no end
  machine(bad);
  told<
    | "State 'Start' is in a loop without an end: no Succeed or Fail can be reached from it"
    | "State 'Poll' is in a loop without an end: no Succeed or Fail can be reached from it"
    | "State 'Which' is in a loop without an end: no Succeed or Fail can be reached from it"
    | "State 'Wait' is in a loop without an end: no Succeed or Fail can be reached from it"
  >()(bad, bad);
});
