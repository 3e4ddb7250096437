import { type Checked } from './watched';

/** What a person does in the console, in this order. */
export const walk: readonly Checked[] = [];
