import { requireUser } from '../../../kernel/auth/index.ts';
import { AppError, type FieldProblem } from '../../../kernel/errors/index.ts';
import type { Page, PageRequest, SeqKey } from '../../../kernel/pagination/index.ts';
import type { MessageEdit } from '../entities/message-edit.entity.ts';
import type { Message } from '../entities/message.entity.ts';
import { decideDeletion, decideEdit, type DeletionDecision, type EditDecision } from '../entities/revise-message.ts';
import type { Decided, RevisionRepository } from '../repositories/revision.repository.ts';
import type { Announcements } from './announcements.ts';
import { messageTextProblems } from './message-rules.ts';
import { mayReadChat, type Membership, type MessagesDependencies } from './messages.dependencies.ts';
import type { ReadBudget } from './read-budget.ts';

export interface EditMessageRequest {
  readonly messageId: string;
  readonly text: string;
}

type NotFound = { readonly kind: 'message_not_found'; readonly messageId: string };
type NotYours = { readonly kind: 'not_your_message'; readonly messageId: string };

export type EditMessageOutcome =
  | { readonly kind: 'message_edited' | 'message_already_deleted'; readonly message: Message }
  | { readonly kind: 'edit_window_closed'; readonly closedAt: Date }
  | { readonly kind: 'invalid_message'; readonly problems: readonly FieldProblem[] }
  | NotFound
  | NotYours;

export type DeleteMessageOutcome =
  { readonly kind: 'message_deleted'; readonly message: Message } | NotFound | NotYours;

export interface RevisionDependencies extends MessagesDependencies {
  readonly revisions: RevisionRepository;
  readonly findMessage: (id: string) => Promise<Message | undefined>;
  readonly announcements: Announcements;
  readonly budget: ReadBudget;
  /** 0 is for ever. */
  readonly editMinutes: number;
}

interface Place {
  readonly message: Message;
  readonly membership: Membership;
}

/** Edits and deletions of messages, as one viewer may make and read them. */
export class RevisionService {
  readonly #deps: RevisionDependencies;

  constructor(deps: RevisionDependencies) {
    this.#deps = deps;
  }

  /** For the author, while a member of the chat and in time. What was said before stays readable for members. */
  async edit({ messageId, text }: EditMessageRequest): Promise<EditMessageOutcome> {
    const { id: editorId } = requireUser(this.#deps.viewer);
    const place = await this.#find(editorId, messageId);
    if (place === undefined) return { kind: 'message_not_found', messageId };
    if (place.message.authorId !== editorId) return { kind: 'not_your_message', messageId };
    const problems = messageTextProblems(text);
    if (problems.length > 0) return { kind: 'invalid_message', problems };
    const request = { editorId, text, now: this.#deps.now(), editMinutes: this.#deps.editMinutes };
    return toEditOutcome(await this.#change(place.message, (message) => decideEdit(message, request)));
  }

  /** For the author, and for owners and administrators of the chat. A message that is deleted stays deleted. */
  async delete(messageId: string): Promise<DeleteMessageOutcome> {
    const { id: deleterId } = requireUser(this.#deps.viewer);
    const place = await this.#find(deleterId, messageId);
    if (place === undefined) return { kind: 'message_not_found', messageId };
    const request = { deleterId, role: place.membership.role, now: this.#deps.now() };
    return toDeleteOutcome(await this.#change(place.message, (message) => decideDeletion(message, request)));
  }

  /** @throws FORBIDDEN for whoever is not in the chat of the message; OPERATION_TOO_LARGE. */
  async editsOf({ id, chatId, revision }: Message, page: PageRequest<SeqKey>): Promise<Page<MessageEdit>> {
    if (!(await mayReadChat(this.#deps, chatId))) throw new AppError('FORBIDDEN');
    if (revision > 0) this.#deps.budget.take(page.first);
    return await this.#deps.revisions.editsOf(id, page);
  }

  async #find(userId: string, messageId: string): Promise<Place | undefined> {
    const message = await this.#deps.findMessage(messageId);
    if (message === undefined) return undefined;
    const membership = await this.#deps.membershipOf(userId, message.chatId);
    return membership && { message, membership };
  }

  async #change<Decision extends EditDecision | DeletionDecision>(
    message: Message,
    decide: (message: Message) => Decision,
  ): Promise<Decided<Decision>> {
    const decided = await this.#deps.revisions.change(message, decide);
    const { chatId, revision } = decided.message;
    const { kind } = decided.decision;
    if (kind === 'edit' || kind === 'delete') this.#deps.announcements.revised({ chatId, revision });
    return decided;
  }
}

function toEditOutcome({ decision, message }: Decided<EditDecision>): EditMessageOutcome {
  switch (decision.kind) {
    case 'not_theirs':
      return { kind: 'not_your_message', messageId: message.id };
    case 'window_closed':
      return { kind: 'edit_window_closed', closedAt: decision.closedAt };
    case 'deleted':
      return { kind: 'message_already_deleted', message };
    case 'edit':
    case 'unchanged':
      return { kind: 'message_edited', message };
  }
}

function toDeleteOutcome({ decision, message }: Decided<DeletionDecision>): DeleteMessageOutcome {
  if (decision.kind === 'not_theirs') return { kind: 'not_your_message', messageId: message.id };
  return { kind: 'message_deleted', message };
}
