import { type Html } from '../../lambdas/shared/html';
import { type Account } from '../aws/account';
import { type Clients } from '../aws/clients';
import { type Ledger } from '../start/running/ledger';
import { type StackNames } from '../start/running/stack-names';

/** What every view is drawn from: the account itself, and nothing that is made up for the page. */
export interface Shown {
  readonly account: Account;
  readonly names: StackNames;
  readonly ledger: Ledger;
  /** The operator's and the producer's, over the wire: what a person does here is authorized as anybody's call is. */
  readonly clients: Clients;
  /** Pages that messages link to, by the message's text, as they were while the link was good: of a run that is over. */
  readonly linked?: ReadonlyMap<string, string>;
}

/** Where a view is drawn: a console that lives, or a file that a finished run leaves. */
export interface Place {
  /** Whether things can be done here; a file shows only what was. */
  readonly live: boolean;
  /** What an action's form carries, so that no other page can send it; empty in a file. */
  readonly actionToken: string;
  /** The address of a page of a view: `link('executions', [name])`. An anchor in a file. */
  link(view: string, path?: readonly string[], query?: Readonly<Record<string, string>>): string;
}

export type Context = Shown & Place;

export interface ViewRequest {
  /** Behind the view's own name, decoded: `['monthly-2026-10']`. */
  readonly path: readonly string[];
  readonly query: URLSearchParams;
  /** In a file, which has of each list what is first: where the whole lies. */
  readonly whole?: string;
  /** Where an action came to nothing: what was filled in, and what is wrong with it. */
  readonly refused?: Refused;
}

/** By the name of a form's field; what belongs to none stands under ''. */
export interface Refused {
  readonly problems: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, string>>;
}

export interface Done {
  /** The page that is shown next. */
  readonly to: string;
  /** Said on top of it, once. */
  readonly said?: string;
}

/** What a person does: the fields of its form, to what is shown then. Errors of AWS's may be thrown: they are told. */
export type Action = (context: Context, fields: FormData) => Promise<Done | Refused>;

/** What is not a page: a file to be kept, or one that is shown within a page. */
export interface Download {
  readonly type:
    | 'text/csv; charset=utf-8'
    | 'text/plain; charset=utf-8'
    | 'text/html; charset=utf-8'
    | 'application/json'
    | 'application/octet-stream';
  /** Saved under this name; absent: shown. */
  readonly name?: string;
  readonly body: string | Uint8Array;
}

/** One of the console's pages, and those below it. */
export interface View {
  /** Its address below /console/. */
  readonly name: string;
  readonly title: string;
  /** A mark of what it shows, cheap to take: another one, and browsers fetch their live regions anew. */
  version(shown: Shown): string;
  /** The content of its page. @returns undefined where there is no such page */
  render(context: Context, request: ViewRequest): Promise<Html | undefined> | Html | undefined;
  /** Forms post to `link(view, [action])`. */
  readonly actions?: Readonly<Record<string, Action>>;
  /** Got at `link(view, [download, …])`. */
  readonly downloads?: Readonly<
    Record<string, (context: Context, request: ViewRequest) => Promise<Download | undefined>>
  >;
  /** Of a finished run, the pages below its own that its file has, too: paths. */
  pages?(shown: Shown): Promise<readonly (readonly string[])[]>;
}
