import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { localServices } from '../local/aws/all';
import { bucketReads } from '../local/smoke/reads/buckets';
import { dataReads } from '../local/smoke/reads/data';
import { identityReads } from '../local/smoke/reads/identity';
import { messageReads } from '../local/smoke/reads/messages';
import { operationReads } from '../local/smoke/reads/operations';
import { serviceReads } from '../local/smoke/reads/services';
import { catalog, partsOf, typeOf } from './all';
import { modelFault } from './models/model-fault';
import { limitsOf } from './models/service-models';
import { placeOf } from './place-of';
import { knownCalls } from '../local/aws/elsewhere/services/all';

const root = resolve(__dirname, '..');
const services = Object.values(localServices);
const types = catalog.flatMap((service) => Object.keys(service.types));

test('a type stands in one entry, whose file and place are found', () => {
  expect(types.filter((type, index) => types.indexOf(type) !== index)).toEqual([]);
  const files = readdirSync(join(root, 'catalog/services')).filter((name) => name !== 's3-bucket-settings.ts');
  expect(catalog.map(({ name }) => `${name}.ts`).sort()).toEqual(files.sort());
  expect(placeOf('aws_sns_topic')).toMatch(/^catalog\/services\/sns\.ts:\d+$/);
  // Nobody knows it: told by its likes.
  expect(placeOf('aws_sns_sms_preferences')).toBe('catalog/services/sns.ts');
  expect(placeOf('aws_appsync_api')).toBe('catalog/services/ (a new file, and a line in catalog/all.ts)');
});

test('what the catalogue says is stood up, a service of the local account stands up, and nothing else', () => {
  const said = Object.entries(partsOf('local')).flatMap(([type, local]) => (local === 'stood up' ? [type] : []));
  expect(services.flatMap(({ stands }) => stands).sort()).toEqual(said.sort());
  for (const { service, stands } of services) {
    const others = stands.filter((type) => !Object.hasOwn(service.types, type));
    expect([service.name, ...others]).toEqual([service.name]);
    expect([service.name, existsSync(join(root, 'local/aws', service.name, 'service.ts'))]).toEqual([
      service.name,
      true,
    ]);
  }
  const folders = readdirSync(join(root, 'local/aws')).filter((name) =>
    existsSync(join(root, 'local/aws', name, 'service.ts')),
  );
  expect(services.map(({ service }) => service.name).sort()).toEqual(folders.sort());
});

test('an argument that is held against a model is one of its type, and the model has limits for it', () => {
  for (const [type, limits] of Object.entries(partsOf('limits'))) {
    for (const [argument, member] of Object.entries(limits)) {
      expect([type, argument, Object.keys(partsOf('arguments')[type] ?? {}).includes(argument)]).toEqual([
        type,
        argument,
        true,
      ]);
      expect([member, limitsOf(member)]).not.toEqual([member, undefined]);
    }
  }
  for (const [type, all] of Object.entries(partsOf('arguments'))) {
    for (const [argument, how] of Object.entries(all)) {
      if ('modelled' in how) expect([type, argument, partsOf('limits')[type]?.[argument]]).not.toContain(undefined);
    }
  }
});

test.each([
  ['logs:PutRetentionPolicy:retentionInDays', [1, 3653], [2, 0, '1', '${local.days}']],
  ['sqs:CreateQueue:Attributes.MessageRetentionPeriod', [60, 1_209_600], [59, 1_209_601, 60.5]],
  ['kms:ScheduleKeyDeletion:PendingWindowInDays', [7, 30], [6, 31]],
  ['lambda:CreateFunction:Timeout', [1, 1800], [0, 1801]],
  ['lambda:CreateFunction:Architectures[]', [['arm64'], 'x86_64'], [['arm64', 'x86_64'], ['mips'], []]],
  ['lambda:CreateFunction:Description', ['', '${aws_x.y.z}'], ['x'.repeat(257)]],
  ['cloudwatch:PutMetricAlarm:AlarmActions', [[]], [['1', '2', '3', '4', '5', '6'], 'a']],
])('%s: what its model takes, and what not', (member, taken, refused) => {
  expect(taken.map((value) => modelFault(member, value))).toEqual(taken.map(() => undefined));
  for (const value of refused) expect(modelFault(member, value)).toContain(member);
});

test('whose clients a function’s code may use, the local account answers, or knows which rights its calls take', () => {
  const source = (name: string) => readFileSync(join(root, 'local/aws', name, 'service.ts'), 'utf8');
  const answered = services.filter(({ service }) => /\bwire\b/.test(source(service.name)));
  const called = catalog.filter(({ client }) => client !== undefined);
  const answers = answered.map(({ service }) => service.name);
  expect(answers.filter((name) => !called.some((one) => one.name === name))).toEqual([]);
  const elsewhere = called
    .filter(({ name }) => !answers.includes(name))
    .map(({ signedAs, prefix }) => signedAs ?? prefix);
  expect(elsewhere.filter((name) => !Object.hasOwn(knownCalls, name))).toEqual([]);
});

test('npm run smoke asks of types that are deployed, and of each of them, but where the catalogue says why not', () => {
  const asked = Object.keys({
    ...bucketReads,
    ...dataReads,
    ...identityReads,
    ...messageReads,
    ...operationReads,
    ...serviceReads,
  });
  expect(asked.filter((type) => !typeOf(type)?.calls)).toEqual([]);
  expect(asked.filter((type) => typeOf(type)?.unasked !== undefined)).toEqual([]);
});

const sources = (path: string): string =>
  statSync(join(root, path)).isDirectory()
    ? readdirSync(join(root, path), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts') && !/test(-support)?\.ts$/.test(name))
        .map((name) => readFileSync(join(root, path, name), 'utf8'))
        .join('\n')
    : readFileSync(join(root, path), 'utf8');

test('who is said to read an argument names it', () => {
  const known = new Map<string, string>();
  const textOf = (path: string): string => {
    if (!known.has(path)) known.set(path, sources(path));
    return known.get(path) ?? '';
  };
  /** A path is read at once, or block by block. */
  const names = (text: string, path: string) =>
    path.split('.').every((argument) => new RegExp(`[.'"$ ]${argument}\\b`).test(text));
  /** By way of what the catalogue says of it, as of encryption. */
  const takes = (argument: string) => new RegExp(`['$]${argument}\\b`).test(textOf('catalog/services'));
  const wrong = Object.entries(partsOf('arguments')).flatMap(([type, args]) =>
    Object.entries(args).flatMap(([argument, said]) =>
      'read' in said
        ? said.read
            .filter((path) => !names(textOf(path), argument) && !takes(argument))
            .map((path) => `${type}.${argument}: ${path} does not read it`)
        : [],
    ),
  );
  expect(wrong).toEqual([]);
});
