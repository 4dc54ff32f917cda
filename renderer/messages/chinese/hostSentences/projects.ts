import type { SentenceCatalogue } from '../../sentences/sentenceCatalogue.ts';

/** Folders, projects and what is stored in them. */
export const projects: SentenceCatalogue = {
  'No project is open; open or make one first.': '没有打开的项目；请先打开或新建一个。',
  'There is a project in "{folder}" already; open it instead.': '“{folder}”中已有项目；请直接打开它。',
  'The folder "{folder}" is not empty; choose a new or empty one.':
    '文件夹“{folder}”不是空的；请选择新的或空的文件夹。',
  'There is no Maskwright project in "{folder}".': '“{folder}”中没有 Maskwright 项目。',
  'The project in "{folder}" was made by a newer Maskwright (format {version}, this one reads up to {newest}); update the program to open it.':
    '“{folder}”中的项目由更新版本的 Maskwright 创建（格式 {version}，本程序最高支持 {newest}）；请更新程序后再打开。',
  'The disk of "{folder}" is full; no project was made.': '“{folder}”所在的磁盘已满；未创建项目。',
  'The folder "{folder}" cannot be made or written to; choose another one.':
    '无法创建或写入文件夹“{folder}”；请另选一个。',
  'The project in "{folder}" is open in another window or program; close it there first.':
    '“{folder}”中的项目已在另一个窗口或程序中打开；请先在那里关闭。',
  'The disk of "{folder}" is full; nothing was changed. Make room and try again.':
    '“{folder}”所在的磁盘已满；未作任何更改。请腾出空间后重试。',
  'The project in "{folder}" cannot be written to; check the rights of the folder and its files.':
    '无法写入“{folder}”中的项目；请检查该文件夹及其文件的权限。',
  'The project file in "{folder}" is damaged. There is no backup of it.': '“{folder}”中的项目文件已损坏，且没有备份。',
  'The project file in "{folder}" is damaged. The newest backup is "{backup}": move project.sqlite and project.sqlite-wal away and copy the backup to project.sqlite.':
    '“{folder}”中的项目文件已损坏。最新的备份是“{backup}”：请移走 project.sqlite 和 project.sqlite-wal，再把备份复制为 project.sqlite。',
  'Node {version} is too old to open a project; start Maskwright with its own scripts, which bring Node 24.':
    'Node {version} 太旧，无法打开项目；请用 Maskwright 自带的脚本启动，其中带有 Node 24。',
  '"{path}" is not a whole path; it must begin at a drive or at /.': '“{path}”不是完整路径；路径必须以盘符或 / 开头。',
  '"{folder}" {reason*}': '“{folder}”{reason}',
  'is not there.': '不存在。',
  'is a file, not a folder.': '是文件，不是文件夹。',
  'may not be opened by this user.': '不允许当前用户打开。',
  'cannot be read ({code}).': '无法读取（{code}）。',
  'cannot be read (unknown reason).': '无法读取（原因不明）。',
  'cannot be read ().': '无法读取。',
  Desktop: '桌面',
  Documents: '文档',
  Downloads: '下载',
  Pictures: '图片',
  Home: '主文件夹',
  Computer: '计算机',
  'The disk of "{folder}" is full; nothing was written there.': '“{folder}”所在的磁盘已满；未在那里写入任何内容。',
  '"{folder}" cannot be written to ({code}); choose another folder.':
    '无法写入“{folder}”（{code}）；请选择其他文件夹。',
  '"{folder}" cannot be written to (); choose another folder.': '无法写入“{folder}”；请选择其他文件夹。',
  '"{file}" cannot be written; choose another folder.': '无法写入“{file}”；请选择其他文件夹。',
  'This label does not exist any more.': '此标签已不存在。',
  'This job is not known any more.': '此任务已不存在。',
  'This work was cancelled.': '此工作已取消。',
  'Something went wrong inside the program; the log has the details.': '程序内部出错；详情见日志。',
  'The input is not valid: {reason*}.': '输入无效：{reason}。',
  '"{field}" is not valid: {reason*}.': '“{field}”无效：{reason}。',
  'unknown reason': '原因不明',
  'The request is malformed: {reason}': '请求格式有误：{reason}',
  'The {name} crashed while it worked on this.': '{name} 在处理时崩溃。',
  'The {name} is closed.': '{name} 已关闭。',
  'The {name} crashed {times} times within {minutes} minutes and stays stopped; restart Maskwright to try again, and see the log for the cause.':
    '{name} 在 {minutes} 分钟内崩溃了 {times} 次，不再重启；请重新启动 Maskwright 再试，原因见日志。',
};
