import { PINS } from '../pins';
import { allSteps } from '../steps';
import { type Rule } from './rule';

/** An action of others is named by the full commit of a release that we have read; a tag can be moved to anything. */
export const pinnedActions: Rule = (files) =>
  allSteps(files).flatMap(({ where, step: { uses } }) => {
    if (uses === undefined) return [];
    if (uses.startsWith('./')) return files.actions[uses.slice(2)] ? [] : [`${where}: ${uses} is not there.`];
    const [name = '', commit = ''] = uses.split('@');
    const pin = PINS[name];
    if (!pin) return [`${where}: ${name} is not in pipelines/workflows/pins.ts.`];
    if (commit !== pin.commit) return [`${where}: ${name} is at ${commit || 'nothing'}; it must be at ${pin.commit}.`];
    const other = files.comments[uses]?.find((comment) => comment !== pin.tag);
    return other === undefined ? [] : [`${where}: behind ${name} stands "# ${other}"; it must be "# ${pin.tag}".`];
  });
