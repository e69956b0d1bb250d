import { useLocale } from 'react-admin';
import type { Body, Drafted, FieldBody } from '../documents';
import { idOf, textFor } from '../documents';
import { bodiesOf } from '../pointers';
import { allFieldsOf } from '../relations';
import { useStudio } from '../StudioContext';

/** A choice of a picklist field, as people see it. */
export interface StageChoice {
  readonly value: string;
  readonly label: string;
  readonly color: string | undefined;
  /** As the document has it. */
  readonly body: Body;
}

interface Choices {
  readonly choices: readonly StageChoice[];
  /** Adds one; undefined where a package keeps the choices. */
  readonly add: ((choice: Body) => void) | undefined;
  /** Replaces the one with the same value; undefined alike. */
  readonly put: ((choice: Body) => void) | undefined;
}

/** The choices of a picklist field of the draft, and the ways to change them. */
export function useChoices(object: string, name: unknown): Choices {
  const locale = useLocale() ?? 'en';
  const { drafted, add } = useStudio();
  const field = allFieldsOf(drafted, object).find((f) => f.name === name);
  const shared = typeof field?.picklist === 'string' ? drafted.find((d) => d.body?.kind === 'picklist' && d.body.name === field.picklist)?.body : undefined;
  const values = bodiesOf(shared === undefined ? field?.values : shared.values);
  const owner = field === undefined ? undefined : ownerOf(drafted, object, field);
  const write = shared !== undefined
    ? (changed: readonly Body[], apart: boolean) => add({ kind: 'putDocument', document: { kind: 'picklist', id: idOf(shared) }, body: { ...shared, values: changed }, apart })
    : field === undefined || owner === undefined
      ? undefined
      : (changed: readonly Body[], apart: boolean) => add({ kind: 'putField', object: owner, id: idOf(field), field: { ...field, values: changed }, typed: !apart });
  return {
    choices: values.map((v) => ({ value: String(v.value), label: textFor(v.label, locale) || String(v.value), color: typeof v.color === 'string' ? v.color : undefined, body: v })),
    add: write === undefined ? undefined : (choice) => write([...values, choice], true),
    put: write === undefined ? undefined : (choice) => write(values.map((v) => (v.value === choice.value ? choice : v)), false),
  };
}

/** Id of the object when the field is the tenant's own; undefined when a package brings it. */
function ownerOf(drafted: readonly Drafted[], object: string, field: FieldBody): string | undefined {
  const of = drafted.find((d) => d.body?.kind === 'object' && d.body.name === object);
  const holder = drafted.find((d) => (d === of || (d.body?.kind === 'fieldExtension' && d.body.object === object)) && bodiesOf(d.body?.fields).includes(field));
  return of?.body === undefined || holder === undefined || holder.stored?.package !== undefined ? undefined : idOf(of.body);
}
