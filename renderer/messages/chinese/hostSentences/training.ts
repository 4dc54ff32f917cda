import type { SentenceCatalogue } from '../../sentences/sentenceCatalogue.ts';

/** Trainings: how they begin, and how they break off. */
export const training: SentenceCatalogue = {
  'No image is labelled yet: label a few objects first.': '还没有标注过的图像：请先标注几个对象。',
  'No image to train on has an accepted object: accept or draw some first.':
    '用于训练的图像上没有已接受的对象：请先接受或绘制一些。',
  'No image to train on has an object: label some first.': '用于训练的图像上没有对象：请先标注一些。',
  'A training is running already; wait for it or stop it first.': '已有训练正在运行；请等待其完成，或先停止它。',
  'This training is not running any more.': '此训练已不在运行。',
  'This training is a trial of a search; go on with the search instead.':
    '此训练是某次搜索的一个试验；请改为继续该搜索。',
  'This run is not in the project any more.': '此训练已不在项目中。',
  '{complaints*}, or remove them from the project.': '{complaints}，或将其从项目中移除。',
  '{images*} no longer in place: put back what is missing': '{images}已不在原处：请放回缺少的文件',
  '{images*} no longer what was imported: restore them': '{images}已与导入时不同：请恢复原来的文件',
  '1 image ({names}) is': '1 张图像（{names}）',
  '{count} images ({names}) are': '{count} 张图像（{names}）',
  'There is not enough memory for {cutOuts*} {when*}: close other programs and go on from the last checkpoint.':
    '{when}内存不足，容不下{cutOuts}：请关闭其他程序，然后从最后的检查点继续。',
  'There is not enough memory for {cutOuts*} {when*}: go on from the last checkpoint with {smaller*}, or close other programs first.':
    '{when}内存不足，容不下{cutOuts}：请改用{smaller}，从最后的检查点继续，或先关闭其他程序。',
  '{cutOuts*} at a time': '每次{cutOuts}',
  '{count} cut-out of {pixels} pixels': '{count} 个 {pixels} 像素的图块',
  '{count} cut-outs of {pixels} pixels': '{count} 个 {pixels} 像素的图块',
  'in step {step}': '第 {step} 步中',
  'after step {step}': '第 {step} 步之后',
  'The graphics device ({device}) stopped answering {when*}: go on from the last checkpoint, on the processor if it happens again.':
    '{when}显卡（{device}）不再响应：请从最后的检查点继续；若再次发生，请改用处理器。',
  'The loss was no longer a number': '损失不再是数',
  'The weights were no longer numbers': '权重不再是数',
  '{what*} at step {step}: choose other settings, because the learning rate is as low as it can be.':
    '在第 {step} 步，{what}：学习率已是最低，请选择其他设置。',
  '{what*} at step {step}: lower the learning rate from {rate} to {lower} and go on from the last checkpoint.':
    '在第 {step} 步，{what}：请将学习率从 {rate} 降到 {lower}，然后从最后的检查点继续。',
  'Training used up the memory for its own lists after step {step}: it can go on from its last checkpoint; train on fewer images if this happens again.':
    '第 {step} 步之后，训练用尽了自身列表的内存：可以从最后的检查点继续；若再次发生，请减少训练图像。',
  'The system ended the training after step {step}, most often because memory ran out: close other programs and go on from the last checkpoint.':
    '系统在第 {step} 步之后结束了训练，多半是因为内存不足：请关闭其他程序，然后从最后的检查点继续。',
  'The system ended the training after step {step}, most often because memory ran out: close other programs and go on from the last checkpoint, or with {smaller*}.':
    '系统在第 {step} 步之后结束了训练，多半是因为内存不足：请关闭其他程序，然后从最后的检查点继续，或改用{smaller}。',
  'Training ended unexpectedly after step {step}; it can go on from its last checkpoint.':
    '训练在第 {step} 步之后意外结束；可以从最后的检查点继续。',
  'Training did not end as it was asked to, and was ended after step {step}; it can go on from its last checkpoint.':
    '训练没有按要求停止，在第 {step} 步之后被强制结束；可以从最后的检查点继续。',
  'Training failed inside the program.': '训练因程序内部错误而失败。',
  'Training failed because of a fault in the program.': '训练因程序自身的错误而失败。',
  'Training was stopped before its first step, so there is no new model.': '训练在第一步之前就被停止，因此没有新模型。',
  '{what*}: {file} needs {size*}{free*}. Make room there and let the training go on: its last checkpoint is safe.':
    '{what}：{file} 需要 {size}{free}。请在那里腾出空间，然后让训练继续：最后的检查点完好无损。',
  '{what*}: {file} needs {size*}. Make room there and let the training go on: its last checkpoint is safe.':
    '{what}：{file} 需要 {size}。请在那里腾出空间，然后让训练继续：最后的检查点完好无损。',
  'The disk is full': '磁盘已满',
  'The quota of this account is used up': '此账户的配额已用完',
  'Files on this disk may not be as large as needed': '此磁盘上的文件不能有所需的大小',
  ', and {size*} are free': '，剩余 {size}',
  '{count} MB': '{count} MB',
  'The training worker needs the path of a run folder.': '训练进程需要训练文件夹的路径。',
  'The model to continue from, {file}, cannot be read.': '无法读取要继续训练的模型 {file}。',
  'dataset.json of the run is damaged at "{place}": {reason}': '训练的 dataset.json 在“{place}”处已损坏：{reason}',
  '{file} cannot be read: a run folder needs it.': '无法读取 {file}：训练文件夹需要它。',
  '{file} is no JSON file.': '{file} 不是 JSON 文件。',
  'The checkpoint of this run belongs to another optimiser.': '此训练的检查点属于另一种优化器。',
  'The checkpoint of this run belongs to a network of another size.': '此训练的检查点属于另一种大小的网络。',
  'Drawing the cut-outs failed inside the program; the log has the details.': '绘制图块时程序内部出错；详情见日志。',
};
