import type { Messages } from '../en.ts';

type LabelMessages = Messages['label'];

export const tools: LabelMessages['tools'] = {
  select: '选择',
  polygon: '多边形',
  rectangle: '矩形',
  rotatedRectangle: '旋转矩形',
  ellipse: '椭圆',
  brush: '画笔',
  eraser: '橡皮擦',
  pan: '平移',
};

export const hints: LabelMessages['hints'] = {
  select: '选择：单击对象，按住 Shift 单击可多选，拖动可框选',
  selectPolygon: '拖动顶点，单击轮廓插入顶点，Alt 单击删除顶点，在内部拖动可移动',
  movingObjects: '拖动以移动，按 Esc 保持原位',
  draggingVertex: '拖动顶点，按 Esc 保持原位',
  rubberBand: '拖出一个框选中对象，按住 Shift 可加入选择',
  polygonStart: '多边形：单击放置第一个顶点，拖动可徒手绘制，Alt 单击在所选对象中挖孔',
  polygonHoleStart: '孔：在所选对象内单击放置第一个顶点',
  polygonPlacing: '单击放置顶点，Enter 闭合，Backspace 撤回上一个，Esc 放弃',
  polygonClosing: '单击以闭合轮廓',
  polygonTracing: '松开后继续单击，或在第一个顶点处松开以闭合',
  rectangle: '矩形：从一角拖到对角，按住 Shift 为正方形，按住 Alt 从中心开始',
  ellipse: '椭圆：拖出外框，按住 Shift 为圆，按住 Alt 从中心开始',
  draggingBox: '松开以绘制，Shift 使两边相等，Alt 从中心开始，Esc 放弃',
  rotatedRectangle: '旋转矩形：沿对象的一条边拖动',
  rotatedRectangleSide: '在边的终点松开或单击，Esc 放弃',
  rotatedRectangleWidth: '移动以设定宽度，单击完成，Esc 撤回这条边',
  brush: '画笔：拖动绘制新对象，[ 和 ] 改变大小',
  brushIntoSelected: '画笔：拖动画入所选对象，N 开始新对象，Shift 单击画直线',
  painting: '正在绘制：松开完成，Esc 放弃这一笔',
  eraser: '橡皮擦：拖动擦除所碰到的每个对象，[ 和 ] 改变大小',
  eraserSelected: '橡皮擦：拖动擦除所选对象，Shift 单击沿直线擦除',
  erasing: '正在擦除：松开完成，Esc 放弃这一笔',
  pan: '平移：拖动移动图像，滚轮缩放',
  labelMissing: '请先添加标签：每个对象都有一个标签',
};

export const toolNotices: LabelMessages['toolNotices'] = {
  labelMissing: '请先添加标签：每个对象都有一个标签。',
  holeOutside: '孔必须位于所选对象之内。',
  holeNeedsSelection: '请先选择一个对象，再在其中画孔。',
  outlineCrosses: '轮廓自相交；相交处的内部可能与您的意思不同。',
  outlineTooSmall: '轮廓在图像上至少需要三个顶点。',
  dragToDraw: '请按住并拖过对象后松开：仅单击不会绘制。',
  outsideImage: '形状位于图像之外。',
  widthMissing: '请先离开这条边：矩形还没有宽度。',
};

export const gestures: LabelMessages['gestures'] = {
  drawPolygon: '绘制多边形',
  drawRectangle: '绘制矩形',
  drawRotatedRectangle: '绘制旋转矩形',
  drawEllipse: '绘制椭圆',
  cutHole: '挖孔',
  paint: '绘制',
  erase: '擦除',
  moveObjects: '移动',
  moveVertex: '移动顶点',
  insertVertex: '插入顶点',
  deleteVertex: '删除顶点',
  deleteObjects: '删除',
  setDisplayWindow: '更改显示',
  markDone: '将图像标为完成',
  markOpen: '将图像标为未完成',
  setSplit: '更改用途',
  addLabel: '添加标签',
  editLabel: '编辑标签',
  changeLabel: '更改标签',
  duplicate: '复制对象',
  convertToMask: '转换为画笔掩膜',
  convertToPolygon: '转换为多边形',
  acceptSuggestions: '接受建议',
  rejectSuggestions: '拒绝建议',
};
