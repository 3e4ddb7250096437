import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { NAMES } from '../../aws-limits/name-faults';
import { LEFT_OUT, OPERATIONS } from '../../aws-limits/operations';
import { readBotocore, readProtocols } from '../../aws-limits/read-botocore';
import { operationsIn, readRequestModels, textOfRequests } from '../../aws-limits/request-models';
import { limitsOf, serviceModels, wholePattern } from '../../../catalog/models/service-models';
import { main } from './aws-models';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'botocore-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A package of botocore's form, with one service in two versions. */
function botocore(root = folder) {
  const model = {
    operations: { Make: { input: { shape: 'MakeInput' } }, List: {} },
    shapes: {
      MakeInput: {
        type: 'structure',
        members: {
          Name: { shape: 'Name' },
          Rules: { shape: 'Rules' },
          Tags: { shape: 'Tags' },
          Free: { shape: 'Free' },
          Days: { shape: 'Days' },
          Window: { shape: 'Window', documentation: 'If you include a value, it must be between 7 and 30, inclusive.' },
          Wait: { shape: 'Wait', documentation: 'The maximum allowed value is 1,800 seconds.' },
          Attributes: {
            shape: 'Attributes',
            documentation:
              '<ul> <li> <p> <code>Kept</code> – How long. Valid values: An integer from 60 seconds (1 minute) to ' +
              '1,209,600 seconds (14 days).</p> </li> <li> <p> <code>Size</code> – Valid values are 1024 to 1048576 (1 MiB).' +
              '</p> </li> <li> <p> <code>Policy</code> – The policy.</p> </li> </ul>',
          },
        },
      },
      Name: { type: 'string', min: 1, max: 9, pattern: '[a-z]+' },
      Free: { type: 'string' },
      Days: { type: 'integer', documentation: '<p>Possible values are: 1, 3, and 3653.</p> <p>More.</p>' },
      Window: { type: 'integer', min: 1, max: 365 },
      Wait: { type: 'integer', min: 1 },
      Attributes: { type: 'map', key: { shape: 'Free' }, value: { shape: 'Free' } },
      Rules: { type: 'list', max: 5, member: { shape: 'Rule' } },
      Rule: {
        type: 'structure',
        members: { Kind: { shape: 'Kind' }, And: { shape: 'Rule' }, Count: { shape: 'Count' } },
      },
      Kind: { type: 'string', enum: ['A', 'B'] },
      Count: { type: 'integer', min: 0, max: 0 },
      Tags: { type: 'map', key: { shape: 'Name' }, value: { shape: 'Kind' } },
    },
  };
  mkdirSync(join(root, 'data/made/2026-01-01'), { recursive: true });
  mkdirSync(join(root, 'data/made/2020-01-01'), { recursive: true });
  writeFileSync(join(root, '__init__.py'), "import os\n__version__ = '1.2.3'\n");
  writeFileSync(join(root, 'data/made/2026-01-01/service-2.json.gz'), gzipSync(JSON.stringify(model)));
  writeFileSync(join(root, 'data/made/2020-01-01/service-2.json'), '{"operations": {}, "shapes": {}}');
}

test('takes the limits of an input, in lists, maps and what holds itself; no more', () => {
  botocore(join(folder, 'botocore'));
  const Name = { type: 'string', min: 1, max: 9, pattern: '[a-z]+' };
  const Kind = { type: 'string', enum: ['A', 'B'] };
  expect(readBotocore(folder, { made: ['Make'] })).toEqual({
    source: expect.stringContaining('Apache-2.0') as string,
    botocore: '1.2.3',
    services: {
      made: {
        apiVersion: '2026-01-01',
        operations: {
          Make: {
            Name,
            Rules: { type: 'list', max: 5 },
            'Rules[].Kind': Kind,
            'Rules[].Count': { type: 'integer', min: 0, max: 0 },
            'Tags{key}': Name,
            'Tags{value}': Kind,
            // What its words say, and its shape doesn't.
            Days: { type: 'integer', values: [1, 3, 3653], said: true },
            Window: { type: 'integer', min: 7, max: 30, said: true },
            Wait: { type: 'integer', min: 1, max: 1800, said: true },
            'Attributes.Kept': { type: 'integer', min: 60, max: 1_209_600, said: true },
            'Attributes.Size': { type: 'integer', min: 1024, max: 1_048_576, said: true },
          },
        },
      },
    },
  });
  const { services } = readBotocore(
    folder,
    { made: ['Make'] },
    ['Rules', 'Tags', 'Days', 'Window', 'Wait', 'Attributes'].map((one) => `made:Make:${one}`),
  );
  expect(Object.keys(services['made']?.operations['Make'] ?? {})).toEqual(['Name']);
});

test('takes the protocols of each service, by the name that requests are signed for', () => {
  botocore();
  const add = (name: string, metadata: object) => {
    mkdirSync(join(folder, 'data', name, '2026-01-01'), { recursive: true });
    writeFileSync(join(folder, 'data', name, '2026-01-01/service-2.json'), JSON.stringify({ metadata }));
  };
  add('made', { protocol: 'query', protocols: ['smithy-rpc-v2-cbor', 'json'], endpointPrefix: 'made' });
  add('other', { protocol: 'rest-json', endpointPrefix: 'api.other', signingName: 'made' });
  add('third', { protocol: 'rest-xml', endpointPrefix: 'third' });
  expect(readProtocols(folder).services).toEqual({
    made: ['json', 'rest-json', 'smithy-rpc-v2-cbor'],
    third: ['rest-xml'],
  });
});

test('what is not there is told by its name, and nothing is written', async () => {
  const file = join(folder, 'out.json');
  await expect(main([], file)).rejects.toThrow('--botocore is missing');
  await expect(main(['--botocore', folder], file)).rejects.toThrow('holds no botocore: fill it with "pip install');
  botocore();
  await expect(main(['--botocore', folder], file)).rejects.toThrow("athena can't be read");
  expect(() => readBotocore(folder, { made: ['List'] })).toThrow('made has no operation List');
  expect(() => readFileSync(file)).toThrow('ENOENT');
});

test('the file that is kept holds the operations that are named, and what each name is held against', () => {
  const { services } = serviceModels();
  const held = Object.entries(services).map(([name, { operations }]) => [name, Object.keys(operations)]);
  expect(Object.fromEntries(held)).toEqual(OPERATIONS);
  const all = Object.entries(services).flatMap(([service, { operations }]) =>
    Object.entries(operations).flatMap(([name, members]) =>
      Object.keys(members).map((member) => `${service}:${name}:${member}`),
    ),
  );
  for (const left of LEFT_OUT) expect(all.filter((member) => member.startsWith(left))).toEqual([]);
  // Nothing else is held against a name whose member the model says nothing of, or in a way that can't be said here.
  const unsaid = Object.entries(NAMES).filter(([, { member, documented }]) => {
    const limits = limitsOf(member);
    const says = limits !== undefined && (limits.pattern === undefined || wholePattern(limits.pattern) !== undefined);
    return !says && !documented?.({}).pattern;
  });
  expect(unsaid).toEqual([]);
});

test('an operation that is not kept is a fault of ours', () => {
  expect(() => limitsOf('lambda:DeleteFunction:FunctionName')).toThrow('holds no lambda:DeleteFunction');
  expect(limitsOf('lambda:CreateFunction:MemorySize')).toEqual({ type: 'integer', min: 128, max: 32768 });
});

test('takes a request with every shape that it is made of, and tells from the file which are wanted', () => {
  botocore();
  const models = readRequestModels(folder, { made: ['Make'] });
  expect(models.services['made']).toMatchObject({
    operations: { Make: 'MakeInput' },
    shapes: {
      MakeInput: { type: 'structure', members: { Name: { shape: 'Name' }, Free: { shape: 'Free' } } },
      Rule: { type: 'structure', members: { And: { shape: 'Rule' } } },
      Tags: { type: 'map', key: { shape: 'Name' }, value: { shape: 'Kind' } },
    },
  });
  const text = textOfRequests(models);
  expect(JSON.parse(text)).toEqual(models);
  expect(operationsIn(text)).toEqual({ made: ['Make'] });
  expect(() => readRequestModels(folder, { made: ['List'] })).toThrow('made has no operation List');
});
