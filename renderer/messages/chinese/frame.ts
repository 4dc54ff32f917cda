import type { Messages } from '../en.ts';
import type { frame as english } from '../english/frame.ts';

export const frame: Pick<Messages, keyof typeof english> = {
  views: { label: '标注', train: '训练', models: '模型', data: '数据', reports: '报告' },
  navigation: '视图',
  projectMenu: {
    name: (project) => `项目 ${project}`,
    newProject: '新建项目…',
    openProject: '打开项目…',
    recent: '最近的项目',
    sample: '试用示例项目',
    close: '关闭项目',
    copyPath: '复制项目路径',
  },
  search: '搜索或命令',
  help: {
    title: '帮助',
    keys: '键盘快捷键',
    doctor: '检查这台电脑',
    version: (version) => `Maskwright ${version}`,
  },
  settings: {
    title: '设置',
    theme: '主题',
    themes: { system: '跟随系统', dark: '深色', light: '浅色' },
    language: '语言',
    languages: { system: '跟随系统', en: 'English', 'zh-CN': '简体中文' },
  },
  connection: {
    lost: '与程序的连接已断开。已完成的工作都已保存；正在重新连接…',
    callFailed: '程序没有响应，可能正在重新启动；请稍后再试。',
    starting: '正在连接程序…',
    failed: '无法连接程序',
    editsRefused: (lost, reason) => `未保存：${quoted(lost)}。${reason} 屏幕现在显示的就是已保存的内容。`,
    editsLost: (lost) => `未保存，因为在程序能够保存之前打开了另一个项目：${quoted(lost)}。`,
  },
  groups: {
    views: '视图',
    project: '项目',
    images: '图像',
    work: '训练与建议',
    help: '帮助与外观',
  },
  palette: {
    title: '搜索或命令',
    placeholder: '输入命令或图像名称',
    commands: '命令',
    images: '图像',
    nothing: '没有找到',
  },
  keySheet: {
    title: '键盘快捷键',
    description: '当前位置可用的按键。',
    search: '查找快捷键',
    nothing: '没有找到快捷键。',
    or: '或',
    noKey: '（无按键）',
    change: '更改按键',
  },
  notices: '消息',
  themeSwitch: '切换深色与浅色主题',
};

function quoted(gestures: readonly string[]): string {
  const named = gestures.slice(0, 5).map((gesture) => `“${gesture}”`);
  const others = gestures.length - named.length;
  return [...named, ...(others > 0 ? [`以及另外 ${others} 步`] : [])].join('、');
}
