import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lexer, type Token, walkTokens } from 'marked';
import { type Program } from '../../scripts/programs/tool';
import { readPlanChanges } from '../../terraform/read-plan-changes';
import { type Located } from '../../terraform/expressions/read-sources';
import { asAwsPlan } from '../fixtures/as-aws';
import { readFixture } from '../fixtures/read-fixture';
import { type ScenarioName } from '../fixtures/scenarios';
import { type PlanSummary } from '../deploy/plan/plan-summary';
import { summarize } from '../deploy/plan/summarize';

/** The summary of a real plan of Terraform's (see `fixtures/README.md`). */
export function fixtureSummary(
  name: ScenarioName,
  sources: Readonly<Record<string, Located>> = {},
  environment = 'dev',
): PlanSummary {
  return planSummary(asAwsPlan(readFixture(name)), sources, environment);
}

/** The summary of what `show -json` of a program wrote. */
export function planSummary(
  json: string,
  sources: Readonly<Record<string, Located>> = {},
  environment = 'dev',
  program: Program = 'terraform',
): PlanSummary {
  const folder = mkdtempSync(join(tmpdir(), 'plan-summary-'));
  try {
    const file = join(folder, 'plan.json');
    writeFileSync(file, json);
    return summarize(environment, readPlanChanges(file, program), sources);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What GitHub's Markdown is to a parser that we did not write: every token of it, each before those in it. */
export function markdownTokens(text: string): Token[] {
  const tokens: Token[] = [];
  walkTokens(lexer(text), (token) => {
    tokens.push(token);
  });
  return tokens;
}
