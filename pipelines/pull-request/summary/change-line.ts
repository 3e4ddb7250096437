import { code } from '../../shared/markdown';
import { type SummarizedChange, UNKNOWN_LOSS } from '../../deploy/plan/plan-summary';
import { type Links } from './links';

/** Of more, the number is told. */
const ATTRIBUTES = 12;

/** By Terraform's `action_reason`: https://developer.hashicorp.com/terraform/internals/json-format#plan-representation */
const REASONS: Readonly<Record<string, string>> = {
  replace_because_tainted: 'it is tainted: its last creation failed',
  replace_because_cannot_update: 'it can’t be changed in place',
  replace_by_request: '`-replace` was given',
  replace_by_triggers: '`replace_triggered_by` says so',
  delete_because_no_module: 'its module is no longer in the configuration',
  delete_because_wrong_repetition: '`count` or `for_each` was added or taken out',
  delete_because_count_index: 'its index is beyond `count`',
  delete_because_each_key: 'its key is no longer in `for_each`',
  delete_because_no_move_target: 'it was moved to where nothing is configured',
  read_because_config_unknown: 'what it asks for is known only then',
  read_because_dependency_pending: 'what it depends on changes first',
  read_because_check_nested: 'a check reads it',
};

/** One change as an item of a list: what, why, which attributes, where it is written. A line, whatever the names hold. */
export function changeLine(change: SummarizedChange, links: Links): string {
  const { address, previousAddress, where, createFirst, imported, deposed, loses } = change;
  const said = [
    ...(loses === undefined ? [] : [`**${change.action}**: ${lossOf(change)}`]),
    ...(previousAddress === undefined ? [] : [`moved from ${code(previousAddress)}`]),
    ...(imported ? ['imported'] : []),
    ...(deposed ? ['an old one, left by a replacement'] : []),
    reasonOf(change),
    ...(createFirst ? ['the new one is made first'] : []),
    attributesOf(change),
    ...(where ? [links.source(where)] : []),
  ];
  return `- ${[code(address), ...said.filter((part) => part !== '')].join(' · ')}`;
}

function lossOf({ loses, type }: SummarizedChange): string {
  if (loses !== UNKNOWN_LOSS) return `what is lost: ${loses}`;
  return `it is not known whether a ${code(type)} holds data: say so in \`catalog/services/\``;
}

function reasonOf({ reason, replacedBy }: SummarizedChange): string {
  if (replacedBy.length > 0) return `because of ${names(replacedBy.map((name) => code(name, 80)))}`;
  // Taken out of the configuration, it is destroyed or forgotten: that needs no words.
  if (reason === undefined || reason === 'delete_because_no_resource_config') return '';
  return Object.hasOwn(REASONS, reason) ? (REASONS[reason] ?? '') : code(reason);
}

/** What is known only after the apply mostly follows from the rest: it comes behind. A new object's is of no interest. */
function attributesOf({ action, attributes, replacedBy }: SummarizedChange): string {
  const shown = attributes.filter(({ name }) => !replacedBy.includes(name));
  const known = shown.filter(({ unknown }) => !unknown).map(nameOf);
  const unknown = action === 'replace' ? [] : shown.filter((attribute) => attribute.unknown).map(nameOf);
  return [
    ...(known.length > 0 ? [`${action === 'replace' ? 'also changes ' : ''}${names(known)}`] : []),
    ...(unknown.length > 0 ? [`known after apply: ${names(unknown)}`] : []),
  ].join('; ');
}

const nameOf = ({ name, sensitive }: SummarizedChange['attributes'][number]): string =>
  `${code(name, 80)}${sensitive ? ' (sensitive)' : ''}`;

const names = (all: readonly string[]): string =>
  [...all.slice(0, ATTRIBUTES), ...(all.length > ATTRIBUTES ? [`${all.length - ATTRIBUTES} more`] : [])].join(', ');
