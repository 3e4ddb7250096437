import { dev } from './dev';
import { prod } from './prod';
import { UserError } from '../scripts/user-error';
import { type Settings, type ValidSettings, validSettings } from './settings';

/** Every environment, by the name that its stack and its settings file have. */
export const ENVIRONMENTS: Readonly<Record<string, Settings>> = { dev, prod };

/**
 * The settings of the environments named, or of all. One error lists the faults of every file; another, the names that
 * exist when one does not.
 */
export function environments(names: readonly string[] = [], all = ENVIRONMENTS): ValidSettings[] {
  const unknown = names.find((name) => !Object.hasOwn(all, name));
  if (unknown !== undefined) {
    throw new UserError(
      `--env ${unknown}: there is no such environment; choose one of ${Object.keys(all).join(', ')}.`,
    );
  }
  const faults: string[] = [];
  const valid = Object.entries(all).flatMap(([name, settings]) => {
    if (names.length > 0 && !names.includes(name)) return [];
    try {
      const checked = validSettings(settings, `environments/${name}.ts`);
      if (checked.environment === name) return [checked];
      faults.push(
        `environments/${name}.ts: environment is "${checked.environment}"; it must be "${name}", as the file.`,
      );
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      faults.push(error.message);
    }
    return [];
  });
  if (faults.length > 0) throw new UserError(faults.join('\n'));
  return valid;
}

/** As they are written, faults and all: for those who mend them. */
export const writtenSettings = (): Settings[] => Object.values(ENVIRONMENTS);

/** The names of all environments: stacks of any other name are stale. */
export const environmentNames = () => Object.keys(ENVIRONMENTS);
