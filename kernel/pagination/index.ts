export { toPage, type Page, type PageRequest, type SeqKey, type TimeKey } from './page.ts';
