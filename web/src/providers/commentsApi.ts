import type { FileRef } from '../api/files';
import { graphql } from '../api/graphql';
import { request } from '../api/http';
import { isRecord, text } from '../api/problems';
import { nodesOf, readPerson, type Person } from '../model/approvals';

/** Most files of one comment. */
export const mostFiles = 10;

export interface AppComment {
  readonly id: string;
  readonly text: string;
  readonly author: Person | undefined;
  readonly createdAt: string;
  readonly isEdited: boolean;
  readonly mentions: readonly Person[];
  readonly files: readonly FileRef[];
  /** Id of the file of a comment of the time when it had one at most. */
  readonly single: string | undefined;
  readonly canEdit: boolean;
  readonly canDelete: boolean;
}

export interface CommentPage {
  readonly comments: readonly AppComment[];
  readonly before: string | undefined;
}

const perPage = 50;

export function commentsChanged(object: string, record: string): string {
  return `subscription Comments { commentChanged(filter: { object: { eq: ${JSON.stringify(object)} }, record: { eq: ${JSON.stringify(record)} } }) { id } }`;
}

/** Comments of a record, the latest first. */
export async function commentsOf(object: string, record: string, after: string | undefined, signal?: AbortSignal): Promise<CommentPage> {
  const data = await graphql(
    'query Comments($filter: CommentFilter, $first: Int, $after: String) { list: comments(filter: $filter, first: $first, after: $after, orderBy: [{ createdAt: DESC }])'
    + ' { nodes { id text version createdAt owner { id name } mentions(first: 50) { nodes { id name } } attachment { id name size } attachments(first: 10, orderBy: [{ id: ASC }]) { nodes { id name size } } _access { canEdit canDelete } } pageInfo { endCursor hasNextPage } } }',
    { filter: { object: { eq: object }, record: { eq: record } }, first: perPage, after }, { signal });
  const page = isRecord(data.list) && isRecord(data.list.pageInfo) ? data.list.pageInfo : {};
  return { comments: nodesOf(data.list).map(readComment), before: page.hasNextPage === true ? text(page.endCursor) : undefined };
}

function readComment(node: Record<string, unknown>): AppComment {
  const access = isRecord(node._access) ? node._access : {};
  return {
    id: String(node.id), text: String(node.text), author: readPerson(node.owner), createdAt: String(node.createdAt), isEdited: Number(node.version) > 1,
    mentions: nodesOf(node.mentions).map(readPerson).filter((p) => p !== undefined),
    files: [...isRecord(node.attachment) ? [node.attachment] : [], ...nodesOf(node.attachments)].map((file) => ({ id: String(file.id), name: String(file.name), size: Number(file.size) })),
    single: isRecord(node.attachment) ? String(node.attachment.id) : undefined,
    canEdit: access.canEdit === true, canDelete: access.canDelete === true,
  };
}

export interface CommentInput {
  readonly text: string;
  readonly mentions: readonly string[];
  /** Ids of files, of a comment that is new. */
  readonly files?: readonly string[];
}

export async function addComment(object: string, record: string, { text: said, mentions, files = [] }: CommentInput): Promise<void> {
  await graphql(
    'mutation Say($input: CommentCreate!) { done: createComment(input: $input) { record { id } } }',
    { input: { object, record, text: said, mentions: { set: mentions }, attachments: { set: files } } });
}

export async function changeComment(id: string, { text: said, mentions }: CommentInput): Promise<void> {
  await graphql(
    'mutation Change($id: ID!, $input: CommentUpdate!) { done: updateComment(id: $id, input: $input) { warnings { code } } }', { id, input: { text: said, mentions: { set: mentions } } });
}

export async function detachFile({ id, single }: AppComment, file: string): Promise<void> {
  await graphql(
    'mutation Detach($id: ID!, $input: CommentUpdate!) { done: updateComment(id: $id, input: $input) { warnings { code } } }',
    { id, input: file === single ? { attachment: null } : { attachments: { remove: [file] } } });
}

export async function deleteComment(id: string): Promise<void> {
  await graphql('mutation Unsay($id: ID!) { done: deleteComment(id: $id) { warnings { code } } }', { id });
}

/** People who can read the record, by a part of their name or address. */
export async function readersOf(object: string, record: string, search: string, signal?: AbortSignal): Promise<readonly Person[]> {
  const answer = await request(`/comments/readers?${new URLSearchParams({ object, record, search }).toString()}`, { signal });
  return isRecord(answer) && Array.isArray(answer.readers) ? answer.readers.map(readPerson).filter((p) => p !== undefined) : [];
}
