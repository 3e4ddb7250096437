/** Whether a state is in JSONata: by itself, or as its machine is. */
export type IsJsonata<G extends { readonly language: unknown }, State> = G['language'] extends 'JSONata'
  ? true
  : State extends { queryLanguage: 'JSONata' }
    ? true
    : false;

/** The language of a machine's states that say none. */
export type LanguageOf<Machine> = Machine extends { queryLanguage: 'JSONata' } ? 'JSONata' : 'JSONPath';
