export { createLifecycle, type Lifecycle } from './create-lifecycle.ts';
export { runMain, type MainContext } from './run-main.ts';
export { StartError } from './start-error.ts';
