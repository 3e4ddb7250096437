import { catalog } from './all';
import { type Service } from './entry';

/** Step Functions calls a service as its client for JavaScript is called, in one word: `cloudwatchlogs`. */
export const serviceOfTask = (name: string): Service | undefined =>
  catalog.find(({ client }) => client?.replace('@aws-sdk/client-', '').replaceAll('-', '') === name);
