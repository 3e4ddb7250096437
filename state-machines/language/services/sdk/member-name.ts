/**
 * A member of a service's model as Step Functions names it: as the SDK for Java does, with a capital. `stateMachineArn` is
 * StateMachineArn, `SSEKMSKeyId` SsekmsKeyId, and `ETag` and `ChecksumCRC32` are themselves, which is recorded
 * (LocalStack, test_aws_sdk_task_service.py::test_s3_get_object); `equals` is EqualsValue:
 * https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html#use-awssdk-integ
 * A name that Java reserves, save that one, is nobody's: how it is written there is not known.
 */
export type MemberName<Name> = Name extends string
  ? string extends Name
    ? Name
    : Name extends keyof Renamed
      ? Renamed[Name]
      : Uncapitalize<Name> extends JavaName
        ? never
        : Name extends `$${string}`
          ? never
          : Name extends `${infer First}${infer Rest}`
            ? `${Uppercase<First>}${LoweredRun<Rest>}`
            : Name
  : never;

/** DynamoDB's, by the SDK for Java's own customization of its model. */
interface Renamed {
  Equals: 'EqualsValue';
  equals: 'EqualsValue';
  NULL: 'Nul';
}

/** Capitals at the beginning, lowered up to the one that begins the next word. */
type LoweredRun<Text extends string> = Text extends `${infer First}${infer Rest}`
  ? First extends Lowercase<First>
    ? Text
    : Rest extends `${infer Second}${string}`
      ? Second extends Uppercase<Second>
        ? `${Lowercase<First>}${LoweredRun<Rest>}`
        : Text
      : Lowercase<First>
  : Text;

/** https://docs.oracle.com/javase/specs/jls/se8/html/jls-3.html#jls-3.9, and the methods of java.lang.Object. */
type JavaName =
  | ('abstract' | 'assert' | 'boolean' | 'break' | 'byte' | 'case' | 'catch' | 'char' | 'class' | 'const' | 'continue')
  | ('default' | 'do' | 'double' | 'else' | 'enum' | 'extends' | 'false' | 'final' | 'finally' | 'float' | 'for')
  | ('goto' | 'if' | 'implements' | 'import' | 'instanceof' | 'int' | 'interface' | 'long' | 'native' | 'new' | 'null')
  | ('package' | 'private' | 'protected' | 'public' | 'return' | 'short' | 'static' | 'strictfp' | 'super' | 'switch')
  | ('synchronized' | 'this' | 'throw' | 'throws' | 'transient' | 'true' | 'try' | 'void' | 'volatile' | 'while')
  | ('clone' | 'finalize' | 'getClass' | 'hashCode' | 'notify' | 'notifyAll' | 'toString' | 'wait');
