import type { SdkClients } from './clients';
import type { SDK_SERVICES } from './sdk-services';

/**
 * The errors of a service's actions, by the names that Retry and Catch see: those of the client's classes, as the SDK for Java calls
 * them (`S3.NoSuchBucketException`, of NoSuchBucket); `Athena.AthenaException` for each other that the service answers, and
 * SdkClientException where no answer came. Recorded: LocalStack, error_handling/test_aws_sdk.py.
 * A member, so that it is worked out where it is asked for.
 */
export interface SdkErrors<Service extends keyof SdkClients> {
  readonly names:
    | `${Prefix<Service>}.${ErrorName<ClassesIn<SdkClients[Service]>>}`
    | `${Prefix<Service>}.${Prefix<Service>}Exception`
    | `${Prefix<Service>}.SdkClientException`;
}

type Prefix<Service extends keyof SdkClients> = (typeof SDK_SERVICES)[Service]['errors'];

type ClassesIn<Client> = {
  [Name in keyof Client]: Name extends `${string}${'$' | 'Command' | 'Client'}`
    ? never
    : Client[Name] extends abstract new (...args: never) => {
          readonly $fault: string;
          readonly name: infer Error extends string;
        }
      ? string extends Error
        ? never
        : Error
      : never;
}[keyof Client];

type ErrorName<Shape extends string> = Shape extends `${infer Base}Fault`
  ? `${Words<Base>}Exception`
  : Shape extends `${infer Base}Exception`
    ? `${Words<Base>}Exception`
    : `${Words<Shape>}Exception`;

/** Each run of capitals as a word: `KMSAccessDenied` is KmsAccessDenied. */
type Words<Text extends string, AfterCapital = false> = Text extends `${infer First}${infer Rest}`
  ? First extends Lowercase<First>
    ? `${First}${Words<Rest>}`
    : AfterCapital extends true
      ? Rest extends `${infer Second}${string}`
        ? Second extends Uppercase<Second>
          ? `${Lowercase<First>}${Words<Rest, true>}`
          : `${First}${Words<Rest, true>}`
        : Lowercase<First>
      : `${First}${Words<Rest, true>}`
  : '';
