export { registerPlayground, type PlaygroundOptions } from './playground-routes.ts';
