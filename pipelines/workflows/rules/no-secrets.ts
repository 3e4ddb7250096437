import { type Rule } from './rule';

/** There is no secret to steal: roles are assumed with the job's own identity, GitHub is called with the job's token. */
export const noSecrets: Rule = ({ workflows, actions }) =>
  [...Object.values(workflows), ...Object.values(actions)].flatMap(({ path, raw }) => {
    const text = JSON.stringify(raw);
    return [
      ...(/\$\{\{[^}]*\bsecrets\b/.test(text) ? [`${path}: it reads a secret.`] : []),
      ...(/"secrets":/.test(text) ? [`${path}: it hands secrets on.`] : []),
    ];
  });
