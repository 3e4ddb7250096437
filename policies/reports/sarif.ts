import { createHash } from 'node:crypto';
import { allChecks } from '../checks/all';
import { excuseRule, inWords } from '../findings/excuse';
import { type Excuse } from '../findings/finding';
import { needRules } from '../needs/rules';
import { refusedRule } from '../findings/refused';
import { type LocatedChange, type Report, stops } from '../findings/report';
import { type SourceLocation } from '../../terraform/stack';

const CHANGED = {
  rule: 'access-lock',
  why: 'Access that the lock does not have must be seen by a reviewer before it is given.',
  cite: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
};

/** SARIF 2.1.0, for code scanning: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function sarifReport({ findings, changes, advisory }: Report): string {
  const rules = [...allChecks, ...needRules, excuseRule, refusedRule, CHANGED];
  const result = (
    rule: string,
    level: string,
    text: string,
    key: string,
    where: SourceLocation | undefined,
    excuse?: Excuse,
  ) => ({
    ruleId: rule,
    ruleIndex: rules.findIndex((one) => one.rule === rule),
    level,
    message: { text },
    // A result without a place is not shown: what has none points at the lock.
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: where?.file ?? 'policies/access.lock.json', uriBaseId: '%SRCROOT%' },
          region: { startLine: where?.line ?? 1 },
        },
      },
    ],
    partialFingerprints: { 'finding/v1': createHash('sha256').update(`${rule}\n${key}`).digest('hex') },
    ...(excuse ? { suppressions: [{ kind: 'external', status: 'accepted', justification: inWords(excuse) }] } : {}),
  });
  const results = [
    ...findings.map(({ rule, severity, environment, subject, statement, message, fix, where, excuse }) =>
      result(
        rule,
        severity,
        `${environment}: ${subject}: ${message}. ${fix}`,
        [environment, subject, statement?.sid, message].join('\n'),
        where,
        excuse,
      ),
    ),
    ...changes.map((change) =>
      result(
        CHANGED.rule,
        stops(change) && !advisory ? 'error' : 'note',
        sentence(change),
        sentence(change),
        change.where,
      ),
    ),
  ];
  const driver = {
    name: 'policies',
    informationUri: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
    rules: rules.map(({ rule, why, cite }) => ({
      id: rule,
      shortDescription: { text: rule.replaceAll('-', ' ') },
      fullDescription: { text: why },
      helpUri: cite,
      defaultConfiguration: { level: 'error' },
    })),
  };
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, columnKind: 'utf16CodeUnits', results }],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

const sentence = ({ environment, words }: LocatedChange): string => `${environment}: ${words}`;
