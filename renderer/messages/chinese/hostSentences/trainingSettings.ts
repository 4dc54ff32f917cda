import type { SentenceCatalogue } from '../../sentences/sentenceCatalogue.ts';

/** Training settings that do not fit, and searches over them. */
export const trainingSettings: SentenceCatalogue = {
  'The training configuration must be a JSON object.': '训练配置必须是 JSON 对象。',
  'The training setting "{setting}" does not exist.': '训练设置“{setting}”不存在。',
  'The training setting "{setting}" does not exist; known are {settings}.':
    '训练设置“{setting}”不存在；已知的有{settings}。',
  'The training setting "{setting}" {problem*}.': '训练设置“{setting}”{problem}。',
  'must be true or false': '必须是 true 或 false',
  'must be one of {options}': '必须是以下之一：{options}',
  'must be a path or null': '必须是路径或 null',
  'must be a text or null': '必须是文字或 null',
  'must be a whole number from {least} to {most}': '必须是 {least} 到 {most} 之间的整数',
  'must be a number from {least} to {most}': '必须是 {least} 到 {most} 之间的数',
  'Training needs an end: set "minutes", "steps" or both.': '训练需要结束条件：请设置“时间”、“步数”或两者。',
  'The training setting "batchParts" must divide the {count} cut-outs of a step ("batchSize") evenly.':
    '训练设置“每步分几次”必须整除每步的 {count} 个图块（“每步图块数”）。',
  'Training needs a loss: set one of {settings} above 0.': '训练需要损失：请将{settings}之一设为大于 0。',
  'The training setting "cut" needs "fromModel", the model that it is about.':
    '训练设置“切断处的张量”需要“其他程序的模型”，即它所指的模型。',
  'The training setting "{setting}" needs an earlier model to begin with, "initialModel" or "fromModel".':
    '训练设置“{setting}”需要一个起始模型：“起始模型”或“其他程序的模型”。',
  'The training setting "dropout" is for networks of the catalogue; set it to 0 where "fromModel" names another one.':
    '训练设置“随机丢弃”只适用于自带的网络；若“其他程序的模型”指定了其他网络，请将它设为 0。',
  'The training setting "patchSize" must be a multiple of {multiple} for this network.':
    '对于此网络，训练设置“图块大小”必须是 {multiple} 的倍数。',
  'The training setting "patchSize" must be a multiple of {multiple} for {network}, such as {size}.':
    '对于 {network}，训练设置“图块大小”必须是 {multiple} 的倍数，例如 {size}。',
  'The training setting "patchSize" must be a multiple of {multiple} for {network}, such as {below} or {above}.':
    '对于 {network}，训练设置“图块大小”必须是 {multiple} 的倍数，例如 {below} 或 {above}。',
  '{network} needs the training setting "depth" from {least} to {most}.':
    '{network} 要求训练设置“深度”在 {least} 到 {most} 之间。',
  '{network} finds objects by their centres: set the training setting "separation" to "centres".':
    '{network} 按中心寻找对象：请将训练设置“相接的对象”设为“按中心”。',
  'The training setting "{setting}" cannot change while a run goes on; those that can are {settings}.':
    '训练继续进行时不能更改训练设置“{setting}”；可以更改的有{settings}。',
  'The network has no weight that "{name}" names; there are, among others, {known}.':
    '网络中没有“{name}”所指的权重；有的是 {known} 等。',
  'Every weight of the network is frozen, so nothing can learn.': '网络的全部权重都已冻结，因此无法学习。',
  'A search needs an end: a number of trials, a time, or both.': '搜索需要结束条件：试验次数、时间，或两者。',
  'A trial is as long as its minutes or its steps, not both.': '试验的长度由时间或步数决定，不能两者都给。',
  'This grid has {size} trials, more than {most}; take fewer values, or a random or Bayesian search.':
    '此网格有 {size} 次试验，超过 {most} 次；请减少取值，或改用随机或贝叶斯搜索。',
  'What a search varies must be a JSON object of settings.': '搜索所变化的内容必须是由设置组成的 JSON 对象。',
  'A search needs at least one setting to vary.': '搜索至少需要一个变化的设置。',
  'A search varies at most {most} settings, not {count}.': '搜索最多变化 {most} 个设置，而不是 {count} 个。',
  'cannot be varied: it is the same for all trials of a search': '不能变化：它在一次搜索的所有试验中都相同',
  'needs 2 to {most} different values to choose from': '需要 2 到 {most} 个不同的值供选择',
  'has no range; give a list of values to choose from': '没有范围；请给出可选值的列表',
  'needs a list of values, or a range such as { "from": 1, "to": 2 }':
    '需要值的列表，或范围，例如 { "from": 1, "to": 2 }',
  'has a range with the unknown part "{name}"': '的范围含有未知的部分“{name}”',
  'needs the numbers "from" and "to" of its range': '的范围需要“from”和“to”两个数',
  'needs a range whose "from" is below its "to"': '需要一个“from”小于“to”的范围',
  'needs a scale that is "linear" or "log"': '的刻度应为“linear”或“log”',
  'needs a range above 0 for the scale "log"': '使用“log”刻度时，范围必须大于 0',
  'needs 2 to {most} points for a grid': '在网格中需要 2 到 {most} 个点',
  'A search compares its trials on held-out images, and there are none yet; label more images.':
    '搜索在留出图像上比较各次试验，而现在还没有留出图像；请标注更多图像。',
  'A search for settings is running; wait for it or stop it first.': '设置搜索正在运行；请等待其完成，或先停止它。',
  'This search has finished all its trials.': '此搜索的试验已全部完成。',
  'This search is not in the project any more.': '此搜索已不在项目中。',
  'The search failed inside the program.': '搜索因程序内部错误而失败。',
  'The search was stopped before its first trial ended.': '搜索在第一次试验结束之前就被停止。',
  'No trial of the search has a score. {reason*}': '搜索的试验都没有得分。{reason}',
  'The first {count} trials failed, the last one so: {reason*}': '前 {count} 次试验都失败了，最后一次的原因：{reason}',
  'The images of the first trial, {file}, cannot be read, so another would not be comparable.':
    '无法读取第一次试验的图像 {file}，因此其他试验无法与之比较。',
};
