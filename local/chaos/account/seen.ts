/** What came of a scenario, as the outside has it: mailboxes, alarms, executions and objects. */
export interface Seen {
  readonly month: string;
  /** Of the month, that the producer was told are accepted: those that can be read, and those that can't. */
  readonly accepted: { readonly good: number; readonly malformed: number };
  /** In Parquet, and under the errors prefix. */
  readonly stored: { readonly good: number; readonly malformed: number };
  /** What subscribers got, in order. */
  readonly messages: readonly { readonly subject: string; readonly text: string }[];
  /** Of which operators got a message, from the moment that the report was due. */
  readonly alarms: readonly string[];
  /** Of the month. */
  readonly executions: readonly { readonly name: string; readonly status: string; readonly error?: string }[];
  /** What the markers of publishing say, by their keys. */
  readonly markers: Readonly<Record<string, string>>;
  /** What they said when somebody stopped the execution: who looks then may find no more. */
  readonly stopped?: Readonly<Record<string, string>>;
  /** By the faults' ids: how often each happened. */
  readonly met: Readonly<Record<string, number>>;
  /** Made by functions, in order of their first time. */
  readonly places: readonly string[];
}
