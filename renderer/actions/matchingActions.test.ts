import { expect, test } from 'vitest';
import type { Action } from './action.ts';
import { matchingActions } from './matchingActions.ts';

function action(title: string, group: string): Action {
  return { id: title, title, group, keys: [], enabled: () => true, perform: () => undefined };
}
const actions = [
  action('Show the train view', 'Views'),
  action('Train a model', 'Work'),
  action('Restrain the brush', 'Tools'),
  action('Zoom in', 'View'),
];

test.each([
  ['', ['Show the train view', 'Train a model', 'Restrain the brush', 'Zoom in']],
  ['train', ['Train a model', 'Show the train view', 'Restrain the brush']],
  ['  TRAIN  show ', ['Show the train view']],
  ['views', ['Show the train view']],
  ['nothing', []],
])('"%s" finds %j', (search, titles) => {
  expect(matchingActions(actions, search).map(({ title }) => title)).toEqual(titles);
});
