export { createAsk, type Ask, type AskOptions, type EntityKey, type Question } from './create-ask.ts';
