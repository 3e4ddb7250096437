import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parsers } from 'prettier/plugins/markdown';
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

/** A node of Markdown. */
export interface Node {
  readonly type: string;
  readonly value?: string;
  readonly url?: string;
  readonly children?: readonly Node[];
}

/** What Markdown is to a parser that we did not write. */
export async function parseMarkdown(text: string): Promise<Node> {
  return (await parsers.markdown.parse(text, { originalText: text } as never)) as Node;
}

/** Every node below, itself included. */
export const nodesOf = (node: Node): Node[] => [node, ...(node.children ?? []).flatMap(nodesOf)];
