import type { Fault, IndexOf, Item } from './fault';

/** What `$$` reads: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html */
export interface ContextObject<Input> {
  readonly Execution: {
    /** The execution's ARN. */
    readonly Id: string;
    readonly Name: string;
    /** ISO 8601. */
    readonly StartTime: string;
    /** 0 until the execution has been redriven. */
    readonly RedriveCount: number;
    readonly Input: Input;
  };
}

/** The type at a path (`$`, `$.a.b`) in `T`; a fault when any member of `T` may lack it. */
export type At<T, Path extends string, Shown extends string = Path> = Path extends '$'
  ? T
  : Path extends `$.${infer Fields}`
    ? Walk<T, Fields, Shown>
    : Fault<`'${Shown}' is not a path that is understood here: write $ or $.field.field`>;

type Walk<T, Fields extends string, Shown extends string> = Fields extends `${infer Field}.${infer Rest}`
  ? Walk<Step<T, Field, Shown>, Rest, Shown>
  : Step<T, Fields, Shown>;

type Step<T, Field extends string, Shown extends string> =
  T extends Fault<string>
    ? T
    : Field extends keyof T
      ? undefined extends T[Field]
        ? Fault<`'${Shown}': field '${Field}' may be absent here`>
        : T[Field]
      : Fault<`'${Shown}': there is no field '${Field}' here`>;

/** The type that a string reads: a path into the payload or the context object, or itself. */
export type Read<Payload, Context, Text extends string> = Text extends `$$${infer Rest}`
  ? At<Context, `$${Rest}`, Text>
  : Text extends `$${string}`
    ? At<Payload, Text>
    : Text;

/** The type of a payload template once its paths are read. Faults are left out: `CheckedTemplate` reports them. */
export type Evaluate<Payload, Context, Template> = Template extends string
  ? Exclude<Read<Payload, Context, Template>, Fault<string>>
  : Template extends readonly unknown[]
    ? { -readonly [Index in keyof Template]: EvaluateItem<Payload, Context, Template[Index]> }
    : Template extends object
      ? { -readonly [Field in keyof Template]: Evaluate<Payload, Context, Template[Field]> }
      : Template;

type EvaluateItem<Payload, Context, Item> = Item extends string ? Item : Evaluate<Payload, Context, Item>;

/** `unknown`, or a fault at each path that can't be read and each field that `Wanted`, where it is known, lacks. */
export type CheckedTemplate<Payload, Context, Wanted, Template> = Template extends string
  ? Extract<Read<Payload, Context, Template>, Fault<string>> extends infer Faults
    ? [Faults] extends [never]
      ? unknown
      : Faults
    : never
  : Template extends readonly unknown[]
    ? { [Index in IndexOf<Template>]: CheckedItem<Payload, Context, Item<Template, Index>> }
    : Template extends object
      ? {
          [Field in keyof Template]: unknown extends Wanted
            ? CheckedTemplate<Payload, Context, unknown, Template[Field]>
            : Field extends FieldOf<Wanted>
              ? CheckedTemplate<Payload, Context, FieldIn<Wanted, Field>, Template[Field]>
              : Fault<`The handler takes no field '${Field & string}'`>;
        }
      : unknown;

type CheckedItem<Payload, Context, Item> = Item extends `$${string}`
  ? Fault<`'${Item}': the States Language reads no path that stands in a list; name it in an object`>
  : CheckedTemplate<Payload, Context, unknown, Item>;

type FieldOf<T> = T extends object ? keyof T : never;
type FieldIn<T, Field> = T extends object ? (Field extends keyof T ? T[Field] : never) : never;
