import type { Completion, Explanation, ExpressionDiagnostic } from '../../api/expressions';

/** What is wrong, without what was meant instead: that stands beside it, as a button. */
export function faultText(error: ExpressionDiagnostic): string {
  return error.message.replace(/ Did you mean .*\?$|是否想写.*？$/, '');
}

/** The node beside a completion: its signature and one sentence. */
export function completionInfo(item: Completion, locale: string): Node {
  const root = document.createElement('div');
  root.lang = locale;
  if (item.signature !== undefined) root.append(code(item.signature));
  if (item.help !== undefined) root.append(paragraph(item.help));
  return root;
}

/** The node above a name that the pointer rests on. */
export function explanationNode(found: Explanation): HTMLElement {
  const root = document.createElement('div');
  root.className = 'cm-explanation';
  if (found.type !== undefined) root.append(code(`${found.name}: ${found.type}`));
  if (found.label !== undefined && found.label !== found.name) root.append(paragraph(found.label));
  if (found.help !== undefined) root.append(paragraph(found.help));
  for (const { signature, help } of found.signatures.slice(0, 4)) {
    root.append(paragraph('', code(signature)));
    if (help !== '') root.append(paragraph(help));
  }
  return root;
}

function code(text: string): HTMLElement {
  const node = document.createElement('code');
  node.textContent = text;
  return node;
}

function paragraph(text: string, ...inside: readonly Node[]): HTMLElement {
  const node = document.createElement('p');
  node.textContent = text;
  node.append(...inside);
  return node;
}
