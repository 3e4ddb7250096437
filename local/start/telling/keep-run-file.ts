import { type Clients } from '../../aws/clients';
import { RUN_FILE } from '../../../scripts/programs/run-record';
import { writeRunFile } from '../running/run-folder';
import { runView, type Told } from './run-view';

/** Leaves all that the console would show of a run in its folder: one file, for who looks later or elsewhere. */
export async function keepRunFile(told: Told, clients: Clients, folder: string): Promise<void> {
  const { account, names, ledger, message, others } = told.outcome;
  // Loaded when there is something to draw: the views bring what draws pictures.
  const [{ runFile }, { views }] = [await import('../run-file/run-file'), await import('../../console/views/all')];
  const title = told.failure === undefined && message ? message.subject : `A run of ${account.stack.name} that failed`;
  const linked = new Map(
    [told.outcome, ...others].flatMap((made) =>
      made.message && made.page !== undefined ? [[made.message.text, made.page]] : [],
    ),
  );
  const file = await runFile({ account, names, ledger, clients, linked }, [runView(told), ...views], title);
  writeRunFile(folder, RUN_FILE, file);
}
