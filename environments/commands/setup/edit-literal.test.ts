import { transformSync } from 'esbuild';
import fc, { character } from '../../../scripts/jest/properties';
import { UserError } from '../../../scripts/user-error';
import { editLiterals, type Value } from './edit-literal';

const DEV = `import type { Settings } from './settings';

/** For trying things. */
export const dev: Settings = {
  application: 'blog',
  environment: 'dev',
  accountId: '000000000000', // EDIT before a real deploy
  // Who gets the reports.
  subscribers: [{ protocol: 'email', endpoint: 'a@example.com' }], // EDIT before a real deploy
  retentionInDays: 14, // EDIT before a real deploy
  tags: { region: 'not this one' }, // 10 GiB
  region: 'eu-west-1' /* near */,
};
`;
const place = { file: 'environments/dev.ts', with: { environment: 'dev' } };
const edit = (values: Readonly<Record<string, Value>>, text = DEV) => editLiterals(text, place, values);

const email = (endpoint: string) => ({ protocol: 'email' as const, endpoint });

test('replaces the literals that must change, takes out the request to edit them, and keeps all else', () => {
  expect(
    edit({
      accountId: '123456789012',
      subscribers: [email('team@contoso.eu')],
      region: 'us-east-1',
      application: 'blog',
    }),
  ).toBe(
    DEV.replace("'000000000000', // EDIT before a real deploy", "'123456789012',")
      .replace("'a@example.com' }], // EDIT before a real deploy", "'team@contoso.eu' }],")
      .replace("'eu-west-1'", "'us-east-1'"),
  );
});

test('what says it already is left as it is written', () => {
  const text = DEV.replaceAll(/ \/\/ EDIT.*/g, '').replace("'blog'", '"blog" as const');
  expect(edit({ application: 'blog', accountId: '000000000000', subscribers: [email('a@example.com')] }, text)).toBe(
    text,
  );
});

test('another number of addresses is another list', () => {
  const hook = { protocol: 'https' as const, endpoint: 'https://contoso.eu' };
  expect(edit({ subscribers: [email("o'hara@contoso.eu"), hook] })).toContain(
    `subscribers: [{ protocol: 'email', endpoint: "o'hara@contoso.eu" }, { protocol: 'https', endpoint: 'https://contoso.eu' }],\n`,
  );
});

test('the object that is meant is found among others', () => {
  const two = `${DEV}export const other = { environment: 'prod', accountId: '1' };\n`;
  expect(edit({ accountId: '123456789012' }, two)).toContain("environment: 'prod', accountId: '1'");
  expect(() => edit({}, DEV.replace("'dev'", 'NAME'))).toThrow(
    "environments/dev.ts: has 0 objects with environment: 'dev'; one was expected, edit it by hand",
  );
  expect(() => edit({}, `${DEV}${DEV}`)).toThrow('has 2 objects');
});

test.each([
  ['a variable', 'accountId: ACCOUNT', 'accountId is written as accountId: ACCOUNT;'],
  ['an expression', "accountId: '1' + '2'", "accountId is written as accountId: '1' + '2';"],
  ['a template', 'accountId: `${one}2`', 'accountId is written as accountId: `${one}2`;'],
  ['its short form', 'accountId', 'accountId is written as accountId;'],
  ['a getter', "get accountId() { return '1'; }", "accountId is written as get accountId() { return '1'; };"],
  ['what is spread', '...common', 'accountId is not written there;'],
])('what is written as %s takes a person, and is named', (_, written, words) => {
  const text = DEV.replace("accountId: '000000000000'", written);
  expect(() => edit({ accountId: '123456789012' }, text)).toThrow(UserError);
  expect(() => edit({ accountId: '123456789012' }, text)).toThrow(
    `  environments/dev.ts: ${words} give it the value '123456789012' by hand, or write a literal`,
  );
});

test.each([
  ['others are put in between', "[...common, { protocol: 'email', endpoint: 'a@example.com' }]"],
  ['an address is computed', "[{ protocol: 'email', endpoint: ADDRESS }]"],
  ['a comment would be lost', "[\n  // the team\n  { protocol: 'email', endpoint: 'a@example.com' }]"],
])('a list is refused where %s', (_, list) => {
  const text = DEV.replace("[{ protocol: 'email', endpoint: 'a@example.com' }]", list);
  expect(() => edit({ subscribers: [email('b@contoso.eu'), email('c@contoso.eu')] }, text)).toThrow(
    'environments/dev.ts: subscribers is written as',
  );
});

test('all that is refused is told at once', () => {
  const text = DEV.replace("'blog'", 'NAME').replace("'000000000000'", 'ACCOUNT');
  expect(() => edit({ application: 'shop', accountId: '1' }, text)).toThrow(/application is .*\n.*accountId is /);
});

test('whatever the texts, the program has these values afterwards, and its other text is the same', () => {
  const addresses = fc.array(
    fc.record({ protocol: fc.constantFrom('email' as const, 'https' as const), endpoint: fc.string() }),
  );
  fc.assert(
    fc.property(fc.string({ unit: character }), fc.string(), addresses, (accountId, region, subscribers) => {
      const edited = edit({ accountId, region, subscribers });
      const module: { exports: Record<string, unknown> } = { exports: {} };
      new Function('module', 'exports', transformSync(edited, { loader: 'ts', format: 'cjs' }).code)(
        module,
        module.exports,
      );
      expect(module.exports['dev']).toEqual({
        application: 'blog',
        environment: 'dev',
        accountId,
        subscribers,
        retentionInDays: 14,
        tags: { region: 'not this one' },
        region,
      });
      for (const kept of ['/** For trying things. */', '  // Who gets the reports.', '// 10 GiB', '/* near */']) {
        expect(edited).toContain(kept);
      }
      // Again changes nothing.
      expect(edit({ accountId, region, subscribers }, edited)).toBe(edited);
    }),
  );
});
