export { openRealtime, type RealtimeOptions } from './open-realtime.ts';
export { STREAM_TABLE, type StreamRow } from './stream-table.ts';
