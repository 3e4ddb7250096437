import { assume } from '../written/intrinsic';
import { s3Csv, s3Objects, s3Results } from '../written/map-storage';
import { Done, machine, poll, told } from './promises.test-support';

const inJsonata = { queryLanguage: 'JSONata' } as const;
const processorConfig = { mode: 'DISTRIBUTED', executionType: 'STANDARD' } as const;
const Pass = { type: 'Pass', end: true } as const;

describe('a distributed Map in JSONata', () => {
  it('reads, batches and writes by expressions, each typed by its place', () => {
    const good = {
      ...inJsonata,
      startAt: 'Set',
      states: {
        Set: { type: 'Pass', assign: { most: 9, prefix: 'events/' }, next: 'Objects' },
        Objects: {
          type: 'Map',
          label: 'objects',
          itemReader: {
            read: s3Objects('events'),
            arguments: { Prefix: '{% $prefix %}' },
            maxItems: '{% $most * 10 %}',
          },
          itemSelector: { id: '{% $states.context.Map.Item.Value.Key %}', day: '{% $states.input.day %}' },
          itemBatcher: {
            maxItemsPerBatch: '{% $most %}',
            maxInputBytesPerBatch: assume<number>('{% $sum([1, 2]) %}'),
            batchInput: { of: '{% $states.input.day %}', most: '{% $most %}' },
          },
          itemProcessor: {
            processorConfig,
            startAt: 'Batch',
            states: {
              Batch: {
                type: 'Pass',
                assign: { most: '{% $states.input.BatchInput.most + 1 %}' },
                output: {
                  first: assume<string>('{% $states.input.Items[0].id %}'),
                  of: '{% $states.input.BatchInput.of %}',
                },
                next: 'Poll',
              },
              Poll: { type: 'Task', run: poll, arguments: { id: '{% $states.input.first %}' }, end: true },
            },
          },
          resultWriter: { write: s3Results('results'), arguments: { Prefix: '{% $states.context.Execution.Name %}' } },
          toleratedFailureCount: '{% $most %}',
          toleratedFailurePercentage: 5,
          output: { key: '{% $states.result.ResultWriterDetails.Key %}' },
          next: 'Rows',
        },
        Rows: {
          type: 'Map',
          itemReader: { read: s3Csv<'day'>()('events'), arguments: { Key: '{% $states.input.key %}' } },
          itemProcessor: {
            processorConfig,
            startAt: 'Row',
            states: { Row: { type: 'Pass', output: '{% $states.input.day %}', end: true } },
          },
          output: { days: '{% $states.result %}' },
          next: 'Days',
        },
        Days: {
          type: 'Map',
          items: '{% $states.input.days %}',
          itemProcessor: { startAt: 'Day', states: { Day: Pass } },
          end: true,
        },
      },
    } as const;
    machine(good);
    told<never>()(good, good);
  });

  it('or does not compile: what is not there, of another type, of JSONPath, of the execution around', () => {
    const bad = {
      ...inJsonata,
      startAt: 'Set',
      states: {
        Set: { type: 'Pass', assign: { most: 'x' }, next: 'A' },
        A: {
          type: 'Map',
          itemReader: { read: s3Csv<'day'>()('events'), maxItems: '{% $most %}', maxItemsPath: '$.n' },
          itemBatcher: { maxItemsPerBatch: '{% $states.input.week %}', batchInput: { x: '{% $none %}' } },
          itemProcessor: {
            processorConfig,
            startAt: 'In',
            states: { In: { type: 'Pass', output: '{% $most %}', end: true } },
          },
          resultWriter: { write: s3Results('results'), arguments: { Key: 'x' } },
          toleratedFailurePercentage: '{% $states.input %}',
          next: 'B',
        },
        B: {
          type: 'Map',
          items: [1],
          itemReader: { read: s3Csv<'day'>()('events'), arguments: { Key: '{% $states.input.MapRunArn = 1 %}' } },
          itemProcessor: { processorConfig, startAt: 'In2', states: { In2: Pass } },
          next: 'C',
        },
        C: {
          type: 'Map',
          items: [1],
          label: 'c',
          itemProcessor: { startAt: 'In3', states: { In3: Pass } },
          toleratedFailureCount: 1,
          next: 'Done',
        },
        Done,
      },
    } as const;
    // @ts-expect-error each of them
    machine(bad);
    told<
      | 'Its arguments must say which object is read, by its Key'
      | "'{% $most %}' is not a number"
      | "An itemReader in JSONata takes no 'maxItemsPath'"
      | "'$states.input.week': there is no field 'week' here"
      | "'$none': there is a way to here that does not assign 'none'"
      | "'$most': there is a way to here that does not assign 'most'"
      | "The handler takes no field 'Key'"
      | "'{% $states.input %}' is not a number"
      | 'A Map in JSONata takes its items from an itemReader or from items: what both give together is not known'
      | "'$states.input.MapRunArn' is never 1"
      | "'label' needs a processor whose mode is DISTRIBUTED"
      | "'toleratedFailureCount' needs a processor whose mode is DISTRIBUTED"
    >()(bad, bad);
  });
});
