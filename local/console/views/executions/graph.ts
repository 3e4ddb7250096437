import { Html, html } from '../../../../lambdas/shared/html';
import { counted } from '../../../../scripts/text/words';
import { machineDiagram } from '../../../../policies/diagram/machine-diagram';
import { unescaped } from '../../../../policies/diagram/drawn-nodes';
import { svg } from '../../../../policies/diagram/svg';
import { type MachineConfiguration } from '../../../aws/step-functions/machine-configuration';
import { type Context } from '../../view';
import { type Visit } from '../../../aws/step-functions/visits';

/** Drawn once: what changes is how the states are marked. */
const drawn = new WeakMap<MachineConfiguration, Promise<string>>();

const NODE = /<g id="[^"]*" class="(node [^"]*)">\n<title>([^<]*)<\/title>/g;

/** The machine's picture with its states as they went. The list below it says the same in words. */
export async function graph(
  { account }: Context,
  machine: MachineConfiguration,
  visits: readonly Visit[],
): Promise<Html> {
  const picture = drawn.get(machine) ?? svg(machineDiagram(account.stack, machine.block), 'page');
  drawn.set(machine, picture);
  const went = new Map(visits.map((visit) => [`state ${visit.name}`, visit]));
  const marked = (await picture)
    .replaceAll(NODE, (_all, classes: string, title: string) => {
      const visit = went.get(unescaped(title));
      const tip = visit ? html`<title>${visit.name}: ${inWords(visit)}</title>` : `<title>${title}</title>`;
      return `<g class="${classes} ${visit?.went.replace(' ', '-') ?? 'not-entered'}">${String(tip)}`;
    })
    // Several may stand in one page.
    .replaceAll(/<g id="[^"]*"/g, '<g');
  // Graphviz escaped what the definition says, and we what we put into it.
  return html`<div class="picture run scroll" tabindex="0" role="region" aria-label="The machine’s picture">
    ${Html.of(marked)}
  </div>`;
}

export const inWords = ({ went, retries }: Visit): string =>
  retries === 0 ? went : `${went}, retried ${counted(retries, 'time')}`;
