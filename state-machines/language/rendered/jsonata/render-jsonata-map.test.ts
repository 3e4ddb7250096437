import { stateMachine } from '../../state-machine';
import { assume } from '../../written/intrinsic';
import type { MachineLiteral } from '../../written/literal';
import { s3Csv, s3Objects, s3Results } from '../../written/map-storage';
import { render } from '../render';

const arns = {
  self: 'arn:aws:states:eu-west-1:000000000000:stateMachine:m',
  events: 'arn:aws:s3:::events',
  results: 'arn:aws:s3:::results',
};
const processorConfig = { mode: 'DISTRIBUTED', executionType: 'STANDARD' } as const;
const itemProcessor = {
  processorConfig,
  startAt: 'In',
  states: { In: { type: 'Pass', output: '{% $states.input %}', end: true } },
} as const;

test('a distributed Map in JSONata, with the rights that it needs; asl-validator takes it', () => {
  const machine = stateMachine<{ day: string; n: number }>()({
    startAt: 'Objects',
    queryLanguage: 'JSONata',
    states: {
      Objects: {
        type: 'Map',
        label: 'objects',
        itemReader: { read: s3Objects('events'), arguments: { Prefix: '{% $states.input.day %}' }, maxItems: 9 },
        itemSelector: { key: '{% $states.context.Map.Item.Value.Key %}' },
        itemBatcher: { maxItemsPerBatch: '{% $states.input.n %}', batchInput: { day: '{% $states.input.day %}' } },
        itemProcessor,
        resultWriter: { write: s3Results('results'), arguments: { Prefix: 'maps' } },
        maxConcurrency: 3,
        toleratedFailureCount: '{% $states.input.n %}',
        toleratedFailurePercentage: 5,
        next: 'Rows',
      },
      Rows: {
        type: 'Map',
        itemReader: {
          read: s3Csv<'day'>()('events'),
          arguments: { Bucket: '{% $states.context.Execution.Name %}', Key: '{% $states.input.MapRunArn %}' },
          maxItems: assume<number>('{% $sum([1, 2]) %}'),
        },
        itemBatcher: { maxInputBytesPerBatch: '{% 1000 %}' },
        itemProcessor: { ...itemProcessor, startAt: 'In2', states: { In2: { type: 'Pass', end: true } } },
        end: true,
      },
    },
  });
  const { definition, permissions } = render(machine, arns);
  expect(definition.States).toStrictEqual({
    Objects: {
      Type: 'Map',
      Label: 'objects',
      ItemReader: {
        Resource: 'arn:aws:states:::s3:listObjectsV2',
        ReaderConfig: { MaxItems: 9 },
        Arguments: { Bucket: 'events', Prefix: '{% $states.input.day %}' },
      },
      ItemSelector: { key: '{% $states.context.Map.Item.Value.Key %}' },
      ItemBatcher: { MaxItemsPerBatch: '{% $states.input.n %}', BatchInput: { day: '{% $states.input.day %}' } },
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'In',
        States: { In: { Type: 'Pass', Output: '{% $states.input %}', End: true } },
      },
      ResultWriter: {
        Resource: 'arn:aws:states:::s3:putObject',
        Arguments: { Bucket: 'results', Prefix: 'maps' },
      },
      MaxConcurrency: 3,
      ToleratedFailureCount: '{% $states.input.n %}',
      ToleratedFailurePercentage: 5,
      Next: 'Rows',
    },
    Rows: {
      Type: 'Map',
      ItemReader: {
        Resource: 'arn:aws:states:::s3:getObject',
        ReaderConfig: { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW', MaxItems: '{% $sum([1, 2]) %}' },
        Arguments: { Bucket: '{% $states.context.Execution.Name %}', Key: '{% $states.input.MapRunArn %}' },
      },
      ItemBatcher: { MaxInputBytesPerBatch: '{% 1000 %}' },
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'In2',
        States: { In2: { Type: 'Pass', End: true } },
      },
      End: true,
    },
  });
  expect(new Set(permissions.map(({ sid }) => sid))).toEqual(
    new Set(['StartMapRuns', 'FollowMapRuns', 'RedriveMapRuns', 'ListMapItems', 'ReadMapItems', 'WriteMapResults']),
  );
});

const map = (fields: object) => ({
  queryLanguage: 'JSONata',
  startAt: 'A',
  states: { A: { type: 'Map', itemProcessor, end: true, ...fields } },
});

test.each([
  [
    'a field of JSONPath in a reader',
    map({ itemReader: { read: s3Objects('events'), parameters: {} } }),
    'itemReader.parameters: in JSONata there is no such field',
  ],
  [
    'a text where a number is wanted',
    map({ itemBatcher: { maxItemsPerBatch: 'nine' } }),
    'itemBatcher.maxItemsPerBatch must be a number, or an expression that gives one',
  ],
  ['a batch of none', map({ itemBatcher: { maxItemsPerBatch: 0 } }), 'itemBatcher: maxItemsPerBatch 0 must be'],
  [
    'what is no expression',
    map({ resultWriter: { write: s3Results('results'), arguments: { Prefix: '{% 1 + %}' } } }),
    "resultWriter.arguments.Prefix: '{% 1 + %}' is no JSONata 2.0.6",
  ],
  [
    'what the field has not',
    map({ itemBatcher: { maxItemsPerBatch: 1, batchInput: { x: '{% $states.result %}' } } }),
    "$states has no 'result' here: input, context",
  ],
  [
    'tolerance in the same execution',
    map({ toleratedFailureCount: 1, itemProcessor: { startAt: 'In', states: itemProcessor.states } }),
    "'toleratedFailureCount' needs a processor whose mode is DISTRIBUTED",
  ],
  [
    'items of two kinds',
    map({ items: [1], itemReader: { read: s3Objects('events') } }),
    'its items come from an itemReader or from items',
  ],
])('a Map in JSONata that the compiler could not read is refused: %s', (_, literal, message) => {
  const machine = stateMachine<unknown>()(literal as unknown as MachineLiteral);
  expect(() => render(machine, arns)).toThrow(message);
});
