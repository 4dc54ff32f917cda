import type { SentenceCatalogue } from '../../sentences/sentenceCatalogue.ts';

/** Edits that are refused, and what makes a record invalid. */
export const edits: SentenceCatalogue = {
  'What this edit starts from has been changed elsewhere since, so it was not saved; the screen shows the present state again.':
    '此编辑所基于的内容已在别处更改，因此未保存；屏幕已恢复为当前状态。',
  'Remove image': '移除图像',
  'Remove {count} images': '移除 {count} 张图像',
  'Remove label {name}': '移除标签 {name}',
  'Change attributes of {name}': '更改 {name} 的属性',
  'The edit changes nothing.': '此编辑没有改动任何内容。',
  'This gesture is not in the history any more: what was undone went with a new one.':
    '历史中已没有这一步：撤销的内容随新的操作一起消失了。',
  'The image of this object is not in the project any more.': '此对象的图像已不在项目中。',
  'The label of this object is not in the project any more; choose another one.':
    '此对象的标签已不在项目中；请选择其他标签。',
  'Another label has the name "{name}" already; choose another name.': '已有名为“{name}”的标签；请换一个名称。',
  'The label "{name}" still has {count} objects; delete them or give them another label first.':
    '标签“{name}”仍有 {count} 个对象；请先删除它们或改用其他标签。',
  'Another image of the project has the name "{name}" already.': '项目中已有名为“{name}”的图像。',
  'The image still has {count} objects; delete them first.': '该图像仍有 {count} 个对象；请先删除它们。',
  'The image still has {count} comments; delete them first.': '该图像仍有 {count} 条评论；请先删除它们。',
  'The image of this comment is not in the project any more.': '此评论的图像已不在项目中。',
  'A change of {table} has neither a record before nor one after.': '对 {table} 的更改前后都没有记录。',
  'The edit changes {table} {id} twice.': '此编辑对 {table} {id} 更改了两次。',
  'A change of {table} turns {before} into another record, {after}.':
    '对 {table} 的更改把 {before} 变成了另一条记录 {after}。',
  'Object {id} has a score of {score}; it must be 0 to 1.': '对象 {id} 的分数为 {score}；应在 0 到 1 之间。',
  'Object {id} has no valid time.': '对象 {id} 没有有效的时间。',
  'Object {id} has an attribute that is no finite number.': '对象 {id} 有一个属性不是有限的数。',
  'Object {id}: {problem*}': '对象 {id}：{problem}',
  'there are no points.': '没有点。',
  'the last point lacks its y.': '最后一个点缺少 y 坐标。',
  'a point has a coordinate that is no finite number.': '有一个点的坐标不是有限的数。',
  'the polygon has no parts.': '多边形没有任何部分。',
  'a ring lacks the y of its last vertex.': '有一个环的最后一个顶点缺少 y 坐标。',
  'a ring has {count} vertices; it needs at least 3.': '有一个环只有 {count} 个顶点；至少需要 3 个。',
  'a ring has a coordinate that is no finite number.': '有一个环的坐标不是有限的数。',
  'the mask box is not in whole pixels.': '掩膜的边框不是整像素。',
  'the mask box is empty.': '掩膜的边框是空的。',
  'the mask has no pixels.': '掩膜没有像素。',
  'the mask is not written with its tight box and shortest runs.': '掩膜没有以最紧的边框和最短的游程写成。',
  'the mask cannot be read. {reason*}': '无法读取掩膜。{reason}',
  'The mask ({width} x {height} at {x}, {y}) leaves its image of {imageWidth} x {imageHeight} pixels.':
    '掩膜（{width} × {height}，位于 {x}, {y}）超出了 {imageWidth} × {imageHeight} 像素的图像。',
  'A run length must be a whole number from 0 up, not {wrong}.': '游程长度必须是不小于 0 的整数，而不是 {wrong}。',
  'The run-length string ends inside a number.': '游程字符串在一个数的中间结束。',
  'The run-length string is malformed at character {position}.': '游程字符串在第 {position} 个字符处格式有误。',
  'The run-length string holds a negative run before character {position}.':
    '游程字符串在第 {position} 个字符之前有负的游程。',
  'The run lengths add up to {sum} pixels, but {width} x {height} are {pixels}.':
    '游程长度之和为 {sum} 像素，而 {width} × {height} 是 {pixels} 像素。',
  'A label needs a name.': '标签需要名称。',
  'Label {name} has the colour {colour}; write it as #rrggbb.':
    '标签 {name} 的颜色为 {colour}；请写成 #rrggbb 的形式。',
  'Label {name} has the hotkey "{key}"; it must be one key.': '标签 {name} 的按键为“{key}”；只能是一个键。',
  'Label {name}: {problem*}': '标签 {name}：{problem}',
  'An attribute needs a name without spaces around it.': '属性需要名称，且名称前后不能有空格。',
  'There are two attributes "{name}".': '有两个名为“{name}”的属性。',
  'Attribute "{name}" has nothing to choose from.': '属性“{name}”没有可选的值。',
  'Attribute "{name}" has options, but is no choice.': '属性“{name}”有选项，但不是选择类型。',
  'Attribute "{name}" has an option that is empty or has spaces around it.':
    '属性“{name}”有空的选项，或选项前后有空格。',
  'Attribute "{name}" has an option twice.': '属性“{name}”有重复的选项。',
  'Attribute "{name}" cannot have the value "{value}".': '属性“{name}”的值不能是“{value}”。',
  'Image {name} has no pixels.': '图像 {name} 没有像素。',
  'Image {name} has pixels without a size.': '图像 {name} 的像素没有尺寸。',
  'Image {name} has a tag that is empty, written with spaces, or there twice.':
    '图像 {name} 有空的、前后带空格的或重复的标记。',
  'Image {name} has a window whose low end lies above its high end.': '图像 {name} 的窗口下限高于上限。',
  'A comment needs a text.': '评论需要文字。',
  'Comment {id} has no place on its image.': '评论 {id} 在图像上没有位置。',
};
