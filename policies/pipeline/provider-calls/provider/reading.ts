import { UserError } from '../../../../scripts/user-error';
import { type ProviderTable } from '../all';
import { Services } from '../go/package';
import { reach } from '../go/reach';
import { findResource, type Phase, PHASES, planned } from './resource';
import { ofType, taggingOf } from './tagging';

/** What the provider's source says of one resource. */
export interface ResourceReading {
  /** Below internal/service. */
  readonly file: string;
  /** Of the four, by name; empty where nothing runs. */
  readonly functions: Readonly<Record<Phase, string>>;
  /** `service:Operation`, with the file and one of the functions that call it. */
  readonly calls: Readonly<Record<Phase, Readonly<Record<string, string>>>>;
}

/** What the provider's source says of every resource of the table. */
export interface Reading {
  /** The one commit at which every file was read. */
  readonly commit: string;
  /** When it was committed. */
  readonly date: string;
  /** The release that its change log starts with. */
  readonly release: string;
  readonly resources: Readonly<Record<string, ResourceReading>>;
}

/**
 * Reads the functions of every resource of a table.
 * @param folder internal/service of a checkout
 * @throws UserError with everything that is missing or can't be told
 */
export function readResources(folder: string, table: ProviderTable): Reading['resources'] {
  const services = new Services(folder);
  const faults: string[] = [];
  const read = Object.entries(table)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([type, { source }]): [string, ResourceReading][] => {
      try {
        return [[type, readResource(services, type, source, faults)]];
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        faults.push(error.message);
        return [];
      }
    });
  if (faults.length > 0) throw new UserError([...new Set(faults)].join('\n'));
  return Object.fromEntries(read);
}

function readResource(services: Services, type: string, source: string, faults: string[]): ResourceReading {
  const home = services.service(source.split('/')[0] ?? '');
  const resource = findResource(home, type, source);
  const around = {
    read: taggingOf(home, resource, 'ListTags'),
    create: [],
    update: taggingOf(home, resource, 'UpdateTags'),
    delete: [],
  };
  const byPhase = <Value>(value: (phase: Phase) => Value): Record<Phase, Value> => ({
    read: value('read'),
    create: value('create'),
    update: value('update'),
    delete: value('delete'),
  });
  const calls = byPhase((phase) =>
    reach(services, home, [...resource.handlers[phase], ...around[phase]], (one) =>
      ofType(planned(one), resource.tags?.resourceType),
    ),
  );
  faults.push(...PHASES.flatMap((phase) => calls[phase].unresolved.map((what) => `${type}: ${what}.`)));
  return {
    file: source,
    functions: byPhase((phase) => resource.handlers[phase][0]?.name ?? ''),
    calls: byPhase((phase) => Object.fromEntries(calls[phase].operations)),
  };
}
