import type { AttributeDefinition, AttributeValue } from '../../app/model/attributes.ts';
import { setAttributeValue } from '../../app/model/commands/attributes.ts';
import type { LabelRecord } from '../../app/model/records.ts';
import { formatCount } from '../messages/format.ts';
import { messages } from '../messages/messages.ts';
import { host, messageOf } from './host.ts';
import { notices } from './notices.svelte.ts';
import { openImage } from './openImage.svelte.ts';
import { toolState } from './toolState.svelte.ts';

/** Sets the attribute of this name on what is selected; `null` leaves it unset. */
export function setSelectedValue(name: string, value: AttributeValue | null): void {
  const { document, selection } = openImage;
  if (document === null || toolState.node.busy) return;
  const diff = setAttributeValue(document, { ids: [...selection], name, value, now: Date.now() });
  void openImage.commit(messages.details.gestures.setValue, diff);
}

/** By the host, which knows the objects on other images too. The sentence that says what went wrong, or `null`. */
export async function saveAttributes(
  label: LabelRecord,
  attributes: readonly AttributeDefinition[],
): Promise<string | null> {
  const words = messages.details.attributes;
  try {
    const { objects } = await host.labels.setAttributes({ labelId: label.id, attributes: [...attributes] });
    const undo = { title: messages.label.undo, perform: () => void openImage.undo() };
    notices.show('info', words.saved(label.name, objects, formatCount(objects)), undo);
    return null;
  } catch (error) {
    return messageOf(error);
  }
}
