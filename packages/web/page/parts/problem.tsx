/** That something could not be loaded or done, and a way to try again. */
export function Problem({ text, retry }: { readonly text: string | undefined; readonly retry?: () => void }) {
  if (text === undefined) return null;
  return (
    <p class="problem" role="alert">
      {text}{' '}
      {retry && (
        <button type="button" class="plain" onClick={retry}>
          Try again
        </button>
      )}
    </p>
  );
}
