import type { Call } from '../written/intrinsic';
import type { Credentials, IsReadRole } from '../written/credentials';
import type { CallValue } from './call-value';
import type { UnknownFields } from './check-fields';
import type { CheckedRead, CheckedValue } from './check-value';
import type { Fault } from './fault';
import type { AnyGraph } from './graph';
import type { CheckedOne } from './jsonata/template';
import type { ContextAt, InputAt, InputStates } from './payload';

/** The role as which a Task runs: named, or read and then one of those that are named. */
export type CheckedCredentials<G extends AnyGraph, Name, State> = State extends {
  credentials: { roleArn: infer Role };
}
  ? CheckedRole<
      State['credentials'],
      Role extends `{%${string}`
        ? Fault<`roleArn '${Role}': that is JSONata's`>
        : Role extends Call<infer Function, infer Args>
          ? CheckedRead<
              CallValue<InputAt<G, Name, State>, ContextAt<G, Name, State>, Function, Args>,
              Function,
              string,
              'a text'
            >
          : CheckedValue<InputAt<G, Name, State>, ContextAt<G, Name, State>, Role, string, 'a text'>
    >
  : unknown;

/** The same in JSONata. */
export type CheckedJsonataCredentials<G extends AnyGraph, Name, State> = State extends {
  credentials: { roleArn: infer Role };
}
  ? CheckedRole<
      State['credentials'],
      [Role, IsReadRole<Role>] extends [`$${string}`, true]
        ? Fault<`roleArn '${Role & string}': in JSONata a role is read by an expression, {% … %}`>
        : CheckedOne<InputStates<G, Name, State>, ContextAt<G, Name, State>, Role, string, 'a text'>
    >
  : unknown;

/** `Read`: what is wrong with a role that is read. */
type CheckedRole<Given, Read> = Given extends { roleArn: infer Role }
  ? (IsReadRole<Role> extends true
      ? Given extends { roles: unknown }
        ? { readonly roleArn: Read }
        : { readonly roleArn: Fault<'A role that is read when the machine runs is one of some: name them (roles)'> }
      : Given extends { roles: unknown }
        ? {
            readonly roles: Fault<`The role is '${Role & string}': roles are for one that is read when the machine runs`>;
          }
        : unknown) &
      UnknownFields<keyof Given, keyof Credentials, 'The credentials of a Task'>
  : unknown;
