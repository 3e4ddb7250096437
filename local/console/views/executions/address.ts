import { html, type Html, type Part } from '../../../../lambdas/shared/html';
import { type Execution } from '../../../aws/step-functions/execution';
import { badge } from '../../page/parts';
import { type Place, type Shown } from '../../view';

/** Where an execution's page is. A name is one machine's: another may have it, too. */
export const pathOf = ({ identity, machine }: Execution): readonly [machine: string, name: string] => [
  machine.name,
  identity.name,
];

export const linkOf = ({ link }: Place, execution: Execution): Html =>
  html`<a href="${link('executions', pathOf(execution))}">${execution.identity.name}</a>`;

export const executionAt = ({ account }: Shown, [machine, name]: readonly string[]): Execution | undefined =>
  account.stepFunctions.executions().find((one) => one.identity.name === name && one.machine.name === machine);

/** A finished run's file has so many, the newest. */
export const KEPT = 50;

export const newest = ({ account }: Shown): Execution[] => account.stepFunctions.executions().reverse();

export const statusBadge = ({ status }: Execution): Part =>
  badge(status, status === 'SUCCEEDED' ? 'good' : status === 'RUNNING' ? 'busy' : 'bad');
