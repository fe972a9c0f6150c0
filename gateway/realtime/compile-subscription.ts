import {
  Kind,
  OperationTypeNode,
  print,
  visit,
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type NameNode,
  type SelectionNode,
  type SelectionSetNode,
  type VariableDefinitionNode,
} from 'graphql';

import { AppError } from '../../kernel/errors/index.ts';
import type { ValidSubscription } from '../stream.ts';
import { STREAM_TABLE, type LogRow, type StreamRow } from './stream-table.ts';

/** A subscription as the query by which it is served. */
export interface CompiledSubscription {
  readonly row: StreamRow;
  /** The subscription's one field at the root. */
  readonly field: FieldNode;
  /** Under which name the client wants it. */
  readonly responseKey: string;
  /** The document that is run; the answer is under `root`. */
  readonly query: string;
  /** Those of the client's variables that the document uses. */
  readonly variables: ReadonlySet<string>;
  /** Names of ours, which are none of the client's. */
  readonly names: CompiledNames;
}

export interface CompiledNames {
  /** Alias of the field at the root of the query. */
  readonly root: string;
  /** Alias under which each entry of a log has its number. */
  readonly cursor: string;
  /** Variables of the feed. */
  readonly after: string;
  readonly first: string;
}

/**
 * Writes the query that serves a valid subscription: the same selection on the Query field that the table names.
 * @throws BAD_REQUEST for directives at the root, and for a field that is not served.
 */
export function compileSubscription({ document, operation }: ValidSubscription): CompiledSubscription {
  const fragments = new Map(
    document.definitions
      .filter((node) => node.kind === Kind.FRAGMENT_DEFINITION)
      .map((node) => [node.name.value, node]),
  );
  const [field, ...more] = fieldsAtRoot(operation.selectionSet, fragments);
  const row = field === undefined ? undefined : STREAM_TABLE[field.name.value];
  if (field === undefined || row === undefined)
    throw new AppError('BAD_REQUEST', { message: 'No such subscription is served here.' });
  const names = namesFor(document);
  const selections = [field, ...more].flatMap((node) => node.selectionSet?.selections ?? []);
  const root: FieldNode = {
    kind: Kind.FIELD,
    alias: named(names.root),
    name: named(row.query),
    arguments: argumentsOf(field, row, names),
    selectionSet: row.kind === 'log' ? feedSelection(row, selections, names) : setOf(selections),
  };
  const reached = fragmentsOf(root, fragments);
  const used = variablesOf([root, ...reached]);
  const declared = (operation.variableDefinitions ?? []).filter(({ variable }) => used.has(variable.name.value));
  const query: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [
      {
        kind: Kind.OPERATION_DEFINITION,
        operation: OperationTypeNode.QUERY,
        variableDefinitions: [
          ...declared,
          ...(row.kind === 'log' ? [intVariable(names.after), intVariable(names.first)] : []),
        ],
        selectionSet: setOf([root]),
      },
      ...reached,
    ],
  };
  return {
    row,
    field,
    responseKey: field.alias?.value ?? field.name.value,
    query: print(query),
    variables: new Set(declared.map(({ variable }) => variable.name.value)),
    names,
  };
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** They all have one response key: validation sees to it. */
function fieldsAtRoot(set: SelectionSetNode, fragments: Fragments): readonly FieldNode[] {
  return set.selections.flatMap((selection) => {
    if ((selection.directives ?? []).length > 0)
      throw new AppError('BAD_REQUEST', { message: 'The field of a subscription takes no directives.' });
    if (selection.kind === Kind.FIELD) return [selection];
    const inner = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    return inner === undefined ? [] : fieldsAtRoot(inner.selectionSet, fragments);
  });
}

function argumentsOf(field: FieldNode, row: StreamRow, names: CompiledNames): readonly ArgumentNode[] {
  const given = Object.entries(row.arguments).flatMap(([name, from]): readonly ArgumentNode[] => {
    const argument = field.arguments?.find((node) => node.name.value === from);
    return argument === undefined ? [] : [{ kind: Kind.ARGUMENT, name: named(name), value: argument.value }];
  });
  if (row.kind === 'state') return given;
  return [...given, variableArgument('after', names.after), variableArgument('first', names.first)];
}

function feedSelection(row: LogRow, selections: readonly SelectionNode[], names: CompiledNames): SelectionSetNode {
  const cursor: FieldNode = { kind: Kind.FIELD, alias: named(names.cursor), name: named(row.cursorField) };
  const items: FieldNode = { kind: Kind.FIELD, name: named('items'), selectionSet: setOf([...selections, cursor]) };
  return setOf([items, plain('cursor'), plain('hasNextPage')]);
}

/** The fragments that are still spread somewhere, in the order of the document. */
function fragmentsOf(root: FieldNode, fragments: Fragments): readonly FragmentDefinitionNode[] {
  const reached = new Set<string>();
  const collect = (node: FieldNode | FragmentDefinitionNode): void => {
    visit(node, {
      FragmentSpread({ name: { value: name } }) {
        if (reached.has(name)) return;
        reached.add(name);
        const fragment = fragments.get(name);
        if (fragment !== undefined) collect(fragment);
      },
    });
  };
  collect(root);
  return [...fragments.values()].filter(({ name }) => reached.has(name.value));
}

function variablesOf(nodes: readonly (FieldNode | FragmentDefinitionNode)[]): ReadonlySet<string> {
  const used = new Set<string>();
  for (const node of nodes) visit(node, { Variable: ({ name }) => void used.add(name.value) });
  return used;
}

function namesFor(document: DocumentNode): CompiledNames {
  const taken = new Set<string>();
  visit(document, { Name: ({ value }) => void taken.add(value) });
  const free = (name: string): string => {
    let candidate = name;
    for (let n = 1; taken.has(candidate); n += 1) candidate = `${name}${n}`;
    return candidate;
  };
  return { root: 'live', cursor: free('stoaCursor'), after: free('stoaAfter'), first: free('stoaFirst') };
}

const named = (value: string): NameNode => ({ kind: Kind.NAME, value });
const plain = (name: string): FieldNode => ({ kind: Kind.FIELD, name: named(name) });
const setOf = (selections: readonly SelectionNode[]): SelectionSetNode => ({ kind: Kind.SELECTION_SET, selections });

function variableArgument(name: string, variable: string): ArgumentNode {
  return { kind: Kind.ARGUMENT, name: named(name), value: { kind: Kind.VARIABLE, name: named(variable) } };
}

function intVariable(name: string): VariableDefinitionNode {
  return {
    kind: Kind.VARIABLE_DEFINITION,
    variable: { kind: Kind.VARIABLE, name: named(name) },
    type: { kind: Kind.NAMED_TYPE, name: named('Int') },
  };
}
