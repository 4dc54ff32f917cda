import { brushTool, eraserTool } from './brush/tool.ts';
import { commentTool } from './comment/tool.ts';
import { ellipseTool } from './ellipse/tool.ts';
import { fillTool } from './fill/tool.ts';
import { measureTool } from './measure/tool.ts';
import { panTool } from './pan/tool.ts';
import { pointsTool } from './points/tool.ts';
import { polygonTool } from './polygon/tool.ts';
import { rectangleTool } from './rectangle/tool.ts';
import { rotatedRectangleTool } from './rotatedRectangle/tool.ts';
import { selectTool } from './select/tool.ts';
import { splitTool } from './split/tool.ts';
import type { ToolDescription } from './toolNode.ts';

/** Every tool, in the order of the tool bar. */
export const tools = {
  select: selectTool,
  polygon: polygonTool,
  rectangle: rectangleTool,
  rotatedRectangle: rotatedRectangleTool,
  ellipse: ellipseTool,
  points: pointsTool,
  brush: brushTool,
  eraser: eraserTool,
  split: splitTool,
  fill: fillTool,
  measure: measureTool,
  comment: commentTool,
  pan: panTool,
} satisfies { readonly [id: string]: ToolDescription };

export type ToolId = keyof typeof tools;

export const toolIds = Object.keys(tools) as readonly ToolId[];
