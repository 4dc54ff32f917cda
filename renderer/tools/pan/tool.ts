import Hand from '@lucide/svelte/icons/hand';
import type { ToolDescription } from '../toolNode.ts';
import { panReady } from './ready.ts';

export const panTool: ToolDescription = { icon: Hand, key: 'H', draws: false, options: [], start: () => panReady };
