/** Everything that a worker may know of the host's environment; NODE_OPTIONS and ELECTRON_* are left out on purpose. */
const passedNames = ['PATH', 'HOME', 'LANG', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'LD_LIBRARY_PATH'];
/** Vulkan's own variables choose the driver of the WebGPU provider. */
const passedPrefix = 'VK_';
/** onnxruntime's official builds report usage to their maker unless told not to; nothing leaves this machine. */
const settings = { ORT_DISABLE_TELEMETRY: '1' };

export function workerEnvironment(environment: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const names = [...passedNames, ...Object.keys(environment).filter((name) => name.startsWith(passedPrefix))];
  const passed = names.filter((name) => environment[name] !== undefined);
  return { ...Object.fromEntries(passed.map((name) => [name, environment[name]])), ...settings };
}
