/** What the host says of a picture that it cannot give: one sentence for the person, as in every other answer. */
export async function pictureError(response: Response): Promise<Error> {
  const answer: unknown = await response.json().catch(() => null);
  const told = typeof answer === 'object' && answer !== null && 'message' in answer ? answer.message : null;
  return new Error(typeof told === 'string' ? told : `${response.url} could not be read (${response.status}).`);
}
