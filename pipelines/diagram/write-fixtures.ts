import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeIfChanged } from '../../scripts/files/write-if-changed';
import { diagramFiles } from './files';
import { readStacks } from './main';

/**
 * What is drawn of the settings as they came, as Mermaid: each box, group and arrow is in it. Tests are held against these,
 * and no fork's settings touch them.
 */
export const SHIPPED_DIAGRAMS = 'pipelines/diagram/fixtures';

/** A part of `npm run regenerate -- --fixtures`. @param args the folder of the stacks as they came */
export async function main([stacks = '']: readonly string[]): Promise<number> {
  const files = keptOf(await diagramFiles(readStacks(stacks)));
  for (const [name, text] of files) writeIfChanged(join(SHIPPED_DIAGRAMS, name), text);
  for (const name of readdirSync(SHIPPED_DIAGRAMS)) if (!files.has(name)) rmSync(join(SHIPPED_DIAGRAMS, name));
  return 0;
}

export const keptOf = (files: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map([...files].filter(([name]) => name.endsWith('.mmd') || name.endsWith('.md')));
