import { useTranslate } from 'react-admin';
import type { WorkspaceObject } from '../api/workspace.generated';
import { choiceLabel, formatValue, referenceLabel } from '../model/formats';
import { isGroup, me, resolveCondition, type Condition, type ConditionGroup } from '../model/filters';
import { useFormats, useWorkspace } from '../providers/workspaceContext';
import { operatorLabel, useTargetLabel } from './conditionWords';

/** Words for a condition or group, for the chips above a list. */
export function useConditionText(object: WorkspaceObject): (item: Condition | ConditionGroup) => string {
  const translate = useTranslate();
  const workspace = useWorkspace();
  const formats = useFormats();
  const label = useTargetLabel();

  const valueText = (condition: Condition): string => {
    const target = resolveCondition(workspace, object, condition.path);
    if (target === undefined) return '';
    const { value } = condition;
    const one = (v: unknown): string => {
      if (typeof v === 'object' && v !== null && 'id' in v) return v.id === me ? translate('filter.me') : referenceLabel(v);
      return target.field.choices === undefined ? formatValue(target.field, v, formats) : choiceLabel(target.field, v);
    };
    if (condition.op === 'isNull' || condition.op === 'notNull') return '';
    if (typeof value === 'boolean') return translate(value ? 'filter.yes' : 'filter.no');
    if (condition.op === 'within') return spanText(translate, value);
    if (condition.op === 'between' && Array.isArray(value)) return value.map(one).join(' – ');
    return Array.isArray(value) ? value.map(one).join(', ') : one(value);
  };

  const words = (item: Condition | ConditionGroup): string => {
    if (isGroup(item)) return `(${item.items.map(words).join(item.match === 'all' ? ' & ' : ' | ')})`;
    const target = resolveCondition(workspace, object, item.path);
    return target === undefined ? item.path : `${label(target)} ${operatorLabel(translate, target.field, item.op)} ${valueText(item)}`.trim();
  };
  return words;
}

function spanText(translate: ReturnType<typeof useTranslate>, value: unknown): string {
  if (typeof value === 'string') return translate(`span.${value}`);
  const [name, days] = typeof value === 'object' && value !== null ? Object.entries(value)[0] ?? [] : [];
  return name === undefined ? '' : translate(`span.${name}`).replace('…', String(days));
}
