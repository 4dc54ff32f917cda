import { expect, test } from 'vitest';
import { listenToSecondaryDrag } from './secondaryDrag.ts';

/** A canvas on the page, what its drag was told, and what else has heard of the pointer. */
function canvas({ begins }: { readonly begins: boolean }) {
  const element = document.createElement('div');
  element.setPointerCapture = () => undefined;
  document.body.append(element);
  const told: unknown[] = [];
  for (const kind of ['down', 'move', 'up']) element.addEventListener(`pointer${kind}`, () => told.push(kind));
  const stop = listenToSecondaryDrag(element, {
    begin: () => begins,
    move: (dx, dy) => void told.push(['drag', dx, dy]),
    end: () => void told.push('end'),
    abandon: () => void told.push('abandon'),
  });
  const send = (kind: 'down' | 'move' | 'up' | 'cancel', x: number, y: number, button = 2) => {
    const event = new MouseEvent(`pointer${kind}`, { clientX: x, clientY: y, button, bubbles: true, cancelable: true });
    Object.assign(event, { pointerId: 1 });
    element.dispatchEvent(event);
  };
  const escape = () => {
    const event = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
    document.body.dispatchEvent(event);
    return event.defaultPrevented;
  };
  return { told, send, escape, stop };
}

test('a drag tells how far it is from its start, and nobody else of it', () => {
  const { told, send, stop } = canvas({ begins: true });
  send('down', 100, 50);
  send('move', 130, 45);
  send('move', 90, 70);
  send('up', 90, 70);
  send('move', 80, 70);
  stop();
  expect(told).toEqual([['drag', 30, -5], ['drag', -10, 20], 'end', 'move']);
});

test('Escape leaves the drag, and is left to the window where there is none', () => {
  const { told, send, escape, stop } = canvas({ begins: true });
  const before = escape();
  send('down', 10, 10);
  send('move', 20, 10);
  const during = escape();
  send('up', 20, 10);
  const after = escape();
  stop();
  expect([before, during, after]).toEqual([false, true, false]);
  expect(told).toEqual([['drag', 10, 0], 'abandon', 'up']);
});

test('the system breaks a drag off, and where there is no image there is none', () => {
  const broken = canvas({ begins: true });
  broken.send('down', 10, 10);
  broken.send('cancel', 10, 10);
  broken.stop();
  expect(broken.told).toEqual(['abandon']);
  const nothing = canvas({ begins: false });
  nothing.send('down', 10, 10);
  nothing.send('move', 20, 10);
  nothing.send('up', 20, 10);
  nothing.stop();
  expect(nothing.told).toEqual(['down', 'move', 'up']);
});

test('other buttons are left to the tools', () => {
  const { told, send, stop } = canvas({ begins: true });
  send('down', 10, 10, 0);
  send('move', 20, 10, 0);
  send('up', 20, 10, 0);
  stop();
  expect(told).toEqual(['down', 'move', 'up']);
});

test('no menu opens where a drag ends beside the canvas, but wherever else it is asked for', () => {
  const { send, stop } = canvas({ begins: true });
  const menuOpens = () =>
    document.body.dispatchEvent(new MouseEvent('contextmenu', { bubbles: true, cancelable: true }));
  const before = menuOpens();
  send('down', 10, 10);
  send('up', 500, 10);
  const after = menuOpens();
  document.body.dispatchEvent(new MouseEvent('pointerdown', { button: 2, bubbles: true }));
  const elsewhere = menuOpens();
  stop();
  expect([before, after, elsewhere]).toEqual([true, false, true]);
});
