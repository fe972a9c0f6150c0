import type { FeedService } from '../services/feed.service.ts';
import type { HistoryService } from '../services/history.service.ts';
import type { MarkerService } from '../services/marker.service.ts';
import type { MessageService } from '../services/message.service.ts';
import type { RevisionService } from '../services/revision.service.ts';
import type { SearchService } from '../services/search.service.ts';
import type { TypingService } from '../services/typing.service.ts';

/** What a resolver of this subgraph finds in its context. */
export interface MessagesContext {
  readonly messages: MessageService;
  readonly revisions: RevisionService;
  readonly history: HistoryService;
  readonly feeds: FeedService;
  readonly markers: MarkerService;
  readonly typing: TypingService;
  readonly searches: SearchService;
}
