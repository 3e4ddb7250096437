import { readFileSync } from 'node:fs';
import { refuseMarkers } from '../../scripts/files/merge-conflicts';
import { UserError } from '../../scripts/user-error';
import { type Need, principalName } from './need';

/** What each environment's run needed. */
export type Needs = Readonly<Record<string, readonly Need[]>>;

export const NEEDS_FILE = 'policies/needs.json';

const ABOUT =
  'What each principal needs, each line one permission that a run used and where that comes from. ' +
  'Written by "npm run policies -- --record", and by "npm run regenerate" with all else that follows from the settings.';

/** The file's text: the same needs give the same bytes, and each need is a line of its own. */
export function needsText(needs: Needs): string {
  const environments = Object.entries(needs).sort(([a], [b]) => (a < b ? -1 : 1));
  const parts = environments.map(([name, all]) => `    ${JSON.stringify(name)}: [\n${lines(all).join(',\n')}\n    ]`);
  return `{\n  "about": ${JSON.stringify(ABOUT)},\n  "version": 1,\n  "environments": {\n${parts.join(',\n')}\n  }\n}\n`;
}

function lines(needs: readonly Need[]): string[] {
  const keyed = needs.map((need): [key: string, line: string] => {
    const { principal, action, resources, context, via, cite, standIn, at } = need;
    const line = JSON.stringify({ principal, action, resources, context, via, cite, standIn, at });
    return [`${principalName(principal)} ${action} ${line}`, `      ${line}`];
  });
  return keyed.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
}

/** @throws UserError for a file that is missing or isn't one, naming the need that can't be read. */
export function readNeeds(file: string): Needs {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new UserError(`${file} can't be read (${code ?? String(error)}): write it with "${RECORD}".`);
  }
  refuseMarkers(text, file);
  try {
    const { version, environments } = JSON.parse(text) as { version?: unknown; environments?: unknown };
    if (version !== 1) throw new Error(`version must be 1, found ${JSON.stringify(version ?? null)}`);
    if (typeof environments !== 'object' || environments === null) throw new Error('it lacks "environments"');
    for (const [name, needs] of Object.entries(environments as Record<string, unknown>)) {
      if (!Array.isArray(needs)) throw new Error(`environment ${name} must be a list`);
      needs.forEach((need, index) => checkNeed(need as Partial<Need>, `${name}, need ${index + 1}`));
    }
    return environments as Needs;
  } catch (error) {
    throw new UserError(`${file} can't be read (${(error as Error).message}): write it anew with "${RECORD}".`);
  }
}

export const RECORD = 'npm run policies -- --record';

function checkNeed({ principal, action, resources }: Partial<Need>, place: string): void {
  const kinds = ['role', 'service', 'identity', 'root'];
  if (!principal || !kinds.includes(principal.kind))
    throw new Error(`${place}: principal.kind must be ${kinds.join(', ')}`);
  if (typeof action !== 'string' || !action.includes(':')) throw new Error(`${place}: action must be "service:Name"`);
  if (!Array.isArray(resources) || resources.length === 0)
    throw new Error(`${place}: resources must be a list of ARNs`);
}
