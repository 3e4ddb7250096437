import { inert } from '../../github/commands';
import { type Ran } from '../plan/terraform';

/**
 * Whose lock kept Terraform from beginning, as it tells it; undefined when it was no lock that stopped it.
 * https://developer.hashicorp.com/terraform/language/state/locking
 */
export function heldLock({ code, stderr }: Ran): string | undefined {
  if (code === 0 || !stderr.includes('Error acquiring the state lock')) return undefined;
  const field = (name: string) => new RegExp(`\\b${name}:[ \\t]+(\\S.*)$`, 'm').exec(stderr)?.[1]?.trim();
  const [id, who, since] = [field('ID'), field('Who'), field('Created')];
  return id === undefined
    ? 'Terraform does not say by whom'
    : inert(`${who ?? 'somebody'} since ${since ?? 'an unknown time'}, lock ${id}`);
}
