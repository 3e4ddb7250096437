import { readFileSync } from 'node:fs';
import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { type Report } from '../findings/report';
import { sarifReport } from './sarif';

let validate: ValidateFunction;

beforeAll(() => {
  // Only the schema of the package is used: OASIS's, as published with SARIF 2.1.0.
  const file = require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
  // It is draft 4, of which it uses nothing that a later draft reads otherwise but the name of its own "id".
  const { $schema, id, ...schema } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  expect($schema).toBe('http://json-schema.org/draft-04/schema#');
  expect(JSON.stringify(schema)).not.toMatch(/"exclusiveM(in|ax)imum":(true|false)/);
  // One of its patterns has a stray bracket, which only plain regular expressions take.
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats(ajv);
  validate = ajv.compile({ ...schema, $id: String(id) });
});

const faults = (text: string): string[] => {
  validate(JSON.parse(text));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};

const finding = {
  rule: 'wildcard-action',
  severity: 'error' as const,
  environment: 'dev',
  subject: 'reader',
  message: 's3:* allows more than one action',
  fix: 'Name each action that is called.',
  why: 'Because.',
  key: '0123456789ab',
};
const excuse = {
  environment: 'dev',
  rule: 'wildcard-action',
  key: '0123456789ab',
  reason: 'a page',
  owner: 'data team',
  expires: '2027-01-31',
};
const where = { file: 'constructs/x.ts', line: 12 };
const empty: Report = { environments: [], findings: [], changes: [], lockFile: 'policies/access.lock.json' };

test.each<[string, Report]>([
  ['nothing', empty],
  ['a finding with a place', { ...empty, findings: [{ ...finding, where }] }],
  ['a finding without one', { ...empty, findings: [finding] }],
  ['an excused finding', { ...empty, findings: [{ ...finding, severity: 'note', where, excuse }] }],
  ['a finding about an excuse', { ...empty, findings: [{ ...finding, rule: 'excuse' }] }],
  [
    'findings about needs',
    {
      ...empty,
      findings: [
        { ...finding, rule: 'insufficient-access' },
        { ...finding, rule: 'unneeded-grant', severity: 'note' },
      ],
    },
  ],
  [
    'changes of access',
    {
      ...empty,
      changes: (['wider', 'narrower', 'unknown', 'same'] as const).map((direction) => ({
        direction,
        environment: 'dev',
        subject: 'reader',
        words: 'role reader may now s3:GetObject on arn:aws:s3:::b/⟦k⟧ with "quotes"',
        where,
      })),
    },
  ],
])('%s is valid SARIF 2.1.0', (_, report) => {
  const text = sarifReport(report);
  expect(faults(text)).toEqual([]);
  const [run] = (JSON.parse(text) as { runs: { results: { ruleId: string; ruleIndex: number }[]; tool: Tool }[] }).runs;
  expect(run?.results).toHaveLength(report.findings.length + report.changes.length);
  for (const { ruleId, ruleIndex } of run?.results ?? []) {
    expect(run?.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
  }
});

interface Tool {
  readonly driver: { readonly rules: readonly { readonly id: string }[] };
}

test('the schema would tell', () => {
  const text = sarifReport({ ...empty, findings: [finding] });
  expect(
    faults(text.replace('"level": "error",\n          "message"', '"level": "fatal",\n          "message"')),
  ).toEqual([expect.stringContaining('/runs/0/results/0/level must be equal to one of the allowed values')]);
  expect(faults(text.replace('"version": "2.1.0"', '"version": "2.2.0"')).length).toBeGreaterThan(0);
  expect(faults(text.replace('"startLine": 1', '"startLine": 0'))).toEqual([expect.stringContaining('must be >= 1')]);
});
