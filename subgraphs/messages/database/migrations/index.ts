import type { NamedMigration } from '../../../../kernel/database/index.ts';
import { Messages0001 } from './0001-messages.ts';
import { Messages0002 } from './0002-departed-users.ts';
import { MessageSearch0004 } from './0004-message-search.ts';
import { ReadMarkers0005 } from './0005-read-markers.ts';
import { RevisionsAndAnnouncements0003 } from './0003-revisions-and-announcements.ts';

export const migrations: readonly NamedMigration[] = [
  { name: '0001-messages', class: Messages0001 },
  { name: '0002-departed-users', class: Messages0002 },
  { name: '0003-revisions-and-announcements', class: RevisionsAndAnnouncements0003 },
  { name: '0004-message-search', class: MessageSearch0004 },
  { name: '0005-read-markers', class: ReadMarkers0005 },
];
