import { type View } from '../view';
import { executions } from './executions';
import { messages } from './messages';
import { permissions } from './permissions';

/** In the order of the console's head. */
export const views: readonly View[] = [executions, messages, permissions];
