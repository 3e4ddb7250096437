import { type Fields, isFields } from '../../scripts/text/is-fields';

/**
 * A definition as the builder writes it: without what says what holds anyway, and under the names that a Map's fields have
 * today. https://states-language.net/spec.html#map-state (Iterator and Parameters are the older names)
 */
export function asRendered(machine: Fields): Fields {
  const { Version: _version, States, ...rest } = machine;
  return plain({ ...rest, States: mapped(States) });
}

const mapped = (states: unknown): unknown =>
  isFields(states) ? Object.fromEntries(Object.entries(states).map(([name, state]) => [name, ofState(state)])) : states;

function ofState(state: unknown): unknown {
  if (!isFields(state)) return state;
  const fields: Record<string, unknown> = { ...state };
  for (const path of ['InputPath', 'OutputPath', 'ResultPath', 'ItemsPath'])
    if (fields[path] === '$') delete fields[path];
  if (Array.isArray(fields['Catch'])) fields['Catch'] = fields['Catch'].map(ofCatcher);
  if (Array.isArray(fields['Branches'])) fields['Branches'] = fields['Branches'].map(inner);
  if (fields['Type'] !== 'Map') return fields;
  if (isFields(fields['ItemReader'])) fields['ItemReader'] = ofReader(fields['ItemReader']);
  const { Iterator, ItemProcessor = Iterator, Parameters, ItemSelector = Parameters, ...others } = fields;
  return {
    ...others,
    ItemProcessor: inner(ItemProcessor),
    ...(ItemSelector === undefined ? {} : { ItemSelector }),
  };
}

const inner = (machine: unknown): unknown =>
  isFields(machine) ? { ...machine, States: mapped(machine['States']) } : machine;

const ofReader = ({ ReaderConfig, ...reader }: Fields): Fields =>
  isFields(ReaderConfig) && Object.keys(ReaderConfig).length > 0 ? { ...reader, ReaderConfig } : reader;

function ofCatcher(catcher: unknown): unknown {
  if (!isFields(catcher) || catcher['ResultPath'] !== '$') return catcher;
  const { ResultPath: _path, ...rest } = catcher;
  return rest;
}

/** Spaces between a function's arguments say nothing. */
const plain = (value: Fields): Fields =>
  JSON.parse(JSON.stringify(value), (_key, given: unknown) =>
    typeof given === 'string' && /^\s*States\./.test(given)
      ? given.replace(
          /(States\.Format\s*\(\s*)?('(?:[^'\\]|\\.)*')|\s+/g,
          (_, format: string = '', text: string = '') =>
            format === '' ? withoutEscapes(text) : `States.Format(${text}`,
        )
      : given,
  ) as Fields;

/**
 * A brace is itself, escaped or not, but in the template of a States.Format:
 * recorded, LocalStack, intrinsic_functions/test_json_manipulation.py::test_json_merge_escaped_argument.
 */
const withoutEscapes = (text: string): string => text.replace(/\\([{}])/g, '$1');
