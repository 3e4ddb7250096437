import { type Stack } from '../../terraform/stack';
import { environmentOf } from '../../terraform/stacks/environment-stacks';

/** What a fork sets, and what names and ARNs are made of: no access in itself. The account is left out everywhere. */
export interface LockedSettings {
  readonly environment: string;
  readonly application: string;
  readonly region: string;
  /** `OWNER/REPO`, and how the `sub` claim of its tokens begins; of bootstrap stacks. */
  readonly repository?: string;
  readonly subject?: string;
}

/** Of a stack; a plan does not hold all of them. */
export function settingsOf({ name, region, defaultTags, outputs }: Stack): LockedSettings | undefined {
  const application = defaultTags?.['Application'];
  if (application === undefined) return undefined;
  const [repository, subject] = [outputs['github_repository'], outputs['github_subject_prefix']];
  return {
    environment: environmentOf(name),
    application,
    region,
    ...(typeof repository === 'string' ? { repository } : {}),
    ...(typeof subject === 'string' ? { subject } : {}),
  };
}

/** Those of nobody: two locks that are both filled with them differ in access alone. */
export const NEUTRAL: Required<LockedSettings> = {
  environment: 'environment',
  application: 'application',
  region: 'us-east-1',
  repository: 'OWNER/REPO',
  subject: 'repo:OWNER/REPO',
};

/** The longer first, since one may hold another: a repository is often called as its application. */
const PARTS = ['subject', 'repository', 'region', 'application', 'environment'] as const;

/**
 * A text with `<application>` and its like in place of the settings' values, wherever one stands as a word of its own. What
 * looks like one and is AWS's stays: the service of an ARN (`arn:aws:events:`), an action's (`events:PutRule`), a principal's.
 */
export function withoutSettings(text: string, settings: LockedSettings): string {
  return PARTS.reduce((result, part) => {
    const value = settings[part];
    if (value === undefined) return result;
    const word = value.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
    const service = part === 'region' ? '' : '|\\.amazonaws\\.com';
    const pattern = `(?<![0-9A-Za-z<]|arn:aws:)${word}(?![0-9A-Za-z>]|:[A-Z]${service})`;
    return result.replaceAll(new RegExp(pattern, 'g'), `<${part}>`);
  }, text);
}

/** The opposite. */
export const withSettings = (text: string, settings: LockedSettings): string =>
  PARTS.reduce((result, part) => result.replaceAll(`<${part}>`, settings[part] ?? `<${part}>`), text);
