import { checkEveryRender } from './render-check';
import { validateDefinition } from './validate-definition';

// A jest setup file: every machine that any test renders is validated, without the test asking for it.
checkEveryRender(validateDefinition);
