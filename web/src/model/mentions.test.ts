import { describe, expect, it } from 'vitest';
import { completed, mentionedIn, partsOf, typedMention } from './mentions';

const ann = { id: '1', name: 'Ann Lee' };
const li = { id: '2', name: '李雷' };

describe('mentions', () => {
  it('are found where a name is being typed, not in an address', () => {
    expect(typedMention('Hello @an', 9)).toEqual({ start: 6, search: 'an' });
    expect(typedMention('请@李', 3)).toEqual({ start: 1, search: '李' });
    expect(typedMention('ann@example', 11)).toBeUndefined();
    expect(typedMention('@ an', 4)).toBeUndefined();
    expect(typedMention('@an\nnext', 8)).toBeUndefined();
    expect(typedMention('@an', 3)).toEqual({ start: 0, search: 'an' });
  });

  it('are completed where the caret is', () => {
    expect(completed('Hi @an, see', 6, { start: 3, search: 'an' }, ann)).toEqual({ text: 'Hi @Ann Lee , see', caret: 12 });
  });

  it('count while they stand in the text', () => {
    expect(mentionedIn('@Ann Lee and others', [ann, li, ann])).toEqual([ann]);
  });

  it('are marked in the text, the longest name first', () => {
    expect(partsOf('请@李雷看', [li])).toEqual([{ text: '请', isMention: false }, { text: '@李雷', isMention: true }, { text: '看', isMention: false }]);
    expect(partsOf('', [ann])).toEqual([]);
  });
});
