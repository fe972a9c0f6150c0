export {
  toPage,
  type OffsetPage,
  type OffsetRequest,
  type Page,
  type PageRequest,
  type SeqKey,
  type TimeKey,
} from './page.ts';
