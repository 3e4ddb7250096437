declare module 'asl-validator' {
  /** Adds fields to the definition that it is given: hand it a copy. */
  const validate: (definition: object) => { isValid: boolean; errorsText: (separator?: string) => string };
  export = validate;
}

declare module '@wmfs/statelint' {
  const statelint: () => { validate: (definition: object) => string[] };
  export = statelint;
}
