import { isFields } from '../../../scripts/text/is-fields';

/** Whether each clause names errors of the language, or of a service: `S3.NoSuchBucketException`. @param prefix in any case */
export const namesOwnErrors = (clauses: readonly unknown[], prefix: string, name = '.*'): boolean =>
  clauses.every(
    (clause) =>
      !isFields(clause) ||
      [clause['ErrorEquals']]
        .flat()
        .every(
          (error) => /^States\./.test(String(error)) || new RegExp(`^${prefix}\\.${name}$`, 'i').test(String(error)),
        ),
  );
