import { type Need } from '../../policies/needs/need';
import { type Use } from '../aws/shared/access-control';

/**
 * Keeps each permission that a run used, once, in a form that the next run of the same events repeats byte for byte:
 * ids that are drawn at random stand as zeros.
 */
export class NeedsRecorder {
  readonly #needs = new Map<string, { readonly need: Need; readonly at: Set<string> }>();

  readonly record = ({ principal, action, resources, context, via, cite, at, standIn }: Use): void => {
    // An administrator's rights are not ours to give, save on keys: those are opened by their own policies alone.
    if (principal.kind === 'root' && !action.startsWith('kms:')) return;
    const need: Need = {
      principal,
      action,
      resources: resources.map(stable),
      ...(Object.keys(context).length === 0 ? {} : { context }),
      ...(via === undefined ? {} : { via }),
      ...(cite === undefined ? {} : { cite }),
      ...(standIn === undefined ? {} : { standIn }),
    };
    const key = JSON.stringify(need);
    const known = this.#needs.get(key) ?? { need, at: new Set() };
    this.#needs.set(key, known);
    if (at !== undefined) known.at.add(at);
  };

  needs(): Need[] {
    return [...this.#needs.values()].map(({ need, at }) => ({
      ...need,
      ...(at.size === 0 ? {} : { at: [...at].sort() }),
    }));
  }
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** Of a function's log stream. */
const instance = /(?<=\[\$LATEST\])[0-9a-f]{32}/g;

const stable = (arn: string): string =>
  arn.replaceAll(uuid, '00000000-0000-0000-0000-000000000000').replaceAll(instance, '0'.repeat(32));
