import { isDeepStrictEqual } from 'node:util';
import { evaluated } from './evaluate';
import { asRendered } from './same';
import { type Fields } from '../../scripts/text/is-fields';
import { only, refuse } from './refusal';
import { Found } from './found';
import { languageOf } from './states/write-in-jsonata';
import { States } from './states/write-states';
import { json, written } from './states/write-template';
import type { Installed } from './tasks/of-sdk';

export interface Imported {
  /** TypeScript: the machine, and the ARNs that it is rendered with. */
  readonly source: string;
  /** What needs a hand. */
  readonly notes: readonly string[];
  readonly untypedTasks: number;
}

/** Writes a machine as a typed literal: refused by name where what was written does not render back to it. `folder`: how the language's is imported. */
export function importMachine(machine: Fields, installed: Installed, folder = './language'): Imported {
  only(machine, ['Comment', 'StartAt', 'States', 'TimeoutSeconds', 'Version', 'QueryLanguage'], 'the machine');
  if ((machine['Version'] ?? '1.0') !== '1.0')
    return refuse(
      'the machine',
      `Version ${JSON.stringify(machine['Version'])} must be "1.0", the only one that there is`,
    );
  const found = new Found();
  const language = languageOf(machine, 'JSONPath', 'the machine');
  const literal = written([
    ['queryLanguage', json(machine['QueryLanguage'])],
    ...new States(found, installed, language).machine(machine, ''),
    ['timeoutSeconds', machine['TimeoutSeconds'] === undefined ? undefined : JSON.stringify(machine['TimeoutSeconds'])],
  ]);
  if (literal.includes('"mode": "DISTRIBUTED"'))
    found.arns['self'] = 'arn:aws:states:us-east-1:123456789012:stateMachine:imported';
  if (literal.includes('assume<')) {
    found.imports.set('assume', 'written/intrinsic');
    found.notes.add('assume<…>: types were guessed from where a path is read; what a task takes and gives decides');
  }
  if (literal.includes('ParameterOf<')) found.imports.set('ParameterOf', 'written/parameter-of');
  const source = [
    ...(literal.includes('fn.') ? [`import * as fn from '${folder}/written/intrinsic';`] : []),
    ...[...found.imports].map(
      ([name, from]) => `import ${/^[A-Z]/.test(name) ? 'type ' : ''}{ ${name} } from '${folder}/${from}';`,
    ),
    `import { stateMachine } from '${folder}/state-machine';`,
    ...(literal.includes('<Contract')
      ? [
          '/** What a function takes and gives. */',
          'interface Contract { readonly _zod: { readonly input: unknown; readonly output: unknown } }',
        ]
      : []),
    ...[...found.tasks].map(([task, name]) => `const ${name} = ${task};`),
    '/** As `render` takes them. */',
    `export const arns = ${JSON.stringify(found.arns)};`,
    `export const machine = stateMachine<unknown>()(${literal});`,
  ].join('\n');
  const rendered = asRendered(evaluated(source, folder));
  if (!isDeepStrictEqual(rendered, asRendered(machine)))
    return refuse('the machine', `it would not be rendered as it is: ${difference(rendered, asRendered(machine))}`);
  return { source, notes: [...found.notes], untypedTasks: found.untyped };
}

/** Where two values first differ. */
function difference(one: unknown, other: unknown, where = '$'): string {
  if (typeof one === 'object' && one !== null && typeof other === 'object' && other !== null) {
    for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
      const [a, b] = [(one as Fields)[key], (other as Fields)[key]];
      if (!isDeepStrictEqual(a, b)) return difference(a, b, `${where}.${key}`);
    }
  }
  return `${where} ${JSON.stringify(one)} for ${JSON.stringify(other)}`;
}
