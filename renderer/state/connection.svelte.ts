/** Whether the event stream from the host is up. */
class Connection {
  state = $state<'connected' | 'reconnecting'>('connected');
}

export const connection = new Connection();
