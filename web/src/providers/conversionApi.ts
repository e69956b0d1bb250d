import { graphql } from '../api/graphql';
import { isRecord, readProblems, text, type Problem } from '../api/problems';
import type { WorkspaceConversion, WorkspaceObject } from '../api/workspace.generated';
import type { Workspace } from '../model/workspace';

/** What becomes of a target. */
export type ConversionAction = 'CREATE' | 'ATTACH' | 'SKIP';

/** What whoever converts has chosen for a target; what is left out follows from the conversion. */
export interface TargetChoice {
  readonly action?: ConversionAction;
  readonly id?: string;
  readonly values?: Readonly<Record<string, unknown>>;
}

/** A record that may be the same as the one to be made. */
export interface FoundDuplicate {
  /** Undefined for one that the user may not open. */
  readonly id: string | undefined;
  readonly blocks: boolean;
  /** What its rule shows of it. */
  readonly text: string;
}

/** What a conversion did, or would do, about a target. */
export interface ConvertedTarget {
  readonly alias: string;
  readonly object: string;
  readonly label: string;
  readonly optional: boolean;
  readonly action: ConversionAction;
  readonly id: string | undefined;
  /** What the record is called; undefined when the user may not read it. */
  readonly name: string | undefined;
  readonly values: Readonly<Record<string, unknown>>;
  readonly filled: readonly string[];
  readonly duplicates: readonly FoundDuplicate[];
  readonly problems: readonly Problem[];
}

/** What a conversion did, or would do. */
export interface Converted {
  readonly done: boolean;
  readonly targets: readonly ConvertedTarget[];
  readonly moved: readonly { readonly object: string; readonly count: number }[];
  readonly problems: readonly Problem[];
}

const selection = 'done moved { object count } problems { object field code message } '
  + 'targets { alias object label optional action id values filled duplicates { id blocks values { value } } problems { object field code message } }';

/** Converts a record, or tries it: a dry run tells everything and changes nothing. */
export async function convert(
  workspace: Workspace, object: WorkspaceObject, conversion: WorkspaceConversion, id: string,
  choices: Readonly<Record<string, TargetChoice>>, known: readonly ConvertedTarget[], dryRun: boolean,
): Promise<Converted> {
  const named = known.flatMap((t) => {
    const target = workspace.get(t.object);
    return target === undefined ? [] : [`${t.alias} { ${target.nameField} }`];
  });
  const data = await graphql(
    `mutation Convert($id: ID!, $conversion: String, $targets: ${object.name}ConversionTargets, $dryRun: Boolean!) `
    + `{ converted: convert${object.name}(id: $id, conversion: $conversion, targets: $targets, dryRun: $dryRun) { ${selection} ${named.join(' ')} } }`,
    { id, conversion: conversion.name, targets: choices, dryRun });
  const answer = isRecord(data.converted) ? data.converted : {};
  return {
    done: answer.done === true,
    targets: list(answer.targets).map((t) => readTarget(workspace, t, answer)),
    moved: list(answer.moved).map((m) => ({ object: String(m.object), count: Number(m.count) })),
    problems: readProblems(answer.problems),
  };
}

function readDuplicate(found: Readonly<Record<string, unknown>>): FoundDuplicate {
  return { id: text(found.id), blocks: found.blocks === true, text: list(found.values).map((v) => text(v.value)).filter((v) => v !== undefined).join(' · ') };
}

/** Several rules may find one record: it is offered once, and blocks when any of them does. */
function once(found: readonly FoundDuplicate[]): readonly FoundDuplicate[] {
  return found
    .filter((d, index) => d.id === undefined || found.findIndex((other) => other.id === d.id) === index)
    .map((d) => ({ ...d, blocks: d.id === undefined ? d.blocks : found.some((other) => other.id === d.id && other.blocks) }));
}

function readTarget(workspace: Workspace, target: Readonly<Record<string, unknown>>, answer: Readonly<Record<string, unknown>>): ConvertedTarget {
  const object = String(target.object);
  const record = answer[String(target.alias)];
  return {
    alias: String(target.alias),
    object,
    label: String(target.label),
    optional: target.optional === true,
    action: actionOf(target.action),
    id: text(target.id),
    name: isRecord(record) ? text(record[workspace.get(object)?.nameField ?? 'id']) : undefined,
    values: isRecord(target.values) ? target.values : {},
    filled: Array.isArray(target.filled) ? target.filled.map(String) : [],
    duplicates: once(list(target.duplicates).map(readDuplicate)),
    problems: readProblems(target.problems),
  };
}

function actionOf(value: unknown): ConversionAction {
  return value === 'ATTACH' || value === 'SKIP' ? value : 'CREATE';
}

function list(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
