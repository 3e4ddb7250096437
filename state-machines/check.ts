import type { MachineLiteral } from './literal';
export type Checked<_Input, _Machine extends MachineLiteral> = unknown;
