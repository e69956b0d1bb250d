import type { SyntaxNode, Tree } from '@lezer/common';

export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Where the value at a JSON pointer (RFC 6901) stands in a text; as near above it as there is something. */
export function rangeOf(tree: Tree, text: string, pointer: string): Range {
  let node: SyntaxNode | null = tree.topNode.firstChild;
  let found: SyntaxNode | null = node;
  let key: SyntaxNode | null = null;
  for (const part of pointer.split('/').slice(1).map((p) => p.replace(/~1/g, '/').replace(/~0/g, '~'))) {
    if (node === null) break;
    const next: { readonly node: SyntaxNode | null; readonly key: SyntaxNode | null } = node.name === 'Array' ? element(node, Number(part)) : member(node, text, part);
    if (next.node === null) break;
    node = found = next.node;
    key = next.key;
  }
  const marked = key ?? found;
  // A whole object would be underlined from end to end: its first line says enough.
  if (marked === null) return { from: 0, to: Math.min(1, text.length) };
  const end = text.indexOf('\n', marked.from);
  return { from: marked.from, to: end < 0 ? marked.to : Math.min(marked.to, end) };
}

function member(object: SyntaxNode, text: string, name: string): { readonly node: SyntaxNode | null; readonly key: SyntaxNode | null } {
  for (let child = object.firstChild; child !== null; child = child.nextSibling) {
    const key = child.name === 'Property' ? child.getChild('PropertyName') : null;
    if (key !== null && text.slice(key.from, key.to) === JSON.stringify(name)) return { node: child.lastChild, key };
  }
  return { node: null, key: null };
}

const values = new Set(['Object', 'Array', 'String', 'Number', 'True', 'False', 'Null']);

function element(array: SyntaxNode, index: number): { readonly node: SyntaxNode | null; readonly key: null } {
  let at = 0;
  for (let child = array.firstChild; child !== null; child = child.nextSibling) {
    if (!values.has(child.name)) continue;
    if (at === index) return { node: child, key: null };
    at += 1;
  }
  return { node: null, key: null };
}
