export { depthLimit } from './depth-limit.ts';
export { singleUseFields } from './single-use-fields.ts';
