/** Header by which the shell shows the host that it is the shell. */
export const shellTokenHeader = 'x-maskwright-shell';
