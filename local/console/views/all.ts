import { type View } from '../view';
import { alarms } from './alarms';
import { executions } from './executions';
import { messages } from './messages';
import { permissions } from './permissions';
import { pipeline } from './pipeline';

/** In the order of the console's head. */
export const views: readonly View[] = [pipeline, executions, messages, permissions, alarms];
